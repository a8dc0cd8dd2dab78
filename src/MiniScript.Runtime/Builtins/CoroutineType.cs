using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Sys;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Coroutines.</summary>
[BuiltinType("coroutine")]
internal static unsafe partial class CoroutineType
{
    /// <summary>Sets the slots of coroutines.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &GeneratorControl.Repr;
        type->Slots.New = null;
    }

    private static Generator* Of(Value self) => GeneratorControl.Of(self);

    [Method("__await__", Signature = "($self, /)")]
    private static Value Await(Vm* vm, Value self) => CoroutineWrapperType.New(vm, self);

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value) => GeneratorControl.Send(vm, Of(self), value);

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) => GeneratorControl.Throw(vm, Of(args[0]), args, argc, kwNames);

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => Generators.Close(vm, Of(self));

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    private static bool SetName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__name__);

    [Property("__qualname__", Setter = nameof(SetQualifiedName))]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->QualifiedName);

    private static bool SetQualifiedName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__qualname__);

    [Property("cr_code")]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Code);

    [Property("cr_running")]
    private static Value GetRunning(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Running);

    [Property("cr_suspended")]
    private static Value GetSuspended(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Suspended);

    [Property("cr_await")]
    private static Value GetAwait(Vm* vm, Value self) => GeneratorControl.Delegate(self);

    [Property("cr_frame")]
    private static Value GetFrame(Vm* vm, Value self) => FrameType.OfGenerator(vm, Of(self));

    /// <summary>The calls that made it; they are recorded only by <c>sys.set_coroutine_origin_tracking_depth</c>, which is not there.</summary>
    [Property("cr_origin")]
    private static Value GetOrigin(Vm* vm, Value self) => Value.None;
}
