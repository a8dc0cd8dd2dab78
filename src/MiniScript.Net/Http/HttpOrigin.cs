namespace MiniScript.Net.Http;

/// <summary>The server that a connection leads to: what URLs must share to share connections.</summary>
internal readonly record struct HttpOrigin(bool IsSecure, string Host, int Port)
{
    /// <summary>The origin of a URL.</summary>
    public static HttpOrigin Of(Url url) => new(url.IsSecure, url.Host, url.Port);

    /// <summary>Host and port, as messages name the server.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
