namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Reads a set of a compiled pattern.</summary>
/// <remarks>
/// In 32-bit words: eight of bitmap for the code points below 256, then, for those above, whether what follows is the complement (0 or 1), the
/// number of ranges, the number of classes, the ranges by first and last, in order, and the classes.
/// </remarks>
internal static unsafe class SetReader
{
    /// <summary>Membership.</summary>
    public static bool Contains(int* set, int c) => c < CharSet.BitmapSize ? (set[c >> 5] >> (c & 31) & 1) != 0 : ContainsHigh(set, c);

    /// <summary>Membership of a code point above the bitmap.</summary>
    public static bool ContainsHigh(int* set, int c)
    {
        bool isComplement = set[8] != 0;
        int ranges = set[9];
        int classes = set[10];
        int* at = set + 11;
        int low = 0;
        int high = ranges - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (c < at[2 * middle])
            {
                high = middle - 1;
            }
            else if (c > at[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return !isComplement;
            }
        }

        at += 2 * ranges;
        for (int i = 0; i < classes; i++)
        {
            if (CharClasses.Contains((CharClass)at[i], c))
            {
                return !isComplement;
            }
        }

        return isComplement;
    }
}
