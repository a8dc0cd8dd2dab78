using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Floats as text, and back.</summary>
public static unsafe partial class Floats
{
    private const int ExactDigits = 15;

    /// <summary>Bytes that suffice for <see cref="WriteRepr"/>.</summary>
    public const int ReprRoom = 32;

    /// <summary>The shortest text that reads back as the value, in the language's form: <c>1.0</c>, <c>1e+16</c>, <c>-0.0</c>, <c>inf</c>.</summary>
    public static string Repr(double value)
    {
        Span<byte> text = stackalloc byte[ReprRoom];
        return Encoding.ASCII.GetString(text[..WriteRepr(value, text)]);
    }

    /// <summary>Writes <see cref="Repr"/> as ASCII; returns its length, at most <see cref="ReprRoom"/>.</summary>
    public static int WriteRepr(double value, Span<byte> destination)
    {
        Span<byte> room = stackalloc byte[DecimalDigits.ShortestRoom];
        if (!double.IsFinite(value))
        {
            return WriteNonFinite(value, destination, FloatStyle.None);
        }

        DecimalDigits digits = DecimalDigits.Shortest(Math.Abs(value), room);
        int point = value == 0 ? 1 : digits.Point;
        int length = 0;
        if (double.IsNegative(value))
        {
            destination[length++] = (byte)'-';
        }

        return point is <= -4 or > 16
            ? WriteScientific(digits.Digits, point, digits.Digits.Length, 'e', FloatStyle.None, destination, length)
            : WritePlain(digits.Digits, point, Math.Max(digits.Digits.Length - point, 1), FloatStyle.None, destination, length);
    }

    /// <summary>Formats as the conversions of format strings do.</summary>
    /// <param name="value">The value.</param>
    /// <param name="code"><c>e f g E F G</c>, or <c>r</c> for <see cref="Repr"/>, which ignores the precision.</param>
    /// <param name="precision">Decimals of <c>e</c> and <c>f</c>, significant digits of <c>g</c>; not negative.</param>
    /// <param name="style">Variations.</param>
    public static string Format(double value, char code, int precision, FloatStyle style)
    {
        bool upper = code is >= 'A' and <= 'Z';
        code = (char)(code | 0x20);
        Span<byte> room = stackalloc byte[DecimalDigits.ShortestRoom];
        long longest = 16L + precision + (code == 'f' && Math.Abs(value) >= 1 && double.IsFinite(value) ? (long)Math.Log10(Math.Abs(value)) + 2 : 16);
        Span<byte> text = longest <= 256 ? stackalloc byte[256] : new byte[longest];
        int length = double.IsFinite(value) ? WriteFinite(value, code, precision, style, room, text) : WriteNonFinite(value, text, style);
        string result = Encoding.ASCII.GetString(text[..length]);
        return upper ? result.ToUpperInvariant() : result;
    }

    /// <summary>Reads a float as <c>float(text)</c> does; <c>ValueError</c> pending if it is none.</summary>
    public static Value Parse(Vm* vm, Str* text)
    {
        if (TryParse(NumberText.ToAscii(text), out double value))
        {
            return Value.FromFloat(value);
        }

        return InvalidLiteral(vm, Value.FromObject(text));
    }

    /// <summary>Reads a float, white space around it and underscores between digits allowed: the nearest one, ties to even.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (TryParseShort(text, out value))
        {
            return true;
        }

