using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <summary>The library module <c>unicodedata</c>.</summary>
[BuiltinModule("unicodedata", Doc = "The properties and names of characters in Unicode 15.1, and the normal forms of text.")]
internal static unsafe partial class UnicodeDataModule
{
    [Constant("unidata_version")]
    private const string Version = "15.1.0";

    /// <summary>Return the character, or the sequence of characters, that has a name.</summary>
    [Function("lookup", Signature = "(name, /)")]
    private static Value Lookup(Vm* vm, Value name)
    {
        string wanted;
        if (name.Is(Kind.Str))
        {
            wanted = Str.ToManaged((Str*)name.AsObject);
        }
        else if (name.Is(Kind.Bytes))
        {
            wanted = System.Text.Encoding.Latin1.GetString(Bytes.Span((Bytes*)name.AsObject));
        }
        else
        {
            return Throw.TypeError(vm, $"a bytes-like object is required, not '{Types.NameOf(vm, name)}'");
        }

        if (wanted.Length >= UnicodeNames.TooLong)
        {
            return Throw.Raise(vm, TypeId.KeyError, "name too long");
        }

        string? found = UnicodeNames.Instance.Find(wanted);
        return found != null
            ? Value.FromObject(Str.New(vm, found))
            : Throw.Raise(vm, TypeId.KeyError, $"undefined character name '{wanted}'");
    }

    /// <summary>Return the name of a character, or the default.</summary>
    [Function("name", Signature = "(chr, default=<unrepresentable>, /)")]
    private static Value Name(Vm* vm, Value chr, Value fallback)
    {
        int c = Character(vm, chr, "name() argument 1");
        if (c < 0)
        {
            return Value.Undefined;
        }

        string? name = UnicodeNames.Instance.Name(c);
        return name != null ? Value.FromObject(Str.New(vm, name)) : OrDefault(vm, fallback, "no such name");
    }

    /// <summary>Return the value of a decimal digit as an integer, or the default.</summary>
    [Function("decimal", Signature = "(chr, default=<unrepresentable>, /)")]
    private static Value Decimal(Vm* vm, Value chr, Value fallback)
    {
        int c = Character(vm, chr, "decimal() argument 1");
        return c < 0 ? Value.Undefined
            : UnicodeProperties.Instance.TryNumber(c, out bool isDecimal, out _, out double value) && isDecimal ? Value.FromInt((long)value)
            : OrDefault(vm, fallback, "not a decimal");
    }

    /// <summary>Return the value of a digit as an integer, or the default.</summary>
    [Function("digit", Signature = "(chr, default=<unrepresentable>, /)")]
    private static Value Digit(Vm* vm, Value chr, Value fallback)
    {
        int c = Character(vm, chr, "digit() argument 1");
        return c < 0 ? Value.Undefined
            : UnicodeProperties.Instance.TryNumber(c, out _, out bool isDigit, out double value) && isDigit ? Value.FromInt((long)value)
            : OrDefault(vm, fallback, "not a digit");
    }

    /// <summary>Return the numeric value of a character as a float, or the default.</summary>
    [Function("numeric", Signature = "(chr, default=<unrepresentable>, /)")]
    private static Value Numeric(Vm* vm, Value chr, Value fallback)
    {
        int c = Character(vm, chr, "numeric() argument 1");
        return c < 0 ? Value.Undefined
            : UnicodeProperties.Instance.TryNumber(c, out _, out _, out double value) ? Value.FromFloat(value)
            : OrDefault(vm, fallback, "not a numeric character");
    }

