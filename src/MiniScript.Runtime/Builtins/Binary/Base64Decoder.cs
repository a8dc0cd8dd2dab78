using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Decodes base64: leniently, passing over what is none, or strictly.</summary>
internal static unsafe class Base64Decoder
{
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    /// <summary>Decodes; null with an exception pending.</summary>
    public static Bytes* Decode(Vm* vm, ReadOnlySpan<byte> text, bool isStrict)
    {
        Bytes* fast = DecodePlain(vm, text);
        if (fast != null || vm->HasPending)
        {
            return fast;
        }

        if (isStrict && !text.IsEmpty && text[0] == '=')
        {
            return BinAsciiModule.Error(vm, "Leading padding not allowed");
        }

        StrBuilder output = new(vm);
        int place = 0;
        int left = 0;
        int pads = 0;
        bool hasPadding = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '=')
            {
                hasPadding = true;
                if (place >= 2 && place + ++pads >= 4)
                {
                    return isStrict && i + 1 < text.Length ? BinAsciiModule.Error(vm, "Excess data after padding") : output.ToBytes();
                }

                continue;
            }

            int bits = Alphabet.IndexOf(c);
            if (bits < 0)
            {
                if (isStrict)
                {
                    return BinAsciiModule.Error(vm, "Only base64 data is allowed");
                }

                continue;
            }

            if (isStrict && hasPadding)
            {
                return BinAsciiModule.Error(vm, "Discontinuous padding not allowed");
            }

            pads = 0;
            left = ((left << 6) | bits) & 0xffff;
            if (place > 0)
            {
                output.Append((left >> (6 - (2 * place))) & 0xff);
            }

            place = (place + 1) & 3;
        }

        if (place == 1)
        {
            return BinAsciiModule.Error(
                vm, $"Invalid base64-encoded string: number of data characters ({(output.Length / 3 * 4) + 1}) cannot be 1 more than a multiple of 4");
        }

        return place != 0 ? BinAsciiModule.Error(vm, "Incorrect padding") : output.ToBytes();
    }

    /// <summary>Decodes text that is nothing but base64 and complete; null, with nothing pending, if it is not.</summary>
    private static Bytes* DecodePlain(Vm* vm, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length % 4 != 0 || text.ContainsAny((byte)' ', (byte)'\n') || text.ContainsAny((byte)'\r', (byte)'\t'))
        {
            return null;
        }

        int length = text.Length / 4 * 3;
        length -= text[^1] == '=' ? text[^2] == '=' ? 2 : 1 : 0;
        Bytes* result = Bytes.Allocate(vm, length);
        if (result == null)
        {
            return null;
        }

        System.Buffers.OperationStatus status = System.Buffers.Text.Base64.DecodeFromUtf8(text, new Span<byte>(Bytes.Data(result), length), out int consumed, out int written);
        return status == System.Buffers.OperationStatus.Done && consumed == text.Length && written == length ? result : null;
    }
}
