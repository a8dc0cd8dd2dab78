namespace MiniScript.Net.Linux;

/// <summary>
/// The system calls that <see cref="EpollKernel"/> makes, so that tests can stand in for the kernel. Every method returns the call's
/// result, or the negated error number (see <see cref="Errno"/>) when it fails; none throws.
/// </summary>
internal interface ILinuxSystemCalls
{
    /// <summary>How this kernel lays out <c>struct epoll_event</c>.</summary>
    EpollEventLayout EventLayout { get; }

    /// <summary><c>epoll_create1(EPOLL_CLOEXEC)</c>.</summary>
    int EpollCreate();

    /// <summary><c>epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, request)</c>.</summary>
    int EpollAdd(int epoll, int descriptor, ReadOnlySpan<byte> request);

    /// <summary><c>epoll_wait</c>; the buffer holds as many events as fit.</summary>
    int EpollWait(int epoll, Span<byte> events, int maximum, int timeoutMilliseconds);

    /// <summary><c>eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)</c>.</summary>
    int EventDescriptor();

    /// <summary><c>write</c> of a small buffer to an event descriptor.</summary>
    int Write(int descriptor, ReadOnlySpan<byte> bytes);

    /// <summary><c>socket</c> of the given family: stream, non-blocking, close-on-exec.</summary>
    int StreamSocket(int family);

    /// <summary><c>bind</c>.</summary>
    int Bind(int descriptor, ReadOnlySpan<byte> address);

    /// <summary><c>listen</c>.</summary>
    int Listen(int descriptor, int backlog);

    /// <summary><c>connect</c>.</summary>
    int Connect(int descriptor, ReadOnlySpan<byte> address);

    /// <summary><c>accept4</c>: non-blocking, close-on-exec; the peer's address is not asked for.</summary>
    int Accept(int descriptor);

    /// <summary><c>send</c> with <c>MSG_NOSIGNAL</c>.</summary>
    int Send(int descriptor, ReadOnlySpan<byte> bytes);

    /// <summary><c>recv</c>.</summary>
    int Receive(int descriptor, Span<byte> buffer, int flags);

    /// <summary><c>getsockopt</c> of an integer option: its value, which is not negative for the options used here.</summary>
    int GetOption(int descriptor, int level, int option);

    /// <summary><c>setsockopt</c> of an integer option.</summary>
    int SetOption(int descriptor, int level, int option, int value);

    /// <summary><c>getsockname</c>: the length of the address that it wrote.</summary>
    int GetName(int descriptor, Span<byte> address);

    /// <summary><c>shutdown</c>.</summary>
    int Shutdown(int descriptor, int how);

    /// <summary><c>close</c>. Never repeated: Linux frees the descriptor even when the call is interrupted.</summary>
    int Close(int descriptor);
}
