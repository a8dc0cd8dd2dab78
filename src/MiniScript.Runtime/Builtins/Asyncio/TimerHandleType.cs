using MiniScript.Extensions;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary><c>asyncio.TimerHandle</c>: see <see cref="LoopHandles"/>.</summary>
[BuiltinType("TimerHandle", Doc = "Object returned by timed callback registration methods.")]
internal static unsafe partial class TimerHandleType
{
    /// <summary>Sets the slots of the handles of timers.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = &Hash;
    }

    private static double When(Value self) => LoopHandles.Get(self, LoopHandles.WhenField).AsFloat;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value context = HandleType.ContextArgument(args, argc, 4, kwNames);
        if (argc is < 4 or > 5 || context.IsUndefined)
        {
            return Throw.TypeError(vm, "TimerHandle() takes the arguments when, callback, args, loop and context");
        }

        if (!Floats.TryGet(vm, args[0], out double when))
        {
            return Value.Undefined;
        }

        Tuple* arguments = Iteration.ToTuple(vm, args[2]);
        return arguments == null ? Value.Undefined : Value.FromObject(LoopHandles.NewTimer(vm, args[3], when, args[1], arguments, context));
    }

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, LoopHandles.Get(self, LoopHandles.WhenField));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.IsExactly(TypeId.TimerHandle))
        {
            return Value.NotImplemented;
        }

        bool isEqual = When(left) == When(right)
            && LoopHandles.Get(left, LoopHandles.CallbackField) == LoopHandles.Get(right, LoopHandles.CallbackField)
            && LoopHandles.Get(left, LoopHandles.CancelledField) == LoopHandles.Get(right, LoopHandles.CancelledField);
        if (isEqual)
        {
            Value sameArguments = Operators.Compare(
                vm, LoopHandles.Get(left, LoopHandles.ArgumentsField), LoopHandles.Get(right, LoopHandles.ArgumentsField), CompareOperation.Equal);
            if (sameArguments.IsUndefined)
            {
                return sameArguments;
            }

            isEqual = sameArguments.IsTrue;
        }

        return Value.FromBool(operation switch
        {
            CompareOperation.Less => When(left) < When(right),
            CompareOperation.LessEqual => When(left) < When(right) || isEqual,
            CompareOperation.Greater => When(left) > When(right),
            CompareOperation.GreaterEqual => When(left) > When(right) || isEqual,
            CompareOperation.Equal => isEqual,
            _ => !isEqual,
        });
    }

    [Method("when", Signature = "($self, /)")]
    private static Value GetWhen(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.WhenField);

    [Property("_when")]
    private static Value GetWhenAttribute(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.WhenField);

    [Property("_scheduled")]
    private static Value GetScheduled(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.ScheduledField);
}
