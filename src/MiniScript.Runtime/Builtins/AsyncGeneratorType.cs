using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Sys;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Asynchronous generators.</summary>
[BuiltinType("async_generator")]
internal static unsafe partial class AsyncGeneratorType
{
    /// <summary>Sets the slots of asynchronous generators.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &GeneratorControl.Repr;
        type->Slots.New = null;
    }

    private static Coroutine* Of(Value self) => (Coroutine*)self.AsObject;

    [Method("__aiter__", Signature = "($self, /)")]
    private static Value AsyncIterate(Vm* vm, Value self) => self;

    [Method("__anext__", Signature = "($self, /)")]
    private static Value AsyncNext(Vm* vm, Value self) => AsyncGenerators.NewSend(vm, Of(self), Value.None);

    [Method("asend", Signature = "($self, value, /)")]
    private static Value AsyncSend(Vm* vm, Value self, Value value) => AsyncGenerators.NewSend(vm, Of(self), value);

    [Method("athrow", Raw = true)]
    private static Value AsyncThrow(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null)
        {
            return Throw.TypeError(vm, "async_generator.athrow() takes no keyword arguments");
        }

        return argc <= 2 || GeneratorControl.WarnOfArguments(vm, "athrow")
            ? AsyncGenerators.NewThrow(vm, Of(args[0]), Value.FromObject(Tuple.New(vm, args + 1, argc - 1)))
            : Value.Undefined;
    }

    [Method("aclose", Signature = "($self, /)")]
    private static Value AsyncClose(Vm* vm, Value self) => AsyncGenerators.NewThrow(vm, Of(self), Value.Undefined);

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Generator.Name);

    private static bool SetName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__name__);

    [Property("__qualname__", Setter = nameof(SetQualifiedName))]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->Generator.QualifiedName);

    private static bool SetQualifiedName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__qualname__);

    [Property("ag_code")]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Generator.Code);

    [Property("ag_running")]
    private static Value GetRunning(Vm* vm, Value self) => Value.FromBool(AsyncGenerators.IsRunning(Of(self)));

    [Property("ag_suspended")]
    private static Value GetSuspended(Vm* vm, Value self) => Value.FromBool(Of(self)->Generator.State == GeneratorState.Suspended);

    [Property("ag_await")]
    private static Value GetAwait(Vm* vm, Value self) => GeneratorControl.Delegate(self);

    [Property("ag_frame")]
    private static Value GetFrame(Vm* vm, Value self) => FrameType.OfGenerator(vm, &Of(self)->Generator);
}
