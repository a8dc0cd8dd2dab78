using System.Globalization;
using System.Numerics;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>The values of numeric literals that the lexer has found well-formed.</summary>
internal static class NumberLiteral
{
    /// <summary>How many digits a decimal literal may have, which bounds the quadratic conversion.</summary>
    private const int MaxDecimalDigits = 4300;

    /// <summary>Converts a literal.</summary>
    /// <param name="literal">The literal, underscores included.</param>
    /// <param name="error">What is wrong with it, when null is returned.</param>
    /// <returns>A boxed long, a BigInteger, a boxed double or an <see cref="ImaginaryLiteral"/>; null on error.</returns>
    public static object? Parse(ReadOnlySpan<char> literal, out string? error)
    {
        error = null;
        if (literal.Length <= 18 && TryParseShortDecimal(literal, out long value))
        {
            return value;
        }

        if (literal.Contains('_'))
        {
            literal = literal.ToString().Replace("_", "", StringComparison.Ordinal);
        }

        if (literal.Length > 2 && literal[0] == '0')
        {
            int bitsPerDigit = literal[1] switch
            {
                'x' or 'X' => 4,
                'o' or 'O' => 3,
                'b' or 'B' => 1,
                _ => 0,
            };
            if (bitsPerDigit > 0)
            {
                return ParsePowerOfTwo(literal[2..], bitsPerDigit);
            }
        }

        if (literal[^1] is 'j' or 'J')
        {
            return new ImaginaryLiteral(ParseDouble(literal[..^1]));
        }

        if (literal.ContainsAny('.', 'e', 'E'))
        {
            return ParseDouble(literal);
        }

        if (literal.Length > MaxDecimalDigits)
        {
            error = $"Exceeds the limit ({MaxDecimalDigits} digits) for integer string conversion: value has {literal.Length} digits; "
                + "use sys.set_int_max_str_digits() to increase the limit - "
                + "Consider hexadecimal for huge integer literals to avoid decimal conversion limits.";
            return null;
        }

        return Narrow(BigInteger.Parse(literal, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static bool TryParseShortDecimal(ReadOnlySpan<char> literal, out long value)
    {
        value = 0;
        foreach (char c in literal)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static double ParseDouble(ReadOnlySpan<char> literal) =>
        double.Parse(literal, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    private static object ParsePowerOfTwo(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        if (digits.Length * bitsPerDigit < 64)
        {
            long value = 0;
            foreach (char c in digits)
            {
                value = (value << bitsPerDigit) | (long)(uint)HexValue(c);
            }

            return value;
        }

        // Little-endian bytes with one spare, which keeps the number positive.
        byte[] bytes = new byte[((digits.Length * bitsPerDigit) / 8) + 2];
        int bit = 0;
        for (int i = digits.Length - 1; i >= 0; i--, bit += bitsPerDigit)
        {
            int shifted = HexValue(digits[i]) << (bit & 7);
            bytes[bit >> 3] |= (byte)shifted;
            bytes[(bit >> 3) + 1] |= (byte)(shifted >> 8);
        }

        return Narrow(new BigInteger(bytes));
    }

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;

    private static object Narrow(BigInteger value)
    {
        object small = 0L;
        bool fits = value <= long.MaxValue;
        if (fits)
        {
            small = (long)value;
        }

        return fits ? small : value;
    }
}
