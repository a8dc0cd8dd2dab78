using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>dict() -> new empty dictionary; dict(mapping) -> from a mapping's pairs; dict(iterable) -> from pairs; dict(**kwargs) -> from name=value pairs</summary>
[BuiltinType("dict")]
internal static unsafe partial class DictMethods
{
    /// <summary>Remove all items from the dict.</summary>
    [Method("clear")]
    private static Value Clear(Vm* vm, Dict* self)
    {
        Dict.Clear(vm, self);
        return Value.None;
    }

    /// <summary>Return a shallow copy of the dict.</summary>
    [Method("copy")]
    private static Dict* Copy(Vm* vm, Dict* self) => Dict.Copy(vm, self);

    /// <summary>Create a new dictionary with keys from iterable and values set to value.</summary>
    [ClassMethod("fromkeys", Signature = "($type, iterable, value=None, /)")]
    private static Value FromKeys(Vm* vm, TypeObject* type, Value iterable, Value value)
    {
        Value made = Calls.Invoke(vm, Value.FromObject(type));
        if (made.IsExactly(TypeId.Dict) && ((Dict*)made.AsObject)->Count == 0)
        {
            // Keys that have been hashed are not hashed again.
            if (iterable.IsExactly(TypeId.Dict))
            {
                return SetAll(vm, (Dict*)made.AsObject, (Dict*)iterable.AsObject, value);
            }

            if (iterable.IsExactly(TypeId.Set) || iterable.IsExactly(TypeId.FrozenSet))
            {
                return SetAll(vm, (Dict*)made.AsObject, (SetObject*)iterable.AsObject, value);
            }
        }

        Value iterator = made.IsUndefined ? made : Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        while (true)
        {
            Value key = Iteration.Next(vm, iterator);
            if (key.IsUndefined)
            {
                return vm->HasPending ? key : made;
            }

            if (!Items.Set(vm, made, key, value))
            {
                return Value.Undefined;
            }
        }
    }

    private static Value SetAll(Vm* vm, Dict* made, Dict* keys, Value value)
    {
        for (int i = 0; i < keys->Used; i++)
        {
            DictEntry entry = keys->Entries[i];
            if (!entry.Key.IsUndefined && !Dict.Set(vm, made, entry.Key, entry.Hash, value))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(made);
    }

    private static Value SetAll(Vm* vm, Dict* made, SetObject* keys, Value value)
    {
        int position = 0;
        while (SetObject.Next(keys, ref position, out SetEntry* place))
        {
            SetEntry entry = *place;
            if (!Dict.Set(vm, made, entry.Key, entry.Hash, value))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(made);
    }

    /// <summary>Return the value for key if key is in the dictionary, else default.</summary>
    [Method("get", Signature = "($self, key, default=None, /)")]
    private static Value Get(Vm* vm, Dict* self, Value key, Value fallback)
    {
        Value item = Dict.Get(vm, self, key);
        return !item.IsUndefined || vm->HasPending ? item : fallback;
    }

    /// <summary>Return a set-like object providing a view on the dict's items.</summary>
    [Method("items")]
    private static Value GetItems(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.DictItems);

    /// <summary>Return a set-like object providing a view on the dict's keys.</summary>
    [Method("keys")]
    private static Value GetKeys(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.DictKeys);

    /// <summary>Return an object providing a view on the dict's values.</summary>
    [Method("values")]
    private static Value GetValues(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.DictValues);

    /// <summary>Remove specified key and return the corresponding value. If the key is not found, return the default if given; otherwise, raise a KeyError.</summary>
    [Method("pop", Signature = "($self, key, default=<unrepresentable>, /)")]
    private static Value Pop(Vm* vm, Dict* self, Value key, Value fallback)
    {
        // A dict without entries does not ask for the key's hash.
        Value item = Value.Undefined;
        int removed = self->Count == 0 ? 0 : Dict.Remove(vm, self, key, out item);
        if (removed != 0)
        {
            return removed < 0 ? Value.Undefined : item;
        }

        return fallback.IsUndefined ? Throw.KeyError(vm, key) : fallback;
    }

    /// <summary>Remove and return a (key, value) pair as a 2-tuple. Pairs are returned in LIFO order. Raises KeyError if the dict is empty.</summary>
    [Method("popitem")]
    private static Value PopItem(Vm* vm, Dict* self) => Dict.RemoveLast(self, out Value key, out Value item)
        ? Value.FromObject(Tuple.New(vm, key, item))
        : Throw.Raise(vm, TypeId.KeyError, "popitem(): dictionary is empty");

    /// <summary>Insert key with a value of default if key is not in the dictionary. Return the value for key.</summary>
    [Method("setdefault", Signature = "($self, key, default=None, /)")]
    private static Value SetDefault(Vm* vm, Dict* self, Value key, Value fallback) => Dict.SetDefault(vm, self, key, fallback);

    /// <summary>Update the dict from a mapping or an iterable of pairs, then from the keyword arguments.</summary>
    [Method("update", Raw = true)]
    private static Value Update(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0)
        {
            return ArgumentBinder.UnboundError(vm, "dict.update"u8);
        }

        if (!args[0].Is(Kind.Dict))
        {
            return ArgumentBinder.SelfError(vm, "dict.update"u8, args[0]);
        }

        if (argc > 2)
        {
            return Throw.TypeError(vm, $"update expected at most 1 argument, got {argc - 1}");
        }

        Dict* self = (Dict*)args[0].AsObject;
        return (argc == 1 || Dict.Update(vm, self, args[1])) && DictType.SetKeywords(vm, self, args + argc, kwNames) ? Value.None : Value.Undefined;
    }

    /// <summary>Return a reverse iterator over the dict keys.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Dict* self) => DictIterators.New(vm, self, TypeId.DictReverseKeyIterator);

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>Return the size of the dict in memory, in bytes.</summary>
    [Method("__sizeof__")]
    private static long SizeOf(Dict* self) =>
        sizeof(Dict) + ((long)self->Capacity * sizeof(DictEntry)) + (self->Index == null ? 0 : (self->IndexMask + 1L) * sizeof(int));
}
