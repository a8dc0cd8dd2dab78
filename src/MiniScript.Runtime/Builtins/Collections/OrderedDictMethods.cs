using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>Dictionary that remembers insertion order</summary>
[BuiltinType("OrderedDict")]
internal static unsafe partial class OrderedDictMethods
{
    /// <summary>Create a new ordered dictionary with keys from iterable and values set to value.</summary>
    [ClassMethod("fromkeys", Signature = "($type, /, iterable, value=None)")]
    private static Value FromKeys(Vm* vm, TypeObject* type, Value iterable, Value value)
    {
        Value made = Calls.Invoke(vm, Value.FromObject(type));
        Value iterator = made.IsUndefined ? made : Iteration.Iterate(vm, iterable);
        while (!iterator.IsUndefined)
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

        return iterator;
    }

    /// <summary>Move an existing element to the end, or to the beginning if last is false. Raise KeyError if the element does not exist.</summary>
    [Method("move_to_end", Signature = "($self, /, key, last=True)")]
    private static Value MoveToEnd(Vm* vm, Dict* self, Value key, bool last)
    {
        int moved = Dict.MoveToEnd(vm, self, key, last);
        return moved > 0 ? Value.None : moved < 0 ? Value.Undefined : Throw.KeyError(vm, key);
    }

    /// <summary>Remove and return a (key, value) pair, the last one entered, or the first one if last is false.</summary>
    [Method("popitem", Signature = "($self, /, last=True)")]
    private static Value PopItem(Vm* vm, Dict* self, bool last)
    {
        bool found = last ? Dict.RemoveLast(self, out Value key, out Value item) : Dict.RemoveFirst(self, out key, out item);
        return found ? Value.FromObject(Tuple.New(vm, key, item)) : Throw.Raise(vm, TypeId.KeyError, "dictionary is empty");
    }

    /// <summary>Remove specified key and return its value, or the default if it is not found; without a default, raise KeyError.</summary>
    [Method("pop", Signature = "($self, /, key, default=<unrepresentable>)")]
    private static Value Pop(Vm* vm, Value self, Value key, Value fallback)
    {
        int removed = Dict.Remove(vm, (Dict*)self.AsObject, key, out Value item);
        if (removed != 0)
        {
            return removed < 0 ? Value.Undefined : item;
        }

        if (!fallback.IsUndefined)
        {
            return fallback;
        }

        int found = self.IsExactly(TypeId.OrderedDict) ? 0 : Attributes.LookupSpecial(vm, self, NameId.__missing__, out Value method);
        return found == 0 ? Throw.KeyError(vm, key) : Calls.InvokeSpecial(vm, self, NameId.__missing__, key);
    }

    /// <summary>Insert key with a value of default if key is not in the dictionary. Return the value for key.</summary>
    [Method("setdefault", Signature = "($self, /, key, default=None)")]
    private static Value SetDefault(Vm* vm, Value self, Value key, Value fallback)
    {
        if (self.IsExactly(TypeId.OrderedDict))
        {
            return Dict.SetDefault(vm, (Dict*)self.AsObject, key, fallback);
        }

        Value item = Dict.Get(vm, (Dict*)self.AsObject, key);
        return !item.IsUndefined || vm->HasPending ? item : Items.Set(vm, self, key, fallback) ? fallback : Value.Undefined;
    }

    /// <summary>Update the dictionary from a mapping or an iterable of pairs, then from the keyword arguments.</summary>
    [Method("update", Raw = true)]
    private static Value Update(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0)
        {
            return ArgumentBinder.UnboundError(vm, "OrderedDict.update"u8);
        }

        if (!Types.IsInstance(vm, args[0], TypeId.OrderedDict))
        {
            return ArgumentBinder.SelfError(vm, "OrderedDict.update"u8, args[0]);
        }

        if (argc > 2)
        {
            return Throw.TypeError(vm, $"update() takes at most 1 positional argument ({argc - 1} given)");
        }

        return OrderedDictType.Update(vm, args[0], args + 1, argc - 1, kwNames) ? Value.None : Value.Undefined;
    }

    /// <summary>Return a shallow copy of the dictionary.</summary>
    [Method("copy")]
    private static Value Copy(Vm* vm, Value self)
    {
        if (!self.IsExactly(TypeId.OrderedDict))
        {
            return Calls.Invoke(vm, Value.FromObject(Types.Of(vm, self)), self);
        }

        Value copy = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, TypeId.OrderedDict)));
        return Dict.Merge(vm, (Dict*)copy.AsObject, (Dict*)self.AsObject) ? copy : Value.Undefined;
    }

    /// <summary>Return a set-like object providing a view on the keys.</summary>
    [Method("keys")]
    private static Value Keys(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.OdictKeys);

    /// <summary>Return an object providing a view on the values.</summary>
    [Method("values")]
    private static Value Values(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.OdictValues);

    /// <summary>Return a set-like object providing a view on the items.</summary>
    [Method("items")]
    private static Value GetItems(Vm* vm, Dict* self) => DictViews.New(vm, self, TypeId.OdictItems);

    /// <summary>Return a reverse iterator over the keys.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Dict* self) => OrderedDictType.NewIterator(vm, self, TypeId.OdictKeys, true);

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Dict* dict = (Dict*)self.AsObject;
        Value items = Calls.InvokeMethod(vm, self, NameId.items);
        Value iterator = items.IsUndefined ? items : Iteration.Iterate(vm, items);
        bool hasState = dict->Attributes.IsObject && ((Dict*)dict->Attributes.AsObject)->Count > 0;
        Value empty = Value.FromObject(WellKnown.Of(vm)->EmptyTuple);
        Value* parts = stackalloc Value[5] { Value.FromObject(Types.Of(vm, self)), empty, hasState ? dict->Attributes : Value.None, Value.None, iterator };
        return iterator.IsUndefined ? iterator : Value.FromObject(Tuple.New(vm, parts, 5));
    }

    /// <summary>The attributes of the object.</summary>
    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));
}
