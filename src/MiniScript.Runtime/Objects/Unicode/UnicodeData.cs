using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>Properties and case mappings of code points, as of Unicode 15.1.</summary>
internal static unsafe class UnicodeData
{
    /// <summary>The most code points that one becomes by a case mapping.</summary>
    public const int MaxMapping = 3;

    private const int Sigma = 0x3a3;
    private const int FinalSigma = 0x3c2;

    /// <summary>The general category.</summary>
    public static UnicodeCategory Category(int c)
    {
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
        return c >= 0x897 && category != UnicodeCategory.OtherNotAssigned && Contains(UnicodeTables.LaterThanUnicode15, c)
            ? UnicodeCategory.OtherNotAssigned
            : category;
    }

    /// <summary><c>str.isalpha</c> of one code point: a letter.</summary>
    public static bool IsAlpha(int c) => c < 128 ? char.IsAsciiLetter((char)c) : Category(c) <= UnicodeCategory.OtherLetter;

    /// <summary><c>str.isdecimal</c> of one code point: a digit of a positional system.</summary>
    public static bool IsDecimal(int c) => c < 128 ? char.IsAsciiDigit((char)c) : Category(c) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>The value of a decimal digit, or -1.</summary>
    public static int DecimalValue(int c)
    {
        if (c < 128)
        {
            return char.IsAsciiDigit((char)c) ? c - '0' : -1;
        }

        return IsDecimal(c) ? (int)NumericValue(c) : -1;
    }

    /// <summary><c>str.isdigit</c> of one code point: a decimal digit, or one in another form, such as a superscript.</summary>
    public static bool IsDigit(int c)
    {
        if (c < 128)
        {
            return char.IsAsciiDigit((char)c);
        }

        Span<char> units = stackalloc char[2];
        return HasNumber(c) && CharUnicodeInfo.GetDigitValue(Units(c, units), 0) >= 0;
    }

    /// <summary><c>str.isnumeric</c> of one code point: it has a numeric value.</summary>
    public static bool IsNumeric(int c)
    {
        if (c < 128)
        {
            return char.IsAsciiDigit((char)c);
        }

        return (HasNumber(c) && NumericValue(c) != -1) || Contains(UnicodeTables.Numeric, c);
    }

    /// <summary><c>str.isalnum</c> of one code point.</summary>
    public static bool IsAlnum(int c) => c < 128 ? char.IsAsciiLetterOrDigit((char)c) : IsAlpha(c) || IsNumeric(c) || IsDigit(c);

    /// <summary>The property Uppercase.</summary>
    public static bool IsUpper(int c) =>
        c < 128 ? char.IsAsciiLetterUpper((char)c) : Category(c) == UnicodeCategory.UppercaseLetter || Contains(UnicodeTables.OtherUppercase, c);

    /// <summary>The property Lowercase.</summary>
    public static bool IsLower(int c) =>
        c < 128 ? char.IsAsciiLetterLower((char)c) : Category(c) == UnicodeCategory.LowercaseLetter || Contains(UnicodeTables.OtherLowercase, c);

    /// <summary>A letter in title case, such as the digraph Dž.</summary>
    public static bool IsTitle(int c) => c >= 128 && Category(c) == UnicodeCategory.TitlecaseLetter;

    /// <summary>The property Cased.</summary>
    public static bool IsCased(int c) => c < 128 ? char.IsAsciiLetter((char)c) : IsUpper(c) || IsLower(c) || IsTitle(c);

    /// <summary>White space: bidirectional type WS, B or S, or category Zs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(int c) => c < 128 ? c == ' ' || (uint)(c - 9) < 5 || (uint)(c - 0x1c) < 4 : IsWideSpace(c);

    /// <summary>Ends a line for <c>str.splitlines</c>.</summary>
    public static bool IsLineBreak(int c) => c is (>= 0x0a and <= 0x0d) or (>= 0x1c and <= 0x1e) or 0x85 or 0x2028 or 0x2029;

    /// <summary><c>str.isprintable</c> of one code point: what <c>repr</c> shows as it is.</summary>
    public static bool IsPrintable(int c)
    {
        if (c < 128)
        {
            return c is >= 32 and < 127;
        }

        return Category(c) switch
        {
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
            _ => true,
        };
    }

    /// <summary>Begins an identifier: XID_Start or an underscore.</summary>
    public static bool IsIdentifierStart(int c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetter((char)c) || c == '_';
        }

        return (Category(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber) ^ Contains(UnicodeTables.IdentifierStartFlips, c);
    }

    /// <summary>Continues an identifier: XID_Continue.</summary>
    public static bool IsIdentifierContinue(int c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetterOrDigit((char)c) || c == '_';
        }

