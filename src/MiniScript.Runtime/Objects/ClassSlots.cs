using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>__slots__</c>: attributes with a fixed place in the instances of a class.</summary>
/// <remarks>
/// The descriptor of a slot is a record of its name, its class and its place. An instance of a class that derives from <c>object</c> keeps
/// the slots of its class and of the bases in its first in-object slots, whatever its shape. Other layouts keep them under their names among the
/// attributes, and the place is -1.
/// </remarks>
internal static unsafe class ClassSlots
{
    /// <summary>The place of the name in a descriptor.</summary>
    public const int Name = 0;

    /// <summary>The place of the class in a descriptor.</summary>
    public const int Owner = 1;

    /// <summary>The place of the index in a descriptor.</summary>
    public const int Index = 2;

    private const int MaxSlots = 900;

    /// <summary>The in-object slot of a descriptor; -1 if the attribute is kept under its name.</summary>
    public static int IndexOf(Value descriptor) => (int)Record.Fields((Record*)descriptor.AsObject)[Index].AsInt;

    /// <summary>The class of a descriptor.</summary>
    public static TypeObject* OwnerOf(Value descriptor) => (TypeObject*)Record.Fields((Record*)descriptor.AsObject)[Owner].AsObject;

    /// <summary>Makes a descriptor for each name in <c>__slots__</c>, and decides whether instances have a dict and can be referred to weakly.</summary>
    public static bool Declare(Vm* vm, TypeObject* type)
    {
        type->ReservedSlots = type->Base->ReservedSlots;
        bool isVariable = IsVariableSize(type->Base);
        bool hasDict = HasDict(type->Base);
        bool hasWeak = (type->Base->Flags & TypeFlags.WeakReferable) != 0;
        Value declared = Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__slots__));
        if (declared.IsUndefined)
        {
            type->Flags |= hasWeak || !isVariable ? TypeFlags.WeakReferable : 0;
            return true;
        }

        List* names = NamesOf(vm, type, declared);
        if (names == null)
        {
            return false;
        }

        if (names->Length > 0 && isVariable)
        {
            Throw.TypeError(vm, $"nonempty __slots__ not supported for subtype of '{Str.ToManaged(type->Base->Name)}'");
            return false;
        }

        bool addsDict = false;
        bool addsWeak = false;
        for (int i = 0; i < names->Length; i++)
        {
            Str* name = (Str*)names->Items[i].AsObject;
            if (name == WellKnown.Name(vm, NameId.__dict__))
            {
                if (hasDict || addsDict)
                {
                    Throw.TypeError(vm, "__dict__ slot disallowed: we already got one");
                    return false;
                }

                addsDict = true;
            }
            else if (name == WellKnown.Name(vm, NameId.__weakref__))
            {
                if (hasWeak || addsWeak || isVariable)
                {
                    Throw.TypeError(vm, "__weakref__ slot disallowed: we already got one");
                    return false;
                }

                addsWeak = true;
            }
            else if (!Add(vm, type, name))
            {
                return false;
            }
        }

        for (int i = 0; i < type->Bases->Length; i++)
        {
            TypeObject* other = (TypeObject*)Tuple.Items(type->Bases)[i].AsObject;
            addsDict |= HasDict(other);
            addsWeak |= (other->Flags & TypeFlags.WeakReferable) != 0;
        }

        type->Flags |= hasDict || addsDict ? 0 : TypeFlags.NoDict;
        type->Flags |= hasWeak || addsWeak ? TypeFlags.WeakReferable : 0;
        return true;
    }

    /// <summary>True if the instances of a class have a dict of attributes.</summary>
    public static bool HasDict(TypeObject* type) => (type->Flags & TypeFlags.Heap) != 0
        ? (type->Flags & TypeFlags.NoDict) == 0
        : type->BuiltinBase is TypeId.OrderedDict or TypeId.Partial or TypeId.LruCacheWrapper
            || type->InstanceKind is Kind.Exception or Kind.Function or Kind.Module or Kind.MethodWrapper;

    /// <summary>True if two classes lay their instances out in the same way, so that an instance of one can become one of the other.</summary>
    public static bool HaveSameLayout(TypeObject* a, TypeObject* b)
    {
        if (a->BuiltinBase != b->BuiltinBase || a->ReservedSlots != b->ReservedSlots || HasDict(a) != HasDict(b)
            || ((a->Flags ^ b->Flags) & TypeFlags.WeakReferable) != 0)
        {
            return false;
        }

        TypeObject* first = SlotOwner(a);
        TypeObject* second = SlotOwner(b);
        return first == second || (first != null && second != null && HaveSameNames(first, second) && HaveSameLayout(first->Base, second->Base));
    }

    /// <summary>The nearest class that adds slots to those of its base; null without one.</summary>
    public static TypeObject* SlotOwner(TypeObject* type)
    {
        while (type->Base != null && type->ReservedSlots == type->Base->ReservedSlots)
        {
            type = type->Base;
        }

        return type->Base == null ? null : type;
    }

    private static bool IsVariableSize(TypeObject* type) =>
        type->BuiltinBase is TypeId.Int or TypeId.Tuple or TypeId.Bytes or TypeId.Type or TypeId.Bool;

    private static bool HaveSameNames(TypeObject* a, TypeObject* b)
    {
        int position = 0;
        while (Dict.Next(a->Attributes, ref position, out Value key, out Value value))
        {
            if (value.IsExactly(TypeId.MemberDescriptor)
                && (Dict.GetStr(b->Attributes, (Str*)key.AsObject) is var other) && (!other.IsExactly(TypeId.MemberDescriptor) || IndexOf(other) != IndexOf(value)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The declared names, mangled; null with an exception pending.</summary>
    private static List* NamesOf(Vm* vm, TypeObject* type, Value declared)
    {
        List* items = declared.Is(Kind.Str) ? List.New(vm) : Iteration.ToList(vm, declared);
        if (items == null)
        {
            return null;
        }

        if (declared.Is(Kind.Str))
        {
            List.Append(vm, items, declared);
        }
        else if (!declared.Is(Kind.Tuple) && Types.Of(vm, declared)->Slots.Next != null)
        {
            // An iterator is used up: what it gave stays for whoever asks.
            Dict.SetStr(vm, type->Attributes, WellKnown.Name(vm, NameId.__slots__), declared);
        }

        for (int i = 0; i < items->Length; i++)
        {
            Value item = items->Items[i];
            if (!item.Is(Kind.Str))
            {
                Throw.TypeError(vm, $"__slots__ items must be strings, not '{Types.NameOf(vm, item)}'");
                return null;
            }

            Value isIdentifier = Calls.InvokeMethod(vm, item, Str.Intern(vm, "isidentifier"u8), null, 0);
            if (!isIdentifier.IsTrue)
            {
                Throw.TypeError(vm, "__slots__ must be identifiers");
                return null;
            }

            // In order, so that two classes with the same slots lay their instances out in the same way.
            Str* name = Mangle(vm, type, (Str*)item.AsObject);
            int place = i;
            for (; place > 0 && Str.Compare((Str*)items->Items[place - 1].AsObject, name) > 0; place--)
            {
                items->Items[place] = items->Items[place - 1];
            }

            items->Items[place] = Value.FromObject(name);
        }

        return items;
    }

    private static bool Add(Vm* vm, TypeObject* type, Str* name)
    {
        Value present = Dict.GetStr(type->Attributes, name);
        if (present.IsExactly(TypeId.MemberDescriptor) && present.Is(Kind.Record) && Record.Fields((Record*)present.AsObject)[Owner].AsObject == type)
        {
            return true; // the same name twice
        }

        bool isAbsentDoc = present.IsNone && name == WellKnown.Name(vm, NameId.__doc__);
        if (!present.IsUndefined && !isAbsentDoc && name != WellKnown.Name(vm, NameId.__qualname__))
        {
            Throw.ValueError(vm, $"'{Str.ToManaged(name)}' in __slots__ conflicts with class variable");
            return false;
        }

        if (type->ReservedSlots >= MaxSlots)
        {
            Throw.TypeError(vm, $"more than {MaxSlots} names in __slots__ are not supported");
            return false;
        }

        Record* descriptor = Record.New(vm, TypeId.MemberDescriptor, 3);
        Value* fields = Record.Fields(descriptor);
        fields[Name] = Value.FromObject(name);
        fields[Owner] = Value.FromObject(type);
        fields[Index] = Value.FromInt(type->InstanceKind == Kind.Instance ? type->ReservedSlots : -1);
        type->ReservedSlots++;
        return Dict.SetStr(vm, type->Attributes, name, Value.FromObject(descriptor));
    }

    private static Str* Mangle(Vm* vm, TypeObject* type, Str* name)
    {
        string text = Str.ToManaged(name);
        if (text.StartsWith("__", StringComparison.Ordinal) && !text.EndsWith("__", StringComparison.Ordinal))
        {
            string owner = Str.ToManaged(type->Name).TrimStart('_');
            if (owner.Length > 0)
            {
                return Str.Intern(vm, Str.New(vm, $"_{owner}{text}"));
            }
        }

        return Str.Intern(vm, name);
    }
}
