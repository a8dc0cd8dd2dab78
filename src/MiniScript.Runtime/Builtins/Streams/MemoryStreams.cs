using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Streams;

/// <summary>
/// What the native halves of <c>io.BytesIO</c> and <c>io.StringIO</c> have in common: records of the content in a <see cref="ByteArray"/>, the position in
/// items, and whether it is closed. Items are bytes or, of text, 32-bit code points.
/// </summary>
internal static unsafe class MemoryStreams
{
    /// <summary>The field of the content.</summary>
    public const int ContentField = 0;

    /// <summary>The field of the position.</summary>
    public const int PositionField = 1;

    /// <summary>The field that tells whether the stream is closed.</summary>
    public const int ClosedField = 2;

    /// <summary>The fields of a stream.</summary>
    public static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);

    /// <summary>The content.</summary>
    public static ByteArray* Content(Value self) => (ByteArray*)Fields(self)[ContentField].AsObject;

    /// <summary>The position in items.</summary>
    public static long Position(Value self) => Fields(self)[PositionField].AsInt;

    /// <summary>Sets the position.</summary>
    public static void MoveTo(Value self, long position) => Fields(self)[PositionField] = Value.FromInt(position);

    /// <summary>A new stream without content.</summary>
    public static Value New(Vm* vm, TypeObject* type, int fields)
    {
        Record* self = Record.New(vm, type, fields);
        Value* values = Record.Fields(self);
        values[ContentField] = Value.FromObject(ByteArray.New(vm));
        values[PositionField] = Value.FromInt(0);
        values[ClosedField] = Value.False;
        return Value.FromObject(self);
    }

    /// <summary>False with <c>ValueError</c> pending for a stream that was closed.</summary>
    public static bool CheckOpen(Vm* vm, Value self, string end = "")
    {
        if (!Fields(self)[ClosedField].IsTrue)
        {
            return true;
        }

        Throw.ValueError(vm, "I/O operation on closed file" + end);
        return false;
    }

    /// <summary>A size that script gives: <paramref name="absent"/> for None or nothing; false with <c>TypeError</c> pending.</summary>
    public static bool TrySize(Vm* vm, Value value, long absent, out long size)
    {
        size = absent;
        if (value.IsUndefined || value.IsNone)
        {
            return true;
        }

        if (IndexArguments.IsIndex(vm, value))
        {
            return Integers.TryIndex(vm, value, out size);
        }

        Throw.TypeError(vm, $"argument should be integer or None, not '{Types.NameOf(vm, value)}'");
        return false;
    }

    /// <summary>Writes items at the position, behind zeros if that lies behind the end; false with an exception pending.</summary>
    public static bool Write(Vm* vm, Value self, ReadOnlySpan<byte> content, int itemSize)
    {
        ByteArray* data = Content(self);
        long start = Position(self) * itemSize;
        if (start > int.MaxValue - 64 - content.Length)
        {
            Throw.OverflowError(vm, "new position too large");
            return false;
        }

        if (start > data->Length && !Pad(vm, data, start))
        {
            return false;
        }

        int replaced = (int)Math.Min(content.Length, data->Length - start);
        if (!ByteArray.Replace(vm, data, (int)start, replaced, content))
        {
            return false;
        }

        MoveTo(self, Position(self) + (content.Length / itemSize));
        return true;
    }

    /// <summary>Shortens the content; false with an exception pending.</summary>
    public static bool Truncate(Vm* vm, Value self, long items, int itemSize)
    {
        ByteArray* data = Content(self);
        long bytes = Math.Min(items, int.MaxValue) * itemSize;
        return bytes >= data->Length || ByteArray.Replace(vm, data, (int)bytes, data->Length - (int)bytes, default);
    }

    /// <summary>The attributes of a stream as state for pickling: a dict, or None without any.</summary>
    public static Value AttributesOf(Value self)
    {
        Value* attributes = InstanceAttributes.DictAddress(self);
        return attributes == null || !attributes->IsObject || ((Dict*)attributes->AsObject)->Count == 0 ? Value.None : *attributes;
    }

    /// <summary>Adds attributes from state for pickling; false with <c>TypeError</c> pending if that is neither a dict nor None.</summary>
    public static bool AddAttributes(Vm* vm, Value self, Value state, string ordinal)
    {
        if (state.IsNone)
        {
            return true;
        }

        if (!state.Is(Kind.Dict))
        {
            Throw.TypeError(vm, $"{ordinal} item of state should be a dict, got a {Types.NameOf(vm, state)}");
            return false;
        }

        int position = 0;
        while (Dict.Next((Dict*)state.AsObject, ref position, out Value key, out Value value))
        {
            if (key.Is(Kind.Str) && !Attributes.Set(vm, self, (Str*)key.AsObject, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Pad(Vm* vm, ByteArray* data, long length)
    {
        Bytes* zeros = Bytes.Allocate(vm, length - data->Length);
        if (zeros == null)
        {
            return false;
        }

        new Span<byte>(Bytes.Data(zeros), zeros->Length).Clear();
        return ByteArray.Replace(vm, data, data->Length, 0, Bytes.Span(zeros));
    }
}
