namespace MiniScript.Runtime.Builtins.Os;

/// <summary>What the module <c>socket</c> needs of the operating system. Numbers are those of Linux; here nothing is supported.</summary>
/// <remarks>A call that fails returns its error number negated. Addresses are the system's structures, as bytes.</remarks>
internal unsafe class SocketCalls
{
    /// <summary>The most bytes that an address has.</summary>
    public const int AddressRoom = 128;

    /// <summary>The error of what the system does not have, negated.</summary>
    protected const int Unsupported = -38;

    /// <summary>The calls of the system that the process runs on.</summary>
    public static SocketCalls Current { get; } = OperatingSystem.IsLinux() ? new LinuxSocketCalls() : new SocketCalls();

    /// <summary>A new socket, which child processes do not inherit.</summary>
    public virtual int Open(int family, int type, int protocol) => Unsupported;

    /// <summary>Two sockets that are connected to each other.</summary>
    public virtual int OpenPair(int family, int type, int protocol, int* pair) => Unsupported;

    /// <summary>Gives a socket its own address.</summary>
    public virtual int Bind(int descriptor, byte* address, int length) => Unsupported;

    /// <summary>Connects a socket.</summary>
    public virtual int Connect(int descriptor, byte* address, int length) => Unsupported;

    /// <summary>Lets others connect to a socket.</summary>
    public virtual int Listen(int descriptor, int backlog) => Unsupported;

    /// <summary>The socket of the next one that connects; its address is written.</summary>
    public virtual int Accept(int descriptor, byte* address, int* length) => Unsupported;

    /// <summary>Receives into a buffer; returns how many bytes came.</summary>
    public virtual long Receive(int descriptor, byte* target, nint count, int flags, byte* address, int* length) => Unsupported;

    /// <summary>Sends from a buffer, to an address if there is one; returns how many bytes went.</summary>
    public virtual long Send(int descriptor, byte* source, nint count, int flags, byte* address, int length) => Unsupported;

    /// <summary>Reads an option.</summary>
    public virtual int GetOption(int descriptor, int level, int option, byte* value, int* length) => Unsupported;

    /// <summary>Sets an option.</summary>
    public virtual int SetOption(int descriptor, int level, int option, byte* value, int length) => Unsupported;

    /// <summary>The address of a socket, or of the other side.</summary>
    public virtual int Name(int descriptor, bool isPeer, byte* address, int* length) => Unsupported;

    /// <summary>Ends receiving (0), sending (1) or both (2).</summary>
    public virtual int Shutdown(int descriptor, int how) => Unsupported;

    /// <summary>Looks a host up; the error of <c>getaddrinfo</c> or 0, then the results are to be released.</summary>
    public virtual int Lookup(string? host, string? service, in AddressRecord wanted, AddressRecord** results) => -2;

    /// <summary>Releases what <see cref="Lookup"/> gave.</summary>
    public virtual void Release(AddressRecord* results)
    {
    }

    /// <summary>Looks an address up; the error of <c>getnameinfo</c> or 0.</summary>
    public virtual int LookupName(byte* address, int length, byte* host, int hostRoom, byte* service, int serviceRoom, int flags) => -2;
}
