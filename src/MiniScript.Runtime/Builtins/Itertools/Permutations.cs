using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>permutations</c>: pool, the list of all indices into it in their present order (undefined once exhausted), the list of rotations that each place still has to make, whether it has started.</summary>
internal static unsafe class Permutations
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 1, false, false);
        if (!ArgumentBinder.Bind(vm, "permutations"u8, "iterable\0r\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        Tuple* pool = Iteration.ToTuple(vm, slots[0]);
        if (pool == null)
        {
            return Value.Undefined;
        }

        long length = pool->Length;
        if (!slots[1].IsUndefined && !slots[1].IsNone)
        {
            if (!Integers.IsInteger(slots[1]) && !slots[1].IsBool)
            {
                return Throw.TypeError(vm, "Expected int as r");
            }

            if (!IndexArguments.TryIndexForRepeat(vm, slots[1], out length))
            {
                return Value.Undefined;
            }

            if (length < 0)
            {
                return Throw.ValueError(vm, "r must be non-negative");
            }
        }

        Record* record = Record.New(vm, type, 4);
        Value* fields = Record.Fields(record);
        fields[0] = Value.FromObject(pool);
        fields[3] = Value.False;
        if (length > pool->Length)
        {
            return Value.FromObject(record);
        }

        List* indices = Parts.Numbers(vm, pool->Length);
        List* cycles = Parts.Numbers(vm, length);
        if (indices == null || cycles == null)
        {
            return Value.Undefined;
        }

        for (int i = 0; i < length; i++)
        {
            cycles->Items[i] = Value.FromInt(pool->Length - i);
        }

        fields[1] = Value.FromObject(indices);
        fields[2] = Value.FromObject(cycles);
        return Value.FromObject(record);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (fields[1].IsUndefined)
        {
            return Value.Undefined;
        }

        Tuple* pool = (Tuple*)fields[0].AsObject;
        List* indices = (List*)fields[1].AsObject;
        List* cycles = (List*)fields[2].AsObject;
        if (fields[3].IsTrue && !Advance(indices->Items, pool->Length, cycles->Items, cycles->Length))
        {
            fields[1] = Value.Undefined;
            return Value.Undefined;
        }

        fields[3] = Value.True;
        return Value.FromObject(Parts.Select(vm, pool, indices->Items, cycles->Length));
    }

    /// <summary>Brings the indices into their next order; false after the last one.</summary>
    private static bool Advance(Value* indices, int count, Value* cycles, int length)
    {
        for (int i = length - 1; i >= 0; i--)
        {
            long remaining = cycles[i].AsInt - 1;
            if (remaining == 0)
            {
                // The place has seen every item: the rest turns back into order.
                Value first = indices[i];
                List.Move(indices + i + 1, indices + i, count - i - 1);
                indices[count - 1] = first;
                cycles[i] = Value.FromInt(count - i);
            }
            else
            {
                cycles[i] = Value.FromInt(remaining);
                long other = count - remaining;
                (indices[i], indices[other]) = (indices[other], indices[i]);
                return true;
            }
        }

        return false;
    }
}
