using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Equality, order and hash. A string has one representation only, so equal strings have the same width and the same bytes.</summary>
public unsafe partial struct Str
{
    /// <summary>Whether two strings have the same code points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equals(Str* a, Str* b)
    {
        if (a == b)
        {
            return true;
        }

        if (a->Length != b->Length || a->Header.Aux != b->Header.Aux)
        {
            return false;
        }

        return EqualUnits(a, b);
    }

    /// <summary>Whether a string consists of the given ASCII characters.</summary>
    public static bool Equals(Str* self, ReadOnlySpan<byte> ascii) => self->Width == 1 && self->Latin1.SequenceEqual(ascii);

    /// <summary>Order by code points: negative, 0 or positive.</summary>
    public static int Compare(Str* a, Str* b)
    {
        if (a->Width == b->Width)
        {
            return a->Width switch
            {
                1 => a->Latin1.SequenceCompareTo(b->Latin1),
                2 => a->Ucs2.SequenceCompareTo(b->Ucs2),
                _ => a->Ucs4.SequenceCompareTo(b->Ucs4),
            };
        }

        int common = Math.Min(a->Length, b->Length);
        for (int i = 0; i < common; i++)
        {
            int difference = a->At(i) - b->At(i);
            if (difference != 0)
            {
                return difference;
            }
        }

        return a->Length - b->Length;
    }

    /// <summary>The hash: never 0 and never negative; the same for equal strings in every process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Hash(Str* self) => self->HashCache != 0 ? self->HashCache : ComputeHash(self);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long ComputeHash(Str* self) =>
        self->HashCache = HashBytes(self->Data, (long)self->Length * self->Width);

    /// <summary>Mixes bytes eight at a time by a multiplication to 128 bits whose halves are combined; 32 bits, never 0.</summary>
    internal static uint HashBytes(byte* at, long count)
    {
        const ulong First = 0x9e3779b97f4a7c15;
        const ulong Second = 0xd6e8feb86659fd93;
        ulong hash = Second ^ (ulong)count;
        for (; count > 8; count -= 8, at += 8)
        {
            hash = Fold(hash ^ *(ulong*)at, First);
        }

        ulong last;
        if (count >= 4)
        {
            last = *(uint*)at | ((ulong)*(uint*)(at + count - 4) << 32);
        }
        else if (count > 0)
        {
            last = *at | ((ulong)at[count >> 1] << 8) | ((ulong)at[count - 1] << 16);
        }
        else
        {
            last = 0;
        }

        hash = Fold(hash ^ last, Second);
        uint folded = (uint)(hash ^ (hash >> 32));
        return folded == 0 ? 1 : folded;
    }

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool EqualUnits(Str* a, Str* b)
    {
        if (a->HashCache != b->HashCache && a->HashCache != 0 && b->HashCache != 0)
        {
            return false;
        }

        nint bytes = (nint)a->Length * a->Width;
        return bytes <= int.MaxValue
            ? new ReadOnlySpan<byte>(a->Data, (int)bytes).SequenceEqual(new ReadOnlySpan<byte>(b->Data, (int)bytes))
            : a->Ucs4.SequenceEqual(b->Ucs4);
    }
}
