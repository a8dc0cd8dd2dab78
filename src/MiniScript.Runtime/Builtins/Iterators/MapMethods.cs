using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>Iterate over what the function returns for the items of the iterables, one of each a call, up to the end of the shortest.</summary>
[BuiltinType("map")]
internal static unsafe partial class MapMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Tuple* iterators = (Tuple*)fields[1].AsObject;
        Tuple* arguments = Tuple.Allocate(vm, iterators->Length + 1);
        if (arguments == null)
        {
            return Value.Undefined;
        }

        Tuple.Items(arguments)[0] = fields[0];
        new ReadOnlySpan<Value>(Tuple.Items(iterators), iterators->Length).CopyTo(new Span<Value>(Tuple.Items(arguments) + 1, iterators->Length));
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(arguments)));
    }
}
