using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Arrays;

/// <summary>The iterator over an array: a record of the array, undefined at the end, and the next index.</summary>
[BuiltinType("arrayiterator")]
internal static unsafe partial class ArrayIteratorMethods
{
    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        return Iterators.IteratorStates.Indexed(vm, fields[0], fields[1], Value.FromObject(WellKnown.Of(vm)->EmptyTuple));
    }

    /// <summary>Set state information for unpickling.</summary>
    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, long state)
    {
        Record.Fields((Record*)self.AsObject)[1] = Value.FromInt(Math.Max(state, 0));
        return Value.None;
    }
}
