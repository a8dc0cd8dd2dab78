using System.Net;
using System.Net.Sockets;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Sockets;
using static MiniScript.Net.Linux.LinuxConstants;

namespace MiniScript.Net.Linux;

/// <summary>
/// The reactor's kernel on Linux: completion on top of epoll's readiness.
/// <para>
/// Sockets are registered once, edge-triggered, for both directions: one <c>epoll_ctl</c> in a connection's life. An operation is tried
/// at once when the socket's flag says that it may succeed, and waits for the next edge otherwise. The flags keep the invariant
/// that edge-triggering needs: <i>an operation only ever waits after the kernel has said EAGAIN (or moved less than asked, which means
/// the same on a stream) since the last edge</i>; hence the kernel owes an edge for everything that waits.
/// </para>
/// <para>
/// A socket with endless data must not starve the others: after <see cref="StreakLimit"/> operations that complete at once, the next
/// one is put off to the next pass, in which every other ready socket gets its turn.
/// </para>
/// </summary>
internal sealed class EpollKernel : IReactorKernel
{
    /// <summary>Operations a socket may complete within their submission in one pass.</summary>
    public const int StreakLimit = 16;

    private const int EventsPerWait = 64;
    private const ulong WakeToken = ulong.MaxValue;

    private readonly ILinuxSystemCalls system;
    private readonly EpollEventLayout layout;
    private readonly byte[] events;
    private readonly int epoll;
    private readonly int wake;
    private readonly List<EpollSocket?> slots = [];
    private readonly List<uint> generations = [];
    private readonly Stack<int> freeSlots = new();
    private readonly List<IoOperation> aborted = [];
    private List<EpollSocket> retries = [];
    private List<EpollSocket> retriesOfThisPass = [];
    private long pass;

    /// <summary>Opens the descriptors of one event loop.</summary>
    /// <exception cref="NetException">The system has no descriptors left.</exception>
    public EpollKernel(ILinuxSystemCalls system)
    {
        this.system = system;
        layout = system.EventLayout;
        events = GC.AllocateUninitializedArray<byte>(layout.Size * EventsPerWait, pinned: true);
        epoll = Require(system.EpollCreate(), "creating the event loop");
        wake = system.EventDescriptor();
        if (wake < 0)
        {
            system.Close(epoll);
            Require(wake, "creating the event loop");
        }

        // Edge-triggered, so that the descriptor is never read: every write to it is an edge of its own.
        Register(wake, EpollIn | EpollEdgeTriggered, WakeToken);
    }

    /// <summary>Sockets that are connected, connecting or listening.</summary>
    public int WatchedSockets => slots.Count - freeSlots.Count;

    /// <inheritdoc/>
    public KernelSocket Open(AddressFamily family)
    {
        int descriptor = Require(system.StreamSocket(LinuxSocketAddress.FamilyNumber(family)), "opening a socket");
        return new EpollSocket { Descriptor = descriptor };
    }

    /// <inheritdoc/>
    public void Listen(KernelSocket socket, IPEndPoint address, int backlog)
    {
        var target = (EpollSocket)socket;
        system.SetOption(target.Descriptor, LevelSocket, OptionReuseAddress, 1);
        Require(system.Bind(target.Descriptor, LinuxSocketAddress.Encode(address)), $"listening on {address}");
        Require(system.Listen(target.Descriptor, backlog), $"listening on {address}");
        Register(target);
    }

    /// <inheritdoc/>
    public IPEndPoint LocalAddress(KernelSocket socket)
    {
        Span<byte> bytes = stackalloc byte[LinuxSocketAddress.MaximumSize];
        int length = Require(system.GetName(((EpollSocket)socket).Descriptor, bytes), "reading a socket's address");
        return LinuxSocketAddress.Decode(bytes[..length]) ?? throw Failure(Errno.FamilyNotSupported, "reading a socket's address");
    }

    /// <inheritdoc/>
    public byte[] EncodeAddress(IPEndPoint address) => LinuxSocketAddress.Encode(address);

    /// <inheritdoc/>
    public bool Submit(IoOperation operation)
    {
        var socket = (EpollSocket)operation.Socket!;
        operation.Count = 0;
        operation.Error = SocketError.Success;
        if (socket.IsClosed)
        {
            operation.Error = SocketError.OperationAborted;
            return true;
        }

        return operation.Kind switch
        {
            IoKind.Connect => StartConnect(socket, operation),
            IoKind.Write => StartOutbound(socket, operation),
            _ => StartInbound(socket, operation),
        };
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMilliseconds, CompletionQueue completed)
    {
        pass++;
        (retries, retriesOfThisPass) = (retriesOfThisPass, retries);
        bool poll = retriesOfThisPass.Count > 0 || aborted.Count > 0;
        int count = system.EpollWait(epoll, events, EventsPerWait, poll ? 0 : timeoutMilliseconds);
        if (count < 0 && count != -Errno.Interrupted)
        {
            throw Failure(count, "waiting for sockets");
        }

        for (int i = 0; i < count; i++)
        {
            layout.Read(events, i, out uint signals, out ulong token);
            if (Find(token) is { } socket)
            {
                Signal(socket, signals, completed);
            }
        }

        foreach (EpollSocket socket in retriesOfThisPass)
        {
            socket.InRetryList = false;
            Advance(socket, completed);
        }

        retriesOfThisPass.Clear();
        foreach (IoOperation operation in aborted)
        {
            operation.Error = SocketError.OperationAborted;
            completed.Enqueue(operation);
        }

        aborted.Clear();
    }

