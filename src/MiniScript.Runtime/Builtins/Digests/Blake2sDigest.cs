using System.Buffers.Binary;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>BLAKE2s (RFC 7693).</summary>
internal sealed class Blake2sDigest : Digest
{
    private const int Block = 64;

    private readonly Blake2Parameters parameters;
    private readonly uint[] state = new uint[8];
    private readonly byte[] pending = new byte[Block];
    private int pendingCount;
    private ulong total;

    /// <summary>The function at its beginning.</summary>
    public Blake2sDigest(Blake2Parameters parameters)
    {
        this.parameters = parameters;
        Span<byte> block = stackalloc byte[32];
        block.Clear();
        block[0] = (byte)parameters.Size;
        block[1] = (byte)parameters.Key.Length;
        block[2] = (byte)parameters.Fanout;
        block[3] = (byte)parameters.Depth;
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], parameters.LeafSize);
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], (uint)parameters.NodeOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(block[12..], (ushort)(parameters.NodeOffset >> 32));
        block[14] = (byte)parameters.NodeDepth;
        block[15] = (byte)parameters.InnerSize;
        parameters.Salt.CopyTo(block[16..]);
        parameters.Person.CopyTo(block[24..]);
        for (int i = 0; i < 8; i++)
        {
            state[i] = Start[i] ^ BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        }

        if (parameters.Key.Length > 0)
        {
            parameters.Key.CopyTo(pending, 0);
            pendingCount = Block;
        }
    }

    /// <inheritdoc/>
    public override int Size => parameters.Size;

    /// <inheritdoc/>
    public override int BlockSize => Block;

    private static ReadOnlySpan<uint> Start =>
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    /// <inheritdoc/>
    public override void Update(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            // The last block is compressed as such, so a full one waits until more comes.
            if (pendingCount == Block)
            {
                total += Block;
                Compress(state, pending, isLast: false);
                pendingCount = 0;
            }

            while (pendingCount == 0 && data.Length > Block)
            {
                total += Block;
                Compress(state, data[..Block], isLast: false);
                data = data[Block..];
            }

            int taken = Math.Min(data.Length, Block - pendingCount);
            data[..taken].CopyTo(pending.AsSpan(pendingCount));
            pendingCount += taken;
            data = data[taken..];
        }
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> result)
    {
        uint[] last = [.. state];
        ulong before = total;
        Array.Clear(pending, pendingCount, Block - pendingCount);
        total += (ulong)pendingCount;
        Compress(last, pending, isLast: true);
        total = before;
        Span<byte> whole = stackalloc byte[8 * sizeof(uint)];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(whole[(4 * i)..], last[i]);
        }

        whole[..parameters.Size].CopyTo(result);
    }

    /// <inheritdoc/>
    public override Digest Copy()
    {
        Blake2sDigest copy = new(parameters) { pendingCount = pendingCount, total = total };
        state.CopyTo(copy.state, 0);
        pending.CopyTo(copy.pending, 0);
        return copy;
    }

    private void Compress(uint[] chain, ReadOnlySpan<byte> block, bool isLast)
    {
        Span<uint> words = stackalloc uint[16];
        Span<uint> work = stackalloc uint[16];
        for (int i = 0; i < 16; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
            work[i] = i < 8 ? chain[i] : Start[i - 8];
        }

        work[12] ^= (uint)total;
        work[13] ^= (uint)(total >> 32);
        work[14] ^= isLast ? uint.MaxValue : 0;
        work[15] ^= isLast && parameters.IsLastNode ? uint.MaxValue : 0;
        for (int round = 0; round < 10; round++)
        {
            ReadOnlySpan<byte> order = Blake2Schedule.Order(round);
            Mix(work, 0, 4, 8, 12, words[order[0]], words[order[1]]);
            Mix(work, 1, 5, 9, 13, words[order[2]], words[order[3]]);
            Mix(work, 2, 6, 10, 14, words[order[4]], words[order[5]]);
            Mix(work, 3, 7, 11, 15, words[order[6]], words[order[7]]);
            Mix(work, 0, 5, 10, 15, words[order[8]], words[order[9]]);
            Mix(work, 1, 6, 11, 12, words[order[10]], words[order[11]]);
            Mix(work, 2, 7, 8, 13, words[order[12]], words[order[13]]);
            Mix(work, 3, 4, 9, 14, words[order[14]], words[order[15]]);
        }

        for (int i = 0; i < 8; i++)
        {
            chain[i] ^= work[i] ^ work[i + 8];
        }
    }

    private static void Mix(Span<uint> v, int a, int b, int c, int d, uint x, uint y)
    {
        uint first = v[a] + v[b] + x;
        uint fourth = BitOperations.RotateRight(v[d] ^ first, 16);
        uint third = v[c] + fourth;
        uint second = BitOperations.RotateRight(v[b] ^ third, 12);
        first += second + y;
        fourth = BitOperations.RotateRight(fourth ^ first, 8);
        third += fourth;
        v[a] = first;
        v[b] = BitOperations.RotateRight(second ^ third, 7);
        v[c] = third;
        v[d] = fourth;
    }
}
