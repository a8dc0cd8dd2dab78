namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>Encodes one block of bzip2.</summary>
internal static class Bzip2Encoder
{
    private const int GroupSize = 50;
    private const int LongestCode = 17;
    private const int LongestRun = 255;
    private const int Rounds = 4;

    /// <summary>Writes a block of as much of the data as goes into it; returns how much that is.</summary>
    /// <param name="data">The data, not empty.</param>
    /// <param name="level">The size of the block in 100,000 bytes.</param>
    /// <param name="writer">The bits.</param>
    /// <param name="crc">The checksum of the data taken.</param>
    public static int Encode(ReadOnlySpan<byte> data, int level, Bzip2BitWriter writer, out uint crc)
    {
        byte[] block = new byte[Math.Min((level * 100_000) - 19, data.Length + (data.Length / 4) + 8)];
        int taken = PackRuns(data, block, out int length);
        crc = Bzip2Crc.Of(data[..taken]);
        int[] order = Bzip2Sorter.Sort(block.AsSpan(0, length));
        ushort[] symbols = new ushort[length + 1];
        bool[] isUsed = new bool[256];
        int count = MoveToFront(block, order, isUsed, symbols, out int origin, out int symbolCount);

        writer.Write(0x314159, 24);
        writer.Write(0x265359, 24);
        writer.Write(crc, 32);
        writer.Write(0, 1);
        writer.Write((uint)origin, 24);
        WriteAlphabet(isUsed, writer);
        WriteSymbols(symbols.AsSpan(0, count), symbolCount, writer);
        return taken;
    }

    private static int PackRuns(ReadOnlySpan<byte> data, byte[] block, out int length)
    {
        length = 0;
        int at = 0;
        while (at < data.Length && length + 5 <= block.Length)
        {
            byte value = data[at];
            int run = 1;
            while (run < LongestRun && at + run < data.Length && data[at + run] == value)
            {
                run++;
            }

            for (int i = 0; i < Math.Min(run, 4); i++)
            {
                block[length++] = value;
            }

            if (run >= 4)
            {
                block[length++] = (byte)(run - 4);
            }

            at += run;
        }

        return at;
    }

    private static int MoveToFront(byte[] block, int[] order, bool[] isUsed, ushort[] symbols, out int origin, out int symbolCount)
    {
        foreach (int i in order)
        {
            isUsed[block[i]] = true;
        }

        Span<byte> front = stackalloc byte[256];
        int used = 0;
        for (int i = 0; i < 256; i++)
        {
            if (isUsed[i])
            {
                front[used++] = (byte)i;
            }
        }

        origin = 0;
        int count = 0;
        int zeros = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int start = order[i];
            if (start == 0)
            {
                origin = i;
                start = order.Length;
            }

            byte value = block[start - 1];
            int place = front.IndexOf(value);
            if (place == 0)
            {
                zeros++;
                continue;
            }

            WriteZeros(ref zeros, symbols, ref count);
            front[..place].CopyTo(front[1..]);
            front[0] = value;
            symbols[count++] = (ushort)(place + 1);
        }

