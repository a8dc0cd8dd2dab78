using System.Numerics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Sums, products, quotients and order of integers.</summary>
public static unsafe partial class Integers
{
    /// <summary>Operands above this many limbs are multiplied and divided by <see cref="BigInteger"/>, whose algorithms are sub-quadratic.</summary>
    private const int ManagedThreshold = 100;

    /// <summary>Products of more bits raise <c>MemoryError</c>: no algorithm here computes them in reasonable time.</summary>
    private const long MaxProductBits = 1L << 28;

    /// <summary>a + b.</summary>
    public static Value Add(Vm* vm, Value a, Value b) => Value.BothInt(a, b) ? FromLong(vm, a.AsInt + b.AsInt) : AddBig(vm, a, b, false);

    /// <summary>a - b.</summary>
    public static Value Subtract(Vm* vm, Value a, Value b) => Value.BothInt(a, b) ? FromLong(vm, a.AsInt - b.AsInt) : AddBig(vm, a, b, true);

    /// <summary>-a.</summary>
    public static Value Negate(Vm* vm, Value a) => Subtract(vm, Value.FromInt(0), a);

    /// <summary>The absolute value.</summary>
    public static Value Absolute(Vm* vm, Value a) => Sign(a) < 0 ? Negate(vm, a) : a;

