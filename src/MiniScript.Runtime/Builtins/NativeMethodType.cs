using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Native methods as attributes of their class.</summary>
[BuiltinType("method_descriptor", Ids = "NativeMethod NativeClassMethod")]
internal static unsafe partial class NativeMethodType
{
    /// <summary>Sets the slots of native methods.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Natives.Call;
        type->Slots.DescriptorGet = &DescriptorGet;
        type->Slots.New = null;
    }

    private static NativeFunction* Of(Value self) => (NativeFunction*)self.AsObject;

    private static Value Repr(Vm* vm, Value self)
    {
        NativeFunction* function = Of(self);
        string name = Str.ToManaged(function->Name);
        string owner = function->Owner == null ? "object" : Str.ToManaged(function->Owner->Name);
        return Value.FromObject(Str.New(vm, $"<method '{name}' of '{owner}' objects>"));
    }

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        NativeFunction* function = Of(self);
        if (function->NativeKind == NativeFunctionKind.ClassMethod)
        {
            owner = owner == null ? Types.Of(vm, instance) : owner;
            return function->Owner == null || TypeObject.IsSubtype(owner, function->Owner)
                ? Value.FromObject(Natives.Bind(vm, function, Value.FromObject(owner)))
                : Throw.TypeError(
                    vm, $"descriptor '{Str.ToManaged(function->Name)}' requires a subtype of '{Str.ToManaged(function->Owner->Name)}' but received '{Str.ToManaged(owner->Name)}'");
        }

        if (instance.IsUndefined)
        {
            return self;
        }

        return function->Owner == null || TypeObject.IsSubtype(Types.Of(vm, instance), function->Owner)
            ? Value.FromObject(Natives.Bind(vm, function, instance))
            : Throw.TypeError(
                vm,
                $"descriptor '{Str.ToManaged(function->Name)}' for '{Str.ToManaged(function->Owner->Name)}' objects doesn't apply to a '{Types.NameOf(vm, instance)}' object");
    }

    [Property("__name__")]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    [Property("__qualname__")]
    private static Value GetQualifiedName(Vm* vm, Value self)
    {
        NativeFunction* function = Of(self);
        return function->Owner == null
            ? Value.FromObject(function->Name)
            : Value.FromObject(Str.New(vm, $"{Str.ToManaged(function->Owner->QualifiedName)}.{Str.ToManaged(function->Name)}"));
    }

    [Property("__objclass__")]
    private static Value GetOwner(Vm* vm, Value self) => Of(self)->Owner == null ? Value.None : Value.FromObject(Of(self)->Owner);

    [Property("__doc__")]
    private static Value GetDoc(Vm* vm, Value self) => NativeTexts.Doc(vm, Of(self)->Documentation);

    [Property("__text_signature__")]
    private static Value GetTextSignature(Vm* vm, Value self) => NativeTexts.Signature(vm, Of(self)->Documentation);
}
