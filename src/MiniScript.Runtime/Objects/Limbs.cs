using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MiniScript.Runtime.Objects;

/// <summary>Arithmetic on magnitudes: vectors of 64-bit limbs, least significant first. Nothing here allocates, and lengths are the caller's care.</summary>
internal static unsafe class Limbs
{
    /// <summary>The count without leading zero limbs.</summary>
    public static int Trim(ulong* a, int count)
    {
        while (count > 0 && a[count - 1] == 0)
        {
            count--;
        }

        return count;
    }

    /// <summary>Compares two trimmed magnitudes: -1, 0 or 1.</summary>
    public static int Compare(ulong* a, int aCount, ulong* b, int bCount)
    {
        if (aCount != bCount)
        {
            return aCount < bCount ? -1 : 1;
        }

        for (int i = aCount - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
            {
                return a[i] < b[i] ? -1 : 1;
            }
        }

        return 0;
    }

    /// <summary>result = a + b; <paramref name="aCount"/> ≥ <paramref name="bCount"/>. Returns the carry; the result has aCount limbs.</summary>
    public static ulong Add(ulong* result, ulong* a, int aCount, ulong* b, int bCount)
    {
        ulong carry = 0;
        int i = 0;
        for (; i < bCount; i++)
        {
            ulong partial = a[i] + b[i];
            ulong next = partial < b[i] ? 1UL : 0;
            ulong sum = partial + carry;
            if (sum < partial)
            {
                // All ones and a carry. As a branch that is hardly ever taken, it leaves the limbs independent of one another.
                next = 1;
            }

            result[i] = sum;
            carry = next;
        }

        for (; i < aCount; i++)
        {
            ulong sum = a[i] + carry;
            carry = sum < carry ? 1UL : 0;
            result[i] = sum;
        }

        return carry;
    }

    /// <summary>result = a - b, for a ≥ b. The result has aCount limbs and may be one of the operands.</summary>
    public static void Subtract(ulong* result, ulong* a, int aCount, ulong* b, int bCount)
    {
        ulong borrow = 0;
        int i = 0;
        for (; i < bCount; i++)
        {
            ulong minuend = a[i];
            ulong subtrahend = b[i];
            ulong difference = minuend - subtrahend;
            ulong next = minuend < subtrahend ? 1UL : 0;
            if (difference < borrow)
            {
                // Zero and a borrow: seldom, as in Add.
                next = 1;
            }

            result[i] = difference - borrow;
            borrow = next;
        }

        for (; i < aCount; i++)
        {
            ulong minuend = a[i];
            result[i] = minuend - borrow;
            borrow = minuend < borrow ? 1UL : 0;
        }
    }

    /// <summary>result = a × b + addend; returns the limb that carries out.</summary>
    public static ulong MultiplyAddLimb(ulong* result, ulong* a, int count, ulong b, ulong addend)
    {
        ulong carry = addend;
        if (b <= uint.MaxValue && addend <= uint.MaxValue)
        {
            if (Bmi2.X64.IsSupported)
            {
                return MultiplyAddShort(result, a, count, b, addend);
            }

            // The commonest case, a long number times a short one, in half limbs: no product is wider than a word.
            uint* source = (uint*)a;
            uint* target = (uint*)result;
            for (uint* end = source + (2L * count); source < end; source += 2, target += 2)
            {
                ulong upper = source[1] * b;
                carry += source[0] * b;
                target[0] = (uint)carry;
                carry = (carry >> 32) + upper;
                target[1] = (uint)carry;
                carry >>= 32;
            }

            return carry;
        }

        for (int i = 0; i < count; i++)
        {
            ulong high = WideMultiply(a[i], b, out ulong low);
            low += carry;
            carry = high + (low < carry ? 1UL : 0);
            result[i] = low;
        }

        return carry;
    }

    /// <summary><see cref="MultiplyAddLimb"/> for half a limb.</summary>
    private static ulong MultiplyAddShort(ulong* result, ulong* a, int count, ulong b, ulong addend)
    {
        ulong carry = addend;
        for (int i = 0; i < count; i++)
        {
            ulong limb = a[i];
            ulong low = (limb * b) + carry;
            ulong high = Bmi2.X64.MultiplyNoFlags(limb, b);
            if (low < carry)
            {
                // The carry has 33 bits: seldom, as in Add.
                high++;
            }

            result[i] = low;
            carry = high;
        }

        return carry;
    }

    /// <summary>result = a × b, schoolbook. The result has aCount + bCount limbs and is neither operand.</summary>
    public static void Multiply(ulong* result, ulong* a, int aCount, ulong* b, int bCount)
    {
        result[aCount] = MultiplyAddLimb(result, a, aCount, b[0], 0);
        for (int i = 1; i < bCount; i++)
        {
            result[aCount + i] = AddProduct(result + i, a, aCount, b[i]);
        }
    }

