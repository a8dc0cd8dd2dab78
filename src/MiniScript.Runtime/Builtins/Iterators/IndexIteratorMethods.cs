using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>The methods of the iterators that keep an index: over a list, a tuple, a string, bytes, or anything with <c>__getitem__</c>.</summary>
[BuiltinType("iterator", Ids = "ListIterator TupleIterator StrIterator BytesIterator SequenceIterator", Doc = "")]
internal static unsafe partial class IndexIteratorMethods
{
    [Method("__length_hint__", Signature = "($self, /)", Doc = "Return an estimate of the number of items that are left.")]
    private static Value LengthHint(Vm* vm, Value self)
    {
        Value over = Over(self);
        if (over.IsUndefined)
        {
            return Value.FromInt(0);
        }

        if (Types.Of(vm, over)->Slots.Length == null)
        {
            return Value.NotImplemented;
        }

        long length = Items.Length(vm, over);
        return length < 0 ? Value.Undefined : Integers.Compare(Index(self), Value.FromInt(length)) >= 0 ? Value.FromInt(0) : Integers.Subtract(vm, Value.FromInt(length), Index(self));
    }

    [Method("__reduce__", Signature = "($self, /)", Doc = "Return state information for pickling.")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value empty = Types.Of(vm, self)->Id switch
        {
            TypeId.ListIterator => Value.FromObject(List.New(vm)),
            TypeId.StrIterator => Value.FromObject(Str.Intern(vm, ""u8)),
            _ => Value.FromObject(WellKnown.Of(vm)->EmptyTuple),
        };
        return IteratorStates.Indexed(vm, Over(self), Index(self), empty);
    }

    [Method("__setstate__", Signature = "($self, state, /)", Doc = "Set state information for unpickling.")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (!IteratorStates.TryIndex(vm, state, -1, long.MaxValue, out long index))
        {
            return Value.Undefined;
        }

        Value over = Over(self);
        if (over.IsUndefined)
        {
            return Value.None;
        }

        bool isBounded = Types.Of(vm, self)->Id != TypeId.SequenceIterator;
        long most = isBounded ? Items.Length(vm, over) : long.MaxValue;
        if (most < 0)
        {
            return Value.Undefined;
        }

        // The iterator over a list is at its end below its start.
        index = index < 0 && Types.Of(vm, self)->Id == TypeId.ListIterator ? most : Math.Clamp(index, 0, most);
        if (self.Is(Kind.SequenceIterator))
        {
            ((SequenceIterator*)self.AsObject)->Next = index;
        }
        else
        {
            Record.Fields((Record*)self.AsObject)[1] = Integers.FromLong(vm, index);
        }

        return Value.None;
    }

    /// <summary>What the iterator goes over; undefined once exhausted.</summary>
    private static Value Over(Value self) =>
        self.Is(Kind.SequenceIterator) ? ((SequenceIterator*)self.AsObject)->Sequence : Record.Fields((Record*)self.AsObject)[0];

    private static Value Index(Value self) =>
        self.Is(Kind.SequenceIterator) ? Value.FromInt(((SequenceIterator*)self.AsObject)->Next) : Record.Fields((Record*)self.AsObject)[1];
}
