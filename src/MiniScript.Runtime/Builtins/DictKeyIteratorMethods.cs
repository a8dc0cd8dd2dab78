using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The iterator over the keys of a dict.</summary>
[BuiltinType("dict_keyiterator")]
internal static unsafe partial class DictKeyIteratorMethods
{
    /// <summary>Private method returning an estimate of len(list(it)).</summary>
    [Method("__length_hint__")]
    private static Value LengthHint(Vm* vm, Value self) => Value.FromInt(DictIterators.Remaining((Record*)self.AsObject));
}
