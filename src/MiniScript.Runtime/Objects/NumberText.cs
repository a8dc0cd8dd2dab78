using System.Globalization;
using System.Text;

namespace MiniScript.Runtime.Objects;

/// <summary>What the readers of numbers share: digits and white space of any script of the world, brought to ASCII.</summary>
internal static unsafe class NumberText
{
    /// <summary>The text with Unicode decimal digits and white space replaced by ASCII ones, and all else that is not ASCII by <c>?</c>.</summary>
    public static ReadOnlySpan<byte> ToAscii(Str* text)
    {
        if (text->IsAscii)
        {
            return text->Latin1;
        }

        byte[] result = new byte[text->Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = ToAscii(text->At(i));
        }

        return result;
    }

    /// <summary>The text without white space around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\n\r\v\f"u8);

    /// <summary>The value of a digit in bases up to 36; 99 if it is none.</summary>
    public static int DigitValue(byte character)
    {
        if ((uint)(character - '0') <= 9)
        {
            return character - '0';
        }

        int letter = (character | 0x20) - 'a';
        return (uint)letter < 26 ? letter + 10 : 99;
    }

    /// <summary>The lower-case character of a digit.</summary>
    public static byte DigitCharacter(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private static byte ToAscii(int codePoint)
    {
        if (codePoint < 128)
        {
            return (byte)codePoint;
        }

        if (!Rune.IsValid(codePoint))
        {
            return (byte)'?';
        }

        Rune rune = new(codePoint);
        if (Rune.IsWhiteSpace(rune))
        {
            return (byte)' ';
        }

        return Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? (byte)('0' + (int)Rune.GetNumericValue(rune)) : (byte)'?';
    }
}
