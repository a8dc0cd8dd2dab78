using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>A list-like sequence that grows and shrinks quickly at both ends, with an optional greatest length.</summary>
[BuiltinType("deque")]
internal static unsafe partial class DequeMethods
{
    /// <summary>Add an element to the right side of the deque.</summary>
    [Method("append", Signature = "($self, item, /)")]
    private static Value Append(Vm* vm, Deque* self, Value item) => Deque.Append(vm, self, item) ? Value.None : Value.Undefined;

    /// <summary>Add an element to the left side of the deque.</summary>
    [Method("appendleft", Signature = "($self, item, /)")]
    private static Value AppendLeft(Vm* vm, Deque* self, Value item) => Deque.AppendLeft(vm, self, item) ? Value.None : Value.Undefined;

    /// <summary>Remove all elements from the deque.</summary>
    [Method("clear")]
    private static Value Clear(Vm* vm, Deque* self)
    {
        Deque.Clear(vm, self);
        return Value.None;
    }

    /// <summary>Return a shallow copy of the deque.</summary>
    [Method("copy")]
    private static Value Copy(Vm* vm, Deque* self) => DequeType.Copy(vm, self);

    /// <summary>Return a shallow copy of the deque.</summary>
    [Method("__copy__")]
    private static Value CopySpecial(Vm* vm, Deque* self) => DequeType.Copy(vm, self);

    /// <summary>Return the number of elements equal to a value.</summary>
    [Method("count", Signature = "($self, value, /)")]
    private static Value Count(Vm* vm, Deque* self, Value value)
    {
        long count = 0;
        uint state = self->State;
        for (long i = 0; i < self->Length; i++)
        {
            int equal = Operators.Equal(vm, Deque.At(self, i), value);
            if (equal < 0)
            {
                return Value.Undefined;
            }

            if (self->State != state)
            {
                return Throw.RuntimeError(vm, "deque mutated during iteration");
            }

            count += equal;
        }

        return Value.FromInt(count);
    }

    /// <summary>Extend the right side of the deque with elements from the iterable.</summary>
    [Method("extend", Signature = "($self, iterable, /)")]
    private static Value Extend(Vm* vm, Deque* self, Value iterable) => DequeType.Extend(vm, self, iterable, false) ? Value.None : Value.Undefined;

    /// <summary>Extend the left side of the deque with elements from the iterable, which end up in reverse order.</summary>
    [Method("extendleft", Signature = "($self, iterable, /)")]
    private static Value ExtendLeft(Vm* vm, Deque* self, Value iterable) => DequeType.Extend(vm, self, iterable, true) ? Value.None : Value.Undefined;

    /// <summary>Return the first index of a value within bounds. Raises ValueError if the value is not present.</summary>
    [Method("index", Signature = "($self, value, start=<unrepresentable>, stop=<unrepresentable>, /)")]
    private static Value Index(Vm* vm, Deque* self, Value value, Value start, Value stop)
    {
        if (!TryBound(vm, self, start, 0, out long from) || !TryBound(vm, self, stop, self->Length, out long to))
        {
            return Value.Undefined;
        }

        uint state = self->State;
        to = Math.Min(to, self->Length);
        for (long i = from; i < to; i++)
        {
            int equal = Operators.Equal(vm, Deque.At(self, i), value);
            if (equal != 0)
            {
                return equal < 0 ? Value.Undefined : Value.FromInt(i);
            }

            if (self->State != state)
            {
                return Throw.RuntimeError(vm, "deque mutated during iteration");
            }
        }

        return RaiseMissing(vm, value);
    }

    /// <summary>Insert a value before an index.</summary>
    [Method("insert", Signature = "($self, index, value, /)")]
    private static Value Insert(Vm* vm, Deque* self, long index, Value value)
    {
        if (self->Length == self->Maximum)
        {
            return Throw.IndexError(vm, "deque already at its maximum size");
        }

        index = index < 0 ? Math.Max(index + self->Length, 0) : Math.Min(index, self->Length);
        return Deque.Insert(vm, self, index, value) ? Value.None : Value.Undefined;
    }

