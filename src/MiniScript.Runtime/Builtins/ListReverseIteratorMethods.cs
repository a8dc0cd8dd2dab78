using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The iterator over a list from its end.</summary>
[BuiltinType("list_reverseiterator")]
internal static unsafe partial class ListReverseIteratorMethods
{
    /// <summary>Private method returning an estimate of len(list(it)).</summary>
    [Method("__length_hint__")]
    private static Value LengthHint(Vm* vm, Value self) => ReversedType.Remaining(vm, (Record*)self.AsObject) is var remaining && remaining < 0 ? Value.Undefined : Value.FromInt(remaining);
}
