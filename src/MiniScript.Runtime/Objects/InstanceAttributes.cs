using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The attributes that an object itself has, wherever its layout keeps them.</summary>
public static unsafe class InstanceAttributes
{
    /// <summary>A fresh instance of a script class.</summary>
    public static Instance* New(Vm* vm, TypeObject* type)
    {
        Shape* shape = type->RootShape;
        if (type->ExpectedSlots > shape->InObject && shape->InObject < Shapes.MaxSlots)
        {
            shape = Shapes.New(vm, type, type->ExpectedSlots, false);
            type->RootShape = shape;
        }

        Instance* instance = (Instance*)vm->Heap.AllocateSmall(
            (nuint)(Instance.HeaderSize + (shape->InObject * sizeof(Value))), Kind.Instance, shape->Id);
        instance->Outside = Value.Undefined;
        if (shape->SlotCount > 0)
        {
            new Span<Value>(Instance.Slots(instance), shape->SlotCount).Clear();
        }

        return instance;
    }

    /// <summary>The value of an attribute of the object itself, or <see cref="Value.Undefined"/>. Never raises.</summary>
    public static Value Get(Vm* vm, Value self, Str* name)
    {
        if (self.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self.AsObject;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            if (!shape->IsDictionary)
            {
                int slot = Shapes.Find(shape, name);
                return slot < 0 ? Value.Undefined : *Shapes.SlotAddress(instance, shape, slot);
            }
        }

        Value* dict = DictAddress(self);
        return dict != null && dict->IsObject ? Dict.GetStr((Dict*)dict->AsObject, name) : Value.Undefined;
    }

    /// <summary>Sets an attribute of the object itself; false with an exception pending if it cannot have attributes or the limit is passed.</summary>
    public static bool Set(Vm* vm, Value self, Str* name, Value value)
    {
        if (self.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self.AsObject;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            if (!shape->IsDictionary)
            {
                int slot = Shapes.Find(shape, name);
                if (slot >= 0)
                {
                    *Shapes.SlotAddress(instance, shape, slot) = value;
                    return true;
                }

                if (shape->SlotCount < Shapes.MaxSlots)
                {
                    return Add(vm, instance, shape, name, value);
                }

                if (MaterialiseDict(vm, self) == null)
                {
                    return false;
                }
            }
        }

        Value* dict = DictAddress(self);
        if (!dict->IsObject)
        {
            *dict = Value.FromObject(Dict.New(vm));
        }

        return Dict.SetStr(vm, (Dict*)dict->AsObject, name, value);
    }

    /// <summary>Removes an attribute of the object itself; false, nothing pending, if it has none of that name.</summary>
    public static bool Remove(Vm* vm, Value self, Str* name)
    {
        if (Get(vm, self, name).IsUndefined)
        {
            return false;
        }

        Dict* dict = MaterialiseDict(vm, self);
        return dict != null && Dict.Remove(vm, dict, Value.FromObject(name), out _) > 0;
    }

    /// <summary><c>__dict__</c> of an object that can have attributes: from then on its attributes live in that dict. Null with an exception pending.</summary>
    public static Dict* MaterialiseDict(Vm* vm, Value self)
    {
        if (self.Is(Kind.Module))
        {
            return ((Module*)self.AsObject)->Attributes;
        }

        if (self.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self.AsObject;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            if (!shape->IsDictionary)
            {
                Dict* attributes = Dict.New(vm);
                if (!CopyInOrder(vm, instance, shape, shape, attributes))
                {
                    return null;
                }

                instance->Outside = Value.FromObject(attributes);
                instance->Header.Shape = shape->Type->DictionaryShape->Id;
                return attributes;
            }
        }

        Value* address = DictAddress(self);
        if (!address->IsObject)
        {
            *address = Value.FromObject(Dict.New(vm));
        }

        return (Dict*)address->AsObject;
    }

    /// <summary>Enters the attributes of the object itself into a dict, in their order; false with an exception pending.</summary>
    public static bool CopyTo(Vm* vm, Value self, Dict* into)
    {
        if (self.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self.AsObject;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            if (!shape->IsDictionary)
            {
                return CopyInOrder(vm, instance, shape, shape, into);
            }
        }

        Value* address = DictAddress(self);
        return address == null || !address->IsObject || Dict.Merge(vm, into, (Dict*)address->AsObject);
    }

