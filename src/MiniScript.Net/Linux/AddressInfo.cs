using System.Runtime.InteropServices;

namespace MiniScript.Net.Linux;

/// <summary>
/// <c>struct addrinfo</c> of Linux C libraries on 64-bit machines (48 bytes).
/// <code>
///  0 flags      4 family    8 type    12 protocol
/// 16 addrlen   20 (padding)
/// 24 address pointer
/// 32 canonical name pointer
/// 40 next pointer
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AddressInfo
{
    public int Flags;
    public int Family;
    public int Type;
    public int Protocol;
    public uint AddressLength;
    public byte* Address;
    public byte* CanonicalName;
    public AddressInfo* Next;
}
