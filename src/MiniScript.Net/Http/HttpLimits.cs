namespace MiniScript.Net.Http;

/// <summary>Bounds on what a server may send; beyond them a response is refused as a protocol error.</summary>
public sealed record HttpLimits
{
    /// <summary>The bounds used when nothing else is said.</summary>
    public static HttpLimits Default { get; } = new();

    /// <summary>Bytes of one line: status line, header field, chunk size.</summary>
    public int MaxLineBytes { get; init; } = 32 * 1024;

    /// <summary>Bytes of all header lines together; trailers have the same allowance of their own.</summary>
    public int MaxHeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Header fields, trailers counted apart.</summary>
    public int MaxHeaderCount { get; init; } = 256;

    /// <summary>Bytes of a body, both on the wire and decoded.</summary>
    public long MaxBodyBytes { get; init; } = 1L << 30;
}
