using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>bytearray</c>.</summary>
internal static unsafe class ByteArrayType
{
    /// <summary>What is said of an integer that is no byte.</summary>
    public const string OutOfRange = "byte must be in range(0, 256)";

    /// <summary>Fills the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        Slots* slots = &type->Slots;
        slots->Repr = &Repr;
        slots->Hash = null;
        slots->Compare = &BytesType.Compare;
        slots->Bool = &Bool;
        slots->Length = &Length;
        slots->Iterate = &BytesType.Iterate;
        slots->GetItem = &GetItem;
        slots->SetItem = &SetItem;
        slots->Contains = &BytesType.Contains;
        slots->New = &New;
        slots->Initialize = &Initialize;
        slots->Binary[BinaryOperation.Add] = &Add;
        slots->Binary[BinaryOperation.Multiply] = &Multiply;
        slots->Binary[BinaryOperation.Modulo] = &Modulo;
        slots->InPlace[BinaryOperation.Add] = &AddInPlace;
        slots->InPlace[BinaryOperation.Multiply] = &MultiplyInPlace;
    }

    /// <summary>Appends the bytes of a bytes-like value or of an iterable of integers; false with an exception pending.</summary>
    public static bool Extend(Vm* vm, ByteArray* self, Value source)
    {
        Bytes* content;
        Value shown = BytesArguments.Shown(vm, source);
        if (shown.IsUndefined && vm->HasPending)
        {
            return false;
        }

        source = shown.IsUndefined ? source : shown;
        if (BytesArguments.IsBytesLike(source))
        {
            content = source.Is(Kind.Bytes) ? (Bytes*)source.AsObject : BytesArguments.TryGet(vm, source, out ReadOnlySpan<byte> given) ? Bytes.New(vm, given) : null;
        }
        else if (source.Is(Kind.Str))
        {
            Throw.TypeError(vm, "expected iterable of integers; got: 'str'");
            return false;
        }
        else if (Types.Of(vm, source)->Slots.Iterate == null && Types.Of(vm, source)->Slots.GetItem == null)
        {
            Throw.TypeError(vm, $"can't extend bytearray with {Types.NameOf(vm, source)}");
            return false;
        }
        else
        {
            content = BytesType.FromItems(vm, source, OutOfRange);
        }

        return content != null && ByteArray.Replace(vm, self, self->Length, 0, Bytes.Span(content));
    }

    private static ByteArray* Of(Value value) => (ByteArray*)value.AsObject;

    private static Value Repr(Vm* vm, Value self)
    {
        Str* content = BytesType.Repr(vm, ByteArray.Span(Of(self)));
        if (content == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append(Types.Of(vm, self)->Name);
        text.Append('(');
        text.Append(content);
        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static int Bool(Vm* vm, Value self) => Of(self)->Length != 0 ? 1 : 0;

    private static long Length(Vm* vm, Value self) => Of(self)->Length;

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        if (key.Is(Kind.Slice))
        {
            if (!Slices.Unpack(vm, (SliceObject*)key.AsObject, out long start, out long stop, out long step))
            {
                return Value.Undefined;
            }

            long count = Slices.Clip(Of(self)->Length, ref start, ref stop, step);
            ByteArray* part = ByteArray.New(vm, step == 1 ? ByteArray.Span(Of(self)).Slice((int)start, (int)count) : default);
            for (long i = 0; step != 1 && part != null && i < count; i++)
            {
                byte item = Of(self)->Data[start + (i * step)];
                if (!ByteArray.Replace(vm, part, part->Length, 0, new ReadOnlySpan<byte>(in item)))
                {
                    return Value.Undefined;
                }
            }

            return Value.FromObject(part);
        }

        return TryPlace(vm, Of(self), key, out int place) ? Value.FromInt(Of(self)->Data[place]) : Value.Undefined;
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        if (key.Is(Kind.Slice))
        {
            return SetSlice(vm, Of(self), (SliceObject*)key.AsObject, value);
        }

        // The place is looked for last: the value's __index__ may make the array shorter.
        byte item = 0;
        bool isWritten = !value.IsUndefined && IndexArguments.IsIndex(vm, key);
        if ((isWritten && !BytesType.TryByte(vm, value, OutOfRange, out item)) || !TryPlace(vm, Of(self), key, out int place))
        {
            return false;
        }

        if (value.IsUndefined)
        {
            return ByteArray.Replace(vm, Of(self), place, 1, default);
        }

        Of(self)->Data[place] = item;
        return true;
    }

    private static bool SetSlice(Vm* vm, ByteArray* self, SliceObject* slice, Value value)
    {
        Bytes* content = WellKnown.Of(vm)->EmptyBytes;
        if (!value.IsUndefined)
        {
            Value shown = BytesArguments.Shown(vm, value);
            if (shown.IsUndefined && vm->HasPending)
            {
                return false;
            }

            value = shown.IsUndefined ? value : shown;
            bool isSource = BytesArguments.IsBytesLike(value) || (!value.Is(Kind.Str) && Types.Of(vm, value)->Slots.Iterate != null);
            if (!isSource)
            {
                Throw.TypeError(vm, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
                return false;
            }

            content = BytesArguments.IsBytesLike(value) ? Bytes.New(vm, BytesArguments.Content(vm, value)) : BytesType.FromItems(vm, value, OutOfRange);
        }

        if (content == null || !Slices.Unpack(vm, slice, out long start, out long stop, out long step))
        {
            return false;
        }

        long count = Slices.Clip(self->Length, ref start, ref stop, step);
        if (step == 1)
        {
            return ByteArray.Replace(vm, self, (int)start, (int)count, Bytes.Span(content));
        }

        if (value.IsUndefined)
        {
            return DeleteEvery(vm, self, start, step, count);
        }

        if (content->Length != count)
        {
            Throw.ValueError(vm, $"attempt to assign bytes of size {content->Length} to extended slice of size {count}");
            return false;
        }

        for (long i = 0; i < count; i++)
        {
            self->Data[start + (i * step)] = Bytes.Data(content)[i];
        }

        return true;
    }

    private static bool DeleteEvery(Vm* vm, ByteArray* self, long start, long step, long count)
    {
        if (count == 0)
        {
            return true;
        }

        // Backwards is the same set of places, counted from the other end.
        long first = step < 0 ? start + ((count - 1) * step) : start;
        step = Math.Abs(step);
        int kept = (int)first;
        for (long i = first; i < self->Length; i++)
        {
            if ((i - first) % step != 0 || (i - first) / step >= count)
            {
                self->Data[kept++] = self->Data[i];
            }
        }

        return ByteArray.Replace(vm, self, kept, self->Length - kept, default);
    }

    private static bool TryPlace(Vm* vm, ByteArray* self, Value key, out int place)
    {
        place = 0;
        if (!IndexArguments.IsIndex(vm, key))
        {
            Throw.TypeError(vm, $"bytearray indices must be integers or slices, not {Types.NameOf(vm, key)}");
            return false;
        }

        if (!IndexArguments.TryIndex(vm, key, out long index))
        {
            return false;
        }

        index = index < 0 ? index + self->Length : index;
        if ((ulong)index >= (ulong)self->Length)
        {
            Throw.IndexError(vm, "bytearray index out of range");
            return false;
        }

        place = (int)index;
        return true;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.ByteArray))
        {
            return Value.NotImplemented;
        }

        Value shown = BytesArguments.Shown(vm, right);
        if (shown.IsUndefined)
        {
            return vm->HasPending ? shown : Throw.TypeError(vm, $"can't concat {Types.NameOf(vm, right)} to bytearray");
        }

        right = shown;
        ByteArray* sum = ByteArray.New(vm, ByteArray.Span(Of(left)));
        return sum != null && ByteArray.Replace(vm, sum, sum->Length, 0, BytesArguments.Content(vm, right)) ? Value.FromObject(sum) : Value.Undefined;
    }

    private static Value AddInPlace(Vm* vm, Value left, Value right)
    {
        Value shown = BytesArguments.Shown(vm, right);
        if (shown.IsUndefined)
        {
            return vm->HasPending ? shown : Throw.TypeError(vm, $"can't concat {Types.NameOf(vm, right)} to bytearray");
        }

        if (shown == left)
        {
            return Throw.Raise(vm, TypeId.BufferError, "Existing exports of data: object cannot be re-sized");
        }

        return Extend(vm, Of(left), shown) ? left : Value.Undefined;
    }

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.ByteArray);
        if (!isLeft && !right.Is(Kind.ByteArray))
        {
            return Value.NotImplemented;
        }

        Value product = Product(vm, Of(isLeft ? left : right), isLeft ? right : left);
        return product.Is(Kind.Bytes) ? Value.FromObject(ByteArray.New(vm, BytesArguments.Content(vm, product))) : product;
    }

    private static Value MultiplyInPlace(Vm* vm, Value left, Value right)
    {
        Value product = Product(vm, Of(left), right);
        return !product.Is(Kind.Bytes) ? product
            : ByteArray.Replace(vm, Of(left), 0, Of(left)->Length, BytesArguments.Content(vm, product)) ? left : Value.Undefined;
    }

    /// <summary>The product as <c>bytes</c>, or <c>NotImplemented</c>.</summary>
    private static Value Product(Vm* vm, ByteArray* self, Value times)
    {
        // The number's __index__ may change the array.
        if (!times.IsInt && IndexArguments.IsIndex(vm, times))
        {
            if (!IndexArguments.TryIndexForRepeat(vm, times, out long count))
            {
                return Value.Undefined;
            }

            times = Integers.FromLong(vm, count);
        }

        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesType.Multiply(vm, Value.FromObject(content), times);
    }

    private static Value Modulo(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.ByteArray))
        {
            return Value.NotImplemented;
        }

        Bytes* template = ByteArray.ToBytes(vm, Of(left));
        Bytes* text = template == null ? null : PercentFormat.Format(vm, template, right);
        return text == null ? Value.Undefined : Value.FromObject(ByteArray.New(vm, Bytes.Span(text)));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Instances.Adopt(ByteArray.New(vm), type);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        BindShape shape = new(3, 0, 3, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "bytearray"u8, "source\0encoding\0errors\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return false;
        }

        Bytes* content = BytesType.FromArguments(vm, slots[0], slots[1], slots[2], "bytearray");
        return content != null && ByteArray.Replace(vm, Of(self), 0, Of(self)->Length, Bytes.Span(content));
    }
}
