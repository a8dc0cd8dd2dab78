using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>map</c>: a record of the function and the tuple of iterators.</summary>
internal static unsafe class MapType
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
        Tuple* iterators = (Tuple*)Record.Fields((Record*)self.AsObject)[1].AsObject;
        if (iterators->Length == 1)
        {
            Value only = Iteration.Next(vm, Tuple.Items(iterators)[0]);
            return only.IsUndefined ? only : Calls.Invoke(vm, Record.Fields((Record*)self.AsObject)[0], only);
        }

        // In a tuple on the heap, where the collector finds them while the other iterators run.
        Tuple* items = Tuple.Allocate(vm, iterators->Length);
        if (items == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(items), items->Length).Clear();
        for (int i = 0; i < iterators->Length; i++)
        {
            Value item = Iteration.Next(vm, Tuple.Items(iterators)[i]);
            if (item.IsUndefined)
            {
                return item;
            }

            Tuple.Items(items)[i] = item;
        }

        Value result = Calls.Invoke(vm, Record.Fields((Record*)self.AsObject)[0], Tuple.Items(items), items->Length);
        Calls.KeepAlive(items);
        return result;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "map"))
        {
            return Value.Undefined;
        }

        if (argc < 2)
        {
            return Throw.TypeError(vm, "map() must have at least two arguments.");
        }

        Tuple* iterators = ZipType.IterateAll(vm, args + 1, argc - 1);
        if (iterators == null)
        {
            return Value.Undefined;
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = args[0];
        Record.Fields(record)[1] = Value.FromObject(iterators);
        return Value.FromObject(record);
    }
}
