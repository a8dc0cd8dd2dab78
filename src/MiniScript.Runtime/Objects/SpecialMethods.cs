using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The tie between <see cref="Slots"/> and special methods: each slot has a method name, a native function that exposes the
/// slot under that name, and a function that fills the slot for a script class by calling its method.</summary>
internal static unsafe class SpecialMethods
{
    private static readonly SlotDefinition[] Definitions =
    [
        new(NameId.__repr__, Offsets.Repr, &SlotWrappers.Repr, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Repr),
        new(NameId.__str__, Offsets.Str, &SlotWrappers.Str, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Str),
        new(NameId.__hash__, Offsets.Hash, &SlotWrappers.Hash, (nint)(delegate*<Vm*, Value, long>)&SlotDispatchers.Hash),
        new(NameId.__lt__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.Less>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__le__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.LessEqual>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__eq__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.Equal>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__ne__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.NotEqual>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__gt__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.Greater>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__ge__, Offsets.Compare, &SlotWrappers.Compare<Comparisons.GreaterEqual>, (nint)(delegate*<Vm*, Value, Value, CompareOperation, Value>)&SlotDispatchers.Compare),
        new(NameId.__bool__, Offsets.Bool, &SlotWrappers.Bool, (nint)(delegate*<Vm*, Value, int>)&SlotDispatchers.Bool),
        new(NameId.__len__, Offsets.Length, &SlotWrappers.Length, (nint)(delegate*<Vm*, Value, long>)&SlotDispatchers.Length),
        new(NameId.__iter__, Offsets.Iterate, &SlotWrappers.Iterate, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Iterate),
        new(NameId.__next__, Offsets.Next, &SlotWrappers.Next, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Next),
        new(NameId.__getitem__, Offsets.GetItem, &SlotWrappers.GetItem, (nint)(delegate*<Vm*, Value, Value, Value>)&SlotDispatchers.GetItem),
        new(NameId.__setitem__, Offsets.SetItem, &SlotWrappers.SetItem, (nint)(delegate*<Vm*, Value, Value, Value, bool>)&SlotDispatchers.SetItem),
        new(NameId.__delitem__, Offsets.SetItem, &SlotWrappers.DeleteItem, (nint)(delegate*<Vm*, Value, Value, Value, bool>)&SlotDispatchers.SetItem),
        new(NameId.__contains__, Offsets.Contains, &SlotWrappers.Contains, (nint)(delegate*<Vm*, Value, Value, int>)&SlotDispatchers.Contains),
        new(NameId.__getattribute__, Offsets.GetAttribute, &SlotWrappers.GetAttribute, (nint)(delegate*<Vm*, Value, Str*, Value>)&SlotDispatchers.GetAttribute),
        new(NameId.__getattr__, Offsets.GetAttribute, null, (nint)(delegate*<Vm*, Value, Str*, Value>)&SlotDispatchers.GetAttribute),
        new(NameId.__setattr__, Offsets.SetAttribute, &SlotWrappers.SetAttribute, (nint)(delegate*<Vm*, Value, Str*, Value, bool>)&SlotDispatchers.SetAttribute),
        new(NameId.__delattr__, Offsets.SetAttribute, &SlotWrappers.DeleteAttribute, (nint)(delegate*<Vm*, Value, Str*, Value, bool>)&SlotDispatchers.SetAttribute),
        new(NameId.__call__, Offsets.Call, &SlotWrappers.Call, (nint)(delegate*<Vm*, Value, Value*, int, Tuple*, Value>)&SlotDispatchers.Call),
        new(NameId.__new__, Offsets.New, null, (nint)(delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value>)&SlotDispatchers.New),
        new(NameId.__init__, Offsets.Initialize, &SlotWrappers.Initialize, (nint)(delegate*<Vm*, Value, Value*, int, Tuple*, bool>)&SlotDispatchers.Initialize),
        new(NameId.__get__, Offsets.DescriptorGet, &SlotWrappers.DescriptorGet, (nint)(delegate*<Vm*, Value, Value, TypeObject*, Value>)&SlotDispatchers.DescriptorGet),
        new(NameId.__set__, Offsets.DescriptorSet, &SlotWrappers.DescriptorSet, (nint)(delegate*<Vm*, Value, Value, Value, bool>)&SlotDispatchers.DescriptorSet),
        new(NameId.__delete__, Offsets.DescriptorSet, &SlotWrappers.DescriptorDelete, (nint)(delegate*<Vm*, Value, Value, Value, bool>)&SlotDispatchers.DescriptorSet),
        new(NameId.__neg__, Offsets.Negative, &SlotWrappers.Negative, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Negative),
        new(NameId.__pos__, Offsets.Positive, &SlotWrappers.Positive, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Positive),
        new(NameId.__invert__, Offsets.Invert, &SlotWrappers.Invert, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Invert),
        new(NameId.__abs__, Offsets.Absolute, &SlotWrappers.Absolute, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Absolute),
        new(NameId.__int__, Offsets.Int, &SlotWrappers.Int, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Int),
        new(NameId.__float__, Offsets.Float, &SlotWrappers.Float, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Float),
        new(NameId.__index__, Offsets.Index, &SlotWrappers.Index, (nint)(delegate*<Vm*, Value, Value>)&SlotDispatchers.Index),
        .. Binary<BinaryOperatorTypes.Add>(),
        .. Binary<BinaryOperatorTypes.Subtract>(),
        .. Binary<BinaryOperatorTypes.Multiply>(),
        .. Binary<BinaryOperatorTypes.Divide>(),
        .. Binary<BinaryOperatorTypes.FloorDivide>(),
        .. Binary<BinaryOperatorTypes.Modulo>(),
        .. Binary<BinaryOperatorTypes.Power>(),
        .. Binary<BinaryOperatorTypes.MatrixMultiply>(),
        .. Binary<BinaryOperatorTypes.LeftShift>(),
        .. Binary<BinaryOperatorTypes.RightShift>(),
        .. Binary<BinaryOperatorTypes.And>(),
        .. Binary<BinaryOperatorTypes.Or>(),
        .. Binary<BinaryOperatorTypes.Xor>(),
        .. Binary<BinaryOperatorTypes.DivMod>(),
    ];

