namespace MiniScript.Net.Http;

/// <summary>
/// Collects a body whose length may be announced. An announcement is not believed at once: memory grows with the bytes that
/// arrive, so that a lie costs its teller as much as us.
/// </summary>
internal sealed class HttpBodyBuffer
{
    private const int FirstAllocation = 64 * 1024;

    private byte[] bytes = [];
    private int announced;

    /// <summary>Bytes collected.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes collected; stable, as the buffer belongs to one response.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    /// <summary>Says how many bytes will come; the buffer then never grows beyond them.</summary>
    public void Announce(int length) => announced = length;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> more)
    {
        if (!more.IsEmpty)
        {
            more.CopyTo(Space(more.Length).Span);
            Length += more.Length;
        }
    }

    /// <summary>
    /// Free space of at least <paramref name="minimum"/> bytes, to be filled and then counted with <see cref="Advance"/>.
    /// </summary>
    public Memory<byte> Space(int minimum)
    {
        if (bytes.Length - Length < minimum)
        {
            Grow(Length + minimum);
        }

        return bytes.AsMemory(Length);
    }

    /// <summary>Counts bytes that were put into <see cref="Space"/>.</summary>
    public void Advance(int count) => Length += count;

    private void Grow(int needed)
    {
        int capacity = bytes.Length == 0 ? Math.Min(announced, FirstAllocation) : (int)Math.Min(Array.MaxLength, bytes.Length * 2L);
        if (announced > 0 && capacity > announced)
        {
            capacity = announced;
        }

        Array.Resize(ref bytes, Math.Max(capacity, needed));
    }
}
