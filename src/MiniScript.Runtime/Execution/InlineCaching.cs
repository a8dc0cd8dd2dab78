using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>The slow side of inline caches: does the work once and fills the cache so that the interpreter does it alone the next time.</summary>
internal static unsafe class InlineCaching
{
    /// <summary>Nothing learnt.</summary>
    public const int Empty = 0;

    /// <summary>Name: the value is in the globals, at Target, while their keys version is Shape.</summary>
    public const int Global = 1;

    /// <summary>Name: the value is in the builtins, at Target, while the globals' keys version is Shape and the builtins' Epoch.</summary>
    public const int Builtin = 2;

    /// <summary>Attribute: Data bytes into the object.</summary>
    public const int InObject = 3;

    /// <summary>Attribute: Data bytes into the cell that <see cref="Instance.Outside"/> points to.</summary>
    public const int Outside = 4;

    /// <summary>Attribute: a plain value of the class, at Target.</summary>
    public const int ClassValue = 5;

    /// <summary>Attribute: a value of a module, at Target, while its keys version is Epoch.</summary>
    public const int Module = 6;

    /// <summary>Attribute: a property of the class, at Target, whose getter is a script function.</summary>
    public const int Getter = 7;

    /// <summary>Method: a function of the class, at Target, to be called with the object first.</summary>
    public const int Method = 8;

    /// <summary>Attribute: Data bytes into the object, where a slot lies that may be undefined.</summary>
    public const int Slot = 10;

    /// <summary>Store: a new attribute, Data bytes into the object, whose shape becomes Target.</summary>
    public const int Transition = 9;

    /// <summary>Loads a global or builtin.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadGlobal(Vm* vm, Function* function, InlineCache* cache)
    {
        Value* slot = Dict.FindSlot(function->Globals, cache->Name);
        if (slot != null)
        {
            cache->Shape = Dict.KeysVersionOf(vm, function->Globals);
            cache->Target = slot;
            cache->Kind = Global;
            return slot->Bits;
        }

        slot = Dict.FindSlot(function->Builtins, cache->Name);
        if (slot != null)
        {
            cache->Shape = Dict.KeysVersionOf(vm, function->Globals);
            cache->Epoch = Dict.KeysVersionOf(vm, function->Builtins);
            cache->Target = slot;
            cache->Kind = Builtin;
            return slot->Bits;
        }

        Value late = Modules.LateAttributes.Make(vm, function->Builtins, cache->Name);
        return late.IsUndefined && !vm->HasPending ? Slow.UnknownName(vm, cache->Name) : late.Bits;
    }

    /// <summary>Stores a global.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool StoreGlobal(Vm* vm, Function* function, InlineCache* cache, ulong value)
    {
        if (!Dict.SetStr(vm, function->Globals, cache->Name, new Value(value)))
        {
            return false;
        }

        cache->Target = Dict.FindSlot(function->Globals, cache->Name);
        cache->Shape = Dict.KeysVersionOf(vm, function->Globals);
        cache->Kind = Global;
        return true;
    }

    /// <summary>Loads an attribute.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadAttribute(Vm* vm, ulong self, InlineCache* cache)
    {
        Value receiver = new(self);
        Value* found = SharedCache.Find(vm, receiver, cache, out int kind);
        if (found != null && kind is not (Getter or Method) && !found->IsUndefined)
        {
            return found->Bits;
        }

        found = Learn(vm, receiver, cache);
        if (found != null && cache->Kind is not (Getter or Method) && !found->IsUndefined)
        {
            return found->Bits;
        }

        return Attributes.Get(vm, receiver, cache->Name).Bits;
    }

