using System.Numerics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Script floats: conversions and arithmetic. Text is in the other part.</summary>
public static unsafe partial class Floats
{
    /// <summary>
    /// True, and the number, for what stands for a real number: a float, an integer, an object with <c>__float__</c> or
    /// <c>__index__</c>. False with <c>TypeError</c> ("must be real number, not …") or <c>OverflowError</c> pending.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet(Vm* vm, Value value, out double number)
    {
        if (value.IsFloat)
        {
            number = value.AsFloat;
            return true;
        }

        return TryGetSlow(vm, value, out number);
    }

    /// <summary>True, and the number, for a <c>float</c> or an instance of a subclass; nothing is ever pending.</summary>
    public static bool TryUnbox(Value value, out double number)
    {
        if (value.IsFloat)
        {
            number = value.AsFloat;
            return true;
        }

        Value plain = value.Is(Kind.NumberBox) ? ((NumberBox*)value.AsObject)->Number : Value.Undefined;
        number = plain.IsFloat ? plain.AsFloat : 0;
        return plain.IsFloat;
    }

    /// <summary>The nearest float to an unboxed integer; false with <c>OverflowError</c> pending if there is none.</summary>
    public static bool TryFromInteger(Vm* vm, Value integer, out double number)
    {
        number = FromInteger(integer);
        if (double.IsInfinity(number))
        {
            Throw.OverflowError(vm, "int too large to convert to float");
            return false;
        }

        return true;
    }

    /// <summary>The nearest float to an unboxed integer, ties to even; infinite beyond the range.</summary>
    public static double FromInteger(Value integer)
    {
        if (integer.IsInt)
        {
            return integer.AsInt;
        }

        BigInt* big = (BigInt*)integer.AsObject;
        ulong* limbs = BigInt.Limbs(big);
        int count = big->Count;
        UInt128 top = limbs[count - 1];
        int exponent = 0;
        if (count > 1)
        {
            // The two top limbs have at least 65 bits; one more sticky bit stands for everything below.
            top = (top << 64) | limbs[count - 2] | (Limbs.Trim(limbs, count - 2) != 0 ? 1u : 0u);
            exponent = (count - 2) * 64;
        }

        double magnitude = FromScaled(top, exponent);
        return big->Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>The float nearest to digits × 2^exponent, ties to even; infinite beyond the range.</summary>
    internal static double FromScaled(UInt128 digits, int exponent)
    {
        if (digits == UInt128.Zero)
        {
            return 0.0;
        }

        int bits = 128 - (int)UInt128.LeadingZeroCount(digits);
        long top = (long)bits + exponent; // the value is in [2^(top-1), 2^top)
        if (top > 1024)
        {
            return double.PositiveInfinity;
        }

        // Drop so many bits that 53 remain, or fewer where the result is subnormal.
        int drop = (int)Math.Max(bits - 53, Math.Min(-1074L - exponent, 200));
        if (drop <= 0)
        {
            return Math.ScaleB((double)(ulong)digits, exponent);
        }

        if (drop > 128)
        {
            return 0.0;
        }

        UInt128 kept = drop == 128 ? UInt128.Zero : digits >> drop;
        UInt128 half = UInt128.One << (drop - 1);
        UInt128 rest = drop == 128 ? digits : digits & ((half << 1) - UInt128.One);
        if (rest > half || (rest == half && !UInt128.IsEvenInteger(kept)))
        {
            kept += UInt128.One;
        }

        return Math.ScaleB((double)(ulong)kept, exponent + drop);
    }

    /// <summary>The integer that a float truncates to; <c>ValueError</c> for NaN, <c>OverflowError</c> for infinities pending.</summary>
    public static Value ToInteger(Vm* vm, double value)
    {
        if (Math.Abs(value) < 1L << 62)
        {
            return Integers.FromLong(vm, (long)value);
        }

        if (double.IsNaN(value))
        {
            return Throw.ValueError(vm, "cannot convert float NaN to integer");
        }

        if (double.IsInfinity(value))
        {
            return Throw.OverflowError(vm, "cannot convert float infinity to integer");
        }

        (ulong significand, int exponent) = Decompose(value);
        Value digits = Integers.FromUlong(vm, significand);
        return Integers.LeftShift(vm, value < 0 ? Integers.Negate(vm, digits) : digits, Value.FromInt(exponent));
    }

    /// <summary>|value| = significand × 2^exponent, for a finite value.</summary>
    internal static (ulong Significand, int Exponent) Decompose(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int biased = (int)(bits >> 52) & 0x7ff;
        ulong fraction = bits & ((1UL << 52) - 1);
        return biased == 0 ? (fraction, -1074) : (fraction | (1UL << 52), biased - 1075);
    }

    /// <summary>Compares a float with an integer exactly: -1, 0 or 1; the float is not NaN.</summary>
    public static int CompareToInteger(double x, Value integer)
    {
        if (integer.IsInt)
        {
            return x.CompareTo((double)integer.AsInt); // 50 bits are exact
        }

        int sign = Integers.Sign(integer);
        if (double.IsInfinity(x) || Math.Sign(x) != sign)
        {
            return x > 0 || (x == 0 && sign < 0) ? 1 : -1;
        }

        (ulong significand, int exponent) = Decompose(x);
        long bits = Integers.BitLength(integer);
        long own = 64 - BitOperations.LeadingZeroCount(significand) + exponent;
        if (own != bits)
        {
            return own > bits ? sign : -sign;
        }

        BigInteger whole = BigInteger.Abs(Integers.ToBigInteger(integer));
        BigInteger scaled = exponent >= 0 ? (BigInteger)significand << exponent : significand;
        return sign * (exponent >= 0 ? scaled.CompareTo(whole) : scaled.CompareTo(whole << -exponent));
    }

    /// <summary>x // y.</summary>
    public static Value FloorDivide(Vm* vm, double x, double y) =>
        y == 0 ? Throw.ZeroDivisionError(vm, "float floor division by zero") : Value.FromForeignFloat(DivMod(x, y).Quotient);

    /// <summary>x % y, with the sign of y.</summary>
    public static Value Modulo(Vm* vm, double x, double y) =>
        y == 0 ? Throw.ZeroDivisionError(vm, "float modulo by zero") : Value.FromForeignFloat(Modulo(x, y));

    /// <summary>x / y.</summary>
    public static Value Divide(Vm* vm, double x, double y) =>
        y == 0 ? Throw.ZeroDivisionError(vm, "float division by zero") : Value.FromFloat(x / y);

    /// <summary>x ** y: a float; a complex number for a negative base and a fractional exponent.</summary>
    public static Value Power(Vm* vm, double x, double y)
    {
        if (x == 0 && y < 0 && double.IsFinite(y))
        {
            return Throw.ZeroDivisionError(vm, "0.0 cannot be raised to a negative power");
        }

        if (x < 0 && double.IsFinite(x) && double.IsFinite(y) && Math.Floor(y) != y)
        {
            return Complex.Power(vm, x, 0, y, 0);
        }

        double result = Math.Pow(x, y);
        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y) ? RangeError(vm) : Value.FromForeignFloat(result);
    }

