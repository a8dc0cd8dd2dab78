using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>product</c>: the tuple of pools, the list of an index into each (undefined once exhausted), the tuple given last or undefined at the start.</summary>
internal static unsafe class Product
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[1];
        BindShape shape = new(1, 0, 0, 0, true, false);
        if (!ArgumentBinder.Bind(vm, "product"u8, "repeat\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        long repeat = 1;
        if (!slots[0].IsUndefined && !IndexArguments.TryIndexForRepeat(vm, slots[0], out repeat))
        {
            return Value.Undefined;
        }

        if (repeat < 0)
        {
            return Throw.ValueError(vm, "repeat argument cannot be negative");
        }

        if (argc > 0 && repeat > int.MaxValue / 16 / argc)
        {
            return Throw.OverflowError(vm, "repeat argument too large");
        }

        int count = argc * (int)Math.Min(repeat, int.MaxValue / 16);
        Tuple* pools = Tuple.Allocate(vm, argc == 0 ? 0 : count);
        List* indices = pools == null ? null : Parts.Numbers(vm, pools->Length, allZero: true);
        if (indices == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(pools), pools->Length).Clear();
        bool isEmpty = false;
        for (int i = 0; i < argc; i++)
        {
            Tuple* pool = Iteration.ToTuple(vm, args[i]);
            if (pool == null)
            {
                return Value.Undefined;
            }

            isEmpty |= pool->Length == 0 && repeat > 0;
            for (int j = i; j < pools->Length; j += argc)
            {
                Tuple.Items(pools)[j] = Value.FromObject(pool);
            }
        }

        Record* record = Record.New(vm, type, 3);
        Record.Fields(record)[0] = Value.FromObject(pools);
        Record.Fields(record)[1] = isEmpty ? Value.Undefined : Value.FromObject(indices);
        return Value.FromObject(record);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (fields[1].IsUndefined)
        {
            return Value.Undefined;
        }

        Tuple* pools = (Tuple*)fields[0].AsObject;
        Value* indices = ((List*)fields[1].AsObject)->Items;
        Tuple* result = Tuple.Allocate(vm, pools->Length);
        if (result == null)
        {
            return Value.Undefined;
        }

        Value* target = Tuple.Items(result);
        if (fields[2].IsUndefined)
        {
            for (int i = 0; i < pools->Length; i++)
            {
                target[i] = Tuple.Items((Tuple*)Tuple.Items(pools)[i].AsObject)[0];
            }
        }
        else
        {
            List.Move(Tuple.Items((Tuple*)fields[2].AsObject), target, pools->Length);
            int i = pools->Length - 1;
            for (; i >= 0; i--)
            {
                Tuple* pool = (Tuple*)Tuple.Items(pools)[i].AsObject;
                long index = indices[i].AsInt + 1;
                index = index == pool->Length ? 0 : index;
                indices[i] = Value.FromInt(index);
                target[i] = Tuple.Items(pool)[index];
                if (index > 0)
                {
                    break;
                }
            }

            if (i < 0)
            {
                fields[1] = Value.Undefined;
                fields[2] = Value.Undefined;
                return Value.Undefined;
            }
        }

        fields[2] = Value.FromObject(result);
        return fields[2];
    }
}
