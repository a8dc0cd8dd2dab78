using System.Buffers.Binary;
using System.Text;
using MiniScript.Net.Linux;
using static MiniScript.Net.Linux.LinuxConstants;

namespace MiniScript.Net.Tests;

/// <summary>
/// A kernel that does only what it is told to: connections to a peer that is a list of steps, edge-triggered events, moves of any size, interrupted
/// calls and events without a reason. It waits for nothing: a wait that nothing can end is an error of the loop under test, and says so.
/// </summary>
internal sealed class FakeLinux(EpollEventLayout layout, int seed = 0) : ILinuxSystemCalls
{
    private const int EpollDescriptor = 3;
    private const int WakeDescriptor = 4;

    private readonly Dictionary<int, FakeSocket> sockets = [];
    private readonly Random? chaos = seed == 0 ? null : new Random(seed);
    private int nextDescriptor = 10;
    private bool woken;
    private ulong wakeToken;

    public EpollEventLayout EventLayout => layout;

    /// <summary>What happens on each new connection; given the socket once it is connected.</summary>
    public Action<FakeSocket> OnConnect { get; set; } = _ => { };

    /// <summary>The error a connection attempt ends with, or 0.</summary>
    public int ConnectError { get; set; }

    /// <summary>Called when the loop waits with a limit and nothing happens: the place to move a clock.</summary>
    public Action<int> OnIdle { get; set; } = _ => { };

    /// <summary>Descriptors that are open.</summary>
    public int Open => sockets.Count;

    public int EpollAdds { get; private set; }

    public int Waits { get; private set; }

    public int Receives { get; private set; }

    public int EpollCreate() => EpollDescriptor;

    public int EventDescriptor() => WakeDescriptor;

    public int EpollAdd(int epoll, int descriptor, ReadOnlySpan<byte> request)
    {
        layout.Read(request, 0, out uint events, out ulong token);
        Assert32(events);
        if (descriptor == WakeDescriptor)
        {
            wakeToken = token;
            return 0;
        }

        EpollAdds++;
        FakeSocket socket = sockets[descriptor];
        socket.Token = token;
        socket.IsWatched = true;
        return 0;
    }

    public int EpollWait(int epoll, Span<byte> events, int maximum, int timeoutMilliseconds)
    {
        Waits++;
        if (chaos?.Next(6) == 0)
        {
            return -Errno.Interrupted;
        }

        foreach (FakeSocket socket in sockets.Values)
        {
            socket.Step();
            if (chaos?.Next(6) == 0)
            {
                // Spurious: the socket is said to be ready and is not.
                socket.Pending |= EpollIn | EpollOut;
            }
        }

        int count = 0;
        if (woken)
        {
            woken = false;
            layout.Write(events[(count++ * layout.Size)..], EpollIn, wakeToken);
        }

        foreach (FakeSocket socket in sockets.Values)
        {
            if (socket.IsWatched && socket.Pending != 0 && count < maximum)
            {
                layout.Write(events[(count++ * layout.Size)..], socket.Pending, socket.Token);
                socket.Pending = 0;
            }
        }

        if (count == 0)
        {
            if (timeoutMilliseconds < 0 && !sockets.Values.Any(socket => socket.HasSteps))
            {
                throw new InvalidOperationException("the loop waits for an event that cannot come");
            }

            if (timeoutMilliseconds > 0)
            {
                OnIdle(timeoutMilliseconds);
            }
        }

        return count;
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        woken = true;
        return bytes.Length;
    }

    public int StreamSocket(int family)
    {
        int descriptor = nextDescriptor++;
        sockets.Add(descriptor, new FakeSocket());
        return descriptor;
    }

    public int Bind(int descriptor, ReadOnlySpan<byte> address) => 0;

    public int Listen(int descriptor, int backlog) => 0;

    public int Connect(int descriptor, ReadOnlySpan<byte> address)
    {
        FakeSocket socket = sockets[descriptor];
        socket.Steps.Enqueue(() =>
        {
            socket.Error = ConnectError;
            socket.Pending |= ConnectError == 0 ? EpollOut : EpollOut | EpollError | EpollHangUp;
            if (ConnectError == 0)
            {
                OnConnect(socket);
            }
        });
        return chaos?.Next(4) == 0 ? -Errno.Interrupted : -Errno.InProgress;
    }

