using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The algebra of sets. The other operand may be any iterable; keys of sets and dicts are not hashed again.</summary>
internal static unsafe class SetOperations
{
    /// <summary>A plain set of the items of an iterable; null with an exception pending.</summary>
    public static SetObject* FromIterable(Vm* vm, Value iterable)
    {
        SetObject* set = SetObject.New(vm);
        return Update(vm, set, iterable) ? set : null;
    }

    /// <summary>A copy that is a plain <c>set</c> or <c>frozenset</c>; null with <c>MemoryError</c> pending past the limit.</summary>
    public static SetObject* Copy(Vm* vm, SetObject* self, TypeId type)
    {
        SetObject* copy = SetObject.New(vm, type);
        return SetObject.Merge(vm, copy, self) ? copy : null;
    }

    /// <summary>The set itself if <paramref name="iterable"/> is one, else a set of its items; null with an exception pending.</summary>
    public static SetObject* AsSet(Vm* vm, Value iterable) => iterable.Is(Kind.Set) ? (SetObject*)iterable.AsObject : FromIterable(vm, iterable);

    /// <summary>Adds every item; false with an exception pending.</summary>
    public static bool Update(Vm* vm, SetObject* self, Value iterable)
    {
        if (iterable.Is(Kind.Set))
        {
            return SetObject.Merge(vm, self, (SetObject*)iterable.AsObject);
        }

        if (iterable.IsExactly(TypeId.Dict))
        {
            return AddKeys(vm, self, (Dict*)iterable.AsObject);
        }

        if (iterable.IsExactly(TypeId.List))
        {
            List* list = (List*)iterable.AsObject;
            for (int i = 0; i < list->Length; i++)
            {
                if (!SetObject.Add(vm, self, list->Items[i]))
                {
                    return false;
                }
            }

            return true;
        }

        if (iterable.IsExactly(TypeId.Tuple))
        {
            Tuple* tuple = (Tuple*)iterable.AsObject;
            for (int i = 0; i < tuple->Length; i++)
            {
                if (!SetObject.Add(vm, self, Tuple.Items(tuple)[i]))
                {
                    return false;
                }
            }

            return true;
        }

        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return false;
        }

        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (!SetObject.Add(vm, self, item))
            {
                return false;
            }
        }
    }

    /// <summary>The keys of a set that another iterable has too, as a plain set of the given type; null with an exception pending.</summary>
    public static SetObject* Intersection(Vm* vm, SetObject* self, Value other, TypeId type)
    {
        SetObject* result = SetObject.New(vm, type);
        if (other.Is(Kind.Set))
        {
            // The smaller one is walked.
            SetObject* given = (SetObject*)other.AsObject;
            bool isSmaller = self->Count < given->Count;
            SetObject* smaller = isSmaller ? self : given;
            SetObject* larger = isSmaller ? given : self;

            int position = 0;
            for (int left = smaller->Count; left > 0 && SetObject.Next(smaller, ref position, out SetEntry* place); left--)
            {
                SetEntry entry = *place;
                int found = SetObject.Contains(vm, larger, entry.Key, entry.Hash);
                if (found < 0 || (found > 0 && !SetObject.AddDistinct(vm, result, entry)))
                {
                    return null;
                }
            }

            return result;
        }

        Value iterator = Iteration.Iterate(vm, other);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? null : result;
            }

            long hash = Dict.HashOf(vm, item);
            int found = hash == -1 ? -1 : SetObject.Contains(vm, self, item, hash);
            if (found < 0 || (found > 0 && !SetObject.Add(vm, result, item, hash)))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The keys of a set that another iterable does not have, as a plain set of the given type; null with an exception pending.</summary>
    public static SetObject* Difference(Vm* vm, SetObject* self, Value other, TypeId type)
    {
        bool isSet = other.Is(Kind.Set);
        bool isLookedUp = (isSet || other.IsExactly(TypeId.Dict)) && self->Count >> 2 <= Items.Length(vm, other);
        if (!isLookedUp)
        {
            SetObject* copy = Copy(vm, self, type);
            return copy != null && DifferenceUpdate(vm, copy, other) ? copy : null;
        }

        SetObject* result = SetObject.New(vm, type);
        int position = 0;
        for (int left = self->Count; left > 0 && SetObject.Next(self, ref position, out SetEntry* place); left--)
        {
            SetEntry entry = *place;
            int found = isSet
                ? SetObject.Contains(vm, (SetObject*)other.AsObject, entry.Key, entry.Hash)
                : ContainsKey(vm, (Dict*)other.AsObject, entry);
            if (found < 0 || (found == 0 && !SetObject.AddDistinct(vm, result, entry)))
            {
                return null;
            }
        }

        return result;
    }

    /// <summary>Takes every item of an iterable out; false with an exception pending.</summary>
    public static bool DifferenceUpdate(Vm* vm, SetObject* self, Value other)
    {
        if (other.IsObject && self == other.AsObject)
        {
            SetObject.Clear(vm, self);
            return true;
        }

        if (other.Is(Kind.Set))
        {
            int position = 0;
            while (SetObject.Next((SetObject*)other.AsObject, ref position, out SetEntry* place))
            {
                SetEntry entry = *place;
                if (SetObject.Remove(vm, self, entry.Key, entry.Hash) < 0)
                {
                    return false;
                }
            }

            return true;
        }

        Value iterator = Iteration.Iterate(vm, other);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (SetObject.Remove(vm, self, item) < 0)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Takes the items of an iterable out that the set has, adds the others; false with an exception pending.</summary>
    public static bool SymmetricDifferenceUpdate(Vm* vm, SetObject* self, Value other)
    {
        if (other.IsObject && self == other.AsObject)
        {
            SetObject.Clear(vm, self);
            return true;
        }

        SetObject* items = AsSet(vm, other);
        if (items == null)
        {
            return false;
        }

        int position = 0;
        while (SetObject.Next(items, ref position, out SetEntry* place))
        {
            SetEntry entry = *place;
            int removed = SetObject.Remove(vm, self, entry.Key, entry.Hash);
            if (removed < 0 || (removed == 0 && !SetObject.Add(vm, self, entry.Key, entry.Hash)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every key is in another set: 1, 0, or -1 with an exception pending.</summary>
    public static int IsSubset(Vm* vm, SetObject* self, SetObject* other)
    {
        if (self->Count > other->Count)
        {
            return 0;
        }

        int position = 0;
        while (SetObject.Next(self, ref position, out SetEntry* place))
        {
            SetEntry entry = *place;
            int found = SetObject.Contains(vm, other, entry.Key, entry.Hash);
            if (found <= 0)
            {
                return found;
            }
        }

        return 1;
    }

    /// <summary>Whether no item of an iterable is in the set: 1, 0, or -1 with an exception pending.</summary>
    public static int IsDisjoint(Vm* vm, SetObject* self, Value other)
    {
        Value iterator = Iteration.Iterate(vm, other);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? -1 : 1;
            }

            int found = SetObject.Contains(vm, self, item);
            if (found != 0)
            {
                return found > 0 ? 0 : -1;
            }
        }

        return -1;
    }

    private static int ContainsKey(Vm* vm, Dict* dict, SetEntry entry) => !Dict.Get(vm, dict, entry.Key, entry.Hash).IsUndefined ? 1 : vm->HasPending ? -1 : 0;

    private static bool AddKeys(Vm* vm, SetObject* self, Dict* dict)
    {
        for (int i = 0; i < dict->Used; i++)
        {
            DictEntry entry = dict->Entries[i];
            if (!entry.Key.IsUndefined && !SetObject.Add(vm, self, entry.Key, entry.Hash))
            {
                return false;
            }
        }

        return true;
    }
}