    /// <summary>Raises the <c>OverflowError</c> of a result too large.</summary>
    public static Value RangeError(Vm* vm) =>
        Throw.Raise(vm, ExceptionObject.New(vm, Types.Of(vm, TypeId.OverflowError), Tuple.New(vm, Value.FromInt(34), Value.FromObject(Str.New(vm, "Numerical result out of range")))));

    /// <summary>The remainder with the sign of the divisor, which is not 0.</summary>
    internal static double Modulo(double x, double y)
    {
        double remainder = x % y;
        if (remainder != 0)
        {
            return (y < 0) != (remainder < 0) ? remainder + y : remainder;
        }

        return Math.CopySign(0.0, y);
    }

    /// <summary>Floor quotient and remainder; the divisor is not 0.</summary>
    internal static (double Quotient, double Remainder) DivMod(double x, double y)
    {
        double remainder = x % y;
        double quotient = (x - remainder) / y;
        if (remainder != 0)
        {
            if ((y < 0) != (remainder < 0))
            {
                remainder += y;
                quotient -= 1.0;
            }
        }
        else
        {
            remainder = Math.CopySign(0.0, y);
        }

        if (quotient == 0)
        {
            return (Math.CopySign(0.0, x / y), remainder);
        }

        double floor = Math.Floor(quotient);
        return (quotient - floor > 0.5 ? floor + 1.0 : floor, remainder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryGetSlow(Vm* vm, Value value, out double number)
    {
        if (value.IsInt)
        {
            number = value.AsInt;
            return true;
        }

        TypeObject* type = Types.Of(vm, value);
        if (type->Slots.Float != null)
        {
            Value result = type->Slots.Float(vm, value);
            if (!TryUnbox(result, out number))
            {
                if (!result.IsUndefined)
                {
                    Throw.TypeError(vm, $"{Str.ToManaged(type->Name)}.__float__ returned non-float (type {Types.NameOf(vm, result)})");
                }

                return false;
            }

            return result.IsFloat || Deprecation.WarnOfSubclass(vm, $"{Str.ToManaged(type->Name)}.__float__", "float", result);
        }

        number = 0;
        if (type->Slots.Index != null)
        {
            Value index = Integers.Index(vm, value);
            return !index.IsUndefined && TryFromInteger(vm, index, out number);
        }

        Throw.TypeError(vm, $"must be real number, not {Str.ToManaged(type->Name)}");
        return false;
    }
}
