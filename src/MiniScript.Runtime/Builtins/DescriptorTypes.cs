using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The descriptors of native attributes and of <c>__slots__</c>.</summary>
internal static unsafe class DescriptorTypes
{
    /// <summary>Sets the slots of native attributes.</summary>
    public static void InitializeNativeProperty(TypeObject* type)
    {
        type->Slots.Repr = &ReprNative;
        type->Slots.DescriptorGet = &GetNative;
        type->Slots.DescriptorSet = &SetNative;
        type->Slots.New = null;
    }

    /// <summary>Sets the slots of the attributes that <c>__slots__</c> declares: records of name and class.</summary>
    public static void InitializeMember(TypeObject* type)
    {
        type->Slots.Repr = &ReprMember;
        type->Slots.DescriptorGet = &GetMember;
        type->Slots.DescriptorSet = &SetMember;
        type->Slots.GetAttribute = &GetMemberAttribute;
        type->Slots.New = null;
    }

    private static NativeProperty* Native(Value self) => (NativeProperty*)self.AsObject;

    private static Str* MemberName(Value self) => (Str*)Record.Fields((Record*)self.AsObject)[0].AsObject;

    private static TypeObject* MemberOwner(Value self) => (TypeObject*)Record.Fields((Record*)self.AsObject)[1].AsObject;

    private static Value ReprNative(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<attribute '{Str.ToManaged(Native(self)->Name)}' of '{Str.ToManaged(Native(self)->Owner->Name)}' objects>"));

    private static Value GetNative(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined)
        {
            return self;
        }

        return Accepts(vm, self, instance) ? Native(self)->Getter(vm, instance) : Value.Undefined;
    }

    private static bool SetNative(Vm* vm, Value self, Value instance, Value value)
    {
        NativeProperty* property = Native(self);
        if (!Accepts(vm, self, instance))
        {
            return false;
        }

        if (property->Setter != null)
        {
            return property->Setter(vm, instance, value);
        }

        Throw.AttributeError(vm, $"attribute '{Str.ToManaged(property->Name)}' of '{Types.NameOf(vm, instance)}' objects is not writable");
        return false;
    }

    private static bool Accepts(Vm* vm, Value self, Value instance)
    {
        NativeProperty* property = Native(self);
        if (TypeObject.IsSubtype(Types.Of(vm, instance), property->Owner))
        {
            return true;
        }

        Throw.TypeError(
            vm,
            $"descriptor '{Str.ToManaged(property->Name)}' for '{Str.ToManaged(property->Owner->Name)}' objects doesn't apply to a '{Types.NameOf(vm, instance)}' object");
        return false;
    }

    private static Value ReprMember(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<member '{Str.ToManaged(MemberName(self))}' of '{Str.ToManaged(MemberOwner(self)->Name)}' objects>"));

    private static Value GetMember(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined)
        {
            return self;
        }

        Value value = InstanceAttributes.Get(vm, instance, MemberName(self));
        return value.IsUndefined ? Attributes.Missing(vm, instance, MemberName(self)) : value;
    }

    private static bool SetMember(Vm* vm, Value self, Value instance, Value value)
    {
        if (!value.IsUndefined)
        {
            return InstanceAttributes.Set(vm, instance, MemberName(self), value);
        }

        if (InstanceAttributes.Remove(vm, instance, MemberName(self)))
        {
            return true;
        }

        if (!vm->HasPending)
        {
            Throw.AttributeErrorFor(vm, Str.ToManaged(MemberName(self)), instance, MemberName(self));
        }

        return false;
    }

    private static Value GetMemberAttribute(Vm* vm, Value self, Str* name)
    {
        if (name == WellKnown.Name(vm, NameId.__name__))
        {
            return Value.FromObject(MemberName(self));
        }

        return name == WellKnown.Name(vm, NameId.__objclass__) ? Value.FromObject(MemberOwner(self)) : Attributes.GetGeneric(vm, self, name);
    }
}
