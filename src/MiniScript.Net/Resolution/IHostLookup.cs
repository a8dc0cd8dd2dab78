using System.Net;

namespace MiniScript.Net.Resolution;

/// <summary>The system's name service, as a call that may block; <see cref="NameResolver"/> keeps it off the reactor's thread.</summary>
internal interface IHostLookup
{
    /// <summary>The addresses of a host in the order to try them; never empty.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Resolve"/> and the reason.</exception>
    IPAddress[] Lookup(string host);
}
