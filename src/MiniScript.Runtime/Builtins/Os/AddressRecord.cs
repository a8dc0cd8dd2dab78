using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>
/// <c>struct addrinfo</c> of Linux C libraries on 64-bit machines (48 bytes).
/// <code>
///  0 flags      4 family    8 type    12 protocol
/// 16 length of the address            20 (padding)
/// 24 address   32 canonical name      40 next
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AddressRecord
{
    /// <summary>What is asked for.</summary>
    public int Flags;

    /// <summary>The family, 0 for any.</summary>
    public int Family;

    /// <summary>The type of socket, 0 for any.</summary>
    public int Type;

    /// <summary>The protocol, 0 for any.</summary>
    public int Protocol;

    /// <summary>The length of the address in bytes.</summary>
    public uint Length;

    /// <summary>The address.</summary>
    public byte* Address;

    /// <summary>The canonical name of the host, or null.</summary>
    public byte* CanonicalName;

    /// <summary>The next result, or null.</summary>
    public AddressRecord* Next;
}
