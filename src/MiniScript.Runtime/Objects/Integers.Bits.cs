using System.Numerics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Shifts and bitwise operations: integers behave as two's complement of unbounded width.</summary>
public static unsafe partial class Integers
{
    /// <summary>a &lt;&lt; b; <c>ValueError</c> for a negative count, <c>MemoryError</c> or <c>OverflowError</c> for one too large.</summary>
    public static Value LeftShift(Vm* vm, Value a, Value b)
    {
        if (Sign(b) < 0)
        {
            return Throw.ValueError(vm, "negative shift count");
        }

        if (Sign(a) == 0)
        {
            return a;
        }

        if (!b.IsInt)
        {
            // A count of machine size is only too much for the memory.
            return TryToLong(b, out _) ? Throw.MemoryError(vm) : Throw.OverflowError(vm, "too many digits in integer");
        }

        long count = b.AsInt;
        if (a.IsInt && count < 64)
        {
            Int128 shifted = (Int128)a.AsInt << (int)count;
            UInt128 magnitude = (UInt128)Int128.Abs(shifted);
            return FromWide(vm, (ulong)(magnitude >> 64), (ulong)magnitude, a.AsInt < 0);
        }

        return ShiftLeftBig(vm, a, count);
    }

    /// <summary>a &gt;&gt; b, rounded down; <c>ValueError</c> for a negative count.</summary>
    public static Value RightShift(Vm* vm, Value a, Value b)
    {
        if (Sign(b) < 0)
        {
            return Throw.ValueError(vm, "negative shift count");
        }

        if (a.IsInt)
        {
            return Value.FromInt(a.AsInt >> (!b.IsInt || b.AsInt > 63 ? 63 : (int)b.AsInt));
        }

        BigInt* big = (BigInt*)a.AsObject;
        bool negative = big->Sign < 0;
        if (!b.IsInt || b.AsInt / 64 >= big->Count)
        {
            return Value.FromInt(negative ? -1 : 0);
        }

        int skip = (int)(b.AsInt / 64);
        int bits = (int)(b.AsInt % 64);
        ulong* limbs = BigInt.Limbs(big);
        int count = big->Count - skip;
        BigInt* result = BigInt.Allocate(vm, count + 1);
        if (result == null)
        {
            return Value.Undefined;
        }

        ulong* shifted = BigInt.Limbs(result);
        Limbs.ShiftRight(shifted, limbs + skip, count, bits);
        shifted[count] = 0;
        if (negative && (Limbs.Trim(limbs, skip) != 0 || (limbs[skip] & ((1UL << bits) - 1)) != 0))
        {
            ulong one = 1;
            shifted[count] = Limbs.Add(shifted, shifted, count, &one, 1);
        }

        return BigInt.Finish(result, negative);
    }

    /// <summary>a &amp; b.</summary>
    public static Value And(Vm* vm, Value a, Value b) =>
        Value.BothInt(a, b) ? Value.FromInt(a.AsInt & b.AsInt) : BitwiseBig(vm, BinaryOperation.And, a, b);

    /// <summary>a | b.</summary>
    public static Value Or(Vm* vm, Value a, Value b) =>
        Value.BothInt(a, b) ? Value.FromInt(a.AsInt | b.AsInt) : BitwiseBig(vm, BinaryOperation.Or, a, b);

    /// <summary>a ^ b.</summary>
    public static Value Xor(Vm* vm, Value a, Value b) =>
        Value.BothInt(a, b) ? Value.FromInt(a.AsInt ^ b.AsInt) : BitwiseBig(vm, BinaryOperation.Xor, a, b);

    /// <summary>The lowest limb in two's complement form.</summary>
    private static ulong LowLimb(Magnitude magnitude)
    {
        ulong limb = magnitude.Count == 0 ? 0 : magnitude.Limbs[0];
        return magnitude.Negative ? 0 - limb : limb;
    }

    /// <summary>~a.</summary>
    public static Value Invert(Vm* vm, Value a) => a.IsInt ? Value.FromInt(~a.AsInt) : Subtract(vm, Value.FromInt(-1), a);

