using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Compiles format strings of <c>struct</c>.</summary>
/// <remarks>
/// The compiled form is a <c>bytes</c> object of 32-bit words: 1 for big-endian order, 1 for native sizes, the size in bytes, the number of values,
/// the number of items, and for each item its format character, place, size of one value and repetitions.
/// </remarks>
internal static unsafe class StructFormat
{
    /// <summary>Index of the word that tells the byte order.</summary>
    public const int BigEndian = 0;

    /// <summary>Index of the word that tells native sizes.</summary>
    public const int Native = 1;

    /// <summary>Index of the size in bytes.</summary>
    public const int Size = 2;

    /// <summary>Index of the number of values.</summary>
    public const int Values = 3;

    /// <summary>Index of the number of items.</summary>
    public const int ItemCount = 4;

    /// <summary>Index of the first item.</summary>
    public const int Items = 5;

    /// <summary>Words of an item.</summary>
    public const int ItemWords = 4;

    /// <summary>Raises <c>struct.error</c>.</summary>
    public static Value Error(Vm* vm, string message) => LibraryCalls.Raise(vm, "struct", "error", message);

    /// <summary>Compiles a format; null with an exception pending.</summary>
    public static Bytes* Compile(Vm* vm, ReadOnlySpan<byte> format)
    {
        bool isNative = true;
        bool isBig = false;
        if (format.Contains((byte)0))
        {
            Error(vm, "embedded null character");
            return null;
        }

        if (!format.IsEmpty && format[0] is (byte)'@' or (byte)'=' or (byte)'<' or (byte)'>' or (byte)'!')
        {
            isNative = format[0] == '@';
            isBig = format[0] is (byte)'>' or (byte)'!';
            format = format[1..];
        }

        List<int> words = [isBig ? 1 : 0, isNative ? 1 : 0, 0, 0, 0];
        long size = 0;
        long values = 0;
        for (int i = 0; i < format.Length;)
        {
            byte code = format[i++];
            if (code == ' ' || (uint)(code - 9) < 5)
            {
                continue;
            }

            long count = 1;
            if ((uint)(code - '0') < 10)
            {
                count = 0;
                do
                {
                    count = (count * 10) + code - '0';
                    if (count > int.MaxValue)
                    {
                        Error(vm, "total struct size too long");
                        return null;
                    }

                    code = i < format.Length ? format[i++] : (byte)0;
                }
                while ((uint)(code - '0') < 10);

                if (code == 0)
                {
                    Error(vm, "repeat count given without format specifier");
                    return null;
                }
            }

            int one = SizeOf(code, isNative);
            if (one < 0)
            {
                Error(vm, "bad char in struct format");
                return null;
            }

            if (isNative && one > 1)
            {
                size = (size + one - 1) & -one;
            }

            long place = size;
            size += one * count;
            if (size > int.MaxValue)
            {
                Error(vm, "total struct size too long");
                return null;
            }

            if (code == 'x')
            {
                continue;
            }

            bool isText = code is (byte)'s' or (byte)'p';
            values += isText ? 1 : count;
            if (isText || count > 0)
            {
                words.Add(code);
                words.Add((int)place);
                words.Add(isText ? (int)count : one);
                words.Add(isText ? 1 : (int)count);
            }
        }

        words[Size] = (int)size;
        words[Values] = (int)values;
        words[ItemCount] = (words.Count - Items) / ItemWords;
        return Bytes.New(vm, System.Runtime.InteropServices.MemoryMarshal.AsBytes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(words)));
    }

    private static int SizeOf(byte code, bool isNative) => (char)code switch
    {
        'x' or 'c' or 'b' or 'B' or '?' or 's' or 'p' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' => isNative ? 8 : 4,
        'q' or 'Q' or 'd' => 8,
        'n' or 'N' or 'P' when isNative => 8,
        _ => -1,
    };
}