    /// <summary>Return the general category of a character.</summary>
    [Function("category", Signature = "(chr, /)")]
    private static Value Category(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "category() argument");
        return c < 0 ? Value.Undefined : Text(vm, UnicodeProperties.Instance.Category(c));
    }

    /// <summary>Return the bidirectional class of a character, empty if it has none.</summary>
    [Function("bidirectional", Signature = "(chr, /)")]
    private static Value Bidirectional(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "bidirectional() argument");
        return c < 0 ? Value.Undefined : Text(vm, UnicodeProperties.Instance.Direction(c));
    }

    /// <summary>Return the canonical combining class of a character, 0 if it does not combine.</summary>
    [Function("combining", Signature = "(chr, /)")]
    private static Value Combining(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "combining() argument");
        return c < 0 ? Value.Undefined : Value.FromInt(UnicodeProperties.Instance.CombiningClass(c));
    }

    /// <summary>Return the width of a character in East Asian typography.</summary>
    [Function("east_asian_width", Signature = "(chr, /)")]
    private static Value EastAsianWidth(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "east_asian_width() argument");
        return c < 0 ? Value.Undefined : Text(vm, UnicodeProperties.Instance.Width(c));
    }

    /// <summary>Return 1 for a character that is drawn mirrored in text from right to left, else 0.</summary>
    [Function("mirrored", Signature = "(chr, /)")]
    private static Value Mirrored(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "mirrored() argument");
        return c < 0 ? Value.Undefined : Value.FromInt(UnicodeProperties.Instance.IsMirrored(c) ? 1 : 0);
    }

    /// <summary>Return what a character decomposes into: code points in hexadecimal, a tag before those of compatibility. Empty for most.</summary>
    [Function("decomposition", Signature = "(chr, /)")]
    private static Value Decomposition(Vm* vm, Value chr)
    {
        int c = Character(vm, chr, "decomposition() argument");
        if (c < 0)
        {
            return Value.Undefined;
        }

        System.Text.StringBuilder result = new();
        ReadOnlySpan<int> codes = UnicodeProperties.Instance.Decomposition(c, out string tag);
        if (tag.Length > 0)
        {
            result.Append('<').Append(tag).Append('>');
        }

        foreach (int code in codes)
        {
            result.Append(result.Length > 0 ? " " : string.Empty).Append(code.ToString("X4", null));
        }

        return Text(vm, result.ToString());
    }

    /// <summary>Return a text in one of the normal forms NFC, NFKC, NFD and NFKD.</summary>
    [Function("normalize", Signature = "(form, unistr, /)")]
    private static Value Normalize(Vm* vm, string form, Str* unistr)
    {
        Str* result = Normalized(vm, form, unistr);
        return result == null ? Value.Undefined : Value.FromObject(result);
    }

    /// <summary>Return whether a text is in a normal form.</summary>
    [Function("is_normalized", Signature = "(form, unistr, /)")]
    private static Value IsNormalized(Vm* vm, string form, Str* unistr)
    {
        Str* result = Normalized(vm, form, unistr);
        return result == null ? Value.Undefined : Value.FromBool(result == unistr);
    }

    /// <summary>The text in a normal form: the object itself if it is in that form already; null with an exception pending.</summary>
    private static Str* Normalized(Vm* vm, string form, Str* text)
    {
        if (form is not ("NFC" or "NFD" or "NFKC" or "NFKD"))
        {
            Throw.ValueError(vm, "invalid normalization form");
            return null;
        }

        bool isComposed = form[^1] == 'C';
        bool isCompatible = form.Length == 4;
        int unchanged = isCompatible ? 0xa0 : isComposed ? 0x300 : 0xc0;
        int plain = 0;
        while (plain < text->Length && text->At(plain) < unchanged)
        {
            plain++;
        }

        if (plain == text->Length)
        {
            return text;
        }

        // A mark may join the last of the characters that need no change on their own.
        plain = int.Max(plain - 1, 0);
        StrBuilder output = new(vm);
        output.Append(text, 0, plain);
        Normalizer normalizer = new(isCompatible, isComposed);
        for (int i = plain; i < text->Length; i++)
        {
            normalizer.Feed(text->At(i));
            Take(normalizer, ref output);
        }

        normalizer.Finish();
        Take(normalizer, ref output);
        Str* result = output.ToStr();
        return result != null && Str.Equals(result, text) ? text : result;
    }

    private static void Take(Normalizer normalizer, ref StrBuilder output)
    {
        foreach (int c in normalizer.Ready.Items)
        {
            output.Append(c);
        }

        normalizer.Ready.Clear();
    }

    private static int Character(Vm* vm, Value value, string what)
    {
        if (value.Is(Kind.Str) && ((Str*)value.AsObject)->Length == 1)
        {
            return ((Str*)value.AsObject)->At(0);
        }

        Throw.TypeError(vm, $"{what} must be a unicode character, not {Types.NameOf(vm, value)}");
        return -1;
    }

    private static Value Text(Vm* vm, string text) => Value.FromObject(Str.New(vm, text));

    private static Value OrDefault(Vm* vm, Value fallback, string message) => fallback.IsUndefined ? Throw.ValueError(vm, message) : fallback;
}
