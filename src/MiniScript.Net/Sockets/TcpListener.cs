using System.Net;
using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Sockets;

/// <summary>A listening TCP socket over a <see cref="Reactor"/>.</summary>
public sealed class TcpListener : IDisposable
{
    private readonly Reactor reactor;
    private readonly TcpSocket socket;

    /// <summary>Listens on an address; port 0 takes any free port (see <see cref="Address"/>).</summary>
    /// <exception cref="NetException">The address is in use or not allowed.</exception>
    public TcpListener(Reactor reactor, IPEndPoint address, int backlog = 512)
    {
        ArgumentNullException.ThrowIfNull(reactor);
        ArgumentNullException.ThrowIfNull(address);
        this.reactor = reactor;
        KernelSocket kernelSocket = reactor.Kernel.Open(address.AddressFamily);
        try
        {
            reactor.Kernel.Listen(kernelSocket, address, backlog);
            Address = reactor.Kernel.LocalAddress(kernelSocket);
        }
        catch
        {
            reactor.Kernel.Close(kernelSocket);
            throw;
        }

        socket = new TcpSocket(reactor, kernelSocket, Address.ToString());
    }

    /// <summary>The address that clients connect to.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Waits for the next connection.</summary>
    /// <exception cref="NetException">The listener was closed, or the system has no descriptors left.</exception>
    public async ValueTask<TcpSocket> AcceptAsync() =>
        new(reactor, await socket.AcceptAsync().ConfigureAwait(false), peer: null);

    /// <summary>Stops listening; an accept in flight fails.</summary>
    public void Dispose() => socket.Dispose();
}
