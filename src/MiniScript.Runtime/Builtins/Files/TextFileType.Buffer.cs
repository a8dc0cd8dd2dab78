using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <content>The bytes beneath text, and how they are encoded.</content>
internal static unsafe partial class TextFileType
{
    [Property("buffer")]
    private static Value GetBuffer(Vm* vm, Value self)
    {
        TextStream stream = FileObjects.Text(vm, self);
        if (stream.IsDetached)
        {
            return Throw.ValueError(vm, "underlying buffer has been detached");
        }

        Str* key = Str.Intern(vm, "_buffer"u8);
        Value buffer = InstanceAttributes.Get(vm, self, key);
        if (!buffer.IsUndefined)
        {
            return buffer;
        }

        Value name = InstanceAttributes.Get(vm, self, WellKnown.Name(vm, NameId.name));
        buffer = FileObjects.New(vm, stream.File, name, stream.File.BinaryMode);
        return buffer.IsUndefined || !InstanceAttributes.Set(vm, self, key, buffer) ? Value.Undefined : buffer;
    }

    [Method("detach", Signature = "($self, /)")]
    private static Value Detach(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        int result = stream == null ? 0 : stream.File.Flush();
        Value buffer = stream == null || result < 0 ? Value.Undefined : GetBuffer(vm, self);
        if (buffer.IsUndefined)
        {
            return result < 0 ? FileErrors.Raise(vm, -result) : buffer;
        }

        stream!.IsDetached = true;
        return buffer;
    }

    [Property("newlines")]
    private static Value NewLines(Vm* vm, Value self)
    {
        int seen = FileObjects.Text(vm, self).SeenLineEnds;
        Value* kinds = stackalloc Value[3];
        int count = 0;
        for (int bit = 0; bit < 3; bit++)
        {
            if ((seen & (1 << bit)) != 0)
            {
                kinds[count++] = Value.FromObject(Str.New(vm, bit == 0 ? "\r" : bit == 1 ? "\n" : "\r\n"));
            }
        }

        return count == 0 ? Value.None : count == 1 ? kinds[0] : Value.FromObject(Objects.Tuple.New(vm, kinds, count));
    }

    [Property("write_through")]
    private static Value WritesThrough(Vm* vm, Value self) => Value.FromBool(FileObjects.Text(vm, self).WritesThrough);

    [Method("reconfigure", Signature = "($self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)")]
    private static Value Reconfigure(Vm* vm, Value self, Value encoding, Value errors, Value newline, Value lineBuffering, Value writeThrough)
    {
        TextStream? stream = Open(vm, self);
        if (stream == null)
        {
            return Value.Undefined;
        }

        bool changesDecoding = encoding.Is(Kind.Str) || errors.Is(Kind.Str) || !newline.IsUndefined;
        if (changesDecoding && stream.HasRead)
        {
            return FileErrors.Unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read");
        }

        NewlineMode newlines = stream.Newlines;
        if (!newline.IsUndefined && !newline.IsNone && !newline.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"reconfigure() argument 'newline' must be str or None, not {Types.NameOf(vm, newline)}");
        }

        if (!newline.IsUndefined && !BuiltinFunctions.TryNewlines(vm, newline.IsNone ? null : (Str*)newline.AsObject, out newlines))
        {
            return Value.Undefined;
        }

        string? encodingName = encoding.Is(Kind.Str) ? Str.ToManaged((Str*)encoding.AsObject) : null;
        if (encodingName != null && Codecs.Canonical(vm, encodingName) == null)
        {
            return Throw.Raise(vm, TypeId.LookupError, $"unknown encoding: {encodingName}");
        }

        if (!TrySwitch(vm, lineBuffering, out bool? isLineBuffered) || !TrySwitch(vm, writeThrough, out bool? writesThrough))
        {
            return Value.Undefined;
        }

        int result = stream.File.Flush();
        if (changesDecoding)
        {
            string errorsName = errors.Is(Kind.Str) ? Str.ToManaged((Str*)errors.AsObject) : encodingName != null ? "strict" : stream.Errors;
            stream.Configure(encodingName ?? stream.Encoding, errorsName, newlines);
        }

        stream.IsLineBuffered = isLineBuffered ?? stream.IsLineBuffered;
        stream.WritesThrough = writesThrough ?? stream.WritesThrough;
        return FileObjects.None(vm, result);
    }

    private static bool TrySwitch(Vm* vm, Value value, out bool? state)
    {
        state = null;
        if (value.IsNone || value.IsUndefined)
        {
            return true;
        }

        int truth = Truth.Of(vm, value);
        state = truth > 0;
        return truth >= 0;
    }
}
