namespace MiniScript.Net;

/// <summary>
/// A failure of network work. The message says what failed, for which host and why, in words: it is shown to users as it is.
/// </summary>
public sealed class NetException : IOException
{
    /// <summary>Creates a failure of the given kind; <paramref name="inner"/> is what caused it, if anything did.</summary>
    public NetException(NetErrorKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
    }

    /// <summary>Which stage failed.</summary>
    public NetErrorKind Kind { get; }
}
