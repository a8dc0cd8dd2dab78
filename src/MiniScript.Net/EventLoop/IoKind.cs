namespace MiniScript.Net.EventLoop;

/// <summary>What an <see cref="IoOperation"/> asks of the kernel, and when it counts as complete.</summary>
internal enum IoKind
{
    /// <summary>
    /// Completes with 1..n bytes, or 0 at the end of the stream. With an empty buffer it completes with 0 as soon as a read would
    /// probably not wait, so that a connection that waits holds no buffer; such a completion may be spurious.
    /// </summary>
    Read,

    /// <summary>Completes when every byte of the buffer has been taken by the kernel.</summary>
    Write,

    /// <summary>Completes when the connection to <see cref="IoOperation.Address"/> stands.</summary>
    Connect,

    /// <summary>Completes with a new connection in <see cref="IoOperation.Accepted"/>.</summary>
    Accept,
}
