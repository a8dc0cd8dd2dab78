using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>accumulate</c>: iterator, function or <c>None</c>, the total so far (undefined at the start), the initial value (undefined once used).</summary>
internal static unsafe class Accumulate
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        BindShape shape = new(3, 0, 2, 1, false, false);
        if (!ArgumentBinder.Bind(vm, "accumulate"u8, "iterable\0func\0initial\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        Value self = Parts.NewOver(vm, type, slots[0], slots[1].IsUndefined ? Value.None : slots[1], 4);
        if (!self.IsUndefined && !slots[2].IsNone)
        {
            Parts.Of(self)[3] = slots[2];
        }

        return self;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (!fields[3].IsUndefined)
        {
            fields[2] = fields[3];
            fields[3] = Value.Undefined;
            return fields[2];
        }

        Value item = Iteration.Next(vm, fields[0]);
        if (item.IsUndefined)
        {
            return item;
        }

        Value total = fields[2];
        if (!total.IsUndefined)
        {
            item = fields[1].IsNone ? Operators.Binary(vm, BinaryOperation.Add, total, item) : Calls.Invoke(vm, fields[1], total, item);
        }

        if (!item.IsUndefined)
        {
            fields[2] = item;
        }

        return item;
    }
}
