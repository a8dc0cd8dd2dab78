using System.Buffers.Binary;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>SHA-1 (FIPS 180-4).</summary>
internal sealed class Sha1Digest() : BlockDigest(64, isBigEndian: true)
{
    private readonly uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    /// <inheritdoc/>
    public override int Size => 20;

    /// <inheritdoc/>
    protected override void Compress(ReadOnlySpan<byte> blocks)
    {
        Span<uint> words = stackalloc uint[80];
        for (; !blocks.IsEmpty; blocks = blocks[64..])
        {
            for (int i = 0; i < 16; i++)
            {
                words[i] = BinaryPrimitives.ReadUInt32BigEndian(blocks[(4 * i)..]);
            }

            for (int i = 16; i < 80; i++)
            {
                words[i] = BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
            }

            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
            for (int i = 0; i < 80; i++)
            {
                uint mixed = i < 20 ? (d ^ (b & (c ^ d))) + 0x5a827999
                    : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                    : i < 60 ? ((b & c) | (d & (b | c))) + 0x8f1bbcdc
                    : (b ^ c ^ d) + 0xca62c1d6;
                uint next = BitOperations.RotateLeft(a, 5) + mixed + e + words[i];
                e = d;
                d = c;
                c = BitOperations.RotateLeft(b, 30);
                b = a;
                a = next;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
        }
    }

    /// <inheritdoc/>
    protected override void WriteState(Span<byte> result)
    {
        for (int i = 0; i < 5; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(result[(4 * i)..], state[i]);
        }
    }

    /// <inheritdoc/>
    protected override BlockDigest New() => new Sha1Digest();

    /// <inheritdoc/>
    protected override void CopyState(BlockDigest target) => state.CopyTo(((Sha1Digest)target).state, 0);
}
