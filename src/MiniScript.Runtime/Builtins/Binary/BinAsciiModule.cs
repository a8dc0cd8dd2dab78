using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>The native half of the library module <c>binascii</c>.</summary>
[BuiltinModule("_binascii")]
internal static unsafe partial class BinAsciiModule
{
    /// <summary>Hexadecimal representation of binary data.</summary>
    [Function("hexlify", Signature = "(data, sep=<unrepresentable>, bytes_per_sep=1)")]
    private static Bytes* Hexlify(Vm* vm, Value data, Value sep, int bytes_per_sep)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        if (sep.IsUndefined)
        {
            Bytes* plain = Bytes.Allocate(vm, 2L * content.Length);
            if (plain != null)
            {
                HexDigits.Write(content, new Span<byte>(Bytes.Data(plain), plain->Length));
            }

            return plain;
        }

        if (!sep.Is(Kind.Str) && !BytesArguments.IsBytesLike(sep) && Items.Length(vm, sep) < 0)
        {
            return null;
        }

        Str* text = BytesMethods.Hex(vm, Bytes.New(vm, content), sep, bytes_per_sep);
        return text == null ? null : Bytes.New(vm, text->Latin1);
    }

    /// <summary>Binary data of hexadecimal representation.</summary>
    [Function("unhexlify", Signature = "(hexstr, /)")]
    private static Bytes* Unhexlify(Vm* vm, Value hexstr)
    {
        if (!AsciiBuffer.TryGet(vm, hexstr, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        if (content.Length % 2 != 0)
        {
            return Error(vm, "Odd-length string");
        }

        Bytes* result = Bytes.Allocate(vm, content.Length / 2);
        for (int i = 0; result != null && i < content.Length; i += 2)
        {
            int high = HexDigit(content[i]);
            int low = HexDigit(content[i + 1]);
            if ((high | low) < 0)
            {
                return Error(vm, "Non-hexadecimal digit found");
            }

            Bytes.Data(result)[i / 2] = (byte)((high << 4) | low);
        }

        return result;
    }

    /// <summary>Base64-code line of data.</summary>
    [Function("b2a_base64", Signature = "(data, /, *, newline=True)")]
    private static Bytes* ToBase64(Vm* vm, Value data, bool newline)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        long length = (content.Length + 2L) / 3 * 4;
        Bytes* result = Bytes.Allocate(vm, length + (newline ? 1 : 0));
        if (result != null)
        {
            Span<byte> target = new(Bytes.Data(result), result->Length);
            _ = System.Buffers.Text.Base64.EncodeToUtf8(content, target, out _, out int written);
            if (newline)
            {
                target[written] = (byte)'\n';
            }
        }

        return result;
    }

    /// <summary>Decode a line of base64 data.</summary>
    [Function("a2b_base64", Signature = "(data, /, *, strict_mode=False)")]
    private static Bytes* FromBase64(Vm* vm, Value data, bool strict_mode) =>
        AsciiBuffer.TryGet(vm, data, out ReadOnlySpan<byte> content) ? Base64Decoder.Decode(vm, content, strict_mode) : null;

    /// <summary>Uuencode line of data.</summary>
    [Function("b2a_uu", Signature = "(data, /, *, backtick=False)")]
    private static Bytes* ToUu(Vm* vm, Value data, bool backtick)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        return content.Length > 45 ? Error(vm, "At most 45 bytes at once") : UuCoder.Encode(vm, content, backtick);
    }

    /// <summary>Decode a line of uuencoded data.</summary>
    [Function("a2b_uu", Signature = "(data, /)")]
    private static Bytes* FromUu(Vm* vm, Value data) => AsciiBuffer.TryGet(vm, data, out ReadOnlySpan<byte> content) ? UuCoder.Decode(vm, content) : null;

    /// <summary>Encode a string using quoted-printable encoding.</summary>
    [Function("b2a_qp", Signature = "(data, quotetabs=False, istext=True, header=False)")]
    private static Bytes* ToQuotedPrintable(Vm* vm, Value data, bool quotetabs, bool istext, bool header) =>
        BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) ? QuotedPrintable.Encode(vm, content, quotetabs, istext, header) : null;

    /// <summary>Decode a string of qp-encoded data.</summary>
    [Function("a2b_qp", Signature = "(data, header=False)")]
    private static Bytes* FromQuotedPrintable(Vm* vm, Value data, bool header) =>
        AsciiBuffer.TryGet(vm, data, out ReadOnlySpan<byte> content) ? QuotedPrintable.Decode(vm, content, header) : null;

    /// <summary>Compute CRC-32 incrementally.</summary>
    [Function("crc32", Signature = "(data, crc=0, /)")]
    private static Value Crc32(Vm* vm, Value data, Value crc) => Checksum(vm, data, crc, &Zlib.Crc32);

    /// <summary>Compute an Adler-32 checksum of data.</summary>
    [Function("adler32", Signature = "(data, value=1, /)")]
    private static Value Adler32(Vm* vm, Value data, Value value) => Checksum(vm, data, value, &Zlib.Adler32);

    /// <summary>Compute CRC-CCITT incrementally.</summary>
    [Function("crc_hqx", Signature = "(data, crc, /)")]
    private static Value CrcHqx(Vm* vm, Value data, Value crc)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) || !TryBits(vm, crc, out uint sum))
        {
            return Value.Undefined;
        }

        sum &= 0xffff;
        foreach (byte b in content)
        {
            sum ^= (uint)b << 8;
            for (int i = 0; i < 8; i++)
            {
                sum = ((sum << 1) ^ ((sum & 0x8000) != 0 ? 0x1021u : 0)) & 0xffff;
            }
        }

        return Value.FromInt(sum);
    }

    /// <summary>Raises <c>binascii.Error</c>.</summary>
    internal static Bytes* Error(Vm* vm, string message)
    {
        LibraryCalls.Raise(vm, "binascii", "Error", message);
        return null;
    }

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    internal static int HexDigit(byte c) => (uint)(c - '0') < 10 ? c - '0' : (uint)((c | 32) - 'a') < 6 ? (c | 32) - 'a' + 10 : -1;

    private static Value Checksum(Vm* vm, Value data, Value start, delegate*<uint, ReadOnlySpan<byte>, uint> function) =>
        BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) && TryBits(vm, start, out uint sum)
            ? Value.FromInt(function(sum, content))
            : Value.Undefined;

    /// <summary>The low 32 bits of an integer; false with an exception pending.</summary>
    private static bool TryBits(Vm* vm, Value value, out uint bits)
    {
        bits = 0;
        Value integer = Integers.Index(vm, value);
        if (integer.IsUndefined)
        {
            return false;
        }

        Value low = Integers.And(vm, integer, Value.FromInt(uint.MaxValue));
        bits = low.IsInt ? (uint)low.AsInt : 0;
        return !low.IsUndefined;
    }
}
