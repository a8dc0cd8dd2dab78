using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>
/// The properties of code points in the Unicode Character Database 15.1 that <c>unicodedata</c> tells and normalisation needs. They come from a
/// file in the assembly, read on first use; what every string method needs is in <see cref="UnicodeData"/>.
/// </summary>
internal sealed class UnicodeProperties
{
    private const string Categories = "LuLlLtLmLoMnMcMeNdNlNoZsZlZpCcCfCsCoPcPdPsPePiPfPoSmScSkSoCn";
    private const string Directions = " L R AL EN ES ET AN CS NSM BN B S WS ON LRE LRO RLE RLO PDF LRI RLI FSI PDI";
    private const string Widths = "N A F H Na W";
    private const string Tags = " compat super sub font noBreak initial medial final isolated circle square wide narrow small vertical fraction";
    private const int RecordSize = 4;

    private static UnicodeProperties? loaded;

    // Code points fall in stretches of equal properties: the first of each, and which record has them.
    private readonly int[] starts;
    private readonly byte[] stretches;
    private readonly byte[] records;

    private readonly int[] numberKeys;
    private readonly byte[] numberKinds;
    private readonly double[] numberValues;

    // The code points that a character decomposes into lie in parts, from the start of its own to that of the next.
    private readonly int[] decompositionKeys;
    private readonly byte[] decompositionKinds;
    private readonly int[] decompositionStarts;
    private readonly int[] parts;

    // Pairs that become one character, ascending (the first in the high half), and the characters.
    private readonly ulong[] pairs;
    private readonly int[] composites;

    private UnicodeProperties()
    {
        PackedReader reader = new(EmbeddedFile.CharacterProperties);
        int count = reader.ReadInt();
        records = new byte[count * RecordSize];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = (byte)reader.ReadByte();
        }

        count = reader.ReadInt();
        starts = new int[count];
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            starts[i] = start;
            start += reader.ReadInt();
        }

        stretches = new byte[count];
        for (int i = 0; i < count; i++)
        {
            stretches[i] = (byte)reader.ReadByte();
        }

        count = reader.ReadInt();
        numberKeys = new int[count];
        numberKinds = new byte[count];
        numberValues = new double[count];
        int code = 0;
        for (int i = 0; i < count; i++)
        {
            numberKeys[i] = code += reader.ReadInt();
            numberKinds[i] = (byte)reader.ReadByte();
            double numerator = reader.ReadNumber();
            double value = numerator / reader.ReadNumber();
            numberValues[i] = (numberKinds[i] & 4) != 0 ? -value : value;
        }

        count = reader.ReadInt();
        decompositionKeys = new int[count];
        decompositionKinds = new byte[count];
        decompositionStarts = new int[count + 1];
        int[] read = new int[count * 18];
        int total = 0;
        int composing = 0;
        code = 0;
        for (int i = 0; i < count; i++)
        {
            decompositionKeys[i] = code += reader.ReadInt();
            decompositionKinds[i] = (byte)reader.ReadByte();
            composing += decompositionKinds[i] & 1;
            for (int left = reader.ReadByte(); left > 0; left--)
            {
                read[total++] = reader.ReadInt();
            }

            decompositionStarts[i + 1] = total;
        }

        parts = read.AsSpan(0, total).ToArray();
        pairs = new ulong[composing];
        composites = new int[composing];
        composing = 0;
        for (int i = 0; i < count; i++)
        {
            if ((decompositionKinds[i] & 1) != 0)
            {
                int at = decompositionStarts[i];
                pairs[composing] = Pair(parts[at], parts[at + 1]);
                composites[composing++] = decompositionKeys[i];
            }
        }

        Array.Sort(pairs, composites);
    }

    /// <summary>The database, loaded when it is first asked for.</summary>
    public static UnicodeProperties Instance => loaded ??= new UnicodeProperties();

    /// <summary>The general category, such as <c>Lu</c>.</summary>
    public string Category(int c) => Categories.Substring(2 * Record(c, 0), 2);

    /// <summary>The bidirectional class; empty for unassigned code points.</summary>
    public string Direction(int c) => Word(Directions, Record(c, 1));

    /// <summary>The canonical combining class.</summary>
    public int CombiningClass(int c) => c < 0x300 ? 0 : Record(c, 2);

    /// <summary>The width in East Asian typography, such as <c>Na</c>.</summary>
    public string Width(int c) => Word(Widths, Record(c, 3) >> 1);

    /// <summary>Whether it is drawn mirrored in text that runs from right to left.</summary>
    public bool IsMirrored(int c) => (Record(c, 3) & 1) != 0;

    /// <summary>The numeric value of a character that has one.</summary>
    /// <param name="c">The code point.</param>
    /// <param name="isDecimal">Whether it is a decimal digit.</param>
    /// <param name="isDigit">Whether it is a digit.</param>
    /// <param name="value">The value.</param>
    public bool TryNumber(int c, out bool isDecimal, out bool isDigit, out double value)
    {
        int index = Array.BinarySearch(numberKeys, c);
        isDecimal = index >= 0 && (numberKinds[index] & 1) != 0;
        isDigit = index >= 0 && (numberKinds[index] & 2) != 0;
        value = index >= 0 ? numberValues[index] : 0;
        return index >= 0;
    }

    /// <summary>What a character decomposes into; nothing for most, and for syllables of Hangul.</summary>
    /// <param name="c">The code point.</param>
    /// <param name="tag">Empty for a canonical decomposition, else the kind of a compatibility one, without the angle brackets.</param>
    public ReadOnlySpan<int> Decomposition(int c, out string tag)
    {
        ReadOnlySpan<int> codes = Decomposition(c, out int kind);
        tag = kind < 2 ? string.Empty : Word(Tags, kind >> 1);
        return codes;
    }

    /// <summary>What a character decomposes into in a normal form; nothing for most.</summary>
    /// <param name="c">The code point.</param>
    /// <param name="isCompatible">Whether compatibility decompositions count.</param>
    public ReadOnlySpan<int> Decomposition(int c, bool isCompatible)
    {
        ReadOnlySpan<int> codes = Decomposition(c, out int kind);
        return kind < 2 || isCompatible ? codes : default;
    }

    /// <summary>The character that two become in a composed form, or -1.</summary>
    public int Compose(int first, int second)
    {
        int index = Array.BinarySearch(pairs, Pair(first, second));
        return index < 0 ? -1 : composites[index];
    }

    private static ulong Pair(int first, int second) => ((ulong)first << 32) | (uint)second;

    private static string Word(string words, int index)
    {
        int start = 0;
        for (; index > 0; index--)
        {
            start = words.IndexOf(' ', start) + 1;
        }

        int end = words.IndexOf(' ', start);
        return end < 0 ? words[start..] : words[start..end];
    }

    private ReadOnlySpan<int> Decomposition(int c, out int kind)
    {
        kind = 0;
        int index = c < 0xa0 ? -1 : Array.BinarySearch(decompositionKeys, c);
        if (index < 0)
        {
            return default;
        }

        kind = decompositionKinds[index];
        return parts.AsSpan(decompositionStarts[index]..decompositionStarts[index + 1]);
    }

    private int Record(int c, int field)
    {
        int index = Array.BinarySearch(starts, c);
        return records[(stretches[index < 0 ? ~index - 1 : index] * RecordSize) + field];
    }
}
