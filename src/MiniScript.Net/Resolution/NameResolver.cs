using System.Net;
using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Resolution;

/// <summary>
/// Finds the addresses of hosts without holding up the loop. Numeric hosts and <c>localhost</c> are answered at once; anything else is
/// asked of the system on a thread of its own, one for each name however many ask for it at the time. Nothing is cached beyond that:
/// how long an answer holds is for the system's own service to know.
/// </summary>
internal sealed class NameResolver(Reactor reactor, IHostLookup lookup)
{
    // getaddrinfo in glibc uses buffers on the stack, none of them large.
    private const int LookupStackBytes = 256 * 1024;

    private static readonly IPAddress[] LocalAddresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly Dictionary<string, List<ResolveWaiter>> pending = [];

    /// <summary>The addresses of a host without asking anyone, or null when someone has to be asked.</summary>
    public static IPAddress[]? TryResolveLocally(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return [address];
        }

        // RFC 6761, section 6.3: names under localhost never go to a server.
        ReadOnlySpan<char> name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
            name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? LocalAddresses
            : null;
    }

    /// <summary>Starts to resolve a host; disposing the waiter gives its wait up.</summary>
    public ResolveWaiter Resolve(string host)
    {
        var waiter = new ResolveWaiter(host);
        if (pending.TryGetValue(host, out List<ResolveWaiter>? waiters))
        {
            waiters.Add(waiter);
            return waiter;
        }

        pending.Add(host, [waiter]);
        var thread = new Thread(() => Ask(host), LookupStackBytes) { IsBackground = true, Name = "name resolution" };
        thread.Start();
        return waiter;
    }

    private void Ask(string host)
    {
        IPAddress[]? addresses = null;
        NetException? failure = null;
        try
        {
            addresses = lookup.Lookup(host);
        }
        catch (NetException e)
        {
            failure = e;
        }

        reactor.Post(_ => Answer(host, addresses, failure), null);
    }

    private void Answer(string host, IPAddress[]? addresses, NetException? failure)
    {
        if (!pending.Remove(host, out List<ResolveWaiter>? waiters))
        {
            return;
        }

        foreach (ResolveWaiter waiter in waiters)
        {
            waiter.Complete(addresses, failure);
        }
    }
}
