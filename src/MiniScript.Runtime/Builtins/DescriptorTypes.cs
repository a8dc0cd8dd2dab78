using MiniScript.Runtime.Execution;
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

    /// <summary>Sets the slots of the members of built-in types and of the attributes that <c>__slots__</c> declares; see <see cref="ClassSlots"/>.</summary>
    public static void InitializeMember(TypeObject* type)
    {
        type->Slots.Repr = &ReprMember;
        type->Slots.DescriptorGet = &GetMember;
        type->Slots.DescriptorSet = &SetMember;
        type->Slots.New = null;
    }

    private static NativeProperty* Native(Value self) => (NativeProperty*)self.AsObject;

    /// <summary>True for a member of a built-in type; one that <c>__slots__</c> declares is a record.</summary>
    private static bool IsNative(Value self) => self.Is(Kind.NativeProperty);

    private static Str* MemberName(Value self) => IsNative(self) ? Native(self)->Name : (Str*)Record.Fields((Record*)self.AsObject)[0].AsObject;

    private static TypeObject* MemberOwner(Value self) => IsNative(self) ? Native(self)->Owner : (TypeObject*)Record.Fields((Record*)self.AsObject)[1].AsObject;

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

        Throw.AttributeError(vm, self.IsExactly(TypeId.MemberDescriptor)
            ? "readonly attribute"
            : $"attribute '{Str.ToManaged(property->Name)}' of '{Str.ToManaged(property->Owner->Name)}' objects is not writable");
        return false;
    }

    private static bool Accepts(Vm* vm, Value self, Value instance)
    {
        if (TypeObject.IsSubtype(Types.Of(vm, instance), MemberOwner(self)))
        {
            return true;
        }

        Throw.TypeError(
            vm,
            $"descriptor '{Str.ToManaged(MemberName(self))}' for '{Str.ToManaged(MemberOwner(self)->Name)}' objects doesn't apply to a '{Types.NameOf(vm, instance)}' object");
        return false;
    }

    private static bool IsInObject(Value self, Value instance) => ClassSlots.IndexOf(self) >= 0 && instance.Is(Kind.Instance);

    private static Value* Place(Value self, Value instance) => Instance.Slots((Instance*)instance.AsObject) + ClassSlots.IndexOf(self);

    private static Value ReprMember(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<member '{Str.ToManaged(MemberName(self))}' of '{Str.ToManaged(MemberOwner(self)->Name)}' objects>"));

    private static Value GetMember(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined || IsNative(self))
        {
            return GetNative(vm, self, instance, owner);
        }

        if (!Accepts(vm, self, instance))
        {
            return Value.Undefined;
        }

        Value value = IsInObject(self, instance) ? *Place(self, instance) : InstanceAttributes.Get(vm, instance, MemberName(self));
        return value.IsUndefined ? Attributes.Missing(vm, instance, MemberName(self)) : value;
    }

    private static bool SetMember(Vm* vm, Value self, Value instance, Value value)
    {
        if (IsNative(self))
        {
            return SetNative(vm, self, instance, value);
        }

        if (!Accepts(vm, self, instance))
        {
            return false;
        }

        if (IsInObject(self, instance) && !(value.IsUndefined && Place(self, instance)->IsUndefined))
        {
            *Place(self, instance) = value;
            return true;
        }

        if (!value.IsUndefined)
        {
            return InstanceAttributes.Set(vm, instance, MemberName(self), value);
        }

        if (!IsInObject(self, instance) && InstanceAttributes.Remove(vm, instance, MemberName(self)))
        {
            return true;
        }

        if (!vm->HasPending)
        {
            Throw.AttributeErrorFor(vm, Str.ToManaged(MemberName(self)), instance, MemberName(self));
        }

        return false;
    }

    /// <summary>Adds the attributes of both types.</summary>
    public static void Register(ref NativeTableBuilder table)
    {
        table.AddProperty("__name__"u8, &GetName, null, "\0\0"u8);
        table.AddProperty("__qualname__"u8, &GetQualifiedName, null, "\0\0"u8);
        table.AddProperty("__objclass__"u8, &GetOwner, null, "\0\0"u8);
        table.AddProperty("__doc__"u8, &GetDoc, null, "\0\0"u8);
    }

    private static Value GetName(Vm* vm, Value self) => Value.FromObject(MemberName(self));

    private static Value GetQualifiedName(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"{Str.ToManaged(MemberOwner(self)->QualifiedName)}.{Str.ToManaged(MemberName(self))}"));

    private static Value GetOwner(Vm* vm, Value self) => Value.FromObject(MemberOwner(self));

    private static Value GetDoc(Vm* vm, Value self) => IsNative(self) ? NativeTexts.Doc(vm, Native(self)->Documentation) : Value.None;
}
