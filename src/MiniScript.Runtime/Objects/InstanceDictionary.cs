using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The attribute <c>__dict__</c> of instances of script classes.</summary>
internal static unsafe class InstanceDictionary
{
    /// <summary>Gives a class the descriptor of its instances' <c>__dict__</c>, unless a base has it or they have none.</summary>
    public static void Declare(Vm* vm, TypeObject* type)
    {
        Str* name = WellKnown.Name(vm, NameId.__dict__);
        if ((type->Flags & TypeFlags.NoDict) != 0 || type->InstanceKind == Kind.Type)
        {
            return;
        }

        // The class's own attribute of that name stays what its body says.
        for (int i = 0; i < type->ResolutionOrder->Length; i++)
        {
            if (Dict.FindSlot(Attributes.DictOf(vm, (TypeObject*)Tuple.Items(type->ResolutionOrder)[i].AsObject), name) != null)
            {
                return;
            }
        }

        Add(vm, type, name, &Get, &Set);
    }

    /// <summary>Gives a class the descriptor of its instances' <c>__weakref__</c>, unless a base has it or they cannot be referred to weakly.</summary>
    public static void DeclareWeak(Vm* vm, TypeObject* type)
    {
        bool isNew = (type->Flags & TypeFlags.WeakReferable) != 0;
        for (int i = 0; i < type->Bases->Length; i++)
        {
            isNew &= (((TypeObject*)Tuple.Items(type->Bases)[i].AsObject)->Flags & TypeFlags.WeakReferable) == 0;
        }

        if (isNew)
        {
            Add(vm, type, WellKnown.Name(vm, NameId.__weakref__), &GetWeak, null);
        }
    }

    private static void Add(Vm* vm, TypeObject* type, Str* name, delegate*<Vm*, Value, Value> getter, delegate*<Vm*, Value, Value, bool> setter)
    {
        NativeProperty* property = (NativeProperty*)vm->Heap.AllocateSmall((nuint)sizeof(NativeProperty), Kind.NativeProperty, (uint)TypeId.NativeProperty);
        property->Getter = getter;
        property->Setter = setter;
        property->Documentation = null;
        property->Name = name;
        property->Owner = type;
        Dict.SetStr(vm, type->Attributes, name, Value.FromObject(property));
    }

    private static Value GetWeak(Vm* vm, Value self)
    {
        WeakReferences? references = WeakReferences.Find(vm);
        WeakReference* first = references == null ? null : references.First(self.AsObject);
        return first == null ? Value.None : Value.FromObject(first);
    }

    private static Value Get(Vm* vm, Value self) => InstanceAttributes.DictAddress(self) == null
        ? Attributes.Missing(vm, self, WellKnown.Name(vm, NameId.__dict__))
        : Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));

    private static bool Set(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            // What comes next starts with an empty one.
            InstanceAttributes.ReplaceDict(vm, self, Dict.New(vm));
            return true;
        }

        if (!value.Is(Kind.Dict))
        {
            Throw.TypeError(vm, $"__dict__ must be set to a dictionary, not a '{Types.NameOf(vm, value)}'");
            return false;
        }

        InstanceAttributes.ReplaceDict(vm, self, (Dict*)value.AsObject);
        return true;
    }
}
