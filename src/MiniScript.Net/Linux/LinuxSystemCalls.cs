using System.Runtime.InteropServices;
using static MiniScript.Net.Linux.LinuxConstants;

namespace MiniScript.Net.Linux;

/// <summary>The system calls of the running Linux kernel, through its C library.</summary>
internal sealed unsafe class LinuxSystemCalls : ILinuxSystemCalls
{
    /// <inheritdoc/>
    public EpollEventLayout EventLayout { get; } = EpollEventLayout.Of(RuntimeInformation.ProcessArchitecture);

    /// <inheritdoc/>
    public int EpollCreate() => Checked(LibC.EpollCreate(EpollCloseOnExec));

    /// <inheritdoc/>
    public int EpollAdd(int epoll, int descriptor, ReadOnlySpan<byte> request)
    {
        fixed (byte* pointer = request)
        {
            return Checked(LibC.EpollControl(epoll, EpollControlAdd, descriptor, pointer));
        }
    }

    /// <inheritdoc/>
    public int EpollWait(int epoll, Span<byte> events, int maximum, int timeoutMilliseconds)
    {
        fixed (byte* pointer = events)
        {
            return Checked(LibC.EpollWait(epoll, pointer, maximum, timeoutMilliseconds));
        }
    }

    /// <inheritdoc/>
    public int EventDescriptor() => Checked(LibC.EventDescriptor(0, EventNonBlocking | EventCloseOnExec));

    /// <inheritdoc/>
    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            return Checked(LibC.Write(descriptor, pointer, (nuint)bytes.Length));
        }
    }

    /// <inheritdoc/>
    public int StreamSocket(int family) => Checked(LibC.Socket(family, SocketStream | SocketNonBlocking | SocketCloseOnExec, 0));

    /// <inheritdoc/>
    public int Bind(int descriptor, ReadOnlySpan<byte> address)
    {
        fixed (byte* pointer = address)
        {
            return Checked(LibC.Bind(descriptor, pointer, (uint)address.Length));
        }
    }

    /// <inheritdoc/>
    public int Listen(int descriptor, int backlog) => Checked(LibC.Listen(descriptor, backlog));

    /// <inheritdoc/>
    public int Connect(int descriptor, ReadOnlySpan<byte> address)
    {
        fixed (byte* pointer = address)
        {
            return Checked(LibC.Connect(descriptor, pointer, (uint)address.Length));
        }
    }

    /// <inheritdoc/>
    public int Accept(int descriptor) => Checked(LibC.Accept(descriptor, null, null, SocketNonBlocking | SocketCloseOnExec));

    /// <inheritdoc/>
    public int Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            return Checked(LibC.Send(descriptor, pointer, (nuint)bytes.Length, MessageNoSignal));
        }
    }

    /// <inheritdoc/>
    public int Receive(int descriptor, Span<byte> buffer, int flags)
    {
        fixed (byte* pointer = buffer)
        {
            return Checked(LibC.Receive(descriptor, pointer, (nuint)buffer.Length, flags));
        }
    }

    /// <inheritdoc/>
    public int GetOption(int descriptor, int level, int option)
    {
        int value = 0;
        uint length = sizeof(int);
        int result = Checked(LibC.GetOption(descriptor, level, option, &value, &length));
        return result < 0 ? result : value;
    }

    /// <inheritdoc/>
    public int SetOption(int descriptor, int level, int option, int value) =>
        Checked(LibC.SetOption(descriptor, level, option, &value, sizeof(int)));

    /// <inheritdoc/>
    public int GetName(int descriptor, Span<byte> address)
    {
        fixed (byte* pointer = address)
        {
            uint length = (uint)address.Length;
            int result = Checked(LibC.GetName(descriptor, pointer, &length));
            return result < 0 ? result : (int)Math.Min(length, (uint)address.Length);
        }
    }

    /// <inheritdoc/>
    public int Shutdown(int descriptor, int how) => Checked(LibC.Shutdown(descriptor, how));

    /// <inheritdoc/>
    public int Close(int descriptor) => Checked(LibC.Close(descriptor));

    /// <summary>Results of buffers fit an int: no buffer here is longer than an array.</summary>
    private static int Checked(nint result) => result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();
}
