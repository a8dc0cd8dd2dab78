using System.Numerics;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>Operations of numbers with few digits, in words of the machine. Each is false where the general arithmetic is to do it.</content>
internal static unsafe partial class DecimalType
{
    private const int MostPower = 37;

    /// <summary>The current context, if it has the default limits or wider ones and rounds half to even, and its precision fits words.</summary>
    private static bool TryPlainContext(Vm* vm, out Value context, out int precision)
    {
        context = DecimalContexts.Current(vm);
        precision = 0;
        if (context.IsUndefined)
        {
            return false;
        }

        Value* fields = Record.Fields((Record*)context.AsObject);
        if (!fields[DecimalContexts.Precision].IsInt || fields[DecimalContexts.Precision].AsInt > 34
            || fields[DecimalContexts.Rounding].AsInt != (long)DecRounding.HalfEven || fields[DecimalContexts.Clamp].AsInt != 0
            || DecimalContexts.Field(context, DecimalContexts.MostExponent) < 900_000 || DecimalContexts.Field(context, DecimalContexts.LeastExponent) > -900_000)
        {
            return false;
        }

        precision = (int)fields[DecimalContexts.Precision].AsInt;
        return true;
    }

    /// <summary>The parts of a finite number whose coefficient fits two words.</summary>
    private static bool TryWords(Value value, out bool negative, out long exponent, out UInt128 coefficient)
    {
        negative = false;
        exponent = 0;
        coefficient = 0;
        if (!value.IsExactly(TypeId.Decimal))
        {
            return false;
        }

        Value* fields = Record.Fields((Record*)value.AsObject);
        const long Range = 100_000;
        if ((ulong)fields[0].AsInt > 1 || !fields[1].IsInt || Math.Abs(fields[1].AsInt) > Range)
        {
            return false;
        }

        negative = fields[0].AsInt != 0;
        exponent = fields[1].AsInt;
        if (fields[2].IsInt)
        {
            coefficient = (ulong)fields[2].AsInt;
            return true;
        }

        BigInt* big = (BigInt*)fields[2].AsObject;
        ulong* limbs = BigInt.Limbs(big);
        coefficient = big->Count == 1 ? limbs[0] : big->Count == 2 ? new UInt128(limbs[1], limbs[0]) : 0;
        return big->Count <= 2;
    }

    /// <summary>The digits of a number below 10^37.</summary>
    private static int DigitsOf(UInt128 value)
    {
        int bits = 128 - (int)UInt128.LeadingZeroCount(value);
        int guess = bits * 1233 >> 12;
        return value >= SmallPowers[guess] ? guess + 1 : Math.Max(guess, 1);
    }

    /// <summary>Rounds half to even to a precision and makes the number; the conditions go to the context.</summary>
    private static Value FitWords(Vm* vm, Value context, int precision, bool negative, long exponent, UInt128 coefficient, bool hasMore)
    {
        int drop = DigitsOf(coefficient) - precision;
        if (drop <= 0)
        {
            return DecimalCells.NewSmall(vm, negative, exponent, coefficient);
        }

        UInt128 unit = SmallPowers[drop];
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(coefficient, unit);
        int half = (rest * 2).CompareTo(unit);
        half = half == 0 && hasMore ? 1 : half;
        if (half > 0 || (half == 0 && (quotient & 1) != 0))
        {
            quotient += 1;
            if (quotient == SmallPowers[precision])
            {
                quotient /= 10;
                exponent++;
            }
        }

        return DecimalContexts.Note(vm, context, DecStatus.Rounded | (rest != 0 || hasMore ? DecStatus.Inexact : 0))
            ? DecimalCells.NewSmall(vm, negative, exponent + drop, quotient) : Value.Undefined;
    }

    private static bool TryAddWords(Vm* vm, Value left, Value right, bool negates, out Value sum)
    {
        sum = Value.Undefined;
        if (!TryWords(left, out bool negativeA, out long exponentA, out UInt128 a) || !TryWords(right, out bool negativeB, out long exponentB, out UInt128 b)
            || a == 0 || b == 0 || Math.Abs(exponentA - exponentB) > 36 || a >= SmallPowers[36] || b >= SmallPowers[36])
        {
            return false;
        }

        int difference = (int)(exponentA - exponentB);
        if ((difference > 0 && DigitsOf(a) + difference > 36) || (difference < 0 && DigitsOf(b) - difference > 36)
            || !TryPlainContext(vm, out Value context, out int precision))
        {
            return false;
        }

        a = difference > 0 ? a * SmallPowers[difference] : a;
        b = difference < 0 ? b * SmallPowers[-difference] : b;
        negativeB = negativeB != negates;
        bool isDifference = negativeA != negativeB;
        UInt128 magnitude = !isDifference ? a + b : a >= b ? a - b : b - a;
        if (magnitude == 0)
        {
            return false;
        }

        sum = FitWords(vm, context, precision, isDifference && a < b ? negativeB : negativeA, Math.Min(exponentA, exponentB), magnitude, false);
        return true;
    }

