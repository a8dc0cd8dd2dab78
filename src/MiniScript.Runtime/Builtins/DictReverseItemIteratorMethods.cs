using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The iterator over the items of a dict from its end.</summary>
[BuiltinType("dict_reverseitemiterator")]
internal static unsafe partial class DictReverseItemIteratorMethods
{
    /// <summary>Private method returning an estimate of len(list(it)).</summary>
    [Method("__length_hint__")]
    private static Value LengthHint(Vm* vm, Value self) => Value.FromInt(DictIterators.Remaining((Record*)self.AsObject));
}
