using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>Return the elements of the first iterable until it is exhausted, then those of the next, and so on.</summary>
/// <remarks>A record: the iterator over the iterables (undefined once exhausted), the iterator that is at work or undefined.</remarks>
[BuiltinType("chain")]
internal static unsafe partial class Chain
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "chain"))
        {
            return Value.Undefined;
        }

        Tuple* iterables = Tuple.New(vm, args, argc);
        return iterables == null ? Value.Undefined : Parts.NewOver(vm, type, Value.FromObject(iterables), Value.Undefined);
    }

    /// <summary>Chain the iterables that an iterable gives, which are asked for one after the other.</summary>
    [ClassMethod("from_iterable", Signature = "($type, iterable, /)")]
    private static Value FromIterable(Vm* vm, TypeObject* type, Value iterable) => Parts.NewOver(vm, type, iterable, Value.Undefined);

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        while (true)
        {
            if (!fields[1].IsUndefined)
            {
                Value item = Iteration.Next(vm, fields[1]);
                if (!item.IsUndefined || vm->HasPending)
                {
                    return item;
                }

                fields[1] = Value.Undefined;
            }

            if (fields[0].IsUndefined)
            {
                return Value.Undefined;
            }

            Value iterable = Iteration.Next(vm, fields[0]);
            Value active = iterable.IsUndefined ? iterable : Iteration.Iterate(vm, iterable);
            if (active.IsUndefined)
            {
                fields[0] = Value.Undefined;
                return active;
            }

            fields[1] = active;
        }
    }
}
