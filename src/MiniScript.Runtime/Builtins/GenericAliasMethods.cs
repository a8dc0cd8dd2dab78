using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Represent a PEP 585 generic type: for example list[int].</summary>
[BuiltinType("generic_alias")]
internal static unsafe partial class GenericAliasMethods
{
    /// <summary>The generic class.</summary>
    [Property("__origin__", Setter = nameof(Refuse))]
    private static Value Origin(Value self) => GenericAliasType.Origin(self);

    /// <summary>The arguments.</summary>
    [Property("__args__", Setter = nameof(Refuse))]
    private static Value Arguments(Value self) => GenericAliasType.Arguments(self);

    /// <summary>The type variables among the arguments.</summary>
    [Property("__parameters__")]
    private static Value Parameters(Vm* vm, Value self) => GenericAliasType.Parameters(vm, self);

    /// <summary>Whether it stands for its items.</summary>
    [Property("__unpacked__", Setter = nameof(Refuse))]
    private static Value Unpacked(Value self) => Value.FromBool(GenericAliasType.IsUnpacked(self));

    /// <summary>The arguments of an unpacked tuple; <c>None</c> of anything else.</summary>
    [Property("__typing_unpacked_tuple_args__")]
    private static Value UnpackedTuple(Vm* vm, Value self) =>
        GenericAliasType.IsUnpacked(self) && GenericAliasType.Origin(self).IsObject && GenericAliasType.Origin(self).AsObject == (void*)Types.Of(vm, TypeId.Tuple)
            ? GenericAliasType.Arguments(self)
            : Value.None;

    /// <summary>The class that stands for the alias among the bases of a class.</summary>
    [Method("__mro_entries__", Signature = "($self, bases, /)")]
    private static Value ResolveBases(Vm* vm, Value self, Value bases)
    {
        Value origin = GenericAliasType.Origin(self);
        return Value.FromObject(Tuple.New(vm, &origin, 1));
    }

    [Method("__instancecheck__", Signature = "($self, instance, /)")]
    private static Value InstanceCheck(Vm* vm, Value self, Value instance) => Throw.TypeError(vm, "isinstance() argument 2 cannot be a parameterized generic");

    [Method("__subclasscheck__", Signature = "($self, cls, /)")]
    private static Value SubclassCheck(Vm* vm, Value self, Value type) => Throw.TypeError(vm, "issubclass() argument 2 cannot be a parameterized generic");

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value state = Value.FromObject(Tuple.New(vm, GenericAliasType.Origin(self), GenericAliasType.Arguments(self)));
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), state));
    }

    private static bool Refuse(Vm* vm, Value self, Value value)
    {
        Throw.AttributeError(vm, "readonly attribute");
        return false;
    }
}
