using System.Buffers;
using System.Text;

namespace MiniScript.Net.Http;

/// <summary>The character classes of RFC 9110 and RFC 9112.</summary>
internal static class HttpSyntax
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> TokenChars = SearchValues.Create(TokenCharacters);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(TokenCharacters));

    /// <summary>Octets that no field value may hold: all controls but the tab. Octets above ASCII are allowed (obs-text).</summary>
    private static readonly SearchValues<byte> ForbiddenValueBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>Field names that servers send most, so that reading them makes no strings.</summary>
    private static readonly string[] CommonNames =
    [
        "Date", "ETag", "Vary", "Server", "Expires", "Location", "Connection", "Set-Cookie", "Keep-Alive", "Content-Type", "Cache-Control",
        "Last-Modified", "Accept-Ranges", "Content-Length", "Content-Encoding", "Transfer-Encoding",
        "content-type", "content-length", "date",
    ];

    /// <summary>True for a token: a method or field name.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    /// <summary>True for a token: a method or field name.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    /// <summary>True when the octets may stand in a field value or reason phrase.</summary>
    public static bool IsFieldValue(ReadOnlySpan<byte> value) => !value.ContainsAny(ForbiddenValueBytes);

    /// <summary>True when the text may be sent as a field value: Latin-1 without controls but the tab.</summary>
    public static bool IsFieldValue(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A field name as a string.</summary>
    public static string NameString(ReadOnlySpan<byte> name)
    {
        foreach (string common in CommonNames)
        {
            if (common.Length == name.Length && Ascii.Equals(name, common))
            {
                return common;
            }
        }

        return Encoding.ASCII.GetString(name);
    }

    /// <summary>Takes spaces and tabs off both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);
}
