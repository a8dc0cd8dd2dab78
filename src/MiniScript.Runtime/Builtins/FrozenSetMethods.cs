using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Build an immutable unordered collection of unique elements.</summary>
[BuiltinType("frozenset")]
internal static unsafe partial class FrozenSetMethods
{
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
