using System.Text;

namespace MiniScript.Net.Http;

/// <summary>Where a redirect leads and what becomes of the request on the way (RFC 9110, section 15.4).</summary>
internal static class RedirectPolicy
{
    /// <summary>Headers that describe a body and go with it.</summary>
    private static readonly string[] BodyHeaders = ["Content-Type", "Content-Encoding", "Content-Language", "Content-Location", "Expect"];

    /// <summary>Headers that are meant for one origin only.</summary>
    private static readonly string[] OriginHeaders = ["Authorization", "Proxy-Authorization", "Cookie", "Host"];

    /// <summary>True for a response that sends the client elsewhere.</summary>
    public static bool IsRedirect(int status, HttpHeaders headers) =>
        status is 301 or 302 or 303 or 307 or 308 && headers.Contains("Location");

    /// <summary>The URL a redirect leads to.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Protocol"/> when it is none that can be requested.</exception>
    public static Url Target(Url from, HttpHeaders headers)
    {
        // Header values are read as Latin-1; servers that do not escape send UTF-8. Spaces are the one mistake that everyone forgives.
        string location = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(headers["Location"]!));
        location = location.Replace(" ", "%20", StringComparison.Ordinal);
        try
        {
            return from.Resolve(location);
        }
        catch (NetException e)
        {
            throw new NetException(NetErrorKind.Protocol, $"{from} redirects to where the client cannot go: {e.Message}", e);
        }
    }

    /// <summary>True when the redirected request turns into a GET without a body.</summary>
    public static bool BecomesGet(int status, string method) => status switch
    {
        303 => method is not ("GET" or "HEAD"),
        301 or 302 => method == "POST",
        _ => false,
    };

    /// <summary>The headers of the redirected request.</summary>
    public static HttpHeaders Headers(HttpHeaders headers, bool dropsBody, bool changesOrigin)
    {
        if (!dropsBody && !changesOrigin)
        {
            return headers;
        }

        HttpHeaders kept = headers.Copy();
        foreach (string name in dropsBody ? BodyHeaders : [])
        {
            kept.Remove(name);
        }

        foreach (string name in changesOrigin ? OriginHeaders : [])
        {
            kept.Remove(name);
        }

        return kept;
    }
}