    public int Accept(int descriptor) => -Errno.Again;

    public int Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        FakeSocket socket = sockets[descriptor];
        if (socket.Error != 0)
        {
            return -socket.Error;
        }

        if (chaos?.Next(6) == 0)
        {
            return -Errno.Interrupted;
        }

        int count = Math.Min(bytes.Length, socket.SendRoom);
        if (chaos is not null && count > 1)
        {
            count = chaos.Next(1, count + 1);
        }

        if (count == 0)
        {
            // The peer reads on: there is room again after some wait.
            socket.Steps.Enqueue(() =>
            {
                socket.SendRoom = 1000;
                socket.Pending |= EpollOut;
            });
            return -Errno.Again;
        }

        socket.SendRoom -= count;
        socket.Received(bytes[..count]);
        return count;
    }

    public int Receive(int descriptor, Span<byte> buffer, int flags)
    {
        Receives++;
        FakeSocket socket = sockets[descriptor];
        if (chaos?.Next(6) == 0)
        {
            return -Errno.Interrupted;
        }

        if (socket.Input.Count == 0)
        {
            return socket.Error != 0 ? -socket.Error : socket.HasEnded ? 0 : -Errno.Again;
        }

        int count = Math.Min(buffer.Length, socket.Input.Count);
        if ((flags & MessagePeek) != 0)
        {
            return count;
        }

        for (int i = 0; i < count; i++)
        {
            buffer[i] = socket.Input.Dequeue();
        }

        return count;
    }

    public int GetOption(int descriptor, int level, int option) => sockets[descriptor].Error;

    public int SetOption(int descriptor, int level, int option, int value) => 0;

    public int GetName(int descriptor, Span<byte> address)
    {
        address[..16].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, AddressFamilyInet);
        return 16;
    }

    public int Shutdown(int descriptor, int how) => 0;

    public int Close(int descriptor)
    {
        if (descriptor is not (EpollDescriptor or WakeDescriptor) && !sockets.Remove(descriptor))
        {
            throw new InvalidOperationException($"descriptor {descriptor} is closed twice");
        }

        return 0;
    }

    private static void Assert32(uint events)
    {
        if ((events & EpollEdgeTriggered) == 0)
        {
            throw new InvalidOperationException("this kernel knows edge-triggered events only");
        }
    }

    /// <summary>The kernel's end of a connection and its peer.</summary>
    internal sealed class FakeSocket
    {
        private readonly StringBuilder request = new();

        public Queue<Action> Steps { get; } = new();

        public Queue<byte> Input { get; } = new();

        public bool HasSteps => Steps.Count > 0;

        public bool HasEnded { get; private set; }

        public bool IsWatched { get; set; }

        public int Error { get; set; }

        public int SendRoom { get; set; } = 1000;

        public uint Pending { get; set; }

        public ulong Token { get; set; }

        /// <summary>Called with each complete request head that arrives.</summary>
        public Action<string> OnRequest { get; set; } = _ => { };

        /// <summary>One step of the peer: each wait of the loop lets one happen.</summary>
        public void Step()
        {
            if (Steps.TryDequeue(out Action? step))
            {
                step();
            }
        }

        public void Deliver(byte[] bytes) => Steps.Enqueue(() =>
        {
            foreach (byte b in bytes)
            {
                Input.Enqueue(b);
            }

            Pending |= EpollIn;
        });

        public void End() => Steps.Enqueue(() =>
        {
            HasEnded = true;
            Pending |= EpollIn | EpollReadHangUp;
        });

        public void Reset() => Steps.Enqueue(() =>
        {
            Error = Errno.ConnectionReset;
            Pending |= EpollIn | EpollOut | EpollReadHangUp | EpollHangUp | EpollError;
        });

        public void Received(ReadOnlySpan<byte> bytes)
        {
            request.Append(Encoding.Latin1.GetString(bytes));
            string text = request.ToString();
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                request.Clear().Append(text[(end + 4)..]);
                OnRequest(text[..(end + 4)]);
            }
        }
    }
}
