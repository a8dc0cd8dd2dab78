namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>Decodes one block of bzip2: code lengths, symbols, moves to the front, the inverse of the sorted rotations, runs.</summary>
internal static class Bzip2Decoder
{
    private const int GroupSize = 50;
    private const int LongestCode = 20;
    private const int LargestBlock = 900_000;

    /// <summary>Decodes the block behind its 48 bits of magic; null for a block that is malformed.</summary>
    /// <param name="reader">The bits, moved behind the block.</param>
    public static byte[]? Decode(ref Bzip2BitReader reader)
    {
        uint crc = ((uint)reader.Read(16) << 16) | (uint)reader.Read(16);
        bool isRandomised = reader.Read(1) != 0;
        int origin = reader.Read(24);
        byte[] alphabet = new byte[256];
        int used = ReadAlphabet(ref reader, alphabet);
        int tableCount = reader.Read(3);
        int selectorCount = reader.Read(15);
        if (isRandomised || used == 0 || tableCount is < 2 or > 6 || selectorCount < 1)
        {
            return null;
        }

        byte[]? selectors = ReadSelectors(ref reader, tableCount, selectorCount);
        if (selectors == null)
        {
            return null;
        }

        int symbolCount = used + 2;
        Bzip2Code[] codes = new Bzip2Code[tableCount];
        for (int i = 0; i < tableCount; i++)
        {
            byte[]? lengths = ReadLengths(ref reader, symbolCount);
            if (lengths == null)
            {
                return null;
            }

            codes[i] = new Bzip2Code(lengths, LongestCode);
        }

        int[] block = new int[LargestBlock];
        int length = ReadSymbols(ref reader, codes, selectors, alphabet, symbolCount - 1, block);
        if (length <= 0 || origin >= length || reader.IsPastEnd)
        {
            return null;
        }

        byte[]? output = Expand(block, length, origin);
        return output != null && Bzip2Crc.Of(output) == crc ? output : null;
    }

    private static int ReadAlphabet(ref Bzip2BitReader reader, byte[] alphabet)
    {
        int used = 0;
        int ranges = reader.Read(16);
        for (int i = 0; i < 16; i++)
        {
            int members = (ranges & (0x8000 >> i)) != 0 ? reader.Read(16) : 0;
            for (int j = 0; j < 16; j++)
            {
                if ((members & (0x8000 >> j)) != 0)
                {
                    alphabet[used++] = (byte)((16 * i) + j);
                }
            }
        }

        return used;
    }

    private static byte[]? ReadSelectors(ref Bzip2BitReader reader, int tableCount, int selectorCount)
    {
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        byte[] selectors = new byte[selectorCount];
        for (int i = 0; i < selectorCount; i++)
        {
            int place = 0;
            while (reader.Read(1) != 0)
            {
                if (++place >= tableCount)
                {
                    return null;
                }
            }

            byte selector = order[place];
            order[..place].CopyTo(order[1..]);
            order[0] = selectors[i] = selector;
        }

        return selectors;
    }

    private static byte[]? ReadLengths(ref Bzip2BitReader reader, int symbolCount)
    {
        byte[] lengths = new byte[symbolCount];
        int length = reader.Read(5);
        for (int i = 0; i < symbolCount; i++)
        {
            while (true)
            {
                if (length is < 1 or > LongestCode || reader.IsPastEnd)
                {
                    return null;
                }

                if (reader.Read(1) == 0)
                {
                    break;
                }

                length += reader.Read(1) == 0 ? 1 : -1;
            }

            lengths[i] = (byte)length;
        }

        return lengths;
    }

    private static int ReadSymbols(ref Bzip2BitReader reader, Bzip2Code[] codes, byte[] selectors, byte[] alphabet, int end, int[] block)
    {
        int length = 0;
        int run = 0;
        int weight = 1;
        int left = 0;
        int group = 0;
        Bzip2Code code = codes[0];
        while (true)
        {
            if (left-- == 0)
            {
                if (group == selectors.Length || reader.IsPastEnd)
                {
                    return -1;
                }

                code = codes[selectors[group++]];
                left = GroupSize - 1;
            }

            int symbol = code.Read(ref reader);
            if (symbol is 0 or 1)
            {
                if (weight > LargestBlock)
                {
                    return -1;
                }

                run += weight << symbol;
                weight <<= 1;
                continue;
            }

            if (run > 0)
            {
                if (run > LargestBlock - length)
                {
                    return -1;
                }

                block.AsSpan(length, run).Fill(alphabet[0]);
                length += run;
                run = 0;
                weight = 1;
            }

            if (symbol == end)
            {
                return length;
            }

            if (symbol < 0 || length == LargestBlock)
            {
                return -1;
            }

            byte value = alphabet[symbol - 1];
            alphabet.AsSpan(0, symbol - 1).CopyTo(alphabet.AsSpan(1));
            alphabet[0] = value;
            block[length++] = value;
        }
    }

    private static byte[]? Expand(int[] block, int length, int origin)
    {
        // The low byte of each entry is the last column of the sorted rotations, the rest becomes the way from row to row.
        int[] start = new int[256];
        for (int i = 0; i < length; i++)
        {
            start[block[i]]++;
        }

        int sum = 0;
        for (int i = 0; i < 256; i++)
        {
            sum += start[i];
            start[i] = sum - start[i];
        }

        for (int i = 0; i < length; i++)
        {
            block[start[(byte)block[i]]++] |= i << 8;
        }

        byte[] output = new byte[length + (length >> 2) + 64];
        int written = 0;
        int row = block[origin] >>> 8;
        int repeated = 0;
        int last = -1;
        for (int i = 0; i < length; i++)
        {
            int entry = block[row];
            int value = (byte)entry;
            row = entry >>> 8;
            if (repeated == 4)
            {
                repeated = 0;
                Reserve(ref output, written + value);
                output.AsSpan(written, value).Fill((byte)last);
                written += value;
                last = -1;
                continue;
            }

            repeated = value == last ? repeated + 1 : 1;
            last = value;
            Reserve(ref output, written + 1);
            output[written++] = (byte)value;
        }

        return output[..written];
    }

    private static void Reserve(ref byte[] bytes, int length)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(length, 2 * bytes.Length));
        }
    }
}
