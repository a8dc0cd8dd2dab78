namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>A canonical prefix code, for reading.</summary>
internal sealed class Bzip2Code
{
    private readonly int longest;
    private readonly int[] limit;  // by length: the first code, as a number of the longest length, that is longer
    private readonly int[] offset; // by length: what to add to a code for its place among the symbols
    private readonly ushort[] symbols;

    /// <summary>A code from the lengths of its symbols.</summary>
    public Bzip2Code(byte[] lengths, int longest)
    {
        this.longest = longest;
        limit = new int[longest + 1];
        offset = new int[longest + 1];
        symbols = new ushort[lengths.Length];
        int code = 0;
        int place = 0;
        for (int length = 1; length <= longest; length++)
        {
            offset[length] = place - code;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    symbols[place++] = (ushort)symbol;
                    code++;
                }
            }

            limit[length] = code << (longest - length);
            code <<= 1;
        }
    }

    /// <summary>The next symbol, or -1 for bits that are no code.</summary>
    public int Read(ref Bzip2BitReader reader)
    {
        int bits = reader.Peek(longest);
        for (int length = 1; length <= longest; length++)
        {
            if (bits < limit[length])
            {
                reader.Skip(length);
                int place = (bits >> (longest - length)) + offset[length];
                return (uint)place < (uint)symbols.Length ? symbols[place] : -1;
            }
        }

        return -1;
    }
}
