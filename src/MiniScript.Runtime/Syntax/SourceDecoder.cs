using System.Text;

namespace MiniScript.Runtime.Syntax;

/// <summary>Decodes source files as PEP 263 and PEP 3120 say: a byte order mark, a coding line within the first two lines, or UTF-8.</summary>
public static class SourceDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Decodes; an unknown encoding or a byte that does not fit throws <see cref="SyntaxErrorException"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string fileName)
    {
        bool hasMark = bytes.Length >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf;
        ReadOnlySpan<byte> content = hasMark ? bytes[3..] : bytes;
        string? declared = FindCoding(content);
        string encoding = Normalise(declared ?? "utf-8");
        if (hasMark && encoding != "utf-8")
        {
            throw Error(fileName, $"encoding problem: {declared} with BOM");
        }

        switch (encoding)
        {
            case "utf-8":
                return DecodeUtf8(content, fileName, declared != null || hasMark);
            case "iso-8859-1":
                return Encoding.Latin1.GetString(content);
            case "ascii":
                int bad = content.IndexOfAnyExceptInRange((byte)0, (byte)127);
                return bad < 0
                    ? Encoding.Latin1.GetString(content)
                    : throw Error(fileName, $"(unicode error) 'ascii' codec can't decode byte 0x{content[bad]:x2} in position {bad}: ordinal not in range(128)");
            default:
                throw Error(fileName, $"unknown encoding: {declared}");
        }
    }

    private static string DecodeUtf8(ReadOnlySpan<byte> content, string fileName, bool isDeclared)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            int line = 1 + content[..error.Index].Count((byte)'\n');
            string message = isDeclared
                ? $"(unicode error) 'utf-8' codec can't decode byte 0x{content[error.Index]:x2} in position {error.Index}: invalid start byte"
                : $"Non-UTF-8 code starting with '\\x{content[error.Index]:x2}' in file {fileName} on line {line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details";
            throw new SyntaxErrorException(SyntaxErrorKind.SyntaxError, message, fileName, isDeclared ? 0 : line, 0, 0, 0, null);
        }
    }

    /// <summary>The name in a comment that matches <c>coding[:=]\s*([-\w.]+)</c> on the first line, or on the second if the first is blank or a comment.</summary>
    private static string? FindCoding(ReadOnlySpan<byte> content)
    {
        for (int line = 0; line < 2 && !content.IsEmpty; line++)
        {
            int end = content.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> text = end < 0 ? content : content[..end];
            ReadOnlySpan<byte> trimmed = text.TrimStart(" \t\f"u8);
            if (!trimmed.IsEmpty && trimmed[0] != (byte)'#')
            {
                return null;
            }

            int at = trimmed.IndexOf("coding"u8);
            if (at >= 0 && at + 6 < trimmed.Length && trimmed[at + 6] is (byte)':' or (byte)'=')
            {
                ReadOnlySpan<byte> name = trimmed[(at + 7)..].TrimStart(" \t"u8);
                int length = 0;
                while (length < name.Length && (char.IsAsciiLetterOrDigit((char)name[length]) || name[length] is (byte)'-' or (byte)'_' or (byte)'.'))
                {
                    length++;
                }

                if (length > 0)
                {
                    return Encoding.ASCII.GetString(name[..length]);
                }
            }

            int skip = end < 0 ? content.Length : end + (content[end] == '\r' && end + 1 < content.Length && content[end + 1] == '\n' ? 2 : 1);
            content = content[skip..];
        }

        return null;
    }

    private static string Normalise(string name)
    {
        string lower = name.ToLowerInvariant().Replace('_', '-');
        return lower switch
        {
            "utf-8" or "utf8" or "utf-8-sig" or "u8" => "utf-8",
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "l1" => "iso-8859-1",
            "ascii" or "us-ascii" or "646" => "ascii",
            _ => lower.StartsWith("utf-8-", StringComparison.Ordinal) ? "utf-8"
                : lower.StartsWith("latin-1-", StringComparison.Ordinal) || lower.StartsWith("iso-8859-1-", StringComparison.Ordinal) ? "iso-8859-1" : lower,
        };
    }

    private static SyntaxErrorException Error(string fileName, string message) =>
        new(SyntaxErrorKind.SyntaxError, message, fileName, 0, 0, 0, 0, null);
}
