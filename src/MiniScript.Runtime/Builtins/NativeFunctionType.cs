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
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.New = null;
    }

    private static NativeFunction* Of(Value self) => (NativeFunction*)self.AsObject;

    /// <summary>Each access to a method makes an object: they are equal if they are the same method of the same receiver.</summary>
    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual) || !right.IsExactly(TypeId.NativeFunction))
        {
            return Value.NotImplemented;
        }

        bool isSame = (nint)Of(left)->Code == (nint)Of(right)->Code && Of(left)->Self == Of(right)->Self;
        return Value.FromBool(isSame == (operation == CompareOperation.Equal));
    }

    private static long Hash(Vm* vm, Value self)
    {
        long hash = (long)Of(self)->Code ^ (Of(self)->Self.IsUndefined ? 0 : Hashing.OfIdentity(Of(self)->Self));
        return hash == -1 ? -2 : hash;
    }

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
