using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>str(object='') -> str; str(bytes_or_buffer[, encoding[, errors]]) -> str</summary>
/// <remarks>Searching, formatting and encoding; the other files of the class group the rest by subject.</remarks>
[BuiltinType("str")]
internal static unsafe partial class StrMethods
{
    /// <summary>Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end]; -1 on failure.</summary>
    [Method("find")]
    private static Value Find(Vm* vm, Str* self, Str* sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: false, mustFind: false);

    /// <summary>Return the highest index in S where substring sub is found, such that sub is contained within S[start:end]; -1 on failure.</summary>
    [Method("rfind")]
    private static Value FindLast(Vm* vm, Str* self, Str* sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: true, mustFind: false);

    /// <summary>Return the lowest index in S where substring sub is found; raise ValueError when it is not.</summary>
    [Method("index")]
    private static Value Index(Vm* vm, Str* self, Str* sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: false, mustFind: true);

    /// <summary>Return the highest index in S where substring sub is found; raise ValueError when it is not.</summary>
    [Method("rindex")]
    private static Value IndexLast(Vm* vm, Str* self, Str* sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: true, mustFind: true);

    /// <summary>Return the number of non-overlapping occurrences of substring sub in S[start:end].</summary>
    [Method("count")]
    private static Value Count(Vm* vm, Str* self, Str* sub, Value start = default, Value end = default) =>
        IndexArguments.TryBounds(vm, start, end, self->Length, out int from, out int to)
            ? Value.FromInt(from > to ? 0 : Str.Count(self, sub, from, to))
            : Value.Undefined;

    /// <summary>Return True if the string starts with the specified prefix (or one of a tuple of them), False otherwise.</summary>
    [Method("startswith")]
    private static Value StartsWith(Vm* vm, Str* self, Value prefix, Value start = default, Value end = default) =>
        HasAffix(vm, self, prefix, start, end, atEnd: false, "startswith");

    /// <summary>Return True if the string ends with the specified suffix (or one of a tuple of them), False otherwise.</summary>
    [Method("endswith")]
    private static Value EndsWith(Vm* vm, Str* self, Value suffix, Value start = default, Value end = default) =>
        HasAffix(vm, self, suffix, start, end, atEnd: true, "endswith");

    /// <summary>Encode the string using the codec registered for encoding.</summary>
    [Method("encode", Signature = "($self, /, encoding='utf-8', errors='strict')")]
    private static Bytes* Encode(Vm* vm, Str* self, string encoding, string errors) => Codecs.Encode(vm, self, encoding, errors);

    /// <summary>Return a formatted version of the string, using substitutions from args and kwargs, identified by braces.</summary>
    [Method("format", Signature = "($self, /, *args, **kwargs)")]
    private static Str* Format(Vm* vm, Str* self, Args args, KeywordArgs kwargs) => StrFormat.Format(vm, self, args, kwargs);

    /// <summary>Return a formatted version of the string, using substitutions from mapping, identified by braces.</summary>
    [Method("format_map")]
    private static Str* FormatMap(Vm* vm, Str* self, Value mapping) => StrFormat.FormatMap(vm, self, mapping);

    /// <summary>Return a formatted version of the string as described by format_spec.</summary>
    [Method("__format__")]
    private static Str* FormatSelf(Vm* vm, Str* self, Str* format_spec) => Formatting.FormatStr(vm, self, format_spec);

    private static Value Search(Vm* vm, Str* self, Str* sub, Value startValue, Value endValue, bool backward, bool mustFind)
    {
        int start = 0;
        int end = self->Length;
        if (!startValue.IsUndefined && !IndexArguments.TryBounds(vm, startValue, endValue, self->Length, out start, out end))
        {
            return Value.Undefined;
        }

        int index = start > end ? -1 : backward ? Str.FindLast(self, sub, start, end) : Str.Find(self, sub, start, end);
        return index < 0 && mustFind ? Throw.ValueError(vm, "substring not found") : Value.FromInt(index);
    }

    private static Value HasAffix(Vm* vm, Str* self, Value affix, Value startValue, Value endValue, bool atEnd, string method)
    {
        if (!IndexArguments.TryBounds(vm, startValue, endValue, self->Length, out int start, out int end))
        {
            return Value.Undefined;
        }

        if (affix.Is(Kind.Str))
        {
            return Value.FromBool(HasAffix(self, (Str*)affix.AsObject, start, end, atEnd));
        }

        if (!affix.Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, $"{method} first arg must be str or a tuple of str, not {Types.NameOf(vm, affix)}");
        }

        Objects.Tuple* candidates = (Objects.Tuple*)affix.AsObject;
        for (int i = 0; i < candidates->Length; i++)
        {
            Value candidate = Objects.Tuple.Items(candidates)[i];
            if (!candidate.Is(Kind.Str))
            {
                return Throw.TypeError(vm, $"tuple for {method} must only contain str, not {Types.NameOf(vm, candidate)}");
            }

            if (HasAffix(self, (Str*)candidate.AsObject, start, end, atEnd))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private static bool HasAffix(Str* self, Str* affix, int start, int end, bool atEnd) =>
        end - start >= affix->Length && Str.HasAt(self, atEnd ? end - affix->Length : start, affix);
}
