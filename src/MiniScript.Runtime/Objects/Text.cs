using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Values as text.</summary>
public static unsafe class Text
{
    /// <summary><c>repr(value)</c>.</summary>
    public static Str* Repr(Vm* vm, Value value)
    {
        if (!Recursion.Enter(vm, " while getting the repr of an object"))
        {
            return null;
        }

        Value text = Types.Of(vm, value)->Slots.Repr(vm, value);
        Recursion.Leave(vm);
        return Check(vm, text, "__repr__");
    }

    /// <summary><c>str(value)</c>.</summary>
    public static Str* ToStr(Vm* vm, Value value)
    {
        if (value.IsExactly(TypeId.Str))
        {
            return (Str*)value.AsObject;
        }

        TypeObject* type = Types.Of(vm, value);
        if (type->Slots.Str == null)
        {
            return Repr(vm, value);
        }

        if (!Recursion.Enter(vm, " while getting the str of an object"))
        {
            return null;
        }

        Value text = type->Slots.Str(vm, value);
        Recursion.Leave(vm);
        return Check(vm, text, "__str__");
    }

    /// <summary><c>ascii(value)</c>.</summary>
    public static Str* Ascii(Vm* vm, Value value)
    {
        Str* repr = Repr(vm, value);
        return repr == null ? null : Str.EscapeNonAscii(vm, repr);
    }

    /// <summary><c>format(value, specification)</c>; null stands for the empty specification.</summary>
    public static Str* Format(Vm* vm, Value value, Str* specification)
    {
        bool isEmpty = specification == null || specification->Length == 0;
        if (isEmpty && (value.IsExactly(TypeId.Str) || value.IsInt || value.IsFloat))
        {
            return ToStr(vm, value);
        }

        if (isEmpty && Attributes.Lookup(vm, Types.Of(vm, value), WellKnown.Name(vm, NameId.__format__)).Is(Kind.NativeFunction))
        {
            // Every built-in type formats as str() does when nothing is specified.
            return ToStr(vm, value);
        }

        Str* spec = isEmpty ? WellKnown.Of(vm)->EmptyStr : specification;
        if (value.IsExactly(TypeId.Str))
        {
            return Formatting.FormatStr(vm, (Str*)value.AsObject, spec);
        }

        if (value.IsInt || value.IsBool || value.IsExactly(TypeId.Int))
        {
            return Formatting.FormatInt(vm, value, spec);
        }

        if (value.IsFloat)
        {
            return Formatting.FormatFloat(vm, value.AsFloat, spec);
        }

        Value text = Calls.InvokeSpecial(vm, value, NameId.__format__, Value.FromObject(spec));
        if (text.IsUndefined)
        {
            return null;
        }

        if (!text.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"__format__ must return a str, not {Types.NameOf(vm, text)}");
            return null;
        }

        return (Str*)text.AsObject;
    }

    private static Str* Check(Vm* vm, Value text, string method)
    {
        if (text.IsUndefined || text.Is(Kind.Str))
        {
            return (Str*)text.AsObject;
        }

        Throw.TypeError(vm, $"{method} returned non-string (type {Types.NameOf(vm, text)})");
        return null;
    }
}