    /// <summary>Adds the native functions for the slots that a built-in type defines itself.</summary>
    public static void AddWrappers(Vm* vm, TypeObject* type)
    {
        for (int i = 0; i < Definitions.Length; i++)
        {
            ref readonly SlotDefinition definition = ref Definitions[i];
            nint slot = Read(type, definition.Offset);
            // Null stands for the generic attribute access, which scripts know as methods of object.
            bool isGeneric = type->Id == TypeId.Object && (definition.Offset is Offsets.GetAttribute or Offsets.SetAttribute);
            bool isNew = definition.Name == NameId.__new__;
            if ((slot == 0 && !isGeneric) || (definition.Wrapper == null && !isNew))
            {
                continue;
            }

            bool isOwn = type->Id == TypeId.Object || (type->InstanceKind == Kind.Exception && definition.Name is NameId.__new__ or NameId.__init__);
            bool isInherited = !isOwn && type->Base != null && Read(type->Base, definition.Offset) == slot;
            Str* name = WellKnown.Name(vm, definition.Name);
            if (isInherited || Dict.FindSlot(type->Attributes, name) != null)
            {
                continue;
            }

            Dict.SetStr(vm, type->Attributes, name, isNew ? Natives.Constructor(vm, type) : Value.FromObject(SlotWrapper.New(vm, type, name, i)));
        }

        Str* hash = WellKnown.Name(vm, NameId.__hash__);
        if (type->Slots.Hash == null && Dict.FindSlot(type->Attributes, hash) == null)
        {
            Dict.SetStr(vm, type->Attributes, hash, Value.None);
        }
    }

    /// <summary>Calls the function of a slot: its first argument must be an instance of the class that it belongs to.</summary>
    public static Value Invoke(Vm* vm, SlotWrapper* wrapper, Value* args, int argc, Tuple* kwNames)
    {
        if (argc < 1)
        {
            return Throw.TypeError(vm, $"descriptor '{Str.ToManaged(wrapper->Name)}' of '{Str.ToManaged(wrapper->Owner->Name)}' object needs an argument");
        }

        if (!TypeObject.IsSubtype(Types.Of(vm, args[0]), wrapper->Owner))
        {
            return Throw.TypeError(
                vm,
                $"descriptor '{Str.ToManaged(wrapper->Name)}' requires a '{Str.ToManaged(wrapper->Owner->Name)}' object but received a '{Types.NameOf(vm, args[0])}'");
        }

        ref readonly SlotDefinition definition = ref Definitions[wrapper->Header.Aux];
        bool takesKeywords = definition.Name is NameId.__init__ or NameId.__call__;
        return kwNames != null && kwNames->Length > 0 && !takesKeywords
            ? Throw.TypeError(vm, $"wrapper {Str.ToManaged(wrapper->Name)}() takes no keyword arguments")
            : definition.Wrapper(vm, wrapper->Owner, args, argc, kwNames);
    }

    /// <summary>The special method of a slot's function.</summary>
    public static NameId NameOf(SlotWrapper* wrapper) => Definitions[wrapper->Header.Aux].Name;

    /// <summary>Sets every slot of a script class from the special methods that its resolution order finds.</summary>
    public static void UpdateSlots(Vm* vm, TypeObject* type)
    {
        foreach (ref readonly SlotDefinition definition in Definitions.AsSpan())
        {
            Write(type, definition.Offset, Read(type->Base, definition.Offset));
        }

        // Several methods may share a slot (the six comparisons): a script method among them wins over native ones.
        foreach (ref readonly SlotDefinition definition in Definitions.AsSpan())
        {
            Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, definition.Name));
            if (found.IsUndefined)
            {
                continue;
            }

