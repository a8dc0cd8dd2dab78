using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>classmethod</c>.</summary>
[BuiltinType("classmethod")]
internal static unsafe partial class ClassMethodType
{
    /// <summary>Sets the slots of <c>classmethod</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
        type->Slots.DescriptorGet = &DescriptorGet;
    }

    private static MethodWrapper* Of(Value self) => (MethodWrapper*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Objects.Tuple* kwNames)
    {
        if (argc != 1 || kwNames != null)
        {
            return Throw.TypeError(vm, $"classmethod expected 1 argument, got {argc}");
        }

        MethodWrapper* wrapper = MethodWrappers.New(vm, TypeId.ClassMethod, args[0]);
        wrapper->Header.Shape = type->DictionaryShape->Id;
        return MethodWrappers.CopyAttributes(vm, wrapper) ? Value.FromObject(wrapper) : Value.Undefined;
    }

    /// <summary>The work is done by <c>__new__</c>; subclasses call this.</summary>
    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Objects.Tuple* kwNames) => true;

    private static Value Repr(Vm* vm, Value self)
    {
        Str* inner = Text.Repr(vm, Of(self)->Function);
        return inner == null ? Value.Undefined : Value.FromObject(Str.New(vm, $"<classmethod({Str.ToManaged(inner)})>"));
    }

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner) =>
        Value.FromObject(BoundMethod.New(vm, Of(self)->Function, Value.FromObject(owner)));

    [Property("__isabstractmethod__")]
    private static Value GetIsAbstract(Vm* vm, Value self)
    {
        int isAbstract = Collections.AbcModule.IsAbstract(vm, Of(self)->Function);
        return isAbstract < 0 ? Value.Undefined : Value.FromBool(isAbstract > 0);
    }

    [Property("__func__")]
    private static Value GetFunction(Vm* vm, Value self) => Of(self)->Function;

    [Property("__wrapped__")]
    private static Value GetWrapped(Vm* vm, Value self) => Of(self)->Function;

    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));
}
