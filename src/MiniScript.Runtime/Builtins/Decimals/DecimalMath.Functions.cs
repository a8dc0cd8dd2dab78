using System.Numerics;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>Roots, exponentials, logarithms and powers: computed with more digits until what is rounded away decides.</content>
internal static partial class DecimalMath
{
    private const long MostFunctionDigits = 200_000;

    /// <summary>The square root.</summary>
    public static Dec SquareRoot(Dec a, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite && !a.Negative)
        {
            return a;
        }

        if (a.IsZero)
        {
            return context.Finish(new Dec(a.Negative, BigInteger.Zero, a.Exponent >> 1));
        }

        if (a.Negative)
        {
            return context.Invalid();
        }

        if (context.Precision > DecContext.MostDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        long precision = context.Precision + 1;
        long exponent = a.Exponent >> 1;
        BigInteger coefficient = (a.Exponent & 1) != 0 ? a.Coefficient * 10 : a.Coefficient;
        long length = (a.Exponent & 1) != 0 ? (a.Digits >> 1) + 1 : (a.Digits + 1) >> 1;
        long shift = precision - length;
        bool isExact = true;
        if (shift >= 0)
        {
            coefficient *= PowersOfTen.Of(2 * shift);
        }
        else
        {
            coefficient = BigInteger.DivRem(coefficient, PowersOfTen.Of(-2 * shift), out BigInteger rest);
            isExact = rest.IsZero;
        }

        exponent -= shift;
        BigInteger root = Integers.SquareRoot(coefficient);
        isExact = isExact && root * root == coefficient;
        if (isExact)
        {
            if (shift >= 0)
            {
                root /= PowersOfTen.Of(shift);
            }
            else
            {
                root *= PowersOfTen.Of(-shift);
            }

            exponent += shift;
        }
        else
        {
            root += (root % 5).IsZero ? 1 : 0;
        }

        DecRounding kept = context.Rounding;
        context.Rounding = DecRounding.HalfEven;
        Dec result = context.Finish(new Dec(false, root, exponent));
        context.Rounding = kept;
        return result;
    }

    /// <summary>e to the power of a number.</summary>
    public static Dec Exp(Dec a, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite)
        {
            return a.Negative ? new Dec(false, BigInteger.Zero, 0) : a;
        }

        if (a.IsZero)
        {
            return new Dec(false, BigInteger.One, 0);
        }

        if (context.Precision > MostFunctionDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        DecRounding kept = context.Rounding;
        context.Rounding = DecRounding.HalfEven;
        long precision = context.Precision;
        long adjusted = a.Adjusted;
        Dec result;
        if (!a.Negative && adjusted > DigitsOf((context.MostExponent + 1) * 3.0))
        {
            result = new Dec(false, BigInteger.One, context.MostExponent + 1);
        }
        else if (a.Negative && adjusted > DigitsOf((1 - context.Tiny) * 3.0))
        {
            result = new Dec(false, BigInteger.One, context.Tiny - 1);
        }
        else if (adjusted < -precision - 1)
        {
            // 1 and a bit, or 1 less a bit.
            BigInteger unit = PowersOfTen.Of(precision + 1);
            result = a.Negative ? new Dec(false, (unit * 10) - 1, -precision - 2) : new Dec(false, unit + 1, -precision - 1);
        }
        else
        {
            result = Decide(precision, digits => FixedExp(a, digits));
        }

        result = context.Finish(result);
        context.Rounding = kept;
        return result;
    }

    /// <summary>The natural logarithm, or that to the base ten.</summary>
    public static Dec Log(Dec a, bool isBaseTen, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsZero)
        {
            return Dec.Infinity(true);
        }

        if (a.Negative)
        {
            return context.Invalid();
        }

        if (a.IsInfinite)
        {
            return a;
        }

        if (context.Precision > MostFunctionDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        DecRounding kept = context.Rounding;
        context.Rounding = DecRounding.HalfEven;
        BigInteger coefficient = a.Coefficient;
        long exponent = a.Exponent;
        Strip(ref coefficient, ref exponent, long.MaxValue / 2);
        Dec result;
        if (coefficient.IsOne && (isBaseTen || exponent == 0))
        {
            result = Dec.Of(exponent);
        }
        else
        {
            result = Decide(context.Precision, digits => FixedLog(a, digits, isBaseTen));
        }

        result = context.Finish(result);
        context.Rounding = kept;
        return result;
    }

