using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MiniScript.Net.Http;

/// <summary>
/// An absolute <c>http</c> or <c>https</c> URL, taken apart and ready for the wire (RFC 3986). Strict where leniency would let a
/// request be read differently by two parties: spaces, control characters, backslashes and bad ports are refused. Lenient where
/// users are: characters outside ASCII, and those that only want escaping, are percent-encoded as UTF-8.
/// </summary>
public sealed class Url
{
    private const string HexDigits = "0123456789ABCDEF";

    private Url(string scheme, string? userInfo, string host, int port, string target, string? fragment)
    {
        Scheme = scheme;
        UserInfo = userInfo;
        Host = host;
        Port = port;
        Target = target;
        Fragment = fragment;
    }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>True for <c>https</c>.</summary>
    public bool IsSecure => Scheme.Length == 5;

    /// <summary>What stands before the <c>@</c>, still percent-encoded, or null.</summary>
    public string? UserInfo { get; }

    /// <summary>The host in lower case: a name, an IPv4 address, or an IPv6 address without its brackets.</summary>
    public string Host { get; }

    /// <summary>The port, the scheme's own when the URL names none.</summary>
    public int Port { get; }

    /// <summary>Path and query as they go into the request line; starts with a slash.</summary>
    public string Target { get; }

    /// <summary>What follows the <c>#</c>, or null. Never sent.</summary>
    public string? Fragment { get; }

    /// <summary>Host and port as the Host header has them: the port only when it is not the scheme's own.</summary>
    public string Authority => Port == DefaultPort(IsSecure) ? BracketedHost : $"{BracketedHost}:{Port}";

