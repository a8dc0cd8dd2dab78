using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The classes of characters that have an escape. An odd one is the complement of the one before.</summary>
internal enum CharClass
{
#pragma warning disable CS1591 // The names say it.
    Digit, NotDigit, Space, NotSpace, Word, NotWord,
#pragma warning restore CS1591
}

/// <summary>Membership in a <see cref="CharClass"/>.</summary>
internal static class CharClasses
{
    /// <summary>Answers for <see cref="CharClass.Word"/>, 256 code points a page, filled as they are asked for: a pure function of its index.</summary>
    private static readonly ulong[]?[] WordPages = new ulong[0x1100][];

    /// <summary>Whether a code point belongs to the class as Unicode defines it.</summary>
    public static bool Contains(CharClass kind, int c) => kind switch
    {
        CharClass.Digit => UnicodeData.IsDecimal(c),
        CharClass.NotDigit => !UnicodeData.IsDecimal(c),
        CharClass.Space => UnicodeData.IsSpace(c),
        CharClass.NotSpace => !UnicodeData.IsSpace(c),
        CharClass.Word => IsWord(c),
        _ => !IsWord(c),
    };

    /// <summary>Whether a code point belongs to the class as far as ASCII goes.</summary>
    public static bool ContainsAscii(CharClass kind, int c) =>
        c < 128 && c is not (>= 0x1c and <= 0x1f) ? Contains(kind, c) : ((int)kind & 1) != 0; // the separators are white space in Unicode only

    /// <summary>A letter, a number or the underscore.</summary>
    public static bool IsWord(int c)
    {
        ulong[] page = WordPages[c >> 8] ?? MakePage(c >> 8);
        return (page[(c >> 6) & 3] >> (c & 63) & 1) != 0;
    }

    private static ulong[] MakePage(int index)
    {
        ulong[] page = new ulong[4];
        for (int i = 0; i < 256; i++)
        {
            int c = (index << 8) | i;
            if (c == '_' || UnicodeData.IsAlnum(c))
            {
                page[i >> 6] |= 1UL << (i & 63);
            }
        }

        WordPages[index] = page;
        return page;
    }
}
