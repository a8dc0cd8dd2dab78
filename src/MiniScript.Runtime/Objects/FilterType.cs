using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>filter</c>: a record of the predicate (<c>None</c> or <c>bool</c>: the item's own truth) and the iterator.</summary>
internal static unsafe class FilterType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value predicate = Record.Fields((Record*)self.AsObject)[0];
        Value iterator = Record.Fields((Record*)self.AsObject)[1];
        bool isPlain = predicate.IsNone || predicate == Value.FromObject(Types.Of(vm, TypeId.Bool));
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return item;
            }

            Value verdict = isPlain ? item : Calls.Invoke(vm, predicate, item);
            int truth = verdict.IsUndefined ? -1 : Truth.Of(vm, verdict);
            if (truth != 0)
            {
                return truth < 0 ? Value.Undefined : item;
            }
        }
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "filter"))
        {
            return Value.Undefined;
        }

        if (argc != 2)
        {
            return Throw.TypeError(vm, $"filter expected 2 arguments, got {argc}");
        }

        Value iterator = Iteration.Iterate(vm, args[1]);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = args[0];
        Record.Fields(record)[1] = iterator;
        return Value.FromObject(record);
    }
}
