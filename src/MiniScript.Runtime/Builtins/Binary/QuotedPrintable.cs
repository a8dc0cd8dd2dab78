using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Quoted-printable data (RFC 2045), and its variant for headers.</summary>
internal static unsafe class QuotedPrintable
{
    private const int LineSize = 76;

    /// <summary>Encodes.</summary>
    public static Bytes* Encode(Vm* vm, ReadOnlySpan<byte> data, bool quoteTabs, bool isText, bool isHeader)
    {
        int newline = data.IndexOf((byte)'\n');
        bool usesReturn = newline > 0 && data[newline - 1] == '\r';
        List<byte> output = new(data.Length + (data.Length / 8) + 8);
        int line = 0;
        for (int i = 0; i < data.Length; i++)
        {
            byte c = data[i];
            bool isEnd = i + 1 == data.Length;
            if (MustQuote(data, i, line, quoteTabs, isText, isHeader))
            {
                if (line + 3 >= LineSize)
                {
                    output.Add((byte)'=');
                    AppendBreak(output, usesReturn);
                    line = 0;
                }

                AppendEscape(output, c);
                line += 3;
            }
            else if (isText && (c == '\n' || (c == '\r' && !isEnd && data[i + 1] == '\n')))
            {
                if (output.Count > 0 && output[^1] is ((byte)' ' or (byte)'\t'))
                {
                    // White space before the end of a line would be lost.
                    byte space = output[^1];
                    output.RemoveAt(output.Count - 1);
                    AppendEscape(output, space);
                }

                AppendBreak(output, usesReturn);
                line = 0;
                i += c == '\r' ? 1 : 0;
            }
            else
            {
                if (!isEnd && data[i + 1] != '\n' && line + 1 >= LineSize)
                {
                    output.Add((byte)'=');
                    AppendBreak(output, usesReturn);
                    line = 0;
                }

                line++;
                output.Add(isHeader && c == ' ' ? (byte)'_' : c);
            }
        }

        return Bytes.New(vm, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(output));
    }

    /// <summary>Decodes.</summary>
    public static Bytes* Decode(Vm* vm, ReadOnlySpan<byte> text, bool isHeader)
    {
        StrBuilder output = new(vm);
        for (int i = 0; i < text.Length;)
        {
            byte c = text[i++];
            if (c != '=')
            {
                output.Append(isHeader && c == '_' ? ' ' : c);
                continue;
            }

            if (i >= text.Length)
            {
                break;
            }

            if (text[i] is (byte)'\n' or (byte)'\r')
            {
                int end = text[i..].IndexOf((byte)'\n');
                i = end < 0 ? text.Length : i + end + 1;
            }
            else if (text[i] == '=')
            {
                output.Append('=');
                i++;
            }
            else if (i + 1 < text.Length && BinAsciiModule.HexDigit(text[i]) >= 0 && BinAsciiModule.HexDigit(text[i + 1]) >= 0)
            {
                output.Append((BinAsciiModule.HexDigit(text[i]) << 4) | BinAsciiModule.HexDigit(text[i + 1]));
                i += 2;
            }
            else
            {
                output.Append('=');
            }
        }

        return output.ToBytes();
    }

    private static bool MustQuote(ReadOnlySpan<byte> data, int i, int line, bool quoteTabs, bool isText, bool isHeader)
    {
        byte c = data[i];
        bool isEnd = i + 1 == data.Length;
        return c > 126 || c == '=' || (isHeader && c == '_')
            || (c == '.' && line == 0 && (isEnd || data[i + 1] is (byte)'\n' or (byte)'\r' or 0))
            || (!isText && c is ((byte)'\r' or (byte)'\n'))
            || (isEnd && c is ((byte)'\t' or (byte)' '))
            || (c < 33 && c is not ((byte)'\r' or (byte)'\n') && (quoteTabs || c is not ((byte)'\t' or (byte)' ')));
    }

    private static void AppendBreak(List<byte> output, bool usesReturn)
    {
        if (usesReturn)
        {
            output.Add((byte)'\r');
        }

        output.Add((byte)'\n');
    }

    private static void AppendEscape(List<byte> output, byte c)
    {
        output.Add((byte)'=');
        output.Add("0123456789ABCDEF"u8[c >> 4]);
        output.Add("0123456789ABCDEF"u8[c & 15]);
    }
}
