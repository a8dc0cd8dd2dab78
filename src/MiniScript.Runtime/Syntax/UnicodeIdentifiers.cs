using System.Globalization;
using System.Text;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Which characters beyond ASCII identifiers may hold: the properties XID_Start and XID_Continue of Unicode, from the general
/// categories and the short lists of exceptions that the standard gives (UAX #31).
/// </summary>
internal static class UnicodeIdentifiers
{
    /// <summary>Whether an identifier may begin with the character.</summary>
    public static bool IsStart(Rune rune)
    {
        int c = rune.Value;
        if (c < 128)
        {
            return c == '_' || char.IsAsciiLetter((char)c);
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
                => !StartsOnlyUnnormalised(c),
            _ => c is 0x1885 or 0x1886 or 0x2118 or 0x212E,
        };
    }

    /// <summary>Whether an identifier may hold the character after its first.</summary>
    public static bool IsContinue(Rune rune)
    {
        int c = rune.Value;
        if (c < 128)
        {
            return c == '_' || char.IsAsciiLetterOrDigit((char)c);
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation
                => !ContinuesOnlyUnnormalised(c),
            _ => c is 0x00B7 or 0x0387 or 0x1369 or 0x136A or 0x136B or 0x136C or 0x136D or 0x136E or 0x136F or 0x1370 or 0x1371
                or 0x19DA or 0x200C or 0x200D or 0x2118 or 0x212E or 0x30FB or 0xFF65,
        };
    }

    /// <summary>Whether the language's <c>str.isprintable</c> accepts the character; error messages quote only such.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    // Letters whose NFKC form does not start an identifier, and so are in ID_Start but not in XID_Start.
    private static bool StartsOnlyUnnormalised(int c) => c is 0x0E33 or 0x0EB3 or 0x2E2F or 0xFF9E or 0xFF9F
        || ContinuesOnlyUnnormalised(c);

    private static bool ContinuesOnlyUnnormalised(int c) => c is 0x037A or 0x2E2F or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB
        or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E;
}
