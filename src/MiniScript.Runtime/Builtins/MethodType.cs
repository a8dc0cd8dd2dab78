using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Bound methods.</summary>
[BuiltinType("method")]
internal static unsafe partial class MethodType
{
    /// <summary>Sets the slots of bound methods.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Call;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.GetAttribute = &GetAttribute;
        type->Slots.New = &New;
    }

    private static BoundMethod* Of(Value self) => (BoundMethod*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 2 || kwNames != null)
        {
            return Throw.TypeError(vm, $"method expected 2 arguments, got {argc}");
        }

        if (Types.Of(vm, args[0])->Slots.Call == null)
        {
            return Throw.TypeError(vm, "first argument must be callable");
        }

        return args[1].IsNone ? Throw.TypeError(vm, "instance must not be None") : Value.FromObject(BoundMethod.New(vm, args[0], args[1]));
    }

    private static Value Repr(Vm* vm, Value self)
    {
        int found = Attributes.TryGet(vm, Of(self)->Function, WellKnown.Name(vm, NameId.__qualname__), out Value name);
        if (found == 0)
        {
            found = Attributes.TryGet(vm, Of(self)->Function, WellKnown.Name(vm, NameId.__name__), out name);
        }

        if (found < 0)
        {
            return Value.Undefined;
        }

        Str* receiver = Text.Repr(vm, Of(self)->Self);
        return receiver == null
            ? Value.Undefined
            : Value.FromObject(Str.New(vm, $"<bound method {(name.Is(Kind.Str) ? Str.ToManaged((Str*)name.AsObject) : "?")} of {Str.ToManaged(receiver)}>"));
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames) =>
        Calls.InvokeWithFirst(vm, Of(callee)->Function, Of(callee)->Self, args, argc, kwNames);

    private static long Hash(Vm* vm, Value self) => Hashing.OfIdentity(Of(self)->Self) ^ Hashing.OfIdentity(Of(self)->Function) ^ 0x5bd1;

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation > CompareOperation.NotEqual || operation < CompareOperation.Equal || !right.Is(Kind.BoundMethod))
        {
            return Value.NotImplemented;
        }

        bool isEqual = Of(left)->Self == Of(right)->Self && Of(left)->Function == Of(right)->Function;
        return Value.FromBool(isEqual == (operation == CompareOperation.Equal));
    }

    /// <summary>What a method lacks itself, its function has; its documentation is its function's.</summary>
    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        if (name == WellKnown.Name(vm, NameId.__doc__))
        {
            return Attributes.Get(vm, Of(self)->Function, name);
        }

        Value found = Attributes.FindGeneric(vm, self, name);
        return !found.IsUndefined || vm->HasPending ? found : Attributes.Get(vm, Of(self)->Function, name);
    }

    [Property("__func__")]
    private static Value GetFunction(Vm* vm, Value self) => Of(self)->Function;

    [Property("__self__")]
    private static Value GetSelf(Vm* vm, Value self) => Of(self)->Self;
}
