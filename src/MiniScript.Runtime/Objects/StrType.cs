using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>str</c>.</summary>
internal static unsafe class StrType
{
    /// <summary>Fills the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        Slots* slots = &type->Slots;
        slots->Repr = &Repr;
        slots->Str = &ToStr;
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

    /// <summary>Fills the slots of the iterator over a string: a record of the string and the next position.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
    }

    /// <summary>The code point at an index that may be negative; <see cref="Value.Undefined"/> with <c>IndexError</c> pending out of range.</summary>
    public static Value ItemAt(Vm* vm, Str* self, long index)
    {
        long position = index < 0 ? index + self->Length : index;
        if ((ulong)position >= (ulong)self->Length)
        {
            return Throw.IndexError(vm, "string index out of range");
        }

        return Value.FromObject(Str.FromCodePoint(vm, self->At((int)position)));
    }

    private static Str* Of(Value value) => (Str*)value.AsObject;

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.Repr(vm, Of(self)));

    private static Value ToStr(Vm* vm, Value self) => Value.FromObject(Str.Exact(vm, Of(self)));

    private static long Hash(Vm* vm, Value self) => Str.Hash(Of(self));

    private static int Bool(Vm* vm, Value self) => Of(self)->Length != 0 ? 1 : 0;

    private static long Length(Vm* vm, Value self) => Of(self)->Length;

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!left.Is(Kind.Str) || !right.Is(Kind.Str))
        {
            return Value.NotImplemented;
        }

        Str* a = Of(left);
        Str* b = Of(right);
        return Value.FromBool(operation switch
        {
            CompareOperation.Equal => Str.Equals(a, b),
            CompareOperation.NotEqual => !Str.Equals(a, b),
            CompareOperation.Less => Str.Compare(a, b) < 0,
            CompareOperation.LessEqual => Str.Compare(a, b) <= 0,
            CompareOperation.Greater => Str.Compare(a, b) > 0,
            _ => Str.Compare(a, b) >= 0,
        });
    }

    private static Value Iterate(Vm* vm, Value self)
    {
        Record* iterator = Record.New(vm, TypeId.StrIterator, 2);
        Record.Fields(iterator)[0] = self;
        Record.Fields(iterator)[1] = Value.FromInt(0);
        return Value.FromObject(iterator);
    }

    /// <summary>The next character of an iterator over a string; <see cref="Value.Undefined"/> at the end.</summary>
    internal static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        Str* text = Of(fields[0]);
        int position = (int)fields[1].AsInt;
        if (position >= text->Length)
        {
            fields[0] = Value.Undefined;
            return Value.Undefined;
        }

        fields[1] = Value.FromInt(position + 1);
        return Value.FromObject(Str.FromCodePoint(vm, text->At(position)));
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Str* text = Of(self);
        if (key.IsInt)
        {
            return ItemAt(vm, text, key.AsInt);
        }

        if (key.Is(Kind.Slice))
        {
            if (!Slices.Adjust(vm, (SliceObject*)key.AsObject, text->Length, out long start, out _, out long step, out long count))
            {
                return Value.Undefined;
            }

            return Value.FromObject(step == 1 ? Str.Slice(vm, text, (int)start, (int)count) : Str.Pick(vm, text, start, step, (int)count));
        }

        if (!key.IsBool && Types.Of(vm, key)->Slots.Index == null)
        {
            return Throw.TypeError(vm, $"string indices must be integers, not '{Types.NameOf(vm, key)}'");
        }

        return IndexArguments.TryIndex(vm, key, out long index) ? ItemAt(vm, text, index) : Value.Undefined;
    }

    private static int Contains(Vm* vm, Value self, Value item)
    {
        if (!item.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"'in <string>' requires string as left operand, not {Types.NameOf(vm, item)}");
            return -1;
        }

        return Str.Contains(Of(self), Of(item)) ? 1 : 0;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Str))
        {
            return Value.NotImplemented;
        }

        return right.Is(Kind.Str)
            ? Value.FromObject(Str.Concat(vm, Of(left), Of(right)))
            : Types.Of(vm, right)->Slots.Binary[BinaryOperation.Add] == null
                ? Throw.TypeError(vm, $"can only concatenate str (not \"{Types.NameOf(vm, right)}\") to str")
                : Value.NotImplemented;
    }

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Str);
        Value times = isLeft ? right : left;
        if (!isLeft && !right.Is(Kind.Str))
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

        return Value.FromObject(Str.Repeat(vm, Of(isLeft ? left : right), count));
    }

    private static Value Modulo(Vm* vm, Value left, Value right) =>
        left.Is(Kind.Str) ? Value.FromObject(PercentFormat.Format(vm, Of(left), right)) : Value.NotImplemented;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        if (kwNames == null && argc <= 1)
        {
            slots[0] = argc == 1 ? args[0] : Value.Undefined;
            slots[1] = slots[2] = Value.Undefined;
        }
        else if (kwNames == null && argc > 3)
        {
            return Throw.TypeError(vm, $"str expected at most 3 arguments, got {argc}");
        }
        else
        {
            BindShape shape = new(3, 0, 3, 0, false, false);
            if (!ArgumentBinder.Bind(vm, "str"u8, "object\0encoding\0errors\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
            {
                return Value.Undefined;
            }
        }

        Str* text = FromArguments(vm, slots[0], slots[1], slots[2]);
        if (text == null)
        {
            return Value.Undefined;
        }

        return Value.FromObject(type->Id == TypeId.Str ? text : Str.NewSubclass(vm, type, text));
    }

    private static Str* FromArguments(Vm* vm, Value source, Value encoding, Value errors)
    {
        if (source.IsUndefined)
        {
            return Str.Empty(vm);
        }

        if (encoding.IsUndefined && errors.IsUndefined)
        {
            return Text.ToStr(vm, source);
        }

        if (source.Is(Kind.Str))
        {
            Throw.TypeError(vm, "decoding str is not supported");
            return null;
        }

        Value shown = BytesArguments.Shown(vm, source);
        if (shown.IsUndefined)
        {
            if (!vm->HasPending)
            {
                Throw.TypeError(vm, $"decoding to str: need a bytes-like object, {Types.NameOf(vm, source)} found");
            }

            return null;
        }

        source = shown;

        Bytes* data = source.Is(Kind.Bytes) ? (Bytes*)source.AsObject : Bytes.New(vm, BytesArguments.Content(vm, source));
        return data == null ? null : Codecs.Decode(vm, data, encoding, errors, "str");
    }
}
