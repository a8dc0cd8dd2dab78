using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Objects;

internal static unsafe partial class Codecs
{
    /// <summary>Encodes one string, code point by code point.</summary>
    private ref struct Encoder(Vm* vm, Str* text, Codec codec, string errors, Str* table)
    {
        private StrBuilder output = new(vm);

        public Bytes* Run()
        {
            switch (codec)
            {
                case Codec.Utf8Signature:
                    WriteUtf8(0xfeff);
                    break;
                case Codec.Utf16 or Codec.Utf32:
                    Write(0xfeff);
                    break;
            }

            for (int i = 0; i < text->Length;)
            {
                if (CanEncode(text->At(i)))
                {
                    Write(text->At(i++));
                }
                else if (!Handle(ref i))
                {
                    return null;
                }
            }

            return output.ToBytes();
        }

        private readonly bool CanEncode(int c) => codec switch
        {
            Codec.Ascii => c < 0x80,
            Codec.Latin1 => c < 0x100,
            Codec.Charmap => c != CodecRegistry.Unmapped && Str.IndexOf(table, c, 0) >= 0,
            _ => !IsSurrogate(c),
        };

        private void Write(int c)
        {
            switch (codec)
            {
                case Codec.Ascii or Codec.Latin1:
                    output.Append(c);
                    break;
                case Codec.Charmap:
                    output.Append(Str.IndexOf(table, c, 0));
                    break;
                case Codec.Utf8 or Codec.Utf8Signature:
                    WriteUtf8(c);
                    break;
                case Codec.Utf16 or Codec.Utf16LittleEndian or Codec.Utf16BigEndian:
                    if (c >= 0x10000)
                    {
                        WriteUnit(0xd7c0 + (c >> 10), 2);
                        c = 0xdc00 | (c & 0x3ff);
                    }

                    WriteUnit(c, 2);
                    break;
                default:
                    WriteUnit(c, 4);
                    break;
            }
        }

        private void WriteUtf8(int c)
        {
            byte* bytes = stackalloc byte[4];
            output.AppendLatin1(new ReadOnlySpan<byte>(bytes, Utf8.Encode(c, bytes)));
        }

        private void WriteUnit(int unit, int size)
        {
            bool bigEndian = codec is Codec.Utf16BigEndian or Codec.Utf32BigEndian;
            for (int i = 0; i < size; i++)
            {
                output.Append((unit >> (8 * (bigEndian ? size - 1 - i : i))) & 0xff);
            }
        }

        private readonly int UnitSize => codec switch
        {
            Codec.Utf16 or Codec.Utf16LittleEndian or Codec.Utf16BigEndian => 2,
            Codec.Utf32 or Codec.Utf32LittleEndian or Codec.Utf32BigEndian => 4,
            _ => 1,
        };

        private readonly string Reason => codec switch
        {
            Codec.Ascii => "ordinal not in range(128)",
            Codec.Latin1 => "ordinal not in range(256)",
            Codec.Charmap => "character maps to <undefined>",
            _ => "surrogates not allowed",
        };

        /// <summary>Treats the run of code points from a position on that cannot be encoded; false with an exception pending.</summary>
        private bool Handle(ref int position)
        {
            int start = position;
            int end = start + 1;
            while (end < text->Length && !CanEncode(text->At(end)))
            {
                end++;
            }

            if (!CodecRegistry.IsBuiltInHandler(errors))
            {
                return HandleElsewhere(ref position, start, end);
            }

            for (int i = start; i < end; i++)
            {
                if (!HandleOne(text->At(i)))
                {
                    if (!vm->HasPending)
                    {
                        UnicodeErrors.RaiseEncode(vm, NameOf(codec), text, i, end, Reason);
                    }

                    return false;
                }
            }

            position = end;
            return true;
        }

        /// <summary>Asks a handler that script has registered; false with an exception pending.</summary>
        private bool HandleElsewhere(ref int position, int start, int end)
        {
            Value handler = CodecRegistry.Handler(vm, errors);
            if (handler.IsUndefined)
            {
                return false;
            }

            UnicodeErrors.RaiseEncode(vm, NameOf(codec), text, start, end, Reason);
            if (!CodecRegistry.Ask(vm, handler, "encoding error handler must return (str/bytes, int) tuple", mayBeBytes: true, text->Length, out Value replacement, out position))
            {
                return false;
            }

            bool isUnicode = codec is not (Codec.Ascii or Codec.Latin1 or Codec.Charmap);
            if (!replacement.Is(Kind.Str))
            {
                ReadOnlySpan<byte> bytes = Bytes.Span((Bytes*)replacement.AsObject);
                if (isUnicode && bytes.Length % UnitSize != 0)
                {
                    UnicodeErrors.RaiseEncode(vm, NameOf(codec), text, start, end, Reason);
                    return false;
                }

                output.AppendLatin1(bytes);
                return true;
            }

            Str* characters = (Str*)replacement.AsObject;
            if (isUnicode && characters->Length > 0 && !characters->IsAscii)
            {
                UnicodeErrors.RaiseEncode(vm, NameOf(codec), text, start, end, Reason);
                return false;
            }

            for (int i = 0; i < characters->Length; i++)
            {
                if (!CanEncode(characters->At(i)))
                {
                    UnicodeErrors.RaiseEncode(vm, NameOf(codec), text, start, end, Reason);
                    return false;
                }

                Write(characters->At(i));
            }

            return true;
        }

        /// <summary>Writes what the handler puts for a code point; false if it refuses, or with <c>LookupError</c> pending if there is no such handler.</summary>
        private bool HandleOne(int c)
        {
            switch (errors)
            {
                case "strict":
                    return false;
                case "ignore":
                    return true;
                case "replace":
                    if (!CanEncode('?'))
                    {
                        return false;
                    }

                    Write('?');
                    return true;
                case "namereplace" when UnicodeNames.Instance.Name(c) is { } name:
                    Write('\\');
                    Write('N');
                    Write('{');
                    foreach (char character in name)
                    {
                        Write(character);
                    }

                    Write('}');
                    return true;
                case "backslashreplace" or "namereplace":
                    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
                    Write('\\');
                    Write(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
                    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
                    {
                        Write("0123456789abcdef"[(c >> shift) & 15]);
                    }

                    return true;
                case "xmlcharrefreplace":
                    foreach (char character in $"&#{c};")
                    {
                        Write(character);
                    }

                    return true;
                case "surrogateescape":
                    if (c is < 0xdc80 or > 0xdcff || UnitSize > 1)
                    {
                        return false;
                    }

                    output.Append(c & 0xff);
                    return true;
                case "surrogatepass":
                    if (!IsSurrogate(c) || codec is Codec.Ascii or Codec.Latin1 or Codec.Charmap)
                    {
                        return false;
                    }

                    Write(c);
                    return true;
                default:
                    return false;
            }
        }
    }
}
