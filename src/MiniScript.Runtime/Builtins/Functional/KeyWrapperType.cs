using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>What cmp_to_key() makes: called with an object it gives a key that compares as the function says.</summary>
/// <remarks>A record: the comparison, the object (undefined in what cmp_to_key() itself returns).</remarks>
[BuiltinType("KeyWrapper")]
internal static unsafe partial class KeyWrapperType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Call = &Call;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = null;
    }

    /// <summary>A wrapper around an object.</summary>
    public static Value New(Vm* vm, Value comparison, Value wrapped)
    {
        Record* key = Record.New(vm, TypeId.KeyWrapper, 2);
        Record.Fields(key)[0] = comparison;
        Record.Fields(key)[1] = wrapped;
        return Value.FromObject(key);
    }

    /// <summary>Value wrapped by a key function.</summary>
    [Property("obj", Setter = nameof(SetWrapped))]
    private static Value Wrapped(Vm* vm, Value self)
    {
        Value wrapped = Record.Fields((Record*)self.AsObject)[1];
        return wrapped.IsUndefined ? Throw.AttributeError(vm, "object") : wrapped;
    }

    private static bool SetWrapped(Vm* vm, Value self, Value value)
    {
        Record.Fields((Record*)self.AsObject)[1] = value;
        return true;
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        Value comparison = Record.Fields((Record*)callee.AsObject)[0];
        if (argc == 1 && kwNames == null)
        {
            return New(vm, comparison, args[0]);
        }

        Value* slots = stackalloc Value[1];
        BindShape shape = new(1, 0, 1, 1, false, false);
        return ArgumentBinder.Bind(vm, "K"u8, "obj\0"u8, in shape, args, argc, kwNames, slots, out _, out _) ? New(vm, comparison, slots[0]) : Value.Undefined;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!left.IsExactly(TypeId.KeyWrapper) || !right.IsExactly(TypeId.KeyWrapper))
        {
            return Throw.TypeError(vm, "other argument must be K instance");
        }

        Value* a = Record.Fields((Record*)left.AsObject);
        Value* b = Record.Fields((Record*)right.AsObject);
        if (a[1].IsUndefined || b[1].IsUndefined)
        {
            return Throw.AttributeError(vm, "object");
        }

        Value order = Calls.Invoke(vm, a[0], a[1], b[1]);
        return order.IsUndefined ? order
            : order.IsInt ? Value.FromBool(Sequences.Holds(Math.Sign(order.AsInt), operation))
            : Operators.Compare(vm, order, Value.FromInt(0), operation);
    }
}