    /// <summary>The power.</summary>
    public static Dec Power(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (b.IsZero)
        {
            return a.IsZero ? context.Invalid() : new Dec(false, BigInteger.One, 0);
        }

        bool isWhole = b.IsInfinite || IsWhole(b);
        bool negative = false;
        if (a.Negative)
        {
            negative = b.IsFinite && isWhole && IsOdd(b);
            if (!isWhole && !a.IsZero)
            {
                return context.Invalid();
            }

            if (b.IsInfinite && !a.IsZero)
            {
                return context.Invalid();
            }

            a = a with { Negative = false };
        }

        if (a.IsZero)
        {
            return b.Negative ? Dec.Infinity(negative) : new Dec(negative, BigInteger.Zero, 0);
        }

        if (a.IsInfinite)
        {
            return b.Negative ? new Dec(negative, BigInteger.Zero, 0) : Dec.Infinity(negative);
        }

        if (Order(a, Dec.Of(1)) == 0)
        {
            return PowerOfOne(a, b, isWhole, negative, ref context);
        }

        long adjusted = a.Adjusted;
        if (b.IsInfinite)
        {
            return adjusted >= 0 == b.Negative ? new Dec(negative, BigInteger.Zero, 0) : Dec.Infinity(negative);
        }

        Dec? extreme = Extremes(a, b, negative, in context);
        Dec? exact = extreme == null ? ExactPower(a, b, context.Precision + 1, negative) : null;
        bool isExact = exact != null;
        Dec? result = extreme ?? exact ?? NearOne(a, b, context.Precision, negative);
        if (result == null && context.Precision > MostFunctionDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        Dec value = result ?? Decide(context.Precision, digits => FixedPower(a, b, digits)) with { Negative = negative };
        if (isExact && !isWhole)
        {
            // An exact root is padded, because powers with other exponents than whole ones are always rounded.
            long digits = value.Digits;
            if (digits <= context.Precision)
            {
                long pad = context.Precision + 1 - digits;
                value = new Dec(value.Negative, value.Coefficient * PowersOfTen.Of(pad), value.Exponent - pad);
            }

            DecStatus before = context.Status;
            Dec rounded = context.Finish(value);
            context.Status |= DecStatus.Inexact | DecStatus.Rounded | ((context.Status & ~before & DecStatus.Subnormal) != 0 ? DecStatus.Underflow : 0);
            return rounded;
        }

        return context.Finish(value);
    }

    /// <summary>The power of whole numbers modulo a third.</summary>
    public static Dec PowerModulo(Dec a, Dec b, Dec modulus, ref DecContext context)
    {
        if (a.IsNaN || b.IsNaN || modulus.IsNaN)
        {
            Dec first = a.Kind == DecKind.SignalingNaN ? a : b.Kind == DecKind.SignalingNaN ? b : modulus.Kind == DecKind.SignalingNaN ? modulus : a.IsNaN ? a : b.IsNaN ? b : modulus;
            HasNaN(first, first, ref context, out Dec special);
            return special;
        }

        if (!IsWhole(a) || !IsWhole(b) || !IsWhole(modulus) || (b.Negative && !b.IsZero) || modulus.IsZero || modulus.Adjusted >= context.Precision || (a.IsZero && b.IsZero))
        {
            return context.Invalid();
        }

        if (modulus.Adjusted > MostFunctionDigits || b.Adjusted > MostFunctionDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        BigInteger m = WholeOf(modulus);
        BigInteger exponent = WholeOf(b);
        BigInteger value = a.Exponent > 0 ? a.Coefficient * BigInteger.ModPow(10, a.Exponent, m) : WholeOf(a);
        BigInteger result = BigInteger.ModPow(value % m, exponent, m);
        return new Dec(a.Negative && !exponent.IsEven, result, 0);
    }

    /// <summary>Whether a number is whole.</summary>
    public static bool IsWhole(Dec a)
    {
        if (!a.IsFinite)
        {
            return false;
        }

        return a.Exponent >= 0 || a.IsZero || (-a.Exponent < a.Digits && (a.Coefficient % PowersOfTen.Of(-a.Exponent)).IsZero);
    }

    /// <summary>The magnitude of a whole number, which must not be huge.</summary>
    public static BigInteger WholeOf(Dec a) => a.Exponent >= 0 ? a.Coefficient * PowersOfTen.Of(a.Exponent)
        : -a.Exponent >= a.Digits ? BigInteger.Zero : a.Coefficient / PowersOfTen.Of(-a.Exponent);

    private static bool IsOdd(Dec whole) => whole.Exponent <= 0 && !WholeOf(whole).IsEven;

    private static long DigitsOf(double value) => value < 1 ? 1 : (long)Math.Floor(Math.Log10(value)) + 1;

    /// <summary>Computes with ever more digits, until the digits beyond the precision are not such that an error in the last place matters.</summary>
    private static Dec Decide(long precision, Func<long, Dec> compute)
    {
        for (long extra = 4;; extra += 4 + (extra / 2))
        {
            Dec value = compute(precision + extra);
            long beyond = value.Digits - precision - 1;
            if (beyond <= 0)
            {
                continue;
            }

            BigInteger unit = 5 * PowersOfTen.Of(beyond);
            BigInteger rest = value.Coefficient % unit;
            if (rest > 20 && unit - rest > 20)
            {
                return value;
            }
        }
    }

    /// <summary>ln 10 as a whole number of units of ten to the power of minus the digits.</summary>
    private static BigInteger LogOfTen(long digits)
    {
        BigInteger unit = PowersOfTen.Of(digits + 4);
        return ((46 * InverseTangent(31, unit)) + (34 * InverseTangent(49, unit)) + (20 * InverseTangent(161, unit))) / 10000;
    }

    /// <summary>The inverse hyperbolic tangent of 1 / n in units.</summary>
    private static BigInteger InverseTangent(int n, BigInteger unit)
    {
        BigInteger power = unit / n;
        BigInteger sum = power;
        BigInteger square = (BigInteger)n * n;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= square;
            sum += power / k;
        }

        return sum;
    }

    /// <summary>ln(value / unit) in units, for values from a tenth of the unit to ten units.</summary>
    private static BigInteger FixedLogNear(BigInteger value, BigInteger unit)
    {
        // Roots bring the number near 1, where the series converges fast.
        int roots = 0;
        while (BigInteger.Abs(value - unit) > unit / 256)
        {
            value = Integers.SquareRoot(value * unit);
            roots++;
        }

        BigInteger ratio = (value - unit) * unit / (value + unit);
        BigInteger square = ratio * ratio / unit;
        BigInteger sum = ratio;
        BigInteger power = ratio;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power = power * square / unit;
            sum += power / k;
        }

        return sum << (roots + 1);
    }

