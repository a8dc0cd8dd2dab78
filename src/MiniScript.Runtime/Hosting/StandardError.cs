using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Where errors are shown.</summary>
public static unsafe class StandardError
{
    /// <summary>Writes to <c>sys.stderr</c>, whatever the script made of it. If that fails the text is lost: there is nobody to tell.</summary>
    public static void Write(Vm* vm, string text)
    {
        Value stream = SysAttribute(vm, "stderr"u8);
        if (stream.IsNone)
        {
            return;
        }

        Str* message = Str.New(vm, text);
        if (stream.IsUndefined)
        {
            TextStream original = FileTable.Of(vm).Error;
            original.Write(vm, message);
            vm->Pending = Value.Undefined;
            original.File.Flush();
            return;
        }

        Calls.InvokeMethod(vm, stream, NameId.write, Value.FromObject(message));
        vm->Pending = Value.Undefined;
        Calls.InvokeMethod(vm, stream, NameId.flush);
        vm->Pending = Value.Undefined;
    }

    /// <summary>An attribute of the module <c>sys</c>; <see cref="Value.Undefined"/> if there is none, or nobody has imported it, so that it is as it was made.</summary>
    internal static Value SysAttribute(Vm* vm, ReadOnlySpan<byte> name)
    {
        Value sys = Importer.Find(vm, "sys");
        return sys.Is(Kind.Module) ? Dict.GetStr(((Module*)sys.AsObject)->Attributes, Str.Intern(vm, name)) : Value.Undefined;
    }
}
