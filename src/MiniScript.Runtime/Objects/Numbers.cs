using System.Numerics;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>What numbers of all types have in common: equal ones hash alike, modulo the prime 2^61 - 1.</summary>
public static unsafe class Numbers
{
    private const int PrimeBits = 61;
    private const ulong Prime = (1UL << PrimeBits) - 1;
    private const long InfinityHash = 314159;
    private const ulong ImaginaryFactor = 1000003;

    /// <summary>The hash of an unboxed integer.</summary>
    public static long Hash(Value integer)
    {
        ulong room;
        Magnitude magnitude = new(integer, &room);
        ulong hash = 0;
        for (int i = magnitude.Count - 1; i >= 0; i--)
        {
            // 2^64 is 8 modulo the prime.
            ulong limb = magnitude.Limbs[i];
            hash = Rotate(hash, 3) + (limb & Prime) + (limb >> PrimeBits);
            hash = (hash & Prime) + (hash >> PrimeBits);
            hash = hash >= Prime ? hash - Prime : hash;
        }

        return Finish(magnitude.Negative ? -(long)hash : (long)hash);
    }

    /// <summary>The hash of an integer.</summary>
    public static long Hash(BigInteger integer)
    {
        long hash = (long)(BigInteger.Abs(integer) % Prime);
        return Finish(integer.Sign < 0 ? -hash : hash);
    }

    /// <summary>The hash of a float: that of the integer it equals, if any. NaN hashes to 0.</summary>
    public static long Hash(double value)
    {
        if (Math.Abs(value) < Value.MaxInt && Math.Truncate(value) == value)
        {
            return Finish((long)value);
        }

        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? 0 : value > 0 ? InfinityHash : -InfinityHash;
        }

        (ulong significand, int exponent) = Floats.Decompose(value);
        int turns = exponent % PrimeBits;
        ulong hash = Rotate(significand, turns < 0 ? turns + PrimeBits : turns);
        hash = hash >= Prime ? hash - Prime : hash;
        return Finish(value < 0 ? -(long)hash : (long)hash);
    }

    /// <summary>The hash of a complex number.</summary>
    public static long Hash(double real, double imaginary)
    {
        long hash = (long)((ulong)Hash(real) + (ImaginaryFactor * (ulong)Hash(imaginary)));
        return Finish(hash);
    }

    /// <summary>The answer of an ordering: a comparison applied to -1, 0 or 1.</summary>
    public static Value Answer(int order, CompareOperation operation) => Value.FromBool(operation switch
    {
        CompareOperation.Less => order < 0,
        CompareOperation.LessEqual => order <= 0,
        CompareOperation.Equal => order == 0,
        CompareOperation.NotEqual => order != 0,
        CompareOperation.Greater => order > 0,
        _ => order >= 0,
    });

    private static ulong Rotate(ulong hash, int bits) => ((hash << bits) & Prime) | (hash >> (PrimeBits - bits));

    private static long Finish(long hash) => hash == -1 ? -2 : hash;
}
