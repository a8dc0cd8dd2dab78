using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterators over lists and tuples, forwards.</summary>
internal static unsafe class SequenceIterators
{
    /// <summary>An iterator over a list or tuple.</summary>
    public static Value New(Vm* vm, Value sequence, TypeId type)
    {
        SequenceIterator* iterator = (SequenceIterator*)vm->Heap.AllocateSmall((nuint)sizeof(SequenceIterator), Kind.SequenceIterator, (uint)type);
        iterator->Sequence = sequence;
        iterator->Next = 0;
        return Value.FromObject(iterator);
    }

    /// <summary>Sets the slots of both types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>Items still to come.</summary>
    public static long Remaining(SequenceIterator* iterator)
    {
        if (iterator->Sequence.IsUndefined)
        {
            return 0;
        }

        Sequences.View(iterator->Sequence.AsObject, out int length);
        return Math.Max(length - iterator->Next, 0);
    }

    private static Value Next(Vm* vm, Value self)
    {
        SequenceIterator* iterator = (SequenceIterator*)self.AsObject;
        if (iterator->Sequence.IsUndefined)
        {
            return Value.Undefined;
        }

        Value item = Sequences.At(iterator->Sequence.AsObject, iterator->Next);
        if (item.IsUndefined)
        {
            iterator->Sequence = Value.Undefined;
            return item;
        }

        iterator->Next++;
        return item;
    }
}