    /// <summary>Replaces <c>__dict__</c>.</summary>
    public static void ReplaceDict(Vm* vm, Value self, Dict* dict)
    {
        if (self.Is(Kind.Instance))
        {
            Instance* instance = (Instance*)self.AsObject;
            Shape* shape = (Shape*)vm->Shapes[instance->Header.Shape];
            instance->Header.Shape = shape->Type->DictionaryShape->Id;
        }

        *DictAddress(self) = Value.FromObject(dict);
    }

    /// <summary>Where an object keeps its dict of attributes; null if its layout has none.</summary>
    public static Value* DictAddress(Value self)
    {
        if (!self.IsObject)
        {
            return null;
        }

        ObjectHeader* cell = self.AsObject;
        bool isSubclass = (cell->Flags & ObjectFlags.Subclass) != 0;
        switch (cell->Kind)
        {
            case Kind.Instance:
                return &((Instance*)cell)->Outside;
            case Kind.Exception:
                return &((ExceptionObject*)cell)->Attributes;
            case Kind.Function:
                return &((Function*)cell)->Attributes;
            case Kind.Module:
                return (Value*)&((Module*)cell)->Attributes;
            case Kind.MethodWrapper:
                return &((MethodWrapper*)cell)->Attributes;
            case Kind.Property:
                return isSubclass ? &((Property*)cell)->Attributes : null;
            case Kind.List:
                return isSubclass ? &((List*)cell)->Attributes : null;
            case Kind.Dict:
                return isSubclass ? &((Dict*)cell)->Attributes : null;
            case Kind.Set:
                return isSubclass ? &((SetObject*)cell)->Attributes : null;
            case Kind.Str:
                return isSubclass ? Str.Attributes((Str*)cell) : null;
            case Kind.Bytes:
                return isSubclass ? Bytes.Attributes((Bytes*)cell) : null;
            case Kind.ByteArray:
            case Kind.Array:
                return isSubclass ? &((ByteArray*)cell)->Attributes : null;
            case Kind.Tuple:
                return isSubclass ? Tuple.Attributes((Tuple*)cell) : null;
            case Kind.NumberBox:
                return &((NumberBox*)cell)->Attributes;
            case Kind.Record:
                return isSubclass ? Record.Attributes((Record*)cell) : null;
            case Kind.Deque:
                return isSubclass ? &((Deque*)cell)->Attributes : null;
            case Kind.Future:
                return &((Future*)cell)->Attributes;
            case Kind.EventLoop:
                return &((EventLoop*)cell)->Attributes;
            case Kind.WeakReference:
                return isSubclass ? &((WeakReference*)cell)->Attributes : null;
            case Kind.Managed:
                return isSubclass ? &((ManagedCell*)cell)->Attributes : null;
            default:
                return null;
        }
    }

    /// <summary>Adds an attribute that the shape lacks.</summary>
    private static bool Add(Vm* vm, Instance* instance, Shape* shape, Str* name, Value value)
    {
        Shape* extended = Shapes.Extend(vm, shape, name);
        int slot = shape->SlotCount;
        if (slot >= shape->InObject)
        {
            int outside = slot - shape->InObject;
            if (!instance->Outside.IsObject || (nuint)(outside + 1) * (nuint)sizeof(Value) > Heap.BufferCapacity((byte*)instance->Outside.AsObject + sizeof(ObjectHeader)))
            {
                int room = Math.Max(4, outside * 2);
                Value* grown = (Value*)vm->Heap.AllocateBuffer((nuint)(room * sizeof(Value)), Kind.ValueBuffer);
                if (instance->Outside.IsObject)
                {
                    new ReadOnlySpan<Value>((byte*)instance->Outside.AsObject + sizeof(ObjectHeader), outside).CopyTo(new Span<Value>(grown, outside));
                }

                instance->Outside = Value.FromObject((byte*)grown - sizeof(ObjectHeader));
            }
        }

        if (slot + 1 > shape->Type->ExpectedSlots && slot < Shapes.MaxSlots)
        {
            shape->Type->ExpectedSlots = slot + 1;
        }

        instance->Header.Shape = extended->Id;
        *Shapes.SlotAddress(instance, extended, slot) = value;
        return true;
    }

    private static bool CopyInOrder(Vm* vm, Instance* instance, Shape* shape, Shape* step, Dict* into)
    {
        int count = shape->SlotCount;
        int first = shape->Type->ReservedSlots;
        Str** names = stackalloc Str*[count];
        for (; step->Name != null; step = step->Parent)
        {
            names[step->SlotCount - 1] = step->Name;
        }

        for (int slot = first; slot < count; slot++)
        {
            if (!Dict.SetStr(vm, into, names[slot], *Shapes.SlotAddress(instance, shape, slot)))
            {
                return false;
            }
        }

        return true;
    }
}
