using System.Buffers;
using System.Globalization;
using System.Text;

namespace MiniScript.Net.Http;

/// <summary>Renders a request's head as bytes, and refuses whatever would end up as something else on the wire.</summary>
internal static class HttpRequestWriter
{
    private const string UserAgent = "MiniScript/0.1";

    /// <summary>Checks method and headers once, before anything is sent.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.InvalidUrl"/>, saying which part cannot be sent.</exception>
    public static void Validate(HttpRequest request)
    {
        if (!HttpSyntax.IsToken(request.Method))
        {
            throw Invalid("the method is not a token of letters, digits and !#$%&'*+-.^_`|~");
        }

        if (request.Method.Equals("CONNECT", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("the method CONNECT is for proxies only");
        }

        foreach (HttpHeader header in request.Headers)
        {
            if (!HttpSyntax.IsToken(header.Name))
            {
                throw Invalid($"the header name '{Printable(header.Name)}' is not a token");
            }

            if (!HttpSyntax.IsFieldValue(header.Value))
            {
                throw Invalid($"the value of the header '{header.Name}' contains a control character or one outside Latin-1");
            }

            if (IsNamed(header, "Transfer-Encoding") || IsNamed(header, "Connection"))
            {
                throw Invalid($"the header '{header.Name}' is the client's own and cannot be set");
            }
        }
    }

    /// <summary>Writes the head of a validated request for one URL of its chain of redirects.</summary>
    public static void WriteHead(IBufferWriter<byte> target, string method, Url url, HttpHeaders headers, int bodyLength)
    {
        Put(target, method);
        target.Write(" "u8);
        Put(target, url.Target);
        target.Write(" HTTP/1.1\r\n"u8);
        PutField(target, "Host", headers["Host"] ?? url.Authority);
        PutMissing(target, headers, "User-Agent", UserAgent);
        PutMissing(target, headers, "Accept", "*/*");
        PutMissing(target, headers, "Accept-Encoding", "gzip, deflate");
        if (url.UserInfo is not null && !headers.Contains("Authorization"))
        {
            PutField(target, "Authorization", Basic(url.UserInfo));
        }

        if (bodyLength > 0 || method is "POST" or "PUT" or "PATCH")
        {
            PutField(target, "Content-Length", bodyLength.ToString(CultureInfo.InvariantCulture));
        }

        for (int i = 0; i < headers.Count; i++)
        {
            HttpHeader header = headers[i];
            if (!IsNamed(header, "Host") && !IsNamed(header, "Content-Length"))
            {
                PutField(target, header.Name, header.Value);
            }
        }

        target.Write("\r\n"u8);
    }

    private static void PutMissing(IBufferWriter<byte> target, HttpHeaders headers, string name, string value)
    {
        if (!headers.Contains(name))
        {
            PutField(target, name, value);
        }
    }

    private static void PutField(IBufferWriter<byte> target, string name, string value)
    {
        Put(target, name);
        target.Write(": "u8);
        Put(target, value);
        target.Write("\r\n"u8);
    }

    private static void Put(IBufferWriter<byte> target, string text)
    {
        Span<byte> space = target.GetSpan(text.Length);
        target.Advance(Encoding.Latin1.GetBytes(text, space));
    }

    /// <summary>User information of a URL as a credential (RFC 7617); a user without a password has an empty one.</summary>
    private static string Basic(string userInfo)
    {
        byte[] decoded = PercentDecode(userInfo);
        if (Array.IndexOf(decoded, (byte)':') < 0)
        {
            decoded = [.. decoded, (byte)':'];
        }

        return "Basic " + Convert.ToBase64String(decoded);
    }

    private static byte[] PercentDecode(string text)
    {
        var decoded = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                decoded.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                decoded.Add((byte)text[i]);
            }
        }

        return [.. decoded];
    }

    private static bool IsNamed(HttpHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Printable(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? '?' : source[i];
        }
    });

    private static NetException Invalid(string problem) => new(NetErrorKind.InvalidUrl, $"the request cannot be sent: {problem}");
}
