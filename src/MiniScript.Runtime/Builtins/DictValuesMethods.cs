using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>A view of the values of a dict.</summary>
[BuiltinType("dict_values")]
internal static unsafe partial class DictValuesMethods
{
    /// <summary>Return a reverse iterator over the dict values.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Value self) => DictViews.Iterate(vm, self, isReverse: true);

    /// <summary>dictionary that this view refers to</summary>
    [Property("mapping")]
    private static Value Mapping(Vm* vm, Value self) => MappingProxyType.New(vm, DictViews.DictOf(self));
}
