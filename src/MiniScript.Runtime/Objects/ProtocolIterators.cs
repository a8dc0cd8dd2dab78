using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterators that <c>iter</c> makes of other protocols: <c>iterator</c> reads <c>sequence[0]</c>, <c>sequence[1]</c>, …; <c>callable_iterator</c> calls until a sentinel.</summary>
/// <remarks>Both are records of two values, the first undefined once exhausted: sequence and next index, or callable and sentinel.</remarks>
internal static unsafe class ProtocolIterators
{
    /// <summary>Sets the slots of one of the two types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = type->Id == TypeId.CallableIterator ? &NextOfCallable : &NextOfSequence;
    }

    /// <summary><c>iter(callable, sentinel)</c>.</summary>
    public static Value OfCallable(Vm* vm, Value callable, Value sentinel)
    {
        Record* record = Record.New(vm, TypeId.CallableIterator, 2);
        Record.Fields(record)[0] = callable;
        Record.Fields(record)[1] = sentinel;
        return Value.FromObject(record);
    }

    private static Value NextOfSequence(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        Value index = fields[1];
        Value item = Items.Get(vm, fields[0], index);
        fields = Record.Fields((Record*)self.AsObject);
        if (!item.IsUndefined)
        {
            fields[1] = Integers.Add(vm, index, Value.FromInt(1));
            return item;
        }

        if (Throw.ClearIf(vm, TypeId.IndexError) || Throw.ClearIf(vm, TypeId.StopIteration))
        {
            fields[0] = Value.Undefined;
        }

        return Value.Undefined;
    }

    private static Value NextOfCallable(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        Value result = Calls.Invoke(vm, fields[0]);
        fields = Record.Fields((Record*)self.AsObject);
        if (result.IsUndefined)
        {
            if (Throw.ClearIf(vm, TypeId.StopIteration))
            {
                fields[0] = Value.Undefined;
            }

            return Value.Undefined;
        }

        int equal = Operators.Equal(vm, fields[1], result);
        if (equal == 0)
        {
            return result;
        }

        if (equal > 0)
        {
            Record.Fields((Record*)self.AsObject)[0] = Value.Undefined;
        }

        return Value.Undefined;
    }
}
