using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>The names of characters in Unicode 15.1, aliases and named sequences included. They come from a file in the assembly, read on first use.</summary>
internal sealed class UnicodeNames
{
    /// <summary>The length of a name that is longer than any.</summary>
    public const int TooLong = 257;

    private const string HangulPrefix = "HANGUL SYLLABLE ";
    private const int Unified = 0;

    private static readonly string[] GeneratedKinds =
        ["CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-", "KHITAN SMALL SCRIPT CHARACTER-", "NUSHU CHARACTER-"];

    private static UnicodeNames? loaded;

    // Ranges of characters that are named by their code points: the kind, the first and the last of each.
    private readonly int[] generated;

    // All other characters with a name, ascending; then come the further names. Names lie in text, each up to the start of the next.
    private readonly int[] codes;
    private readonly int[] starts;
    private readonly byte[] text;
    private readonly string[] furtherTexts;

    // Open addressing by hash: one more than the index of a name.
    private readonly int[] slots = new int[1 << 16];

    private UnicodeNames()
    {
        PackedReader reader = new(EmbeddedFile.CharacterNames);
        generated = new int[3 * reader.ReadInt()];
        for (int i = 0; i < generated.Length; i += 3)
        {
            generated[i] = reader.ReadInt();
            generated[i + 1] = reader.ReadInt();
            generated[i + 2] = generated[i + 1] + reader.ReadInt();
        }

        IntBuffer listed = new();
        int code = 0;
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            code += reader.ReadInt();
            for (int end = code + reader.ReadInt(); code < end; code++)
            {
                listed.Add(code);
            }
        }

        codes = listed.Items.ToArray();
        furtherTexts = new string[reader.ReadInt()];
        for (int i = 0; i < furtherTexts.Length; i++)
        {
            StringBuilder further = new();
            for (int left = reader.ReadInt(); left > 0; left--)
            {
                further.Append(new Rune(reader.ReadInt()).ToString());
            }

            furtherTexts[i] = further.ToString();
        }

        int count = codes.Length + furtherTexts.Length;
        starts = new int[count + 1];
        text = ReadNames(reader.Data, reader.Position, count);
        for (int i = 0; i < count; i++)
        {
            int slot = Slot(Bytes(i));
            slots[slot] = i + 1;
        }
    }

    /// <summary>The names, loaded when they are first asked for.</summary>
    public static UnicodeNames Instance => loaded ??= new UnicodeNames();

    /// <summary>The character of a name or alias, or -1.</summary>
    public static int FindCharacter(string name)
    {
        string? found = Instance.Find(name);
        return found != null && Rune.DecodeFromUtf16(found, out Rune rune, out int used) == System.Buffers.OperationStatus.Done && used == found.Length
            ? rune.Value
            : -1;
    }

    /// <summary>The name of a character, or null.</summary>
    public string? Name(int c)
    {
        if (Hangul.IsSyllable(c))
        {
            return HangulPrefix + Hangul.Name(c);
        }

        int index = Array.BinarySearch(codes, c);
        if (index >= 0)
        {
            return Encoding.ASCII.GetString(Bytes(index));
        }

        for (int i = 0; i < generated.Length; i += 3)
        {
            if (c >= generated[i + 1] && c <= generated[i + 2])
            {
                return GeneratedKinds[generated[i]] + c.ToString("X4", null);
            }
        }

        return null;
    }

    /// <summary>The character or characters of a name, an alias, or the name of a sequence; null if there are none. Letters have no case.</summary>
    public string? Find(string name)
    {
        if (name.Length is 0 or >= TooLong || !Ascii.IsValid(name))
        {
            return null;
        }

        Span<byte> wanted = stackalloc byte[name.Length];
        Encoding.ASCII.GetBytes(name.ToUpperInvariant(), wanted);
        int index = slots[Slot(wanted)] - 1;
        if (index >= 0)
        {
            return index < codes.Length ? new Rune(codes[index]).ToString() : furtherTexts[index - codes.Length];
        }

        int c = name.StartsWith(HangulPrefix, StringComparison.Ordinal) ? Hangul.Find(name.AsSpan(HangulPrefix.Length)) : FindGenerated(name);
        return c < 0 ? null : new Rune(c).ToString();
    }

    private int FindGenerated(string name)
    {
        int dash = name.LastIndexOf('-') + 1;
        ReadOnlySpan<char> digits = name.AsSpan(dash);
        if (dash == 0 || digits.Length is < 4 or > 5 || !int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out int c))
        {
            return -1;
        }

        for (int i = 0; i < generated.Length; i += 3)
        {
            if (c < generated[i + 1] || c > generated[i + 2])
            {
                continue;
            }

            // Names of unified ideographs are matched as they are written; other names without case, but with the digits of their own.
            string prefix = GeneratedKinds[generated[i]];
            bool isFound = generated[i] == Unified
                ? name.StartsWith(prefix, StringComparison.Ordinal) && prefix.Length == dash && !digits.ContainsAnyInRange('a', 'f')
                : string.Equals(name, prefix + c.ToString("X4", null), StringComparison.OrdinalIgnoreCase);
            return isFound ? c : -1;
        }

        return -1;
    }

    /// <summary>Unpacks the names: each is the start of the one before it, whose length comes first for all, and a tail whose last byte has its top bit set.</summary>
    private byte[] ReadNames(byte[] data, int prefixes, int count)
    {
        byte[] names = new byte[1 << 20];
        int at = prefixes + count;
        int end = 0;
        for (int i = 0; i < count; i++)
        {
            int start = end;
            int shared = data[prefixes + i];
            if (i > 0)
            {
                names.AsSpan(starts[i - 1], shared).CopyTo(names.AsSpan(start));
            }

            end = start + shared;
            while (data[at] < 0x80)
            {
                names[end++] = data[at++];
            }

            names[end++] = (byte)(data[at++] & 0x7f);
            starts[i] = start;
            starts[i + 1] = end;
        }

        return names;
    }

    private ReadOnlySpan<byte> Bytes(int index) => text.AsSpan(starts[index]..starts[index + 1]);

    /// <summary>The slot of a name, or the empty one where it belongs.</summary>
    private int Slot(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte b in name)
        {
            hash = (hash ^ b) * 16777619;
        }

        int slot = (int)(hash ^ (hash >> 16)) & (slots.Length - 1);
        while (slots[slot] != 0 && !Bytes(slots[slot] - 1).SequenceEqual(name))
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }
}
