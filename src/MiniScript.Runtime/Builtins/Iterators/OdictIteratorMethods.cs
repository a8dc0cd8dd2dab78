using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>The method of the iterators over ordered dicts.</summary>
[BuiltinType("odict_iterator", Doc = "")]
internal static unsafe partial class OdictIteratorMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self) => IteratorStates.OfRemaining(vm, (Record*)self.AsObject);
}
