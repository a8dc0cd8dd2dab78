using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Streams;

/// <summary>The native half of <c>io.StringIO</c>.</summary>
[BuiltinType("_TextStream")]
internal static unsafe partial class TextStreamType
{
    private const int NewlineField = 3;
    private const int SeenField = 4;
    private const int FieldCount = 5;
    private const int UnitSize = sizeof(int);

    [Flags]
    private enum LineEnds
    {
        None = 0,
        Return = 1,
        Feed = 2,
        ReturnFeed = 4,
    }

    /// <summary>The type, made on first use.</summary>
    public static Value Get(Vm* vm) => LibraryTypes.Record(vm, TypeId.TextStream, "_io._TextStream"u8, &InitializeSlots, &Register);

    private static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Iterate = &Iterate;
        slots.Next = &Next;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value self = MemoryStreams.New(vm, type, FieldCount);
        SetNewline(vm, self, Value.FromObject(Str.New(vm, "\n")));
        return self;
    }

    private static void SetNewline(Vm* vm, Value self, Value newline)
    {
        MemoryStreams.Fields(self)[NewlineField] = newline;
        MemoryStreams.Fields(self)[SeenField] = Value.FromInt(0);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "StringIO"u8, "initial_value\0newline\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return false;
        }

        if (!slots[1].IsUndefined && !slots[1].IsNone && !slots[1].Is(Kind.Str))
        {
            Throw.TypeError(vm, $"newline must be str or None, not {Types.NameOf(vm, slots[1])}");
            return false;
        }

        if (slots[1].Is(Kind.Str) && Str.ToManaged((Str*)slots[1].AsObject) is not ("" or "\n" or "\r" or "\r\n"))
        {
            Str* shown = Text.Repr(vm, slots[1]);
            Throw.ValueError(vm, $"illegal newline value: {(shown == null ? string.Empty : Str.ToManaged(shown))}");
            return false;
        }

        if (!slots[0].IsUndefined && !slots[0].IsNone && !slots[0].Is(Kind.Str))
        {
            Throw.TypeError(vm, $"initial_value must be str or None, not {Types.NameOf(vm, slots[0])}");
            return false;
        }

        SetNewline(vm, self, slots[1].IsUndefined ? Value.FromObject(Str.New(vm, "\n")) : slots[1]);
        ByteArray* data = MemoryStreams.Content(self);
        MemoryStreams.MoveTo(self, 0);
        bool isDone = ByteArray.Replace(vm, data, 0, data->Length, default)
            && (!slots[0].Is(Kind.Str) || WriteText(vm, self, (Str*)slots[0].AsObject));
        MemoryStreams.MoveTo(self, 0);
        return isDone;
    }

    private static Value Iterate(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self) ? self : Value.Undefined;

    private static Value Next(Vm* vm, Value self)
    {
        Value line = ReadLine(vm, self, Value.Undefined);
        return line.IsObject && ((Str*)line.AsObject)->Length == 0 ? Value.Undefined : line;
    }

    private static Span<int> Units(Value self)
    {
        ByteArray* data = MemoryStreams.Content(self);
        return new Span<int>(data->Data, data->Length / UnitSize);
    }

    /// <summary>What ends lines: one or two units; empty for any of the three.</summary>
    private static ReadOnlySpan<char> Newline(Value self)
    {
        Value newline = MemoryStreams.Fields(self)[NewlineField];
        return newline.IsNone ? "\n" : Str.ToManaged((Str*)newline.AsObject);
    }

    /// <summary>Write text at the position; return its length.</summary>
    [Method("write", Signature = "($self, s, /)")]
    private static Value Write(Vm* vm, Value self, Value s)
    {
        if (!s.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"string argument expected, got '{Types.NameOf(vm, s)}'");
        }

        return MemoryStreams.CheckOpen(vm, self) && WriteText(vm, self, (Str*)s.AsObject) ? Value.FromInt(((Str*)s.AsObject)->Length) : Value.Undefined;
    }

    private static bool WriteText(Vm* vm, Value self, Str* text)
    {
        if (text->Length == 0)
        {
            return true;
        }

        Value newline = MemoryStreams.Fields(self)[NewlineField];
        bool isUniversal = newline.IsNone;
        bool translates = newline.Is(Kind.Str) && ((Str*)newline.AsObject)->Length > 0 && ((Str*)newline.AsObject)->At(0) == '\r';
        if (isUniversal || (newline.Is(Kind.Str) && ((Str*)newline.AsObject)->Length == 0))
        {
            MemoryStreams.Fields(self)[SeenField] = Value.FromInt(MemoryStreams.Fields(self)[SeenField].AsInt | (long)EndsIn(text));
        }

        int most = text->Length;
        if (translates && ((Str*)newline.AsObject)->Length == 2)
        {
            most *= 2;
        }

        Bytes* units = Bytes.Allocate(vm, (long)most * UnitSize);
        if (units == null)
        {
            return false;
        }

        int* target = (int*)Bytes.Data(units);
        if (!isUniversal && !translates)
        {
            Str.CopyUnits(text->Data, text->Width, (byte*)target, UnitSize, text->Length);
            return MemoryStreams.Write(vm, self, Bytes.Span(units), UnitSize);
        }

        int count = 0;
        for (int i = 0; i < text->Length; i++)
        {
            int unit = text->At(i);
            if (isUniversal && unit == '\r')
            {
                i += i + 1 < text->Length && text->At(i + 1) == '\n' ? 1 : 0;
                unit = '\n';
            }

            if (translates && unit == '\n')
            {
                target[count++] = '\r';
                if (((Str*)newline.AsObject)->Length == 1)
                {
                    continue;
                }
            }

            target[count++] = unit;
        }

        return MemoryStreams.Write(vm, self, Bytes.Span(units)[..(count * UnitSize)], UnitSize);
    }

    private static LineEnds EndsIn(Str* text)
    {
        LineEnds seen = LineEnds.None;
        for (int i = 0; i < text->Length; i++)
        {
            int unit = text->At(i);
            bool isPair = unit == '\r' && i + 1 < text->Length && text->At(i + 1) == '\n';
            seen |= isPair ? LineEnds.ReturnFeed : unit == '\r' ? LineEnds.Return : unit == '\n' ? LineEnds.Feed : LineEnds.None;
            i += isPair ? 1 : 0;
        }

        return seen;
    }

    /// <summary>Write the items of an iterable.</summary>
    [Method("writelines", Signature = "($self, lines, /)")]
    private static Value WriteLines(Vm* vm, Value self, Value lines)
    {
        Value iterator = MemoryStreams.CheckOpen(vm, self) ? Iteration.Iterate(vm, lines) : Value.Undefined;
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

    /// <summary>Read at most size characters, all if it is negative or None.</summary>
    [Method("read", Signature = "($self, size=-1, /)")]
    private static Value Read(Vm* vm, Value self, Value size) => MemoryStreams.CheckOpen(vm, self) && MemoryStreams.TrySize(vm, size, -1, out long wanted)
        ? Take(vm, self, (int)(wanted < 0 ? Ahead(self) : Math.Min(wanted, Ahead(self))))
        : Value.Undefined;

    /// <summary>Read the next line, of at most size characters.</summary>
    [Method("readline", Signature = "($self, size=-1, /)")]
    private static Value ReadLine(Vm* vm, Value self, Value size)
    {
        if (!MemoryStreams.CheckOpen(vm, self) || !MemoryStreams.TrySize(vm, size, -1, out long most))
        {
            return Value.Undefined;
        }

        int count = LineLength(self);
        return Take(vm, self, most >= 0 && most < count ? (int)most : count);
    }

    /// <summary>Read the lines that are left, until they have more than hint characters.</summary>
    [Method("readlines", Signature = "($self, hint=-1, /)")]
    private static Value ReadLines(Vm* vm, Value self, Value hint)
    {
        if (!MemoryStreams.CheckOpen(vm, self) || !MemoryStreams.TrySize(vm, hint, -1, out long most))
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

    /// <summary>Change the position to one from the start, or, by 0 only, to the position (whence 1) or the end (2); return it.</summary>
    [Method("seek", Signature = "($self, pos, whence=0, /)")]
    private static Value Seek(Vm* vm, Value self, Value pos, int whence = 0)
    {
        if (!Integers.TryIndex(vm, pos, out long offset) || !MemoryStreams.CheckOpen(vm, self))
        {
            return Value.Undefined;
        }

        if (whence is < 0 or > 2)
        {
            return Throw.ValueError(vm, $"Invalid whence ({whence}, should be 0, 1 or 2)");
        }

        if (whence == 0 && offset < 0)
        {
            return Throw.ValueError(vm, $"Negative seek position {offset}");
        }

        if (whence != 0 && offset != 0)
        {
            return Throw.Raise(vm, TypeId.OSError, "Can't do nonzero cur-relative seeks");
        }

        if (offset > Value.MaxInt)
        {
            return Throw.OverflowError(vm, "Python int too large to convert to C ssize_t");
        }

        MemoryStreams.MoveTo(self, whence == 0 ? offset : whence == 1 ? MemoryStreams.Position(self) : Units(self).Length);
        return MemoryStreams.Fields(self)[MemoryStreams.PositionField];
    }

    /// <summary>Return the position.</summary>
    [Method("tell")]
    private static Value Tell(Vm* vm, Value self) =>
        MemoryStreams.CheckOpen(vm, self) ? MemoryStreams.Fields(self)[MemoryStreams.PositionField] : Value.Undefined;

    /// <summary>Shorten the content to at most size characters, the position by default; return the size.</summary>
    [Method("truncate", Signature = "($self, pos=None, /)")]
    private static Value Truncate(Vm* vm, Value self, Value pos)
    {
        if (!MemoryStreams.CheckOpen(vm, self) || !MemoryStreams.TrySize(vm, pos, MemoryStreams.Position(self), out long length))
        {
            return Value.Undefined;
        }

        return length < 0 ? Throw.ValueError(vm, $"Negative size value {length}")
            : MemoryStreams.Truncate(vm, self, length, UnitSize) ? Value.FromInt(length) : Value.Undefined;
    }

    /// <summary>Return the whole content.</summary>
    [Method("getvalue")]
    private static Value GetValue(Vm* vm, Value self)
    {
        Str* text = MemoryStreams.CheckOpen(vm, self) ? Str.FromUcs4(vm, Units(self)) : null;
        return text == null ? Value.Undefined : Value.FromObject(text);
    }

    /// <summary>Do nothing: there is nothing to flush.</summary>
    [Method("flush")]
    private static void Flush(Value self)
    {
    }

    /// <summary>Close the stream and drop the content.</summary>
    [Method("close")]
    private static void Close(Vm* vm, Value self)
    {
        ByteArray* data = MemoryStreams.Content(self);
        ByteArray.Replace(vm, data, 0, data->Length, default);
        MemoryStreams.Fields(self)[MemoryStreams.ClosedField] = Value.True;
    }

    [Property("closed")]
    private static Value GetClosed(Value self) => MemoryStreams.Fields(self)[MemoryStreams.ClosedField];

    /// <summary>The line ends that were translated, or seen without translation; None where they are not looked at.</summary>
    [Property("newlines")]
    private static Value GetNewlines(Vm* vm, Value self)
    {
        if (!MemoryStreams.CheckOpen(vm, self))
        {
            return Value.Undefined;
        }

        LineEnds seen = (LineEnds)MemoryStreams.Fields(self)[SeenField].AsInt;
        Value* found = stackalloc Value[3];
        int count = 0;
        if ((seen & LineEnds.Return) != 0)
        {
            found[count++] = Value.FromObject(Str.New(vm, "\r"));
        }

        if ((seen & LineEnds.Feed) != 0)
        {
            found[count++] = Value.FromObject(Str.New(vm, "\n"));
        }

        if ((seen & LineEnds.ReturnFeed) != 0)
        {
            found[count++] = Value.FromObject(Str.New(vm, "\r\n"));
        }

        return count == 0 ? Value.None : count == 1 ? found[0] : Value.FromObject(Tuple.New(vm, found, count));
    }

    [Property("line_buffering")]
    private static Value GetLineBuffering(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self) ? Value.False : Value.Undefined;

    /// <summary>Return True: the stream can be read.</summary>
    [Method("readable")]
    private static Value Readable(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self) ? Value.True : Value.Undefined;

    /// <summary>Return True: the stream can be written.</summary>
    [Method("writable")]
    private static Value Writable(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self) ? Value.True : Value.Undefined;

    /// <summary>Return True: the stream has a position.</summary>
    [Method("seekable")]
    private static Value Seekable(Vm* vm, Value self) => MemoryStreams.CheckOpen(vm, self) ? Value.True : Value.Undefined;

    [Method("__getstate__")]
    private static Value GetState(Vm* vm, Value self)
    {
        Value text = GetValue(vm, self);
        if (text.IsUndefined)
        {
            return text;
        }

        Value* items = stackalloc Value[4] { text, MemoryStreams.Fields(self)[NewlineField], Tell(vm, self), MemoryStreams.AttributesOf(self) };
        return Value.FromObject(Tuple.New(vm, items, 4));
    }

    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (!state.Is(Kind.Tuple) || ((Tuple*)state.AsObject)->Length < 4)
        {
            return Throw.TypeError(vm, $"_io.StringIO.__setstate__ argument should be 4-tuple, got {Types.NameOf(vm, state)}");
        }

        Value* items = Tuple.Items((Tuple*)state.AsObject);
        if (!Initialize(vm, self, items, 2, null))
        {
            return Value.Undefined;
        }

        if (!items[2].IsInt)
        {
            return Throw.TypeError(vm, $"third item of state must be an integer, got {Types.NameOf(vm, items[2])}");
        }

        if (items[2].AsInt < 0)
        {
            return Throw.ValueError(vm, "position value cannot be negative");
        }

        MemoryStreams.MoveTo(self, items[2].AsInt);
        return MemoryStreams.AddAttributes(vm, self, items[3], "fourth") ? Value.None : Value.Undefined;
    }

    private static int Ahead(Value self) => (int)Math.Max(Units(self).Length - MemoryStreams.Position(self), 0);

    private static int LineLength(Value self)
    {
        int left = Ahead(self);
        ReadOnlySpan<int> units = Units(self)[^left..];
        ReadOnlySpan<char> newline = Newline(self);
        if (newline.Length == 2)
        {
            for (int from = 0; from < left; from++)
            {
                int at = units[from..].IndexOf('\r');
                if (at < 0)
                {
                    return left;
                }

                from += at;
                if (from + 1 < left && units[from + 1] == '\n')
                {
                    return from + 2;
                }
            }

            return left;
        }

        if (newline.Length == 1)
        {
            int at = units.IndexOf(newline[0]);
            return at < 0 ? left : at + 1;
        }

        int end = units.IndexOfAny('\r', '\n');
        return end < 0 ? left : units[end] == '\r' && end + 1 < left && units[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private static Value Take(Vm* vm, Value self, int count)
    {
        if (count == 0)
        {
            return Value.FromObject(Str.Empty(vm));
        }

        long position = MemoryStreams.Position(self);
        Str* taken = Str.FromUcs4(vm, Units(self).Slice((int)position, count));
        MemoryStreams.MoveTo(self, position + count);
        return taken == null ? Value.Undefined : Value.FromObject(taken);
    }
}
