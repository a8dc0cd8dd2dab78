using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>reversed</c> and <c>list_reverseiterator</c>: records of the sequence (undefined once exhausted) and the index of the next item.</summary>
internal static unsafe class ReversedType
{
    /// <summary>Sets the slots of <c>reversed</c>, which reads any sequence by <c>__getitem__</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    /// <summary>Sets the slots of <c>list_reverseiterator</c>.</summary>
    public static void InitializeListSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &NextOfList;
    }

    /// <summary>An iterator over a list from its end.</summary>
    public static Value OfList(Vm* vm, List* list) => New(vm, TypeId.ListReverseIterator, Value.FromObject(list), list->Length);

    /// <summary>Items still to come; -1 with an exception pending.</summary>
    public static long Remaining(Vm* vm, Record* iterator)
    {
        Value* fields = Record.Fields(iterator);
        if (fields[0].IsUndefined)
        {
            return 0;
        }

        long length = Items.Length(vm, fields[0]);
        return length < 0 ? -1 : length <= Record.Fields(iterator)[1].AsInt ? 0 : Record.Fields(iterator)[1].AsInt + 1;
    }

    private static Value New(Vm* vm, TypeId type, Value sequence, long length) => New(vm, Types.Of(vm, type), sequence, length);

    private static Value New(Vm* vm, TypeObject* type, Value sequence, long length)
    {
        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = sequence;
        Record.Fields(record)[1] = Value.FromInt(length - 1);
        return Value.FromObject(record);
    }

    private static Value NextOfList(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        List* list = (List*)fields[0].AsObject;
        long index = fields[1].AsInt;
        if ((ulong)index >= (ulong)list->Length)
        {
            fields[0] = Value.Undefined;
            return Value.Undefined;
        }

        fields[1] = Value.FromInt(index - 1);
        return list->Items[index];
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        long index = fields[1].AsInt;
        if (index >= 0)
        {
            Value item = Items.Get(vm, fields[0], Value.FromInt(index));
            if (!item.IsUndefined)
            {
                Record.Fields((Record*)self.AsObject)[1] = Value.FromInt(index - 1);
                return item;
            }

            if (!Throw.ClearIf(vm, TypeId.IndexError) && !Throw.ClearIf(vm, TypeId.StopIteration))
            {
                return Value.Undefined;
            }
        }

        Record.Fields((Record*)self.AsObject)[0] = Value.Undefined;
        return Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "reversed"))
        {
            return Value.Undefined;
        }

        if (argc != 1)
        {
            return Throw.TypeError(vm, $"reversed expected 1 argument, got {argc}");
        }

        Value sequence = args[0];
        if (sequence.IsExactly(TypeId.List))
        {
            return OfList(vm, (List*)sequence.AsObject);
        }

        int found = Attributes.LookupSpecial(vm, sequence, NameId.__reversed__, out Value method);
        if (found < 0)
        {
            return Value.Undefined;
        }

        if (found > 0 && !method.IsNone)
        {
            return Calls.Invoke(vm, method);
        }

        Slots* slots = &Types.Of(vm, sequence)->Slots;
        if (found > 0 || slots->GetItem == null || slots->Length == null || sequence.Is(Kind.Dict) || sequence.Is(Kind.Set))
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, sequence)}' object is not reversible");
        }

        long length = Items.Length(vm, sequence);
        return length < 0 ? Value.Undefined : New(vm, type, sequence, length);
    }
}
