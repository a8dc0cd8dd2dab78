using System.Buffers;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Objects;

/// <summary>Text as a literal of the language.</summary>
public unsafe partial struct Str
{
    private static readonly SearchValues<byte> PlainInQuotes = SearchValues.Create(PlainCharacters());

    /// <summary>The literal: in single quotes, unless the text has some and no double ones. Null with <c>MemoryError</c> pending past the limit.</summary>
    public static Str* Repr(Vm* vm, Str* self)
    {
        if (self->IsAscii && !self->Latin1.ContainsAnyExcept(PlainInQuotes))
        {
            return Quote(vm, self);
        }

        int single = 0;
        int twofold = 0;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            single += c == '\'' ? 1 : 0;
            twofold += c == '"' ? 1 : 0;
        }

        int quote = single > 0 && twofold == 0 ? '"' : '\'';
        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        text.Append(quote);
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (c == quote || c == '\\')
            {
                text.Append('\\');
                text.Append(c);
            }
            else if (UnicodeData.IsPrintable(c))
            {
                text.Append(c);
            }
            else
            {
                AppendEscape(ref text, c);
            }
        }

        text.Append(quote);
        return text.ToStr();
    }

    /// <summary>The text with each code point above 127 as an escape: what <c>ascii()</c> makes of a <c>repr()</c>.</summary>
    public static Str* EscapeNonAscii(Vm* vm, Str* self)
    {
        if (self->IsAscii)
        {
            return self;
        }

        StrBuilder text = new(vm);
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (c < 128)
            {
                text.Append(c);
            }
            else
            {
                AppendEscape(ref text, c);
            }
        }

        return text.ToStr();
    }

    /// <summary>Appends the shortest escape of a code point: <c>\n</c>, <c>\x7f</c>, <c>\u2028</c>, <c>\U000e0001</c>.</summary>
    internal static void AppendEscape(ref StrBuilder text, int c)
    {
        text.Append('\\');
        int digits;
        switch (c)
        {
            case '\n':
                text.Append('n');
                return;
            case '\r':
                text.Append('r');
                return;
            case '\t':
                text.Append('t');
                return;
            case < 0x100:
                text.Append('x');
                digits = 2;
                break;
            case < 0x10000:
                text.Append('u');
                digits = 4;
                break;
            default:
                text.Append('U');
                digits = 8;
                break;
        }

        AppendHex(ref text, c, digits);
    }

    /// <summary>Appends a number in lower-case hexadecimal digits, as many as said.</summary>
    internal static void AppendHex(ref StrBuilder text, int value, int digits)
    {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        {
            text.Append("0123456789abcdef"[(value >> shift) & 15]);
        }
    }

    private static Str* Quote(Vm* vm, Str* self)
    {
        Str* result = Allocate(vm, self->Length + 2L, 1);
        if (result != null)
        {
            result->Header.Flags |= ObjectFlags.Ascii;
            result->Data[0] = (byte)'\'';
            self->Latin1.CopyTo(new Span<byte>(result->Data + 1, self->Length));
            result->Data[self->Length + 1] = (byte)'\'';
        }

        return result;
    }

    private static byte[] PlainCharacters()
    {
        List<byte> plain = [];
        for (byte c = 32; c < 127; c++)
        {
            if (c is not ((byte)'\'' or (byte)'\\'))
            {
                plain.Add(c);
            }
        }

        return [.. plain];
    }
}