    /// <inheritdoc/>
    public int WakeDescriptor => wake;

    /// <inheritdoc/>
    public void Wake()
    {
        // A full counter (EAGAIN) would mean that 2^64 wake-ups are still unseen: the event is raised already.
        ReadOnlySpan<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        while (system.Write(wake, one) == -Errno.Interrupted)
        {
        }
    }

    /// <inheritdoc/>
    public bool IsQuiet(KernelSocket socket)
    {
        if (socket.IsClosed)
        {
            return false;
        }

        Span<byte> one = stackalloc byte[1];
        int result;
        do
        {
            result = system.Receive(((EpollSocket)socket).Descriptor, one, MessagePeek | MessageDontWait);
        }
        while (result == -Errno.Interrupted);
        return result == -Errno.Again;
    }

    /// <inheritdoc/>
    public void ShutdownSend(KernelSocket socket)
    {
        // A connection that is already gone has nothing to tell its peer.
        system.Shutdown(((EpollSocket)socket).Descriptor, ShutdownWrite);
    }

    /// <inheritdoc/>
    public void Close(KernelSocket socket)
    {
        var target = (EpollSocket)socket;
        if (target.IsClosed)
        {
            return;
        }

        target.MarkClosed();
        if (target.Inbound is { } inbound)
        {
            aborted.Add(inbound);
            target.Inbound = null;
        }

        if (target.Outbound is { } outbound)
        {
            aborted.Add(outbound);
            target.Outbound = null;
        }

        if (target.Slot >= 0)
        {
            // Events of this batch that still name the slot carry the old generation.
            slots[target.Slot] = null;
            generations[target.Slot]++;
            freeSlots.Push(target.Slot);
        }

        system.Close(target.Descriptor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EpollSocket? socket in slots)
        {
            if (socket is not null)
            {
                socket.MarkClosed();
                system.Close(socket.Descriptor);
            }
        }

        slots.Clear();
        system.Close(wake);
        system.Close(epoll);
    }

    private bool StartConnect(EpollSocket socket, IoOperation operation)
    {
        Claim(socket.Outbound);
        system.SetOption(socket.Descriptor, LevelTcp, OptionNoDelay, 1);
        int result = system.Connect(socket.Descriptor, operation.Address.Span);

        // Registered after the call: an unconnected socket reports a hang-up. An interrupted connect goes on by itself.
        Register(socket);
        if (result is -Errno.InProgress or -Errno.Interrupted)
        {
            socket.Outbound = operation;
            return false;
        }

        socket.Writable = result == 0;
        operation.Error = Errno.ToSocketError(result);
        return true;
    }

    private bool StartOutbound(EpollSocket socket, IoOperation operation)
    {
        Claim(socket.Outbound);
        if (socket.Writable && MayTry(socket) && Perform(socket, operation))
        {
            return true;
        }

        socket.Outbound = operation;
        return false;
    }

    private bool StartInbound(EpollSocket socket, IoOperation operation)
    {
        Claim(socket.Inbound);
        if (socket.Readable && MayTry(socket) && Perform(socket, operation))
        {
            return true;
        }

        socket.Inbound = operation;
        return false;
    }

    /// <summary>
    /// Counts a submission against the socket's share of this pass; puts the socket off to the next one when it is used up.
    /// </summary>
    private bool MayTry(EpollSocket socket)
    {
        if (socket.StreakPass != pass)
        {
            socket.StreakPass = pass;
            socket.Streak = 0;
        }

        if (socket.Streak++ < StreakLimit)
        {
            return true;
        }

        if (!socket.InRetryList)
        {
            socket.InRetryList = true;
            retries.Add(socket);
        }

        return false;
    }

    private void Signal(EpollSocket socket, uint signals, CompletionQueue completed)
    {
        const uint Ended = EpollReadHangUp | EpollHangUp | EpollError;
        if ((signals & Ended) != 0)
        {
            socket.HungUp = true;
        }

        if ((signals & (EpollIn | Ended)) != 0)
        {
            socket.Readable = true;
        }

        if ((signals & (EpollOut | EpollHangUp | EpollError)) != 0)
        {
            socket.Writable = true;
        }

        Advance(socket, completed);
    }

