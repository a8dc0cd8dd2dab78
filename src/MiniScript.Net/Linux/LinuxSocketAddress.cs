using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MiniScript.Net.Linux;

/// <summary>
/// Internet addresses in the form the Linux kernel takes. Ports and addresses are in network order, the rest in the machine's.
/// <code>
/// sockaddr_in  (16 bytes)   0 family (u16)   2 port   4 address (4)    8 zero (8)
/// sockaddr_in6 (28 bytes)   0 family (u16)   2 port   4 flow info (4)  8 address (16)   24 scope id (u32)
/// </code>
/// </summary>
internal static class LinuxSocketAddress
{
    /// <summary>Bytes of the longer form.</summary>
    public const int MaximumSize = 28;

    private const int InetSize = 16;

    /// <summary>The family number of a .NET address family; 0 (unspecified, which the kernel refuses) for any but the internet's.</summary>
    public static int FamilyNumber(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => LinuxConstants.AddressFamilyInet,
        AddressFamily.InterNetworkV6 => LinuxConstants.AddressFamilyInet6,
        _ => 0,
    };

    /// <summary>Renders an end point.</summary>
    public static byte[] Encode(IPEndPoint endPoint)
    {
        bool six = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        byte[] bytes = new byte[six ? MaximumSize : InetSize];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)FamilyNumber(endPoint.AddressFamily));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(bytes.AsSpan(six ? 8 : 4), out _);
        if (six)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), (uint)endPoint.Address.ScopeId);
        }

        return bytes;
    }

    /// <summary>Reads an end point; null for a family other than the internet's.</summary>
    public static IPEndPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < InetSize)
        {
            return null;
        }

        int port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        switch (BinaryPrimitives.ReadUInt16LittleEndian(bytes))
        {
            case LinuxConstants.AddressFamilyInet:
                return new IPEndPoint(new IPAddress(bytes.Slice(4, 4)), port);
            case LinuxConstants.AddressFamilyInet6 when bytes.Length >= MaximumSize:
                return new IPEndPoint(new IPAddress(bytes.Slice(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..])), port);
            default:
                return null;
        }
    }
}