    /// <summary>The logarithm to about so many digits, in which at most the last place is wrong.</summary>
    private static Dec FixedLog(Dec a, long digits, bool isBaseTen)
    {
        // Near 1 the logarithm is small, and as many places more are needed.
        long adjusted = a.Adjusted;
        Dec difference = default;
        if (adjusted is 0 or -1)
        {
            DecContext exact = DecContext.Wide(a.Digits + 4);
            difference = Subtract(a, Dec.Of(1), ref exact);
            digits += Math.Max(0, -difference.Adjusted);
        }

        long places = digits + 12;
        BigInteger unit = PowersOfTen.Of(places);
        long shift = places - (a.Digits - 1);
        BigInteger value = shift >= 0 ? a.Coefficient * PowersOfTen.Of(shift) : a.Coefficient / PowersOfTen.Of(-shift);
        if (adjusted == -1)
        {
            value /= 10;
            adjusted = 0;
        }

        BigInteger ten = LogOfTen(places);
        BigInteger result = FixedLogNear(value, unit) + (adjusted * ten);
        if (isBaseTen)
        {
            result = result * unit / ten;
        }

        return Trimmed(result, -places, 9);
    }

    /// <summary>The exponential to about so many digits.</summary>
    private static Dec FixedExp(Dec a, long digits)
    {
        long places = digits + Math.Max(0, a.Adjusted) + 16;
        BigInteger unit = PowersOfTen.Of(places);
        long shift = a.Exponent + places;
        BigInteger value = shift >= 0 ? a.Coefficient * PowersOfTen.Of(shift)
            : -shift > a.Digits ? BigInteger.Zero : a.Coefficient / PowersOfTen.Of(-shift);
        return ExpOf(a.Negative ? -value : value, places, unit);
    }

