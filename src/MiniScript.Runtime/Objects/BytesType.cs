using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>bytes</c>.</summary>
internal static unsafe class BytesType
{
    /// <summary>Fills the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        Slots* slots = &type->Slots;
        slots->Repr = &Repr;
        slots->Hash = &Hash;
        slots->Compare = &Compare;
        slots->Bool = &Bool;
        slots->Length = &Length;
        slots->Iterate = &Iterate;
        slots->GetItem = &GetItem;
        slots->Contains = &Contains;
        slots->New = &New;
        slots->Binary[BinaryOperation.Add] = &Add;
        slots->Binary[BinaryOperation.Multiply] = &Multiply;
        slots->Binary[BinaryOperation.Modulo] = &Modulo;
    }

    /// <summary>Fills the slots of the iterator over a byte string: a record of it and the next position. It serves <c>bytearray</c> too.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
    }

    /// <summary>The result of <c>__bytes__</c> of an object that has it.</summary>
    public static Value FromSpecialMethod(Vm* vm, Value source)
    {
        Value result = Calls.InvokeSpecial(vm, source, NameId.__bytes__);
        return result.IsUndefined || result.Is(Kind.Bytes)
            ? result
            : Throw.TypeError(vm, $"__bytes__ returned non-bytes (type {Types.NameOf(vm, result)})");
    }

    /// <summary>A byte given as an integer; false with <c>TypeError</c> or <c>ValueError</c> pending.</summary>
    public static bool TryByte(Vm* vm, Value value, string outOfRange, out byte result)
    {
        result = 0;
        Value index = Integers.Index(vm, value);
        if (index.IsUndefined)
        {
            return false;
        }

        if (!index.IsInt || (ulong)index.AsInt > 255)
        {
            Throw.ValueError(vm, outOfRange);
            return false;
        }

        result = (byte)index.AsInt;
        return true;
    }

    /// <summary>The literal, in single quotes unless there are some in it and no double ones.</summary>
    public static Str* Repr(Vm* vm, ReadOnlySpan<byte> content)
    {
        int quote = content.Contains((byte)'\'') && !content.Contains((byte)'"') ? '"' : '\'';
        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        text.Append('b');
        text.Append(quote);
        foreach (byte b in content)
        {
            if (b == quote || b == '\\')
            {
                text.Append('\\');
                text.Append((int)b);
            }
            else if (b is >= 32 and < 127)
            {
                text.Append((int)b);
            }
            else
            {
                Str.AppendEscape(ref text, b);
            }
        }

        text.Append(quote);
        return text.ToStr();
    }

    private static Bytes* Of(Value value) => (Bytes*)value.AsObject;

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Repr(vm, Bytes.Span(Of(self))));

    private static long Hash(Vm* vm, Value self) => Bytes.Hash(Of(self));

    private static int Bool(Vm* vm, Value self) => Of(self)->Length != 0 ? 1 : 0;

    private static long Length(Vm* vm, Value self) => Of(self)->Length;

    private static Value Self(Vm* vm, Value self) => self;

    internal static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        bool isMutable = left.Is(Kind.ByteArray) || right.Is(Kind.ByteArray);
        if (isMutable ? !BytesArguments.IsBytesLike(left) || !BytesArguments.IsBytesLike(right) : !left.Is(Kind.Bytes) || !right.Is(Kind.Bytes))
        {
            return Value.NotImplemented;
        }

        ReadOnlySpan<byte> a = BytesArguments.Content(vm, left);
        ReadOnlySpan<byte> b = BytesArguments.Content(vm, right);
        return Value.FromBool(operation switch
        {
            CompareOperation.Equal => a.SequenceEqual(b),
            CompareOperation.NotEqual => !a.SequenceEqual(b),
            CompareOperation.Less => a.SequenceCompareTo(b) < 0,
            CompareOperation.LessEqual => a.SequenceCompareTo(b) <= 0,
            CompareOperation.Greater => a.SequenceCompareTo(b) > 0,
            _ => a.SequenceCompareTo(b) >= 0,
        });
    }

    internal static Value Iterate(Vm* vm, Value self)
    {
        Record* iterator = Record.New(vm, TypeId.BytesIterator, 2);
        Record.Fields(iterator)[0] = self;
        Record.Fields(iterator)[1] = Value.FromInt(0);
        return Value.FromObject(iterator);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        ReadOnlySpan<byte> content = BytesArguments.Content(vm, fields[0]);
        long position = fields[1].AsInt;
        if (position >= content.Length)
        {
            fields[0] = Value.Undefined;
            return Value.Undefined;
        }

        fields[1] = Value.FromInt(position + 1);
        return Value.FromInt(content[(int)position]);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Bytes* bytes = Of(self);
        if (key.Is(Kind.Slice))
        {
            if (!Slices.Adjust(vm, (SliceObject*)key.AsObject, bytes->Length, out long start, out _, out long step, out long count))
            {
                return Value.Undefined;
            }

            return Value.FromObject(Pick(vm, bytes, start, step, (int)count));
        }

        if (!IndexArguments.IsIndex(vm, key))
        {
            return Throw.TypeError(vm, $"byte indices must be integers or slices, not {Types.NameOf(vm, key)}");
        }

        if (!IndexArguments.TryIndex(vm, key, out long index))
        {
            return Value.Undefined;
        }

        index = index < 0 ? index + bytes->Length : index;
        return (ulong)index < (ulong)bytes->Length ? Value.FromInt(Bytes.Data(bytes)[index]) : Throw.IndexError(vm, "index out of range");
    }

    private static Bytes* Pick(Vm* vm, Bytes* self, long start, long step, int count)
    {
        if (count == self->Length && step == 1)
        {
            return Bytes.Exact(vm, self);
        }

        Bytes* result = Bytes.Allocate(vm, count);
        if (result == null)
        {
            return null;
        }

        byte* source = Bytes.Data(self) + start;
        byte* target = Bytes.Data(result);
        if (step == 1)
        {
            Buffer.MemoryCopy(source, target, count, count);
            return result;
        }

        for (int i = 0; i < count; i++)
        {
            target[i] = source[i * step];
        }

        return result;
    }

    internal static int Contains(Vm* vm, Value self, Value item)
    {
        if (BytesArguments.IsBytesLike(item))
        {
            return Substring.IndexOf(BytesArguments.Content(vm, self), BytesArguments.Content(vm, item)) >= 0 ? 1 : 0;
        }

        if (!IndexArguments.IsIndex(vm, item))
        {
            Throw.TypeError(vm, $"a bytes-like object is required, not '{Types.NameOf(vm, item)}'");
            return -1;
        }

        return TryByte(vm, item, "byte must be in range(0, 256)", out byte wanted) ? BytesArguments.Content(vm, self).Contains(wanted) ? 1 : 0 : -1;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Bytes))
        {
            return Value.NotImplemented;
        }

        if (!BytesArguments.IsBytesLike(right))
        {
            Value shown = BytesArguments.Shown(vm, right);
            if (!shown.IsUndefined || vm->HasPending)
            {
                return shown.IsUndefined ? shown : Add(vm, left, shown);
            }

            return Types.Of(vm, right)->Slots.Binary[BinaryOperation.Add] == null || right.Is(Kind.Str)
                ? Throw.TypeError(vm, $"can't concat {Types.NameOf(vm, right)} to bytes")
                : Value.NotImplemented;
        }

        ReadOnlySpan<byte> a = BytesArguments.Content(vm, left);
        ReadOnlySpan<byte> b = BytesArguments.Content(vm, right);
        Bytes* result = Bytes.Allocate(vm, (long)a.Length + b.Length);
        if (result != null)
        {
            a.CopyTo(new Span<byte>(Bytes.Data(result), a.Length));
            b.CopyTo(new Span<byte>(Bytes.Data(result) + a.Length, b.Length));
        }

        return Value.FromObject(result);
    }

    internal static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Bytes);
        Value times = isLeft ? right : left;
        if (!isLeft && !right.Is(Kind.Bytes))
        {
            return Value.NotImplemented;
        }

        if (!IndexArguments.IsIndex(vm, times))
        {
            return Value.NotImplemented;
        }

        if (!IndexArguments.TryIndexForRepeat(vm, times, out long count))
        {
            return Value.Undefined;
        }

        Bytes* self = Of(isLeft ? left : right);
        if (count == 1)
        {
            return Value.FromObject(Bytes.Exact(vm, self));
        }

        if (count <= 0 || self->Length == 0)
        {
            return Value.FromObject(WellKnown.Of(vm)->EmptyBytes);
        }

        Bytes* result = count > int.MaxValue ? Bytes.Allocate(vm, long.MaxValue) : Bytes.Allocate(vm, self->Length * count);
        if (result != null)
        {
            Str.RepeatUnits(Bytes.Data(self), self->Length, Bytes.Data(result), result->Length);
        }

        return Value.FromObject(result);
    }

    private static Value Modulo(Vm* vm, Value left, Value right) =>
        left.Is(Kind.Bytes) ? Value.FromObject(PercentFormat.Format(vm, Of(left), right)) : Value.NotImplemented;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        BindShape shape = new(3, 0, 3, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "bytes"u8, "source\0encoding\0errors\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        Bytes* bytes = FromArguments(vm, slots[0], slots[1], slots[2], "bytes");
        if (bytes == null)
        {
            return Value.Undefined;
        }

        return Value.FromObject(type->Id == TypeId.Bytes ? bytes : Bytes.NewSubclass(vm, type, bytes));
    }

    /// <summary>What the constructors of <c>bytes</c> and <c>bytearray</c> make of their arguments; null with an exception pending.</summary>
    internal static Bytes* FromArguments(Vm* vm, Value source, Value encoding, Value errors, string typeName)
    {
        if (source.Is(Kind.Str))
        {
            if (encoding.IsUndefined)
            {
                // A class of strings may have a conversion of its own.
                int found = typeName == "bytes" && errors.IsUndefined ? Attributes.LookupSpecial(vm, source, NameId.__bytes__, out _) : 0;
                if (found != 0)
                {
                    Value converted = found < 0 ? Value.Undefined : FromSpecialMethod(vm, source);
                    return converted.IsUndefined ? null : Of(converted);
                }

                Throw.TypeError(vm, "string argument without an encoding");
                return null;
            }

            return Codecs.TryName(vm, encoding, "utf-8", typeName, "encoding", out string encodingName)
                && Codecs.TryName(vm, errors, "strict", typeName, "errors", out string errorsName)
                ? Codecs.Encode(vm, (Str*)source.AsObject, encodingName, errorsName)
                : null;
        }

        if (!encoding.IsUndefined || !errors.IsUndefined)
        {
            Throw.TypeError(vm, !encoding.IsUndefined ? "encoding without a string argument" : "errors without a string argument");
            return null;
        }

        return source.IsUndefined ? WellKnown.Of(vm)->EmptyBytes : FromObject(vm, source, typeName);
    }

    /// <summary>The bytes of an object: its <c>__bytes__</c>, as many zeros as an integer says, or the items of an iterable.</summary>
    private static Bytes* FromObject(Vm* vm, Value source, string typeName)
    {
        if (source.IsExactly(TypeId.Bytes))
        {
            return Of(source);
        }

        switch (typeName == "bytes" ? Attributes.LookupSpecial(vm, source, NameId.__bytes__, out _) : 0)
        {
            case < 0:
                return null;
            case > 0:
                Value converted = FromSpecialMethod(vm, source);
                return converted.IsUndefined ? null : Of(converted);
        }

        if (source.Is(Kind.Bytes))
        {
            return Bytes.Exact(vm, Of(source));
        }

        if (BytesArguments.IsBytesLike(source))
        {
            return BytesArguments.TryGet(vm, source, out ReadOnlySpan<byte> content) ? Bytes.New(vm, content) : null;
        }

        if (IndexArguments.IsIndex(vm, source))
        {
            return Zeros(vm, source);
        }

        Value shown = BytesArguments.Shown(vm, source);
        if (!shown.IsUndefined || vm->HasPending)
        {
            return shown.IsUndefined ? null : Of(shown);
        }

        TypeObject* type = Types.Of(vm, source);
        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            Throw.TypeError(vm, $"cannot convert '{Types.NameOf(vm, source)}' object to {typeName}");
            return null;
        }

        return FromItems(vm, source, typeName == "bytes" ? "bytes must be in range(0, 256)" : ByteArrayType.OutOfRange);
    }

    /// <summary>The items of an iterable as bytes; null with an exception pending.</summary>
    internal static Bytes* FromItems(Vm* vm, Value source, string outOfRange)
    {
        if (source.IsExactly(TypeId.List) || source.IsExactly(TypeId.Tuple))
        {
            bool isList = source.Is(Kind.List);
            int count = isList ? ((List*)source.AsObject)->Length : ((Tuple*)source.AsObject)->Length;
            Bytes* bytes = Bytes.Allocate(vm, count);
            if (bytes == null || TryCopy(isList ? ((List*)source.AsObject)->Items : Tuple.Items((Tuple*)source.AsObject), count, Bytes.Data(bytes)))
            {
                return bytes;
            }
        }

        List* items = Iteration.ToList(vm, source);
        if (items == null)
        {
            return null;
        }

        StrBuilder content = new(vm);
        for (int i = 0; i < items->Length; i++)
        {
            if (!TryByte(vm, items->Items[i], outOfRange, out byte b))
            {
                return null;
            }

            content.Append((int)b);
        }

        return content.ToBytes();
    }

    /// <summary>Writes immediate integers as bytes; false if there is anything else, or one out of range.</summary>
    private static bool TryCopy(Value* items, int count, byte* target)
    {
        for (int i = 0; i < count; i++)
        {
            if (!items[i].IsInt || (ulong)items[i].AsInt > byte.MaxValue)
            {
                return false;
            }

            target[i] = (byte)items[i].AsInt;
        }

        return true;
    }

    private static Bytes* Zeros(Vm* vm, Value count)
    {
        if (!IndexArguments.TryIndexForRepeat(vm, count, out long length))
        {
            return null;
        }

        if (length < 0)
        {
            Throw.ValueError(vm, "negative count");
            return null;
        }

        Bytes* bytes = Bytes.Allocate(vm, length);
        if (bytes != null)
        {
            new Span<byte>(Bytes.Data(bytes), bytes->Length).Clear();
        }

        return bytes;
    }
}
