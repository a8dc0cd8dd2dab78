using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>combinations</c>, with and without replacement: pool, the list of indices into it (undefined once exhausted), whether it has started.</summary>
internal static unsafe class Combinations
{
    /// <summary>Sets the slots of one of the two types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        if (type->Id == TypeId.Combinations)
        {
            Parts.Initialize(type, &Next, &New);
        }
        else
        {
            Parts.Initialize(type, &NextWithReplacement, &NewWithReplacement);
        }
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Create(vm, type, "combinations"u8, args, argc, kwNames, false);

    private static Value NewWithReplacement(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Create(vm, type, "combinations_with_replacement"u8, args, argc, kwNames, true);

    private static Value Create(Vm* vm, TypeObject* type, ReadOnlySpan<byte> name, Value* args, int argc, Tuple* kwNames, bool replaces)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 3, false, false);
        if (!ArgumentBinder.Bind(vm, name, "iterable\0r\0"u8, in shape, args, argc, kwNames, slots, out _, out _)
            || !IndexArguments.TryIndexForRepeat(vm, slots[1], out long length))
        {
            return Value.Undefined;
        }

        Tuple* pool = Iteration.ToTuple(vm, slots[0]);
        if (pool == null)
        {
            return Value.Undefined;
        }

        if (length < 0)
        {
            return Throw.ValueError(vm, "r must be non-negative");
        }

        Record* record = Record.New(vm, type, 3);
        Record.Fields(record)[0] = Value.FromObject(pool);
        Record.Fields(record)[2] = Value.False;
        bool isEmpty = replaces ? pool->Length == 0 && length > 0 : length > pool->Length;
        if (!isEmpty)
        {
            List* indices = Parts.Numbers(vm, length, replaces);
            if (indices == null)
            {
                return Value.Undefined;
            }

            Record.Fields(record)[1] = Value.FromObject(indices);
        }

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
        int length = indices->Length;
        if (fields[2].IsTrue)
        {
            // The rightmost index that is not yet at its last place.
            int i = length - 1;
            while (i >= 0 && indices->Items[i].AsInt == i + pool->Length - length)
            {
                i--;
            }

            if (i < 0)
            {
                fields[1] = Value.Undefined;
                return Value.Undefined;
            }

            long index = indices->Items[i].AsInt + 1;
            for (; i < length; i++)
            {
                indices->Items[i] = Value.FromInt(index++);
            }
        }

        fields[2] = Value.True;
        return Value.FromObject(Parts.Select(vm, pool, indices->Items, length));
    }

    private static Value NextWithReplacement(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (fields[1].IsUndefined)
        {
            return Value.Undefined;
        }

        Tuple* pool = (Tuple*)fields[0].AsObject;
        List* indices = (List*)fields[1].AsObject;
        int length = indices->Length;
        if (fields[2].IsTrue)
        {
            int i = length - 1;
            while (i >= 0 && indices->Items[i].AsInt == pool->Length - 1)
            {
                i--;
            }

            if (i < 0)
            {
                fields[1] = Value.Undefined;
                return Value.Undefined;
            }

            new Span<Value>(indices->Items + i, length - i).Fill(Value.FromInt(indices->Items[i].AsInt + 1));
        }

        fields[2] = Value.True;
        return Value.FromObject(Parts.Select(vm, pool, indices->Items, length));
    }
}
