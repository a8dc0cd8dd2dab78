using System.Net;
using System.Net.Sockets;

namespace MiniScript.Net.EventLoop;

/// <summary>
/// What a reactor needs of an operating system: sockets, operations that complete, a wait and a wake-up. It is shaped for completion
/// kernels (I/O completion ports), the stricter of the two families: buffers belong to the kernel from submission to completion,
/// and one wait returns operations that are done. Readiness kernels (epoll, kqueue) perform the operation themselves when told that a
/// socket is ready. Everything but <see cref="Wake"/> is called on the reactor's own thread.
/// </summary>
internal interface IReactorKernel : IDisposable
{
    /// <summary>Creates a non-blocking TCP socket that child processes do not inherit.</summary>
    /// <exception cref="NetException">The system refuses (no descriptors left, no such address family).</exception>
    KernelSocket Open(AddressFamily family);

    /// <summary>Binds a socket to an address (port 0: any free port) and makes it accept connections.</summary>
    /// <exception cref="NetException">The address is in use or not allowed.</exception>
    void Listen(KernelSocket socket, IPEndPoint address, int backlog);

    /// <summary>The address this side of a socket is bound to.</summary>
    IPEndPoint LocalAddress(KernelSocket socket);

    /// <summary>Renders an address in the binary form that <see cref="IoOperation.Address"/> takes.</summary>
    byte[] EncodeAddress(IPEndPoint address);

    /// <summary>
    /// Starts an operation. True: it completed at once, its result is set and its <see cref="IoOperation.Complete"/> is not called.
    /// False: it will come out of a later <see cref="Wait"/>. A socket takes one operation a direction at a time.
    /// </summary>
    bool Submit(IoOperation operation);

    /// <summary>
    /// Waits until an operation completes, a wake-up comes or the time is over, and queues what completed.
    /// Also returns early, with nothing queued, when a signal handler has run.
    /// </summary>
    /// <param name="timeoutMilliseconds">0 polls; -1 waits for ever.</param>
    /// <param name="completed">Takes the completed operations.</param>
    void Wait(int timeoutMilliseconds, CompletionQueue completed);

    /// <summary>
    /// A descriptor that does what <see cref="Wake"/> does when the eight bytes of the number 1 are written to it: all that a signal handler can do.
    /// </summary>
    int WakeDescriptor { get; }

    /// <summary>Makes a running or the next <see cref="Wait"/> return; callable from any thread.</summary>
    void Wake();

    /// <summary>True while an open connection has nothing to read, neither bytes nor its end: it can carry another request.</summary>
    bool IsQuiet(KernelSocket socket);

    /// <summary>Tells the peer that no more bytes follow; reading goes on.</summary>
    void ShutdownSend(KernelSocket socket);

    /// <summary>
    /// Closes a socket; its operations in flight complete as <see cref="SocketError.OperationAborted"/> in a later <see cref="Wait"/>.
    /// Closing twice does nothing.
    /// </summary>
    void Close(KernelSocket socket);
}
