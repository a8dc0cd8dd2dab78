using System.Buffers.Binary;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

internal static unsafe partial class Codecs
{
    /// <summary>Decodes one byte string, code point by code point.</summary>
    private ref struct Decoder(Vm* vm, Bytes* data, Codec codec, string errors, Str* table, bool isFinal)
    {
        private const string UnexpectedEnd = "unexpected end of data";
        private const string TruncatedData = "truncated data";

        private Bytes* source = data;
        private ReadOnlySpan<byte> bytes = Bytes.Span(data);
        private StrBuilder output = new(vm);
        private int position;
        private int errorLength;
        private string reason = "";

        /// <summary>The number of bytes decoded.</summary>
        public readonly int Consumed => position;

        public Str* Run()
        {
            SkipSignature();
            while (position < bytes.Length)
            {
                int length = Next(out int codePoint);
                if (length > 0)
                {
                    output.Append(codePoint);
                    position += length;
                }
                else if (!isFinal && reason is UnexpectedEnd or TruncatedData)
                {
                    break;
                }
                else if (!Handle())
                {
                    return null;
                }
            }

            return output.ToStr();
        }

        /// <summary>A byte order mark chooses the byte order, and is no part of the text.</summary>
        private void SkipSignature()
        {
            switch (codec)
            {
                case Codec.Utf8Signature:
                    position = bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? 3 : 0;
                    codec = Codec.Utf8;
                    break;
                case Codec.Utf16:
                    bool isBig16 = bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);
                    position = isBig16 || bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? 2 : 0;
                    codec = isBig16 ? Codec.Utf16BigEndian : Codec.Utf16LittleEndian;
                    break;
                case Codec.Utf32:
                    bool isBig32 = bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]);
                    position = isBig32 || bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) ? 4 : 0;
                    codec = isBig32 ? Codec.Utf32BigEndian : Codec.Utf32LittleEndian;
                    break;
            }
        }

        /// <summary>Reads a code point: its length in bytes, or 0 with the error's length and reason set.</summary>
        private int Next(out int codePoint)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            switch (codec)
            {
                case Codec.Ascii:
                    codePoint = rest[0];
                    return codePoint < 0x80 ? 1 : Fail(1, "ordinal not in range(128)");
                case Codec.Charmap:
                    codePoint = rest[0] < table->Length ? table->At(rest[0]) : CodecRegistry.Unmapped;
                    return codePoint != CodecRegistry.Unmapped ? 1 : Fail(1, "character maps to <undefined>");
                case Codec.Utf8:
                    return NextUtf8(rest, out codePoint);
                case Codec.Utf16LittleEndian or Codec.Utf16BigEndian:
                    return NextUtf16(rest, out codePoint);
                default:
                    return NextUtf32(rest, out codePoint);
            }
        }

        private int NextUtf8(ReadOnlySpan<byte> rest, out int codePoint)
        {
            int first = codePoint = rest[0];
            if (first < 0x80)
            {
                return 1;
            }

            if (first is < 0xc2 or > 0xf4)
            {
                return Fail(1, "invalid start byte");
            }

            int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            int value = first & (0x7f >> length);
            for (int i = 1; i < length; i++)
            {
                if (i >= rest.Length)
                {
                    return Fail(i, UnexpectedEnd);
                }

                int c = rest[i];
                bool isValid = (c & 0xc0) == 0x80;
                if (i == 1)
                {
                    isValid &= first switch
                    {
                        0xe0 => c >= 0xa0,
                        0xed => c < 0xa0,
                        0xf0 => c >= 0x90,
                        0xf4 => c < 0x90,
                        _ => true,
                    };
                }

                if (!isValid)
                {
                    return Fail(i, "invalid continuation byte");
                }

                value = (value << 6) | (c & 0x3f);
            }

            codePoint = value;
            return length;
        }

        private int NextUtf16(ReadOnlySpan<byte> rest, out int codePoint)
        {
            codePoint = 0;
            if (rest.Length < 2)
            {
                return Fail(1, TruncatedData);
            }

            int unit = Unit16(rest);
            codePoint = unit;
            if (!IsSurrogate(unit))
            {
                return 2;
            }

            if (unit >= 0xdc00)
            {
                return Fail(2, "illegal encoding");
            }

            if (rest.Length < 4)
            {
                return Fail(rest.Length, UnexpectedEnd);
            }

            int low = Unit16(rest[2..]);
            if (low is < 0xdc00 or > 0xdfff)
            {
                return Fail(2, "illegal UTF-16 surrogate");
            }

            codePoint = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
            return 4;
        }

        private int NextUtf32(ReadOnlySpan<byte> rest, out int codePoint)
        {
            codePoint = 0;
            if (rest.Length < 4)
            {
                return Fail(rest.Length, TruncatedData);
            }

            uint unit = Unit32(rest);
            codePoint = (int)unit;
            return unit > 0x10ffff ? Fail(4, "code point not in range(0x110000)")
                : IsSurrogate(codePoint) ? Fail(4, "code point in surrogate code point range(0xd800, 0xe000)")
                : 4;
        }

        private readonly int Unit16(ReadOnlySpan<byte> at) =>
            codec == Codec.Utf16BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

        private readonly uint Unit32(ReadOnlySpan<byte> at) =>
            codec == Codec.Utf32BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

        private int Fail(int length, string why)
        {
            errorLength = length;
            reason = why;
            return 0;
        }

        /// <summary>Treats the bytes that are in error; false with an exception pending.</summary>
        private bool Handle()
        {
            ReadOnlySpan<byte> wrong = bytes.Slice(position, errorLength);
            switch (errors)
            {
                case "ignore":
                    break;
                case "replace":
                    output.Append(0xfffd);
                    break;
                case "backslashreplace":
                    foreach (byte b in wrong)
                    {
                        output.Append("\\x");
                        Str.AppendHex(ref output, b, 2);
                    }

                    break;
                case "surrogateescape" when wrong[0] >= 0x80:
                    int escaped = 0;
                    while (escaped < wrong.Length && wrong[escaped] >= 0x80)
                    {
                        output.Append(0xdc00 + wrong[escaped++]);
                    }

                    position += escaped;
                    return true;
                case "surrogatepass" when TrySurrogate(out int surrogate, out int length):
                    output.Append(surrogate);
                    position += length;
                    return true;
                case "strict" or "surrogateescape" or "surrogatepass":
                    UnicodeErrors.RaiseDecode(vm, NameOf(codec), source, position, position + errorLength, reason);
                    return false;
                case "xmlcharrefreplace" or "namereplace":
                    Throw.TypeError(vm, "don't know how to handle UnicodeDecodeError in error callback");
                    return false;
                default:
                    return HandleElsewhere();
            }

            position += errorLength;
            return true;
        }

        /// <summary>Asks a handler that script has registered; false with an exception pending.</summary>
        private bool HandleElsewhere()
        {
            Value handler = CodecRegistry.Handler(vm, errors);
            if (handler.IsUndefined)
            {
                return false;
            }

            UnicodeErrors.RaiseDecode(vm, NameOf(codec), source, position, position + errorLength, reason);
            Value error = vm->Pending;
            if (!CodecRegistry.Ask(vm, handler, "decoding error handler must return (str, int) tuple", mayBeBytes: false, -1, out Value replacement, out position))
            {
                return false;
            }

            // The handler may have put other bytes into the exception.
            Value now = ((ExceptionObject*)error.AsObject)->Details.Is(Kind.Tuple)
                ? Tuple.Items((Tuple*)((ExceptionObject*)error.AsObject)->Details.AsObject)[1]
                : Value.FromObject(source);
            if (now.Is(Kind.Bytes))
            {
                source = (Bytes*)now.AsObject;
                bytes = Bytes.Span(source);
            }

            if (!CodecRegistry.TryPosition(vm, ref position, bytes.Length))
            {
                return false;
            }

            output.Append((Str*)replacement.AsObject);
            return true;
        }

        private readonly bool TrySurrogate(out int surrogate, out int length)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            surrogate = length = 0;
            switch (codec)
            {
                case Codec.Utf8 when rest.Length >= 3 && (rest[1] & 0xc0) == 0x80 && (rest[2] & 0xc0) == 0x80:
                    surrogate = ((rest[0] & 0xf) << 12) | ((rest[1] & 0x3f) << 6) | (rest[2] & 0x3f);
                    length = rest[0] >> 4 == 0xe ? 3 : 0;
                    break;
                case Codec.Utf16LittleEndian or Codec.Utf16BigEndian when rest.Length >= 2:
                    surrogate = Unit16(rest);
                    length = 2;
                    break;
                case Codec.Utf32LittleEndian or Codec.Utf32BigEndian when rest.Length >= 4:
                    surrogate = (int)Unit32(rest);
                    length = 4;
                    break;
            }

            return length > 0 && IsSurrogate(surrogate);
        }
    }
}
