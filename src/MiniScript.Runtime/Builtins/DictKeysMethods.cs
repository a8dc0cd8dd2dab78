using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>A view of the keys of a dict.</summary>
[BuiltinType("dict_keys")]
internal static unsafe partial class DictKeysMethods
{
    /// <summary>Return a reverse iterator over the dict keys.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Value self) => DictViews.Iterate(vm, self, isReverse: true);

    /// <summary>dictionary that this view refers to</summary>
    [Property("mapping")]
    private static Value Mapping(Vm* vm, Value self) => MappingProxyType.New(vm, DictViews.DictOf(self));

    /// <summary>Return True if the view and the given iterable have a null intersection.</summary>
    [Method("isdisjoint", Signature = "($self, object, /)")]
    private static Value IsDisjoint(Vm* vm, Value self, Value other)
    {
        int disjoint = DictViews.IsDisjoint(vm, self, other);
        return disjoint < 0 ? Value.Undefined : Value.FromBool(disjoint > 0);
    }
}
