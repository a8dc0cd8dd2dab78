using System.Buffers.Binary;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>SHA-3 and SHAKE (FIPS 202).</summary>
internal sealed class KeccakDigest : Digest
{
    private readonly ulong[] lanes = new ulong[25];
    private readonly int rate;
    private readonly int size;
    private readonly byte suffix;
    private int place; // in the block, in bytes

    /// <summary>A function of the family.</summary>
    /// <param name="capacity">Bytes of security: twice the size of the result for SHA-3.</param>
    /// <param name="size">Bytes of the result; 0 for SHAKE.</param>
    public KeccakDigest(int capacity, int size)
    {
        rate = 200 - capacity;
        this.size = size;
        suffix = (byte)(size == 0 ? 0x1f : 0x06);
    }

    /// <inheritdoc/>
    public override int Size => size;

    /// <inheritdoc/>
    public override int BlockSize => rate;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>By how much each lane turns, in the order in which the lanes move.</summary>
    private static ReadOnlySpan<byte> Turns => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    /// <summary>Where each lane moves.</summary>
    private static ReadOnlySpan<byte> Moves => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <inheritdoc/>
    public override void Update(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (place == 0 && data.Length >= rate)
            {
                for (int i = 0; i < rate; i += 8)
                {
                    lanes[i / 8] ^= BinaryPrimitives.ReadUInt64LittleEndian(data[i..]);
                }

                data = data[rate..];
                Permute(lanes);
                continue;
            }

            lanes[place / 8] ^= (ulong)data[0] << (8 * (place % 8));
            data = data[1..];
            if (++place == rate)
            {
                Permute(lanes);
                place = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> result)
    {
        ulong[] last = [.. lanes];
        last[place / 8] ^= (ulong)suffix << (8 * (place % 8));
        last[(rate - 1) / 8] ^= 0x80UL << (8 * ((rate - 1) % 8));
        Permute(last);
        Span<byte> block = stackalloc byte[200];
        while (!result.IsEmpty)
        {
            for (int i = 0; i < rate; i += 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(block[i..], last[i / 8]);
            }

            int taken = Math.Min(rate, result.Length);
            block[..taken].CopyTo(result);
            result = result[taken..];
            if (!result.IsEmpty)
            {
                Permute(last);
            }
        }
    }

    /// <inheritdoc/>
    public override Digest Copy()
    {
        KeccakDigest copy = new(200 - rate, size) { place = place };
        lanes.CopyTo(copy.lanes, 0);
        return copy;
    }

    private static void Permute(ulong[] a)
    {
        Span<ulong> parity = stackalloc ulong[5];
        foreach (ulong constant in RoundConstants)
        {
            for (int i = 0; i < 5; i++)
            {
                parity[i] = a[i] ^ a[i + 5] ^ a[i + 10] ^ a[i + 15] ^ a[i + 20];
            }

            for (int i = 0; i < 5; i++)
            {
                ulong mixed = parity[(i + 4) % 5] ^ BitOperations.RotateLeft(parity[(i + 1) % 5], 1);
                for (int j = i; j < 25; j += 5)
                {
                    a[j] ^= mixed;
                }
            }

            ulong moving = a[1];
            for (int i = 0; i < 24; i++)
            {
                int to = Moves[i];
                (a[to], moving) = (BitOperations.RotateLeft(moving, Turns[i]), a[to]);
            }

            for (int row = 0; row < 25; row += 5)
            {
                ulong first = a[row];
                ulong second = a[row + 1];
                ulong third = a[row + 2];
                ulong fourth = a[row + 3];
                ulong fifth = a[row + 4];
                a[row] = first ^ (~second & third);
                a[row + 1] = second ^ (~third & fourth);
                a[row + 2] = third ^ (~fourth & fifth);
                a[row + 3] = fourth ^ (~fifth & first);
                a[row + 4] = fifth ^ (~first & second);
            }

            a[0] ^= constant;
        }
    }
}
