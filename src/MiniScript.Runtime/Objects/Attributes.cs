using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Attribute access. Names are interned strings.</summary>
public static unsafe class Attributes
{
    private const int CacheSize = 1024;

    [StructLayout(LayoutKind.Sequential)]
    private struct CacheEntry
    {
        public TypeObject* Type;
        public Str* Name;
        public Value* Slot;
        public uint Epoch;
        public bool IsValid;
    }

    /// <summary><c>object.name</c>.</summary>
    public static Value Get(Vm* vm, Value self, Str* name)
    {
        TypeObject* type = Types.Of(vm, self);
        return type->Slots.GetAttribute != null ? type->Slots.GetAttribute(vm, self, name) : GetGeneric(vm, self, name);
    }

    /// <summary><c>object.name</c> where a missing attribute is no error: 1 found, 0 missing, -1 with another exception pending.</summary>
    public static int TryGet(Vm* vm, Value self, Str* name, out Value value)
    {
        TypeObject* type = Types.Of(vm, self);
        if (type->Slots.GetAttribute == null)
        {
            value = FindGeneric(vm, self, name);
            return !value.IsUndefined ? 1 : vm->HasPending ? FoundNothing(vm) : 0;
        }

        value = type->Slots.GetAttribute(vm, self, name);
        return !value.IsUndefined ? 1 : FoundNothing(vm);
    }

    /// <summary><c>object.name = value</c>, or <c>del object.name</c> for an undefined value.</summary>
    public static bool Set(Vm* vm, Value self, Str* name, Value value)
    {
        TypeObject* type = Types.Of(vm, self);
        return type->Slots.SetAttribute != null ? type->Slots.SetAttribute(vm, self, name, value) : SetGeneric(vm, self, name, value);
    }

    /// <summary><c>del object.name</c>.</summary>
    public static bool Delete(Vm* vm, Value self, Str* name) => Set(vm, self, name, Value.Undefined);

    /// <summary>The lookup of <c>object.__getattribute__</c>.</summary>
    public static Value GetGeneric(Vm* vm, Value self, Str* name)
    {
        Value found = FindGeneric(vm, self, name);
        return !found.IsUndefined || vm->HasPending ? found : Missing(vm, self, name);
    }

    /// <summary>The lookup of <c>object.__setattr__</c> and <c>__delattr__</c>.</summary>
    public static bool SetGeneric(Vm* vm, Value self, Str* name, Value value)
    {
        TypeObject* type = Types.Of(vm, self);
        Value* slot = LookupSlot(vm, type, name);
        if (slot != null)
        {
            var set = Types.Of(vm, *slot)->Slots.DescriptorSet;
            if (set != null)
            {
                return set(vm, *slot, self, value);
            }
        }

        if (!HasDict(self, type))
        {
            string kind = Str.ToManaged(type->Name);
            string attribute = Str.ToManaged(name);
            if (slot != null)
            {
                Throw.AttributeErrorFor(vm, $"'{kind}' object attribute '{attribute}' is read-only", self, name);
            }
            else
            {
                bool isGeneric = type->Slots.SetAttribute == null && !(self.IsObject && self.Is(Kind.Type));
                string reason = isGeneric ? " and no __dict__ for setting new attributes" : string.Empty;
                Throw.AttributeErrorFor(vm, $"'{kind}' object has no attribute '{attribute}'{reason}", self, name);
            }

            return false;
        }

        if (!value.IsUndefined)
        {
            return InstanceAttributes.Set(vm, self, name, value);
        }

        if (InstanceAttributes.Remove(vm, self, name))
        {
            return true;
        }

        if (!vm->HasPending)
        {
            Missing(vm, self, name);
        }

        return false;
    }

    /// <summary>The value that a class or one of its bases defines, or <see cref="Value.Undefined"/>. Never raises.</summary>
    public static Value Lookup(Vm* vm, TypeObject* type, Str* name)
    {
        Value* slot = LookupSlot(vm, type, name);
        return slot == null ? Value.Undefined : *slot;
    }

