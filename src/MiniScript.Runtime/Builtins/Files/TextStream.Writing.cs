using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

internal sealed unsafe partial class TextStream
{
    /// <summary>Writes text; false with an exception pending.</summary>
    public bool Write(Vm* vm, Str* text)
    {
        if (text->Length == 0)
        {
            return true;
        }

        if (start < end || tail > 0)
        {
            DropAhead();
        }

        bool endsLine = IsLineBuffered && HasLineEnd(text);
        if (LineEnd.Length != 1 || LineEnd[0] != '\n')
        {
            text = Translate(vm, text);
            if (text == null)
            {
                return false;
            }
        }

        int result = text->IsAscii && codec is ("utf-8" or "ascii" or "latin-1") ? WriteAscii(text)
            : codec == "utf-8" && !Codecs.HasSurrogates(text) ? WriteUtf8(text)
            : Encode(vm, text);
        if (result >= 0 && (endsLine || WritesThrough))
        {
            result = File.Flush();
        }

        if (result < 0 && !vm->HasPending)
        {
            FileErrors.Raise(vm, -result);
        }

        return result >= 0;
    }

    /// <summary>Writes ASCII as it is, where <see cref="IsPlain"/> allows; false with an exception pending.</summary>
    public bool Write(Vm* vm, ReadOnlySpan<byte> utf8)
    {
        if (File.IsClosed)
        {
            FileErrors.Closed(vm);
            return false;
        }

        int result = File.Write(utf8);
        if (result >= 0 && (WritesThrough || (IsLineBuffered && utf8.Contains((byte)'\n'))))
        {
            result = File.Flush();
        }

        if (result < 0)
        {
            FileErrors.Raise(vm, -result);
        }

        return result >= 0;
    }

    private static bool HasLineEnd(Str* text) => text->Width switch
    {
        1 => text->Latin1.ContainsAny((byte)'\n', (byte)'\r'),
        2 => text->Ucs2.ContainsAny('\n', '\r'),
        _ => text->Ucs4.ContainsAny('\n', '\r'),
    };

    private Str* Translate(Vm* vm, Str* text)
    {
        StrBuilder builder = new(vm);
        for (int i = 0; i < text->Length; i++)
        {
            if (text->At(i) == '\n')
            {
                builder.Append(LineEnd);
            }
            else
            {
                builder.Append(text->At(i));
            }
        }

        return builder.ToStr();
    }

    private int WriteAscii(Str* text) => File.Write(text->Latin1);

    /// <summary>Encodes straight into the file's buffer, a piece at a time.</summary>
    private int WriteUtf8(Str* text)
    {
        const int Piece = 1024;
        Span<char> units = stackalloc char[Piece];
        for (int from = 0; from < text->Length; from += Piece)
        {
            int count = Math.Min(Piece, text->Length - from);
            Span<byte> room = File.Reserve(count * 4, out int result);
            if (result < 0)
            {
                return result;
            }

            if (room.IsEmpty)
            {
                return File.Write(Str.ToUtf8(text));
            }

            File.Advance(text->Width switch
            {
                1 => Transcode(text->Latin1.Slice(from, count), units, room),
                2 => Transcode(text->Ucs2.Slice(from, count), room),
                _ => Transcode(text->Ucs4.Slice(from, count), room),
            });
        }

        return 0;
    }

    private static int Transcode(ReadOnlySpan<byte> latin1, Span<char> units, Span<byte> room) =>
        Transcode(units[..System.Text.Encoding.Latin1.GetChars(latin1, units)], room);

    private static int Transcode(ReadOnlySpan<char> ucs2, Span<byte> room)
    {
        System.Text.Unicode.Utf8.FromUtf16(ucs2, room, out _, out int written);
        return written;
    }

    private static int Transcode(ReadOnlySpan<int> ucs4, Span<byte> room)
    {
        fixed (byte* target = room)
        {
            byte* at = target;
            foreach (int codePoint in ucs4)
            {
                at += Utf8.Encode(codePoint, at);
            }

            return (int)(at - target);
        }
    }

    private int Encode(Vm* vm, Str* text)
    {
        string name = codec;
        if (codec is ("utf-16" or "utf-32" or "utf-8-sig") && (hasBegun || File.Tell() > 0))
        {
            name = codec == "utf-8-sig" ? "utf-8" : codec + "-le"; // the signature is at the start of the file only
        }

        hasBegun = true;
        Bytes* encoded = Codecs.Encode(vm, text, name, Errors);
        return encoded == null ? -1 : File.Write(Bytes.Span(encoded));
    }
}