    /// <summary>Loads a method into two registers: function and receiver, or any other value and nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool LoadMethod(Vm* vm, ulong self, InlineCache* cache, ulong* target)
    {
        Value receiver = new(self);
        Value* found = SharedCache.Find(vm, receiver, cache, out int kind);
        if (found == null)
        {
            found = Learn(vm, receiver, cache);
            kind = cache->Kind;
        }

        if (found != null && kind != Getter && !found->IsUndefined)
        {
            ulong value = found->Bits;
            target[1] = kind == Method ? self : 0;
            target[0] = value;
            return true;
        }

        if (!receiver.IsObject)
        {
            TypeObject* type = Types.Of(vm, receiver);
            Value method = Attributes.Lookup(vm, type, cache->Name);
            if (IsMethod(method))
            {
                target[0] = method.Bits;
                target[1] = self;
                return true;
            }
        }

        ulong attribute = Attributes.Get(vm, receiver, cache->Name).Bits;
        target[0] = attribute;
        target[1] = 0;
        return attribute != 0;
    }

    /// <summary>Stores an attribute.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool StoreAttribute(Vm* vm, ulong self, InlineCache* cache, ulong value)
    {
        Value receiver = new(self);
        if (receiver.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            TypeObject* type = shape->Type;
            if (type->Slots.SetAttribute == null)
            {
                Value* descriptor = Attributes.LookupSlot(vm, type, cache->Name);
                bool isMember = descriptor != null && descriptor->IsExactly(TypeId.MemberDescriptor) && descriptor->Is(Kind.Record);
                if (isMember && ClassSlots.IndexOf(*descriptor) is >= 0 and var index && TypeObject.IsSubtype(type, ClassSlots.OwnerOf(*descriptor)))
                {
                    Instance.Slots(instance)[index] = new Value(value);
                    cache->Shape = shape->Id;
                    cache->Epoch = vm->TypeEpoch;
                    cache->Data = Instance.HeaderSize + (index * sizeof(Value));
                    cache->Kind = InObject;
                    return true;
                }

                bool isPlain = descriptor == null || Types.Of(vm, *descriptor)->Slots.DescriptorSet == null;
                if (isPlain && !shape->IsDictionary && (type->Flags & TypeFlags.NoDict) == 0)
                {
                    int slot = Shapes.Find(shape, cache->Name);
                    uint before = shape->Id;
                    if (!InstanceAttributes.Set(vm, receiver, cache->Name, new Value(value)))
                    {
                        return false;
                    }

                    Shape* after = (Shape*)vm->Shapes[instance->Header.Shape];
                    int place = slot >= 0 ? slot : shape->SlotCount;
                    if (!after->IsDictionary && place < after->InObject)
                    {
                        cache->Shape = before;
                        cache->Epoch = vm->TypeEpoch;
                        cache->Data = Instance.HeaderSize + (place * sizeof(Value));
                        cache->Target = (void*)(ulong)after->Id;
                        cache->Kind = slot >= 0 ? InObject : Transition;
                    }

                    return true;
                }
            }
        }

        return Attributes.Set(vm, receiver, cache->Name, new Value(value));
    }

    /// <summary>True if a value found on a class is called with the instance first.</summary>
    internal static bool IsMethod(Value found) =>
        found.Is(Kind.Function) || found.Is(Kind.SlotWrapper) || (found.Is(Kind.NativeFunction) && ((NativeFunction*)found.AsObject)->NativeKind == NativeFunctionKind.Method);

