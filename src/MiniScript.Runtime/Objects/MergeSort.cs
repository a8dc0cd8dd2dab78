using System.Numerics;

namespace MiniScript.Runtime.Objects;

/// <summary>A stable, adaptive merge sort: it finds runs that are in order already and merges them in the order that J. I. Munro's and S. Wild's <em>powersort</em> gives, as CPython does.</summary>
/// <remarks>Values in the entries are kept alive by the caller. After a failed comparison the entries hold some permutation or duplicates: the caller drops them.</remarks>
internal unsafe ref struct MergeSort<TOrder>
    where TOrder : struct, ISortOrder
{
    private const int MaxPending = 85;
    private const int ShortestMinimum = 32;

    private TOrder order;
    private readonly SortEntry* items;
    private readonly SortEntry* scratch;
    private readonly int count;

    private MergeSort(TOrder order, SortEntry* items, SortEntry* scratch, int count)
    {
        this.order = order;
        this.items = items;
        this.scratch = scratch;
        this.count = count;
    }

    private struct Run
    {
        public int Start;
        public int Length;
        public int Power;
    }

    /// <summary>Sorts in place; false with an exception pending.</summary>
    /// <param name="order">The order.</param>
    /// <param name="items">The entries.</param>
    /// <param name="scratch">Room for half as many, rounded up.</param>
    /// <param name="count">The number of entries.</param>
    public static bool Sort(TOrder order, SortEntry* items, SortEntry* scratch, int count)
    {
        MergeSort<TOrder> sort = new(order, items, scratch, count);
        return sort.Sort();
    }

    private bool Sort()
    {
        Run* pending = stackalloc Run[MaxPending];
        int top = 0;
        int minimum = MinimumRun(count);
        for (int start = 0; start < count;)
        {
            int length = CountRun(start);
            if (length < 0)
            {
                return false;
            }

            int wanted = Math.Min(minimum, count - start);
            if (length < wanted)
            {
                if (!InsertionSort(start, start + length, start + wanted))
                {
                    return false;
                }

                length = wanted;
            }

            if (top > 0)
            {
                int power = Power(pending[top - 1].Start, pending[top - 1].Length, length);
                while (top > 1 && pending[top - 2].Power > power)
                {
                    if (!MergeTop(pending, ref top))
                    {
                        return false;
                    }
                }

                pending[top - 1].Power = power;
            }

            pending[top++] = new Run { Start = start, Length = length };
            start += length;
        }

        while (top > 1)
        {
            if (!MergeTop(pending, ref top))
            {
                return false;
            }
        }

        return true;
    }

    private static int MinimumRun(int count)
    {
        int carry = 0;
        while (count >= 2 * ShortestMinimum)
        {
            carry |= count & 1;
            count >>= 1;
        }

        return count + carry;
    }

    /// <summary>The depth in the merge tree of the boundary between two neighbouring runs: the first binary digit in which their middles, as fractions of the whole, differ.</summary>
    private readonly int Power(int start, int leftLength, int rightLength)
    {
        ulong left = (2 * (ulong)start) + (ulong)leftLength;
        ulong right = left + (ulong)leftLength + (ulong)rightLength;
        ulong leftFraction = (left << 31) / (ulong)count;
        ulong rightFraction = (right << 31) / (ulong)count;
        return BitOperations.LeadingZeroCount(leftFraction ^ rightFraction);
    }

    /// <summary>The length of the run at an index; a strictly descending one is turned round. -1 with an exception pending.</summary>
    private int CountRun(int start)
    {
        int end = start + 1;
        if (end == count)
        {
            return 1;
        }

        int less = order.Less(items + end, items + start);
        bool isDescending = less > 0;
        for (end++; less >= 0 && end < count; end++)
        {
            less = order.Less(items + end, items + end - 1);
            if (less < 0 || (less > 0) != isDescending)
            {
                break;
            }
        }

        if (less < 0)
        {
            return -1;
        }

        if (isDescending)
        {
            new Span<SortEntry>(items + start, end - start).Reverse();
        }

        return end - start;
    }

    /// <summary>Extends the sorted entries from <paramref name="start"/> to <paramref name="sorted"/> up to <paramref name="end"/> by binary insertion.</summary>
    private bool InsertionSort(int start, int sorted, int end)
    {
        for (int i = sorted; i < end; i++)
        {
            SortEntry entry = items[i];
            int low = start;
            int high = i;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                int less = order.Less(&entry, items + middle);
                if (less < 0)
                {
                    return false;
                }

                if (less > 0)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            Copy(items + low, items + low + 1, i - low);
            items[low] = entry;
        }

        return true;
    }

    private bool MergeTop(Run* pending, ref int top)
    {
        Run* left = &pending[top - 2];
        Run* right = &pending[top - 1];
        int start = left->Start;
        int middle = right->Start;
        int end = middle + right->Length;
        left->Length += right->Length;
        left->Power = right->Power;
        top--;

        // Entries of the left run that come before all of the right one, and of the right one that come after all of the left one, stay.
        start = Bound(items + middle, start, middle, isUpper: true);
        if (start < 0 || start == middle)
        {
            return start >= 0;
        }

        end = Bound(items + middle - 1, middle, end, isUpper: false);
        if (end < 0 || end == middle)
        {
            return end >= 0;
        }

        return middle - start <= end - middle ? MergeForwards(start, middle, end) : MergeBackwards(start, middle, end);
    }

    /// <summary>Where an entry belongs in a sorted stretch, behind (<paramref name="isUpper"/>) or before its equals; -1 with an exception pending. Gallops from the end that the merge expects it at.</summary>
    private int Bound(SortEntry* entry, int start, int end, bool isUpper)
    {
        int low = start;
        int high = end;
        if (isUpper)
        {
            for (long offset = 0; start + offset < end; offset = (offset * 2) + 1)
            {
                int less = order.Less(entry, items + start + offset);
                if (less < 0)
                {
                    return -1;
                }

                if (less > 0)
                {
                    high = start + (int)offset;
                    break;
                }

                low = start + (int)offset + 1;
            }
        }
        else
        {
            for (long offset = 1; offset <= end - start; offset *= 2)
            {
                int less = order.Less(items + end - offset, entry);
                if (less < 0)
                {
                    return -1;
                }

                if (less > 0)
                {
                    low = end - (int)offset + 1;
                    break;
                }

                high = end - (int)offset;
            }
        }

        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int less = isUpper ? order.Less(entry, items + middle) : order.Less(items + middle, entry);
            if (less < 0)
            {
                return -1;
            }

            if ((less > 0) == isUpper)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private bool MergeForwards(int start, int middle, int end)
    {
        int leftCount = middle - start;
        Copy(items + start, scratch, leftCount);
        SortEntry* left = scratch;
        SortEntry* leftEnd = scratch + leftCount;
        SortEntry* right = items + middle;
        SortEntry* rightEnd = items + end;
        SortEntry* target = items + start;
        while (left < leftEnd && right < rightEnd)
        {
            int less = order.Less(right, left);
            if (less < 0)
            {
                return false;
            }

            *target++ = less > 0 ? *right++ : *left++;
        }

        Copy(left, target, leftEnd - left);
        return true;
    }

    private bool MergeBackwards(int start, int middle, int end)
    {
        int rightCount = end - middle;
        Copy(items + middle, scratch, rightCount);
        SortEntry* leftStart = items + start;
        SortEntry* left = items + middle - 1;
        SortEntry* right = scratch + rightCount - 1;
        SortEntry* target = items + end - 1;
        while (left >= leftStart && right >= scratch)
        {
            int less = order.Less(right, left);
            if (less < 0)
            {
                return false;
            }

            *target-- = less > 0 ? *left-- : *right--;
        }

        long rest = right - scratch + 1;
        Copy(scratch, target - rest + 1, rest);
        return true;
    }

    private static void Copy(SortEntry* source, SortEntry* target, long count) =>
        Buffer.MemoryCopy(source, target, count * sizeof(SortEntry), count * sizeof(SortEntry));
}
