using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Lines of uuencoded data.</summary>
internal static unsafe class UuCoder
{
    /// <summary>Encodes a line of up to 45 bytes.</summary>
    public static Bytes* Encode(Vm* vm, ReadOnlySpan<byte> data, bool backtick)
    {
        StrBuilder output = new(vm);
        Append(ref output, data.Length, backtick);
        for (int i = 0; i < data.Length; i += 3)
        {
            int group = (data[i] << 16) | ((i + 1 < data.Length ? data[i + 1] : 0) << 8) | (i + 2 < data.Length ? data[i + 2] : 0);
            for (int shift = 18; shift >= 0; shift -= 6)
            {
                Append(ref output, (group >> shift) & 63, backtick);
            }
        }

        output.Append('\n');
        return output.ToBytes();
    }

    /// <summary>Decodes a line; null with an exception pending.</summary>
    public static Bytes* Decode(Vm* vm, ReadOnlySpan<byte> line)
    {
        int length = line.IsEmpty ? 32 : (line[0] - 32) & 63;
        line = line.IsEmpty ? line : line[1..];
        Bytes* result = Bytes.Allocate(vm, length);
        if (result == null)
        {
            return null;
        }

        int bits = 0;
        int count = 0;
        int at = 0;
        for (int written = 0; written < length;)
        {
            int c = at < line.Length ? line[at++] : ' ';
            if (c is '\n' or '\r')
            {
                c = ' ';
                at--;
                line = line[..at];
            }

            if (c is < ' ' or > ' ' + 64)
            {
                return BinAsciiModule.Error(vm, "Illegal char");
            }

            bits = ((bits << 6) | ((c - ' ') & 63)) & 0xffff;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                Bytes.Data(result)[written++] = (byte)(bits >> count);
            }
        }

        foreach (byte c in line[at..])
        {
            if (c is not ((byte)' ' or (byte)'`' or (byte)'\n' or (byte)'\r'))
            {
                return BinAsciiModule.Error(vm, "Trailing garbage");
            }
        }

        return result;
    }

    private static void Append(ref StrBuilder output, int value, bool backtick) => output.Append(value == 0 && backtick ? '`' : value + ' ');
}