    /// <summary>result = a², schoolbook with each mixed product computed once. The result has 2 × count limbs.</summary>
    public static void Square(ulong* result, ulong* a, int count)
    {
        result[0] = 0;
        result[count] = count > 1 ? MultiplyAddLimb(result + 1, a + 1, count - 1, a[0], 0) : 0;
        for (int i = 1; i < count - 1; i++)
        {
            result[count + i] = AddProduct(result + (2 * i) + 1, a + i + 1, count - i - 1, a[i]);
        }

        if (count > 1)
        {
            result[(2 * count) - 1] = 0;
        }

        ulong shifted = 0;
        ulong carry = 0;
        for (int i = 0; i < count; i++)
        {
            ulong high = WideMultiply(a[i], a[i], out ulong low);
            ulong even = result[2 * i];
            ulong odd = result[(2 * i) + 1];
            ulong evenDoubled = (even << 1) | shifted;
            ulong oddDoubled = (odd << 1) | (even >> 63);
            shifted = odd >> 63;
            low += carry;
            high += low < carry ? 1UL : 0; // cannot overflow: the square's high limb is at most 2^64 - 2
            evenDoubled += low;
            ulong middle = evenDoubled < low ? 1UL : 0;
            high += middle;
            carry = high < middle ? 1UL : 0;
            oddDoubled += high;
            carry += oddDoubled < high ? 1UL : 0;
            result[2 * i] = evenDoubled;
            result[(2 * i) + 1] = oddDoubled;
        }
    }

    /// <summary>result = a &lt;&lt; bits, bits in 0…63; returns the bits shifted out at the top. The result may lie at or above the operand.</summary>
    public static ulong ShiftLeft(ulong* result, ulong* a, int count, int bits)
    {
        if (bits == 0 || count == 0)
        {
            new ReadOnlySpan<ulong>(a, count).CopyTo(new Span<ulong>(result, count));
            return 0;
        }

        ulong upper = a[count - 1] >> (64 - bits);
        int i = count - 1;
        for (; i >= 2; i -= 2)
        {
            Vector128<ulong> limbs = Vector128.Load(a + i - 1) << bits;
            Vector128<ulong> below = Vector128.Load(a + i - 2) >>> (64 - bits);
            (limbs | below).Store(result + i - 1);
        }

        for (; i > 0; i--)
        {
            result[i] = (a[i] << bits) | (a[i - 1] >> (64 - bits));
        }

        result[0] = a[0] << bits;
        return upper;
    }

    /// <summary>result = a &gt;&gt; bits, bits in 0…63. The result may lie at or below the operand.</summary>
    public static void ShiftRight(ulong* result, ulong* a, int count, int bits)
    {
        if (bits == 0)
        {
            new ReadOnlySpan<ulong>(a, count).CopyTo(new Span<ulong>(result, count));
            return;
        }

        int i = 0;
        for (; i + 2 < count; i += 2)
        {
            Vector128<ulong> limbs = Vector128.Load(a + i) >>> bits;
            Vector128<ulong> above = Vector128.Load(a + i + 1) << (64 - bits);
            (limbs | above).Store(result + i);
        }

        for (; i + 1 < count; i++)
        {
            result[i] = (a[i] >> bits) | (a[i + 1] << (64 - bits));
        }

        if (count > 0)
        {
            result[count - 1] = a[count - 1] >> bits;
        }
    }

    /// <summary>quotient = a ÷ divisor; returns the remainder. The quotient may be the operand, or null if only the remainder is wanted.</summary>
    public static ulong DivideLimb(ulong* quotient, ulong* a, int count, ulong divisor)
    {
        if (count == 1)
        {
            (ulong q, ulong r) = Math.DivRem(a[0], divisor);
            if (quotient != null)
            {
                quotient[0] = q;
            }

            return r;
        }

        int shift = BitOperations.LeadingZeroCount(divisor);
        divisor <<= shift;
        ulong reciprocal = Reciprocal(divisor);
        ulong remainder = shift == 0 ? 0 : a[count - 1] >> (64 - shift);
        for (int i = count - 1; i >= 0; i--)
        {
            ulong low = a[i] << shift;
            if (shift != 0 && i > 0)
            {
                low |= a[i - 1] >> (64 - shift);
            }

            ulong digit = DivideStep(remainder, low, divisor, reciprocal, out remainder);
            if (quotient != null)
            {
                quotient[i] = digit;
            }
        }

        return remainder >> shift;
    }

