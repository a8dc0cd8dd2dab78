namespace MiniScript.Net.Tests;

/// <summary>Bytes of a server (Latin-1) and what the client must make of them.</summary>
internal sealed record WireCase(string Name, string Response)
{
    /// <summary>Expected status, when a response is expected.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Expected body, as Latin-1.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Expected failure; null when a response is expected.</summary>
    public NetErrorKind? Failure { get; init; }

    /// <summary>A part of the failure's message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The request's method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>True when the server closes the connection behind the bytes.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether the connection must be usable afterwards.</summary>
    public bool KeepsAlive { get; init; } = true;

    /// <summary>A header that must have come out, as "Name: value".</summary>
    public string? Header { get; init; }

    public override string ToString() => Name;
}
