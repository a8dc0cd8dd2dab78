using System.Net.Sockets;

namespace MiniScript.Net.Sockets;

/// <summary>Socket errors in words, for the end of a message.</summary>
internal static class SocketErrorText
{
    /// <summary>What an error means.</summary>
    public static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset by peer",
        SocketError.ConnectionAborted => "connection aborted",
        SocketError.TimedOut => "the host did not answer",
        SocketError.HostUnreachable => "no route to host",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.NetworkDown => "network is down",
        SocketError.NetworkReset => "the network dropped the connection",
        SocketError.HostDown => "host is down",
        SocketError.Shutdown => "the peer has closed the connection",
        SocketError.NotConnected => "not connected",
        SocketError.IsConnected => "already connected",
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AddressNotAvailable => "address not available on this machine",
        SocketError.AddressFamilyNotSupported => "this machine does not support the address family",
        SocketError.ProtocolNotSupported => "this machine does not support the protocol",
        SocketError.AccessDenied => "permission denied",
        SocketError.InvalidArgument => "invalid address",
        SocketError.TooManyOpenSockets => "too many open files",
        SocketError.NoBufferSpaceAvailable => "out of memory for sockets",
        SocketError.OperationAborted => "the connection was closed on this side",
        SocketError.AlreadyInProgress => "a connection attempt is already under way",
        SocketError.NotSocket => "the descriptor is not open",
        _ => "input/output error",
    };
}
