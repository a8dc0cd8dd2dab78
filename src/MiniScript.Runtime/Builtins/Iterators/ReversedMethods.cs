using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>Return a reverse iterator over the values of the given sequence.</summary>
[BuiltinType("reversed", Ids = "Reversed ListReverseIterator")]
internal static unsafe partial class ReversedMethods
{
    [Method("__length_hint__", Signature = "($self, /)", Doc = "Return an estimate of the number of items that are left.")]
    private static Value LengthHint(Vm* vm, Value self) =>
        ReversedType.Remaining(vm, (Record*)self.AsObject) is var remaining && remaining < 0 ? Value.Undefined : Value.FromInt(remaining);

    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        TypeObject* type = Types.Of(vm, self);
        bool isList = type->Id == TypeId.ListReverseIterator;
        Value callee = Value.FromObject(isList ? Types.Of(vm, TypeId.Reversed) : type);
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (!fields[0].IsUndefined)
        {
            return IteratorStates.CallWithState(vm, callee, fields[0], fields[1]);
        }

        Value empty = isList ? Value.FromObject(List.New(vm)) : Value.FromObject(WellKnown.Of(vm)->EmptyTuple);
        return IteratorStates.Call(vm, callee, &empty, 1);
    }

    [Method("__setstate__", Signature = "($self, state, /)", Doc = "Set state information for unpickling.")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (!IteratorStates.TryIndex(vm, state, -1, long.MaxValue, out long index))
        {
            return Value.Undefined;
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        if (!fields[0].IsUndefined)
        {
            long length = Items.Length(vm, fields[0]);
            if (length < 0)
            {
                return Value.Undefined;
            }

            fields[1] = Value.FromInt(Math.Min(index, length - 1));
        }

        return Value.None;
    }
}
