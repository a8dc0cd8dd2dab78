using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>Iterate over pairs of a number and an item, the numbers counting up from start.</summary>
[BuiltinType("enumerate")]
internal static unsafe partial class EnumerateMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self) => IteratorStates.Call(vm, Value.FromObject(Types.Of(vm, self)), Record.Fields((Record*)self.AsObject), 2);

    [ClassMethod("__class_getitem__", Signature = "($type, object, /)", Doc = "See PEP 585")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);
}
