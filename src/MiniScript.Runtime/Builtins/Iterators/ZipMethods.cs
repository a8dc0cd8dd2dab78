using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>Iterate over tuples of one item of each iterable, up to the end of the shortest; if strict, all must be equally long.</summary>
[BuiltinType("zip")]
internal static unsafe partial class ZipMethods
{
    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Value* items = stackalloc Value[3] { Value.FromObject(Types.Of(vm, self)), fields[0], Value.True };
        return Value.FromObject(Tuple.New(vm, items, fields[1].IsTrue ? 3 : 2));
    }

    [Method("__setstate__", Signature = "($self, state, /)", Doc = "Set state information for unpickling.")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        int isStrict = Truth.Of(vm, state);
        if (isStrict < 0)
        {
            return Value.Undefined;
        }

        Record.Fields((Record*)self.AsObject)[1] = Value.FromBool(isStrict > 0);
        return Value.None;
    }
}
