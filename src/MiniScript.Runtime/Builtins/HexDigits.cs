namespace MiniScript.Runtime.Builtins;

/// <summary>Bytes as hexadecimal digits.</summary>
internal static class HexDigits
{
    /// <summary>Writes two lower-case ASCII digits for each byte.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="target">Room for twice as many.</param>
    public static void Write(ReadOnlySpan<byte> source, Span<byte> target)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        for (int i = 0; i < source.Length; i++)
        {
            target[2 * i] = digits[source[i] >> 4];
            target[(2 * i) + 1] = digits[source[i] & 15];
        }
    }
}
