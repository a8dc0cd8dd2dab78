using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The socket calls of Linux, through libc.</summary>
internal sealed unsafe partial class LinuxSocketCalls : SocketCalls
{
    private const int CloseOnExec = 0x80000;
    private const int NoSignal = 0x4000;

    /// <inheritdoc/>
    public override int Open(int family, int type, int protocol) => (int)Result(socket(family, type | CloseOnExec, protocol));

    /// <inheritdoc/>
    public override int OpenPair(int family, int type, int protocol, int* pair) => (int)Result(socketpair(family, type | CloseOnExec, protocol, pair));

    /// <inheritdoc/>
    public override int Bind(int descriptor, byte* address, int length) => (int)Result(bind(descriptor, address, length));

    /// <inheritdoc/>
    public override int Connect(int descriptor, byte* address, int length) => (int)Result(connect(descriptor, address, length));

    /// <inheritdoc/>
    public override int Listen(int descriptor, int backlog) => (int)Result(listen(descriptor, backlog));

    /// <inheritdoc/>
    public override int Accept(int descriptor, byte* address, int* length) => (int)Result(accept4(descriptor, address, length, CloseOnExec));

    /// <inheritdoc/>
    public override long Receive(int descriptor, byte* target, nint count, int flags, byte* address, int* length) =>
        Result(recvfrom(descriptor, target, count, flags, address, length));

    /// <inheritdoc/>
    public override long Send(int descriptor, byte* source, nint count, int flags, byte* address, int length) =>
        Result(sendto(descriptor, source, count, flags | NoSignal, address, length));

    /// <inheritdoc/>
    public override int GetOption(int descriptor, int level, int option, byte* value, int* length) => (int)Result(getsockopt(descriptor, level, option, value, length));

    /// <inheritdoc/>
    public override int SetOption(int descriptor, int level, int option, byte* value, int length) => (int)Result(setsockopt(descriptor, level, option, value, length));

    /// <inheritdoc/>
    public override int Name(int descriptor, bool isPeer, byte* address, int* length) =>
        (int)Result(isPeer ? getpeername(descriptor, address, length) : getsockname(descriptor, address, length));

    /// <inheritdoc/>
    public override int Shutdown(int descriptor, int how) => (int)Result(shutdown(descriptor, how));

    /// <inheritdoc/>
    public override int Lookup(string? host, string? service, in AddressRecord wanted, AddressRecord** results)
    {
        AddressRecord hints = wanted;
        return getaddrinfo(host, service, &hints, results);
    }

    /// <inheritdoc/>
    public override void Release(AddressRecord* results) => freeaddrinfo(results);

    /// <inheritdoc/>
    public override int LookupName(byte* address, int length, byte* host, int hostRoom, byte* service, int serviceRoom, int flags) =>
        getnameinfo(address, length, host, hostRoom, service, serviceRoom, flags);

    private static long Result(long result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socketpair(int family, int type, int protocol, int* pair);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int bind(int descriptor, byte* address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(int descriptor, byte* address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int listen(int descriptor, int backlog);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int accept4(int descriptor, byte* address, int* length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvfrom(int descriptor, byte* target, nint count, int flags, byte* address, int* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendto(int descriptor, byte* source, nint count, int flags, byte* address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockopt(int descriptor, int level, int option, byte* value, int* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(int descriptor, int level, int option, byte* value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockname(int descriptor, byte* address, int* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getpeername(int descriptor, byte* address, int* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shutdown(int descriptor, int how);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int getaddrinfo(string? host, string? service, AddressRecord* hints, AddressRecord** results);

    [LibraryImport("libc")]
    private static partial void freeaddrinfo(AddressRecord* results);

    [LibraryImport("libc")]
    private static partial int getnameinfo(byte* address, int length, byte* host, int hostRoom, byte* service, int serviceRoom, int flags);
}
