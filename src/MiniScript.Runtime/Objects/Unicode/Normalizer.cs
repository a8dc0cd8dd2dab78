namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>
/// Brings text into a normal form as it is fed code point by code point. Finished code points wait in <see cref="Ready"/>; the caller takes them
/// from time to time, and after <see cref="Finish"/>.
/// </summary>
internal sealed class Normalizer(bool isCompatible, bool isComposed)
{
    private readonly UnicodeProperties properties = UnicodeProperties.Instance;

    // The current character with its marks, decomposed: code points and, in the top byte, their combining classes.
    private readonly IntBuffer segment = new();

    // In a composed form: the last character that may still be joined with what follows, if nothing stands between.
    private int open = -1;

    /// <summary>What is finished.</summary>
    public IntBuffer Ready { get; } = new();

    /// <summary>A managed text in a normal form.</summary>
    public static string Normalize(ReadOnlySpan<char> text, bool isCompatible, bool isComposed)
    {
        Normalizer normalizer = new(isCompatible, isComposed);
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            normalizer.Feed(rune.Value);
        }

        normalizer.Finish();
        System.Text.StringBuilder result = new();
        foreach (int c in normalizer.Ready.Items)
        {
            result.Append(new System.Text.Rune(c).ToString());
        }

        return result.ToString();
    }

    /// <summary>Takes the next code point.</summary>
    public void Feed(int c)
    {
        if (c < 0xa0)
        {
            Add(c);
            return;
        }

        if (Hangul.IsSyllable(c))
        {
            Span<int> letters = stackalloc int[3];
            foreach (int letter in letters[..Hangul.Decompose(c, letters)])
            {
                Add(letter);
            }

            return;
        }

        ReadOnlySpan<int> codes = properties.Decomposition(c, isCompatible);
        if (codes.IsEmpty)
        {
            Add(c);
        }

        // A decomposition's parts may have decompositions of their own, at most three deep.
        foreach (int code in codes)
        {
            Feed(code);
        }
    }

    /// <summary>Ends the text: everything is ready.</summary>
    public void Finish()
    {
        CloseSegment();
        Release();
    }

    private void Add(int c)
    {
        int order = properties.CombiningClass(c);
        if (order == 0)
        {
            CloseSegment();
        }

        segment.Add((order << 24) | c);
    }

    private void CloseSegment()
    {
        Span<int> items = segment.Items;
        if (items.IsEmpty)
        {
            return;
        }

        Sort(items);
        int marks = 0;
        if (isComposed && items[0] >>> 24 == 0)
        {
            int joined = open >= 0 ? Join(open, items[0]) : -1;
            if (joined < 0)
            {
                Release();
            }

            open = joined < 0 ? items[0] : joined;
            marks = 1;
        }

        int kept = marks;
        int last = 0;
        foreach (int item in items[marks..])
        {
            // A mark is joined unless one of its own class stands between.
            int order = item >>> 24;
            int mark = item & 0x1fffff;
            int joined = open >= 0 && order > last ? Join(open, mark) : -1;
            if (joined >= 0)
            {
                open = joined;
                continue;
            }

            last = order;
            items[kept++] = mark;
        }

        if (kept > marks)
        {
            Release();
            foreach (int mark in items[marks..kept])
            {
                Ready.Add(mark);
            }
        }

        segment.Clear();
    }

    private void Release()
    {
        if (open >= 0)
        {
            Ready.Add(open);
            open = -1;
        }
    }

    /// <summary>Orders marks by their classes; those of one class stay in order.</summary>
    private static void Sort(Span<int> items)
    {
        if (items.Length > 32)
        {
            SortMany(items);
            return;
        }

        for (int i = 1; i < items.Length; i++)
        {
            int item = items[i];
            int at = i;
            for (; at > 0 && items[at - 1] >>> 24 > item >>> 24; at--)
            {
                items[at] = items[at - 1];
            }

            items[at] = item;
        }
    }

    private static void SortMany(Span<int> items)
    {
        Span<int> places = stackalloc int[257];
        places.Clear();
        foreach (int item in items)
        {
            places[(item >>> 24) + 1]++;
        }

        for (int i = 1; i < places.Length; i++)
        {
            places[i] += places[i - 1];
        }

        int[] sorted = new int[items.Length];
        foreach (int item in items)
        {
            sorted[places[item >>> 24]++] = item;
        }

        sorted.CopyTo(items);
    }

    private int Join(int first, int second)
    {
        int syllable = Hangul.Compose(first, second);
        return syllable >= 0 ? syllable : properties.Compose(first, second);
    }
}
