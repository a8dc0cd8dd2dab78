using System.Net.Sockets;

namespace MiniScript.Net.EventLoop;

/// <summary>
/// One operation in flight on a socket. It is submitted to an <see cref="IReactorKernel"/> and comes back, once, completed: the
/// contract of a completion port, which a readiness kernel meets by performing the operation when the socket is ready.
/// Objects are reused: a socket needs one for each direction.
/// </summary>
internal abstract class IoOperation
{
    /// <summary>What is asked for.</summary>
    public IoKind Kind { get; set; }

    /// <summary>The socket it is asked of.</summary>
    public KernelSocket? Socket { get; set; }

    /// <summary>Bytes to fill (read) or to send (write, never written to). Belongs to the kernel until completion.</summary>
    public Memory<byte> Buffer { get; set; }

    /// <summary>The address to connect to, in the kernel's own binary form.</summary>
    public ReadOnlyMemory<byte> Address { get; set; }

    /// <summary>How the operation ended; meaningful from completion to the next submission.</summary>
    public SocketError Error { get; set; }

    /// <summary>Bytes moved so far; the result of a read or write.</summary>
    public int Count { get; set; }

    /// <summary>The connection that an accept produced.</summary>
    public KernelSocket? Accepted { get; set; }

    /// <summary>The next operation in the completion queue that holds this one.</summary>
    internal IoOperation? Next { get; set; }

    /// <summary>Called on the reactor's thread when an operation that did not complete within its submission has completed.</summary>
    public abstract void Complete();
}
