using System.Globalization;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>Decimal numbers as text.</summary>
internal static class DecimalText
{
    /// <summary>Reads a number, without spaces around it; false if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Dec number)
    {
        number = default;
        bool negative = false;
        if (text.Length > 0 && text[0] is (byte)'+' or (byte)'-')
        {
            negative = text[0] == '-';
            text = text[1..];
        }

        if (text.Length > 0 && (text[0] | 32) is 'i' or 'n' or 's')
        {
            return TrySpecial(text, negative, out number);
        }

        int at = 0;
        long small = 0;
        int digits = 0;
        int fraction = 0;
        bool hasPoint = false;
        int first = -1;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c == '.' && !hasPoint)
            {
                hasPoint = true;
            }
            else if ((uint)(c - '0') <= 9)
            {
                first = first < 0 ? at : first;
                small = digits < 18 ? (small * 10) + (c - '0') : small;
                digits++;
                fraction += hasPoint ? 1 : 0;
            }
            else
            {
                break;
            }
        }

        if (digits == 0)
        {
            return false;
        }

        BigInteger coefficient = digits <= 18 ? small : Digits(text[first..at]);
        BigInteger exponent = -fraction;
        if (at < text.Length)
        {
            if ((text[at] | 32) != 'e' || !TryExponent(text[(at + 1)..], out BigInteger given))
            {
                return false;
            }

            exponent += given;
        }

        long limit = 4 * DecContext.Most;
        number = new Dec(negative, coefficient, exponent > limit ? limit : exponent < -limit ? -limit : (long)exponent);
        return true;
    }

    /// <summary>The number as text: in scientific notation where the exponent is far from the point, in steps of three places if asked for.</summary>
    public static string ToText(Dec number, bool isEngineering, bool isUpper)
    {
        string sign = number.Negative ? "-" : string.Empty;
        if (!number.IsFinite)
        {
            string payload = number.IsNaN && !number.Coefficient.IsZero ? Text(number.Coefficient) : string.Empty;
            return sign + (number.IsInfinite ? "Infinity" : number.Kind == DecKind.SignalingNaN ? "sNaN" : "NaN") + payload;
        }

        string digits = Text(number.Coefficient);
        long left = number.Exponent + digits.Length;
        if (number.Exponent <= 0 && left > -6)
        {
            return left == digits.Length ? sign + digits
                : left > 0 ? string.Concat(sign, digits.AsSpan(0, (int)left), ".", digits.AsSpan((int)left))
                : sign + "0." + new string('0', (int)-left) + digits;
        }

        long place = 1;
        if (isEngineering)
        {
            place = number.Coefficient.IsZero ? Modulo(left + 1) - 1 : Modulo(left - 1) + 1;
        }

        string whole;
        if (place <= 0)
        {
            whole = "0." + new string('0', (int)-place) + digits;
        }
        else if (place >= digits.Length)
        {
            whole = digits + new string('0', (int)place - digits.Length);
        }
        else
        {
            whole = string.Concat(digits.AsSpan(0, (int)place), ".", digits.AsSpan((int)place));
        }

        long shown = left - place;
        return shown == 0 ? sign + whole
            : string.Concat(sign, whole, isUpper ? "E" : "e", shown.ToString("+0;-0", CultureInfo.InvariantCulture));
    }

    /// <summary>The digits of a number that is not negative.</summary>
    public static string Text(BigInteger value) =>
        value <= long.MaxValue ? ((long)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a payload's or coefficient's digits, in which there may be a point.</summary>
    public static BigInteger Digits(ReadOnlySpan<byte> text)
    {
        char[] digits = new char[text.Length];
        int count = 0;
        foreach (byte c in text)
        {
            if (c != '.')
            {
                digits[count++] = (char)c;
            }
        }

        return BigInteger.Parse(digits.AsSpan(0, count), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The rest of a division by three, never negative.</summary>
    private static long Modulo(long value) => ((value % 3) + 3) % 3;

    private static bool TrySpecial(ReadOnlySpan<byte> text, bool negative, out Dec number)
    {
        number = default;
        if (Matches(text, "inf"u8) || Matches(text, "infinity"u8))
        {
            number = Dec.Infinity(negative);
            return true;
        }

        DecKind kind = (text[0] | 32) == 's' ? DecKind.SignalingNaN : DecKind.QuietNaN;
        text = kind == DecKind.SignalingNaN ? text[1..] : text;
        if (text.Length < 3 || !Matches(text[..3], "nan"u8))
        {
            return false;
        }

        foreach (byte c in text[3..])
        {
            if ((uint)(c - '0') > 9)
            {
                return false;
            }
        }

        number = new Dec(negative, text.Length == 3 ? BigInteger.Zero : Digits(text[3..]), 0, kind);
        return true;
    }

    private static bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length != lower.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if ((text[i] | 32) != lower[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out BigInteger exponent)
    {
        exponent = default;
        bool negative = text.Length > 0 && text[0] == '-';
        text = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (byte c in text)
        {
            if ((uint)(c - '0') > 9)
            {
                return false;
            }
        }

        text = text.TrimStart((byte)'0');
        exponent = text.Length > 30 ? 8 * (BigInteger)DecContext.Most : text.IsEmpty ? 0 : Digits(text);
        exponent = negative ? -exponent : exponent;
        return true;
    }
}
