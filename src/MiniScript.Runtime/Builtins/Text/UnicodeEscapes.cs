using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <summary>The encodings <c>unicode_escape</c> and <c>raw_unicode_escape</c>, and escapes in bytes.</summary>
internal static unsafe class UnicodeEscapes
{
    /// <summary>Writes text as Latin-1 with the escapes of a literal.</summary>
    public static Bytes* Encode(Vm* vm, Str* text, bool isRaw)
    {
        StrBuilder output = new(vm);
        for (int i = 0; i < text->Length; i++)
        {
            int c = text->At(i);
            if (isRaw ? c < 0x100 : c is >= 0x20 and < 0x7f && c != '\\')
            {
                output.Append(c);
            }
            else if (!isRaw && c is '\\' or '\t' or '\n' or '\r' && !isRaw)
            {
                output.Append('\\');
                output.Append(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
            }
            else
            {
                output.Append('\\');
                output.Append(c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U');
                Str.AppendHex(ref output, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
            }
        }

        return output.ToBytes();
    }

    /// <summary>Reads Latin-1 with the escapes of a literal; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="errors">The error handler: strict, ignore, replace, backslashreplace or a registered one.</param>
    /// <param name="isRaw">Whether only escapes of code points count.</param>
    /// <param name="isFinal">False if more may follow.</param>
    /// <param name="consumed">The number of bytes read.</param>
    public static Str* Decode(Vm* vm, Bytes* data, string errors, bool isRaw, bool isFinal, out int consumed)
    {
        StrBuilder output = new(vm);
        ReadOnlySpan<byte> bytes = Bytes.Span(data);
        consumed = bytes.Length;
        int i = 0;
        while (i < bytes.Length)
        {
            int start = i;
            int c = bytes[i++];
            if (c != '\\' || (isRaw && (i >= bytes.Length || bytes[i] is not ((byte)'u' or (byte)'U'))))
            {
                if (c == '\\' && i >= bytes.Length && !isFinal)
                {
                    consumed = start;
                    break;
                }

                output.Append(c);
                if (c == '\\' && i < bytes.Length && bytes[i] == '\\')
                {
                    output.Append(bytes[i++]); // an escaped backslash escapes nothing
                }

                continue;
            }

            string? reason = Escape(bytes, ref i, ref output, isRaw, out bool isTruncated);
            if (reason == null)
            {
                continue;
            }

            if (isTruncated && !isFinal)
            {
                consumed = start;
                break;
            }

            if (!Handle(vm, data, errors, isRaw, start, ref i, reason, ref output))
            {
                return null;
            }

            bytes = Bytes.Span(data);
        }

        return output.ToStr();
    }

    /// <summary>Reads one escape from behind its backslash; what is wrong with it, or null.</summary>
    private static string? Escape(ReadOnlySpan<byte> bytes, ref int i, ref StrBuilder output, bool isRaw, out bool isTruncated)
    {
        isTruncated = i >= bytes.Length;
        if (isTruncated)
        {
            return "\\ at end of string";
        }

        int c = bytes[i++];
        switch ((char)c)
        {
            case '\n':
                return null;
            case '\\' or '\'' or '"':
                output.Append(c);
                return null;
            case 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v':
                output.Append(Regex.RegexParser.ControlEscape(c));
                return null;
            case >= '0' and <= '7':
                int octal = c - '0';
                for (int n = 1; n < 3 && i < bytes.Length && bytes[i] is >= (byte)'0' and <= (byte)'7'; n++)
                {
                    octal = (octal * 8) + bytes[i++] - '0';
                }

                output.Append(octal);
                return null;
            case 'x' or 'u' or 'U':
                int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
                long value = 0;
                for (int n = 0; n < digits; n++)
                {
                    int digit = i < bytes.Length ? Binary.BinAsciiModule.HexDigit(bytes[i]) : -1;
                    if (digit < 0)
                    {
                        isTruncated = i >= bytes.Length;
                        return c == 'x' ? "truncated \\xXX escape" : c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
                    }

                    value = (value << 4) | (uint)digit;
                    i++;
                }

                if (value > 0x10ffff)
                {
                    return isRaw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character";
                }

                output.Append((int)value);
                return null;
            case 'N':
                return Name(bytes, ref i, ref output, out isTruncated);
            default:
                output.Append('\\');
                output.Append(c);
                return null;
        }
    }

    private static string? Name(ReadOnlySpan<byte> bytes, ref int i, ref StrBuilder output, out bool isTruncated)
    {
        int end = i < bytes.Length && bytes[i] == '{' ? bytes[i..].IndexOf((byte)'}') : -1;
        isTruncated = i >= bytes.Length || (bytes[i] == '{' && end < 0);
        if (end <= 1)
        {
            i = end < 0 && i < bytes.Length && bytes[i] == '{' ? bytes.Length : end == 1 ? i + 1 : i;
            return "malformed \\N character escape";
        }

        int found = UnicodeNames.FindCharacter(System.Text.Encoding.Latin1.GetString(bytes.Slice(i + 1, end - 1)));
        i += end + 1;
        if (found < 0)
        {
            return "unknown Unicode character name";
        }

        output.Append(found);
        return null;
    }

    private static bool Handle(Vm* vm, Bytes* data, string errors, bool isRaw, int start, ref int end, string reason, ref StrBuilder output)
    {
        switch (errors)
        {
            case "ignore":
                return true;
            case "replace":
                output.Append(0xfffd);
                return true;
            default:
                UnicodeErrors.RaiseDecode(vm, isRaw ? "rawunicodeescape" : "unicodeescape", data, start, end, reason);
                break;
        }

        if (errors == "strict")
        {
            return false;
        }

        Value error = vm->Pending;
        vm->Pending = Value.Undefined;
        Value lookup = LibraryCalls.Attribute(vm, "codecs", "lookup_error");
        Value handler = lookup.IsUndefined ? lookup : Calls.Invoke(vm, lookup, Value.FromObject(Str.New(vm, errors)));
        if (handler.IsUndefined)
        {
            return false;
        }

        vm->Pending = error;
        if (!CodecRegistry.Ask(vm, handler, "decoding error handler must return (str, int) tuple", false, data->Length, out Value replacement, out end))
        {
            return false;
        }

        output.Append((Str*)replacement.AsObject);
        return true;
    }

    /// <summary>Reads the escapes of a bytes literal; null with <c>ValueError</c> pending.</summary>
    public static Bytes* DecodeBytes(Vm* vm, ReadOnlySpan<byte> bytes, string errors)
    {
        StrBuilder output = new(vm);
        int i = 0;
        while (i < bytes.Length)
        {
            byte c = bytes[i++];
            if (c != '\\')
            {
                output.Append(c);
                continue;
            }

            if (i >= bytes.Length)
            {
                Throw.ValueError(vm, "Trailing \\ in string");
                return null;
            }

            c = bytes[i++];
            if (c == 'x')
            {
                int high = i < bytes.Length ? Binary.BinAsciiModule.HexDigit(bytes[i]) : -1;
                int low = high >= 0 && i + 1 < bytes.Length ? Binary.BinAsciiModule.HexDigit(bytes[i + 1]) : -1;
                if (low >= 0)
                {
                    output.Append((high << 4) | low);
                    i += 2;
                    continue;
                }

                if (errors is not ("replace" or "ignore"))
                {
                    Throw.ValueError(vm, errors == "strict" ? $"invalid \\x escape at position {i - 2}" : $"decoding error; unknown error handling code: {errors}");
                    return null;
                }

                i += high >= 0 ? 1 : 0;
                output.Append('?', errors == "replace" ? 1 : 0);
            }
            else if (c is >= (byte)'0' and <= (byte)'7')
            {
                int octal = c - '0';
                for (int n = 1; n < 3 && i < bytes.Length && bytes[i] is >= (byte)'0' and <= (byte)'7'; n++)
                {
                    octal = (octal * 8) + bytes[i++] - '0';
                }

                output.Append(octal & 0xff);
            }
            else if (c != '\n')
            {
                int control = c is (byte)'\'' or (byte)'"' ? c : Regex.RegexParser.ControlEscape(c);
                if (control < 0)
                {
                    output.Append('\\');
                }

                output.Append(control < 0 ? c : control);
            }
        }

        return output.ToBytes();
    }

    /// <summary>Writes bytes with the escapes of a bytes literal.</summary>
    public static Bytes* EncodeBytes(Vm* vm, ReadOnlySpan<byte> bytes)
    {
        StrBuilder output = new(vm);
        foreach (byte c in bytes)
        {
            if (c is (byte)'\\' or (byte)'\'' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                output.Append('\\');
                output.Append(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
            }
            else if (c is >= 0x20 and < 0x7f)
            {
                output.Append(c);
            }
            else
            {
                output.Append("\\x");
                Str.AppendHex(ref output, c, 2);
            }
        }

        return output.ToBytes();
    }
}
