namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>Writes bits, the most significant first.</summary>
internal sealed class Bzip2BitWriter
{
    private byte[] bytes = new byte[4096];
    private ulong pending;

    /// <summary>A writer behind some bits that do not fill a byte.</summary>
    /// <param name="count">Their number, less than 8.</param>
    /// <param name="value">The bits.</param>
    public Bzip2BitWriter(int count, int value)
    {
        PendingCount = count;
        pending = (uint)value;
    }

    /// <summary>The whole bytes.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>The bits behind the whole bytes.</summary>
    public int Pending => (int)(pending & ((1u << PendingCount) - 1));

    /// <summary>Their number.</summary>
    public int PendingCount { get; private set; }

    private int Length { get; set; }

    /// <summary>Writes the low bits of a number, at most 32.</summary>
    public void Write(uint value, int count)
    {
        pending = (pending << count) | value;
        PendingCount += count;
        while (PendingCount >= 8)
        {
            PendingCount -= 8;
            if (Length == bytes.Length)
            {
                Array.Resize(ref bytes, 2 * Length);
            }

            bytes[Length++] = (byte)(pending >> PendingCount);
        }
    }
}
