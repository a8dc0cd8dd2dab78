using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Special methods of built-in types bound to an object: bound methods whose function is a <see cref="SlotWrapper"/>.</summary>
[BuiltinType("BoundWrapper")]
internal static unsafe partial class BoundWrapperType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Call;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = &Hash;
        type->Slots.New = null;
    }

    /// <summary>How to get a method from its owner again: <c>(getattr, (owner, name))</c>.</summary>
    public static Value ReduceTo(Vm* vm, Value owner, Str* name)
    {
        Value getter = Dict.GetStr(WellKnown.Of(vm)->Builtins, Str.Intern(vm, "getattr"u8));
        return Value.FromObject(Tuple.New(vm, getter, Value.FromObject(Tuple.New(vm, owner, Value.FromObject(name)))));
    }

    private static BoundMethod* Of(Value self) => (BoundMethod*)self.AsObject;

    private static SlotWrapper* Wrapper(Value self) => (SlotWrapper*)Of(self)->Function.AsObject;

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.New(
        vm, $"<method-wrapper '{Str.ToManaged(Wrapper(self)->Name)}' of {Types.NameOf(vm, Of(self)->Self)} object at 0x{ObjectType.Identity(Of(self)->Self):x12}>"));

    private static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) =>
        Calls.InvokeWithFirst(vm, Of(self)->Function, Of(self)->Self, args, argc, kwNames);

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual) || !right.IsExactly(TypeId.BoundWrapper))
        {
            return Value.NotImplemented;
        }

        bool isSame = Of(left)->Function == Of(right)->Function && Of(left)->Self == Of(right)->Self;
        return Value.FromBool(isSame == (operation == CompareOperation.Equal));
    }

    private static long Hash(Vm* vm, Value self)
    {
        long hash = Hashing.OfIdentity(Of(self)->Self) ^ Hashing.OfIdentity(Of(self)->Function);
        return hash == -1 ? -2 : hash;
    }

    [Property("__self__")]
    private static Value GetSelf(Value self) => Of(self)->Self;

    [Property("__name__")]
    private static Value GetName(Value self) => Value.FromObject(Wrapper(self)->Name);

    [Property("__qualname__")]
    private static Value GetQualifiedName(Vm* vm, Value self) => WrapperDescriptorType.GetQualifiedName(vm, Of(self)->Function);

    [Property("__objclass__")]
    private static Value GetOwner(Value self) => Value.FromObject(Wrapper(self)->Owner);

    [Property("__doc__")]
    private static Value GetDoc(Vm* vm, Value self) => SlotTexts.Doc(vm, SpecialMethods.NameOf(Wrapper(self)));

    [Property("__text_signature__")]
    private static Value GetTextSignature(Vm* vm, Value self) => SlotTexts.Signature(vm, SpecialMethods.NameOf(Wrapper(self)));

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self) => ReduceTo(vm, Of(self)->Self, Wrapper(self)->Name);
}