    private string BracketedHost => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>Reads an absolute URL.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.InvalidUrl"/>, saying what is wrong with it.</exception>
    public static Url Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Url? url, out string? problem)
            ? url
            : throw new NetException(NetErrorKind.InvalidUrl, $"invalid URL '{Shown(text)}': {problem}");
    }

    /// <summary>Reads an absolute URL; on failure <paramref name="problem"/> says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Url? url, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        url = null;
        problem = FindForbidden(text);
        if (problem is not null)
        {
            return false;
        }

        int schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0)
        {
            problem = "it does not start with http:// or https://";
            return false;
        }

        string scheme = text[..schemeEnd].ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            problem = $"the scheme '{scheme}' is not supported, only http and https are";
            return false;
        }

        int authorityStart = schemeEnd + 3;
        int authorityEnd = text.AsSpan(authorityStart).IndexOfAny('/', '?', '#');
        authorityEnd = authorityEnd < 0 ? text.Length : authorityStart + authorityEnd;
        ReadOnlySpan<char> authority = text.AsSpan(authorityStart, authorityEnd - authorityStart);

        string? userInfo = null;
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            userInfo = Escape(authority[..at]);
            authority = authority[(at + 1)..];
        }

        if (!TryReadHost(authority, out string? host, out ReadOnlySpan<char> portText, out problem) ||
            !TryReadPort(portText, DefaultPort(scheme.Length == 5), out int port, out problem))
        {
            return false;
        }

        SplitTail(text.AsSpan(authorityEnd), out string path, out string? query, out string? fragment);
        url = new Url(scheme, userInfo, host, port, RemoveDotSegments(path) + query, fragment);
        return true;
    }

    /// <summary>Resolves a reference, absolute or relative, against this URL (RFC 3986, section 5.2).</summary>
    /// <exception cref="NetException">The result is no URL that can be requested.</exception>
    public Url Resolve(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (FindForbidden(reference) is { } problem)
        {
            throw new NetException(NetErrorKind.InvalidUrl, $"invalid URL '{Shown(reference)}': {problem}");
        }

        if (HasScheme(reference))
        {
            return Parse(reference);
        }

        if (reference.StartsWith("//", StringComparison.Ordinal))
        {
            return Parse($"{Scheme}:{reference}");
        }

        SplitTail(reference, out string path, out string? query, out string? fragment);
        int queryStart = Target.IndexOf('?', StringComparison.Ordinal);
        string basePath = queryStart < 0 ? Target : Target[..queryStart];
        bool hasPath = reference.Length > 0 && reference[0] is not ('?' or '#');
        if (!hasPath)
        {
            path = basePath;
            if (query is null && queryStart >= 0)
            {
                query = Target[queryStart..];
            }
        }
        else if (reference[0] != '/')
        {
            // SplitTail has put a slash before the relative path.
            path = basePath[..(basePath.LastIndexOf('/') + 1)] + path[1..];
        }

        return new Url(Scheme, UserInfo, Host, Port, RemoveDotSegments(path) + query, fragment ?? Fragment);
    }

    /// <summary>True when both URLs lead to the same server: scheme, host and port are equal.</summary>
    public bool HasSameOrigin(Url other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Port == other.Port && Scheme == other.Scheme && Host == other.Host;
    }

    /// <summary>The URL without user information and fragment: fit for messages and for comparison.</summary>
    public override string ToString() => $"{Scheme}://{Authority}{Target}";

    private static int DefaultPort(bool secure) => secure ? 443 : 80;

    /// <summary>A forbidden character of a URL as a problem in words, or null.</summary>
    private static string? FindForbidden(string text)
    {
        foreach (char c in text)
        {
            if (c <= ' ' || c == 0x7f)
            {
                return c == ' ' ? "it contains a space" : $"it contains the control character U+{(int)c:X4}";
            }

            if (c == '\\')
            {
                return "it contains a backslash";
            }
        }

        return null;
    }

    /// <summary>True when the text starts with a scheme: a letter, then letters, digits, plus, minus and dots up to a colon.</summary>
    private static bool HasScheme(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (char c in text.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadHost(
        ReadOnlySpan<char> authority,
        [NotNullWhen(true)] out string? host,
        out ReadOnlySpan<char> port,
        [NotNullWhen(false)] out string? problem)
    {
        host = null;
        port = default;
        problem = null;
        if (authority.StartsWith("["))
        {
            int close = authority.IndexOf(']');
            if (close < 0 ||
                !IPAddress.TryParse(authority[1..close], out IPAddress? six) ||
                six.AddressFamily != AddressFamily.InterNetworkV6)
            {
                problem = "the host is not a valid IPv6 address";
                return false;
            }

            host = authority[1..close].ToString().ToLowerInvariant();
            port = authority[(close + 1)..];
            if (port.Length > 0 && port[0] != ':')
            {
                problem = "only a port may follow the IPv6 address";
                return false;
            }

            return true;
        }

        int colon = authority.IndexOf(':');
        ReadOnlySpan<char> name = colon < 0 ? authority : authority[..colon];
        port = colon < 0 ? default : authority[colon..];
        if (name.IsEmpty)
        {
            problem = "it names no host";
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                problem = $"the host contains '{c}'";
                return false;
            }
        }

        host = name.ToString().ToLowerInvariant();
        return true;
    }

    /// <summary>Reads what follows the host: nothing, a colon alone, or a colon and a port.</summary>
    private static bool TryReadPort(ReadOnlySpan<char> text, int standard, out int port, [NotNullWhen(false)] out string? problem)
    {
        port = standard;
        problem = null;
        if (text.Length <= 1)
        {
            return true;
        }

        port = 0;
        foreach (char c in text[1..])
        {
            if (!char.IsAsciiDigit(c) || (port = (port * 10) + (c - '0')) > ushort.MaxValue)
            {
                problem = $"the port '{text[1..]}' is not a number from 1 to 65535";
                return false;
            }
        }

        problem = port == 0 ? "the port is 0" : null;
        return port != 0;
    }

    /// <summary>
    /// Splits path, query (with its question mark) and fragment (without its hash), each escaped. The path gets its leading slash.
    /// </summary>
    private static void SplitTail(ReadOnlySpan<char> tail, out string path, out string? query, out string? fragment)
    {
        fragment = null;
        int hash = tail.IndexOf('#');
        if (hash >= 0)
        {
            fragment = Escape(tail[(hash + 1)..]);
            tail = tail[..hash];
        }

        query = null;
        int mark = tail.IndexOf('?');
        if (mark >= 0)
        {
            query = Escape(tail[mark..]);
            tail = tail[..mark];
        }

        string escaped = Escape(tail);
        path = escaped.StartsWith('/') ? escaped : "/" + escaped;
    }

    /// <summary>Percent-encodes what may not stand in a URL as it is; existing escapes stay.</summary>
    private static string Escape(ReadOnlySpan<char> text)
    {
        int clean = 0;
        while (clean < text.Length && IsAllowed(text[clean]))
        {
            clean++;
        }

        if (clean == text.Length)
        {
            return text.ToString();
        }

        var escaped = new StringBuilder(text.Length + 16);
        escaped.Append(text[..clean]);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in text[clean..].EnumerateRunes())
        {
            if (rune.IsAscii && IsAllowed((char)rune.Value))
            {
                escaped.Append((char)rune.Value);
                continue;
            }

            int length = rune.EncodeToUtf8(utf8);
            foreach (byte b in utf8[..length])
            {
                escaped.Append('%').Append(HexDigits[b >> 4]).Append(HexDigits[b & 15]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsAllowed(char c) =>
        c is > ' ' and < (char)0x7f and not ('"' or '<' or '>' or '^' or '`' or '{' or '|' or '}' or '\\');

    /// <summary>Takes "." and ".." out of an absolute path (RFC 3986, section 5.2.4).</summary>
    private static string RemoveDotSegments(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        string[] segments = path[1..].Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            bool last = i == segments.Length - 1;
            switch (segments[i])
            {
                case ".":
                    break;
                case "..":
                    if (kept.Count > 0)
                    {
                        kept.RemoveAt(kept.Count - 1);
                    }

                    break;
                default:
                    kept.Add(segments[i]);
                    continue;
            }

            if (last)
            {
                kept.Add(string.Empty);
            }
        }

        return "/" + string.Join('/', kept);
    }

    /// <summary>A URL as a message may show it: one line, not endless, without credentials.</summary>
    private static string Shown(string text)
    {
        var shown = new StringBuilder();
        int at = text.LastIndexOf('@');
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        ReadOnlySpan<char> visible = text;
        if (at > scheme && scheme >= 0)
        {
            shown.Append(visible[..(scheme + 3)]).Append("***");
            visible = visible[at..];
        }

        foreach (char c in visible[..Math.Min(visible.Length, 200)])
        {
            shown.Append(char.IsControl(c) ? '?' : c);
        }

        return visible.Length > 200 ? shown.Append("...").ToString() : shown.ToString();
    }
}