        text = NumberText.Trim(text);
        if (text.Contains((byte)'_'))
        {
            byte[] plain = new byte[text.Length];
            int count = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] != '_')
                {
                    plain[count++] = text[i];
                }
                else if (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit((char)text[i - 1]) || !char.IsAsciiDigit((char)text[i + 1]))
                {
                    value = 0;
                    return false;
                }
            }

            text = plain.AsSpan(0, count);
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!text.IsEmpty && (char.IsAsciiDigit((char)text[^1]) || text[^1] == '.'))
        {
            return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && HasDigit(text);
        }

        return TryParseNonFinite(text, out value);
    }

    /// <summary>Raises the <c>ValueError</c> of text that is no float.</summary>
    internal static Value InvalidLiteral(Vm* vm, Value literal)
    {
        Str* repr = Text.Repr(vm, literal);
        return repr == null ? Value.Undefined : Throw.ValueError(vm, "could not convert string to float: " + Str.ToManaged(repr));
    }

    /// <summary>The value rounded, half to even on its exact decimal expansion, to decimals that may be negative; infinite if that leaves the range.</summary>
    public static double Round(double value, int decimals)
    {
        if (!double.IsFinite(value) || value == 0 || decimals > 323 + 17)
        {
            return value;
        }

        if (decimals < -309)
        {
            return Math.CopySign(0.0, value);
        }

        Span<byte> room = stackalloc byte[DecimalDigits.ShortestRoom];
        DecimalDigits digits = DecimalDigits.Fixed(Math.Abs(value), decimals, room);
        if (digits.Digits.IsEmpty)
        {
            return Math.CopySign(0.0, value);
        }

        if (digits.Digits.Length <= ExactDigits)
        {
            long mantissa = 0;
            foreach (byte digit in digits.Digits)
            {
                mantissa = (mantissa * 10) + digit - '0';
            }

            if (TryScale(mantissa, digits.Point - digits.Digits.Length, out double nearest))
            {
                return Math.CopySign(nearest, value);
            }
        }

        Span<byte> text = digits.Digits.Length <= 64 ? stackalloc byte[80] : new byte[digits.Digits.Length + 16];
        digits.Digits.CopyTo(text);
        int length = digits.Digits.Length;
        text[length++] = (byte)'E';
        (digits.Point - digits.Digits.Length).TryFormat(text[length..], out int written, default, CultureInfo.InvariantCulture);
        double rounded = double.Parse(text[..(length + written)], NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        return double.IsNegative(value) ? -rounded : rounded;
    }

    /// <summary>The value rounded, half to even, to a whole number.</summary>
    public static double Round(double value) => Math.Round(value, MidpointRounding.ToEven);

    /// <summary>Reads a decimal number of up to 15 digits without exponent; false if it is anything else.</summary>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        int first = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (int i = first; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }

            if (digits > ExactDigits)
            {
                return false;
            }
        }

        if (digits == 0 || !TryScale(mantissa, point < 0 ? 0 : point - digits, out value))
        {
            return false;
        }

        value = text[0] == '-' ? -value : value;
        return true;
    }

    /// <summary>
    /// mantissa × 10^exponent, where both factors are floats without rounding, so that one operation rounds correctly (W. D. Clinger, "How to read
    /// floating point numbers accurately", 1990); false elsewhere.
    /// </summary>
    private static bool TryScale(long mantissa, int exponent, out double value)
    {
        ReadOnlySpan<double> powers =
        [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
        ];
        if (Math.Abs(exponent) >= powers.Length)
        {
            value = 0;
            return false;
        }

        value = exponent < 0 ? mantissa / powers[-exponent] : mantissa * powers[exponent];
        return true;
    }

    private static bool HasDigit(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)'e', (byte)'E');
        return (end < 0 ? text : text[..end]).IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
    }

    private static bool TryParseNonFinite(ReadOnlySpan<byte> text, out double value)
    {
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        value = Ascii.EqualsIgnoreCase(text, "nan"u8) ? BitConverter.UInt64BitsToDouble(0x7ff8UL << 48)
            : Ascii.EqualsIgnoreCase(text, "inf"u8) || Ascii.EqualsIgnoreCase(text, "infinity"u8) ? double.PositiveInfinity : 0;
        bool found = value != 0;
        value = negative ? -value : value;
        return found;
    }

    private static int WriteNonFinite(double value, Span<byte> destination, FloatStyle style)
    {
        bool isNaN = double.IsNaN(value);
        int length = 0;
        if (!isNaN && value < 0)
        {
            destination[length++] = (byte)'-';
        }
        else if ((style & FloatStyle.AlwaysSign) != 0)
        {
            destination[length++] = (byte)'+';
        }

        (isNaN ? "nan"u8 : "inf"u8).CopyTo(destination[length..]);
        return length + 3;
    }

    private static int WriteFinite(double value, char code, int precision, FloatStyle style, Span<byte> room, Span<byte> destination)
    {
        double magnitude = Math.Abs(value);
        DecimalDigits digits = code switch
        {
            'f' => DecimalDigits.Fixed(magnitude, precision, room),
            'e' => DecimalDigits.Significant(magnitude, precision + 1, room),
            'g' => DecimalDigits.Significant(magnitude, Math.Max(precision, 1), room),
            _ => DecimalDigits.Shortest(magnitude, room),
        };
        bool isZero = digits.Digits.IsEmpty;
        int point = isZero ? 1 : digits.Point;
        int length = 0;
        if (double.IsNegative(value) && !(isZero && (style & FloatStyle.NoNegativeZero) != 0))
        {
            destination[length++] = (byte)'-';
        }
        else if ((style & FloatStyle.AlwaysSign) != 0)
        {
            destination[length++] = (byte)'+';
        }

        int count = digits.Digits.Length;
        bool addDotZero = (style & FloatStyle.AddDotZero) != 0;
        switch (code)
        {
            case 'f':
                return WritePlain(digits.Digits, point, precision, style, destination, length);
            case 'e':
                return WriteScientific(digits.Digits, point, precision + 1, 'e', style, destination, length);
            case 'g':
                precision = Math.Max(precision, 1);
                int shown = (style & FloatStyle.Alternate) != 0 ? precision : count;
                return point <= -4 || point > precision - (addDotZero ? 1 : 0)
                    ? WriteScientific(digits.Digits, point, shown, 'e', style, destination, length)
                    : WritePlain(digits.Digits, point, Math.Max(shown - point, addDotZero ? 1 : 0), style, destination, length);
            default:
                return point is <= -4 or > 16
                    ? WriteScientific(digits.Digits, point, count, 'e', style, destination, length)
                    : WritePlain(digits.Digits, point, Math.Max(count - point, addDotZero ? 1 : 0), style, destination, length);
        }
    }

    private static int WritePlain(ReadOnlySpan<byte> digits, int point, int decimals, FloatStyle style, Span<byte> destination, int length)
    {
        if (point <= 0)
        {
            destination[length++] = (byte)'0';
        }

        for (int i = 0; i < point; i++)
        {
            destination[length++] = i < digits.Length ? digits[i] : (byte)'0';
        }

        if (decimals > 0 || (style & FloatStyle.Alternate) != 0)
        {
            destination[length++] = (byte)'.';
        }

        for (int i = point; i < point + decimals; i++)
        {
            destination[length++] = i >= 0 && i < digits.Length ? digits[i] : (byte)'0';
        }

        return length;
    }

    private static int WriteScientific(
        ReadOnlySpan<byte> digits, int point, int count, char exponentCharacter, FloatStyle style, Span<byte> destination, int length)
    {
        destination[length++] = digits.IsEmpty ? (byte)'0' : digits[0];
        if (count > 1 || (style & FloatStyle.Alternate) != 0)
        {
            destination[length++] = (byte)'.';
        }

        for (int i = 1; i < count; i++)
        {
            destination[length++] = i < digits.Length ? digits[i] : (byte)'0';
        }

        int exponent = point - 1;
        destination[length++] = (byte)exponentCharacter;
        destination[length++] = (byte)(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        exponent.TryFormat(destination[length..], out int written, exponent < 10 ? "00" : default, CultureInfo.InvariantCulture);
        return length + written;
    }
}
