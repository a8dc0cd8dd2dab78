using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>pairwise</c> (iterator, undefined once exhausted, and the item before) and <c>starmap</c> (iterator and function).</summary>
internal static unsafe class Pairwise
{
    /// <summary>Sets the slots of <c>pairwise</c>.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    /// <summary>Sets the slots of <c>starmap</c>.</summary>
    public static void InitializeStarMap(TypeObject* type) => Parts.Initialize(type, &NextStarMap, &NewStarMap);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Parts.TakesExactly(vm, type, "pairwise", 1, argc, kwNames) ? Parts.NewOver(vm, type, args[0], Value.Undefined) : Value.Undefined;

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        Value before = fields[1];
        if (before.IsUndefined)
        {
            before = Iteration.Next(vm, fields[0]);
            if (before.IsUndefined || fields[0].IsUndefined)
            {
                fields[0] = Value.Undefined;
                return Value.Undefined;
            }

            fields[1] = before;
        }

        Value item = Iteration.Next(vm, fields[0]);
        if (item.IsUndefined)
        {
            fields[0] = Value.Undefined;
            fields[1] = Value.Undefined;
            return item;
        }

        fields[1] = item;
        return Value.FromObject(Tuple.New(vm, before, item));
    }

    private static Value NewStarMap(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Parts.TakesExactly(vm, type, "starmap", 2, argc, kwNames) ? Parts.NewOver(vm, type, args[1], args[0]) : Value.Undefined;

    private static Value NextStarMap(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Value item = Iteration.Next(vm, fields[0]);
        Tuple* arguments = item.IsUndefined ? null : Iteration.ToTuple(vm, item);
        if (arguments == null)
        {
            return Value.Undefined;
        }

        Value result = Calls.Invoke(vm, fields[1], Tuple.Items(arguments), arguments->Length);
        Calls.KeepAlive(arguments);
        return result;
    }
}
