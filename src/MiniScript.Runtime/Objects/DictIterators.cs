using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterators over keys, values and items of a dict, forwards and backwards.</summary>
/// <remarks>
/// A record of the dict (undefined once exhausted), the entry number to go on at, the count of entries at the start, the entries still to come, and
/// <see cref="Dict.Cutbacks"/> at the last entry.
/// </remarks>
internal static unsafe class DictIterators
{
    private const int DictField = 0;
    private const int PositionField = 1;
    private const int CountField = 2;
    private const int RemainingField = 3;
    private const int CutbacksField = 4;

    /// <summary>An iterator of one of the six types.</summary>
    public static Value New(Vm* vm, Dict* dict, TypeId type)
    {
        bool isReverse = type is TypeId.DictReverseKeyIterator or TypeId.DictReverseValueIterator or TypeId.DictReverseItemIterator;
        Record* record = Record.New(vm, type, 5);
        Value* fields = Record.Fields(record);
        fields[DictField] = Value.FromObject(dict);
        fields[PositionField] = Value.FromInt(isReverse ? dict->Used - 1 : 0);
        fields[CountField] = Value.FromInt(dict->Count);
        fields[RemainingField] = Value.FromInt(dict->Count);
        fields[CutbacksField] = Value.FromInt(dict->Cutbacks);
        return Value.FromObject(record);
    }

    /// <summary>Sets the slots of one of the six types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = type->Id switch
        {
            TypeId.DictKeyIterator => &NextKey,
            TypeId.DictValueIterator => &NextValue,
            TypeId.DictItemIterator => &NextItem,
            TypeId.DictReverseKeyIterator => &PreviousKey,
            TypeId.DictReverseValueIterator => &PreviousValue,
            _ => &PreviousItem,
        };
    }

    /// <summary>Entries still to come.</summary>
    public static long Remaining(Record* iterator)
    {
        Value* fields = Record.Fields(iterator);
        if (fields[DictField].IsUndefined || ((Dict*)fields[DictField].AsObject)->Count != fields[CountField].AsInt)
        {
            return 0;
        }

        return fields[RemainingField].AsInt;
    }

    private static Value NextKey(Vm* vm, Value self)
    {
        DictEntry* entry = Advance(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : entry->Key;
    }

    private static Value NextValue(Vm* vm, Value self)
    {
        DictEntry* entry = Advance(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : entry->Item;
    }

    /// <summary>The next key and value without a tuple: 1 if there are some, 0 at the end or with an exception pending.</summary>
    internal static int NextPair(Vm* vm, Record* self, Value* pair)
    {
        DictEntry* entry = Advance(vm, self);
        if (entry == null)
        {
            return 0;
        }

        pair[0] = entry->Key;
        pair[1] = entry->Item;
        return 1;
    }

    private static Value NextItem(Vm* vm, Value self)
    {
        DictEntry* entry = Advance(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : Value.FromObject(Tuple.New(vm, entry->Key, entry->Item));
    }

    private static Value PreviousKey(Vm* vm, Value self)
    {
        DictEntry* entry = Retreat(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : entry->Key;
    }

    private static Value PreviousValue(Vm* vm, Value self)
    {
        DictEntry* entry = Retreat(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : entry->Item;
    }

    private static Value PreviousItem(Vm* vm, Value self)
    {
        DictEntry* entry = Retreat(vm, (Record*)self.AsObject);
        return entry == null ? Value.Undefined : Value.FromObject(Tuple.New(vm, entry->Key, entry->Item));
    }

    /// <summary>The next live entry; null at the end, or with <c>RuntimeError</c> pending if the dict has changed.</summary>
    private static DictEntry* Advance(Vm* vm, Record* iterator)
    {
        Value* fields = Record.Fields(iterator);
        if (fields[DictField].IsUndefined || HasChanged(vm, fields))
        {
            return null;
        }

        Dict* dict = (Dict*)fields[DictField].AsObject;
        long position = Math.Max(fields[PositionField].AsInt, dict->First);
        while (position < dict->Used && dict->Entries[position].Key.IsUndefined)
        {
            position++;
        }

        if (position >= dict->Used)
        {
            fields[DictField] = Value.Undefined;
            if (fields[CutbacksField].AsInt != dict->Cutbacks)
            {
                // As many were inserted as deleted, and stand where the iterator has been.
                Throw.RuntimeError(vm, "dictionary keys changed during iteration");
            }

            return null;
        }

        fields[PositionField] = Value.FromInt(position + 1);
        fields[CutbacksField] = Value.FromInt(dict->Cutbacks);
        return Take(vm, fields, dict->Entries + position);
    }

    /// <summary>The live entry before; null at the end, or with <c>RuntimeError</c> pending if the dict has changed.</summary>
    private static DictEntry* Retreat(Vm* vm, Record* iterator)
    {
        Value* fields = Record.Fields(iterator);
        if (fields[DictField].IsUndefined || HasChanged(vm, fields))
        {
            return null;
        }

        Dict* dict = (Dict*)fields[DictField].AsObject;
        long position = Math.Min(fields[PositionField].AsInt, dict->Used - 1);
        while (position >= 0 && dict->Entries[position].Key.IsUndefined)
        {
            position--;
        }

        if (position < 0)
        {
            fields[DictField] = Value.Undefined;
            return null;
        }

        fields[PositionField] = Value.FromInt(position - 1);
        return Take(vm, fields, dict->Entries + position);
    }

    /// <summary>Counts an entry off. An entry too many means that keys were exchanged: as many deleted as inserted.</summary>
    private static DictEntry* Take(Vm* vm, Value* fields, DictEntry* entry)
    {
        long remaining = fields[RemainingField].AsInt;
        if (remaining == 0)
        {
            fields[DictField] = Value.Undefined;
            Throw.RuntimeError(vm, "dictionary keys changed during iteration");
            return null;
        }

        fields[RemainingField] = Value.FromInt(remaining - 1);
        return entry;
    }

    private static bool HasChanged(Vm* vm, Value* fields)
    {
        if (((Dict*)fields[DictField].AsObject)->Count == fields[CountField].AsInt)
        {
            return false;
        }

        // The count never matches again, so the iterator goes on failing.
        fields[CountField] = Value.FromInt(-1);
        Throw.RuntimeError(vm, "dictionary changed size during iteration");
        return true;
    }
}