    /// <summary>The one bits of the magnitude: <c>int.bit_count</c>.</summary>
    public static long BitCount(Value value)
    {
        ulong room;
        Magnitude magnitude = new(value, &room);
        long count = 0;
        for (int i = 0; i < magnitude.Count; i++)
        {
            count += BitOperations.PopCount(magnitude.Limbs[i]);
        }

        return count;
    }

    /// <summary>The zero bits below the lowest one bit; the integer is not 0.</summary>
    public static long TrailingZeroCount(Value value)
    {
        ulong room;
        Magnitude magnitude = new(value, &room);
        int i = 0;
        while (magnitude.Limbs[i] == 0)
        {
            i++;
        }

        return (i * 64L) + BitOperations.TrailingZeroCount(magnitude.Limbs[i]);
    }

    /// <summary>Writes the two's complement form of a magnitude, sign-extended to <paramref name="count"/> limbs (more than the magnitude has).</summary>
    internal static void ToTwosComplement(Magnitude magnitude, ulong* result, int count)
    {
        ulong carry = magnitude.Negative ? 1UL : 0;
        ulong mask = magnitude.Negative ? ulong.MaxValue : 0;
        for (int i = 0; i < count; i++)
        {
            ulong limb = ((i < magnitude.Count ? magnitude.Limbs[i] : 0) ^ mask) + carry;
            carry = limb < carry ? 1UL : 0;
            result[i] = limb;
        }
    }

    /// <summary>Turns limbs in two's complement into a magnitude, in place; true if they were negative.</summary>
    internal static bool FromTwosComplement(ulong* limbs, int count)
    {
        if ((long)limbs[count - 1] >= 0)
        {
            return false;
        }

        ulong carry = 1;
        for (int i = 0; i < count; i++)
        {
            limbs[i] = ~limbs[i] + carry;
            carry = limbs[i] < carry ? 1UL : 0;
        }

        return true;
    }

    private static Value ShiftLeftBig(Vm* vm, Value a, long shift)
    {
        ulong room;
        Magnitude x = new(a, &room);
        int skip = (int)Math.Min(shift / 64, int.MaxValue / 2);
        BigInt* result = BigInt.Allocate(vm, (long)x.Count + skip + 1);
        if (result == null)
        {
            return Value.Undefined;
        }

        ulong* limbs = BigInt.Limbs(result);
        new Span<ulong>(limbs, skip).Clear();
        limbs[x.Count + skip] = Limbs.ShiftLeft(limbs + skip, x.Limbs, x.Count, (int)(shift % 64));
        return BigInt.Finish(result, x.Negative);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value BitwiseBig(Vm* vm, BinaryOperation operation, Value a, Value b)
    {
        ulong roomA;
        ulong roomB;
        Magnitude x = new(a, &roomA);
        Magnitude y = new(b, &roomB);
        if (operation == BinaryOperation.And && ((b.IsInt && b.AsInt >= 0) || (a.IsInt && a.AsInt >= 0)))
        {
            // A mask that is a small integer leaves nothing above the lowest limbs.
            return Value.FromInt((long)(LowLimb(x) & LowLimb(y)));
        }

        int count = Math.Max(x.Count, y.Count) + 1;
        BigInt* result = BigInt.Allocate(vm, count);
        if (result == null)
        {
            return Value.Undefined;
        }

        ulong* stack = stackalloc ulong[LimbScratch.StackLimbs];
        using LimbScratch scratch = new(stack, count);
        ulong* limbs = BigInt.Limbs(result);
        ulong* other = scratch.Limbs;
        ToTwosComplement(x, limbs, count);
        ToTwosComplement(y, other, count);
        switch (operation)
        {
            case BinaryOperation.And:
                for (int i = 0; i < count; i++)
                {
                    limbs[i] &= other[i];
                }

                break;
            case BinaryOperation.Or:
                for (int i = 0; i < count; i++)
                {
                    limbs[i] |= other[i];
                }

                break;
            default:
                for (int i = 0; i < count; i++)
                {
                    limbs[i] ^= other[i];
                }

                break;
        }

        return BigInt.Finish(result, FromTwosComplement(limbs, count));
    }
}
