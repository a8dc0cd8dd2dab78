using System.Net;
using System.Net.Sockets;
using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Sockets;

/// <summary>
/// A TCP connection over a <see cref="Reactor"/>. One operation a direction at a time; closing it, from the reactor's thread, ends
/// those in flight with <see cref="NetErrorKind.Closed"/>.
/// </summary>
public sealed class TcpSocket : IDisposable
{
    private readonly KernelSocket kernelSocket;
    private readonly string? peer;
    private SocketOperation? inbound;
    private SocketOperation? outbound;

    internal TcpSocket(Reactor reactor, KernelSocket kernelSocket, string? peer)
    {
        Reactor = reactor;
        this.kernelSocket = kernelSocket;
        this.peer = peer;
    }

    /// <summary>The loop that the connection lives on.</summary>
    public Reactor Reactor { get; }

    /// <summary>True once <see cref="Dispose"/> has been called.</summary>
    public bool IsClosed => kernelSocket.IsClosed;

    /// <summary>True while there is nothing to read, neither bytes nor the end of the stream.</summary>
    public bool IsQuiet => Reactor.Kernel.IsQuiet(kernelSocket);

    /// <summary>The address of this side.</summary>
    public IPEndPoint LocalAddress => Reactor.Kernel.LocalAddress(kernelSocket);

    /// <summary>Creates a socket that is not connected, to be connected to <paramref name="address"/>.</summary>
    /// <param name="reactor">The loop it will live on.</param>
    /// <param name="address">Where <see cref="ConnectAsync"/> will go.</param>
    /// <param name="peer">What messages call the other side; null: its address.</param>
    /// <exception cref="NetException">The system has no descriptors left or does not know the address family.</exception>
    public static TcpSocket Create(Reactor reactor, IPEndPoint address, string? peer = null)
    {
        ArgumentNullException.ThrowIfNull(reactor);
        ArgumentNullException.ThrowIfNull(address);
        return new TcpSocket(reactor, reactor.Kernel.Open(address.AddressFamily), peer ?? address.ToString());
    }

    /// <summary>Connects.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Connect"/> when there is no connection to be had.</exception>
    public async ValueTask ConnectAsync(IPEndPoint address)
    {
        ArgumentNullException.ThrowIfNull(address);
        SocketOperation operation = outbound ??= new SocketOperation(this) { Socket = kernelSocket };
        operation.Kind = IoKind.Connect;
        operation.Address = Reactor.Kernel.EncodeAddress(address);
        await operation.Start(Reactor).ConfigureAwait(false);
        operation.Address = default;
    }

    /// <summary>
    /// Receives at least one byte, or 0 at the end of the stream. With an empty buffer: completes, with 0, when a receive would probably
    /// not wait, so that no buffer need be held until then.
    /// </summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Closed"/> when the connection is lost.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        SocketOperation operation = inbound ??= new SocketOperation(this) { Socket = kernelSocket };
        operation.Kind = IoKind.Read;
        operation.Buffer = buffer;
        return operation.Start(Reactor);
    }

    /// <summary>Sends all the bytes, and returns how many that were.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Closed"/> when the connection is lost.</exception>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        SocketOperation operation = outbound ??= new SocketOperation(this) { Socket = kernelSocket };
        operation.Kind = IoKind.Write;
        operation.Buffer = System.Runtime.InteropServices.MemoryMarshal.AsMemory(bytes);
        return operation.Start(Reactor);
    }

    /// <summary>Tells the peer that no more bytes follow.</summary>
    public void ShutdownSend()
    {
        if (!IsClosed)
        {
            Reactor.Kernel.ShutdownSend(kernelSocket);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => Reactor.Kernel.Close(kernelSocket);

    /// <summary>The exception of a failed operation.</summary>
    internal NetException Failure(IoOperation operation)
    {
        string reason = SocketErrorText.Describe(operation.Error);
        return operation.Kind switch
        {
            IoKind.Connect => new NetException(NetErrorKind.Connect, $"connect to {peer} failed: {reason}"),
            IoKind.Write => new NetException(NetErrorKind.Closed, $"sending to {Peer} failed: {reason}"),
            IoKind.Read => new NetException(NetErrorKind.Closed, $"receiving from {Peer} failed: {reason}"),
            _ => new NetException(NetErrorKind.Closed, $"accepting a connection failed: {reason}"),
        };
    }

    /// <summary>Waits for the next connection of a listening socket.</summary>
    internal async ValueTask<KernelSocket> AcceptAsync()
    {
        SocketOperation operation = inbound ??= new SocketOperation(this) { Socket = kernelSocket };
        operation.Kind = IoKind.Accept;
        await operation.Start(Reactor).ConfigureAwait(false);
        KernelSocket accepted = operation.Accepted!;
        operation.Accepted = null;
        return accepted;
    }

    private string Peer => peer ?? "the client";
}
