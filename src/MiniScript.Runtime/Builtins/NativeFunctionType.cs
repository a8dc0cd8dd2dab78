using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Native functions, and methods bound to their receiver.</summary>
[BuiltinType("builtin_function_or_method")]
internal static unsafe partial class NativeFunctionType
{
    /// <summary>Sets the slots of native functions.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Natives.Call;
        type->Slots.New = null;
    }

    private static NativeFunction* Of(Value self) => (NativeFunction*)self.AsObject;

    private static Value Repr(Vm* vm, Value self)
    {
        NativeFunction* function = Of(self);
        string name = Str.ToManaged(function->Name);
        return Value.FromObject(Str.New(vm, function->Self.IsUndefined
            ? $"<built-in function {name}>"
            : $"<built-in method {name} of {Types.NameOf(vm, function->Self)} object at 0x{ObjectType.Identity(function->Self):x12}>"));
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

    [Property("__module__")]
    private static Value GetModule(Vm* vm, Value self) => Of(self)->Module;

    [Property("__self__")]
    private static Value GetSelf(Vm* vm, Value self) => Of(self)->Self.IsUndefined ? Value.None : Of(self)->Self;

    [Property("__doc__")]
    private static Value GetDoc(Vm* vm, Value self) => NativeTexts.Doc(vm, Of(self)->Documentation);

    [Property("__text_signature__")]
    private static Value GetTextSignature(Vm* vm, Value self) => NativeTexts.Signature(vm, Of(self)->Documentation);
}
