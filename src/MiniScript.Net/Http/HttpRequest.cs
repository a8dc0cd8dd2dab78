namespace MiniScript.Net.Http;

/// <summary>A request to be sent. The client changes nothing in it.</summary>
public sealed class HttpRequest
{
    /// <summary>A request with a method token (sent as it is) and an absolute URL.</summary>
    public HttpRequest(string method, string url)
    {
        Method = method;
        Url = url;
    }

    /// <summary>The method, case-sensitive on the wire.</summary>
    public string Method { get; }

    /// <summary>The absolute URL. User information in it becomes basic authentication.</summary>
    public string Url { get; }

    /// <summary>
    /// Headers besides those the client adds where they are missing: Host, User-Agent, Accept, Accept-Encoding, Authorization.
    /// Content-Length is always the client's own; Transfer-Encoding and Connection are refused.
    /// </summary>
    public HttpHeaders Headers { get; } = new();

    /// <summary>The body, or empty for none (POST, PUT and PATCH then say Content-Length: 0).</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The limit for everything together, redirects included; null: the client's own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The limit for making one connection, the TLS handshake included; null: the client's own.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How many redirects to follow; null: the client's own; 0 returns the redirect itself.</summary>
    public int? MaxRedirects { get; init; }

    /// <summary>Whether the content encodings of the response are undone.</summary>
    public bool DecodesContent { get; init; } = true;
}
