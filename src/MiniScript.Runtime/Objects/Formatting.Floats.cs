using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

public static unsafe partial class Formatting
{
    private const int MostIntegerDigits = 320;

    /// <summary>No float has more digits behind the point, nor more significant ones: what is asked for beyond are zeros.</summary>
    private const int MostDigits = 1100;

    /// <summary>Formats a float.</summary>
    public static Str* FormatFloat(Vm* vm, double value, Str* specification)
    {
        FormatSpec spec = FormatSpec.Default('>', 0);
        if (specification->Length > 0 && !FormatSpec.Parse(vm, specification, Value.FromForeignFloat(value), 0, '>', out spec))
        {
            return null;
        }

        return spec.Type is 0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'
            ? FormatFloat(vm, value, in spec)
            : FormatSpec.UnknownType(vm, spec.Type, Value.FromForeignFloat(value));
    }

    /// <summary>Formats a float with the type and precision of a specification.</summary>
    internal static Str* FormatFloat(Vm* vm, double value, in FormatSpec spec)
    {
        if (spec.Precision > int.MaxValue)
        {
            Throw.ValueError(vm, "precision too big");
            return null;
        }

        int type = spec.Type == 'n' ? 'g' : spec.Type;
        int precision = spec.Precision >= 0 ? (int)spec.Precision : type == 0 ? -1 : 6;
        if (type == '%')
        {
            value *= 100;
        }

        scoped NumberLayout text = default;
        text.IsNegative = double.IsNegative(value) && !double.IsNaN(value);
        bool isUpper = type is 'E' or 'F' or 'G';
        if (!double.IsFinite(value))
        {
            text.Suffix = double.IsNaN(value)
                ? type == '%' ? "nan%"u8 : isUpper ? "NAN"u8 : "nan"u8
                : type == '%' ? "inf%"u8 : isUpper ? "INF"u8 : "inf"u8;
            return text.Layout(vm, in spec);
        }

        double magnitude = Math.Abs(value);
        Span<byte> room = stackalloc byte[DecimalDigits.ShortestRoom];
        scoped DecimalDigits digits;
        bool exponential = false;
        long lastPlace; // places behind the point that are shown at least
        bool addsPointZero = false;
        switch (type)
        {
            case 'f' or 'F' or '%':
                digits = DecimalDigits.Fixed(magnitude, Math.Min(precision, MostDigits), room);
                lastPlace = precision;
                break;
            case 'e' or 'E':
                digits = DecimalDigits.Significant(magnitude, Math.Min(precision, MostDigits) + 1, room);
                exponential = true;
                lastPlace = precision;
                break;
            default:
                addsPointZero = type == 0;
                precision = precision < 0 ? -1 : Math.Max(precision, 1);
                digits = precision < 0
                    ? DecimalDigits.Shortest(magnitude, room)
                    : DecimalDigits.Significant(magnitude, Math.Min(precision, MostDigits), room);
                int point = digits.Digits.IsEmpty ? 1 : digits.Point;
                int most = precision < 0 ? 16 : precision - (addsPointZero ? 1 : 0);
                exponential = point <= -4 || point > most;
                point = exponential ? 1 : point;
                lastPlace = Math.Max(digits.Digits.Length - point, 0);
                if (spec.Alternate && precision >= 0)
                {
                    lastPlace = Math.Max(lastPlace, (long)precision - point);
                }

                break;
        }

        if (spec.NoNegativeZero && digits.Digits.IsEmpty)
        {
            text.IsNegative = false;
        }

        return LayoutFloat(vm, ref text, in digits, in spec, exponential, lastPlace, addsPointZero);
    }

    private static Str* LayoutFloat(
        Vm* vm, scoped ref NumberLayout text, scoped in DecimalDigits decimals, in FormatSpec spec, bool exponential, long lastPlace, bool addsPointZero)
    {
        ReadOnlySpan<byte> digits = decimals.Digits;
        int point = exponential || digits.IsEmpty ? 1 : decimals.Point;
        byte* buffer = stackalloc byte[MostIntegerDigits];
        int whole = Math.Max(point, 1);
        for (int i = 0; i < whole; i++)
        {
            buffer[i] = point <= 0 || i >= digits.Length ? (byte)'0' : digits[i];
        }

        text.Integer = new ReadOnlySpan<byte>(buffer, whole);
        if (addsPointZero && !exponential && lastPlace == 0)
        {
            lastPlace = 1;
        }

        text.HasPoint = lastPlace > 0 || spec.Alternate;
        text.LeadingZeros = Math.Min(Math.Max(-point, 0), lastPlace);
        int first = Math.Max(point, 0);
        int count = (int)Math.Clamp(digits.Length - first, 0, lastPlace - text.LeadingZeros);
        text.Fraction = count == 0 ? default : digits.Slice(first, count);
        text.TrailingZeros = lastPlace - text.LeadingZeros - count;
        byte* suffix = stackalloc byte[8];
        int length = 0;
        if (exponential)
        {
            length = WriteExponent(suffix, digits.IsEmpty ? 0 : decimals.Point - 1, spec.Type is 'E' or 'G');
        }
        else if (spec.Type == '%')
        {
            suffix[length++] = (byte)'%';
        }

        text.Suffix = new ReadOnlySpan<byte>(suffix, length);
        return text.Layout(vm, in spec);
    }

    private static int WriteExponent(byte* target, int exponent, bool upper)
    {
        int length = 0;
        target[length++] = (byte)(upper ? 'E' : 'e');
        target[length++] = (byte)(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        if (exponent >= 100)
        {
            target[length++] = (byte)('0' + (exponent / 100));
        }

        target[length++] = (byte)('0' + (exponent / 10 % 10));
        target[length++] = (byte)('0' + (exponent % 10));
        return length;
    }
}
