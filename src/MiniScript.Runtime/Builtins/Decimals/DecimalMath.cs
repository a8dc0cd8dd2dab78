using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The arithmetic of the General Decimal Arithmetic specification: sums, products, quotients and what they are made of. Each result fits the context.</summary>
internal static partial class DecimalMath
{
    /// <summary>The NaN that an operation with a NaN gives; a signaling one is an invalid operation.</summary>
    /// <returns>False if neither operand is a NaN.</returns>
    public static bool HasNaN(Dec a, Dec b, ref DecContext context, out Dec result)
    {
        result = default;
        if (!a.IsNaN && !b.IsNaN)
        {
            return false;
        }

        Dec chosen = a.Kind == DecKind.SignalingNaN ? a : b.Kind == DecKind.SignalingNaN ? b : a.IsNaN ? a : b;
        if (chosen.Kind == DecKind.SignalingNaN)
        {
            context.Status |= DecStatus.InvalidOperation;
        }

        result = context.Finish(chosen with { Kind = DecKind.QuietNaN });
        return true;
    }

    /// <summary>The sum.</summary>
    public static Dec Add(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite || b.IsInfinite)
        {
            return a.IsInfinite && b.IsInfinite && a.Negative != b.Negative ? context.Invalid() : a.IsInfinite ? a : b;
        }

        long exponent = Math.Min(a.Exponent, b.Exponent);
        if (a.IsZero && b.IsZero)
        {
            bool negative = a.Negative && b.Negative || (a.Negative != b.Negative && context.Rounding == DecRounding.Floor);
            return context.Finish(new Dec(negative, BigInteger.Zero, exponent));
        }

        if (a.IsZero || b.IsZero)
        {
            Dec other = a.IsZero ? b : a;
            long least = Math.Max(exponent, other.Exponent - context.Precision - 1);
            return context.Finish(least >= other.Exponent ? other : new Dec(other.Negative, other.Coefficient * PowersOfTen.Of(other.Exponent - least), least));
        }

