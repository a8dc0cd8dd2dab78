using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Build an unordered collection of unique elements.</summary>
[BuiltinType("set")]
internal static unsafe partial class SetMethods
{
    /// <summary>Add an element to a set. This has no effect if the element is already present.</summary>
    [Method("add", Signature = "($self, object, /)")]
    private static Value Add(Vm* vm, SetObject* self, Value item) => SetObject.Add(vm, self, item) ? Value.None : Value.Undefined;

    /// <summary>Remove all elements from this set.</summary>
    [Method("clear")]
    private static Value Clear(Vm* vm, SetObject* self)
    {
        SetObject.Clear(vm, self);
        return Value.None;
    }

    /// <summary>Remove an element from a set if it is a member. Unlike set.remove(), the discard() method does not raise an exception when an element is missing from the set.</summary>
    [Method("discard", Signature = "($self, object, /)")]
    private static Value Discard(Vm* vm, SetObject* self, Value item)
    {
        Value key = SetType.Hashable(vm, item);
        return key.IsUndefined || SetObject.Remove(vm, self, key) < 0 ? Value.Undefined : Value.None;
    }

    /// <summary>Remove an element from a set; it must be a member. If the element is not a member, raise a KeyError.</summary>
    [Method("remove", Signature = "($self, object, /)")]
    private static Value Remove(Vm* vm, SetObject* self, Value item)
    {
        Value key = SetType.Hashable(vm, item);
        int removed = key.IsUndefined ? -1 : SetObject.Remove(vm, self, key);
        if (removed == 0)
        {
            return Throw.KeyError(vm, item);
        }

        return removed < 0 ? Value.Undefined : Value.None;
    }

    /// <summary>Remove and return an arbitrary set element. Raises KeyError if the set is empty.</summary>
    [Method("pop")]
    private static Value Pop(Vm* vm, SetObject* self)
    {
        Value item = SetObject.Pop(self);
        return item.IsUndefined ? Throw.Raise(vm, TypeId.KeyError, "pop from an empty set") : item;
    }

    /// <summary>Update the set, adding elements from all others.</summary>
    [Method("update", Signature = "($self, /, *others)")]
    private static Value Update(Vm* vm, SetObject* self, Args others) => SetAlgebra.UpdateAll(vm, self, others) ? Value.None : Value.Undefined;

    /// <summary>Update the set, removing elements found in others.</summary>
    [Method("difference_update", Signature = "($self, /, *others)")]
    private static Value DifferenceUpdate(Vm* vm, SetObject* self, Args others)
    {
        for (int i = 0; i < others.Count; i++)
        {
            if (!SetOperations.DifferenceUpdate(vm, self, others[i]))
            {
                return Value.Undefined;
            }
        }

        return Value.None;
    }

    /// <summary>Update the set, keeping only elements found in it and all others.</summary>
    [Method("intersection_update", Signature = "($self, /, *others)")]
    private static Value IntersectionUpdate(Vm* vm, SetObject* self, Args others)
    {
        Value result = SetAlgebra.Intersection(vm, self, others);
        if (result.IsUndefined)
        {
            return result;
        }

        SetObject.SwapContents(self, (SetObject*)result.AsObject);
        return Value.None;
    }

    /// <summary>Update the set, keeping only elements found in either set, but not in both.</summary>
    [Method("symmetric_difference_update", Signature = "($self, other, /)")]
    private static Value SymmetricDifferenceUpdate(Vm* vm, SetObject* self, Value other) =>
        SetOperations.SymmetricDifferenceUpdate(vm, self, other) ? Value.None : Value.Undefined;

    /// <summary>Return a shallow copy of a set.</summary>
    [Method("copy")]
    private static Value Copy(Vm* vm, SetObject* self) => SetAlgebra.Copy(vm, self);

    /// <summary>Return a new set with elements from the set that are not in the others.</summary>
    [Method("difference", Signature = "($self, /, *others)")]
    private static Value Difference(Vm* vm, SetObject* self, Args others) => SetAlgebra.Difference(vm, self, others);

    /// <summary>Return a new set with elements common to the set and all others.</summary>
    [Method("intersection", Signature = "($self, /, *others)")]
    private static Value Intersection(Vm* vm, SetObject* self, Args others) => SetAlgebra.Intersection(vm, self, others);

    /// <summary>Return True if two sets have a null intersection.</summary>
    [Method("isdisjoint", Signature = "($self, other, /)")]
    private static Value IsDisjoint(Vm* vm, SetObject* self, Value other) => SetAlgebra.IsDisjoint(vm, self, other);

    /// <summary>Report whether another set contains this set.</summary>
    [Method("issubset", Signature = "($self, other, /)")]
    private static Value IsSubset(Vm* vm, SetObject* self, Value other) => SetAlgebra.IsSubset(vm, self, other);

    /// <summary>Report whether this set contains another set.</summary>
    [Method("issuperset", Signature = "($self, other, /)")]
    private static Value IsSuperset(Vm* vm, SetObject* self, Value other) => SetAlgebra.IsSuperset(vm, self, other);

    /// <summary>Return a new set with elements in either the set or other but not both.</summary>
    [Method("symmetric_difference", Signature = "($self, other, /)")]
    private static Value SymmetricDifference(Vm* vm, SetObject* self, Value other) => SetAlgebra.SymmetricDifference(vm, self, other);

    /// <summary>Return a new set with elements from the set and all others.</summary>
    [Method("union", Signature = "($self, /, *others)")]
    private static Value Union(Vm* vm, SetObject* self, Args others) => SetAlgebra.Union(vm, self, others);

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>Return the size of the set in memory, in bytes.</summary>
    [Method("__sizeof__")]
    private static long SizeOf(SetObject* self) => sizeof(SetObject) + (self->Entries == null ? 0 : (self->Mask + 1L) * sizeof(SetEntry));
}
