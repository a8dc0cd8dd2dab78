using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What the two types of awaitables that drive asynchronous generators have in common.</summary>
internal static unsafe class AsyncGeneratorSteps
{
    /// <summary>Sets the slots of either type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    /// <summary><c>send</c>.</summary>
    public static Value Send(Vm* vm, Value self, Value value) =>
        GeneratorControl.Deliver(vm, AsyncGenerators.Resume(vm, Of(self), value, out Value returned), returned);

    /// <summary><c>throw</c>, with the method's arguments, the first of which is the object.</summary>
    public static Value Throw(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Value exception = GeneratorControl.ExceptionOf(vm, args, argc, kwNames);
        return exception.IsUndefined
            ? exception
            : GeneratorControl.Deliver(vm, AsyncGenerators.ThrowInto(vm, Of(args[0]), exception, out Value returned), returned);
    }

    /// <summary><c>close</c>.</summary>
    public static Value Close(Vm* vm, Value self) => AsyncGenerators.Close(vm, Of(self)) ? Value.None : Value.Undefined;

    private static Record* Of(Value self) => (Record*)self.AsObject;

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self) =>
        GeneratorControl.DeliverNext(vm, AsyncGenerators.Resume(vm, Of(self), Value.None, out Value returned), returned);
}
