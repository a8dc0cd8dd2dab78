using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>The iterators that let some items of another through: <c>compress</c>, <c>dropwhile</c>, <c>filterfalse</c>, <c>takewhile</c>.</summary>
internal static unsafe class Selections
{
    /// <summary>Sets the slots of <c>compress</c>: iterator over the data, iterator over the selectors.</summary>
    public static void InitializeCompress(TypeObject* type) => Parts.Initialize(type, &NextCompressed, &NewCompress);

    /// <summary>Sets the slots of <c>dropwhile</c>: iterator, predicate (undefined once it has been false).</summary>
    public static void InitializeDropWhile(TypeObject* type) => Parts.Initialize(type, &NextDropping, &NewDropWhile);

    /// <summary>Sets the slots of <c>filterfalse</c>: iterator, predicate.</summary>
    public static void InitializeFilterFalse(TypeObject* type) => Parts.Initialize(type, &NextFalse, &NewFilterFalse);

    /// <summary>Sets the slots of <c>takewhile</c>: iterator (undefined once exhausted), predicate.</summary>
    public static void InitializeTakeWhile(TypeObject* type) => Parts.Initialize(type, &NextTaking, &NewTakeWhile);

    private static Value NewCompress(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 3, false, false);
        if (!ArgumentBinder.Bind(vm, "compress"u8, "data\0selectors\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        Value data = Iteration.Iterate(vm, slots[0]);
        Value selectors = data.IsUndefined ? data : Iteration.Iterate(vm, slots[1]);
        if (selectors.IsUndefined)
        {
            return selectors;
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = data;
        Record.Fields(record)[1] = selectors;
        return Value.FromObject(record);
    }

    private static Value NewDropWhile(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Create(vm, type, "dropwhile", args, argc, kwNames);

    private static Value NewFilterFalse(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Create(vm, type, "filterfalse", args, argc, kwNames);

    private static Value NewTakeWhile(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Create(vm, type, "takewhile", args, argc, kwNames);

    private static Value Create(Vm* vm, TypeObject* type, string name, Value* args, int argc, Tuple* kwNames) =>
        Parts.TakesExactly(vm, type, name, 2, argc, kwNames) ? Parts.NewOver(vm, type, args[1], args[0]) : Value.Undefined;

    private static Value NextCompressed(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        while (true)
        {
            Value item = Iteration.Next(vm, fields[0]);
            Value selector = item.IsUndefined ? item : Iteration.Next(vm, fields[1]);
            int truth = selector.IsUndefined ? -1 : Truth.Of(vm, selector);
            if (truth != 0)
            {
                return truth < 0 ? Value.Undefined : item;
            }
        }
    }

    private static Value NextDropping(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        while (true)
        {
            Value item = Iteration.Next(vm, fields[0]);
            if (item.IsUndefined || fields[1].IsUndefined)
            {
                return item;
            }

            int truth = Ask(vm, fields[1], item);
            if (truth <= 0)
            {
                fields[1] = truth < 0 ? fields[1] : Value.Undefined;
                return truth < 0 ? Value.Undefined : item;
            }
        }
    }

    private static Value NextFalse(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        while (true)
        {
            Value item = Iteration.Next(vm, fields[0]);
            if (item.IsUndefined)
            {
                return item;
            }

            bool isPlain = fields[1].IsNone || fields[1] == Value.FromObject(Types.Of(vm, TypeId.Bool));
            int truth = isPlain ? Truth.Of(vm, item) : Ask(vm, fields[1], item);
            if (truth <= 0)
            {
                return truth < 0 ? Value.Undefined : item;
            }
        }
    }

    private static Value NextTaking(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Value item = fields[0].IsUndefined ? Value.Undefined : Iteration.Next(vm, fields[0]);
        if (item.IsUndefined)
        {
            return item;
        }

        int truth = Ask(vm, fields[1], item);
        if (truth == 0)
        {
            fields[0] = Value.Undefined;
        }

        return truth <= 0 ? Value.Undefined : item;
    }

    private static int Ask(Vm* vm, Value predicate, Value item)
    {
        Value answer = Calls.Invoke(vm, predicate, item);
        return answer.IsUndefined ? -1 : Truth.Of(vm, answer);
    }
}