    /// <summary>Remove and return the rightmost element.</summary>
    [Method("pop")]
    private static Value Pop(Vm* vm, Deque* self) => self->Length == 0 ? Throw.IndexError(vm, "pop from an empty deque") : Deque.Pop(self);

    /// <summary>Remove and return the leftmost element.</summary>
    [Method("popleft")]
    private static Value PopLeft(Vm* vm, Deque* self) => self->Length == 0 ? Throw.IndexError(vm, "pop from an empty deque") : Deque.PopLeft(self);

    /// <summary>Remove the first occurrence of a value.</summary>
    [Method("remove", Signature = "($self, value, /)")]
    private static Value Remove(Vm* vm, Deque* self, Value value)
    {
        uint state = self->State;
        for (long i = 0; i < self->Length; i++)
        {
            int equal = Operators.Equal(vm, Deque.At(self, i), value);
            if (equal < 0)
            {
                return Value.Undefined;
            }

            if (self->State != state)
            {
                return Throw.IndexError(vm, "deque mutated during iteration");
            }

            if (equal > 0)
            {
                Deque.RemoveAt(self, i);
                return Value.None;
            }
        }

        return RaiseMissing(vm, value);
    }

    /// <summary>Reverse the deque in place.</summary>
    [Method("reverse")]
    private static Value Reverse(Vm* vm, Deque* self)
    {
        Deque.Reverse(self);
        return Value.None;
    }

    /// <summary>Rotate the deque n steps to the right; to the left if n is negative.</summary>
    [Method("rotate", Signature = "($self, n=1, /)")]
    private static Value Rotate(Vm* vm, Deque* self, long n)
    {
        int length = self->Length;
        if (length > 1)
        {
            long steps = n % length;
            steps -= steps > length / 2 ? length : 0;
            steps += steps < -length / 2 ? length : 0;
            Deque.Rotate(self, steps);
        }

        return Value.None;
    }

    /// <summary>Return a reverse iterator over the deque.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Deque* self) => DequeType.NewIterator(vm, self, TypeId.DequeReverseIterator);

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Deque* deque = (Deque*)self.AsObject;
        Value attributes = deque->Attributes.IsObject ? deque->Attributes : Value.None;
        Value iterator = DequeType.NewIterator(vm, deque, TypeId.DequeIterator);
        Tuple* arguments = deque->Maximum < 0
            ? WellKnown.Of(vm)->EmptyTuple
            : Tuple.New(vm, Value.FromObject(WellKnown.Of(vm)->EmptyTuple), Value.FromInt(deque->Maximum));
        Value* parts = stackalloc Value[4] { Value.FromObject(Types.Of(vm, self)), Value.FromObject(arguments), attributes, iterator };
        return Value.FromObject(Tuple.New(vm, parts, 4));
    }

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>Return the size of the deque in memory, in bytes.</summary>
    [Method("__sizeof__")]
    private static long SizeOf(Deque* self) => sizeof(Deque) + ((self->Mask + 1L) * sizeof(Value));

    /// <summary>The greatest length, or None.</summary>
    [Property("maxlen")]
    private static Value MaxLength(Deque* self) => self->Maximum < 0 ? Value.None : Value.FromInt(self->Maximum);

    private static Value RaiseMissing(Vm* vm, Value value)
    {
        Str* text = Text.Repr(vm, value);
        return text == null ? Value.Undefined : Throw.ValueError(vm, $"{Str.ToManaged(text)} is not in deque");
    }

    private static bool TryBound(Vm* vm, Deque* self, Value value, long fallback, out long bound)
    {
        bound = fallback;
        if (value.IsUndefined)
        {
            return true;
        }

        if (!IndexArguments.IsIndex(vm, value))
        {
            Throw.TypeError(vm, "slice indices must be integers or have an __index__ method");
            return false;
        }

        if (!Integers.TryIndexClipped(vm, value, out bound))
        {
            return false;
        }

        bound = bound < 0 ? Math.Max(bound + self->Length, 0) : bound;
        return true;
    }
}
