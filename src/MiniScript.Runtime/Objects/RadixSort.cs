namespace MiniScript.Runtime.Objects;

/// <summary>Something with an unsigned key to sort by.</summary>
internal interface IRadixKey
{
    /// <summary>The key.</summary>
    ulong Key { get; }
}

/// <summary>A stable sort by 64-bit keys, one byte at a time from the least significant; bytes in which all keys agree cost nothing.</summary>
internal static unsafe class RadixSort
{
    private const int Digits = 256;

    /// <summary>Sorts in place.</summary>
    /// <param name="items">The items.</param>
    /// <param name="scratch">Room for as many.</param>
    /// <param name="count">The number of items.</param>
    public static void Sort<T>(T* items, T* scratch, int count)
        where T : unmanaged, IRadixKey
    {
        ulong first = items[0].Key;
        ulong differing = 0;
        for (int i = 1; i < count; i++)
        {
            differing |= items[i].Key ^ first;
        }

        int* places = stackalloc int[Digits];
        T* source = items;
        T* target = scratch;
        for (int shift = 0; shift < 64; shift += 8)
        {
            if ((byte)(differing >> shift) == 0)
            {
                continue;
            }

            new Span<int>(places, Digits).Clear();
            for (int i = 0; i < count; i++)
            {
                places[(byte)(source[i].Key >> shift)]++;
            }

            int place = 0;
            for (int digit = 0; digit < Digits; digit++)
            {
                int size = places[digit];
                places[digit] = place;
                place += size;
            }

            for (int i = 0; i < count; i++)
            {
                target[places[(byte)(source[i].Key >> shift)]++] = source[i];
            }

            T* sorted = target;
            target = source;
            source = sorted;
        }

        if (source != items)
        {
            Buffer.MemoryCopy(source, items, (long)count * sizeof(T), (long)count * sizeof(T));
        }
    }
}
