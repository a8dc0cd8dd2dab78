using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>zip</c>: a record of the tuple of iterators and whether they must be equally long.</summary>
internal static unsafe class ZipType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    /// <summary>The iterators of some iterables; null with an exception pending.</summary>
    public static Tuple* IterateAll(Vm* vm, Value* iterables, int count)
    {
        Tuple* iterators = Tuple.Allocate(vm, count);
        if (iterators == null)
        {
            return null;
        }

        new Span<Value>(Tuple.Items(iterators), count).Clear();
        for (int i = 0; i < count; i++)
        {
            Value iterator = Iteration.Iterate(vm, iterables[i]);
            if (iterator.IsUndefined)
            {
                return null;
            }

            Tuple.Items(iterators)[i] = iterator;
        }

        return iterators;
    }

    /// <summary>The next pair of items without a tuple: 1 if there is one, 0 at the end or with an exception pending, -1 if these are not pairs.</summary>
    internal static int NextPair(Vm* vm, Record* self, Value* pair)
    {
        Tuple* iterators = (Tuple*)Record.Fields(self)[0].AsObject;
        if (iterators->Length != 2 || Record.Fields(self)[1].IsTrue)
        {
            return -1;
        }

        Value first = Iteration.Next(vm, Tuple.Items(iterators)[0]);
        Value second = first.IsUndefined ? first : Iteration.Next(vm, Tuple.Items(iterators)[1]);
        if (second.IsUndefined)
        {
            return 0;
        }

        pair[0] = first;
        pair[1] = second;
        return 1;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Tuple* iterators = (Tuple*)Record.Fields((Record*)self.AsObject)[0].AsObject;
        int count = iterators->Length;
        if (count == 0)
        {
            return Value.Undefined;
        }

        Tuple* items = Tuple.Allocate(vm, count);
        if (items == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(items), count).Clear();
        for (int i = 0; i < count; i++)
        {
            Value item = Iteration.Next(vm, Tuple.Items(iterators)[i]);
            if (item.IsUndefined)
            {
                bool isStrict = Record.Fields((Record*)self.AsObject)[1].IsTrue;
                return vm->HasPending || !isStrict ? item : CheckEnds(vm, iterators, i);
            }

            Tuple.Items(items)[i] = item;
        }

        return Value.FromObject(items);
    }

    /// <summary>One iterator of a strict zip has ended: all others must have.</summary>
    private static Value CheckEnds(Vm* vm, Tuple* iterators, int ended)
    {
        if (ended > 0)
        {
            return Throw.ValueError(vm, $"zip() argument {ended + 1} is shorter than argument{Before(ended)}");
        }

        for (int i = 1; i < iterators->Length; i++)
        {
            Value item = Iteration.Next(vm, Tuple.Items(iterators)[i]);
            if (!item.IsUndefined)
            {
                return Throw.ValueError(vm, $"zip() argument {i + 1} is longer than argument{Before(i)}");
            }

            if (vm->HasPending)
            {
                return item;
            }
        }

        return Value.Undefined;
    }

    private static string Before(int index) => index == 1 ? " 1" : $"s 1-{index}";

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        bool isStrict = false;
        if (kwNames != null && kwNames->Length > 0)
        {
            if (kwNames->Length > 1)
            {
                return Throw.TypeError(vm, $"zip() takes at most 1 keyword argument ({kwNames->Length} given)");
            }

            Str* name = (Str*)Tuple.Items(kwNames)[0].AsObject;
            if (!Str.Equals(name, "strict"u8))
            {
                return Throw.TypeError(vm, $"zip() got an unexpected keyword argument '{Str.ToManaged(name)}'");
            }

            int truth = Truth.Of(vm, args[argc]);
            if (truth < 0)
            {
                return Value.Undefined;
            }

            isStrict = truth > 0;
        }

        Tuple* iterators = IterateAll(vm, args, argc);
        if (iterators == null)
        {
            return Value.Undefined;
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = Value.FromObject(iterators);
        Record.Fields(record)[1] = Value.FromBool(isStrict);
        return Value.FromObject(record);
    }
}
