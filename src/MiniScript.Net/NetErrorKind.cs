namespace MiniScript.Net;

/// <summary>The stage of network work that failed; what a caller can act on without reading a message.</summary>
public enum NetErrorKind
{
    /// <summary>A host name has no address, or the name service did not answer.</summary>
    Resolve,

    /// <summary>No connection could be made to any address of the host.</summary>
    Connect,

    /// <summary>The TLS handshake failed, the certificate check included.</summary>
    Tls,

    /// <summary>A deadline passed first.</summary>
    Timeout,

    /// <summary>The peer sent something that its protocol forbids.</summary>
    Protocol,

    /// <summary>A chain of redirects is longer than the request allows.</summary>
    TooManyRedirects,

    /// <summary>The URL, or another part of a request, cannot be put on the wire.</summary>
    InvalidUrl,

    /// <summary>The connection ended before the exchange did.</summary>
    Closed,

    /// <summary>The caller gave the work up.</summary>
    Cancelled,

    /// <summary>The client's policy denies the host or its address.</summary>
    Denied,
}
