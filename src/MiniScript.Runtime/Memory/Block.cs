using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>A 64 KiB aligned piece of the heap: a header with side mark bits, then cells of one size.</summary>
/// <remarks>
/// <code>
///  0        64          576               1088       Size
///  | fields | mark bits | allocated bits | cell | … |
/// </code>
/// A large object has a block of its own, as long as it needs; its only cell starts where the cells of others start, so
/// that marking is the same for all. Both sets have one bit for each 16 bytes, of which the first of a cell counts. They lie beside the cells, so
/// that marking and the search for free cells touch few cache lines, and a dead cell none. Between collections the mark bits tell which cells
/// survived the last one or were handed out since; a collection keeps them as the allocated bits and marks anew.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Block
{
    /// <summary>Bytes of a block and its alignment.</summary>
    public const int Size = 64 * 1024;

    /// <summary>All cells are multiples of this many bytes.</summary>
    public const int Granule = 16;

    private const int MarksOffset = 64;

    /// <summary>Where the cells start.</summary>
    public const int HeaderSize = MarksOffset + (2 * BitWords * 8);

    /// <summary>Words of a set with one bit for each granule.</summary>
    public const int BitWords = Size / Granule / 64;

    /// <summary>Bytes of the whole block: <see cref="Size"/>, or more for a large object.</summary>
    public nuint Bytes;

    /// <summary>Bytes of a cell.</summary>
    public nuint CellSize;

    /// <summary>The number of cells.</summary>
    public int CellCount;

    /// <summary>Index into the size classes, or -1 for a large object.</summary>
    public int SizeClass;

    /// <summary>True if one of the cells ever had <see cref="ObjectFlags.OwnsHandle"/>: the dead ones are looked at after a collection.</summary>
    public bool HasHandles;

    /// <summary>Cells that survived the last collection, and those handed out since: a block with none may be given back.</summary>
    public int LiveCells;

    /// <summary>The position in the heap's list of blocks.</summary>
    public int Index;

    /// <summary>The address space that it lies in: that of small cells, of large objects, or of huge ones.</summary>
    public BlockSpace Space;

    /// <summary>A bit for the first granule of each cell: the same for all blocks of a size class.</summary>
    public ulong* Starts;

    private readonly nuint reserved0;
    private readonly nuint reserved1;
    private fixed ulong marks[BitWords];
    private fixed ulong allocated[BitWords];

    /// <summary>The block that a cell lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block* Of(void* cell) => (Block*)((nuint)cell & ~(nuint)(Size - 1));

    /// <summary>The cell with that index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Cell(Block* block, int index) => (byte*)block + HeaderSize + ((nuint)index * block->CellSize);

    /// <summary>Where the mark of a cell is. By address: the compiler reads a field of the block first to see that it is not null, and that is another cache miss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* MarkWord(void* cell) => (ulong*)((byte*)Of(cell) + MarksOffset) + (((nuint)cell & (Size - 1)) / (Granule * 64));

    /// <summary>Sets the mark of a cell; false if it was set already. The address may be anywhere in the cell's first granule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMark(void* cell)
    {
        ulong* word = MarkWord(cell);
        ulong bit = 1UL << (int)((nuint)cell / Granule % 64);
        if ((*word & bit) != 0)
        {
            return false;
        }

        *word |= bit;
        return true;
    }

    /// <summary>True if the cell is marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMarked(void* cell)
    {
        Block* block = Of(cell);
        nuint granule = ((nuint)cell & (Size - 1)) / Granule;
        return (block->marks[granule >> 6] & (1UL << (int)(granule & 63))) != 0;
    }

    /// <summary>True if a cell existed when the collection that runs began.</summary>
    public static bool WasAllocated(void* cell)
    {
        Block* block = Of(cell);
        nuint granule = ((nuint)cell & (Size - 1)) / Granule;
        return (block->allocated[granule >> 6] & (1UL << (int)(granule & 63))) != 0;
    }

    /// <summary>Finds the next run of cells without mark.</summary>
    /// <param name="block">The block.</param>
    /// <param name="from">The granule to start from; then the first of the run.</param>
    /// <param name="end">The granule behind the run: of a marked cell, or behind the last cell.</param>
    /// <returns>False if there is none.</returns>
    public static bool FindUnmarked(Block* block, ref nuint from, out nuint end)
    {
        nuint limit = GranuleOf(block, (nuint)block->CellCount);
        nuint word = from >> 6;
        nuint words = (limit + 63) >> 6;
        ulong free = word < words ? block->Starts[word] & ~block->marks[word] & (ulong.MaxValue << (int)(from & 63)) : 0;
        while (free == 0)
        {
            if (++word >= words)
            {
                end = limit;
                return false;
            }

            free = block->Starts[word] & ~block->marks[word];
        }

        from = (word << 6) + (nuint)BitOperations.TrailingZeroCount(free);
        ulong taken = block->marks[word] & (ulong.MaxValue << (int)(from & 63));
        while (taken == 0)
        {
            if (++word >= words)
            {
                end = limit;
                return true;
            }

            taken = block->marks[word];
        }

        end = (word << 6) + (nuint)BitOperations.TrailingZeroCount(taken);
        return true;
    }

    /// <summary>Marks the cells that start from one granule to before another.</summary>
    public static void MarkRange(Block* block, nuint from, nuint end)
    {
        for (nuint word = from >> 6; word << 6 < end; word++)
        {
            block->marks[word] |= block->Starts[word] & RangeIn(word, from, end);
        }
    }

    /// <summary>Takes the marks off the cells from one granule to before another.</summary>
    public static void UnmarkRange(Block* block, nuint from, nuint end)
    {
        for (nuint word = from >> 6; word << 6 < end; word++)
        {
            block->marks[word] &= ~RangeIn(word, from, end);
        }
    }

    /// <summary>Keeps the marks as the allocated bits and clears them.</summary>
    public static void BeginMark(Block* block)
    {
        Span<ulong> marks = new(block->marks, BitWords);
        marks.CopyTo(new Span<ulong>(block->allocated, BitWords));
        marks.Clear();
    }

    /// <summary>The number of marked cells.</summary>
    public static int CountMarks(Block* block)
    {
        int count = 0;
        for (int i = 0; i < BitWords; i++)
        {
            count += BitOperations.PopCount(block->marks[i]);
        }

        return count;
    }

    /// <summary>Clears all marks.</summary>
    public static void ClearMarks(Block* block) => new Span<ulong>(block->marks, BitWords).Clear();

    /// <summary>The granule that a cell starts with, or, for the number of cells, the one behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint GranuleOf(Block* block, nuint index) => (HeaderSize / Granule) + (index * (block->CellSize / Granule));

    /// <summary>The bits of a word of the sets that lie in a range of granules.</summary>
    private static ulong RangeIn(nuint word, nuint from, nuint end)
    {
        nuint start = word << 6;
        ulong bits = from > start ? ulong.MaxValue << (int)(from - start) : ulong.MaxValue;
        return end - start < 64 ? bits & ~(ulong.MaxValue << (int)(end - start)) : bits;
    }
}

/// <summary>The address spaces of a heap.</summary>
public enum BlockSpace
{
    /// <summary>Small cells; large objects when the system refuses more address space.</summary>
    Cells,

    /// <summary>Large objects.</summary>
    Large,

    /// <summary>Large objects in huge pages.</summary>
    Huge,
}