    /// <summary>a × b.</summary>
    public static Value Multiply(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b))
        {
            long high = Math.BigMul(a.AsInt, b.AsInt, out long low);
            if (high == low >> 63)
            {
                return FromLong(vm, low);
            }

            bool negative = high < 0;
            ulong lowPart = (ulong)low;
            ulong highPart = (ulong)high;
            if (negative)
            {
                lowPart = 0 - lowPart;
                highPart = ~highPart + (lowPart == 0 ? 1UL : 0);
            }

            return FromWide(vm, highPart, lowPart, negative);
        }

        return MultiplyBig(vm, a, b);
    }

    /// <summary>a // b, rounded down.</summary>
    public static Value FloorDivide(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b) && b.AsInt != 0)
        {
            long dividend = a.AsInt;
            long divisor = b.AsInt;
            long quotient = dividend / divisor;
            return FromLong(vm, quotient - ((dividend ^ divisor) < 0 && quotient * divisor != dividend ? 1 : 0));
        }

        return DivideBig(vm, a, b, out Value result, out _, DivisionParts.Quotient) ? result : Value.Undefined;
    }

    /// <summary>a % b, with the sign of b.</summary>
    public static Value Modulo(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b) && b.AsInt != 0)
        {
            long divisor = b.AsInt;
            long remainder = a.AsInt % divisor;
            return Value.FromInt(remainder != 0 && (remainder ^ divisor) < 0 ? remainder + divisor : remainder);
        }

        return DivideBig(vm, a, b, out _, out Value result, DivisionParts.Remainder) ? result : Value.Undefined;
    }

    /// <summary>Quotient and remainder as <c>divmod</c> gives them; false with <c>ZeroDivisionError</c> or <c>MemoryError</c> pending.</summary>
    public static bool TryDivMod(Vm* vm, Value a, Value b, out Value quotient, out Value remainder)
    {
        if (Value.BothInt(a, b) && b.AsInt != 0)
        {
            quotient = FloorDivide(vm, a, b);
            remainder = Modulo(vm, a, b);
            return true;
        }

        return DivideBig(vm, a, b, out quotient, out remainder, DivisionParts.Both);
    }

    /// <summary><c>divmod(a, b)</c>, a tuple.</summary>
    public static Value DivMod(Vm* vm, Value a, Value b) =>
        TryDivMod(vm, a, b, out Value quotient, out Value remainder) ? Value.FromObject(Tuple.New(vm, quotient, remainder)) : Value.Undefined;

    /// <summary>a / b, the nearest float; <c>ZeroDivisionError</c> or <c>OverflowError</c> pending else.</summary>
    public static Value TrueDivide(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b) && b.AsInt != 0)
        {
            return Value.FromFloat((double)a.AsInt / b.AsInt);
        }

        return TrueDivideBig(vm, a, b);
    }

    /// <summary>The order of two integers: -1, 0 or 1.</summary>
    public static int Compare(Value a, Value b)
    {
        if (Value.BothInt(a, b))
        {
            return a.AsInt.CompareTo(b.AsInt);
        }

        ulong roomA;
        ulong roomB;
        Magnitude x = new(a, &roomA);
        Magnitude y = new(b, &roomB);
        if (x.Negative != y.Negative)
        {
            return x.Negative ? -1 : 1;
        }

        int order = Limbs.Compare(x.Limbs, x.Count, y.Limbs, y.Count);
        return x.Negative ? -order : order;
    }

    /// <summary>True if two integers are equal.</summary>
    public static bool AreEqual(Value a, Value b) => a == b || (!a.IsInt && !b.IsInt && Compare(a, b) == 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value AddBig(Vm* vm, Value a, Value b, bool negateB)
    {
        ulong roomA;
        ulong roomB;
        Magnitude x = new(a, &roomA);
        Magnitude y = new(b, &roomB);
        bool yNegative = y.Negative ^ negateB;
        int order = Limbs.Compare(x.Limbs, x.Count, y.Limbs, y.Count);
        (Magnitude larger, Magnitude smaller) = order >= 0 ? (x, y) : (y, x);
        bool negative = order >= 0 ? x.Negative : yNegative;
        if (x.Negative == yNegative)
        {
            BigInt* sum = BigInt.Allocate(vm, larger.Count + 1);
            if (sum == null)
            {
                return Value.Undefined;
            }

            ulong* limbs = BigInt.Limbs(sum);
            limbs[larger.Count] = Limbs.Add(limbs, larger.Limbs, larger.Count, smaller.Limbs, smaller.Count);
            return BigInt.Finish(sum, negative);
        }

        if (order == 0)
        {
            return Value.FromInt(0);
        }

        BigInt* difference = BigInt.Allocate(vm, larger.Count);
        if (difference == null)
        {
            return Value.Undefined;
        }

        Limbs.Subtract(BigInt.Limbs(difference), larger.Limbs, larger.Count, smaller.Limbs, smaller.Count);
        return BigInt.Finish(difference, negative);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value MultiplyBig(Vm* vm, Value a, Value b)
    {
        ulong roomA;
        ulong roomB;
        Magnitude x = new(a, &roomA);
        Magnitude y = new(b, &roomB);
        if (x.Count < y.Count)
        {
            (x, y) = (y, x);
        }

        if (y.Count == 0)
        {
            return Value.FromInt(0);
        }

        bool negative = x.Negative != y.Negative;
        if (y.Count > ManagedThreshold)
        {
            if (((long)x.Count + y.Count) * 64 > MaxProductBits)
            {
                return Throw.MemoryError(vm);
            }

            BigInteger managed = ToBigInteger(x.Limbs, x.Count);
            managed *= a == b ? managed : ToBigInteger(y.Limbs, y.Count);
            return FromBigInteger(vm, negative ? -managed : managed);
        }

        BigInt* product = BigInt.Allocate(vm, (long)x.Count + y.Count);
        if (product == null)
        {
            return Value.Undefined;
        }

        ulong* limbs = BigInt.Limbs(product);
        if (x.Limbs == y.Limbs)
        {
            Limbs.Square(limbs, x.Limbs, x.Count);
        }
        else
        {
            Limbs.Multiply(limbs, x.Limbs, x.Count, y.Limbs, y.Count);
        }

        return BigInt.Finish(product, negative);
    }

    private enum DivisionParts
    {
        Quotient = 1,
        Remainder = 2,
        Both = 3,
    }

    /// <summary>Floor division of any integers. The parts not asked for come out undefined or whatever fell out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool DivideBig(Vm* vm, Value a, Value b, out Value quotient, out Value remainder, DivisionParts parts)
    {
        quotient = remainder = Value.Undefined;
        ulong roomA;
        ulong roomB;
        Magnitude x = new(a, &roomA);
        Magnitude y = new(b, &roomB);
        if (y.Count == 0)
        {
            Throw.ZeroDivisionError(vm, parts == DivisionParts.Remainder ? "integer modulo by zero" : "integer division or modulo by zero");
            return false;
        }

        bool adjust = x.Negative != y.Negative;
        if (Limbs.Compare(x.Limbs, x.Count, y.Limbs, y.Count) < 0)
        {
            adjust &= x.Count != 0;
            quotient = Value.FromInt(adjust ? -1 : 0);
            remainder = adjust ? Add(vm, a, b) : a;
            return !remainder.IsUndefined;
        }

        if (y.Count == 1)
        {
            BigInt* cell = null;
            if ((parts & DivisionParts.Quotient) != 0 && (cell = BigInt.Allocate(vm, x.Count)) == null)
            {
                return false;
            }

            ulong rest = Limbs.DivideLimb(cell == null ? null : BigInt.Limbs(cell), x.Limbs, x.Count, y.Limbs[0]);
            quotient = cell == null ? Value.Undefined : BigInt.Finish(cell, adjust);
            remainder = FromWide(vm, 0, rest, x.Negative);
        }
        else if (y.Count > ManagedThreshold && x.Count - y.Count > ManagedThreshold)
        {
            BigInteger whole = BigInteger.DivRem(ToBigInteger(x.Limbs, x.Count), ToBigInteger(y.Limbs, y.Count), out BigInteger rest);
            quotient = FromBigInteger(vm, adjust ? -whole : whole);
            remainder = FromBigInteger(vm, x.Negative ? -rest : rest);
        }
        else if (!DivideLong(vm, x, y, adjust, out quotient, out remainder))
        {
            return false;
        }

        if (adjust && remainder != Value.FromInt(0))
        {
            quotient = quotient.IsUndefined ? quotient : Subtract(vm, quotient, Value.FromInt(1));
            remainder = Add(vm, remainder, b);
        }

        return !vm->HasPending;
    }

    private static bool DivideLong(Vm* vm, Magnitude x, Magnitude y, bool negative, out Value quotient, out Value remainder)
    {
        quotient = remainder = Value.Undefined;
        ulong* stack = stackalloc ulong[LimbScratch.StackLimbs];
        using LimbScratch scratch = new(stack, (long)x.Count + 1 + y.Count);
        ulong* dividend = scratch.Limbs;
        ulong* divisor = dividend + x.Count + 1;
        int shift = BitOperations.LeadingZeroCount(y.Limbs[y.Count - 1]);
        dividend[x.Count] = Limbs.ShiftLeft(dividend, x.Limbs, x.Count, shift);
        Limbs.ShiftLeft(divisor, y.Limbs, y.Count, shift);
        BigInt* whole = BigInt.Allocate(vm, x.Count + 1 - y.Count);
        BigInt* rest = whole == null ? null : BigInt.Allocate(vm, y.Count);
        if (rest == null)
        {
            return false;
        }

        Limbs.DivideNormalized(BigInt.Limbs(whole), dividend, x.Count + 1, divisor, y.Count);
        Limbs.ShiftRight(BigInt.Limbs(rest), dividend, y.Count, shift);
        quotient = BigInt.Finish(whole, negative);
        remainder = BigInt.Finish(rest, x.Negative);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value TrueDivideBig(Vm* vm, Value a, Value b)
    {
        if (Sign(b) == 0)
        {
            return Throw.ZeroDivisionError(vm, "division by zero");
        }

        if (Sign(a) == 0)
        {
            return Value.FromFloat(Sign(b) < 0 ? -0.0 : 0.0);
        }

        // Scale so that the quotient has at least 66 bits: more than a double's 53 and a rounding bit, with the rest folded into a sticky bit.
        bool negative = Sign(a) != Sign(b);
        long scale = 66 - (BitLength(a) - BitLength(b));
        if (scale > 66 + 1100)
        {
            return Value.FromFloat(negative ? -0.0 : 0.0);
        }

        if (scale < 66 - 1100)
        {
            return Throw.OverflowError(vm, "integer division result too large for a float");
        }

        BigInteger dividend = BigInteger.Abs(ToBigInteger(a));
        BigInteger divisor = BigInteger.Abs(ToBigInteger(b));
        if (scale > 0)
        {
            dividend <<= (int)scale;
        }
        else
        {
            divisor <<= (int)-scale;
        }

        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        UInt128 digits = ((UInt128)quotient << 1) | (rest.IsZero ? 0u : 1u);
        double result = Floats.FromScaled(digits, (int)-scale - 1);
        if (double.IsInfinity(result))
        {
            return Throw.OverflowError(vm, "integer division result too large for a float");
        }

        return Value.FromFloat(negative ? -result : result);
    }
}
