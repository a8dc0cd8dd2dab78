using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The iterator protocol.</summary>
public static unsafe class Iteration
{
    /// <summary><c>iter(value)</c>.</summary>
    public static Value Iterate(Vm* vm, Value value)
    {
        TypeObject* type = Types.Of(vm, value);
        if (type->Slots.Iterate != null)
        {
            Value iterator = type->Slots.Iterate(vm, value);
            if (!iterator.IsUndefined && Types.Of(vm, iterator)->Slots.Next == null)
            {
                return Throw.TypeError(vm, $"iter() returned non-iterator of type '{Types.NameOf(vm, iterator)}'");
            }

            return iterator;
        }

        if (type->Slots.GetItem != null && !value.Is(Kind.Dict))
        {
            Record* iterator = Record.New(vm, TypeId.SequenceIterator, 2);
            Record.Fields(iterator)[0] = value;
            Record.Fields(iterator)[1] = Value.FromInt(0);
            return Value.FromObject(iterator);
        }

        return Throw.TypeError(vm, $"'{Types.NameOf(vm, value)}' object is not iterable");
    }

    /// <summary>
    /// The next item; <see cref="Value.Undefined"/> with nothing pending at the end. <c>StopIteration</c> from script is the end too. A safepoint, whatever
    /// the iterator: native iterators over native iterators make garbage without a call of script.
    /// </summary>
    public static Value Next(Vm* vm, Value iterator)
    {
        if (iterator.Is(Kind.SequenceIterator))
        {
            SequenceIterator* sequence = (SequenceIterator*)iterator.AsObject;
            if (sequence->Sequence.Is(Kind.List) && sequence->Next < ((List*)sequence->Sequence.AsObject)->Length)
            {
                return ((List*)sequence->Sequence.AsObject)->Items[sequence->Next++];
            }
        }

        if (vm->SafepointRequests != 0 && !Safepoints.Serve(vm))
        {
            return Value.Undefined;
        }

        TypeObject* type = Types.Of(vm, iterator);
        if (type->Slots.Next == null)
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, iterator)}' object is not an iterator");
        }

        Value item = type->Slots.Next(vm, iterator);
        if (item.IsUndefined && vm->HasPending)
        {
            Throw.ClearIf(vm, TypeId.StopIteration);
        }

        return item;
    }

    /// <summary>As <see cref="Next"/>, and the items of a generator go to a sink as long as it takes them: the next item that it did not take.</summary>
    internal static Value NextInto(Vm* vm, Value iterator, ItemSink* sink)
    {
        if (!iterator.IsExactly(TypeId.Generator) || ((Generator*)iterator.AsObject)->State is not (GeneratorState.Created or GeneratorState.Suspended))
        {
            return Next(vm, iterator);
        }

        Value item = Generators.ResumeInto(vm, (Generator*)iterator.AsObject, sink);
        if (item.IsUndefined && vm->HasPending)
        {
            Throw.ClearIf(vm, TypeId.StopIteration);
        }

        return item;
    }

    /// <summary><c>list(iterable)</c>.</summary>
    public static List* ToList(Vm* vm, Value iterable)
    {
        List* list = List.New(vm);
        return Extend(vm, list, iterable) ? list : null;
    }

    /// <summary><c>tuple(iterable)</c>.</summary>
    public static Tuple* ToTuple(Vm* vm, Value iterable)
    {
        if (iterable.IsExactly(TypeId.Tuple))
        {
            return (Tuple*)iterable.AsObject;
        }

        List* list = iterable.IsExactly(TypeId.List) ? (List*)iterable.AsObject : ToList(vm, iterable);
        return list == null ? null : Tuple.New(vm, list->Items, list->Length);
    }

    private static bool ExtendByKeys(Vm* vm, List* list, Dict* dict)
    {
        if (!List.Reserve(vm, list, (long)list->Length + dict->Count))
        {
            return false;
        }

        int position = 0;
        while (Dict.Next(dict, ref position, out Value key, out _))
        {
            list->Items[list->Length++] = key;
        }

        return true;
    }

    /// <summary>Appends every item of an iterable to a list.</summary>
    public static bool Extend(Vm* vm, List* list, Value iterable)
    {
        if (iterable.IsExactly(TypeId.List) || iterable.IsExactly(TypeId.Tuple))
        {
            bool isList = iterable.Is(Kind.List);
            int count = isList ? ((List*)iterable.AsObject)->Length : ((Tuple*)iterable.AsObject)->Length;
            if (!List.Reserve(vm, list, (long)list->Length + count))
            {
                return false;
            }

            Value* source = isList ? ((List*)iterable.AsObject)->Items : Tuple.Items((Tuple*)iterable.AsObject);
            new ReadOnlySpan<Value>(source, count).CopyTo(new Span<Value>(list->Items + list->Length, count));
            list->Length += count;
            return true;
        }

        if (iterable.IsExactly(TypeId.Dict))
        {
            return ExtendByKeys(vm, list, (Dict*)iterable.AsObject);
        }

        Value iterator = Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return false;
        }

        long hint = LengthHint(vm, iterable);
        if (hint < 0 || (hint > 0 && hint < 1 << 20 && !List.Reserve(vm, list, list->Length + hint)))
        {
            return false;
        }

        if (iterator.IsExactly(TypeId.Generator))
        {
            return ExtendByGenerator(vm, list, iterator);
        }

        TypeObject* type = Types.Of(vm, iterator);
        var next = type->Slots.Next;
        while (true)
        {
            Value item = next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending || Throw.ClearIf(vm, TypeId.StopIteration);
            }

            if (!List.Append(vm, list, item) || (vm->SafepointRequests != 0 && !Safepoints.Serve(vm)))
            {
                return false;
            }
        }
    }

    private static bool ExtendByGenerator(Vm* vm, List* list, Value generator)
    {
        ListSink sink = new() { Sink = new() { Take = &TakeIntoList }, List = list };
        while (true)
        {
            Value item = NextInto(vm, generator, &sink.Sink);
            if (item.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (!List.Append(vm, list, item))
            {
                return false;
            }
        }
    }

    private static bool TakeIntoList(ItemSink* sink, Value item)
    {
        List* list = ((ListSink*)sink)->List;
        if (list->Length == list->Capacity)
        {
            return false;
        }

        list->Items[list->Length++] = item;
        return true;
    }

    private struct ListSink
    {
        public ItemSink Sink;
        public List* List;
    }

    /// <summary>A guess at how many items an iterable has, 0 if unknown; -1 with an exception pending.</summary>
    public static long LengthHint(Vm* vm, Value value)
    {
        TypeObject* type = Types.Of(vm, value);
        if (type->Slots.Length != null)
        {
            long length = type->Slots.Length(vm, value);
            if (length < 0 && !Throw.ClearIf(vm, TypeId.TypeError))
            {
                return -1;
            }

            return Math.Max(length, 0);
        }

        if (value.Is(Kind.RangeIterator))
        {
            return ((RangeIterator*)value.AsObject)->Remaining;
        }

        return type->Id == TypeId.Invalid ? AskForHint(vm, value) : 0;
    }

    /// <summary>What the <c>__length_hint__</c> of an instance of a script class says.</summary>
    private static long AskForHint(Vm* vm, Value value)
    {
        int found = Attributes.LookupSpecial(vm, value, NameId.__length_hint__, out _);
        if (found <= 0)
        {
            return found;
        }

        Value hint = Calls.InvokeSpecial(vm, value, NameId.__length_hint__);
        if (hint.IsUndefined)
        {
            return Throw.ClearIf(vm, TypeId.TypeError) ? 0 : -1;
        }

        if (hint == Value.NotImplemented)
        {
            return 0;
        }

        if (!Integers.IsInteger(hint))
        {
            Throw.TypeError(vm, $"__length_hint__ must be an integer, not {Types.NameOf(vm, hint)}");
            return -1;
        }

        if (!IndexArguments.TryIndex(vm, hint, out long count) || count < 0)
        {
            _ = vm->HasPending ? default : Throw.ValueError(vm, "__length_hint__() should return >= 0");
            return -1;
        }

        return count;
    }
}
