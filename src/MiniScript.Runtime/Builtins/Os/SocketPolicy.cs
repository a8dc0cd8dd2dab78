using System.Buffers.Binary;
using System.Net;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>What the host's policy says to the calls of the module <c>_sockets</c>, by the bytes of the system's addresses.</summary>
/// <remarks>A refusal leaves <c>PermissionError</c> pending.</remarks>
internal static unsafe class SocketPolicy
{
    private const int Unspecified = 0;
    private const int Local = 1;
    private const int Internet = 2;
    private const int Internet6 = 10;
    private const int TypeMask = 0xf;
    private const int RawType = 3;

    /// <summary>Whether a socket of a family and type may be made: raw ones and other families than the internet's carry no address that a rule covers.</summary>
    public static bool AllowsFamily(Vm* vm, int family, int type)
    {
        MachineHost host = MachineHost.Of(vm);
        return (host.Network == null && host.Files == null)
            || (family is Local or Internet or Internet6 && (type & TypeMask) < RawType)
            || (host.Network == null && family is Internet or Internet6)
            || Deny(vm, "sockets of this family and type");
    }

    /// <summary>Whether an address may be connected to and sent to, or listened at.</summary>
    public static bool AllowsAddress(Vm* vm, ReadOnlySpan<byte> address, bool isListening)
    {
        MachineHost host = MachineHost.Of(vm);
        if (host.Network == null && host.Files == null)
        {
            return true;
        }

        int family = address.Length < 2 ? Unspecified : MemoryWord(address);
        if (family == Local)
        {
            return Deny(vm, "sockets with a name in the file system, which may lead out of the sandbox");
        }

        if (family == Unspecified || host.Network == null)
        {
            return true;
        }

        if (!TryParse(address, out IPAddress? parsed, out int port))
        {
            return Deny(vm, "this kind of address");
        }

        return host.Network.Allows(parsed, port, isListening)
            || Deny(vm, $"{(isListening ? "listening at" : "the network address")} {new IPEndPoint(parsed, port)}: --allow-net HOST[:PORT] allows one");
    }

    /// <summary>Whether a host may be looked up.</summary>
    public static bool AllowsLookup(Vm* vm, string name) =>
        MachineHost.Of(vm).Network?.AllowsLookup(name) != false || Deny(vm, $"the network host '{name}': --allow-net HOST[:PORT] allows one");

    /// <summary>Notes the address that a name was found to have.</summary>
    public static void Remember(Vm* vm, string? name, ReadOnlySpan<byte> address)
    {
        NetworkGate? gate = MachineHost.Of(vm).Network;
        if (gate != null && name != null && TryParse(address, out IPAddress? parsed, out _))
        {
            gate.Remember(name, parsed);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? parsed, out int port)
    {
        int family = address.Length < 8 ? Unspecified : MemoryWord(address);
        port = family == Unspecified ? 0 : BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
        parsed = family == Internet ? new IPAddress(address.Slice(4, 4))
            : family == Internet6 && address.Length >= 24 ? new IPAddress(address.Slice(8, 16))
            : null;
        return parsed != null;
    }

    private static int MemoryWord(ReadOnlySpan<byte> address) => BitConverter.ToUInt16(address);

    private static bool Deny(Vm* vm, string what)
    {
        FileErrors.Deny(vm, what);
        return false;
    }
}