    /// <summary>The exponential of a number of units.</summary>
    private static Dec ExpOf(BigInteger value, long places, BigInteger unit)
    {
        BigInteger ten = LogOfTen(places);
        BigInteger power = BigInteger.DivRem(value, ten, out BigInteger rest);
        if (rest.Sign < 0)
        {
            rest += ten;
            power -= 1;
        }

        int halvings = 8 + (int)Math.Sqrt(places);
        BigInteger small = rest >> halvings;
        BigInteger sum = unit + small;
        BigInteger term = small;
        for (int k = 2; !term.IsZero; k++)
        {
            term = term * small / unit / k;
            sum += term;
        }

        for (int i = 0; i < halvings; i++)
        {
            sum = sum * sum / unit;
        }

        // Each squaring may double the error: as many places are dropped.
        long drop = 2 + (long)(halvings * 0.302);
        long exponent = (long)BigInteger.Max(BigInteger.Min(power, 4 * DecContext.Most), -4 * DecContext.Most);
        return Trimmed(sum, exponent - places, drop + 2);
    }

    private static Dec Trimmed(BigInteger value, long exponent, long drop) => new(value.Sign < 0, BigInteger.Abs(value) / PowersOfTen.Of(drop), exponent + drop);

    private static Dec PowerOfOne(Dec a, Dec b, bool isWhole, bool negative, ref DecContext context)
    {
        if (isWhole && b.IsFinite)
        {
            // A whole power of 1.00 has as many places as the product, if they fit.
            BigInteger places = BigInteger.Min(b.Negative ? 0 : WholeOrLimit(b, context.Precision) * -a.Exponent, context.Precision - 1);
            if (b.Negative)
            {
                places = 0;
            }

            long exponent = -(long)BigInteger.Max(places, 0);
            if (a.Exponent != 0 && WholeOrLimit(b, context.Precision) * -a.Exponent > context.Precision - 1)
            {
                context.Status |= DecStatus.Rounded;
                exponent = b.Negative ? exponent : 1 - context.Precision;
            }

            return new Dec(negative, PowersOfTen.Of(-exponent), exponent);
        }

        context.Status |= b.IsInfinite ? DecStatus.Inexact | DecStatus.Rounded : DecStatus.Inexact | DecStatus.Rounded;
        return new Dec(negative, PowersOfTen.Of(context.Precision - 1), 1 - context.Precision);
    }

    private static BigInteger WholeOrLimit(Dec b, long limit) => b.Adjusted > 20 ? limit + 1 : WholeOf(b);

    /// <summary>A power that certainly overflows or underflows, as a number that does.</summary>
    private static Dec? Extremes(Dec a, Dec b, bool negative, in DecContext context)
    {
        long bound = LogExponentBound(a) + b.Adjusted;
        if (a.Adjusted >= 0 == !b.Negative)
        {
            return bound >= DigitsOf(context.MostExponent) ? new Dec(negative, BigInteger.One, context.MostExponent + 1) : null;
        }

        return bound >= DigitsOf(-context.Tiny) ? new Dec(negative, BigInteger.One, context.Tiny - 1) : null;
    }

    /// <summary>A power so near 1 that only the direction matters.</summary>
    private static Dec? NearOne(Dec a, Dec b, long precision, bool negative)
    {
        long adjusted = a.Adjusted;
        long bound = DigitsOf((Math.Abs((double)adjusted) + 1) * 2.4) + b.Adjusted;
        if (bound >= -precision - 3)
        {
            return null;
        }

        BigInteger unit = PowersOfTen.Of(precision + 3);
        return adjusted >= 0 == b.Negative ? new Dec(negative, (unit * 10) - 1, -precision - 4) : new Dec(negative, unit + 1, -precision - 3);
    }

    /// <summary>A lower bound for the adjusted exponent of |log10 a|.</summary>
    private static long LogExponentBound(Dec a)
    {
        long adjusted = a.Adjusted;
        if (adjusted >= 1)
        {
            return DigitsOf(adjusted) - 1;
        }

        if (adjusted <= -2)
        {
            return DigitsOf(-1 - adjusted) - 1;
        }

        DecContext exact = DecContext.Wide(a.Digits + 4);
        Dec difference = Subtract(a, Dec.Of(1), ref exact);
        return Math.Min(difference.Adjusted - 1, -1) - (adjusted == 0 ? 1 : 0);
    }

