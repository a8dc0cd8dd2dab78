using System.Net.Sockets;

namespace MiniScript.Net.Linux;

/// <summary>Linux error numbers (uapi <c>errno.h</c>; the same on x86-64 and arm64) and what they mean for a socket.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int Again = 11;
    public const int OutOfMemory = 12;
    public const int AccessDenied = 13;
    public const int Invalid = 22;
    public const int SystemFileLimit = 23;
    public const int ProcessFileLimit = 24;
    public const int BrokenPipe = 32;
    public const int ProtocolError = 71;
    public const int ProtocolNotSupported = 93;
    public const int FamilyNotSupported = 97;
    public const int AddressInUse = 98;
    public const int AddressNotAvailable = 99;
    public const int NetworkDown = 100;
    public const int NetworkUnreachable = 101;
    public const int NetworkReset = 102;
    public const int ConnectionAborted = 103;
    public const int ConnectionReset = 104;
    public const int NoBufferSpace = 105;
    public const int IsConnected = 106;
    public const int NotConnected = 107;
    public const int TimedOut = 110;
    public const int ConnectionRefused = 111;
    public const int HostDown = 112;
    public const int HostUnreachable = 113;
    public const int Already = 114;
    public const int InProgress = 115;

    private const int NotPermitted = 1;

    /// <summary>The portable meaning of an error number, given as the kernel's calls return it or negated.</summary>
    public static SocketError ToSocketError(int number) => Math.Abs(number) switch
    {
        0 => SocketError.Success,
        Again or InProgress => SocketError.WouldBlock,
        Interrupted => SocketError.Interrupted,
        BadDescriptor => SocketError.NotSocket,
        OutOfMemory or NoBufferSpace => SocketError.NoBufferSpaceAvailable,
        AccessDenied or NotPermitted => SocketError.AccessDenied,
        Invalid => SocketError.InvalidArgument,
        SystemFileLimit or ProcessFileLimit => SocketError.TooManyOpenSockets,
        BrokenPipe => SocketError.Shutdown,
        ProtocolNotSupported => SocketError.ProtocolNotSupported,
        FamilyNotSupported => SocketError.AddressFamilyNotSupported,
        AddressInUse => SocketError.AddressAlreadyInUse,
        AddressNotAvailable => SocketError.AddressNotAvailable,
        NetworkDown => SocketError.NetworkDown,
        NetworkUnreachable => SocketError.NetworkUnreachable,
        NetworkReset => SocketError.NetworkReset,
        ConnectionAborted => SocketError.ConnectionAborted,
        ConnectionReset => SocketError.ConnectionReset,
        IsConnected => SocketError.IsConnected,
        NotConnected => SocketError.NotConnected,
        TimedOut => SocketError.TimedOut,
        ConnectionRefused => SocketError.ConnectionRefused,
        HostDown => SocketError.HostDown,
        HostUnreachable => SocketError.HostUnreachable,
        Already => SocketError.AlreadyInProgress,
        _ => SocketError.SocketError,
    };
}
