using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>HMAC (RFC 2104), PBKDF2 (RFC 8018) and scrypt (RFC 7914).</summary>
internal static class KeyDerivation
{
    /// <summary>The states of HMAC that have taken the key: inner and outer.</summary>
    public static (Digest Inner, Digest Outer) Keyed(string name, ReadOnlySpan<byte> key)
    {
        Digest inner = DigestNames.Create(name)!;
        Digest outer = DigestNames.Create(name)!;
        byte[] block = new byte[inner.BlockSize];
        if (key.Length > block.Length)
        {
            Digest shortened = DigestNames.Create(name)!;
            shortened.Update(key);
            shortened.Finish(block.AsSpan(0, shortened.Size));
        }
        else
        {
            key.CopyTo(block);
        }

        for (int i = 0; i < block.Length; i++)
        {
            block[i] ^= 0x36;
        }

        inner.Update(block);
        for (int i = 0; i < block.Length; i++)
        {
            block[i] ^= 0x36 ^ 0x5c;
        }

        outer.Update(block);
        return (inner, outer);
    }

    /// <summary>Ends HMAC from states that have taken the key.</summary>
    public static void Authenticate(Digest inner, Digest outer, ReadOnlySpan<byte> message, Span<byte> result)
    {
        Digest first = inner.Copy();
        Digest second = outer.Copy();
        first.Update(message);
        first.Finish(result);
        second.Update(result);
        second.Finish(result);
    }

    /// <summary>PBKDF2 with HMAC.</summary>
    public static void Pbkdf2(string name, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> result)
    {
        if (name is "sha1" or "sha256" or "sha384" or "sha512" && iterations > 16)
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, result, iterations, SystemDigest.Name(name)!.Value);
            return;
        }

        (Digest inner, Digest outer) = Keyed(name, password);
        Span<byte> round = new byte[inner.Size];
        Span<byte> sum = new byte[inner.Size];
        byte[] first = new byte[salt.Length + 4];
        salt.CopyTo(first);
        for (uint block = 1; !result.IsEmpty; block++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(first.AsSpan(salt.Length), block);
            Authenticate(inner, outer, first, round);
            round.CopyTo(sum);
            for (int i = 1; i < iterations; i++)
            {
                Authenticate(inner, outer, round, round);
                for (int j = 0; j < sum.Length; j++)
                {
                    sum[j] ^= round[j];
                }
            }

            int taken = Math.Min(sum.Length, result.Length);
            sum[..taken].CopyTo(result);
            result = result[taken..];
        }
    }

    /// <summary>scrypt; the caller has checked that n is a power of two above 1 and that 128 n r bytes may be used.</summary>
    public static void Scrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> result)
    {
        byte[] blocks = new byte[128 * r * p];
        Pbkdf2("sha256", password, salt, 1, blocks);
        int words = 32 * r;
        uint[] work = new uint[words];
        uint[] mixed = new uint[words];
        uint[] memory = new uint[(long)n * words];
        for (int i = 0; i < p; i++)
        {
            Span<byte> block = blocks.AsSpan(128 * r * i, 128 * r);
            for (int j = 0; j < words; j++)
            {
                work[j] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * j)..]);
            }

            for (long j = 0; j < n; j++)
            {
                Array.Copy(work, 0, memory, j * words, words);
                MixBlocks(work, mixed, r);
            }

            for (int j = 0; j < n; j++)
            {
                long place = (work[words - 16] & (uint)(n - 1)) * (long)words;
                for (int k = 0; k < words; k++)
                {
                    work[k] ^= memory[place + k];
                }

                MixBlocks(work, mixed, r);
            }

            for (int j = 0; j < words; j++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * j)..], work[j]);
            }
        }

        Pbkdf2("sha256", password, blocks, 1, result);
    }

    private static void MixBlocks(uint[] work, uint[] mixed, int r)
    {
        Span<uint> x = stackalloc uint[16];
        work.AsSpan(((2 * r) - 1) * 16, 16).CopyTo(x);
        for (int i = 0; i < 2 * r; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                x[j] ^= work[(16 * i) + j];
            }

            Salsa(x);
            x.CopyTo(mixed.AsSpan(16 * ((i / 2) + (i % 2 * r)), 16));
        }

        mixed.CopyTo(work, 0);
    }

    /// <summary>Salsa20 with eight rounds.</summary>
    private static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[16];
        block.CopyTo(x);
        for (int i = 0; i < 4; i++)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }

        for (int i = 0; i < 16; i++)
        {
            block[i] += x[i];
        }
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
