using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The start of a compiled pattern, which is one block of 32-bit words in a <c>bytes</c> object: header, instructions, sets, tables.</summary>
/// <remarks><code>
///  0        4           8        12            16             20       24           28          32         36          40     …
///  | groups | registers | anchor | least width | prefix count | prefix | isLiteral | first set | few count | few …    |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 4 * Words)]
internal unsafe struct RegexHeader
{
    /// <summary>The size in words, which is the index of the first instruction.</summary>
    public const int Words = 12;

    /// <summary>The most that <see cref="Few"/> holds.</summary>
    public const int MaxFew = 3;

    /// <summary>The number of groups, the whole match not counted.</summary>
    public int Groups;

    /// <summary>The number of registers.</summary>
    public int Registers;

    /// <summary>1 if a match can begin at the start of the text only.</summary>
    public int IsAnchored;

    /// <summary>The least number of code points that a match has.</summary>
    public int LeastWidth;

    /// <summary>The number of code points that every match begins with.</summary>
    public int PrefixLength;

    /// <summary>The index of these.</summary>
    public int Prefix;

    /// <summary>1 if the prefix is the whole pattern.</summary>
    public int IsLiteral;

    /// <summary>The index of a set that holds what a match can begin with, or 0.</summary>
    public int FirstSet;

    /// <summary>The number of members of that set if it has few, or 0.</summary>
    public int FewCount;

    /// <summary>These members; the last again and again.</summary>
    public fixed int Few[MaxFew];
}
