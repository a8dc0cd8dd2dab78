using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MiniScript.Runtime.Objects;

/// <summary>The decimal digits of a positive finite float: 0.d₁d₂d₃… × 10^<see cref="Point"/>.</summary>
/// <remarks>
/// The shortest digits that read back as the float decide almost every rounding: a shorter decimal on the other side of a rounding
/// boundary would itself have been the shortest. Only exact ties and more than 15 digits need the exact value.
/// </remarks>
internal ref struct DecimalDigits
{
    /// <summary>Room that suffices for the shortest digits.</summary>
    public const int ShortestRoom = 32;

    /// <summary>Digits up to which the shortest form, padded with zeros, is the correctly rounded one.</summary>
    private const int SafeDigits = 15;

    /// <summary>Digits that tell any float from its neighbours.</summary>
    private const int LongestShortest = 17;

    private const double LeastNormal = 2.2250738585072014E-308;

    private readonly Span<byte> room;

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    private DecimalDigits(Span<byte> room) => this.room = room;

    /// <summary>The digits as characters, the first not zero; none if the value was rounded to zero.</summary>
    public ReadOnlySpan<byte> Digits { get; private set; }

    /// <summary>The number of digits before the decimal point, which may be negative or beyond the digits.</summary>
    public int Point { get; private set; }

    /// <summary>The shortest digits that read back as the value.</summary>
    /// <param name="value">Finite, not below zero.</param>
    /// <param name="room"><see cref="ShortestRoom"/> bytes.</param>
    public static DecimalDigits Shortest(double value, Span<byte> room)
    {
        DecimalDigits result = new(room);
        if (value == 0)
        {
            return result;
        }

        bool fits = value.TryFormat(room, out int length, "R", CultureInfo.InvariantCulture);
        Debug.Assert(fits);

        // Of a few powers of two, whose neighbour below is nearer than the one above, the framework gives a digit too few (2^-25).
        const ulong Fraction = (1UL << 52) - 1;
        bool isPowerOfTwo = (BitConverter.DoubleToUInt64Bits(value) & Fraction) == 0;
        bool isTooShort = isPowerOfTwo && double.Parse(room[..length], NumberStyles.Float, CultureInfo.InvariantCulture) != value;
        int count = 0;
        int exponent = 0;
        int decimals = 0;
        bool behindPoint = false;
        for (int i = 0; i < length; i++)
        {
            byte character = room[i];
            if (character == '.')
            {
                behindPoint = true;
                continue;
            }

            if (character == 'E')
            {
                fits = Utf8Parser.TryParse(room[(i + 1)..length], out exponent, out _);
                Debug.Assert(fits);
                break;
            }

            decimals += behindPoint ? 1 : 0;
            if (count > 0 || character != '0')
            {
                room[count++] = character;
            }
        }

        result.Point = count - decimals + exponent;
        result.Digits = room[..count].TrimEnd((byte)'0');
        return isTooShort ? Exact(value, LongestShortest, result) : result;
    }

    /// <summary>The value rounded, half to even, to a number of digits.</summary>
    public static DecimalDigits Significant(double value, int count, Span<byte> room)
    {
        DecimalDigits result = Shortest(value, room);
        return value == 0 || result.TryRound(count, value) ? result : Exact(value, count, result);
    }

    /// <summary>The value rounded, half to even, to a number of decimals, which may be negative.</summary>
    public static DecimalDigits Fixed(double value, int decimals, Span<byte> room)
    {
        if (TryScale(value, decimals, out ulong scaled))
        {
            return FromInteger(scaled, decimals, room);
        }

        DecimalDigits result = Shortest(value, room);
        return value == 0 || result.TryRound((long)result.Point + decimals, value) ? result : ExactDecimals(value, decimals);
    }

    private bool TryRound(long count, double value)
    {
        if (count >= Digits.Length)
        {
            return count <= SafeDigits && value >= LeastNormal; // a subnormal float has fewer digits
        }

        int keep = (int)Math.Max(count, 0);
        bool up = false;
        if (count >= 0)
        {
            byte next = Digits[keep];
            if (next == '5' && Digits.Length == keep + 1)
            {
                return false;
            }

            up = next >= '5';
        }

        if (up)
        {
            while (keep > 0 && room[keep - 1] == '9')
            {
                keep--;
            }

            if (keep == 0)
            {
                room[0] = (byte)'1';
                Point++;
                Digits = room[..1];
                return true;
            }

            room[keep - 1]++;
        }

        Digits = room[..keep].TrimEnd((byte)'0');
        return true;
    }

    /// <summary>value × 10^decimals, rounded half to even, by one product of 128 bits; false if that is too narrow.</summary>
    private static bool TryScale(double value, int decimals, out ulong scaled)
    {
        scaled = 0;
        (ulong significand, int exponent) = Floats.Decompose(value);
        if ((uint)decimals >= (uint)PowersOfTen.Length || exponent is > 0 or < -120)
        {
            return false;
        }

        // At most 53 + 63 bits.
        UInt128 product = (UInt128)significand * PowersOfTen[decimals];
        if (exponent < 0)
        {
            UInt128 whole = product >> -exponent;
            UInt128 rest = product - (whole << -exponent);
            UInt128 half = UInt128.One << (-exponent - 1);
            product = rest > half || (rest == half && (whole & 1) != 0) ? whole + 1 : whole;
        }

        scaled = (ulong)product;
        return product <= ulong.MaxValue;
    }

    private static DecimalDigits FromInteger(ulong scaled, int decimals, Span<byte> room)
    {
        DecimalDigits result = new(room);
        if (scaled != 0)
        {
            bool fits = scaled.TryFormat(room, out int length, default, CultureInfo.InvariantCulture);
            Debug.Assert(fits);
            result.Point = length - decimals;
            result.Digits = room[..length].TrimEnd((byte)'0');
        }

        return result;
    }

    private static DecimalDigits Exact(double value, int count, DecimalDigits shortest)
    {
        int point = shortest.Point;
        string text;
        if (shortest.Digits is [(byte)'1'])
        {
            // A power of ten may be the shortest form of a value just below it, which has one digit less before its point.
            text = Scaled(value, count - (point - 1)).ToString(CultureInfo.InvariantCulture);
            if (text.Length == count)
            {
                return FromText(text, point - 1);
            }
        }

        text = Scaled(value, count - point).ToString(CultureInfo.InvariantCulture);
        return FromText(text, point + text.Length - count);
    }

    private static DecimalDigits ExactDecimals(double value, int decimals)
    {
        BigInteger scaled = Scaled(value, decimals);
        string text = scaled.IsZero ? "" : scaled.ToString(CultureInfo.InvariantCulture);
        return FromText(text, text.Length - decimals);
    }

    private static DecimalDigits FromText(string text, int point)
    {
        byte[] digits = Encoding.ASCII.GetBytes(text);
        return new DecimalDigits(digits) { Digits = digits.AsSpan().TrimEnd((byte)'0'), Point = point };
    }

    /// <summary>value × 10^power, rounded half to even.</summary>
    private static BigInteger Scaled(double value, int power)
    {
        (ulong significand, int exponent) = Floats.Decompose(value);
        BigInteger numerator = significand;
        BigInteger denominator = BigInteger.One;
        if (power >= 0)
        {
            numerator *= BigInteger.Pow(10, power);
        }
        else
        {
            denominator = BigInteger.Pow(10, -power);
        }

        if (exponent >= 0)
        {
            numerator <<= exponent;
        }
        else
        {
            denominator <<= -exponent;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int order = (rest << 1).CompareTo(denominator);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