    /// <summary>The exact power if it has at most so many digits.</summary>
    private static Dec? ExactPower(Dec a, Dec b, long precision, bool negative)
    {
        BigInteger x = a.Coefficient;
        long xe = a.Exponent;
        Strip(ref x, ref xe, long.MaxValue / 2);
        BigInteger y = b.Coefficient;
        long ye = b.Exponent;
        Strip(ref y, ref ye, long.MaxValue / 2);
        if (ye > 20 || ye < -400)
        {
            return null;
        }

        BigInteger numerator = ye >= 0 ? y * PowersOfTen.Of(ye) : y;
        BigInteger denominator = ye >= 0 ? BigInteger.One : PowersOfTen.Of(-ye);
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        numerator /= common;
        denominator /= common;
        if (b.Negative)
        {
            // 1 / x is exact only for powers of two and five.
            if (!Invert(ref x, ref xe, (long)precision * 4))
            {
                return null;
            }
        }

        if (!denominator.IsOne)
        {
            if (denominator > 4000 || !(new BigInteger(xe) % denominator).IsZero || !TryRoot(x, (int)denominator, out x))
            {
                return null;
            }

            xe /= (long)denominator;
        }

        if (x.IsOne)
        {
            BigInteger total = xe * numerator;
            if (BigInteger.Abs(total) > 4 * (BigInteger)DecContext.Most)
            {
                return null;
            }

            // As many zeros as the ideal exponent asks for and the precision lets be.
            long exponent = (long)total;
            long zeros = denominator.IsOne && !b.Negative && ye >= 0 && numerator < long.MaxValue / 4
                ? (long)BigInteger.Min(total - (a.Exponent * numerator), precision - 1) : 0;
            zeros = Math.Max(zeros, 0);
            return new Dec(negative, PowersOfTen.Of(zeros), exponent - zeros);
        }

        if (numerator > precision * 4)
        {
            return null;
        }

        int power = (int)numerator;
        if (PowersOfTen.Digits(x) * (double)power - power > precision + 1)
        {
            return null;
        }

        BigInteger result = BigInteger.Pow(x, power);
        if (PowersOfTen.Digits(result) > precision)
        {
            return null;
        }

        long resultExponent = xe * power;
        if (denominator.IsOne && !b.Negative)
        {
            BigInteger ideal = (BigInteger)a.Exponent * numerator;
            long zeros = (long)BigInteger.Max(0, BigInteger.Min(resultExponent - ideal, precision - PowersOfTen.Digits(result)));
            result *= PowersOfTen.Of(zeros);
            resultExponent -= zeros;
        }

        return new Dec(negative, result, resultExponent);
    }

    /// <summary>Replaces a number by its reciprocal if that is a finite decimal.</summary>
    private static bool Invert(ref BigInteger x, ref long exponent, long most)
    {
        int twos = 0;
        int fives = 0;
        BigInteger rest = x;
        while (rest.IsEven && twos <= most)
        {
            rest >>= 1;
            twos++;
        }

        while ((rest % 5).IsZero && fives <= most)
        {
            rest /= 5;
            fives++;
        }

        if (!rest.IsOne)
        {
            return false;
        }

        int places = Math.Max(twos, fives);
        x = PowersOfTen.Of(places) / x;
        exponent = -exponent - places;
        Strip(ref x, ref exponent, long.MaxValue / 2);
        return true;
    }

    private static bool TryRoot(BigInteger x, int degree, out BigInteger root)
    {
        root = BigInteger.One;
        if (x.IsOne)
        {
            return true;
        }

        long bits = x.GetBitLength();
        if (bits < degree)
        {
            return false;
        }

        root = BigInteger.One << (int)((bits / degree) + 1);
        while (true)
        {
            BigInteger next = (((degree - 1) * root) + (x / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root)
            {
                break;
            }

            root = next;
        }

        return BigInteger.Pow(root, degree) == x;
    }

    /// <summary>The power to about so many digits, by way of logarithm and exponential.</summary>
    private static Dec FixedPower(Dec a, Dec b, long digits)
    {
        long extra = Math.Max(0, b.Adjusted) + DigitsOf(Math.Abs((double)a.Adjusted) + 10) + 4;
        Dec log = FixedLog(a, digits + extra + 12, false);
        DecContext wide = DecContext.Wide(digits + extra + 12 + b.Digits);
        return FixedExp(Multiply(log, b, ref wide), digits + 4);
    }
}