            if (definition.Name == NameId.__hash__ && found.IsNone)
            {
                Write(type, definition.Offset, 0);
                continue;
            }

            Str* own = WellKnown.Name(vm, definition.Name);
            TypeObject* owner = found.Is(Kind.SlotWrapper) && ((SlotWrapper*)found.AsObject)->Name == own ? ((SlotWrapper*)found.AsObject)->Owner
                : found.Is(Kind.NativeFunction) && ((NativeFunction*)found.AsObject)->Name == own ? ((NativeFunction*)found.AsObject)->Owner : null;
            if (owner != null)
            {
                // A method of a built-in type under its own name: its slot does the same without a call.
                if (Read(type, definition.Offset) != definition.Dispatcher)
                {
                    Write(type, definition.Offset, Read(owner, definition.Offset));
                }

                continue;
            }

            Write(type, definition.Offset, definition.Dispatcher);
        }

        type->Flags &= ~(TypeFlags.DataDescriptor | TypeFlags.CustomGetAttr | TypeFlags.Finalized);
        if (!Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__del__)).IsUndefined)
        {
            type->Flags |= TypeFlags.Finalized;
        }

        if (type->Slots.DescriptorSet != null)
        {
            type->Flags |= TypeFlags.DataDescriptor;
        }

        if (type->Slots.GetAttribute != null)
        {
            type->Flags |= TypeFlags.CustomGetAttr;
        }
    }

    /// <summary>Sets the slots of a class and its subclasses again, after a special method was set on it.</summary>
    public static void UpdateSlotsOfFamily(Vm* vm, TypeObject* type)
    {
        UpdateSlots(vm, type);
        for (int i = 0; type->Subclasses != null && i < type->Subclasses->Length; i++)
        {
            UpdateSlotsOfFamily(vm, (TypeObject*)type->Subclasses->Items[i].AsObject);
        }
    }

    /// <summary>True if a name is one that <see cref="UpdateSlots"/> looks at.</summary>
    public static bool IsSpecial(Str* name) =>
        name->Length > 4 && name->Width == 1 && name->Data[0] == '_' && name->Data[1] == '_'
        && name->Data[name->Length - 1] == '_' && name->Data[name->Length - 2] == '_';

    private static SlotDefinition[] Binary<T>()
        where T : struct, IBinaryOperator
    {
        int offset = Offsets.Binary + ((int)T.Operation * sizeof(nint));
        nint dispatcher = (nint)(delegate*<Vm*, Value, Value, Value>)&SlotDispatchers.Binary<T>;
        SlotDefinition direct = new(T.Method, offset, &SlotWrappers.Binary<T>, dispatcher);
        SlotDefinition reflected = new(T.Reflected, offset, &SlotWrappers.Reflected<T>, dispatcher);
        if (T.InPlace == NameId.Count)
        {
            return [direct, reflected];
        }

        return
        [
            direct,
            reflected,
            new(T.InPlace, Offsets.InPlace + ((int)T.Operation * sizeof(nint)), &SlotWrappers.InPlace<T>, (nint)(delegate*<Vm*, Value, Value, Value>)&SlotDispatchers.InPlace<T>),
        ];
    }

    private static nint Read(TypeObject* type, int offset) => *(nint*)((byte*)&type->Slots + offset);

    private static void Write(TypeObject* type, int offset, nint function) => *(nint*)((byte*)&type->Slots + offset) = function;

    private readonly struct SlotDefinition(NameId name, int offset, delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value> wrapper, nint dispatcher)
    {
        public readonly NameId Name = name;
        public readonly int Offset = offset;
        public readonly delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value> Wrapper = wrapper;
        public readonly nint Dispatcher = dispatcher;
    }

    /// <summary>Byte offsets in <see cref="Slots"/>; a test compares them with the struct.</summary>
    internal static class Offsets
    {
        public const int Repr = 0;
        public const int Str = 8;
        public const int Hash = 16;
        public const int Compare = 24;
        public const int Bool = 32;
        public const int Length = 40;
        public const int Iterate = 48;
        public const int Next = 56;
        public const int GetItem = 64;
        public const int SetItem = 72;
        public const int Contains = 80;
        public const int GetAttribute = 88;
        public const int SetAttribute = 96;
        public const int Call = 104;
        public const int New = 112;
        public const int Initialize = 120;
        public const int DescriptorGet = 128;
        public const int DescriptorSet = 136;
        public const int Negative = 144;
        public const int Positive = 152;
        public const int Invert = 160;
        public const int Absolute = 168;
        public const int Int = 176;
        public const int Float = 184;
        public const int Index = 192;
        public const int Binary = 200;
        public const int InPlace = 312;
    }
}
