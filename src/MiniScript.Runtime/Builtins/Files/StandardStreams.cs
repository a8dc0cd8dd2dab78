using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary><c>sys.stdin</c>, <c>sys.stdout</c> and <c>sys.stderr</c> as the script has them now.</summary>
internal static unsafe class StandardStreams
{
    /// <summary>
    /// The object that the script has under one of the three names; <see cref="Value.Undefined"/> with nothing pending if <c>sys</c> is not
    /// imported, so that the stream is the original one; with <c>RuntimeError</c> pending if the script deleted it.
    /// </summary>
    public static Value Current(Vm* vm, NameId name)
    {
        Value module = Dict.GetStr(WellKnown.Of(vm)->Modules, WellKnown.Name(vm, NameId.sys));
        if (!module.Is(Kind.Module))
        {
            return Value.Undefined;
        }

        Value stream = Dict.GetStr(((Module*)module.AsObject)->Attributes, WellKnown.Name(vm, name));
        return stream.IsUndefined ? Throw.RuntimeError(vm, $"lost sys.{Str.ToManaged(WellKnown.Name(vm, name))}") : stream;
    }

    /// <summary>The native stream of a text file object that is open for writing; null for any other object.</summary>
    public static TextStream? Writable(Vm* vm, Value file)
    {
        TextStream? stream = file.IsExactly(TypeId.TextIOWrapper) ? FileObjects.Text(vm, file) : null;
        return stream is { File: { IsClosed: false, IsWritable: true } } ? stream : null;
    }

    /// <summary>Writes out what waits in the original streams; false with an exception pending.</summary>
    public static bool Flush(Vm* vm)
    {
        FileTable table = FileTable.Of(vm);
        int result = Math.Min(table.Output.File.Flush(), table.Error.File.Flush());
        if (result < 0)
        {
            FileErrors.Raise(vm, -result);
        }

        return result >= 0;
    }
}
