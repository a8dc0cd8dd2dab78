using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace MiniScript.Runtime.Hosting;

/// <summary>A part of the network: a host, an address or a range of addresses, and a port or all ports.</summary>
/// <remarks><c>*</c>, <c>example.com</c>, <c>*.example.com</c>, <c>10.0.0.0/8</c>, <c>::1</c>, each but a bare IPv6 address with <c>:PORT</c> behind it; <c>[::1]:80</c>.</remarks>
public sealed class NetworkRule
{
    private readonly string host;
    private readonly IPNetwork? range;
    private readonly int port;

    private NetworkRule(string host, IPNetwork? range, int port)
    {
        this.host = host;
        this.range = range;
        this.port = port;
    }

    /// <summary>Whether it names a host rather than addresses.</summary>
    public bool IsName => range == null && host != "*";

    /// <summary>Reads a rule; false if the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NetworkRule? rule)
    {
        rule = null;
        string place = text;
        int port = 0;
        int colon = text.LastIndexOf(':');
        bool isBracketed = text.StartsWith('[');
        if (isBracketed ? colon > 0 && text[colon - 1] == ']' : colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                return false;
            }

            place = text[..colon];
        }

        if (isBracketed)
        {
            if (!place.EndsWith(']'))
            {
                return false;
            }

            place = place[1..^1];
        }

        place = place.TrimEnd('.').ToLowerInvariant();
        if (IPNetwork.TryParse(place, out IPNetwork network))
        {
            rule = new NetworkRule(place, network, port);
        }
        else if (IPAddress.TryParse(place, out IPAddress? address))
        {
            address = Plain(address);
            rule = new NetworkRule(place, new IPNetwork(address, address.GetAddressBytes().Length * 8), port);
        }
        else if (place.Length > 0 && !isBracketed && !place.AsSpan().ContainsAny(" /:[]"))
        {
            rule = new NetworkRule(place, null, port);
        }

        return rule != null;
    }

    /// <summary>An IPv4 address that was written as one of IPv6 becomes that of IPv4.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether a name is that of the rule, or below it; of any port.</summary>
    public bool MatchesName(string name)
    {
        if (range != null)
        {
            return false;
        }

        ReadOnlySpan<char> wanted = name.AsSpan().TrimEnd('.');
        return host == "*" || wanted.Equals(host, StringComparison.OrdinalIgnoreCase)
            || (host.StartsWith("*.", StringComparison.Ordinal) && wanted.EndsWith(host.AsSpan(1), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an address is in the rule's range; of any port.</summary>
    public bool MatchesAddress(IPAddress address) => host == "*" || (range is { } addresses && addresses.Contains(address));

    /// <summary>Whether a port is the rule's.</summary>
    public bool MatchesPort(int number) => port == 0 || port == number;
}
