using System.Buffers.Binary;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>MD5 (RFC 1321).</summary>
internal sealed class Md5Digest() : BlockDigest(64, isBigEndian: false)
{
    private uint a = 0x67452301;
    private uint b = 0xefcdab89;
    private uint c = 0x98badcfe;
    private uint d = 0x10325476;

    /// <inheritdoc/>
    public override int Size => 16;

    private static ReadOnlySpan<byte> Shifts => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    /// <summary>The integer parts of 2^32 times the sines of 1 to 64.</summary>
    private static ReadOnlySpan<uint> Sines =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1,
        0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453,
        0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
        0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
        0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d,
        0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    /// <inheritdoc/>
    protected override void Compress(ReadOnlySpan<byte> blocks)
    {
        Span<uint> words = stackalloc uint[16];
        for (; !blocks.IsEmpty; blocks = blocks[64..])
        {
            for (int i = 0; i < 16; i++)
            {
                words[i] = BinaryPrimitives.ReadUInt32LittleEndian(blocks[(4 * i)..]);
            }

            uint e = a, f = b, g = c, h = d;
            for (int i = 0; i < 64; i++)
            {
                uint mixed;
                int index;
                switch (i >> 4)
                {
                    case 0:
                        mixed = h ^ (f & (g ^ h));
                        index = i;
                        break;
                    case 1:
                        mixed = g ^ (h & (f ^ g));
                        index = (5 * i) + 1;
                        break;
                    case 2:
                        mixed = f ^ g ^ h;
                        index = (3 * i) + 5;
                        break;
                    default:
                        mixed = g ^ (f | ~h);
                        index = 7 * i;
                        break;
                }

                uint turned = f + BitOperations.RotateLeft(e + mixed + Sines[i] + words[index & 15], Shifts[((i >> 4) << 2) | (i & 3)]);
                e = h;
                h = g;
                g = f;
                f = turned;
            }

            a += e;
            b += f;
            c += g;
            d += h;
        }
    }

    /// <inheritdoc/>
    protected override void WriteState(Span<byte> result)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(result, a);
        BinaryPrimitives.WriteUInt32LittleEndian(result[4..], b);
        BinaryPrimitives.WriteUInt32LittleEndian(result[8..], c);
        BinaryPrimitives.WriteUInt32LittleEndian(result[12..], d);
    }

    /// <inheritdoc/>
    protected override BlockDigest New() => new Md5Digest();

    /// <inheritdoc/>
    protected override void CopyState(BlockDigest target)
    {
        Md5Digest other = (Md5Digest)target;
        (other.a, other.b, other.c, other.d) = (a, b, c, d);
    }
}
