using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The lookup of <c>super</c>.</summary>
public static unsafe class Supers
{
    /// <summary>A bound <c>super</c> object.</summary>
    public static Super* New(Vm* vm, TypeObject* type, Value self, TypeObject* start)
    {
        Super* bound = (Super*)vm->Heap.AllocateSmall((nuint)sizeof(Super), Kind.Super, (uint)TypeId.Super);
        bound->Type = type;
        bound->Self = self;
        bound->SelfType = start;
        return bound;
    }

    /// <summary>The class whose resolution order is searched; null with <c>TypeError</c> pending if the object does not fit the class.</summary>
    public static TypeObject* StartOf(Vm* vm, TypeObject* type, Value self)
    {
        if (self.Is(Kind.Type) && TypeObject.IsSubtype((TypeObject*)self.AsObject, type))
        {
            return (TypeObject*)self.AsObject;
        }

        TypeObject* own = Types.Of(vm, self);
        if (TypeObject.IsSubtype(own, type))
        {
            return own;
        }

        // A proxy may say that it is of another class.
        int found = Attributes.TryGet(vm, self, WellKnown.Name(vm, NameId.__class__), out Value claimed);
        if (found > 0 && claimed.Is(Kind.Type) && TypeObject.IsSubtype((TypeObject*)claimed.AsObject, type))
        {
            return (TypeObject*)claimed.AsObject;
        }

        vm->Pending = Value.Undefined;
        Throw.TypeError(
            vm,
            $"super(type, obj): obj ({(self.Is(Kind.Type) ? "type" : "instance of")} {(self.Is(Kind.Type) ? Str.ToManaged(((TypeObject*)self.AsObject)->Name) : Types.NameOf(vm, self))}) is not an instance or subtype of type ({Str.ToManaged(type->Name)}).");
        return null;
    }

    /// <summary>What the classes behind <paramref name="type"/> in the resolution order define, or <see cref="Value.Undefined"/>.</summary>
    public static Value Find(Vm* vm, TypeObject* type, TypeObject* start, Str* name)
    {
        Tuple* order = start->ResolutionOrder;
        int i = 0;
        while (i < order->Length && (TypeObject*)Tuple.Items(order)[i].AsObject != type)
        {
            i++;
        }

        for (i++; i < order->Length; i++)
        {
            Value* slot = Dict.FindSlot(Attributes.DictOf(vm, (TypeObject*)Tuple.Items(order)[i].AsObject), name);
            if (slot != null)
            {
                return *slot;
            }
        }

        return Value.Undefined;
    }
}
