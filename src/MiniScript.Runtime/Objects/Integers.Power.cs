using System.Numerics;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Powers, plain and modular, greatest common divisors and square roots.</summary>
public static unsafe partial class Integers
{
    /// <summary>a ** b: an integer, or a float if b is negative. A result of more than 2^28 bits is <c>MemoryError</c> before any work is done.</summary>
    public static Value Power(Vm* vm, Value a, Value b)
    {
        if (Sign(b) < 0)
        {
            return Floats.TryFromInteger(vm, a, out double x) && Floats.TryFromInteger(vm, b, out double y) ? Floats.Power(vm, x, y) : Value.Undefined;
        }

        if (b == Value.FromInt(0))
        {
            return Value.FromInt(1);
        }

        if (a.IsInt && Abs(a.AsInt) <= 1)
        {
            return a.AsInt == -1 && IsOdd(b) ? a : Value.FromInt(a.AsInt * a.AsInt);
        }

        long bits = BitLength(a) - 1;
        if (!b.IsInt || b.AsInt > MaxProductBits || bits * b.AsInt > MaxProductBits)
        {
            return Throw.MemoryError(vm);
        }

        long exponent = b.AsInt;
        if (TrailingZeroCount(a) == bits)
        {
            Value power = LeftShift(vm, Value.FromInt(1), Value.FromInt(bits * exponent));
            return Sign(a) < 0 && (exponent & 1) != 0 && !power.IsUndefined ? Negate(vm, power) : power;
        }

        Value result = a;
        for (int bit = BitOperations.Log2((ulong)exponent) - 1; bit >= 0; bit--)
        {
            result = Multiply(vm, result, result);
            if (!result.IsUndefined && ((exponent >> bit) & 1) != 0)
            {
                result = Multiply(vm, result, a);
            }

            if (result.IsUndefined)
            {
                return result;
            }
        }

        return result;
    }

    /// <summary><c>pow(a, b, modulus)</c>; a negative b asks for the inverse. <c>ValueError</c> for modulus 0 and where no inverse exists.</summary>
    public static Value PowerModulo(Vm* vm, Value a, Value b, Value modulus)
    {
        if (Sign(modulus) == 0)
        {
            return Throw.ValueError(vm, "pow() 3rd argument cannot be 0");
        }

        Value magnitude = Absolute(vm, modulus);
        Value x = Modulo(vm, a, magnitude);
        if (Sign(b) < 0)
        {
            x = Inverse(vm, x, magnitude);
            b = Negate(vm, b);
            if (x.IsUndefined)
            {
                return Throw.ValueError(vm, "base is not invertible for the given modulus");
            }
        }

        Value result;
        if (magnitude.IsInt && magnitude.AsInt < 1L << 32 && b.IsInt)
        {
            result = Value.FromInt((long)PowerModulo((ulong)x.AsInt, (ulong)b.AsInt, (ulong)magnitude.AsInt));
        }
        else
        {
            result = FromBigInteger(vm, BigInteger.ModPow(ToBigInteger(x), ToBigInteger(b), ToBigInteger(magnitude)));
        }

        return result.IsUndefined || Sign(modulus) > 0 ? result : Modulo(vm, result, modulus);
    }

    /// <summary>The greatest common divisor, never negative.</summary>
    public static Value GreatestCommonDivisor(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b))
        {
            ulong x = Abs(a.AsInt);
            ulong y = Abs(b.AsInt);
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            return FromUlong(vm, x);
        }

        return FromBigInteger(vm, BigInteger.GreatestCommonDivisor(ToBigInteger(a), ToBigInteger(b)));
    }

    /// <summary>The square root rounded down, of an integer that is not negative.</summary>
    public static BigInteger SquareRoot(BigInteger n)
    {
        if (n < ulong.MaxValue)
        {
            ulong small = (ulong)n;
            ulong root = (ulong)Math.Sqrt(small);
            while ((UInt128)root * root > small)
            {
                root--;
            }

            while ((UInt128)(root + 1) * (root + 1) <= small)
            {
                root++;
            }

            return root;
        }

        // Doubles the number of correct bits at each step, working on a prefix of n that is just long enough.
        int half = (int)((n.GetBitLength() - 1) / 2);
        BigInteger estimate = BigInteger.One;
        int done = 0;
        for (int level = 31 - BitOperations.LeadingZeroCount((uint)half); level >= 0; level--)
        {
            int before = done;
            done = half >> level;
            estimate = (estimate << (done - before - 1)) + ((n >> ((2 * half) - before - done + 1)) / estimate);
        }

        return estimate * estimate > n ? estimate - 1 : estimate;
    }

    private static bool IsOdd(Value a) => ((a.IsInt ? (ulong)a.AsInt : BigInt.Limbs((BigInt*)a.AsObject)[0]) & 1) != 0;

    private static ulong PowerModulo(ulong x, ulong exponent, ulong modulus)
    {
        ulong result = 1 % modulus;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result = result * x % modulus;
            }

            x = x * x % modulus;
        }

        return result;
    }

    /// <summary>The inverse of x modulo m by Euclid's extended algorithm; undefined, with nothing pending, if there is none.</summary>
    private static Value Inverse(Vm* vm, Value x, Value m)
    {
        BigInteger modulus = ToBigInteger(m);
        BigInteger a = ToBigInteger(x);
        BigInteger b = modulus;
        BigInteger inverse = 1;
        BigInteger other = 0;
        while (!b.IsZero)
        {
            BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
            (a, b) = (b, rest);
            (inverse, other) = (other, inverse - (quotient * other));
        }

        if (!a.IsOne)
        {
            return modulus.IsOne ? Value.FromInt(0) : Value.Undefined;
        }

        return FromBigInteger(vm, inverse.Sign < 0 ? inverse + modulus : inverse);
    }
}
