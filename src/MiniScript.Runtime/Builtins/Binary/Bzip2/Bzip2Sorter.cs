namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>Sorts the rotations of a block, by doubling: rotations sorted by h bytes are sorted by 2h with the ranks of those h places on.</summary>
internal static class Bzip2Sorter
{
    /// <summary>The starts of the rotations in order.</summary>
    public static int[] Sort(ReadOnlySpan<byte> block)
    {
        int length = block.Length;
        int[] order = new int[length];
        int[] rank = new int[length];
        List<(int Start, int End)> groups = SortPairs(block, order, rank);
        int[] keys = new int[length];
        List<(int Start, int End)> next = [];
        for (long step = 2; groups.Count > 0 && step < length; step *= 2)
        {
            foreach ((int start, int end) in groups)
            {
                for (int i = start; i < end; i++)
                {
                    long other = order[i] + step;
                    keys[i] = rank[other >= length ? other - length : other];
                }

                Sort(keys, order, start, end - 1);
                Rank(keys, order, rank, start, end, next);
            }

            (groups, next) = (next, groups);
            next.Clear();
        }

        return order;
    }

    private static List<(int Start, int End)> SortPairs(ReadOnlySpan<byte> block, int[] order, int[] rank)
    {
        int length = block.Length;
        int[] starts = new int[65537];
        for (int i = 0; i < length; i++)
        {
            starts[Pair(block, i) + 1]++;
        }

        for (int i = 0; i < 65536; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] ends = starts[..65536];
        for (int i = 0; i < length; i++)
        {
            int pair = Pair(block, i);
            rank[i] = starts[pair];
            order[ends[pair]++] = i;
        }

        List<(int Start, int End)> groups = [];
        for (int i = 0; i < 65536; i++)
        {
            if (starts[i + 1] - starts[i] > 1)
            {
                groups.Add((starts[i], starts[i + 1]));
            }
        }

        return groups;
    }

    private static int Pair(ReadOnlySpan<byte> block, int i) => (block[i] << 8) | block[i + 1 == block.Length ? 0 : i + 1];

    private static void Rank(int[] keys, int[] order, int[] rank, int start, int end, List<(int Start, int End)> groups)
    {
        for (int i = start; i < end;)
        {
            int first = i;
            int key = keys[i];
            while (i < end && keys[i] == key)
            {
                rank[order[i++]] = first;
            }

            if (i - first > 1)
            {
                groups.Add((first, i));
            }
        }
    }

    /// <summary>Sorts entries by their keys, from low to high, both included.</summary>
    private static void Sort(int[] keys, int[] order, int low, int high)
    {
        while (high - low > 16)
        {
            int pivot = Median(keys[low], keys[(low + high) >>> 1], keys[high]);
            int less = low;
            int greater = high;
            for (int i = low; i <= greater;)
            {
                if (keys[i] < pivot)
                {
                    Swap(keys, order, i++, less++);
                }
                else if (keys[i] > pivot)
                {
                    Swap(keys, order, i, greater--);
                }
                else
                {
                    i++;
                }
            }

            // The smaller part first, so that the depth stays small.
            if (less - low < high - greater)
            {
                Sort(keys, order, low, less - 1);
                low = greater + 1;
            }
            else
            {
                Sort(keys, order, greater + 1, high);
                high = less - 1;
            }
        }

        for (int i = low + 1; i <= high; i++)
        {
            for (int j = i; j > low && keys[j - 1] > keys[j]; j--)
            {
                Swap(keys, order, j - 1, j);
            }
        }
    }

    private static int Median(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    private static void Swap(int[] keys, int[] order, int i, int j)
    {
        (keys[i], keys[j]) = (keys[j], keys[i]);
        (order[i], order[j]) = (order[j], order[i]);
    }
}