    private static bool TryMultiplyWords(Vm* vm, Value left, Value right, out Value product)
    {
        product = Value.Undefined;
        if (!TryWords(left, out bool negativeA, out long exponentA, out UInt128 a) || !TryWords(right, out bool negativeB, out long exponentB, out UInt128 b)
            || a == 0 || b == 0 || DigitsOfAny(a) + DigitsOfAny(b) > 36 || !TryPlainContext(vm, out Value context, out int precision))
        {
            return false;
        }

        product = FitWords(vm, context, precision, negativeA != negativeB, exponentA + exponentB, a * b, false);
        return true;
    }

    private static bool TryDivideWords(Vm* vm, Value left, Value right, out Value quotient)
    {
        quotient = Value.Undefined;
        if (!TryWords(left, out bool negativeA, out long exponentA, out UInt128 a) || !TryWords(right, out bool negativeB, out long exponentB, out UInt128 b)
            || a == 0 || b == 0 || b >= SmallPowers[SmallDigits] || a >= SmallPowers[SmallDigits] || !TryPlainContext(vm, out Value context, out int precision))
        {
            return false;
        }

        int digitsB = DigitsOf(b);
        int shift = digitsB - DigitsOf(a) + precision + 1;
        if (shift < 0 || digitsB + precision + 1 > 36)
        {
            return false;
        }

        (UInt128 whole, UInt128 rest) = UInt128.DivRem(a * SmallPowers[shift], b);
        long exponent = exponentA - exponentB - shift;
        if (rest == 0)
        {
            long ideal = exponentA - exponentB;
            while (exponent < ideal)
            {
                (UInt128 shorter, UInt128 digit) = UInt128.DivRem(whole, 10);
                if (digit != 0)
                {
                    break;
                }

                whole = shorter;
                exponent++;
            }
        }

        quotient = FitWords(vm, context, precision, negativeA != negativeB, exponent, whole, rest != 0);
        return true;
    }

    /// <summary>The order of two numbers with few digits.</summary>
    private static bool TryCompareWords(Value left, Value right, out int order)
    {
        order = 0;
        if (!DecimalCells.AreSmall(left, right, out Value* a, out Value* b))
        {
            return false;
        }

        long difference = a[1].AsInt - b[1].AsInt;
        if (Math.Abs(difference) > SmallDigits)
        {
            return false;
        }

        Int128 x = a[2].AsInt * (Int128)SmallPowers[Math.Max(difference, 0)];
        Int128 y = b[2].AsInt * (Int128)SmallPowers[Math.Max(-difference, 0)];
        order = (a[0].AsInt != 0 ? -x : x).CompareTo(b[0].AsInt != 0 ? -y : y);
        return true;
    }

    /// <summary>Rounds a number with few digits to an exponent that is not lower, in a plain context.</summary>
    private static bool TryQuantizeWords(Vm* vm, Value left, Value right, out Value result)
    {
        result = Value.Undefined;
        if (!DecimalCells.AreSmall(left, right, out Value* a, out Value* b) || a[2].AsInt == 0)
        {
            return false;
        }

        long difference = b[1].AsInt - a[1].AsInt;
        if (difference is < -SmallDigits or > SmallDigits || !TryPlainContext(vm, out Value context, out int precision) || precision < SmallDigits)
        {
            return false;
        }

        ulong coefficient = (ulong)a[2].AsInt;
        bool negative = a[0].AsInt != 0;
        if (difference <= 0)
        {
            UInt128 longer = coefficient * SmallPowers[-difference];
            if (longer >= SmallPowers[precision])
            {
                return false;
            }

            result = DecimalCells.NewSmall(vm, negative, b[1].AsInt, longer);
            return true;
        }

        ulong unit = (ulong)SmallPowers[difference];
        (ulong quotient, ulong rest) = Math.DivRem(coefficient, unit);
        int half = (rest * 2).CompareTo(unit);
        quotient += half > 0 || (half == 0 && (quotient & 1) != 0) ? 1UL : 0;
        result = DecimalContexts.Note(vm, context, DecStatus.Rounded | (rest != 0 ? DecStatus.Inexact : 0))
            ? DecimalCells.NewSmall(vm, negative, b[1].AsInt, quotient) : Value.Undefined;
        return true;
    }

    /// <summary>The text of a number with few digits that needs no exponent.</summary>
    private static bool TryTextOfWords(Vm* vm, Value self, out Value text)
    {
        text = Value.Undefined;
        if (!TryWords(self, out bool negative, out long exponent, out UInt128 coefficient) || coefficient > long.MaxValue || exponent is > 0 or < -24)
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[24];
        ((long)coefficient).TryFormat(digits, out int count, default, System.Globalization.CultureInfo.InvariantCulture);
        int point = count + (int)exponent;
        if (point <= -6)
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[64];
        int length = 0;
        if (negative)
        {
            buffer[length++] = (byte)'-';
        }

        if (point <= 0)
        {
            buffer[length++] = (byte)'0';
            buffer[length++] = (byte)'.';
            buffer.Slice(length, -point).Fill((byte)'0');
            length -= point;
            point = 0;
        }

        for (int i = 0; i < count; i++)
        {
            if (i == point && i > 0)
            {
                buffer[length++] = (byte)'.';
            }

            buffer[length++] = digits[i];
        }

        text = Value.FromObject(Str.FromAscii(vm, buffer[..length]));
        return true;
    }

    private static int DigitsOfAny(UInt128 value) => value >= SmallPowers[MostPower] ? MostPower + 2 : DigitsOf(value);
}
