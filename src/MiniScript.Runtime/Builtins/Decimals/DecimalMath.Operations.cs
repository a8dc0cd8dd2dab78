using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>Rounding to places, neighbours, orders, digits as bits.</content>
internal static partial class DecimalMath
{
    /// <summary>A number with the exponent of another.</summary>
    public static Dec Quantize(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite || b.IsInfinite)
        {
            return a.IsInfinite && b.IsInfinite ? a : context.Invalid();
        }

        long exponent = b.Exponent;
        if (exponent > context.MostExponent || exponent < context.Tiny)
        {
            return context.Invalid();
        }

        if (a.IsZero)
        {
            return context.Finish(new Dec(a.Negative, BigInteger.Zero, exponent));
        }

        long adjusted = a.Adjusted;
        if (adjusted > context.MostExponent || adjusted - exponent + 1 > context.Precision)
        {
            return context.Invalid();
        }

        Dec result = ToExponent(a, exponent, context.Rounding, out bool isRounded, out bool isInexact);
        if (!result.Coefficient.IsZero && (result.Adjusted > context.MostExponent || result.Digits > context.Precision))
        {
            return context.Invalid();
        }

        context.Status |= (isRounded ? DecStatus.Rounded : 0) | (isInexact ? DecStatus.Inexact : 0)
            | (!result.Coefficient.IsZero && result.Adjusted < context.LeastExponent ? DecStatus.Subnormal : 0);
        return Quietly(result, ref context);
    }

    /// <summary>A whole number.</summary>
    public static Dec ToIntegral(Dec a, bool tells, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite || a.Exponent >= 0)
        {
            return a;
        }

        if (a.IsZero)
        {
            return a with { Exponent = 0 };
        }

        Dec result = ToExponent(a, 0, context.Rounding, out bool isRounded, out bool isInexact);
        if (tells)
        {
            context.Status |= (isRounded ? DecStatus.Rounded : 0) | (isInexact ? DecStatus.Inexact : 0);
        }

        return result;
    }

    /// <summary>A number with another exponent, rounded if that is greater.</summary>
    public static Dec ToExponent(Dec a, long exponent, DecRounding rounding, out bool isRounded, out bool isInexact)
    {
        isInexact = false;
        isRounded = exponent > a.Exponent;
        if (!isRounded)
        {
            return new Dec(a.Negative, a.Coefficient * PowersOfTen.Of(a.Exponent - exponent), exponent);
        }

        return new Dec(a.Negative, DecContext.Shorten(a.Coefficient, exponent - a.Exponent, a.Negative, rounding, out isInexact), exponent);
    }

    /// <summary>The number without zeros at its end.</summary>
    public static Dec Normalize(Dec a, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        Dec result = context.Finish(a);
        if (!result.IsFinite)
        {
            return result;
        }

        if (result.IsZero)
        {
            return new Dec(result.Negative, BigInteger.Zero, 0);
        }

        BigInteger coefficient = result.Coefficient;
        long exponent = result.Exponent;
        Strip(ref coefficient, ref exponent, context.Clamp ? context.Top : context.MostExponent);
        return new Dec(result.Negative, coefficient, exponent);
    }

    /// <summary>Plus or minus the number: rounded, and zero without sign but when rounding to the floor.</summary>
    public static Dec Signed(Dec a, bool isNegated, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        bool negative = a.Negative != isNegated;
        return context.Finish(a with { Negative = a.IsZero ? context.Rounding == DecRounding.Floor && (negative || isNegated == a.Negative) && negative : negative });
    }

    /// <summary>The magnitude, rounded.</summary>
    public static Dec Absolute(Dec a, ref DecContext context) => HasNaN(a, a, ref context, out Dec special) ? special : context.Finish(a with { Negative = false });

    /// <summary>The order as a number: -1, 0, 1 or a NaN.</summary>
    public static Dec Compare(Dec a, Dec b, bool isSignaling, ref DecContext context)
    {
        if (isSignaling && (a.IsNaN || b.IsNaN))
        {
            context.Status |= DecStatus.InvalidOperation;
        }

        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        return Dec.Of(Order(a, b));
    }

    /// <summary>The order of representations: of all numbers and NaNs.</summary>
    public static int TotalOrder(Dec a, Dec b)
    {
        if (a.Negative != b.Negative)
        {
            return a.Negative ? -1 : 1;
        }

        int sign = a.Negative ? -1 : 1;
        if (a.IsNaN || b.IsNaN)
        {
            // In the order of the kinds: number, signaling, quiet.
            int left = a.Kind == DecKind.QuietNaN ? 2 : a.Kind == DecKind.SignalingNaN ? 1 : 0;
            int right = b.Kind == DecKind.QuietNaN ? 2 : b.Kind == DecKind.SignalingNaN ? 1 : 0;
            return (left != right ? left.CompareTo(right) : a.Coefficient.CompareTo(b.Coefficient)) * sign;
        }

        int order = Order(a, b);
        return order != 0 ? order : a.Exponent.CompareTo(b.Exponent) * sign;
    }

    /// <summary>The greater or lesser of two, by their values or magnitudes; a quiet NaN gives way to a number.</summary>
    public static Dec Extreme(Dec a, Dec b, bool isGreatest, bool isMagnitude, ref DecContext context)
    {
        if (a.IsNaN || b.IsNaN)
        {
            if (a.Kind == DecKind.QuietNaN && !b.IsNaN)
            {
                return context.Finish(b);
            }

            if (b.Kind == DecKind.QuietNaN && !a.IsNaN)
            {
                return context.Finish(a);
            }

            HasNaN(a, b, ref context, out Dec special);
            return special;
        }

        int order = isMagnitude ? Order(a with { Negative = false }, b with { Negative = false }) : Order(a, b);
        order = order == 0 ? TotalOrder(a, b) : order;
        return context.Finish(order < 0 == isGreatest ? b : a);
    }

    /// <summary>The nearest number that is less or greater.</summary>
    public static Dec Next(Dec a, bool isUp, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        if (a.IsInfinite)
        {
            return a.Negative != isUp ? a : new Dec(a.Negative, PowersOfTen.Of(context.Precision) - 1, context.Top);
        }

        DecContext quiet = context;
        quiet.Rounding = isUp ? DecRounding.Ceiling : DecRounding.Floor;
        Dec rounded = quiet.Finish(a);
        if (rounded != a && Order(rounded, a) != 0)
        {
            return rounded;
        }

        quiet = context;
        quiet.Rounding = isUp ? DecRounding.Ceiling : DecRounding.Floor;
        return Add(a, new Dec(!isUp, BigInteger.One, context.Tiny - 1), ref quiet);
    }

    /// <summary>The number next to one in the direction of another.</summary>
    public static Dec NextToward(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        int order = Order(a, b);
        if (order == 0)
        {
            return a with { Negative = b.Negative };
        }

        Dec result = Next(a, order < 0, ref context);
        if (result.IsInfinite)
        {
            context.Status |= DecStatus.Overflow | DecStatus.Inexact | DecStatus.Rounded;
        }
        else if (result.IsZero || result.Adjusted < context.LeastExponent)
        {
            context.Status |= DecStatus.Underflow | DecStatus.Subnormal | DecStatus.Inexact | DecStatus.Rounded | (result.IsZero ? DecStatus.Clamped : 0);
        }

        return result;
    }

    /// <summary>The exponent of the first digit, as a number.</summary>
    public static Dec LogB(Dec a, ref DecContext context)
    {
        if (HasNaN(a, a, ref context, out Dec special))
        {
            return special;
        }

        return a.IsInfinite ? Dec.Infinity(false) : a.IsZero ? ByZero(true, ref context) : context.Finish(Dec.Of(a.Adjusted));
    }

    /// <summary>The number with another added to its exponent.</summary>
    public static Dec ScaleB(Dec a, Dec b, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        BigInteger limit = 2 * ((BigInteger)context.MostExponent + context.Precision);
        if (!b.IsFinite || b.Exponent != 0 || b.Coefficient > limit)
        {
            return context.Invalid();
        }

        if (a.IsInfinite)
        {
            return a;
        }

        long shift = (long)BigInteger.Min(b.Coefficient, 4 * DecContext.Most);
        return context.Finish(a with { Exponent = a.Exponent + (b.Negative ? -shift : shift) });
    }

    /// <summary>The digits moved to the left, or to the right by a negative count, within the precision: dropped or, if it rotates, brought in at the other end.</summary>
    public static Dec Shift(Dec a, Dec b, bool rotates, ref DecContext context)
    {
        if (HasNaN(a, b, ref context, out Dec special))
        {
            return special;
        }

        if (!b.IsFinite || b.Exponent != 0 || b.Coefficient > context.Precision)
        {
            return context.Invalid();
        }

        if (a.IsInfinite)
        {
            return a;
        }

        BigInteger window = PowersOfTen.Of(context.Precision);
        BigInteger digits = a.Coefficient % window;
        long count = (long)b.Coefficient;
        if (rotates)
        {
            count = b.Negative ? context.Precision - count : count;
            BigInteger split = PowersOfTen.Of(context.Precision - count);
            return new Dec(a.Negative, ((digits % split) * PowersOfTen.Of(count)) + (digits / split), a.Exponent);
        }

        return new Dec(a.Negative, b.Negative ? digits / PowersOfTen.Of(count) : digits * PowersOfTen.Of(count) % window, a.Exponent);
    }

    /// <summary>Digits 0 and 1 combined one by one: 0 and, 1 or, 2 exclusive or.</summary>
    public static Dec Logical(Dec a, Dec b, int operation, ref DecContext context)
    {
        if (!IsLogical(a) || !IsLogical(b))
        {
            return context.Invalid();
        }

        string left = a.Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string right = b.Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int length = (int)Math.Min(Math.Max(left.Length, right.Length), context.Precision);
        char[] digits = new char[length];
        for (int i = 1; i <= length; i++)
        {
            int x = i <= left.Length ? left[^i] - '0' : 0;
            int y = i <= right.Length ? right[^i] - '0' : 0;
            digits[^i] = (char)('0' + (operation == 0 ? x & y : operation == 1 ? x | y : x ^ y));
        }

        return new Dec(false, BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), 0);
    }

    /// <summary>The digits 0 and 1 exchanged, over the whole precision.</summary>
    public static Dec Invert(Dec a, ref DecContext context) =>
        !IsLogical(a) ? context.Invalid()
        : context.Precision > DecContext.MostDigits ? context.Invalid(DecStatus.OutOfMemory)
        : Logical(a, new Dec(false, (PowersOfTen.Of(context.Precision) - 1) / 9, 0), 2, ref context);

    private static bool IsLogical(Dec a)
    {
        if (!a.IsFinite || a.Negative || a.Exponent != 0)
        {
            return false;
        }

        foreach (char digit in a.Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            if (digit > '1')
            {
                return false;
            }
        }

        return true;
    }

    private static Dec Quietly(Dec result, ref DecContext context)
    {
        DecStatus before = context.Status;
        Dec fitted = context.Finish(result);
        context.Status = before | (context.Status & DecStatus.Clamped);
        return fitted;
    }
}