        Align(ref a, ref b, context.Precision);
        BigInteger sum = (a.Negative ? -a.Coefficient : a.Coefficient) + (b.Negative ? -b.Coefficient : b.Coefficient);
        return context.Finish(sum.IsZero ? new Dec(context.Rounding == DecRounding.Floor, sum, a.Exponent) : new Dec(sum.Sign < 0, BigInteger.Abs(sum), a.Exponent));
    }

    /// <summary>The difference.</summary>
    public static Dec Subtract(Dec a, Dec b, ref DecContext context) => Add(a, b.IsNaN ? b : b with { Negative = !b.Negative }, ref context);

    /// <summary>The product.</summary>
    public static Dec Multiply(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite || b.IsInfinite)
        {
            return a.IsZero || b.IsZero ? context.Invalid() : Dec.Infinity(negative);
        }

        return context.Finish(new Dec(negative, a.Coefficient * b.Coefficient, a.Exponent + b.Exponent));
    }

    /// <summary>a × b + c, rounded once.</summary>
    public static Dec FusedMultiplyAdd(Dec a, Dec b, Dec c, ref DecContext context)
    {
        if (a.IsNaN || b.IsNaN)
        {
            // A signaling third operand comes before a quiet product.
            bool isThird = c.Kind == DecKind.SignalingNaN && a.Kind != DecKind.SignalingNaN && b.Kind != DecKind.SignalingNaN;
            HasNaN(isThird ? c : a, isThird ? c : b, ref context, out Dec special);
            return special;
        }

        Dec product;
        if (a.IsInfinite || b.IsInfinite)
        {
            if (a.IsZero || b.IsZero)
            {
                return context.Invalid();
            }

            product = Dec.Infinity(a.Negative != b.Negative);
        }
        else
        {
            product = new Dec(a.Negative != b.Negative, a.Coefficient * b.Coefficient, a.Exponent + b.Exponent);
        }

        return Add(product, c, ref context);
    }

    /// <summary>The quotient.</summary>
    public static Dec Divide(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite)
        {
            return b.IsInfinite ? context.Invalid() : Dec.Infinity(negative);
        }

        if (b.IsInfinite)
        {
            context.Status |= DecStatus.Clamped;
            return new Dec(negative, BigInteger.Zero, context.Tiny);
        }

        if (b.IsZero)
        {
            return a.IsZero ? context.Invalid(DecStatus.DivisionUndefined) : ByZero(negative, ref context);
        }

        long ideal = a.Exponent - b.Exponent;
        if (a.IsZero)
        {
            return context.Finish(new Dec(negative, BigInteger.Zero, ideal));
        }

        long shift = b.Digits - a.Digits + context.Precision + 1;
        if (shift > DecContext.MostDigits)
        {
            return context.Invalid(DecStatus.OutOfMemory);
        }

        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(a.Coefficient * PowersOfTen.Of(shift), b.Coefficient, out BigInteger rest)
            : BigInteger.DivRem(a.Coefficient, b.Coefficient * PowersOfTen.Of(-shift), out rest);
        long exponent = ideal - shift;
        if (!rest.IsZero)
        {
            // A last digit that is not 0 or 5 says that there is more.
            quotient += (quotient % 5).IsZero ? 1 : 0;
        }
        else
        {
            Strip(ref quotient, ref exponent, ideal);
        }

        return context.Finish(new Dec(negative, quotient, exponent));
    }

    /// <summary>The whole part of a quotient, and the rest; both are NaNs if the quotient has too many digits.</summary>
    public static bool DivideInteger(Dec a, Dec b, ref DecContext context, out Dec quotient, out Dec rest)
    {
        long ideal = Math.Min(a.Exponent, b.Exponent);
        bool negative = a.Negative != b.Negative;
        rest = a;
        quotient = new Dec(negative, BigInteger.Zero, 0);
        if (b.IsInfinite)
        {
            return true;
        }

        long difference = a.Adjusted - b.Adjusted;
        if (a.IsZero || difference <= -2)
        {
            rest = Rescaled(a, ideal, context.Precision);
            return true;
        }

        if (difference <= context.Precision)
        {
            BigInteger x = a.Coefficient;
            BigInteger y = b.Coefficient;
            if (a.Exponent >= b.Exponent)
            {
                x *= PowersOfTen.Of(a.Exponent - b.Exponent);
            }
            else
            {
                y *= PowersOfTen.Of(b.Exponent - a.Exponent);
            }

            BigInteger whole = BigInteger.DivRem(x, y, out BigInteger left);
            if (PowersOfTen.Digits(whole) <= context.Precision)
            {
                quotient = new Dec(negative, whole, 0);
                rest = new Dec(a.Negative, left, ideal);
                return true;
            }
        }

        quotient = rest = context.Invalid(DecStatus.DivisionImpossible);
        return false;
    }

    /// <summary>The whole part of the quotient.</summary>
    public static Dec DivideInt(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite)
        {
            return b.IsInfinite ? context.Invalid() : Dec.Infinity(negative);
        }

        if (b.IsZero)
        {
            return a.IsZero ? context.Invalid(DecStatus.DivisionUndefined) : ByZero(negative, ref context);
        }

        DivideInteger(a, b, ref context, out Dec quotient, out _);
        return context.Finish(quotient);
    }

    /// <summary>The rest of the whole quotient, with the sign of the dividend.</summary>
    public static Dec Remainder(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite)
        {
            return context.Invalid();
        }

        if (b.IsZero)
        {
            return context.Invalid(a.IsZero ? DecStatus.DivisionUndefined : DecStatus.InvalidOperation);
        }

        DivideInteger(a, b, ref context, out _, out Dec rest);
        return context.Finish(rest);
    }

    /// <summary>Quotient and rest.</summary>
    public static (Dec Quotient, Dec Remainder) DivMod(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return (special, special);
        }

        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite)
        {
            Dec invalid = context.Invalid();
            return (b.IsInfinite ? invalid : Dec.Infinity(negative), invalid);
        }

        if (b.IsZero)
        {
            return a.IsZero ? (context.Invalid(DecStatus.DivisionUndefined), Dec.NaN)
                : (ByZero(negative, ref context), context.Invalid());
        }

        DivideInteger(a, b, ref context, out Dec quotient, out Dec rest);
        return (context.Finish(quotient), context.Finish(rest));
    }

    /// <summary>The rest of the nearest whole quotient.</summary>
    public static Dec RemainderNear(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite)
        {
            return context.Invalid();
        }

        if (b.IsZero)
        {
            return context.Invalid(a.IsZero ? DecStatus.DivisionUndefined : DecStatus.InvalidOperation);
        }

        if (b.IsInfinite)
        {
            return context.Finish(a);
        }

        long ideal = Math.Min(a.Exponent, b.Exponent);
        if (a.IsZero)
        {
            return context.Finish(new Dec(a.Negative, BigInteger.Zero, ideal));
        }

        long difference = a.Adjusted - b.Adjusted;
        if (difference >= context.Precision + 1)
        {
            return context.Invalid(DecStatus.DivisionImpossible);
        }

        if (difference <= -2)
        {
            return context.Finish(Rescaled(a, ideal, context.Precision));
        }

        BigInteger x = a.Coefficient;
        BigInteger y = b.Coefficient;
        if (a.Exponent >= b.Exponent)
        {
            x *= PowersOfTen.Of(a.Exponent - b.Exponent);
        }
        else
        {
            y *= PowersOfTen.Of(b.Exponent - a.Exponent);
        }

        BigInteger whole = BigInteger.DivRem(x, y, out BigInteger left);
        bool negative = a.Negative;
        if ((left * 2) + (whole.IsEven ? 0 : 1) > y)
        {
            left -= y;
            whole += 1;
        }

        if (PowersOfTen.Digits(whole) > context.Precision)
        {
            return context.Invalid(DecStatus.DivisionImpossible);
        }

        return context.Finish(new Dec(left.Sign < 0 ? !negative : negative, BigInteger.Abs(left), ideal));
    }

    /// <summary>The order of two numbers that are no NaNs: -1, 0 or 1.</summary>
    public static int Order(Dec a, Dec b)
    {
        if (a.IsInfinite || b.IsInfinite)
        {
            int x = a.IsInfinite ? (a.Negative ? -1 : 1) : 0;
            int y = b.IsInfinite ? (b.Negative ? -1 : 1) : 0;
            return x.CompareTo(y);
        }

        int signA = a.Coefficient.IsZero ? 0 : a.Negative ? -1 : 1;
        int signB = b.Coefficient.IsZero ? 0 : b.Negative ? -1 : 1;
        if (signA != signB || signA == 0)
        {
            return signA.CompareTo(signB);
        }

        int order = a.Adjusted.CompareTo(b.Adjusted);
        if (order == 0)
        {
            BigInteger left = a.Coefficient;
            BigInteger right = b.Coefficient;
            if (a.Exponent > b.Exponent)
            {
                left *= PowersOfTen.Of(a.Exponent - b.Exponent);
            }
            else if (b.Exponent > a.Exponent)
            {
                right *= PowersOfTen.Of(b.Exponent - a.Exponent);
            }

            order = left.CompareTo(right);
        }

        return order * signA;
    }

    /// <summary>Takes zeros off the end of a coefficient while its exponent is below another.</summary>
    public static void Strip(ref BigInteger coefficient, ref long exponent, long ideal)
    {
        while (exponent < ideal)
        {
            BigInteger shorter = BigInteger.DivRem(coefficient, 10, out BigInteger digit);
            if (!digit.IsZero)
            {
                return;
            }

            coefficient = shorter;
            exponent++;
        }
    }

    /// <summary>A number with a lower exponent, or as low as the precision lets it be.</summary>
    private static Dec Rescaled(Dec value, long exponent, long precision)
    {
        if (value.IsZero)
        {
            return value with { Exponent = exponent };
        }

        exponent = Math.Max(exponent, value.Exponent - precision - 1);
        return exponent >= value.Exponent ? value : new Dec(value.Negative, value.Coefficient * PowersOfTen.Of(value.Exponent - exponent), exponent);
    }

    private static Dec ByZero(bool negative, ref DecContext context)
    {
        context.Status |= DecStatus.DivisionByZero;
        return Dec.Infinity(negative);
    }

    /// <summary>Gives two numbers, which are not zero, one exponent. One that is too small to matter but for rounding becomes a 1 far behind the other.</summary>
    private static void Align(ref Dec a, ref Dec b, long precision)
    {
        if (a.Exponent == b.Exponent)
        {
            return;
        }

        bool isSwapped = a.Exponent < b.Exponent;
        Dec high = isSwapped ? b : a;
        Dec low = isSwapped ? a : b;
        long least = high.Exponent + Math.Min(-1, high.Digits - precision - 2);
        if (low.Adjusted < least)
        {
            low = new Dec(low.Negative, BigInteger.One, least);
        }

        high = new Dec(high.Negative, high.Coefficient * PowersOfTen.Of(high.Exponent - low.Exponent), low.Exponent);
        a = isSwapped ? low : high;
        b = isSwapped ? high : low;
    }
}
