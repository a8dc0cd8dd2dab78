using System.Net;

namespace MiniScript.Runtime.Hosting;

/// <summary>Decides about hosts and addresses. Names are judged before they are looked up, and what is connected to by its address, whoever looked it up.</summary>
/// <remarks>Calls come from one thread at a time, and from threads that look names up.</remarks>
public sealed class NetworkGate(HostPolicy policy)
{
    private static readonly IPAddress[] Local = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly Dictionary<IPAddress, List<NetworkRule>> resolved = [];

    private bool IsOpen => !policy.DeniesByDefault && policy.AllowedHosts.Count == 0;

    /// <summary>Whether a name, or an address in text, may be looked up.</summary>
    public bool AllowsLookup(string host)
    {
        if (IPAddress.TryParse(host, out _) || IsLocal(host))
        {
            return true;
        }

        foreach (NetworkRule rule in policy.DeniedHosts)
        {
            if (rule.MatchesName(host) && rule.MatchesPort(0))
            {
                return false;
            }
        }

        return IsOpen || Names(host);
    }

    /// <summary>Remembers an address that a name stands for: the rules of that name hold for it.</summary>
    public void Remember(string host, IPAddress address)
    {
        lock (resolved)
        {
            address = NetworkRule.Plain(address);
            if (!resolved.TryGetValue(address, out List<NetworkRule>? rules))
            {
                resolved.Add(address, rules = []);
            }

            foreach (IReadOnlyList<NetworkRule> list in (ReadOnlySpan<IReadOnlyList<NetworkRule>>)[policy.AllowedHosts, policy.DeniedHosts])
            {
                foreach (NetworkRule rule in list)
                {
                    if (rule.IsName && rule.MatchesName(host) && !rules.Contains(rule))
                    {
                        rules.Add(rule);
                    }
                }
            }
        }
    }

    /// <summary>Whether an address and port may be connected to and sent to, or listened at.</summary>
    public bool Allows(IPAddress address, int port, bool isListening)
    {
        address = NetworkRule.Plain(address);
        if (!isListening)
        {
            // To connect to "any address" reaches this machine.
            address = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        }

        return !Matches(policy.DeniedHosts, address, port) && (IsOpen || Matches(policy.AllowedHosts, address, port));
    }

    private static bool IsLocal(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private bool Names(string host)
    {
        foreach (NetworkRule rule in policy.AllowedHosts)
        {
            if (rule.MatchesName(host))
            {
                return true;
            }
        }

        return false;
    }

    private bool Matches(IReadOnlyList<NetworkRule> rules, IPAddress address, int port)
    {
        foreach (NetworkRule rule in rules)
        {
            if (rule.MatchesPort(port) && (rule.MatchesAddress(address) || IsResolved(rule, address)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsResolved(NetworkRule rule, IPAddress address)
    {
        if (!rule.IsName)
        {
            return false;
        }

        if (rule.MatchesName("localhost") && Array.IndexOf(Local, address) >= 0)
        {
            return true;
        }

        lock (resolved)
        {
            return resolved.TryGetValue(address, out List<NetworkRule>? rules) && rules.Contains(rule);
        }
    }
}
