namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>A set of code points while a pattern is compiled: a bitmap below 256, ranges and classes above.</summary>
internal sealed class CharSet
{
    /// <summary>The first code point that the bitmap does not hold.</summary>
    public const int BitmapSize = 256;

    private const int MaxCodePoint = 0x10ffff;

    private readonly uint[] bits = new uint[BitmapSize / 32];
    private readonly List<(int First, int Last)> ranges = [];
    private readonly List<CharClass> classes = [];
    private bool isComplement; // of the ranges and classes, from 256 on

    /// <summary>The set of all code points.</summary>
    public static CharSet All => new CharSet().Complement();

    /// <summary>True if there is nothing in it.</summary>
    public bool IsEmpty => !HasHigh && bits.AsSpan().IndexOfAnyExcept(0u) < 0;

    /// <summary>True if all members are below 128.</summary>
    public bool IsAscii => !HasHigh && bits.AsSpan(4).IndexOfAnyExcept(0u) < 0;

    /// <summary>True if code points from 256 on may be in it.</summary>
    public bool HasHigh => isComplement || ranges.Count > 0 || classes.Count > 0;

    /// <summary>True if it is hardly worth a test.</summary>
    public bool IsNearlyAll => isComplement && (bits[1] & bits[2] & bits[3]) == uint.MaxValue;

    /// <summary>The set of one code point.</summary>
    public static CharSet Of(int c)
    {
        CharSet set = new();
        set.Add(c, c);
        return set;
    }

    /// <summary>Adds a range of code points. Only before <see cref="Complement"/>.</summary>
    public void Add(int first, int last)
    {
        for (int c = first; c <= last && c < BitmapSize; c++)
        {
            bits[c >> 5] |= 1u << (c & 31);
        }

        if (last >= BitmapSize)
        {
            ranges.Add((Math.Max(first, BitmapSize), last));
        }
    }

    /// <summary>Adds a class. Only before <see cref="Complement"/>.</summary>
    public void Add(CharClass kind, bool isAscii)
    {
        for (int c = 0; c < BitmapSize; c++)
        {
            if (isAscii ? CharClasses.ContainsAscii(kind, c) : CharClasses.Contains(kind, c))
            {
                bits[c >> 5] |= 1u << (c & 31);
            }
        }

        if (!isAscii)
        {
            classes.Add(kind);
        }
        else if (((int)kind & 1) != 0)
        {
            ranges.Add((BitmapSize, MaxCodePoint));
        }
    }

    /// <summary>Makes the set the complement of what it was.</summary>
    public CharSet Complement()
    {
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = ~bits[i];
        }

        isComplement = !isComplement;
        return this;
    }

    /// <summary>Adds the case variants of every member, in the sense of the flag IGNORECASE. Only before <see cref="Complement"/>.</summary>
    public void AddCaseVariants(bool isAscii)
    {
        if (isAscii)
        {
            for (int c = 'A'; c <= 'Z'; c++)
            {
                if (Contains(c) || Contains(c + 32))
                {
                    Add(c, c);
                    Add(c + 32, c + 32);
                }
            }
        }
        else
        {
            CaseVariants.AddTo(this);
        }
    }

    /// <summary>An equal set.</summary>
    public CharSet Clone()
    {
        CharSet copy = new() { isComplement = isComplement };
        bits.CopyTo(copy.bits, 0);
        copy.ranges.AddRange(ranges);
        copy.classes.AddRange(classes);
        return copy;
    }

    /// <summary>Adds every member of another set; may add more code points from 256 on than that has.</summary>
    public void AddRoughly(CharSet other)
    {
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] |= other.bits[i];
        }

        if (other.isComplement || isComplement)
        {
            isComplement = true;
            ranges.Clear();
            classes.Clear();
        }
        else
        {
            ranges.AddRange(other.ranges);
            classes.AddRange(other.classes);
        }
    }

    /// <summary>Membership.</summary>
    public bool Contains(int c)
    {
        if (c < BitmapSize)
        {
            return (bits[c >> 5] >> (c & 31) & 1) != 0;
        }

        foreach ((int first, int last) in ranges)
        {
            if (c >= first && c <= last)
            {
                return !isComplement;
            }
        }

        foreach (CharClass kind in classes)
        {
            if (CharClasses.Contains(kind, c))
            {
                return !isComplement;
            }
        }

        return isComplement;
    }

    /// <summary>False if the sets surely share no member.</summary>
    public bool MayOverlap(CharSet other)
    {
        for (int i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & other.bits[i]) != 0)
            {
                return true;
            }
        }

        return HasHigh && other.HasHigh && (!IsListed || other.MayContainAnyOf(this)) && (!other.IsListed || MayContainAnyOf(other));
    }

    /// <summary>The members if there are few and none is above the bitmap; else null.</summary>
    public List<int>? Few(int most)
    {
        if (HasHigh)
        {
            return null;
        }

        List<int> members = [];
        for (int c = 0; c < BitmapSize; c++)
        {
            if (Contains(c))
            {
                if (members.Count == most)
                {
                    return null;
                }

                members.Add(c);
            }
        }

        return members;
    }

    /// <summary>The only member; -1 if there are more, or none.</summary>
    public int Single()
    {
        if (!isComplement && classes.Count == 0 && ranges.Count == 1 && ranges[0].First == ranges[0].Last && bits.AsSpan().IndexOfAnyExcept(0u) < 0)
        {
            return ranges[0].First;
        }

        return Few(1) is { Count: 1 } members ? members[0] : -1;
    }

    /// <summary>Writes the set as <see cref="SetReader"/> reads it.</summary>
    public void Write(List<int> target)
    {
        foreach (uint word in bits)
        {
            target.Add((int)word);
        }

        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        List<(int First, int Last)> merged = [];
        foreach ((int first, int last) in ranges)
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(last, merged[^1].Last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        target.Add(isComplement ? 1 : 0);
        target.Add(merged.Count);
        target.Add(classes.Count);
        foreach ((int first, int last) in merged)
        {
            target.Add(first);
            target.Add(last);
        }

        foreach (CharClass kind in classes)
        {
            target.Add((int)kind);
        }
    }

    /// <summary>True if the members above the bitmap are few enough to be looked at one by one. White space is.</summary>
    private bool IsListed
    {
        get
        {
            int count = 0;
            foreach ((int first, int last) in ranges)
            {
                count += Math.Min(last - first, 1000) + 1;
            }

            return !isComplement && count <= 64 && classes.TrueForAll(kind => kind == CharClass.Space);
        }
    }

    private bool MayContainAnyOf(CharSet listed)
    {
        foreach ((int first, int last) in listed.ranges)
        {
            for (int c = first; c <= last; c++)
            {
                if (Contains(c))
                {
                    return true;
                }
            }
        }

        if (listed.classes.Count > 0)
        {
            ReadOnlySpan<int> spaces = [0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
            foreach (int c in spaces)
            {
                if (Contains(c))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
