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
    [Property("__origin__")]
    private static Value Origin(Value self) => GenericAliasType.Origin(self);

    /// <summary>The arguments.</summary>
    [Property("__args__")]
    private static Value Arguments(Value self) => GenericAliasType.Arguments(self);

    /// <summary>The type variables among the arguments.</summary>
    [Property("__parameters__")]
    private static Value Parameters(Vm* vm, Value self) => Value.FromObject(WellKnown.Of(vm)->EmptyTuple);

    /// <summary>The class that stands for the alias among the bases of a class.</summary>
    [Method("__mro_entries__", Signature = "($self, bases, /)")]
    private static Value ResolveBases(Vm* vm, Value self, Value bases)
    {
        Value origin = GenericAliasType.Origin(self);
        return Value.FromObject(Tuple.New(vm, &origin, 1));
    }
}
