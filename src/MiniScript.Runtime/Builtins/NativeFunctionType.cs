using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Native functions, and methods bound to their receiver.</summary>
[BuiltinType("builtin_function_or_method", Ids = "NativeFunction")]
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
        Value receiver = Receiver(vm, function);
        return Value.FromObject(Str.New(vm, receiver.IsUndefined || receiver.Is(Kind.Module)
            ? $"<built-in function {name}>"
            : $"<built-in method {name} of {Types.NameOf(vm, receiver)} object at 0x{ObjectType.Identity(receiver):x12}>"));
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
    private static Value GetSelf(Vm* vm, Value self)
    {
        Value receiver = Receiver(vm, Of(self));
        return receiver.IsUndefined ? Value.None : receiver;
    }

    /// <summary>What a function is bound to: an object, the class of a static method, the module of a function; undefined if that is not known.</summary>
    private static Value Receiver(Vm* vm, NativeFunction* function)
    {
        if (!function->Self.IsUndefined)
        {
            return function->Self;
        }

        if (function->Owner != null)
        {
            return Value.FromObject(function->Owner);
        }

        return function->Module.Is(Kind.Str) ? Dict.GetStr(WellKnown.Of(vm)->Modules, (Str*)function->Module.AsObject) : Value.Undefined;
    }

    [Property("__doc__")]
    private static Value GetDoc(Vm* vm, Value self) => Of(self)->NativeKind == NativeFunctionKind.Constructor
        ? Value.FromObject(Str.New(vm, "Create and return a new object.  See help(type) for accurate signature."))
        : NativeTexts.Doc(vm, Of(self)->Documentation);

    [Property("__text_signature__")]
    private static Value GetTextSignature(Vm* vm, Value self)
    {
        NativeFunction* function = Of(self);
        if (function->NativeKind == NativeFunctionKind.Constructor)
        {
            return Value.FromObject(Str.New(vm, "($type, *args, **kwargs)"));
        }

        Value signature = NativeTexts.Signature(vm, function->Documentation);
        if (!signature.Is(Kind.Str) || function->Owner != null || !function->Self.IsUndefined)
        {
            return signature;
        }

        // The module goes before the parameters of its functions.
        string text = Str.ToManaged((Str*)signature.AsObject);
        return Value.FromObject(Str.New(vm, text == "()" ? "($module, /)" : $"($module, {(text.Contains('/', StringComparison.Ordinal) ? "" : "/, ")}{text[1..]}"));
    }
}