        WriteZeros(ref zeros, symbols, ref count);
        symbols[count++] = (ushort)(used + 1);
        symbolCount = used + 2;
        return count;
    }

    private static void WriteZeros(ref int zeros, ushort[] symbols, ref int count)
    {
        // In the digits 1 and 2, the lowest first.
        for (; zeros > 0; zeros = (zeros - 1) >> 1)
        {
            symbols[count++] = (ushort)((zeros & 1) == 0 ? 1 : 0);
        }
    }

    private static void WriteAlphabet(bool[] isUsed, Bzip2BitWriter writer)
    {
        uint ranges = 0;
        Span<uint> members = stackalloc uint[16];
        for (int i = 0; i < 256; i++)
        {
            if (isUsed[i])
            {
                ranges |= 0x8000u >> (i >> 4);
                members[i >> 4] |= 0x8000u >> (i & 15);
            }
        }

        writer.Write(ranges, 16);
        foreach (uint range in members)
        {
            if (range != 0)
            {
                writer.Write(range, 16);
            }
        }
    }

    private static void WriteSymbols(ReadOnlySpan<ushort> symbols, int symbolCount, Bzip2BitWriter writer)
    {
        int tableCount = symbols.Length < 200 ? 2 : symbols.Length < 600 ? 3 : symbols.Length < 1200 ? 4 : symbols.Length < 2400 ? 5 : 6;
        int groupCount = (symbols.Length + GroupSize - 1) / GroupSize;
        byte[] selectors = new byte[groupCount];
        byte[][] lengths = FirstLengths(symbols, symbolCount, tableCount);
        for (int round = 0; round < Rounds; round++)
        {
            int[][] frequencies = new int[tableCount][];
            for (int i = 0; i < tableCount; i++)
            {
                frequencies[i] = new int[symbolCount];
            }

            for (int group = 0; group < groupCount; group++)
            {
                ReadOnlySpan<ushort> part = symbols.Slice(group * GroupSize, Math.Min(GroupSize, symbols.Length - (group * GroupSize)));
                int best = Cheapest(part, lengths);
                selectors[group] = (byte)best;
                foreach (ushort symbol in part)
                {
                    frequencies[best][symbol]++;
                }
            }

            for (int i = 0; i < tableCount; i++)
            {
                lengths[i] = Bzip2CodeLengths.Of(frequencies[i], LongestCode);
            }
        }

        writer.Write((uint)tableCount, 3);
        writer.Write((uint)groupCount, 15);
        WriteSelectors(selectors, writer);
        uint[][] codes = new uint[tableCount][];
        for (int i = 0; i < tableCount; i++)
        {
            WriteLengths(lengths[i], writer);
            codes[i] = Codes(lengths[i]);
        }

        for (int i = 0; i < symbols.Length; i++)
        {
            int table = selectors[i / GroupSize];
            writer.Write(codes[table][symbols[i]], lengths[table][symbols[i]]);
        }
    }

    /// <summary>Each table begins with a stretch of symbols that are about as frequent together as those of the others.</summary>
    private static byte[][] FirstLengths(ReadOnlySpan<ushort> symbols, int symbolCount, int tableCount)
    {
        const byte Dear = 15;
        int[] frequencies = new int[symbolCount];
        foreach (ushort symbol in symbols)
        {
            frequencies[symbol]++;
        }

        byte[][] lengths = new byte[tableCount][];
        int left = symbols.Length;
        int first = 0;
        for (int table = 0; table < tableCount; table++)
        {
            int wanted = left / (tableCount - table);
            int end = first;
            int sum = 0;
            while (end < symbolCount && (sum < wanted || table == tableCount - 1))
            {
                sum += frequencies[end++];
            }

            lengths[table] = new byte[symbolCount];
            lengths[table].AsSpan().Fill(Dear);
            lengths[table].AsSpan(first, end - first).Clear();
            left -= sum;
            first = end;
        }

        return lengths;
    }

    private static int Cheapest(ReadOnlySpan<ushort> part, byte[][] lengths)
    {
        int best = 0;
        int least = int.MaxValue;
        for (int table = 0; table < lengths.Length; table++)
        {
            int cost = 0;
            byte[] of = lengths[table];
            foreach (ushort symbol in part)
            {
                cost += of[symbol];
            }

            if (cost < least)
            {
                least = cost;
                best = table;
            }
        }

        return best;
    }

    private static void WriteSelectors(byte[] selectors, Bzip2BitWriter writer)
    {
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        foreach (byte selector in selectors)
        {
            int place = order.IndexOf(selector);
            writer.Write((1u << (place + 1)) - 2, place + 1);
            order[..place].CopyTo(order[1..]);
            order[0] = selector;
        }
    }

    private static void WriteLengths(byte[] lengths, Bzip2BitWriter writer)
    {
        int current = lengths[0];
        writer.Write((uint)current, 5);
        foreach (byte length in lengths)
        {
            for (; current < length; current++)
            {
                writer.Write(2, 2);
            }

            for (; current > length; current--)
            {
                writer.Write(3, 2);
            }

            writer.Write(0, 1);
        }
    }

    private static uint[] Codes(byte[] lengths)
    {
        uint[] codes = new uint[lengths.Length];
        uint code = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = code++;
                }
            }

            code <<= 1;
        }

        return codes;
    }
}
