using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>The iterator over a deque from its end.</summary>
[BuiltinType("_deque_reverse_iterator")]
internal static unsafe partial class DequeReverseIteratorMethods
{
    /// <summary>Private method returning an estimate of len(list(it)).</summary>
    [Method("__length_hint__")]
    private static Value LengthHint(Value self) => Value.FromInt(DequeType.Remaining(self));

    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self) => DequeType.ReduceIterator(vm, self);
}
