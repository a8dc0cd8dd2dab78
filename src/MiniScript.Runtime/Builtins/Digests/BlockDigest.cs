using System.Buffers.Binary;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>A hash function that works on blocks and ends with padding and the length (Merkle and Damgård).</summary>
/// <param name="blockSize">Bytes of a block.</param>
/// <param name="isBigEndian">The order of the length's bytes.</param>
internal abstract class BlockDigest(int blockSize, bool isBigEndian) : Digest
{
    private readonly byte[] pending = new byte[blockSize];
    private int pendingCount;
    private ulong total;

    /// <inheritdoc/>
    public override int BlockSize => blockSize;

    /// <inheritdoc/>
    public override void Update(ReadOnlySpan<byte> data)
    {
        total += (ulong)data.Length;
        if (pendingCount > 0)
        {
            int taken = Math.Min(data.Length, blockSize - pendingCount);
            data[..taken].CopyTo(pending.AsSpan(pendingCount));
            pendingCount += taken;
            data = data[taken..];
            if (pendingCount < blockSize)
            {
                return;
            }

            Compress(pending);
            pendingCount = 0;
        }

        int whole = data.Length - (data.Length % blockSize);
        if (whole > 0)
        {
            Compress(data[..whole]);
        }

        data[whole..].CopyTo(pending);
        pendingCount = data.Length - whole;
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> result)
    {
        BlockDigest last = (BlockDigest)Copy();
        int lengthBytes = blockSize / 8;
        Span<byte> tail = stackalloc byte[2 * blockSize];
        tail.Clear();
        tail[0] = 0x80;
        int padding = blockSize - ((pendingCount + lengthBytes) % blockSize);
        Span<byte> length = tail.Slice(padding + lengthBytes - 8, 8);
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(length, total * 8);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(length, total * 8);
        }

        last.Update(tail[..(padding + lengthBytes)]);
        last.WriteState(result);
    }

    /// <inheritdoc/>
    public override Digest Copy()
    {
        BlockDigest copy = New();
        pending.CopyTo(copy.pending, 0);
        copy.pendingCount = pendingCount;
        copy.total = total;
        CopyState(copy);
        return copy;
    }

    /// <summary>Works on whole blocks.</summary>
    protected abstract void Compress(ReadOnlySpan<byte> blocks);

    /// <summary>Writes the chaining value, as much of it as fits.</summary>
    protected abstract void WriteState(Span<byte> result);

    /// <summary>A state of the same function, at its beginning.</summary>
    protected abstract BlockDigest New();

    /// <summary>Copies the chaining value.</summary>
    protected abstract void CopyState(BlockDigest target);
}