        bool byCategory = Category(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
        return byCategory ^ Contains(UnicodeTables.IdentifierContinueFlips, c);
    }

    /// <summary>Upper case: writes at most <see cref="MaxMapping"/> code points, returns their number.</summary>
    public static int ToUpper(int c, int* target) =>
        Special(UnicodeTables.UpperKeys, UnicodeTables.UpperMappings, c, target) is > 0 and int count ? count : Simple(c, target, upper: true);

    /// <summary>Lower case of a code point on its own: writes at most <see cref="MaxMapping"/> code points, returns their number.</summary>
    public static int ToLower(int c, int* target) =>
        Special(UnicodeTables.LowerKeys, UnicodeTables.LowerMappings, c, target) is > 0 and int count ? count : Simple(c, target, upper: false);

    /// <summary>Title case: writes at most <see cref="MaxMapping"/> code points, returns their number.</summary>
    public static int ToTitle(int c, int* target) =>
        Special(UnicodeTables.TitleKeys, UnicodeTables.TitleMappings, c, target) is > 0 and int count ? count : ToUpper(c, target);

    /// <summary>Case folding: writes at most <see cref="MaxMapping"/> code points, returns their number.</summary>
    public static int ToFold(int c, int* target) =>
        Special(UnicodeTables.FoldKeys, UnicodeTables.FoldMappings, c, target) is > 0 and int count ? count : ToLower(c, target);

    /// <summary>Lower case of a code point of a text: a capital sigma at the end of a word has a form of its own.</summary>
    public static int ToLower(Str* text, int index, int* target)
    {
        int c = text->At(index);
        if (c != Sigma)
        {
            return ToLower(c, target);
        }

        *target = IsFinal(text, index) ? FinalSigma : Sigma + 0x20;
        return 1;
    }

    /// <summary>The condition Final_Sigma of SpecialCasing: a cased letter before, none after, ignoring what is case-ignorable.</summary>
    private static bool IsFinal(Str* text, int index)
    {
        int before = index - 1;
        while (before >= 0 && IsCaseIgnorable(text->At(before)))
        {
            before--;
        }

        if (before < 0 || !IsCased(text->At(before)))
        {
            return false;
        }

        int after = index + 1;
        while (after < text->Length && IsCaseIgnorable(text->At(after)))
        {
            after++;
        }

        return after == text->Length || !IsCased(text->At(after));
    }

    private static bool IsCaseIgnorable(int c) => Category(c) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter
            or UnicodeCategory.ModifierSymbol => true,
        _ => Contains(UnicodeTables.OtherCaseIgnorable, c),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWideSpace(int c) =>
        c is 0x85 or 0xa0 or 0x1680 or (>= 0x2000 and <= 0x200a) or 0x2028 or 0x2029 or 0x202f or 0x205f or 0x3000;

    private static bool HasNumber(int c) => Category(c) != UnicodeCategory.OtherNotAssigned;

    private static double NumericValue(int c)
    {
        Span<char> units = stackalloc char[2];
        return CharUnicodeInfo.GetNumericValue(Units(c, units), 0);
    }

    private static string Units(int c, Span<char> units)
    {
        if (c < 0x10000)
        {
            units[0] = (char)c;
            return new string(units[..1]);
        }

        units[0] = (char)(0xd7c0 + (c >> 10));
        units[1] = (char)(0xdc00 | (c & 0x3ff));
        return new string(units);
    }

    private static int Simple(int c, int* target, bool upper)
    {
        *target = c;
        if (c < 128)
        {
            *target = upper ? (char.IsAsciiLetterLower((char)c) ? c - 32 : c) : char.IsAsciiLetterUpper((char)c) ? c + 32 : c;
        }
        else if (Rune.TryCreate(c, out Rune rune))
        {
            int mapped = (upper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune)).Value;
            *target = mapped == c || (c >= 0x897 && Contains(UnicodeTables.LaterThanUnicode15, c)) ? c : mapped;
        }

        return 1;
    }

    private static int Special(ReadOnlySpan<char> keys, ReadOnlySpan<char> mappings, int c, int* target)
    {
        int index = c is < 128 or > char.MaxValue ? -1 : keys.BinarySearch((char)c);
        if (index < 0)
        {
            return 0;
        }

        int count = 0;
        foreach (char unit in mappings.Slice(index * MaxMapping, MaxMapping))
        {
            if (unit != 0)
            {
                target[count++] = unit;
            }
        }

        return count;
    }

    /// <summary>Whether a code point lies in one of the ranges, given as pairs of first and last.</summary>
    private static bool Contains(ReadOnlySpan<int> ranges, int c)
    {
        int low = 0;
        int high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (c < ranges[2 * middle])
            {
                high = middle - 1;
            }
            else if (c > ranges[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