    /// <summary>Performs what waits for the socket as far as its flags allow, and queues what is done.</summary>
    private void Advance(EpollSocket socket, CompletionQueue completed)
    {
        if (socket.Readable && socket.Inbound is { } inbound && Perform(socket, inbound))
        {
            socket.Inbound = null;
            completed.Enqueue(inbound);
        }

        if (socket.Writable && socket.Outbound is { } outbound && Perform(socket, outbound))
        {
            socket.Outbound = null;
            completed.Enqueue(outbound);
        }
    }

    /// <summary>Makes the system call of an operation; false when it has to wait, with the socket's flag cleared.</summary>
    private bool Perform(EpollSocket socket, IoOperation operation) => operation.Kind switch
    {
        IoKind.Read => PerformRead(socket, operation),
        IoKind.Write => PerformWrite(socket, operation),
        IoKind.Accept => PerformAccept(socket, operation),
        _ => PerformConnect(socket, operation),
    };

    private bool PerformRead(EpollSocket socket, IoOperation operation)
    {
        Span<byte> buffer = operation.Buffer.Span;
        if (buffer.IsEmpty)
        {
            return true;
        }

        int result;
        do
        {
            result = system.Receive(socket.Descriptor, buffer, 0);
        }
        while (result == -Errno.Interrupted);

        if (result == -Errno.Again)
        {
            socket.Readable = false;
            return false;
        }

        if (result < buffer.Length && !socket.HungUp)
        {
            socket.Readable = false;
        }

        Finish(operation, result);
        return true;
    }

    private bool PerformWrite(EpollSocket socket, IoOperation operation)
    {
        ReadOnlySpan<byte> bytes = operation.Buffer.Span;
        while (operation.Count < bytes.Length)
        {
            int result = system.Send(socket.Descriptor, bytes[operation.Count..]);
            if (result >= 0)
            {
                operation.Count += result;
            }
            else if (result == -Errno.Again)
            {
                socket.Writable = false;
                return false;
            }
            else if (result != -Errno.Interrupted)
            {
                operation.Error = Errno.ToSocketError(result);
                return true;
            }
        }

        return true;
    }

    private bool PerformAccept(EpollSocket socket, IoOperation operation)
    {
        while (true)
        {
            int result = system.Accept(socket.Descriptor);
            switch (result)
            {
                case -Errno.Again:
                    socket.Readable = false;
                    return false;

                // A connection that died in the queue is not the listener's failure (accept(2), "Error handling").
                case -Errno.Interrupted or -Errno.ConnectionAborted or -Errno.ProtocolError:
                    continue;

                case < 0:
                    operation.Error = Errno.ToSocketError(result);
                    return true;

                default:
                    system.SetOption(result, LevelTcp, OptionNoDelay, 1);
                    var accepted = new EpollSocket { Descriptor = result, Readable = true, Writable = true };
                    Register(accepted);
                    operation.Accepted = accepted;
                    return true;
            }
        }
    }

    private bool PerformConnect(EpollSocket socket, IoOperation operation)
    {
        Finish(operation, -Math.Abs(system.GetOption(socket.Descriptor, LevelSocket, OptionError)));
        return true;
    }

    private static void Finish(IoOperation operation, int result)
    {
        if (result < 0)
        {
            operation.Error = Errno.ToSocketError(result);
        }
        else
        {
            operation.Count = result;
        }
    }

    private void Register(EpollSocket socket)
    {
        if (!freeSlots.TryPop(out int slot))
        {
            slot = slots.Count;
            slots.Add(null);
            generations.Add(0);
        }

        slots[slot] = socket;
        socket.Slot = slot;
        Register(socket.Descriptor, EpollIn | EpollOut | EpollReadHangUp | EpollEdgeTriggered, Token(slot));
    }

    private void Register(int descriptor, uint signals, ulong token)
    {
        Span<byte> request = stackalloc byte[layout.Size];
        request.Clear();
        layout.Write(request, signals, token);
        Require(system.EpollAdd(epoll, descriptor, request), "watching a socket");
    }

    private ulong Token(int slot) => ((ulong)generations[slot] << 32) | (uint)slot;

    private EpollSocket? Find(ulong token)
    {
        int slot = (int)(uint)token;
        return token != WakeToken && slot < slots.Count && Token(slot) == token ? slots[slot] : null;
    }

    private static void Claim(IoOperation? current)
    {
        if (current is not null)
        {
            throw new InvalidOperationException("a socket takes one operation a direction at a time");
        }
    }

    private static int Require(int result, string action) => result >= 0 ? result : throw Failure(result, action);

    private static NetException Failure(int error, string action) =>
        new(NetErrorKind.Connect, $"{action} failed: {SocketErrorText.Describe(Errno.ToSocketError(error))}");
}
