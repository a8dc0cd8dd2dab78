namespace MiniScript.Runtime.Execution;

/// <summary>Finds the name that a misspelt one was likely meant to be, by the weights CPython uses.</summary>
internal static class Suggestions
{
    private const int MoveCost = 2;
    private const int CaseCost = 1;
    private const int MaxCandidates = 750;
    private const int MaxLength = 40;

    /// <summary>The candidate at the least distance from a name, or null if none is near enough.</summary>
    public static string? Nearest(string name, IReadOnlyList<string> candidates)
    {
        if (candidates.Count > MaxCandidates)
        {
            return null;
        }

        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (candidate == name)
            {
                continue;
            }

            // No more than a third of the characters may differ.
            int limit = Math.Min((name.Length + candidate.Length + 3) * MoveCost / 6, bestDistance - 1);
            int distance = Distance(name, candidate, limit);
            if (distance <= limit && distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    private static int Distance(string a, string b, int limit)
    {
        ReadOnlySpan<char> left = a;
        ReadOnlySpan<char> right = b;
        int prefix = left.CommonPrefixLength(right);
        left = left[prefix..];
        right = right[prefix..];
        while (left.Length > 0 && right.Length > 0 && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        if (left.Length == 0 || right.Length == 0)
        {
            return (left.Length + right.Length) * MoveCost;
        }

        if (left.Length > MaxLength || right.Length > MaxLength)
        {
            return limit + 1;
        }

        Span<int> row = stackalloc int[MaxLength + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            row[i] = i * MoveCost;
        }

        for (int j = 1; j <= right.Length; j++)
        {
            int diagonal = row[0];
            row[0] = j * MoveCost;
            for (int i = 1; i <= left.Length; i++)
            {
                int substitute = diagonal + SubstitutionCost(left[i - 1], right[j - 1]);
                diagonal = row[i];
                row[i] = Math.Min(substitute, Math.Min(row[i], row[i - 1]) + MoveCost);
            }
        }

        return row[left.Length];
    }

    private static int SubstitutionCost(char a, char b)
    {
        if (a == b)
        {
            return 0;
        }

        return char.ToLowerInvariant(a) == char.ToLowerInvariant(b) ? CaseCost : MoveCost;
    }
}
