using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Streams;

/// <summary>The native half of <c>io.BytesIO</c>.</summary>
[BuiltinType("_BytesStream")]
internal static unsafe partial class BytesStreamType
{
    private const int FieldCount = 3;

    /// <summary>The type, made on first use.</summary>
    public static Value Get(Vm* vm) => LibraryTypes.Record(vm, TypeId.BytesStream, "_io._BytesStream"u8, &InitializeSlots, &Register);

    private static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Iterate = &Iterate;
        slots.Next = &Next;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => MemoryStreams.New(vm, type, FieldCount);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[1];
        BindShape shape = new(1, 0, 1, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "BytesIO"u8, "initial_bytes\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return false;
        }

        MemoryStreams.MoveTo(self, 0);
        ByteArray* data = MemoryStreams.Content(self);
        if (slots[0].IsUndefined || slots[0].IsNone)
        {
            return ByteArray.Replace(vm, data, 0, data->Length, default);
        }

        Bytes* copy = BytesArguments.TryGet(vm, slots[0], out ReadOnlySpan<byte> content) ? Bytes.New(vm, content) : null;
        return copy != null && ByteArray.Replace(vm, data, 0, data->Length, Bytes.Span(copy));
    }

    private static Value Iterate(Vm* vm, Value self) => IsOpen(vm, self) ? self : Value.Undefined;

    private static Value Next(Vm* vm, Value self)
    {
        Value line = ReadLine(vm, self, Value.Undefined);
        return line.IsObject && ((Bytes*)line.AsObject)->Length == 0 ? Value.Undefined : line;
    }

    private static bool IsOpen(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self, ".");

    /// <summary>Write bytes at the position; return how many.</summary>
    [Method("write", Signature = "($self, b, /)")]
    private static Value Write(Vm* vm, Value self, Value b)
    {
        if (!IsOpen(vm, self) || !BytesArguments.TryGet(vm, b, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        int length = content.Length;
        return length == 0 || MemoryStreams.Write(vm, self, content, 1) ? Value.FromInt(length) : Value.Undefined;
    }

    /// <summary>Write the items of an iterable.</summary>
    [Method("writelines", Signature = "($self, lines, /)")]
    private static Value WriteLines(Vm* vm, Value self, Value lines)
    {
        Value iterator = IsOpen(vm, self) ? Iteration.Iterate(vm, lines) : Value.Undefined;
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : Value.None;
            }

            if (Write(vm, self, item).IsUndefined)
            {
                return Value.Undefined;
            }
        }

        return iterator;
    }

    /// <summary>Read at most size bytes, all if it is negative or None.</summary>
    [Method("read", Signature = "($self, size=-1, /)")]
    private static Value Read(Vm* vm, Value self, Value size) =>
        IsOpen(vm, self) && MemoryStreams.TrySize(vm, size, -1, out long wanted) ? Take(vm, self, Ahead(self, wanted)) : Value.Undefined;

    /// <summary>Read at most size bytes, all if it is negative or None.</summary>
    [Method("read1", Signature = "($self, size=-1, /)")]
    private static Value ReadOnce(Vm* vm, Value self, Value size) => Read(vm, self, size);

    /// <summary>Read the next line, of at most size bytes.</summary>
    [Method("readline", Signature = "($self, size=-1, /)")]
    private static Value ReadLine(Vm* vm, Value self, Value size)
    {
        if (!IsOpen(vm, self) || !MemoryStreams.TrySize(vm, size, -1, out long most))
        {
            return Value.Undefined;
        }

        int count = LineLength(self);
        return Take(vm, self, most >= 0 && most < count ? (int)most : count);
    }

    /// <summary>Read the lines that are left, until they have at least size bytes.</summary>
    [Method("readlines", Signature = "($self, size=None, /)")]
    private static Value ReadLines(Vm* vm, Value self, Value size)
    {
        if (!IsOpen(vm, self) || !MemoryStreams.TrySize(vm, size, -1, out long most))
        {
            return Value.Undefined;
        }

        List* lines = List.New(vm);
        long total = 0;
        for (int count = LineLength(self); count > 0 && (most <= 0 || total < most); count = LineLength(self))
        {
            total += count;
            Value line = Take(vm, self, count);
            if (line.IsUndefined || !List.Append(vm, lines, line))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(lines);
    }

    /// <summary>Read bytes into a buffer; return how many.</summary>
    [Method("readinto", Signature = "($self, buffer, /)")]
    private static Value ReadInto(Vm* vm, Value self, Value buffer)
    {
        if (!IsOpen(vm, self) || !BytesArguments.TryGetWritable(vm, buffer, "readinto() argument", out Span<byte> target))
        {
            return Value.Undefined;
        }

        int count = Ahead(self, target.Length);
        ByteArray.Span(MemoryStreams.Content(self)).Slice((int)Math.Min(MemoryStreams.Position(self), MemoryStreams.Content(self)->Length), count).CopyTo(target);
        MemoryStreams.MoveTo(self, MemoryStreams.Position(self) + count);
        return Value.FromInt(count);
    }

    /// <summary>Read bytes into a buffer; return how many.</summary>
    [Method("readinto1", Signature = "($self, buffer, /)")]
    private static Value ReadIntoOnce(Vm* vm, Value self, Value buffer) => ReadInto(vm, self, buffer);

    /// <summary>Change the position; return it. Whence is 0 for the start, 1 for the position, 2 for the end.</summary>
    [Method("seek", Signature = "($self, pos, whence=0, /)")]
    private static Value Seek(Vm* vm, Value self, Value pos, int whence = 0)
    {
        if (!Integers.TryIndex(vm, pos, out long offset) || !IsOpen(vm, self))
        {
            return Value.Undefined;
        }

        if (whence is < 0 or > 2)
        {
            return Throw.ValueError(vm, $"invalid whence ({whence}, should be 0, 1 or 2)");
        }

        if (whence == 0 && offset < 0)
        {
            return Throw.ValueError(vm, $"negative seek value {offset}");
        }

        long origin = whence == 0 ? 0 : whence == 1 ? MemoryStreams.Position(self) : MemoryStreams.Content(self)->Length;
        if (offset > Value.MaxInt - origin)
        {
            return Throw.OverflowError(vm, "new position too large");
        }

        MemoryStreams.MoveTo(self, Math.Max(origin + offset, 0));
        return MemoryStreams.Fields(self)[MemoryStreams.PositionField];
    }

    /// <summary>Return the position.</summary>
    [Method("tell")]
    private static Value Tell(Vm* vm, Value self) => IsOpen(vm, self) ? MemoryStreams.Fields(self)[MemoryStreams.PositionField] : Value.Undefined;

    /// <summary>Shorten the content to at most size bytes, the position by default; return the size.</summary>
    [Method("truncate", Signature = "($self, size=None, /)")]
    private static Value Truncate(Vm* vm, Value self, Value size)
    {
        if (!IsOpen(vm, self) || !MemoryStreams.TrySize(vm, size, MemoryStreams.Position(self), out long length))
        {
            return Value.Undefined;
        }

        return length < 0 ? Throw.ValueError(vm, $"negative size value {length}")
            : MemoryStreams.Truncate(vm, self, length, 1) ? Value.FromInt(length) : Value.Undefined;
    }

    /// <summary>Return the whole content.</summary>
    [Method("getvalue")]
    private static Value GetValue(Vm* vm, Value self) => IsOpen(vm, self) ? Value.FromObject(ByteArray.ToBytes(vm, MemoryStreams.Content(self))) : Value.Undefined;

    /// <summary>Return a view of the content; while there is one the content keeps its length.</summary>
    [Method("getbuffer")]
    private static Value GetBuffer(Vm* vm, Value self)
    {
        MemoryView* view = IsOpen(vm, self) ? MemoryViews.Of(vm, MemoryStreams.Fields(self)[MemoryStreams.ContentField]) : null;
        return view == null ? Value.Undefined : Value.FromObject(view);
    }

    /// <summary>Do nothing: there is nothing to flush.</summary>
    [Method("flush")]
    private static Value Flush(Vm* vm, Value self) => IsOpen(vm, self) ? Value.None : Value.Undefined;

    /// <summary>Close the stream and drop the content.</summary>
    [Method("close")]
    private static Value Close(Vm* vm, Value self)
    {
        ByteArray* data = MemoryStreams.Content(self);
        if (!ByteArray.Replace(vm, data, 0, data->Length, default))
        {
            return Value.Undefined;
        }

        MemoryStreams.Fields(self)[MemoryStreams.ClosedField] = Value.True;
        return Value.None;
    }

    [Property("closed")]
    private static Value GetClosed(Value self) => MemoryStreams.Fields(self)[MemoryStreams.ClosedField];

    /// <summary>Return True: the stream can be read.</summary>
    [Method("readable")]
    private static Value Readable(Vm* vm, Value self) => IsOpen(vm, self) ? Value.True : Value.Undefined;

    /// <summary>Return True: the stream can be written.</summary>
    [Method("writable")]
    private static Value Writable(Vm* vm, Value self) => IsOpen(vm, self) ? Value.True : Value.Undefined;

    /// <summary>Return True: the stream has a position.</summary>
    [Method("seekable")]
    private static Value Seekable(Vm* vm, Value self) => IsOpen(vm, self) ? Value.True : Value.Undefined;

    /// <summary>Return False: the stream is no terminal.</summary>
    [Method("isatty")]
    private static Value IsTerminal(Vm* vm, Value self) => IsOpen(vm, self) ? Value.False : Value.Undefined;

    [Method("__getstate__")]
    private static Value GetState(Vm* vm, Value self)
    {
        if (!IsOpen(vm, self))
        {
            return Value.Undefined;
        }

        Value* items = stackalloc Value[3] { GetValue(vm, self), Tell(vm, self), MemoryStreams.AttributesOf(self) };
        return Value.FromObject(Tuple.New(vm, items, 3));
    }

    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (!state.Is(Kind.Tuple) || ((Tuple*)state.AsObject)->Length < 3)
        {
            return Throw.TypeError(vm, $"_io.BytesIO.__setstate__ argument should be 3-tuple, got {Types.NameOf(vm, state)}");
        }

        Value* items = Tuple.Items((Tuple*)state.AsObject);
        if (!Initialize(vm, self, items, 1, null))
        {
            return Value.Undefined;
        }

        if (!items[1].IsInt)
        {
            return Throw.TypeError(vm, $"second item of state must be an integer, not {Types.NameOf(vm, items[1])}");
        }

        if (items[1].AsInt < 0)
        {
            return Throw.ValueError(vm, "position value cannot be negative");
        }

        MemoryStreams.MoveTo(self, items[1].AsInt);
        return MemoryStreams.AddAttributes(vm, self, items[2], "third") ? Value.None : Value.Undefined;
    }

    /// <summary>How many of the wanted bytes lie ahead; all that do if negative.</summary>
    private static int Ahead(Value self, long wanted)
    {
        long left = Math.Max(MemoryStreams.Content(self)->Length - MemoryStreams.Position(self), 0);
        return (int)(wanted < 0 ? left : Math.Min(wanted, left));
    }

    private static int LineLength(Value self)
    {
        int left = Ahead(self, -1);
        int end = ByteArray.Span(MemoryStreams.Content(self))[^left..].IndexOf((byte)'\n');
        return end < 0 ? left : end + 1;
    }

    private static Value Take(Vm* vm, Value self, int count)
    {
        if (count == 0)
        {
            return Value.FromObject(WellKnown.Of(vm)->EmptyBytes);
        }

        long position = MemoryStreams.Position(self);
        Bytes* taken = Bytes.New(vm, ByteArray.Span(MemoryStreams.Content(self)).Slice((int)position, count));
        MemoryStreams.MoveTo(self, position + count);
        return taken == null ? Value.Undefined : Value.FromObject(taken);
    }
}
