using System.Globalization;
using System.Net;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Resolution;
using MiniScript.Net.Sockets;
using MiniScript.Net.Tls;

namespace MiniScript.Net.Http;

/// <summary>
/// Makes connections: resolves the host, connects to the first of its addresses that answers, and shakes hands for https.
/// </summary>
internal sealed class HttpConnector(Reactor reactor, NameResolver resolver, TrustStore trust, IConnectPolicy? policy)
{
    /// <summary>Connects to a server.</summary>
    /// <exception cref="NetException">
    /// With the stage that failed, or <see cref="NetErrorKind.Timeout"/> after <paramref name="timeout"/>.
    /// </exception>
    public async ValueTask<HttpConnection> ConnectAsync(HttpOrigin origin, TimeSpan timeout, RequestScope scope)
    {
        if (policy?.AllowsLookup(origin.Host) == false)
        {
            throw new NetException(NetErrorKind.Denied, $"the network host '{origin.Host}'");
        }

        IPAddress[] addresses = await ResolveAsync(origin.Host, scope).ConfigureAwait(false);
        if (policy != null)
        {
            foreach (IPAddress address in addresses)
            {
                policy.Remember(origin.Host, address);
            }
        }

        using var limit = new ConnectLimit(reactor, timeout);
        NetException? firstFailure = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                return await ConnectAsync(address, origin, limit, scope).ConfigureAwait(false);
            }
            catch (NetException e)
            {
                if (limit.HasPassed && !scope.HasEnded)
                {
                    throw new NetException(
                        NetErrorKind.Timeout,
                        string.Create(CultureInfo.InvariantCulture, $"connect to {origin} timed out after {timeout.TotalSeconds:0.###} s"),
                        e);
                }

                firstFailure ??= e;
                if (scope.HasEnded || e.Kind is not (NetErrorKind.Connect or NetErrorKind.Denied))
                {
                    throw scope.Translate(e);
                }
            }
        }

        throw firstFailure!;
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, RequestScope scope)
    {
        if (NameResolver.TryResolveLocally(host) is { } known)
        {
            return known;
        }

        scope.Stage = $"resolving host '{host}'";
        using ResolveWaiter waiter = resolver.Resolve(host);
        scope.Attach(waiter);
        try
        {
            return await waiter.Addresses.ConfigureAwait(false);
        }
        catch (NetException e)
        {
            throw scope.Translate(e);
        }
    }

    private async ValueTask<HttpConnection> ConnectAsync(IPAddress address, HttpOrigin origin, ConnectLimit limit, RequestScope scope)
    {
        var endPoint = new IPEndPoint(address, origin.Port);
        if (policy?.Allows(address, origin.Port) == false)
        {
            throw new NetException(NetErrorKind.Denied, $"the network address {endPoint}");
        }

        scope.Stage = $"connecting to {origin}";
        TcpSocket socket = TcpSocket.Create(reactor, endPoint, origin.ToString());
        try
        {
            limit.Watch(socket);
            scope.Attach(socket);
            await socket.ConnectAsync(endPoint).ConfigureAwait(false);
            if (!origin.IsSecure)
            {
                return new HttpConnection(socket, new TcpStream(socket), origin);
            }

            scope.Stage = $"in the TLS handshake with {origin}";
            Stream encrypted = await TlsHandshake.AuthenticateAsync(socket, origin.Host, origin.Port, trust).ConfigureAwait(false);
            return new HttpConnection(socket, encrypted, origin);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The time that all attempts to connect share; when it is over, the attempt under way fails.</summary>
    private sealed class ConnectLimit : IDisposable
    {
        private readonly ReactorTimer? timer;
        private TcpSocket? socket;

        public ConnectLimit(Reactor reactor, TimeSpan timeout)
        {
            if (timeout != Timeout.InfiniteTimeSpan)
            {
                timer = reactor.Schedule(timeout, static state => ((ConnectLimit)state!).Pass(), this);
            }
        }

        public bool HasPassed { get; private set; }

        public void Watch(TcpSocket attempt)
        {
            socket = attempt;
            if (HasPassed)
            {
                attempt.Dispose();
            }
        }

        public void Dispose() => timer?.Cancel();

        private void Pass()
        {
            HasPassed = true;
            socket?.Dispose();
        }
    }
}
