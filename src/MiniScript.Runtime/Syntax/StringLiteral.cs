using System.Globalization;
using System.Text;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Decodes the escapes of string and bytes literals. Errors are worded as the language's codec words them, positions included: these
/// count bytes of the literal, with every character beyond ASCII counted as ten.
/// </summary>
internal ref struct StringLiteral
{
    private readonly ReadOnlySpan<char> _body;
    private StringBuilder? _text;
    private List<int>? _joints;

    // One more than the index, so that the default means none.
    private int _invalidEscape;

    private StringLiteral(ReadOnlySpan<char> body) => _body = body;

    /// <summary>What is wrong, when decoding returned null.</summary>
    public string? Error { get; private set; }

    /// <summary>Index in the literal's body of the first escape that means nothing, or -1.</summary>
    public readonly int InvalidEscape => _invalidEscape - 1;

    /// <summary>Where in the text halves of a surrogate pair stand side by side that are two code points; null if nowhere.</summary>
    public readonly List<int>? Joints => _joints;

    /// <summary>The message of the warning about an escape.</summary>
    public static string InvalidEscapeMessage(char c) => $"invalid escape sequence '\\{c}'";

    /// <summary>Decodes a text literal's body; null with <see cref="Error"/> set when an escape is wrong.</summary>
    /// <param name="body">What stands between the quotes.</param>
    /// <param name="decoder">Receives error and warning.</param>
    public static string? DecodeText(ReadOnlySpan<char> body, out StringLiteral decoder)
    {
        decoder = new StringLiteral(body);
        return body.Contains('\\') ? decoder.Decode() : body.ToString();
    }

    /// <summary>Decodes a bytes literal's body; null with <see cref="Error"/> set when it is wrong.</summary>
    /// <param name="body">What stands between the quotes.</param>
    /// <param name="raw">Whether backslashes are ordinary.</param>
    /// <param name="decoder">Receives error and warning.</param>
    public static byte[]? DecodeBytes(ReadOnlySpan<char> body, bool raw, out StringLiteral decoder)
    {
        decoder = new StringLiteral(body);
        if (body.ContainsAnyExceptInRange('\0', '\x7F'))
        {
            decoder.Error = "bytes can only contain ASCII literal characters";
            return null;
        }

        if (raw || !body.Contains('\\'))
        {
            byte[] plain = new byte[body.Length];
            Encoding.ASCII.GetBytes(body, plain);
            return plain;
        }

        return decoder.DecodeByteEscapes();
    }

    private string? Decode()
    {
        _text = new StringBuilder(_body.Length);
        int i = 0;
        while (i < _body.Length)
        {
            int escape = _body[i..].IndexOf('\\');
            if (escape < 0)
            {
                _text.Append(_body[i..]);
                break;
            }

            _text.Append(_body.Slice(i, escape));
            i = DecodeEscape(i + escape);
            if (i < 0)
            {
                return null;
            }
        }

        return _text.ToString();
    }

    // Decodes the escape whose backslash stands at an index; returns the index after it, or -1.
    private int DecodeEscape(int start)
    {
        char c = start + 1 < _body.Length ? _body[start + 1] : '\0';
        switch (c)
        {
            case '\n':
                return start + 2;
            case '\\' or '\'' or '"':
                return Put(c, start + 2);
            case 'a':
                return Put('\a', start + 2);
            case 'b':
                return Put('\b', start + 2);
            case 'f':
                return Put('\f', start + 2);
            case 'n':
                return Put('\n', start + 2);
            case 'r':
                return Put('\r', start + 2);
            case 't':
                return Put('\t', start + 2);
            case 'v':
                return Put('\v', start + 2);
            case 'x':
                return DecodeHexadecimal(start, 2, "truncated \\xXX escape");
            case 'u':
                return DecodeHexadecimal(start, 4, "truncated \\uXXXX escape");
            case 'U':
                return DecodeHexadecimal(start, 8, "truncated \\UXXXXXXXX escape");
            case 'N':
                return DecodeName(start);
            case >= '0' and <= '7':
                int value = ReadOctal(start, out int end);
                return Put((char)value, end);
            default:
                if (InvalidEscape < 0)
                {
                    _invalidEscape = start + 1;
                }

                _text!.Append('\\');
                return start + 1;
        }
    }

    private readonly int Put(char c, int next)
    {
        _text!.Append(c);
        return next;
    }

    private int ReadOctal(int start, out int end)
    {
        int value = 0;
        end = start + 1;
        while (end < _body.Length && end < start + 4 && char.IsBetween(_body[end], '0', '7'))
        {
            value = (value * 8) + (_body[end++] - '0');
        }

        if (value > 0xFF && InvalidEscape < 0)
        {
            _invalidEscape = start + 1;
        }

        return value;
    }

    private int DecodeHexadecimal(int start, int digits, string truncated)
    {
        uint value = 0;
        for (int i = start + 2; i < start + 2 + digits; i++)
        {
            if (i >= _body.Length || !char.IsAsciiHexDigit(_body[i]))
            {
                return Fail(start, i, truncated);
            }

            value = (value << 4) | (uint)int.Parse(_body.Slice(i, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        int next = start + 2 + digits;
        return value > 0x10FFFF ? Fail(start, next, "illegal Unicode character") : PutCodePoint((int)value, next);
    }

    private int DecodeName(int start)
    {
        int close = start + 2 < _body.Length && _body[start + 2] == '{' ? _body[(start + 3)..].IndexOf('}') : -1;
        if (close <= 0)
        {
            int end = start + 2 >= _body.Length || _body[start + 2] != '{' ? start + 2 : close == 0 ? start + 3 : _body.Length;
            return Fail(start, end, "malformed \\N character escape");
        }

        int next = start + 4 + close;
        int value = UnicodeNames.FindCharacter(_body.Slice(start + 3, close).ToString());
        return value < 0 ? Fail(start, next, "unknown Unicode character name") : PutCodePoint(value, next);
    }

    // A surrogate stays alone even beside its counterpart; in UTF-16 the two would be one character.
    private int PutCodePoint(int value, int next)
    {
        if (value < 0x10000)
        {
            if (char.IsLowSurrogate((char)value) && _text!.Length > 0 && char.IsHighSurrogate(_text[^1]))
            {
                _joints ??= [];
                _joints.Add(_text.Length);
            }

            _text!.Append((char)value);
        }
        else
        {
            _text!.Append(char.ConvertFromUtf32(value));
        }

        return next;
    }

    private int Fail(int start, int end, string reason)
    {
        int first = BytesBefore(start);
        int last = first + (end - start) - 1;
        Error = last > first
            ? $"(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {reason}"
            : $"(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {first}: {reason}";
        return -1;
    }

    private readonly int BytesBefore(int index)
    {
        int count = 0;
        for (int i = 0; i < index; i++)
        {
            bool continuesPair = char.IsLowSurrogate(_body[i]) && i > 0 && char.IsHighSurrogate(_body[i - 1]);
            count += _body[i] < 128 ? 1 : continuesPair ? 0 : 10;
        }

        return count;
    }

    private byte[]? DecodeByteEscapes()
    {
        byte[] bytes = new byte[_body.Length];
        int count = 0;
        int i = 0;
        while (i < _body.Length)
        {
            char c = _body[i];
            if (c != '\\')
            {
                bytes[count++] = (byte)c;
                i++;
                continue;
            }

            c = i + 1 < _body.Length ? _body[i + 1] : '\0';
            if (c == '\n')
            {
                i += 2;
            }
            else if ("\\'\"abfnrtv".IndexOf(c) is int known and >= 0)
            {
                bytes[count++] = (byte)"\\'\"\a\b\f\n\r\t\v"[known];
                i += 2;
            }
            else if (char.IsBetween(c, '0', '7'))
            {
                bytes[count++] = (byte)ReadOctal(i, out i);
            }
            else if (c == 'x')
            {
                if (i + 3 >= _body.Length || !char.IsAsciiHexDigit(_body[i + 2]) || !char.IsAsciiHexDigit(_body[i + 3]))
                {
                    Error = $"(value error) invalid \\x escape at position {i}";
                    return null;
                }

                bytes[count++] = byte.Parse(_body.Slice(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                i += 4;
            }
            else
            {
                if (InvalidEscape < 0)
                {
                    _invalidEscape = i + 1;
                }

                bytes[count++] = (byte)'\\';
                i++;
            }
        }

        return bytes[..count];
    }
}
