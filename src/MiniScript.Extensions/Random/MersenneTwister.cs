using System.Runtime.InteropServices;

namespace MiniScript.Extensions.Random;

/// <summary>The generator MT19937 of Matsumoto and Nishimura (1998), its state in memory that a script object owns.</summary>
/// <remarks><code>
///  0              2496    2500
///  | 624 words … | index |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = StateBytes)]
internal unsafe struct MersenneTwister
{
    /// <summary>The size of the state in bytes.</summary>
    public const int StateBytes = (Words + 1) * sizeof(uint);

    /// <summary>Words of state besides the index.</summary>
    public const int Words = 624;

    private const int Middle = 397;
    private const uint Upper = 0x8000_0000;
    private const uint Lower = 0x7fff_ffff;
    private const uint Matrix = 0x9908_b0df;
    private const double Shift26 = 67108864.0;
    private const double Shift53 = 9007199254740992.0;

    private fixed uint state[Words];

    /// <summary>The words used up; <see cref="Words"/> when new ones are due.</summary>
    public uint Index;

    /// <summary>The state word at an index.</summary>
    public uint this[int word]
    {
        readonly get => state[word];
        set => state[word] = value;
    }

    /// <summary>Starts the sequence of a key of at least one word.</summary>
    public void Seed(ReadOnlySpan<uint> key)
    {
        Seed(19650218);
        int i = 1;
        int j = 0;
        for (int k = int.Max(Words, key.Length); k > 0; k--)
        {
            state[i] = (state[i] ^ (Mixed(i - 1) * 1664525)) + key[j] + (uint)j;
            Advance(ref i);
            j = (j + 1) % key.Length;
        }

        for (int k = Words - 1; k > 0; k--)
        {
            state[i] = (state[i] ^ (Mixed(i - 1) * 1566083941)) - (uint)i;
            Advance(ref i);
        }

        state[0] = Upper;
    }

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        if (Index >= Words)
        {
            Renew();
        }

        uint word = state[Index++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        return word ^ (word >> 18);
    }

    /// <summary>A float in [0, 1) with 53 random bits.</summary>
    public double NextDouble()
    {
        uint high = Next() >> 5;
        uint low = Next() >> 6;
        return ((high * Shift26) + low) / Shift53;
    }

    private void Seed(uint seed)
    {
        state[0] = seed;
        for (int i = 1; i < Words; i++)
        {
            state[i] = (Mixed(i - 1) * 1812433253) + (uint)i;
        }

        Index = Words;
    }

    private readonly uint Mixed(int i) => state[i] ^ (state[i] >> 30);

    private void Advance(ref int i)
    {
        if (++i == Words)
        {
            state[0] = state[Words - 1];
            i = 1;
        }
    }

    private void Renew()
    {
        for (int i = 0; i < Words; i++)
        {
            uint word = (state[i] & Upper) | (state[(i + 1) % Words] & Lower);
            state[i] = state[(i + Middle) % Words] ^ (word >> 1) ^ ((word & 1) == 0 ? 0 : Matrix);
        }

        Index = 0;
    }
}
