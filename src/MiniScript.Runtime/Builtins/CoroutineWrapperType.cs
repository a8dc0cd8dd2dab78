using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The iterators that <c>__await__</c> of a coroutine returns: records of the coroutine.</summary>
[BuiltinType("coroutine_wrapper")]
internal static unsafe partial class CoroutineWrapperType
{
    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    /// <summary>The iterator of a coroutine.</summary>
    public static Value New(Vm* vm, Value coroutine)
    {
        Record* record = Record.New(vm, TypeId.CoroutineWrapper, 1);
        Record.Fields(record)[0] = coroutine;
        return Value.FromObject(record);
    }

    private static Generator* Of(Value self) => GeneratorControl.Of(Record.Fields((Record*)self.AsObject)[0]);

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self) =>
        GeneratorControl.DeliverNext(vm, Generators.Resume(vm, Of(self), Value.None, out Value returned), returned);

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value) => GeneratorControl.Send(vm, Of(self), value);

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) => GeneratorControl.Throw(vm, Of(args[0]), args, argc, kwNames);

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => Generators.Close(vm, Of(self));
}
