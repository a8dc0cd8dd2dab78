using System.Net;
using System.Text;
using MiniScript.Net.Resolution;

namespace MiniScript.Net.Linux;

/// <summary>The C library's <c>getaddrinfo</c>: whatever the machine's name service switch says.</summary>
internal sealed unsafe class SystemHostLookup : IHostLookup
{
    /// <inheritdoc/>
    public IPAddress[] Lookup(string host)
    {
        byte[] node = Encoding.UTF8.GetBytes(host + '\0');
        AddressInfo hints = default;
        hints.Type = LinuxConstants.SocketStream;
        AddressInfo* results = null;
        int error;
        fixed (byte* pointer = node)
        {
            error = LibC.GetAddressInfo(pointer, null, &hints, &results);
        }

        if (error != 0)
        {
            throw new NetException(NetErrorKind.Resolve, $"cannot resolve host '{host}': {Describe(error)}");
        }

        try
        {
            var addresses = new List<IPAddress>();
            for (AddressInfo* entry = results; entry is not null; entry = entry->Next)
            {
                var bytes = new ReadOnlySpan<byte>(entry->Address, (int)entry->AddressLength);
                if (LinuxSocketAddress.Decode(bytes) is { } endPoint && !addresses.Contains(endPoint.Address))
                {
                    addresses.Add(endPoint.Address);
                }
            }

            return addresses.Count > 0
                ? [.. addresses]
                : throw new NetException(NetErrorKind.Resolve, $"cannot resolve host '{host}': it has no internet address");
        }
        finally
        {
            LibC.FreeAddressInfo(results);
        }
    }

    /// <summary>Errors of <c>getaddrinfo</c> (netdb.h) in words.</summary>
    private static string Describe(int error) => error switch
    {
        -2 or -5 => "no such host",
        -3 => "the name server did not answer",
        -4 => "the name server refused or failed",
        -10 => "out of memory",
        -11 => "the system's name service failed",
        _ => "name resolution failed",
    };
}
