using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>The methods of the iterators over sets and over keys, values and items of dicts.</summary>
[BuiltinType("dict_iterator", Ids = "SetIterator DictKeyIterator DictValueIterator DictItemIterator DictReverseKeyIterator DictReverseValueIterator DictReverseItemIterator", Doc = "")]
internal static unsafe partial class EntryIteratorMethods
{
    [Method("__length_hint__", Signature = "($self, /)", Doc = "Return an estimate of the number of items that are left.")]
    private static Value LengthHint(Vm* vm, Value self)
    {
        Record* iterator = (Record*)self.AsObject;
        return Value.FromInt(Types.Of(vm, self)->Id == TypeId.SetIterator ? SetIterators.Remaining(iterator) : DictIterators.Remaining(iterator));
    }

    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self) => IteratorStates.OfRemaining(vm, (Record*)self.AsObject);
}
