using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>The methods of the iterators over ranges.</summary>
[BuiltinType("range_iterator", Ids = "RangeIterator LongRangeIterator", Doc = "")]
internal static unsafe partial class RangeIteratorMethods
{
    [Method("__length_hint__", Signature = "($self, /)", Doc = "Return an estimate of the number of items that are left.")]
    private static Value LengthHint(Vm* vm, Value self) =>
        self.Is(Kind.RangeIterator) ? Value.FromInt(((RangeIterator*)self.AsObject)->Remaining) : Record.Fields((Record*)self.AsObject)[2];

    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        if (self.Is(Kind.RangeIterator))
        {
            RangeIterator* iterator = (RangeIterator*)self.AsObject;
            return IteratorStates.OfRange(vm, Integers.FromLong(vm, iterator->Next), Integers.FromLong(vm, iterator->Step), Value.FromInt(iterator->Remaining));
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        return IteratorStates.OfRange(vm, fields[0], fields[1], fields[2]);
    }

    [Method("__setstate__", Signature = "($self, state, /)", Doc = "Set state information for unpickling.")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (self.Is(Kind.RangeIterator))
        {
            RangeIterator* iterator = (RangeIterator*)self.AsObject;
            if (!IteratorStates.TryIndex(vm, state, 0, iterator->Remaining, out long index))
            {
                return Value.Undefined;
            }

            iterator->Next += index * iterator->Step;
            iterator->Remaining -= index;
            return Value.None;
        }

        Value skip = Integers.Index(vm, state);
        if (skip.IsUndefined)
        {
            return skip;
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        skip = Integers.Sign(skip) < 0 ? Value.FromInt(0) : Integers.Compare(skip, fields[2]) > 0 ? fields[2] : skip;
        fields[0] = Integers.Add(vm, fields[0], Integers.Multiply(vm, skip, fields[1]));
        fields[2] = Integers.Subtract(vm, fields[2], skip);
        return Value.None;
    }
}