    /// <summary>Where the value lies that a class or one of its bases defines, or null. Valid until the type epoch changes.</summary>
    public static Value* LookupSlot(Vm* vm, TypeObject* type, Str* name)
    {
        CacheEntry* entry = (CacheEntry*)vm->MethodCache + (((uint)((ulong)type >> 4) ^ (uint)((ulong)name >> 4) ^ (uint)((ulong)type >> 14)) % CacheSize);
        if (entry->Type == type && entry->Name == name && entry->Epoch == vm->TypeEpoch && entry->IsValid)
        {
            return entry->Slot;
        }

        Value* slot = Search(vm, type, name);
        *entry = new CacheEntry { Type = type, Name = name, Slot = slot, Epoch = vm->TypeEpoch, IsValid = true };
        return slot;
    }

    /// <summary>Binds what <see cref="Lookup"/> found on a class, as access through an instance does.</summary>
    public static Value Bind(Vm* vm, Value found, Value self, TypeObject* type)
    {
        var get = Types.Of(vm, found)->Slots.DescriptorGet;
        return get != null ? get(vm, found, self, type) : found;
    }

    /// <summary>Looks a special method up on the type of an object and binds it: 1 found, 0 missing, -1 with an exception pending.</summary>
    public static int LookupSpecial(Vm* vm, Value self, NameId name, out Value method)
    {
        TypeObject* type = Types.Of(vm, self);
        Value found = Lookup(vm, type, WellKnown.Name(vm, name));
        if (found.IsUndefined)
        {
            method = Value.Undefined;
            return 0;
        }

        method = Bind(vm, found, self, type);
        return method.IsUndefined ? -1 : 1;
    }

    /// <summary>Fills the attributes of a built-in type if that is still to be done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dict* DictOf(Vm* vm, TypeObject* type)
    {
        if (type->Populate != null)
        {
            Populate(vm, type);
        }

        return type->Attributes;
    }

    /// <summary>True if the object can have attributes of its own.</summary>
    public static bool HasDict(Value self, TypeObject* type) =>
        (type->Flags & TypeFlags.NoDict) == 0 && InstanceAttributes.DictAddress(self) != null;

    /// <summary>Raises <c>AttributeError</c> for a missing attribute.</summary>
    public static Value Missing(Vm* vm, Value self, Str* name) =>
        Throw.AttributeErrorFor(vm, $"'{Types.NameOf(vm, self)}' object has no attribute '{Str.ToManaged(name)}'", self, name);

    /// <summary>Makes the empty cache.</summary>
    internal static void Initialize(Vm* vm) => vm->MethodCache = Pages.Reserve((nuint)(CacheSize * sizeof(CacheEntry)));

    /// <summary>Forgets everything: cells are about to be freed.</summary>
    internal static void ClearCache(Vm* vm) => new Span<CacheEntry>(vm->MethodCache, CacheSize).Clear();

    /// <summary>Gives the cache's memory back.</summary>
    internal static void Dispose(Vm* vm) => Pages.Unmap(vm->MethodCache, (nuint)(CacheSize * sizeof(CacheEntry)));

    /// <summary>The generic lookup; <see cref="Value.Undefined"/> with nothing pending if there is no such attribute.</summary>
    internal static Value FindGeneric(Vm* vm, Value self, Str* name)
    {
        TypeObject* type = Types.Of(vm, self);
        Value* slot = LookupSlot(vm, type, name);
        if (slot == null)
        {
            return InstanceAttributes.Get(vm, self, name);
        }

        Value found = *slot;
        TypeObject* foundType = Types.Of(vm, found);
        if (foundType->Slots.DescriptorSet == null || foundType->Slots.DescriptorGet == null)
        {
            Value own = InstanceAttributes.Get(vm, self, name);
            if (!own.IsUndefined)
            {
                return own;
            }
        }

        return foundType->Slots.DescriptorGet != null ? foundType->Slots.DescriptorGet(vm, found, self, type) : found;
    }

    private static int FoundNothing(Vm* vm) => Throw.ClearIf(vm, TypeId.AttributeError) ? 0 : -1;

    private static Value* Search(Vm* vm, TypeObject* type, Str* name)
    {
        Tuple* order = type->ResolutionOrder;
        for (int i = 0; i < order->Length; i++)
        {
            Value* slot = Dict.FindSlot(DictOf(vm, (TypeObject*)Tuple.Items(order)[i].AsObject), name);
            if (slot != null)
            {
                return slot;
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Populate(Vm* vm, TypeObject* type)
    {
        var populate = type->Populate;
        type->Populate = null;
        populate(vm, type);
    }
}
