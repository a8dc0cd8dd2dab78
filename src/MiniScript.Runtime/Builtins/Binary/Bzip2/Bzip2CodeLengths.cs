namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>The lengths of an optimal prefix code.</summary>
internal static class Bzip2CodeLengths
{
    /// <summary>A length for each symbol, none over a limit. Symbols that do not occur have codes, too.</summary>
    public static byte[] Of(int[] frequencies, int longest)
    {
        int count = frequencies.Length;
        long[] weights = new long[2 * count];
        int[] parents = new int[2 * count];
        byte[] lengths = new byte[count];
        for (int shift = 0; ; shift++)
        {
            for (int i = 0; i < count; i++)
            {
                weights[i] = Math.Max(frequencies[i] >> shift, 1);
            }

            Join(weights, parents, count);
            bool fits = true;
            for (int i = 0; i < count; i++)
            {
                int length = 0;
                for (int node = i; parents[node] >= 0; node = parents[node])
                {
                    length++;
                }

                lengths[i] = (byte)length;
                fits &= length <= longest;
            }

            if (fits)
            {
                return lengths;
            }
        }
    }

    /// <summary>Joins the two lightest trees until one is left. There are at most 258 leaves.</summary>
    private static void Join(long[] weights, int[] parents, int count)
    {
        bool[] isFree = new bool[weights.Length];
        isFree.AsSpan(0, count).Fill(true);
        parents.AsSpan().Fill(-1);
        for (int node = count; node < (2 * count) - 1; node++)
        {
            int first = Lightest(weights, isFree, node);
            isFree[first] = false;
            int second = Lightest(weights, isFree, node);
            isFree[second] = false;
            parents[first] = parents[second] = node;
            weights[node] = weights[first] + weights[second];
            isFree[node] = true;
        }
    }

    private static int Lightest(long[] weights, bool[] isFree, int count)
    {
        int lightest = -1;
        for (int i = 0; i < count; i++)
        {
            if (isFree[i] && (lightest < 0 || weights[i] < weights[lightest]))
            {
                lightest = i;
            }
        }

        return lightest;
    }
}
