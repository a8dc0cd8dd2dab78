using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>enumerate</c>: a record of the iterator and the next number.</summary>
internal static unsafe class EnumerateType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    /// <summary>The next number and item without a tuple: 1 if there is one, 0 at the end or with an exception pending.</summary>
    internal static int NextPair(Vm* vm, Record* self, Value* pair)
    {
        Value item = Iteration.Next(vm, Record.Fields(self)[0]);
        if (item.IsUndefined)
        {
            return 0;
        }

        Value* fields = Record.Fields(self);
        Value number = fields[1];
        fields[1] = number.IsInt && number.AsInt < Value.MaxInt ? Value.FromInt(number.AsInt + 1) : Integers.Add(vm, number, Value.FromInt(1));
        pair[0] = number;
        pair[1] = item;
        return 1;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* pair = stackalloc Value[2];
        return NextPair(vm, (Record*)self.AsObject, pair) > 0 ? Value.FromObject(Tuple.New(vm, pair[0], pair[1])) : Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        int given = argc + (kwNames == null ? 0 : kwNames->Length);
        if (given > 2)
        {
            return Throw.TypeError(vm, $"enumerate() takes at most 2 arguments ({given} given)");
        }

        Value iterable = argc > 0 ? args[0] : Value.Undefined;
        Value start = argc > 1 ? args[1] : Value.Undefined;
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (Str.Equals(name, "iterable"u8) && iterable.IsUndefined)
            {
                iterable = args[argc + i];
            }
            else if (Str.Equals(name, "start"u8) && start.IsUndefined)
            {
                start = args[argc + i];
            }
            else
            {
                return Throw.TypeError(vm, $"'{Str.ToManaged(name)}' is an invalid keyword argument for enumerate()");
            }
        }

        if (iterable.IsUndefined)
        {
            return Throw.TypeError(vm, "enumerate() missing required argument 'iterable'");
        }

        Value first = start.IsUndefined ? Value.FromInt(0) : Integers.Index(vm, start);
        Value iterator = first.IsUndefined ? first : Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = iterator;
        Record.Fields(record)[1] = first;
        return Value.FromObject(record);
    }
}
