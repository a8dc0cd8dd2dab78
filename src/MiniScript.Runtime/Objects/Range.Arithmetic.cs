using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Ranges as arithmetic progressions of integers of any size.</summary>
public unsafe partial struct Range
{
    /// <summary>A range of the given integers; null with <c>ValueError</c> pending for a step of 0.</summary>
    public static Range* New(Vm* vm, Value start, Value stop, Value step)
    {
        if (step == Value.FromInt(0))
        {
            Throw.ValueError(vm, "range() arg 3 must not be zero");
            return null;
        }

        Value length = LengthOf(vm, start, stop, step);
        Range* range = (Range*)vm->Heap.AllocateSmall((nuint)sizeof(Range), Kind.Range, (uint)TypeId.Range);
        range->Start = start;
        range->Stop = stop;
        range->Step = step;
        range->Length = length;
        return range;
    }

    /// <summary>The integer at an index, which is not checked.</summary>
    public static Value At(Vm* vm, Range* self, Value index) => Integers.Add(vm, self->Start, Integers.Multiply(vm, index, self->Step));

    /// <summary>The index of an integer, or <see cref="Value.Undefined"/> if the range does not hold it. Runs no script.</summary>
    public static Value IndexOf(Vm* vm, Range* self, Value number)
    {
        Value offset = Integers.Subtract(vm, number, self->Start);
        if (Integers.Modulo(vm, offset, self->Step) != Value.FromInt(0))
        {
            return Value.Undefined;
        }

        Value index = Integers.FloorDivide(vm, offset, self->Step);
        return Integers.Sign(index) >= 0 && Integers.Compare(index, self->Length) < 0 ? index : Value.Undefined;
    }

    /// <summary>The part of a range that a slice selects; null with an exception pending.</summary>
    public static Range* Slice(Vm* vm, Range* self, SliceObject* slice)
    {
        if (!Slices.Indices(vm, slice, self->Length, out Value start, out Value stop, out Value step))
        {
            return null;
        }

        return New(vm, At(vm, self, start), At(vm, self, stop), Integers.Multiply(vm, self->Step, step));
    }

    /// <summary>An iterator over the progression of <paramref name="length"/> integers.</summary>
    public static Value Iterate(Vm* vm, Value start, Value step, Value length)
    {
        if (Value.BothInt(start, step) && length.IsInt && LastIsImmediate(start.AsInt, step.AsInt, length.AsInt))
        {
            RangeIterator* iterator = (RangeIterator*)vm->Heap.AllocateSmall((nuint)sizeof(RangeIterator), Kind.RangeIterator, (uint)TypeId.RangeIterator);
            iterator->Next = start.AsInt;
            iterator->Step = step.AsInt;
            iterator->Remaining = length.AsInt;
            return Value.FromObject(iterator);
        }

        Record* record = Record.New(vm, TypeId.LongRangeIterator, 3);
        Record.Fields(record)[0] = start;
        Record.Fields(record)[1] = step;
        Record.Fields(record)[2] = length;
        return Value.FromObject(record);
    }

    private static bool LastIsImmediate(long start, long step, long length)
    {
        // Both bounds are below 2^50, the product may not be: compare in floating point, with room to spare.
        double last = start + ((double)step * length);
        return Math.Abs(last) < Value.MaxInt;
    }

    private static Value LengthOf(Vm* vm, Value start, Value stop, Value step)
    {
        if (Value.BothInt(start, stop) && step.IsInt)
        {
            long by = step.AsInt;
            long distance = by > 0 ? stop.AsInt - start.AsInt : start.AsInt - stop.AsInt;
            return distance <= 0 ? Value.FromInt(0) : Integers.FromLong(vm, ((distance - 1) / Math.Abs(by)) + 1);
        }

        bool isUp = Integers.Sign(step) > 0;
        Value span = isUp ? Integers.Subtract(vm, stop, start) : Integers.Subtract(vm, start, stop);
        if (Integers.Sign(span) <= 0)
        {
            return Value.FromInt(0);
        }

        Value whole = Integers.FloorDivide(vm, Integers.Subtract(vm, span, Value.FromInt(1)), Integers.Absolute(vm, step));
        return Integers.Add(vm, whole, Value.FromInt(1));
    }
}
