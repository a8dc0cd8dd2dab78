namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>Reads bits, the most significant first. Past the end it reads zeros and says so.</summary>
/// <param name="data">The bytes.</param>
/// <param name="position">The first bit to read.</param>
internal ref struct Bzip2BitReader(ReadOnlySpan<byte> data, long position)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>The next bit.</summary>
    public long Position { get; private set; } = position;

    /// <summary>True once bits were asked for that are not there.</summary>
    public readonly bool IsPastEnd => Position > 8L * data.Length;

    /// <summary>The next bits as a number, at most 24 of them.</summary>
    public int Read(int count)
    {
        int value = Peek(count);
        Position += count;
        return value;
    }

    /// <summary>What <see cref="Read"/> would give, without moving on.</summary>
    public readonly int Peek(int count)
    {
        long index = Position >> 3;
        uint window = 0;
        for (int i = 0; i < 4; i++)
        {
            window = (window << 8) | (index + i < data.Length ? data[(int)(index + i)] : 0u);
        }

        return count == 0 ? 0 : (int)((window << (int)(Position & 7)) >> (32 - count));
    }

    /// <summary>Leaves bits out.</summary>
    public void Skip(int count) => Position += count;
}
