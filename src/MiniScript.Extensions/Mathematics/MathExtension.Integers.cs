using System.Numerics;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Extensions.Mathematics;

/// <summary>Number theory and combinatorics.</summary>
public static unsafe partial class MathExtension
{
    /// <summary>Results of more bits raise <c>MemoryError</c> before any work is done.</summary>
    private const double MaxResultBits = 1 << 28;

    /// <summary>Greatest Common Divisor.</summary>
    [Function("gcd", Signature = "(*integers)")]
    private static Value Gcd(Vm* vm, Args integers)
    {
        Value result = Value.FromInt(0);
        for (int i = 0; i < integers.Count; i++)
        {
            Value number = Integers.Index(vm, integers[i]);
            if (number.IsUndefined)
            {
                return number;
            }

            result = Integers.GreatestCommonDivisor(vm, result, number);
        }

        return result;
    }

    /// <summary>Least Common Multiple.</summary>
    [Function("lcm", Signature = "(*integers)")]
    private static Value Lcm(Vm* vm, Args integers)
    {
        Value result = Value.FromInt(1);
        for (int i = 0; i < integers.Count && !result.IsUndefined; i++)
        {
            Value number = Integers.Index(vm, integers[i]);
            if (number.IsUndefined)
            {
                return number;
            }

            Value divisor = Integers.GreatestCommonDivisor(vm, result, number);
            if (divisor.IsUndefined || divisor == Value.FromInt(0))
            {
                result = divisor;
                continue;
            }

            Value factor = Integers.FloorDivide(vm, result, divisor);
            Value product = factor.IsUndefined ? factor : Integers.Multiply(vm, factor, number);
            result = product.IsUndefined ? product : Integers.Absolute(vm, product);
        }

        return result;
    }

    /// <summary>Return the integer part of the square root of the input.</summary>
    [Function("isqrt", Signature = "(n, /)")]
    private static Value IntegerSquareRoot(Vm* vm, Value n)
    {
        Value number = Integers.Index(vm, n);
        if (number.IsUndefined)
        {
            return number;
        }

        return Integers.Sign(number) < 0 ? Throw.ValueError(vm, "isqrt() argument must be nonnegative")
            : Integers.FromBigInteger(vm, Integers.SquareRoot(Integers.ToBigInteger(number)));
    }

    /// <summary>Find n!.</summary>
    [Function("factorial", Signature = "(n, /)")]
    private static Value Factorial(Vm* vm, Value n)
    {
        Value number = Integers.Index(vm, n);
        if (number.IsUndefined)
        {
            return number;
        }

        if (Integers.Sign(number) < 0)
        {
            return Throw.ValueError(vm, "factorial() not defined for negative values");
        }

        if (!Integers.TryToLong(number, out long count))
        {
            return Throw.OverflowError(vm, "factorial() argument should not exceed 9223372036854775807");
        }

        return count * double.Log2(count + 1.0) > MaxResultBits ? Throw.MemoryError(vm) : Integers.FromBigInteger(vm, Product(1, count));
    }

    /// <summary>Number of ways to choose k items from n items without repetition and with order.</summary>
    [Function("perm", Signature = "(n, k=None, /)")]
    private static Value Permutations(Vm* vm, Value n, Value k)
    {
        if (k.IsUndefined || k.IsNone)
        {
            return Factorial(vm, n);
        }

        if (!TryOperands(vm, n, k, out BigInteger whole, out BigInteger part))
        {
            return Value.Undefined;
        }

        if (part > whole)
        {
            return Value.FromInt(0);
        }

        return CheckSize(vm, whole, part, "k must not exceed 9223372036854775807", out long count)
            ? Integers.FromBigInteger(vm, Product(whole - count + 1, count)) : Value.Undefined;
    }

    /// <summary>Number of ways to choose k items from n items without repetition and without order.</summary>
    [Function("comb", Signature = "(n, k, /)")]
    private static Value Combinations(Vm* vm, Value n, Value k)
    {
        if (!TryOperands(vm, n, k, out BigInteger whole, out BigInteger part))
        {
            return Value.Undefined;
        }

        if (part > whole)
        {
            return Value.FromInt(0);
        }

        part = BigInteger.Min(part, whole - part);
        if (!CheckSize(vm, whole, part, "min(n - k, k) must not exceed 9223372036854775807", out long count))
        {
            return Value.Undefined;
        }

        return Integers.FromBigInteger(vm, Product(whole - count + 1, count) / Product(1, count));
    }

    private static bool TryOperands(Vm* vm, Value n, Value k, out BigInteger whole, out BigInteger part)
    {
        whole = part = default;
        Value a = Integers.Index(vm, n);
        Value b = a.IsUndefined ? a : Integers.Index(vm, k);
        if (b.IsUndefined)
        {
            return false;
        }

        if (Integers.Sign(a) < 0 || Integers.Sign(b) < 0)
        {
            Throw.ValueError(vm, (Integers.Sign(a) < 0 ? "n" : "k") + " must be a non-negative integer");
            return false;
        }

        whole = Integers.ToBigInteger(a);
        part = Integers.ToBigInteger(b);
        return true;
    }

    private static bool CheckSize(Vm* vm, BigInteger whole, BigInteger part, string overflow, out long count)
    {
        count = 0;
        if (part > long.MaxValue)
        {
            Throw.OverflowError(vm, overflow);
            return false;
        }

        count = (long)part;
        if (count * (double)whole.GetBitLength() > MaxResultBits)
        {
            Throw.MemoryError(vm);
            return false;
        }

        return true;
    }

    /// <summary>The product of so many consecutive integers from <paramref name="first"/> on, by halves: the factors stay of like size.</summary>
    private static BigInteger Product(BigInteger first, long count)
    {
        if (count > 16)
        {
            long half = count >> 1;
            return Product(first, half) * Product(first + half, count - half);
        }

        BigInteger result = BigInteger.One;
        for (int i = 0; i < count; i++)
        {
            result *= first + i;
        }

        return result;
    }
}
