using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterator over a set: a record of the set (undefined once exhausted), the place to go on at, the count of keys at the start, and the keys still to come.</summary>
internal static unsafe class SetIterators
{
    private const int SetField = 0;
    private const int PositionField = 1;
    private const int CountField = 2;
    private const int RemainingField = 3;

    /// <summary>An iterator over a set.</summary>
    public static Value New(Vm* vm, SetObject* set)
    {
        Record* record = Record.New(vm, TypeId.SetIterator, 4);
        Value* fields = Record.Fields(record);
        fields[SetField] = Value.FromObject(set);
        fields[PositionField] = Value.FromInt(0);
        fields[CountField] = Value.FromInt(set->Count);
        fields[RemainingField] = Value.FromInt(set->Count);
        return Value.FromObject(record);
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>Keys still to come.</summary>
    public static long Remaining(Record* iterator)
    {
        Value* fields = Record.Fields(iterator);
        return fields[SetField].IsUndefined || ((SetObject*)fields[SetField].AsObject)->Count != fields[CountField].AsInt ? 0 : fields[RemainingField].AsInt;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[SetField].IsUndefined)
        {
            return Value.Undefined;
        }

        SetObject* set = (SetObject*)fields[SetField].AsObject;
        if (set->Count != fields[CountField].AsInt)
        {
            fields[CountField] = Value.FromInt(-1);
            return Throw.RuntimeError(vm, "Set changed size during iteration");
        }

        int position = (int)fields[PositionField].AsInt;
        if (!SetObject.Next(set, ref position, out Value key))
        {
            fields[SetField] = Value.Undefined;
            return Value.Undefined;
        }

        fields[PositionField] = Value.FromInt(position);
        fields[RemainingField] = Value.FromInt(fields[RemainingField].AsInt - 1);
        return key;
    }
}
