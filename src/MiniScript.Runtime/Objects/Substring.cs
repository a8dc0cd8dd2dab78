using System.Runtime.CompilerServices;

namespace MiniScript.Runtime.Objects;

/// <summary>Where a sequence of units occurs in another, in time linear in both lengths.</summary>
/// <remarks>
/// The framework's vectorised search is the fastest for common texts, but takes the product of the lengths for hostile ones, such as <c>'a' * n + 'b'</c> in
/// <c>'a' * m</c>. A long text is therefore looked for by its first units, and once comparing the candidates has cost too much, by the algorithm of
/// Knuth, Morris and Pratt (SIAM Journal on Computing 6, 1977).
/// </remarks>
internal static class Substring
{
    private const int LongFrom = 32;
    private const int Head = 8;
    private const int WorkFactor = 4;

    /// <summary>The first position of a text, or -1.</summary>
    public static int IndexOf<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted)
        where T : unmanaged, IEquatable<T>
    {
        if (wanted.Length < LongFrom)
        {
            return text.IndexOf(wanted);
        }

        long work = 0;
        int from = 0;
        while (text.Length - from >= wanted.Length)
        {
            int candidate = text[from..].IndexOf(wanted[..Head]);
            if (candidate < 0)
            {
                return -1;
            }

            from += candidate;
            if (text.Length - from < wanted.Length)
            {
                return -1;
            }

            int common = text.Slice(from, wanted.Length).CommonPrefixLength(wanted);
            if (common == wanted.Length)
            {
                return from;
            }

            from++;
            work += common;
            if (work > WorkFactor * ((long)from + wanted.Length))
            {
                int found = IndexOfByFailures(text[from..], wanted);
                return found < 0 ? -1 : from + found;
            }
        }

        return -1;
    }

    /// <summary>How often a text, not an empty one, occurs without overlaps.</summary>
    public static int Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted)
        where T : unmanaged, IEquatable<T>
    {
        if (wanted.Length < LongFrom)
        {
            return text.Count(wanted);
        }

        int count = 0;
        for (int found = IndexOf(text, wanted); found >= 0; found = IndexOf(text, wanted))
        {
            count++;
            text = text[(found + wanted.Length)..];
        }

        return count;
    }

    /// <summary>The last position of a text, or -1.</summary>
    public static int LastIndexOf<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted)
        where T : unmanaged, IEquatable<T>
    {
        if (wanted.Length < LongFrom)
        {
            return text.LastIndexOf(wanted);
        }

        T[] reversedText = text.ToArray();
        T[] reversedWanted = wanted.ToArray();
        Array.Reverse(reversedText);
        Array.Reverse(reversedWanted);
        int found = IndexOf<T>(reversedText, reversedWanted);
        return found < 0 ? -1 : text.Length - wanted.Length - found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int IndexOfByFailures<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted)
        where T : unmanaged, IEquatable<T>
    {
        // failures[i]: the length of the longest proper prefix of wanted[..i] that is also its suffix.
        int[] failures = new int[wanted.Length + 1];
        int length = 0;
        for (int i = 1; i < wanted.Length; i++)
        {
            while (length > 0 && !wanted[i].Equals(wanted[length]))
            {
                length = failures[length];
            }

            length += wanted[i].Equals(wanted[length]) ? 1 : 0;
            failures[i + 1] = length;
        }

        length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            while (length > 0 && !text[i].Equals(wanted[length]))
            {
                length = failures[length];
            }

            length += text[i].Equals(wanted[length]) ? 1 : 0;
            if (length == wanted.Length)
            {
                return i + 1 - length;
            }
        }

        return -1;
    }
}
