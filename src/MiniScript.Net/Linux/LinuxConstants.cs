namespace MiniScript.Net.Linux;

/// <summary>
/// Constants of the Linux user-space interface that x86-64 and arm64 share (uapi <c>asm-generic</c>, <c>eventpoll.h</c>).
/// </summary>
internal static class LinuxConstants
{
    public const int AddressFamilyInet = 2;
    public const int AddressFamilyInet6 = 10;

    public const int SocketStream = 1;
    public const int SocketNonBlocking = 0x800;
    public const int SocketCloseOnExec = 0x80000;

    public const int LevelSocket = 1;
    public const int OptionReuseAddress = 2;
    public const int OptionError = 4;
    public const int LevelTcp = 6;
    public const int OptionNoDelay = 1;

    public const int MessagePeek = 0x2;
    public const int MessageDontWait = 0x40;
    public const int MessageNoSignal = 0x4000;

    public const int ShutdownWrite = 1;

    public const int EpollCloseOnExec = 0x80000;
    public const int EpollControlAdd = 1;
    public const uint EpollIn = 0x1;
    public const uint EpollOut = 0x4;
    public const uint EpollError = 0x8;
    public const uint EpollHangUp = 0x10;
    public const uint EpollReadHangUp = 0x2000;
    public const uint EpollEdgeTriggered = 1u << 31;

    public const int EventNonBlocking = 0x800;
    public const int EventCloseOnExec = 0x80000;
}
