using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <content>Reading into the script's buffers, and what lies beneath.</content>
internal static unsafe partial class BinaryFileType
{
    [Method("readinto", Signature = "($self, buffer, /)")]
    private static Value ReadInto(Vm* vm, Value self, Value buffer)
    {
        BufferedFile? file = Reading(vm, self, "readinto", "readinto");
        return file == null || !BytesArguments.TryGetWritable(vm, buffer, "readinto() argument", out Span<byte> target)
            ? Value.Undefined
            : Store(vm, buffer, Collect(vm, file, target.Length, isLine: false));
    }

    [Method("readinto1", Signature = "($self, buffer, /)")]
    private static Value ReadIntoOnce(Vm* vm, Value self, Value buffer)
    {
        BufferedFile? file = Reading(vm, self, "readinto", "readinto1");
        if (file == null || !BytesArguments.TryGetWritable(vm, buffer, "readinto1() argument", out Span<byte> target))
        {
            return Value.Undefined;
        }

        byte[] room = new byte[Math.Min(target.Length, 1 << 20)];
        int read = file.ReadOnce(room);
        return read < 0 ? FileErrors.Raise(vm, -read) : Store(vm, buffer, Bytes.New(vm, room.AsSpan(0, read)));
    }

    /// <summary>The file without its buffer: a second view of the descriptor, which closing does not close.</summary>
    [Property("raw")]
    private static Value Raw(Vm* vm, Value self)
    {
        Str* key = Str.Intern(vm, "_raw"u8);
        Value raw = InstanceAttributes.Get(vm, self, key);
        if (!raw.IsUndefined)
        {
            return raw;
        }

        BufferedFile? file = Open(vm, self);
        Value type = file == null ? Value.Undefined : LibraryCalls.Attribute(vm, "io", "FileIO");
        raw = type.IsUndefined ? type : Calls.Invoke(
            vm, type, Value.FromInt(file!.Descriptor), Value.FromObject(Str.New(vm, file.BinaryMode == "rb+" ? "r+" : file.BinaryMode[..1])), Value.False);
        return raw.IsUndefined
            || !InstanceAttributes.Set(vm, raw, WellKnown.Name(vm, NameId.name), InstanceAttributes.Get(vm, self, WellKnown.Name(vm, NameId.name)))
            || !InstanceAttributes.Set(vm, self, key, raw) ? Value.Undefined : raw;
    }

    /// <summary>Take the descriptor away from the buffer; return it as a file without one.</summary>
    [Method("detach", Signature = "($self, /)")]
    private static Value Detach(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        int result = file == null ? 0 : file.Flush();
        Value raw = file == null ? Value.Undefined : result < 0 ? FileErrors.Raise(vm, -result) : Raw(vm, self);
        if (raw.IsUndefined || !Attributes.Set(vm, raw, Str.Intern(vm, "closefd"u8), Value.True))
        {
            return Value.Undefined;
        }

        file!.Release();
        return raw;
    }

    private static Value Store(Vm* vm, Value buffer, Bytes* data)
    {
        if (data == null)
        {
            return Value.Undefined;
        }

        if (!BytesArguments.TryGetWritable(vm, buffer, "readinto() argument", out Span<byte> target))
        {
            return Value.Undefined;
        }

        Bytes.Span(data)[..Math.Min(data->Length, target.Length)].CopyTo(target);
        return Value.FromInt(data->Length);
    }
}
