using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Special methods of built-in types as attributes of their class.</summary>
[BuiltinType("wrapper_descriptor")]
internal static unsafe partial class WrapperDescriptorType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Call;
        type->Slots.DescriptorGet = &DescriptorGet;
        type->Slots.New = null;
    }

    private static SlotWrapper* Of(Value self) => (SlotWrapper*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<slot wrapper '{Str.ToManaged(Of(self)->Name)}' of '{Str.ToManaged(Of(self)->Owner->Name)}' objects>"));

    private static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) => SpecialMethods.Invoke(vm, Of(self), args, argc, kwNames);

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined)
        {
            return self;
        }

        if (!TypeObject.IsSubtype(Types.Of(vm, instance), Of(self)->Owner))
        {
            return Throw.TypeError(
                vm,
                $"descriptor '{Str.ToManaged(Of(self)->Name)}' for '{Str.ToManaged(Of(self)->Owner->Name)}' objects doesn't apply to a '{Types.NameOf(vm, instance)}' object");
        }

        BoundMethod* bound = BoundMethod.New(vm, self, instance);
        bound->Header.Shape = (uint)TypeId.BoundWrapper;
        return Value.FromObject(bound);
    }

    [Property("__name__")]
    private static Value GetName(Value self) => Value.FromObject(Of(self)->Name);

    /// <summary>The name behind that of the class.</summary>
    [Property("__qualname__")]
    internal static Value GetQualifiedName(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"{Str.ToManaged(Of(self)->Owner->QualifiedName)}.{Str.ToManaged(Of(self)->Name)}"));

    [Property("__objclass__")]
    private static Value GetOwner(Value self) => Value.FromObject(Of(self)->Owner);

    [Property("__doc__")]
    private static Value GetDoc(Vm* vm, Value self) => SlotTexts.Doc(vm, SpecialMethods.NameOf(Of(self)));

    [Property("__text_signature__")]
    private static Value GetTextSignature(Vm* vm, Value self) => SlotTexts.Signature(vm, SpecialMethods.NameOf(Of(self)));

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self) => BoundWrapperType.ReduceTo(vm, Value.FromObject(Of(self)->Owner), Of(self)->Name);
}
