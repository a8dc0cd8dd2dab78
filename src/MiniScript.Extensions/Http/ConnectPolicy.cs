using System.Net;
using MiniScript.Net.Http;
using MiniScript.Runtime.Hosting;

namespace MiniScript.Extensions.Http;

/// <summary>The network's part of the host's policy, for the client.</summary>
internal sealed class ConnectPolicy : IConnectPolicy
{
    private readonly NetworkGate gate;

    private ConnectPolicy(NetworkGate gate) => this.gate = gate;

    /// <summary>The policy of a machine; null if the network is open.</summary>
    public static ConnectPolicy? Of(MachineHost host) => host.Network is { } gate ? new ConnectPolicy(gate) : null;

    /// <inheritdoc/>
    public bool AllowsLookup(string host) => gate.AllowsLookup(host);

    /// <inheritdoc/>
    public void Remember(string host, IPAddress address) => gate.Remember(host, address);

    /// <inheritdoc/>
    public bool Allows(IPAddress address, int port) => gate.Allows(address, port, isListening: false);
}
