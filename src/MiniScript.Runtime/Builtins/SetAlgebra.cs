using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The methods that <c>set</c> and <c>frozenset</c> share.</summary>
internal static unsafe class SetAlgebra
{
    /// <summary>A plain set of the same built-in type; a frozenset itself if it is one exactly.</summary>
    public static Value Copy(Vm* vm, SetObject* self)
    {
        Value value = Value.FromObject(self);
        return value.IsExactly(TypeId.FrozenSet) ? value : Value.FromObject(SetOperations.Copy(vm, self, SetType.BaseOf(vm, value)));
    }

    /// <summary>The union with some iterables.</summary>
    public static Value Union(Vm* vm, SetObject* self, Args others)
    {
        SetObject* union = SetOperations.Copy(vm, self, SetType.BaseOf(vm, Value.FromObject(self)));
        return union != null && UpdateAll(vm, union, others) ? Value.FromObject(union) : Value.Undefined;
    }

    /// <summary>Adds the items of some iterables; false with an exception pending.</summary>
    public static bool UpdateAll(Vm* vm, SetObject* self, Args others)
    {
        for (int i = 0; i < others.Count; i++)
        {
            if (!SetOperations.Update(vm, self, others[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The keys that all of some iterables have.</summary>
    public static Value Intersection(Vm* vm, SetObject* self, Args others)
    {
        TypeId type = SetType.BaseOf(vm, Value.FromObject(self));
        if (others.Count == 0)
        {
            return Value.FromObject(SetOperations.Copy(vm, self, type));
        }

        SetObject* result = self;
        for (int i = 0; result != null && i < others.Count; i++)
        {
            result = SetOperations.Intersection(vm, result, others[i], type);
        }

        return Value.FromObject(result);
    }

    /// <summary>The keys that none of some iterables has.</summary>
    public static Value Difference(Vm* vm, SetObject* self, Args others)
    {
        TypeId type = SetType.BaseOf(vm, Value.FromObject(self));
        if (others.Count == 0)
        {
            return Copy(vm, self);
        }

        SetObject* result = SetOperations.Difference(vm, self, others[0], type);
        for (int i = 1; result != null && i < others.Count; i++)
        {
            result = SetOperations.DifferenceUpdate(vm, result, others[i]) ? result : null;
        }

        return Value.FromObject(result);
    }

    /// <summary>The keys that exactly one of the set and an iterable has.</summary>
    public static Value SymmetricDifference(Vm* vm, SetObject* self, Value other)
    {
        SetObject* result = SetObject.New(vm, SetType.BaseOf(vm, Value.FromObject(self)));
        return SetOperations.Update(vm, result, other) && SetOperations.SymmetricDifferenceUpdate(vm, result, Value.FromObject(self))
            ? Value.FromObject(result)
            : Value.Undefined;
    }

    /// <summary>Whether every key is among the items of an iterable.</summary>
    public static Value IsSubset(Vm* vm, SetObject* self, Value other)
    {
        SetObject* items = SetOperations.AsSet(vm, other);
        return items == null ? Value.Undefined : FromTruth(SetOperations.IsSubset(vm, self, items));
    }

    /// <summary>Whether every item of an iterable is a key.</summary>
    public static Value IsSuperset(Vm* vm, SetObject* self, Value other)
    {
        if (other.Is(Kind.Set))
        {
            return FromTruth(SetOperations.IsSubset(vm, (SetObject*)other.AsObject, self));
        }

        Value iterator = Iteration.Iterate(vm, other);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : Value.True;
            }

            int found = SetObject.Contains(vm, self, item);
            if (found <= 0)
            {
                return FromTruth(found);
            }
        }

        return Value.Undefined;
    }

    /// <summary>Whether no item of an iterable is a key.</summary>
    public static Value IsDisjoint(Vm* vm, SetObject* self, Value other) => FromTruth(SetOperations.IsDisjoint(vm, self, other));

    /// <summary>A truth of 1 or 0 as a value; <see cref="Value.Undefined"/> for -1.</summary>
    public static Value FromTruth(int truth) => truth < 0 ? Value.Undefined : Value.FromBool(truth > 0);
}
