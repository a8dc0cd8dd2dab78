using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

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
        Value iter = Dict.GetStr(WellKnown.Of(vm)->Builtins, Str.Intern(vm, "iter"u8));
        Value over = fields[0].IsUndefined ? Value.FromObject(WellKnown.Of(vm)->EmptyTuple) : fields[0];
        Value* items = stackalloc Value[3] { iter, Value.FromObject(Tuple.New(vm, &over, 1)), fields[1] };
        return Value.FromObject(Tuple.New(vm, items, fields[0].IsUndefined ? 2 : 3));
    }

    /// <summary>Set state information for unpickling.</summary>
    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, long state)
    {
        Record.Fields((Record*)self.AsObject)[1] = Value.FromInt(Math.Max(state, 0));
        return Value.None;
    }
}
