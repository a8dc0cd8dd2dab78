using System.IO.Compression;

namespace MiniScript.Net.Http;

/// <summary>Undoes the content encodings of a body (RFC 9110, section 8.4): gzip, and deflate in both its readings. Brotli would add 250 KB to the executable.</summary>
internal static class ContentDecoder
{
    private const int MaxEncodings = 4;

    /// <summary>The body as it was before encoding. An encoding that is not known leaves it as it is, as does an empty body.</summary>
    /// <exception cref="NetException">
    /// With <see cref="NetErrorKind.Protocol"/> when the bytes are damaged or decode to too many.
    /// </exception>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, HttpHeaders headers, string origin, HttpLimits limits)
    {
        string? encodings = headers.Joined("Content-Encoding");
        if (encodings is null || body.IsEmpty)
        {
            return body;
        }

        // Applied left to right, so undone right to left.
        string[] names = encodings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MaxEncodings)
        {
            throw Damaged(origin, $"it is encoded {names.Length} times over", null);
        }

        for (int i = names.Length - 1; i >= 0; i--)
        {
            string name = names[i].ToLowerInvariant();
            if (name == "identity")
            {
                continue;
            }

            if (name is not ("gzip" or "x-gzip" or "deflate"))
            {
                break;
            }

            body = DecodeOne(body, name, origin, limits);
        }

        return body;
    }

    private static ReadOnlyMemory<byte> DecodeOne(ReadOnlyMemory<byte> body, string name, string origin, HttpLimits limits)
    {
        try
        {
            using var source = new CompressedBody(body, isGzip: name is "gzip" or "x-gzip");
            using Stream decoder = Open(name, source, body.Span);
            var decoded = new HttpBodyBuffer();
            while (true)
            {
                int count = decoder.Read(decoded.Space(decoded.Length == 0 ? (body.Length * 2) + 1024 : 1).Span);
                if (count == 0)
                {
                    break;
                }

                decoded.Advance(count);
                if (decoded.Length > limits.MaxBodyBytes)
                {
                    throw Damaged(origin, $"it decodes to more than {limits.MaxBodyBytes} bytes", null);
                }
            }

            if (source.IsShort)
            {
                throw Damaged(origin, $"its bytes are not valid {name}: the end is missing", null);
            }

            return decoded.Written;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or OverflowException)
        {
            throw Damaged(origin, $"its bytes are not valid {name}", e);
        }
    }

    private static Stream Open(string name, Stream source, ReadOnlySpan<byte> body) => name switch
    {
        "deflate" when IsZlib(body) => new ZLibStream(source, CompressionMode.Decompress),
        "deflate" => new DeflateStream(source, CompressionMode.Decompress),
        _ => new GZipStream(source, CompressionMode.Decompress),
    };

    /// <summary>
    /// "deflate" means the zlib format, but some servers send the bare stream. A zlib header has method 8 and is divisible by 31 (RFC
    /// 1950).
    /// </summary>
    private static bool IsZlib(ReadOnlySpan<byte> body) =>
        body.Length >= 2 && (body[0] & 0x0f) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;

    private static NetException Damaged(string origin, string problem, Exception? inner) =>
        new(NetErrorKind.Protocol, $"the body of the response of {origin} is not acceptable: {problem}", inner);
}
