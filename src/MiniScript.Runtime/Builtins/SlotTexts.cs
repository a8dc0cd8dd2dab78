using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Signatures and documentation of the special methods that built-in types have.</summary>
internal static unsafe class SlotTexts
{
    /// <summary><c>__text_signature__</c>.</summary>
    public static Value Signature(Vm* vm, NameId name) => Value.FromObject(Str.New(vm, name switch
    {
        NameId.__init__ or NameId.__call__ => "($self, /, *args, **kwargs)",
        NameId.__getattribute__ or NameId.__delattr__ => "($self, name, /)",
        NameId.__setattr__ => "($self, name, value, /)",
        NameId.__getitem__ or NameId.__delitem__ or NameId.__contains__ => "($self, key, /)",
        NameId.__setitem__ => "($self, key, value, /)",
        NameId.__get__ => "($self, instance, owner=None, /)",
        NameId.__set__ => "($self, instance, value, /)",
        NameId.__delete__ => "($self, instance, /)",
        NameId.__pow__ or NameId.__rpow__ => "($self, value, mod=None, /)",
        _ => Text(name) == null ? "($self, value, /)" : "($self, /)",
    }));

    /// <summary><c>__doc__</c>.</summary>
    public static Value Doc(Vm* vm, NameId name)
    {
        string? text = Text(name) ?? Binary(vm, name);
        return text == null ? Value.None : Value.FromObject(Str.New(vm, text));
    }

    private static string? Text(NameId name) => name switch
    {
        NameId.__repr__ => "Return repr(self).",
        NameId.__str__ => "Return str(self).",
        NameId.__hash__ => "Return hash(self).",
        NameId.__len__ => "Return len(self).",
        NameId.__bool__ => "True if self else False",
        NameId.__iter__ => "Implement iter(self).",
        NameId.__next__ => "Implement next(self).",
        NameId.__getitem__ => "Return self[key].",
        NameId.__setitem__ => "Set self[key] to value.",
        NameId.__delitem__ => "Delete self[key].",
        NameId.__contains__ => "Return bool(key in self).",
        NameId.__getattribute__ => "Return getattr(self, name).",
        NameId.__setattr__ => "Implement setattr(self, name, value).",
        NameId.__delattr__ => "Implement delattr(self, name).",
        NameId.__call__ => "Call self as a function.",
        NameId.__init__ => "Initialize self.  See help(type(self)) for accurate signature.",
        NameId.__get__ => "Return an attribute of instance, which is of type owner.",
        NameId.__set__ => "Set an attribute of instance to value.",
        NameId.__delete__ => "Delete an attribute of instance.",
        NameId.__neg__ => "-self",
        NameId.__pos__ => "+self",
        NameId.__invert__ => "~self",
        NameId.__abs__ => "abs(self)",
        NameId.__int__ => "int(self)",
        NameId.__float__ => "float(self)",
        NameId.__index__ => "Return self converted to an integer, if self is suitable for use as an index into a list.",
        _ => null,
    };

    private static string? Binary(Vm* vm, NameId name)
    {
        switch (name)
        {
            case NameId.__divmod__:
                return "Return divmod(self, value).";
            case NameId.__rdivmod__:
                return "Return divmod(value, self).";
            case NameId.__pow__:
                return "Return pow(self, value, mod).";
            case NameId.__rpow__:
                return "Return pow(value, self, mod).";
            case NameId.__iadd__:
                return "Implement self+=value.";
            case NameId.__imul__:
                return "Implement self*=value.";
            default:
                break;
        }

        string word = Str.ToManaged(WellKnown.Name(vm, name));
        string? symbol = Symbol(word[2..^2]);
        if (symbol != null)
        {
            return $"Return self{symbol}value.";
        }

        symbol = Symbol(word[3..^2]);
        return symbol == null ? null : word[2] == 'r' ? $"Return value{symbol}self." : $"Return self{symbol}=value.";
    }

    private static string? Symbol(string operation) => operation switch
    {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "matmul" => "@",
        "truediv" => "/",
        "floordiv" => "//",
        "mod" => "%",
        "lshift" => "<<",
        "rshift" => ">>",
        "and" => "&",
        "or" => "|",
        "xor" => "^",
        "eq" => "==",
        "ne" => "!=",
        "lt" => "<",
        "le" => "<=",
        "gt" => ">",
        "ge" => ">=",
        _ => null,
    };
}
