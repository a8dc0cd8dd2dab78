using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Merging mappings and sequences of pairs into a dict.</summary>
public unsafe partial struct Dict
{
    /// <summary><c>self.update(other)</c>: a dict, an object with <c>keys()</c>, or an iterable of pairs; false with an exception pending.</summary>
    public static bool Update(Vm* vm, Dict* self, Value other)
    {
        if (other.Is(Kind.Dict) && IsPlainMapping(vm, other))
        {
            return Merge(vm, self, (Dict*)other.AsObject);
        }

        int found = Objects.Attributes.TryGet(vm, other, WellKnown.Name(vm, NameId.keys), out Value keys);
        return found switch
        {
            1 => MergeMapping(vm, self, other, keys),
            0 => MergePairs(vm, self, other),
            _ => false,
        };
    }

    /// <summary>Enters every entry of another dict; false with an exception pending.</summary>
    public static bool Merge(Vm* vm, Dict* self, Dict* other)
    {
        if (other == self || other->Count == 0)
        {
            return true;
        }

        if (self->Count == 0)
        {
            Clear(vm, self);
            return CopyEntries(vm, self, other);
        }

        int count = other->Count;
        for (int i = 0; i < other->Used; i++)
        {
            DictEntry entry = other->Entries[i];
            if (entry.Key.IsUndefined)
            {
                continue;
            }

            if (!Set(vm, self, entry.Key, entry.Hash, entry.Item))
            {
                return false;
            }

            if (other->Count != count)
            {
                Throw.RuntimeError(vm, "dict mutated during update");
                return false;
            }
        }

        return true;
    }

    /// <summary>True if a dict's entries are what iterating over it gives: it overrides neither iteration nor item access.</summary>
    private static bool IsPlainMapping(Vm* vm, Value dict)
    {
        if (dict.IsExactly(TypeId.Dict))
        {
            return true;
        }

        TypeObject* type = Types.Of(vm, dict);
        return (void*)type->Slots.Iterate == (void*)Types.Of(vm, type->BuiltinBase)->Slots.Iterate;
    }

    private static bool MergeMapping(Vm* vm, Dict* self, Value mapping, Value keysMethod)
    {
        Value keys = Calls.Invoke(vm, keysMethod);
        Value iterator = keys.IsUndefined ? keys : Iteration.Iterate(vm, keys);
        if (iterator.IsUndefined)
        {
            return false;
        }

        while (true)
        {
            Value key = Iteration.Next(vm, iterator);
            if (key.IsUndefined)
            {
                return !vm->HasPending;
            }

            Value item = Objects.Items.Get(vm, mapping, key);
            if (item.IsUndefined || !Set(vm, self, key, item))
            {
                return false;
            }
        }
    }

    private static bool MergePairs(Vm* vm, Dict* self, Value pairs)
    {
        Value iterator = Iteration.Iterate(vm, pairs);
        if (iterator.IsUndefined)
        {
            return false;
        }

        for (long i = 0; ; i++)
        {
            Value pair = Iteration.Next(vm, iterator);
            if (pair.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (!SetPair(vm, self, pair, i))
            {
                return false;
            }
        }
    }

    private static bool SetPair(Vm* vm, Dict* self, Value pair, long position)
    {
        if (pair.IsExactly(TypeId.Tuple) && ((Tuple*)pair.AsObject)->Length == 2)
        {
            Value* items = Tuple.Items((Tuple*)pair.AsObject);
            return Set(vm, self, items[0], items[1]);
        }

        List* sequence = Iteration.ToList(vm, pair);
        if (sequence == null)
        {
            if (Throw.ClearIf(vm, TypeId.TypeError))
            {
                Throw.TypeError(vm, $"cannot convert dictionary update sequence element #{position} to a sequence");
            }

            return false;
        }

        if (sequence->Length != 2)
        {
            Throw.ValueError(vm, $"dictionary update sequence element #{position} has length {sequence->Length}; 2 is required");
            return false;
        }

        return Set(vm, self, sequence->Items[0], sequence->Items[1]);
    }
}
