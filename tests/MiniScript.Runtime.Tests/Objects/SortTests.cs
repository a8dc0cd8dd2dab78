using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Tests.Objects;

/// <summary>The two sorts beneath <c>list.sort</c>, on plain keys: order, stability, adaptivity, failure.</summary>
public unsafe class SortTests
{
    public static TheoryData<int, int> Sizes()
    {
        TheoryData<int, int> data = [];
        foreach (int size in (int[])[1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 127, 1000, 4097, 20_000])
        {
            foreach (int distinct in (int[])[1, 2, 10, 1_000_000])
            {
                data.Add(size, distinct);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Merging_orders_stably(int size, int distinct)
    {
        Random random = new((size * 31) + distinct);
        foreach (Func<int, ulong> pattern in Patterns(random, size, distinct))
        {
            SortEntry[] entries = Make(size, pattern);
            SortEntry[] scratch = new SortEntry[(size + 1) / 2];
            fixed (SortEntry* items = entries, room = scratch)
            {
                Assert.True(MergeSort<KeyOrder>.Sort(default, items, room, size));
            }

            AssertSorted(entries);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Radix_orders_stably(int size, int distinct)
    {
        Random random = new((size * 31) + distinct);
        foreach (Func<int, ulong> pattern in Patterns(random, size, distinct))
        {
            SortEntry[] entries = Make(size, pattern);
            SortEntry[] scratch = new SortEntry[size];
            fixed (SortEntry* items = entries, room = scratch)
            {
                RadixSort.Sort(items, room, size);
            }

            AssertSorted(entries);
        }
    }

    [Fact]
    public void Merging_compares_ordered_input_once_around()
    {
        foreach (Func<int, ulong> pattern in (Func<int, ulong>[])[i => (ulong)i, i => (ulong)(10_000 - i), _ => 7])
        {
            Assert.InRange(Comparisons(Make(10_000, pattern)), 9_999, 9_999);
        }
    }

    [Fact]
    public void Merging_a_few_late_items_into_an_ordered_list_takes_few_comparisons() =>
        Assert.InRange(Comparisons(Make(10_000, i => i < 9_990 ? (ulong)i * 2 : (ulong)(19_000 + (i * 7919 % 10 * 2) + 1))), 9_999, 10_900);

    [Fact]
    public void Merging_stops_at_the_first_failure()
    {
        SortEntry[] entries = Make(1_000, i => (ulong)(i * 7919 % 1_000));
        SortEntry[] scratch = new SortEntry[500];
        long budget = 3_000;
        fixed (SortEntry* items = entries, room = scratch)
        {
            Assert.False(MergeSort<LimitedOrder>.Sort(new LimitedOrder(&budget), items, room, entries.Length));
        }

        Assert.Equal(-1, budget);
    }

    private static long Comparisons(SortEntry[] entries)
    {
        SortEntry[] scratch = new SortEntry[(entries.Length + 1) / 2];
        long budget = long.MaxValue;
        fixed (SortEntry* items = entries, room = scratch)
        {
            Assert.True(MergeSort<LimitedOrder>.Sort(new LimitedOrder(&budget), items, room, entries.Length));
        }

        AssertSorted(entries);
        return long.MaxValue - budget;
    }

    private static Func<int, ulong>[] Patterns(Random random, int size, int distinct) =>
    [
        _ => (ulong)random.Next(distinct),
        i => (ulong)(i % distinct),
        i => (ulong)((size - i) % distinct),
        i => (ulong)(i < size / 2 ? i : size - i),
        i => (ulong)i ^ (random.Next(100) == 0 ? 5UL : 0UL),
        _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
    ];

    private static SortEntry[] Make(int size, Func<int, ulong> key)
    {
        SortEntry[] entries = new SortEntry[size];
        for (int i = 0; i < size; i++)
        {
            entries[i] = new SortEntry { Key = key(i), Index = i };
        }

        return entries;
    }

    private static void AssertSorted(SortEntry[] entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            SortEntry before = entries[i - 1];
            SortEntry here = entries[i];
            Assert.True(before.Key < here.Key || (before.Key == here.Key && before.Index < here.Index), $"entries {i - 1} and {i}");
        }

        Assert.Equal(entries.Length, entries.Select(entry => entry.Index).Distinct().Count());
    }

    /// <summary>Fails once a number of comparisons is used up.</summary>
    private readonly struct LimitedOrder(long* budget) : ISortOrder
    {
        public int Less(SortEntry* a, SortEntry* b) => --*budget < 0 ? -1 : a->Key < b->Key ? 1 : 0;
    }
}
