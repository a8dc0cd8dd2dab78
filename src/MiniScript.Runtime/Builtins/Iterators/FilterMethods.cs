using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>Iterate over the items for which the function is true, or that are true themselves if it is None.</summary>
[BuiltinType("filter")]
internal static unsafe partial class FilterMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self) => IteratorStates.Call(vm, Value.FromObject(Types.Of(vm, self)), Record.Fields((Record*)self.AsObject), 2);
}
