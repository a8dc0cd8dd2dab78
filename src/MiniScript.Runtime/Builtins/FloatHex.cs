using System.Globalization;
using System.Numerics;
using System.Text;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Floats in the hexadecimal notation of C: <c>0x1.8p+1</c> is 3.</summary>
internal static class FloatHex
{
    /// <summary>The text of a float, exact.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            return Floats.Repr(value);
        }

        string sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return sign + "0x0.0p+0";
        }

        (ulong significand, int exponent) = Floats.Decompose(value);
        ulong fraction = significand & ((1UL << 52) - 1);
        int lead = (int)(significand >> 52);
        exponent += 52;
        return string.Create(
            CultureInfo.InvariantCulture, $"{sign}0x{lead}.{fraction.ToString("x13", CultureInfo.InvariantCulture)}p{(exponent < 0 ? "" : "+")}{exponent}");
    }

    /// <summary>True for the names of infinities and NaN.</summary>
    public static bool IsWord(ReadOnlySpan<byte> text) => Floats.TryParse(text, out double value) && !double.IsFinite(value)
        && text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

    /// <summary>Reads the notation, prefix and exponent optional; correctly rounded, infinite beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (IsWord(text))
        {
            return Floats.TryParse(text, out value);
        }

        value = 0;
        text = NumberText.Trim(text);
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        if (text.Length > 1 && text[0] == '0' && (text[1] | 0x20) == 'x')
        {
            text = text[2..];
        }

        UInt128 digits = 0;
        long exponent = 0;
        bool sticky = false;
        int count = 0;
        bool behindPoint = false;
        int i = 0;
        for (; i < text.Length; i++)
        {
            if (text[i] == '.' && !behindPoint)
            {
                behindPoint = true;
                continue;
            }

            int digit = NumberText.DigitValue(text[i]);
            if (digit > 15)
            {
                break;
            }

            count++;
            if (digits >> 120 == 0)
            {
                digits = (digits << 4) | (uint)digit;
                exponent -= behindPoint ? 4 : 0;
            }
            else
            {
                sticky |= digit != 0;
                exponent += behindPoint ? 0 : 4;
            }
        }

        if (count == 0 || !TryExponent(text[i..], ref exponent))
        {
            return false;
        }

        exponent = Math.Clamp(exponent, -100_000, 100_000);
        value = Floats.FromScaled(digits | (sticky ? 1u : 0u), (int)exponent);
        value = negative ? -value : value;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref long exponent)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if ((text[0] | 0x20) != 'p'
            || !BigInteger.TryParse(Encoding.ASCII.GetString(text[1..]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
        {
            return false;
        }

        exponent += (long)BigInteger.Max(BigInteger.Min(number, 1L << 40), -(1L << 40));
        return true;
    }
}
