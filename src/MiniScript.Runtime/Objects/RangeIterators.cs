using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterators over ranges: <c>range_iterator</c> for immediate integers, <c>longrange_iterator</c>, a record of next integer, step and remaining count, for all others.</summary>
internal static unsafe class RangeIterators
{
    /// <summary>Sets the slots of one of the two types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = type->Id == TypeId.RangeIterator ? &Next : &NextLong;
    }

    private static Value Next(Vm* vm, Value self)
    {
        RangeIterator* iterator = (RangeIterator*)self.AsObject;
        if (iterator->Remaining <= 0)
        {
            return Value.Undefined;
        }

        long number = iterator->Next;
        iterator->Next = number + iterator->Step;
        iterator->Remaining--;
        return Value.FromInt(number);
    }

    private static Value NextLong(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (Integers.Sign(fields[2]) <= 0)
        {
            return Value.Undefined;
        }

        Value number = fields[0];
        fields[0] = Integers.Add(vm, number, fields[1]);
        fields[2] = Integers.Subtract(vm, fields[2], Value.FromInt(1));
        return number;
    }
}
