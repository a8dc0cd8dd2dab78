using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Linux;

/// <summary>
/// What <see cref="EpollKernel"/> knows of one socket. The two flags are what edge-triggered notification told last: set, a call
/// may succeed and is worth making; clear, the kernel has promised an event before it can.
/// </summary>
internal sealed class EpollSocket : KernelSocket
{
    /// <summary>The file descriptor.</summary>
    public required int Descriptor { get; init; }

    /// <summary>Index in the kernel's table of registered sockets, or -1 before registration.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>A read or accept may succeed now.</summary>
    public bool Readable { get; set; }

    /// <summary>A write may succeed now.</summary>
    public bool Writable { get; set; }

    /// <summary>
    /// The peer has ended the stream or the connection failed: there is always something to read from now on, at last the end.
    /// </summary>
    public bool HungUp { get; set; }

    /// <summary>The read or accept that waits for the socket.</summary>
    public IoOperation? Inbound { get; set; }

    /// <summary>The write or connect that waits for the socket.</summary>
    public IoOperation? Outbound { get; set; }

    /// <summary>The kernel's pass in which <see cref="Streak"/> was counted.</summary>
    public long StreakPass { get; set; }

    /// <summary>Operations that completed within their submission in that pass.</summary>
    public int Streak { get; set; }

    /// <summary>True while the socket is in the kernel's list of sockets to try again in the next pass.</summary>
    public bool InRetryList { get; set; }

    /// <summary>Marks the socket closed.</summary>
    public void MarkClosed() => IsClosed = true;
}
