using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>frozenset</c>.</summary>
internal static unsafe class FrozenSetType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        SetType.InitializeSharedSlots(type);
        type->Slots.Hash = &Hash;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    /// <summary>Combines the hashes of the keys so that their order does not matter; the mixing is that of CPython's <c>frozenset_hash</c>, so that scripts see the same numbers.</summary>
    private static long Hash(Vm* vm, Value self)
    {
        SetObject* set = (SetObject*)self.AsObject;
        if (set->HashCache != -1)
        {
            return set->HashCache;
        }

        ulong hash = 0;
        int position = 0;
        while (SetObject.Next(set, ref position, out SetEntry* entry))
        {
            ulong key = (ulong)entry->Hash;
            hash ^= (key ^ 89869747UL ^ (key << 16)) * 3644798167UL;
        }

        hash ^= ((ulong)set->Count + 1) * 1927868237UL;
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = (hash * 69069UL) + 907133923UL;
        return set->HashCache = hash == ulong.MaxValue ? 590923713 : (long)hash;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "frozenset") || !Instances.TakesAtMost(vm, argc, 1, "frozenset"))
        {
            return Value.Undefined;
        }

        if (argc == 1 && type->Id == TypeId.FrozenSet && args[0].IsExactly(TypeId.FrozenSet))
        {
            return args[0];
        }

        SetObject* set = SetObject.New(vm, TypeId.FrozenSet);
        if (argc == 1 && !SetOperations.Update(vm, set, args[0]))
        {
            return Value.Undefined;
        }

        return Instances.Adopt(set, type);
    }
}
