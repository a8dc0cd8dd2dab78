using System.Net;

namespace MiniScript.Net.Http;

/// <summary>Decides where a client may connect to.</summary>
public interface IConnectPolicy
{
    /// <summary>Whether a host, a name or an address in text, may be looked up.</summary>
    bool AllowsLookup(string host);

    /// <summary>Notes an address that a host was found to have.</summary>
    void Remember(string host, IPAddress address);

    /// <summary>Whether an address may be connected to.</summary>
    bool Allows(IPAddress address, int port);
}
