using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>The method of the iterator that calls until it meets a sentinel.</summary>
[BuiltinType("callable_iterator", Doc = "")]
internal static unsafe partial class CallableIteratorMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        return fields[0].IsUndefined
            ? IteratorStates.OfIter(vm, Value.FromObject(WellKnown.Of(vm)->EmptyTuple))
            : IteratorStates.Call(vm, IteratorStates.Iter(vm), fields, 2);
    }
}
