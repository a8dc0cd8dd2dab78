using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>batched</c>: iterator (undefined once exhausted), size of a batch, whether the last one must be full.</summary>
internal static unsafe class Batched
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        BindShape shape = new(3, 0, 2, 3, false, false);
        if (!ArgumentBinder.Bind(vm, "batched"u8, "iterable\0n\0strict\0"u8, in shape, args, argc, kwNames, slots, out _, out _)
            || !IndexArguments.TryIndexForRepeat(vm, slots[1], out long count))
        {
            return Value.Undefined;
        }

        bool isStrict = false;
        if (!slots[2].IsUndefined && !ArgumentBinder.ToBoolean(vm, slots[2], out isStrict))
        {
            return Value.Undefined;
        }

        if (count < 1)
        {
            return Throw.ValueError(vm, "n must be at least one");
        }

        Value self = Parts.NewOver(vm, type, slots[0], Value.FromInt(Math.Min(count, int.MaxValue)), 3);
        if (!self.IsUndefined)
        {
            Parts.Of(self)[2] = Value.FromBool(isStrict);
        }

        return self;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Value iterator = fields[0];
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        long size = fields[1].AsInt;
        if (size <= 64)
        {
            return NextSmall(vm, self, iterator, (int)size);
        }

        List* batch = List.New(vm);
        while (batch->Length < size)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                break;
            }

            if (!List.Append(vm, batch, item))
            {
                return Value.Undefined;
            }
        }

        return Finish(vm, self, batch->Items, batch->Length, size);
    }

    private static Value NextSmall(Vm* vm, Value self, Value iterator, int size)
    {
        Tuple* batch = Tuple.Allocate(vm, size);
        new Span<Value>(Tuple.Items(batch), size).Clear();
        for (int i = 0; i < size; i++)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return Finish(vm, self, Tuple.Items(batch), i, size);
            }

            Tuple.Items(batch)[i] = item;
        }

        return Value.FromObject(batch);
    }

    private static Value Finish(Vm* vm, Value self, Value* items, int count, long size)
    {
        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        if (count < size)
        {
            Parts.Of(self)[0] = Value.Undefined;
            if (count == 0)
            {
                return Value.Undefined;
            }

            if (Parts.Of(self)[2].IsTrue)
            {
                return Throw.ValueError(vm, "batched(): incomplete batch");
            }
        }

        return Value.FromObject(Tuple.New(vm, items, count));
    }
}
