using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>isinstance</c> and <c>issubclass</c>: 1, 0, or -1 with an exception pending.</summary>
internal static unsafe class ClassChecks
{
    private const string NoClass = "issubclass() arg 2 must be a class, a tuple of classes, or a union";

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

        return Check(vm, value, classes, NameId.__instancecheck__);
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
    public static int IsSubclass(Vm* vm, Value type, Value classes) => Check(vm, type, classes, NameId.__subclasscheck__);

    /// <summary>Tests by <c>__bases__</c> what need not be a class, against something that has no check of its own.</summary>
    public static int IsSubclassByBases(Vm* vm, Value type, Value wanted)
    {
        if (type.Is(Kind.Type) && wanted.Is(Kind.Type))
        {
            return TypeObject.IsSubtype((TypeObject*)type.AsObject, (TypeObject*)wanted.AsObject) ? 1 : 0;
        }

        return CheckBases(vm, type, "issubclass() arg 1 must be a class") && CheckBases(vm, wanted, NoClass) ? HasBase(vm, type, wanted) : -1;
    }

    private static int IsInstanceByBases(Vm* vm, Value value, Value wanted)
    {
        if (!CheckBases(vm, wanted, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        {
            return -1;
        }

        int found = Attributes.TryGet(vm, value, WellKnown.Name(vm, NameId.__class__), out Value type);
        return found <= 0 ? found : HasBase(vm, type, wanted);
    }

    /// <summary>True if something has a tuple <c>__bases__</c>; else raises <c>TypeError</c> with the message.</summary>
    private static bool CheckBases(Vm* vm, Value type, string message)
    {
        Tuple* bases = BasesOf(vm, type);
        if (bases == null && !vm->HasPending)
        {
            Throw.TypeError(vm, message);
        }

        return bases != null;
    }

    /// <summary>The tuple <c>__bases__</c> of anything, or null.</summary>
    private static Tuple* BasesOf(Vm* vm, Value type) =>
        Attributes.TryGet(vm, type, WellKnown.Name(vm, NameId.__bases__), out Value bases) > 0 && bases.Is(Kind.Tuple) ? (Tuple*)bases.AsObject : null;

    private static int HasBase(Vm* vm, Value type, Value wanted)
    {
        if (type == wanted)
        {
            return 1;
        }

        if (!Recursion.Enter(vm, " in __issubclass__"))
        {
            return -1;
        }

        Tuple* bases = BasesOf(vm, type);
        int outcome = vm->HasPending ? -1 : 0;
        for (int i = 0; bases != null && i < bases->Length && outcome == 0; i++)
        {
            outcome = HasBase(vm, Tuple.Items(bases)[i], wanted);
        }

        Recursion.Leave(vm);
        return outcome;
    }

    private static int Check(Vm* vm, Value value, Value classes, NameId hook)
    {
        if (!classes.Is(Kind.Tuple))
        {
            int found = Attributes.LookupSpecial(vm, classes, hook, out Value method);
            if (found == 0)
            {
                return hook == NameId.__instancecheck__ ? IsInstanceByBases(vm, value, classes) : IsSubclassByBases(vm, value, classes);
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
