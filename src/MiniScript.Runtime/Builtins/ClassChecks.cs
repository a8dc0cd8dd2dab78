using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>isinstance</c> and <c>issubclass</c>: 1, 0, or -1 with an exception pending.</summary>
internal static unsafe class ClassChecks
{
    /// <summary>Tests an object against a class or a nested tuple of them.</summary>
    public static int IsInstance(Vm* vm, Value value, Value classes)
    {
        if (classes.Is(Kind.Type) && Types.Of(vm, classes)->Id == TypeId.Type)
        {
            TypeObject* wanted = (TypeObject*)classes.AsObject;
            TypeObject* type = Types.Of(vm, value);
            return type == wanted || TypeObject.IsSubtype(type, wanted) ? 1 : value.Is(Kind.Instance) || value.Is(Kind.WeakReference) ? ClaimsToBe(vm, value, type, wanted) : 0;
        }

        if (classes.Is(Kind.Type) && Types.Of(vm, value) == classes.AsObject)
        {
            return 1;
        }

        return Check(vm, value, classes, NameId.__instancecheck__, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    }

    /// <summary>Tests what an object gives as its <c>__class__</c>, if its own class redefines that.</summary>
    private static int ClaimsToBe(Vm* vm, Value value, TypeObject* type, TypeObject* wanted)
    {
        Str* name = WellKnown.Name(vm, NameId.__class__);
        if (type->Slots.GetAttribute == null && Attributes.LookupSlot(vm, type, name) == Attributes.LookupSlot(vm, Types.Of(vm, TypeId.Object), name))
        {
            return 0;
        }

        int found = Attributes.TryGet(vm, value, name, out Value claimed);
        return found < 0 ? -1 : found > 0 && claimed.Is(Kind.Type) && TypeObject.IsSubtype((TypeObject*)claimed.AsObject, wanted) ? 1 : 0;
    }

    /// <summary>Tests a class against a class or a nested tuple of them.</summary>
    public static int IsSubclass(Vm* vm, Value type, Value classes)
    {
        if (!type.Is(Kind.Type))
        {
            Throw.TypeError(vm, "issubclass() arg 1 must be a class");
            return -1;
        }

        return Check(vm, type, classes, NameId.__subclasscheck__, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    }

    private static int Check(Vm* vm, Value value, Value classes, NameId hook, string message)
    {
        if (!classes.Is(Kind.Tuple))
        {
            int found = Attributes.LookupSpecial(vm, classes, hook, out Value method);
            if (found == 0)
            {
                Throw.TypeError(vm, message);
                return -1;
            }

            Value result = found < 0 ? Value.Undefined : Calls.Invoke(vm, method, value);
            return result.IsUndefined ? -1 : Truth.Of(vm, result);
        }

        if (!Recursion.Enter(vm, " in __instancecheck__"))
        {
            return -1;
        }

        int outcome = 0;
        Tuple* tuple = (Tuple*)classes.AsObject;
        for (int i = 0; i < tuple->Length && outcome == 0; i++)
        {
            Value item = Tuple.Items(tuple)[i];
            outcome = hook == NameId.__instancecheck__ ? IsInstance(vm, value, item) : IsSubclass(vm, value, item);
        }

        Recursion.Leave(vm);
        return outcome;
    }
}
