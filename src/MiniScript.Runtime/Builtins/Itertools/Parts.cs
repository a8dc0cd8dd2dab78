using System.Runtime.CompilerServices;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>What the types of <c>itertools</c> share: each is a record whose fields its own file lists.</summary>
internal static unsafe class Parts
{
    /// <summary>The fields of an iterator. They stay where they are, but script that runs meanwhile may change them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value* Of(Value self) => Record.Fields((Record*)self.AsObject);

    /// <summary>Sets the slots that every iterator has.</summary>
    public static void Initialize(TypeObject* type, delegate*<Vm*, Value, Value> next, delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value> create)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = next;
        type->Slots.New = create;
        type->Slots.Initialize = null;
    }

    /// <summary>Checks the arguments of a constructor without keywords; false with <c>TypeError</c> pending.</summary>
    public static bool TakesExactly(Vm* vm, TypeObject* type, string name, int expected, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, name))
        {
            return false;
        }

        if (argc == expected)
        {
            return true;
        }

        Throw.TypeError(vm, $"{name} expected {expected} argument{(expected == 1 ? string.Empty : "s")}, got {argc}");
        return false;
    }

    /// <summary>A record of an iterator over an iterable in the first field and a value in the second; undefined with an exception pending.</summary>
    public static Value NewOver(Vm* vm, TypeObject* type, Value iterable, Value second, int fields = 2)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Record* record = Record.New(vm, type, fields);
        Record.Fields(record)[0] = iterator;
        Record.Fields(record)[1] = second;
        return Value.FromObject(record);
    }

    /// <summary>A list of the numbers from 0 up to a limit; null with <c>MemoryError</c> pending past the limit of the heap.</summary>
    public static List* Numbers(Vm* vm, long count, bool allZero = false)
    {
        List* list = List.New(vm, count);
        for (long i = 0; list != null && i < count; i++)
        {
            List.Append(vm, list, Value.FromInt(allZero ? 0 : i));
        }

        return list;
    }

    /// <summary>A tuple of the items of a pool that indices name; null with <c>MemoryError</c> pending.</summary>
    public static Tuple* Select(Vm* vm, Tuple* pool, Value* indices, int count)
    {
        Tuple* result = Tuple.Allocate(vm, count);
        if (result != null)
        {
            Value* items = Tuple.Items(pool);
            Value* target = Tuple.Items(result);
            for (int i = 0; i < count; i++)
            {
                target[i] = items[indices[i].AsInt];
            }
        }

        return result;
    }
}
