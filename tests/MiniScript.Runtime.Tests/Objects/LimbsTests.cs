using System.Numerics;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Tests.Objects;

/// <summary>Limb arithmetic against the framework's big integers, on limbs that provoke carries.</summary>
public sealed unsafe class LimbsTests
{
    private const int Rounds = 5000;
    private const int MaxLimbs = 12;

    private readonly Random random = new(5);

    [Fact]
    public void Sums_products_and_shifts_agree_with_the_framework() => ForEachPair((a, aCount, b, bCount) =>
    {
        ulong* result = stackalloc ulong[2 * MaxLimbs];
        BigInteger x = Number(a, aCount);
        BigInteger y = Number(b, bCount);

        result[aCount] = Limbs.Add(result, a, aCount, b, bCount);
        Assert.Equal(x + y, Number(result, aCount + 1));

        if (x >= y)
        {
            Limbs.Subtract(result, a, aCount, b, bCount);
            Assert.Equal(x - y, Number(result, aCount));
        }

        Limbs.Multiply(result, a, aCount, b, bCount);
        Assert.Equal(x * y, Number(result, aCount + bCount));

        Limbs.Square(result, a, aCount);
        Assert.Equal(x * x, Number(result, 2 * aCount));

        int shift = random.Next(64);
        result[aCount] = Limbs.ShiftLeft(result, a, aCount, shift);
        Assert.Equal(x << shift, Number(result, aCount + 1));

        Limbs.ShiftRight(result, a, aCount, shift);
        Assert.Equal(x >> shift, Number(result, aCount));
    });

    [Fact]
    public void Division_by_one_limb_agrees_with_the_framework() => ForEachPair((a, aCount, b, _) =>
    {
        ulong* quotient = stackalloc ulong[MaxLimbs];
        ulong divisor = Math.Max(b[0], 1);
        ulong rest = Limbs.DivideLimb(quotient, a, aCount, divisor);
        Assert.Equal(Number(a, aCount) / divisor, Number(quotient, aCount));
        Assert.Equal(Number(a, aCount) % divisor, rest);
    });

    [Fact]
    public void Long_division_agrees_with_the_framework() => ForEachPair((a, aCount, b, bCount) =>
    {
        if (bCount < 2 || Number(a, aCount) < Number(b, bCount))
        {
            return;
        }

        ulong* dividend = stackalloc ulong[MaxLimbs + 1];
        ulong* divisor = stackalloc ulong[MaxLimbs];
        ulong* quotient = stackalloc ulong[MaxLimbs];
        int shift = BitOperations.LeadingZeroCount(b[bCount - 1]);
        dividend[aCount] = Limbs.ShiftLeft(dividend, a, aCount, shift);
        Limbs.ShiftLeft(divisor, b, bCount, shift);
        Limbs.DivideNormalized(quotient, dividend, aCount + 1, divisor, bCount);
        Assert.Equal(Number(a, aCount) / Number(b, bCount), Number(quotient, aCount + 1 - bCount));
        Assert.Equal(Number(a, aCount) % Number(b, bCount), Number(dividend, bCount) >> shift);
    });

    private delegate void Check(ulong* a, int aCount, ulong* b, int bCount);

    private static BigInteger Number(ulong* limbs, int count) => new(new ReadOnlySpan<byte>(limbs, count * sizeof(ulong)), isUnsigned: true);

    private void ForEachPair(Check check)
    {
        ulong* a = stackalloc ulong[MaxLimbs];
        ulong* b = stackalloc ulong[MaxLimbs];
        for (int round = 0; round < Rounds; round++)
        {
            int aCount = random.Next(1, MaxLimbs);
            int bCount = random.Next(1, aCount + 1);
            Fill(a, aCount);
            Fill(b, bCount);
            check(a, aCount, b, bCount);
        }
    }

    private void Fill(ulong* limbs, int count)
    {
        for (int i = 0; i < count; i++)
        {
            limbs[i] = random.Next(6) switch
            {
                0 => 0,
                1 => ulong.MaxValue,
                2 => 1UL << 63,
                3 => (ulong)random.Next(4),
                _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
            };
        }

        limbs[count - 1] = Math.Max(limbs[count - 1], 1);
    }
}
