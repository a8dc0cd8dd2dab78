using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Generators.</summary>
[BuiltinType("generator")]
internal static unsafe partial class GeneratorType
{
    /// <summary>Sets the slots of generators.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &GeneratorControl.Repr;
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    private static Generator* Of(Value self) => GeneratorControl.Of(self);

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self) =>
        GeneratorControl.DeliverNext(vm, Generators.Resume(vm, Of(self), Value.None, out Value returned), returned);

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value) => GeneratorControl.Send(vm, Of(self), value);

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) => GeneratorControl.Throw(vm, Of(args[0]), args, argc, kwNames);

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => Generators.Close(vm, Of(self));

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    private static bool SetName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__name__);

    [Property("__qualname__", Setter = nameof(SetQualifiedName))]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->QualifiedName);

    private static bool SetQualifiedName(Vm* vm, Value self, Value value) => GeneratorControl.SetName(vm, self, value, NameId.__qualname__);

    [Property("gi_code")]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Code);

    [Property("gi_frame")]
    private static Value GetFrame(Vm* vm, Value self) => Sys.FrameType.OfGenerator(vm, Of(self));

    [Property("gi_running")]
    private static Value GetRunning(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Running);

    [Property("gi_suspended")]
    private static Value GetSuspended(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Suspended);

    [Property("gi_yieldfrom")]
    private static Value GetYieldFrom(Vm* vm, Value self) => GeneratorControl.Delegate(self);
}