    /// <summary>Fills a cache for a receiver if its attribute can be cached; the address of the value then, else null.</summary>
    private static Value* Learn(Vm* vm, Value receiver, InlineCache* cache)
    {
        if (!receiver.IsObject)
        {
            return null;
        }

        ObjectHeader* cell = receiver.AsObject;
        if (cell->Kind == Kind.Module)
        {
            return LearnModule(vm, (Objects.Module*)cell, cache);
        }

        if (cell->Kind == Kind.Type)
        {
            return LearnClass(vm, (TypeObject*)cell, cache);
        }

        TypeObject* type = Types.Of(vm, receiver);
        if (type->Slots.GetAttribute != null)
        {
            return null;
        }

        Value* found = Attributes.LookupSlot(vm, type, cache->Name);
        bool isData = found != null && Types.Of(vm, *found)->Slots.DescriptorSet != null && Types.Of(vm, *found)->Slots.DescriptorGet != null;
        if (isData && found->IsExactly(TypeId.Property) && ((Property*)found->AsObject)->Getter.Is(Kind.Function))
        {
            return Fill(vm, cache, cell->Shape, Getter, found, 0);
        }

        bool isMember = found != null && found->IsExactly(TypeId.MemberDescriptor) && found->Is(Kind.Record);
        if (isMember)
        {
            int index = ClassSlots.IndexOf(*found);
            return index >= 0 && cell->Kind == Kind.Instance && TypeObject.IsSubtype(type, ClassSlots.OwnerOf(*found))
                ? Fill(vm, cache, cell->Shape, Slot, Instance.Slots((Instance*)cell) + index, Instance.HeaderSize + (index * sizeof(Value)))
                : null;
        }

        if (isData)
        {
            // The class of an instance is what its shape names, unless a class declares an attribute of that name.
            bool isClass = cache->Name == WellKnown.Name(vm, NameId.__class__) && cell->Kind == Kind.Instance
                && *found == Attributes.Lookup(vm, Types.Of(vm, TypeId.Object), cache->Name);
            return isClass ? Fill(vm, cache, cell->Shape, ClassValue, (Value*)&((Shape*)vm->Shapes[cell->Shape])->Type, 0) : null;
        }

        if (cell->Kind == Kind.Instance)
        {
            Shape* shape = (Shape*)vm->Shapes[cell->Shape];
            if (shape->IsDictionary)
            {
                return null;
            }

            int slot = Shapes.Find(shape, cache->Name);
            if (slot >= 0)
            {
                bool isInObject = slot < shape->InObject;
                int data = isInObject
                    ? Instance.HeaderSize + (slot * sizeof(Value))
                    : sizeof(ObjectHeader) + ((slot - shape->InObject) * sizeof(Value));
                return Fill(vm, cache, shape->Id, isInObject ? InObject : Outside, Shapes.SlotAddress((Instance*)cell, shape, slot), data);
            }
        }
        else if (InstanceAttributes.DictAddress(receiver) != null)
        {
            // Attributes of the object itself, in a dict, would come first.
            return null;
        }

        if (found == null)
        {
            return null;
        }

        if (IsMethod(*found))
        {
            return Fill(vm, cache, cell->Shape, Method, found, 0);
        }

        return Types.Of(vm, *found)->Slots.DescriptorGet == null ? Fill(vm, cache, cell->Shape, ClassValue, found, 0) : null;
    }

    private static Value* LearnModule(Vm* vm, Objects.Module* module, InlineCache* cache)
    {
        if (module->Header.Shape != (uint)TypeId.Module)
        {
            return null;
        }

        Value* found = Dict.FindSlot(module->Attributes, cache->Name);
        if (found != null)
        {
            cache->Shape = (uint)TypeId.Module;
            cache->Epoch = Dict.KeysVersionOf(vm, module->Attributes);
            cache->Target = found;
            cache->Kind = Module;
        }

        return found;
    }

    private static Value* LearnClass(Vm* vm, TypeObject* type, InlineCache* cache)
    {
        // Built-in classes share a shape; script classes have their own, which names them.
        if (type->Header.Shape == (uint)TypeId.Type || (type->Flags & TypeFlags.CustomMeta) != 0)
        {
            return null;
        }

        Value* found = Attributes.LookupSlot(vm, type, cache->Name);
        if (found == null || !Attributes.Lookup(vm, Types.Of(vm, TypeId.Type), cache->Name).IsUndefined)
        {
            return null;
        }

        // A plain function of a class is itself when read through the class.
        bool isPlain = found->Is(Kind.Function) || Types.Of(vm, *found)->Slots.DescriptorGet == null;
        return isPlain ? Fill(vm, cache, type->Header.Shape, ClassValue, found, 0) : null;
    }

    private static Value* Fill(Vm* vm, InlineCache* cache, uint shape, int kind, Value* target, int data)
    {
        cache->Shape = shape;
        cache->Epoch = vm->TypeEpoch;
        cache->Target = target;
        cache->Data = data;
        cache->Kind = kind;
        SharedCache.Store(vm, cache);
        return target;
    }
}
