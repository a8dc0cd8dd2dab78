using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;
using WeakReference = MiniScript.Runtime.Objects.WeakReference;

namespace MiniScript.Runtime.Builtins.Weak;

/// <summary><c>weakref.ref</c>: called, it gives its target, or None once that has died.</summary>
[BuiltinType("ReferenceType", Ids = "WeakReference")]
internal static unsafe partial class WeakReferenceType
{
    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.WeakReference, "weakref.ReferenceType"u8, Kind.WeakReference, TypeFlags.BaseType, &InitializeSlots, &Register);

    /// <summary>Makes a reference of a type, or gives the one there is if neither has a callback; undefined with <c>TypeError</c> pending if that cannot be.</summary>
    public static Value New(Vm* vm, TypeObject* type, Value target, Value callback)
    {
        if (!target.IsObject || !WeakReferences.AreAllowed(Types.Of(vm, target)))
        {
            return Throw.TypeError(vm, $"cannot create weak reference to '{Types.NameOf(vm, target)}' object");
        }

        WeakReferences references = WeakReferences.Of(vm);
        if (callback.IsNone || callback.IsUndefined)
        {
            for (WeakReference* known = references.First(target.AsObject); known != null; known = known->Next)
            {
                if (known->Callback.IsUndefined && known->Header.Shape == type->DictionaryShape->Id && (type->Flags & TypeFlags.Heap) == 0)
                {
                    return Value.FromObject(known);
                }
            }

            callback = Value.Undefined;
        }

        return Value.FromObject(references.New(vm, type, target.AsObject, callback));
    }

    private static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.Call = &Call;
    }

    private static WeakReference* Of(Value self) => (WeakReference*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "ReferenceType"))
        {
            return Value.Undefined;
        }

        if (argc is < 1 or > 2)
        {
            return Throw.TypeError(vm, argc < 1 ? "__new__ expected at least 1 argument, got 0" : $"__new__ expected at most 2 arguments, got {argc}");
        }

        return New(vm, type, args[0], argc > 1 ? args[1] : Value.Undefined);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) =>
        Instances.TakesNoKeywords(vm, Types.Of(vm, self), kwNames, "ReferenceType") && Instances.TakesAtMost(vm, argc, 2, "__init__");

    private static Value Repr(Vm* vm, Value self)
    {
        WeakReference* reference = Of(self);
        string place = $"<weakref at 0x{ObjectType.Identity(self):x}; ";
        if (reference->Target == null)
        {
            return Value.FromObject(Str.New(vm, place + "dead>"));
        }

        Value target = WeakReference.TargetOf(reference);
        if (Attributes.TryGet(vm, target, WellKnown.Name(vm, NameId.__name__), out Value name) < 0)
        {
            return Value.Undefined;
        }

        string shown = name.Is(Kind.Str) ? $" ({Str.ToManaged((Str*)name.AsObject)})" : string.Empty;
        return Value.FromObject(Str.New(vm, $"{place}to '{Types.NameOf(vm, target)}' at 0x{ObjectType.Identity(target):x}{shown}>"));
    }

    private static long Hash(Vm* vm, Value self)
    {
        WeakReference* reference = Of(self);
        if (reference->Hash == -1)
        {
            if (reference->Target == null)
            {
                Throw.TypeError(vm, "weak object has gone away");
                return -1;
            }

            reference->Hash = Hashing.Of(vm, WeakReference.TargetOf(reference));
        }

        return reference->Hash;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        bool isEquality = operation is CompareOperation.Equal or CompareOperation.NotEqual;
        if (!isEquality || !right.Is(Kind.WeakReference) || !Types.IsInstance(vm, right, TypeId.WeakReference))
        {
            return Value.NotImplemented;
        }

        WeakReference* a = Of(left);
        WeakReference* b = Of(right);
        return a->Target == null || b->Target == null
            ? Value.FromBool((left == right) == (operation == CompareOperation.Equal))
            : Operators.Compare(vm, WeakReference.TargetOf(a), WeakReference.TargetOf(b), operation);
    }

    private static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) => argc > 0 || (kwNames != null && kwNames->Length > 0)
        ? Throw.TypeError(vm, kwNames != null && kwNames->Length > 0 ? "ReferenceType takes no keyword arguments" : $"__call__ expected 0 arguments, got {argc}")
        : WeakReference.TargetOf(Of(self));

    [Property("__callback__")]
    private static Value GetCallback(Vm* vm, Value self)
    {
        Value callback = Of(self)->Callback;
        return callback.IsUndefined ? Value.None : callback;
    }

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);
}
