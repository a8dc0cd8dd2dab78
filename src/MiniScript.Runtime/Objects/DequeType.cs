using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>collections.deque</c>.</summary>
internal static unsafe class DequeType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Contains;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Binary[BinaryOperation.Add] = &Add;
        slots.Binary[BinaryOperation.Multiply] = &Multiply;
        slots.InPlace[BinaryOperation.Add] = &AddInPlace;
        slots.InPlace[BinaryOperation.Multiply] = &MultiplyInPlace;
    }

    /// <summary>Sets the slots of the iterators, forwards and backwards: records of the deque, its state at the start, the next index and the items to come.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.New = &NewIterator;
        type->Slots.Initialize = null;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = type->Id == TypeId.DequeIterator ? &Next : &Previous;
    }

    /// <summary>An iterator of one of the two types.</summary>
    public static Value NewIterator(Vm* vm, Deque* deque, TypeId type)
    {
        Record* iterator = Record.New(vm, type, 3);
        Value* fields = Record.Fields(iterator);
        fields[0] = Value.FromObject(deque);
        fields[1] = Value.FromInt(deque->State);
        fields[2] = Value.FromInt(deque->Length);
        return Value.FromObject(iterator);
    }

    /// <summary>How to make an iterator that is at the same place: its type, and a tuple of the deque and the items given already.</summary>
    public static Value ReduceIterator(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Value taken = Value.FromInt(((Deque*)fields[0].AsObject)->Length - fields[2].AsInt);
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(Tuple.New(vm, fields[0], taken))));
    }

    private static Value NewIterator(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, Str.ToManaged(TypeObject.ShortName(type))))
        {
            return Value.Undefined;
        }

        if (argc is < 1 or > 2)
        {
            return Throw.TypeError(vm, argc < 1 ? "function takes at least 1 argument (0 given)" : $"function takes at most 2 arguments ({argc} given)");
        }

        if (!args[0].Is(Kind.Deque))
        {
            return Throw.TypeError(vm, $"argument 1 must be collections.deque, not {Types.NameOf(vm, args[0])}");
        }

        long taken = 0;
        if (argc == 2 && !Integers.TryIndex(vm, args[1], out taken))
        {
            return Value.Undefined;
        }

        Deque* deque = (Deque*)args[0].AsObject;
        Value made = NewIterator(vm, deque, type->Id);
        Record.Fields((Record*)made.AsObject)[2] = Value.FromInt(deque->Length - Math.Clamp(taken, 0, deque->Length));
        return made;
    }

    /// <summary>Items still to come.</summary>
    public static long Remaining(Value iterator) => Record.Fields((Record*)iterator.AsObject)[2].AsInt;

    /// <summary>Appends every item of an iterable, on the left if asked to; false with an exception pending.</summary>
    public static bool Extend(Vm* vm, Deque* self, Value iterable, bool isLeft)
    {
        if (iterable.AsObject == (ObjectHeader*)self)
        {
            iterable = Value.FromObject(Iteration.ToList(vm, iterable));
        }

        Value iterator = iterable.IsUndefined ? iterable : Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return false;
        }

        var next = Types.Of(vm, iterator)->Slots.Next;
        while (true)
        {
            Value item = next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending || Throw.ClearIf(vm, TypeId.StopIteration);
            }

            bool isAppended = isLeft ? Deque.AppendLeft(vm, self, item) : Deque.Append(vm, self, item);
            if (!isAppended || (vm->SafepointRequests != 0 && !Safepoints.Serve(vm)))
            {
                return false;
            }
        }
    }

    /// <summary>A deque of the same type, items and greatest length; undefined with an exception pending.</summary>
    public static Value Copy(Vm* vm, Deque* self)
    {
        TypeObject* type = Types.Of(vm, Value.FromObject(self));
        if (type->Id != TypeId.Deque)
        {
            Value made = self->Maximum < 0
                ? Calls.Invoke(vm, Value.FromObject(type), Value.FromObject(self))
                : Calls.Invoke(vm, Value.FromObject(type), Value.FromObject(self), Value.FromInt(self->Maximum));
            if (made.IsUndefined || made.Is(Kind.Deque))
            {
                return made;
            }

            return Throw.TypeError(vm, $"{Str.ToManaged(type->Name)}() must return a deque, not {Types.NameOf(vm, made)}");
        }

        Deque* copy = Deque.New(vm, type, self->Maximum);
        for (long i = 0; i < self->Length; i++)
        {
            if (!Deque.Append(vm, copy, Deque.At(self, i)))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(copy);
    }

    /// <summary>Repeats the items in place, as far as the greatest length lets it; false with an exception pending.</summary>
    public static bool Repeat(Vm* vm, Deque* self, long count)
    {
        if (count <= 0)
        {
            Deque.Clear(vm, self);
            return true;
        }

        int length = self->Length;
        if (length == 0 || count == 1)
        {
            return true;
        }

        if (self->Maximum >= 0 && count > (self->Maximum / length) + 2)
        {
            // Only the last items stay: whole rounds beyond the greatest length change nothing.
            count = (self->Maximum / length) + 2;
        }

        List* items = length > int.MaxValue / 16 / count ? null : Iteration.ToList(vm, Value.FromObject(self));
        if (items == null)
        {
            return vm->HasPending || !Throw.MemoryError(vm).IsUndefined;
        }

        for (long round = 1; round < count; round++)
        {
            for (int i = 0; i < items->Length; i++)
            {
                if (!Deque.Append(vm, self, items->Items[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Deque* deque = (Deque*)self.AsObject;
        if ((deque->Header.Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, "[...]"));
        }

        deque->Header.Flags |= ObjectFlags.InRepr;
        List* items = Iteration.ToList(vm, self);
        Str* list = items == null ? null : Text.Repr(vm, Value.FromObject(items));
        deque->Header.Flags &= ~ObjectFlags.InRepr;
        if (list == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append(TypeObject.ShortName(Types.Of(vm, self)));
        text.Append('(');
        text.Append(list);
        if (deque->Maximum >= 0)
        {
            text.Append(", maxlen=");
            text.Append(deque->Maximum.ToString());
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Deque))
        {
            return Value.NotImplemented;
        }

        Deque* a = (Deque*)left.AsObject;
        Deque* b = (Deque*)right.AsObject;
        if (a->Length != b->Length && operation is CompareOperation.Equal or CompareOperation.NotEqual)
        {
            return Value.FromBool(operation == CompareOperation.NotEqual);
        }

        (uint aState, uint bState) = (a->State, b->State);
        for (long i = 0; i < a->Length && i < b->Length; i++)
        {
            Value x = Deque.At(a, i);
            Value y = Deque.At(b, i);
            int equal = Operators.Equal(vm, x, y);
            if (equal == 0)
            {
                return operation switch
                {
                    CompareOperation.Equal => Value.False,
                    CompareOperation.NotEqual => Value.True,
                    _ => Operators.Compare(vm, x, y, operation),
                };
            }

            if (equal > 0 && (a->State != aState || b->State != bState))
            {
                return Mutated(vm);
            }

            if (equal < 0)
            {
                return Value.Undefined;
            }
        }

        return Value.FromBool(Sequences.Holds(a->Length.CompareTo(b->Length), operation));
    }

    private static Value Mutated(Vm* vm) => Throw.RuntimeError(vm, "deque mutated during iteration");

    private static long Length(Vm* vm, Value self) => ((Deque*)self.AsObject)->Length;

    private static Value Iterate(Vm* vm, Value self) => NewIterator(vm, (Deque*)self.AsObject, TypeId.DequeIterator);

    private static Value Next(Vm* vm, Value self) => Take(vm, self, false);

    private static Value Previous(Vm* vm, Value self) => Take(vm, self, true);

    private static Value Take(Vm* vm, Value self, bool isReverse)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Deque* deque = (Deque*)fields[0].AsObject;
        if (fields[1].AsInt != deque->State)
        {
            fields[2] = Value.FromInt(0);
            return Mutated(vm);
        }

        long remaining = fields[2].AsInt;
        if (remaining == 0)
        {
            return Value.Undefined;
        }

        fields[2] = Value.FromInt(remaining - 1);
        return Deque.At(deque, isReverse ? remaining - 1 : deque->Length - remaining);
    }

    private static bool TryIndex(Vm* vm, Deque* self, Value key, out long index)
    {
        if (key.IsInt)
        {
            index = key.AsInt;
        }
        else if (Types.Of(vm, key)->Slots.Index == null)
        {
            index = 0;
            Throw.TypeError(vm, $"sequence index must be integer, not '{Types.NameOf(vm, key)}'");
            return false;
        }
        else if (!IndexArguments.TryIndex(vm, key, out index))
        {
            return false;
        }

        index += index < 0 ? self->Length : 0;
        if ((ulong)index < (ulong)self->Length)
        {
            return true;
        }

        Throw.IndexError(vm, "deque index out of range");
        return false;
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Deque* deque = (Deque*)self.AsObject;
        return TryIndex(vm, deque, key, out long index) ? Deque.At(deque, index) : Value.Undefined;
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value item)
    {
        Deque* deque = (Deque*)self.AsObject;
        if (!TryIndex(vm, deque, key, out long index))
        {
            return false;
        }

        if (item.IsUndefined)
        {
            Deque.RemoveAt(deque, index);
        }
        else
        {
            Deque.SetAt(deque, index, item);
        }

        return true;
    }

    private static int Contains(Vm* vm, Value self, Value item)
    {
        Deque* deque = (Deque*)self.AsObject;
        uint state = deque->State;
        for (long i = 0; i < deque->Length; i++)
        {
            int equal = Operators.Equal(vm, Deque.At(deque, i), item);
            if (equal != 0)
            {
                return equal;
            }

            if (deque->State != state)
            {
                Mutated(vm);
                return -1;
            }
        }

        return 0;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Value.FromObject(Deque.New(vm, type, -1));

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "deque"u8, "iterable\0maxlen\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return false;
        }

        long maximum = -1;
        if (!slots[1].IsUndefined && !slots[1].IsNone)
        {
            if (!Integers.IsInteger(slots[1]) && !slots[1].IsBool)
            {
                Throw.TypeError(vm, "an integer is required");
                return false;
            }

            if (!ArgumentBinder.ToInt64(vm, slots[1], out maximum))
            {
                return false;
            }

            if (maximum < 0)
            {
                Throw.ValueError(vm, "maxlen must be non-negative");
                return false;
            }
        }

        Deque* deque = (Deque*)self.AsObject;
        deque->Maximum = maximum;
        if (deque->Length > 0)
        {
            Deque.Clear(vm, deque);
        }

        return slots[0].IsUndefined || Extend(vm, deque, slots[0], false);
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Deque))
        {
            return Value.NotImplemented;
        }

        if (!right.Is(Kind.Deque))
        {
            return Throw.TypeError(vm, $"can only concatenate deque (not \"{Types.NameOf(vm, right)}\") to deque");
        }

        Value sum = Copy(vm, (Deque*)left.AsObject);
        return sum.IsUndefined || !Extend(vm, (Deque*)sum.AsObject, right, false) ? Value.Undefined : sum;
    }

    private static Value AddInPlace(Vm* vm, Value self, Value other) => Extend(vm, (Deque*)self.AsObject, other, false) ? self : Value.Undefined;

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Deque);
        int found = Sequences.TryRepeatCount(vm, isLeft ? right : left, out long count);
        if (found <= 0)
        {
            return found == 0 ? Value.NotImplemented : Value.Undefined;
        }

        Value product = Copy(vm, (Deque*)(isLeft ? left : right).AsObject);
        return product.IsUndefined || !Repeat(vm, (Deque*)product.AsObject, count) ? Value.Undefined : product;
    }

    private static Value MultiplyInPlace(Vm* vm, Value self, Value factor)
    {
        int found = Sequences.TryRepeatCount(vm, factor, out long count);
        if (found <= 0)
        {
            return found == 0 ? Value.NotImplemented : Value.Undefined;
        }

        return Repeat(vm, (Deque*)self.AsObject, count) ? self : Value.Undefined;
    }
}
