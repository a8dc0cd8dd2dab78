using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Memory for the heap's blocks: regions that are mapped as a whole and handed out in units of <see cref="Block.Size"/>.</summary>
/// <remarks>
/// A request takes the lowest units that fit. Units that come back keep their pages, so that what is taken next finds them in place; a page costs
/// the system more to hand out and clear than to copy. <see cref="Discard"/> gives the pages of all free units back. One mapping holds many objects,
/// because systems limit the number of mappings (<c>vm.max_map_count</c>), and an object can grow where it lies when the units behind it are free.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AddressSpace
{
    private const nuint LargestRegion = 1 << 30;
    private const nuint Page = 4096;
    private const int PagesOfUnit = Block.Size / 4096;

    private Region* regions;
    private int count;
    private int capacity;
    private int hugeFrom;               // the index of the first region that is asked for in huge pages
    private nuint nextRegion;           // bytes of the next region

    /// <summary>A mapping: one bit for each unit that is handed out, and the number of pages that may be in place in each.</summary>
    private struct Region
    {
        public byte* Start;
        public int Units;
        public int Taken;               // units that are handed out
        public int LowestFree;          // no unit before it is free
        public ulong* Used;
        public byte* Touched;
    }

    /// <summary>Bytes in free units that may be in place.</summary>
    public nuint IdleBytes { get; private set; }

    /// <summary>Prepares an empty space.</summary>
    /// <param name="firstRegion">Bytes of the first region, a multiple of 64 units; each further one has twice as many as the last.</param>
    /// <param name="hugePagesFrom">The index of the first region to lie in huge pages.</param>
    public void Initialize(nuint firstRegion, int hugePagesFrom)
    {
        Debug.Assert(firstRegion % (64 * Block.Size) == 0);
        nextRegion = firstRegion;
        hugeFrom = hugePagesFrom;
    }

    /// <summary>Takes the units that hold so many bytes; null if the system refuses. What they contain is left over from earlier use, or zero.</summary>
    /// <param name="bytes">Bytes, at least one.</param>
    /// <param name="alignment">The alignment in units, a power of two.</param>
    public void* Take(nuint bytes, int alignment)
    {
        nuint wanted = UnitsOf(bytes);
        if (wanted > int.MaxValue / 2)
        {
            return null;
        }

        int units = (int)wanted;
        void* free = TakeFree(units, alignment);
        if (free != null)
        {
            return free;
        }

        Region* added = AddRegion(units);
        return added != null && TryTake(added, units, alignment, out int start) ? added->Start + ((nuint)start * Block.Size) : null;
    }

    /// <summary>Takes the units that hold so many bytes if they are free in a region that is there; null if not.</summary>
    public void* TakeFree(nuint bytes) => TakeFree((int)UnitsOf(bytes), 1);

    /// <summary>Takes the units behind a piece in addition; false if not all of them are free.</summary>
    public bool TryExtend(void* start, nuint bytes, nuint newBytes)
    {
        int units = (int)UnitsOf(bytes);
        nuint wanted = UnitsOf(newBytes);
        if (wanted <= (nuint)units)
        {
            return true;
        }

        Region* region = Find(start);
        int first = (int)((nuint)((byte*)start - region->Start) / Block.Size);
        if (wanted > (nuint)(region->Units - first))
        {
            return false;
        }

        int end = first + (int)wanted;
        if (NextUsed(region, first + units, end) != end)
        {
            return false;
        }

        MarkUsed(region, first + units, end);
        return true;
    }

    /// <summary>Takes a piece back. Its pages stay, unless its region has become empty and is not the only one.</summary>
    public void Give(void* start, nuint bytes)
    {
        Region* region = Find(start);
        int first = (int)((nuint)((byte*)start - region->Start) / Block.Size);
        int units = (int)UnitsOf(bytes);
        int pages = (int)((bytes + Page - 1) / Page);
        for (int i = first; i < first + units; i++, pages -= PagesOfUnit)
        {
            region->Used[i >> 6] &= ~(1UL << (i & 63));
            region->Touched[i] = (byte)Math.Max(region->Touched[i], Math.Min(pages, PagesOfUnit));
            IdleBytes += region->Touched[i] * Page;
        }

        region->Taken -= units;
        region->LowestFree = Math.Min(region->LowestFree, first);
        if (region->Taken == 0 && count > 1 && (nuint)region->Units * Block.Size >= LargestRegion)
        {
            Remove(region);
        }
    }

    /// <summary>Gives the pages of all free units back to the system.</summary>
    public void Discard()
    {
        if (IdleBytes == 0)
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Region* region = regions + i;
            for (int first = NextFree(region, 0, region->Units); first < region->Units;)
            {
                int end = NextUsed(region, first, region->Units);
                DiscardIdle(region, first, end);
                first = NextFree(region, end, region->Units);
            }
        }

        IdleBytes = 0;
    }

    /// <summary>Gives the regions back that hold nothing.</summary>
    public void RemoveEmpty()
    {
        for (int i = count - 1; i >= 0; i--)
        {
            if (regions[i].Taken == 0)
            {
                Remove(regions + i);
            }
        }
    }

    /// <summary>Gives all memory back.</summary>
    public void Dispose()
    {
        while (count > 0)
        {
            Remove(regions + count - 1);
        }

        NativeMemory.Free(regions);
        regions = null;
    }

    private static nuint UnitsOf(nuint bytes) => (bytes + Block.Size - 1) / Block.Size;

    private readonly Region* Find(void* start)
    {
        Region* region = regions;
        while ((byte*)start < region->Start || (byte*)start >= region->Start + ((nuint)region->Units * Block.Size))
        {
            region++;
            Debug.Assert(region < regions + count);
        }

        return region;
    }

    private void* TakeFree(int units, int alignment)
    {
        for (int i = 0; i < count; i++)
        {
            Region* region = regions + i;
            if (region->Units - region->Taken >= units && TryTake(region, units, alignment, out int first))
            {
                return region->Start + ((nuint)first * Block.Size);
            }
        }

        return null;
    }

    private bool TryTake(Region* region, int units, int alignment, out int first)
    {
        first = NextFree(region, region->LowestFree, region->Units);
        region->LowestFree = first;
        while (true)
        {
            first = (first + alignment - 1) & -alignment;
            int end = first + units;
            if (end > region->Units)
            {
                return false;
            }

            int used = NextUsed(region, first, end);
            if (used == end)
            {
                MarkUsed(region, first, end);
                return true;
            }

            first = NextFree(region, used + 1, region->Units);
        }
    }

    private void MarkUsed(Region* region, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            region->Used[i >> 6] |= 1UL << (i & 63);
            IdleBytes -= region->Touched[i] * Page;
        }

        region->Taken += end - first;
    }

    /// <summary>Gives the pages of a stretch of free units back.</summary>
    private static void DiscardIdle(Region* region, int first, int end)
    {
        while (first < end)
        {
            int behind = first;
            while (behind < end && region->Touched[behind] != 0)
            {
                region->Touched[behind++] = 0;
            }

            if (behind > first)
            {
                Pages.Discard(region->Start + ((nuint)first * Block.Size), (nuint)(behind - first) * Block.Size);
            }

            first = behind + 1;
        }
    }

    /// <summary>The first unit from <paramref name="from"/> on that is free, or <paramref name="end"/>.</summary>
    private static int NextFree(Region* region, int from, int end)
    {
        int word = from >> 6;
        ulong free = from < end ? ~region->Used[word] & (ulong.MaxValue << (from & 63)) : 0;
        while (free == 0)
        {
            if (++word >= (end + 63) >> 6)
            {
                return end;
            }

            free = ~region->Used[word];
        }

        return Math.Min((word << 6) + BitOperations.TrailingZeroCount(free), end);
    }

    /// <summary>The first unit from <paramref name="from"/> on that is handed out, or <paramref name="end"/>.</summary>
    private static int NextUsed(Region* region, int from, int end)
    {
        int word = from >> 6;
        ulong used = from < end ? region->Used[word] & (ulong.MaxValue << (from & 63)) : 0;
        while (used == 0)
        {
            if (++word >= (end + 63) >> 6)
            {
                return end;
            }

            used = region->Used[word];
        }

        return Math.Min((word << 6) + BitOperations.TrailingZeroCount(used), end);
    }

    /// <summary>Maps a region of the size that is due, or of fewer units if the system grants no more; null if it refuses what is wanted.</summary>
    private Region* AddRegion(int wanted)
    {
        const nuint Step = 64 * Block.Size;
        nuint least = (((nuint)wanted * Block.Size) + Step - 1) / Step * Step;
        nuint bytes = Math.Max(nextRegion, least);
        byte* start = (byte*)Pages.Map(bytes, Pages.Huge);
        while (start == null && bytes > least)
        {
            bytes = Math.Max(least, bytes / 2 / Step * Step);
            start = (byte*)Pages.Map(bytes, Pages.Huge);
        }

        if (start == null)
        {
            return null;
        }

        if (count >= hugeFrom)
        {
            Pages.AdviseHuge(start, bytes);
        }

        nextRegion = Math.Min(nextRegion * 2, LargestRegion);
        if (count == capacity)
        {
            capacity = capacity == 0 ? 4 : capacity * 2;
            regions = (Region*)NativeMemory.Realloc(regions, (nuint)capacity * (nuint)sizeof(Region));
        }

        int units = (int)(bytes / Block.Size);
        Region* region = regions + count++;
        *region = new Region
        {
            Start = start,
            Units = units,
            Used = (ulong*)NativeMemory.AllocZeroed((nuint)units / 64, sizeof(ulong)),
            Touched = (byte*)NativeMemory.AllocZeroed((nuint)units),
        };
        return region;
    }

    private void Remove(Region* region)
    {
        for (int i = NextFree(region, 0, region->Units); i < region->Units; i = NextFree(region, i + 1, region->Units))
        {
            IdleBytes -= region->Touched[i] * Page;
        }

        Pages.Unmap(region->Start, (nuint)region->Units * Block.Size);
        NativeMemory.Free(region->Used);
        NativeMemory.Free(region->Touched);
        *region = regions[--count];
    }
}
