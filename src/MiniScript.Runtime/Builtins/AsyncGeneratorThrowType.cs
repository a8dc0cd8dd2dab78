using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What <c>athrow</c> and <c>aclose</c> of an asynchronous generator return.</summary>
[BuiltinType("async_generator_athrow", Ids = "AsyncGeneratorThrow")]
internal static unsafe partial class AsyncGeneratorThrowType
{
    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type) => AsyncGeneratorSteps.InitializeSlots(type);

    [Method("__await__", Signature = "($self, /)")]
    private static Value Await(Vm* vm, Value self) => self;

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value) => AsyncGeneratorSteps.Send(vm, self, value);

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) => AsyncGeneratorSteps.Throw(vm, args, argc, kwNames);

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => AsyncGeneratorSteps.Close(vm, self);
}
