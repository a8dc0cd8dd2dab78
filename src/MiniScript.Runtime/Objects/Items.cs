using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Subscription and length.</summary>
public static unsafe class Items
{
    /// <summary><c>container[key]</c>.</summary>
    public static Value Get(Vm* vm, Value container, Value key)
    {
        TypeObject* type = Types.Of(vm, container);
        if (type->Slots.GetItem != null)
        {
            return type->Slots.GetItem(vm, container, key);
        }

        if (container.Is(Kind.Type))
        {
            TypeObject* generic = (TypeObject*)container.AsObject;
            if (generic->Id == TypeId.Type)
            {
                return GenericAliasType.New(vm, container, key);
            }

            int found = Attributes.TryGet(vm, container, WellKnown.Name(vm, NameId.__class_getitem__), out Value method);
            if (found < 0)
            {
                return Value.Undefined;
            }

            return found > 0 ? Calls.Invoke(vm, method, key) : Throw.TypeError(vm, $"type '{Str.ToManaged(generic->Name)}' is not subscriptable");
        }

        return Throw.TypeError(vm, $"'{Types.NameOf(vm, container)}' object is not subscriptable");
    }

    /// <summary><c>container[key] = value</c>.</summary>
    public static bool Set(Vm* vm, Value container, Value key, Value value)
    {
        TypeObject* type = Types.Of(vm, container);
        if (type->Slots.SetItem != null)
        {
            return type->Slots.SetItem(vm, container, key, value);
        }

        Throw.TypeError(vm, $"'{Types.NameOf(vm, container)}' object does not support item assignment");
        return false;
    }

    /// <summary><c>del container[key]</c>.</summary>
    public static bool Delete(Vm* vm, Value container, Value key)
    {
        TypeObject* type = Types.Of(vm, container);
        if (type->Slots.SetItem != null)
        {
            return type->Slots.SetItem(vm, container, key, Value.Undefined);
        }

        return RefuseDeletion(vm, container, key);
    }

    /// <summary>Raises the <c>TypeError</c> of an object without item deletion: sequences asked by an index word it in their own way. False.</summary>
    public static bool RefuseDeletion(Vm* vm, Value container, Value key)
    {
        TypeObject* type = Types.Of(vm, container);
        bool isSequence = (type->Flags & TypeFlags.Heap) != 0 || type->InstanceKind is Kind.Str or Kind.Tuple or Kind.Bytes or Kind.Range or Kind.Set;
        bool isIndexed = isSequence && IndexArguments.IsIndex(vm, key);
        if (isIndexed && !IndexArguments.TryIndex(vm, key, out _))
        {
            return false;
        }

        string what = isIndexed ? "doesn't" : "does not";
        Throw.TypeError(vm, $"'{Types.NameOf(vm, container)}' object {what} support item deletion");
        return false;
    }

    /// <summary><c>len(container)</c>; -1 with an exception pending.</summary>
    public static long Length(Vm* vm, Value container)
    {
        TypeObject* type = Types.Of(vm, container);
        if (type->Slots.Length != null)
        {
            return type->Slots.Length(vm, container);
        }

        Throw.TypeError(vm, $"object of type '{Types.NameOf(vm, container)}' has no len()");
        return -1;
    }
}