    /// <summary>
    /// Long division (Knuth, volume 2, algorithm D): divides <paramref name="a"/> in place, leaving the remainder in its low bCount limbs.
    /// </summary>
    /// <param name="quotient">Room for aCount - bCount limbs.</param>
    /// <param name="a">The dividend, shifted so that it has a spare top limb: aCount counts it.</param>
    /// <param name="aCount">Limbs of the dividend, the spare one included.</param>
    /// <param name="b">The divisor with its top bit set.</param>
    /// <param name="bCount">Limbs of the divisor, at least 2.</param>
    public static void DivideNormalized(ulong* quotient, ulong* a, int aCount, ulong* b, int bCount)
    {
        ulong top = b[bCount - 1];
        ulong second = b[bCount - 2];
        ulong reciprocal = Reciprocal(top);
        for (int j = aCount - bCount - 1; j >= 0; j--)
        {
            ulong* window = a + j;
            ulong high = window[bCount];
            ulong digit;
            ulong rest;
            bool restFits = true;
            if (high >= top)
            {
                digit = ulong.MaxValue;
                rest = window[bCount - 1] + top;
                restFits = rest >= top;
            }
            else
            {
                digit = DivideStep(high, window[bCount - 1], top, reciprocal, out rest);
            }

            while (restFits)
            {
                ulong productHigh = WideMultiply(digit, second, out ulong productLow);
                if (productHigh < rest || (productHigh == rest && productLow <= window[bCount - 2]))
                {
                    break;
                }

                digit--;
                rest += top;
                restFits = rest >= top;
            }

            ulong borrow = SubtractProduct(window, b, bCount, digit);
            window[bCount] = high - borrow;
            if (high < borrow)
            {
                digit--;
                window[bCount] += Add(window, window, bCount, b, bCount);
            }

            quotient[j] = digit;
        }
    }

    /// <summary>The product of two limbs; returns the upper half. In line, with no local of the caller in memory: the loops above live in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WideMultiply(ulong a, ulong b, out ulong low)
    {
        if (Bmi2.X64.IsSupported)
        {
            ulong lower;
            ulong upper = Bmi2.X64.MultiplyNoFlags(a, b, &lower);
            low = lower;
            return upper;
        }

        if (ArmBase.Arm64.IsSupported)
        {
            return Math.BigMul(a, b, out low);
        }

        ulong aLow = (uint)a;
        ulong aHigh = a >> 32;
        ulong bLow = (uint)b;
        ulong bHigh = b >> 32;
        ulong middle = (aHigh * bLow) + ((aLow * bLow) >> 32);
        ulong other = (aLow * bHigh) + (uint)middle;
        low = a * b;
        return (aHigh * bHigh) + (middle >> 32) + (other >> 32);
    }

    private static ulong AddProduct(ulong* result, ulong* a, int count, ulong b)
    {
        ulong carry = 0;
        for (int i = 0; i < count; i++)
        {
            ulong high = WideMultiply(a[i], b, out ulong low);
            low += carry;
            high += low < carry ? 1UL : 0;
            ulong old = result[i];
            low += old;
            carry = high + (low < old ? 1UL : 0);
            result[i] = low;
        }

        return carry;
    }

    private static ulong SubtractProduct(ulong* result, ulong* a, int count, ulong b)
    {
        ulong carry = 0;
        for (int i = 0; i < count; i++)
        {
            ulong high = WideMultiply(a[i], b, out ulong low);
            low += carry;
            high += low < carry ? 1UL : 0;
            ulong old = result[i];
            result[i] = old - low;
            carry = high + (old < low ? 1UL : 0);
        }

        return carry;
    }

    /// <summary>floor((2^128 - 1) / divisor) - 2^64, for a divisor with its top bit set.</summary>
    private static ulong Reciprocal(ulong divisor) => DivideWide(~divisor, ulong.MaxValue, divisor);

    /// <summary>(high, low) ÷ divisor for high &lt; divisor with its top bit set, by its reciprocal (Möller and Granlund, 2011).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DivideStep(ulong high, ulong low, ulong divisor, ulong reciprocal, out ulong remainder)
    {
        ulong quotient = WideMultiply(reciprocal, high, out ulong fraction);
        fraction += low;
        quotient += high + (fraction < low ? 1UL : 0) + 1;
        ulong rest = low - (quotient * divisor);
        if (rest > fraction)
        {
            quotient--;
            rest += divisor;
        }

        if (rest >= divisor)
        {
            quotient++;
            rest -= divisor;
        }

        remainder = rest;
        return quotient;
    }

    /// <summary>(high, low) ÷ divisor for high &lt; divisor with its top bit set, in two half-limb digits.</summary>
    private static ulong DivideWide(ulong high, ulong low, ulong divisor)
    {
        const ulong Half = 1UL << 32;
        ulong divisorHigh = divisor >> 32;
        ulong divisorLow = (uint)divisor;
        ulong first = HalfDigit(high, low >> 32);
        ulong rest = (high << 32) + (low >> 32) - (first * divisor);
        return (first << 32) + HalfDigit(rest, (uint)low);

        ulong HalfDigit(ulong upper, ulong next)
        {
            (ulong digit, ulong remainder) = Math.DivRem(upper, divisorHigh);
            while (digit >= Half || digit * divisorLow > (remainder << 32) + next)
            {
                digit--;
                remainder += divisorHigh;
                if (remainder >= Half)
                {
                    break;
                }
            }

            return digit;
        }
    }
}
