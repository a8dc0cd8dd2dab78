namespace MiniScript.Net.Http;

/// <summary>A complete response.</summary>
public sealed class HttpResponse
{
    internal HttpResponse(Url url, int status, string reason, HttpHeaders headers, ReadOnlyMemory<byte> body)
    {
        Url = url;
        Status = status;
        Reason = reason;
        Headers = headers;
        Body = body;
    }

    /// <summary>The URL that answered, after redirects.</summary>
    public Url Url { get; }

    /// <summary>The status code, 200 to 999.</summary>
    public int Status { get; }

    /// <summary>The reason phrase, which may be empty.</summary>
    public string Reason { get; }

    /// <summary>
    /// The header fields as received. Those that describe the transfer (Content-Encoding, Content-Length) describe the bytes on the wire,
    /// not <see cref="Body"/>.
    /// </summary>
    public HttpHeaders Headers { get; }

    /// <summary>The body, transfer and content encodings undone.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Redirects that were followed to get here.</summary>
    public int Redirects { get; internal set; }
}
