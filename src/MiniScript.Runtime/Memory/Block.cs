using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>A 64 KiB aligned piece of the heap: a header with side mark bits, then cells of one size.</summary>
/// <remarks>
/// <code>
///  0                      64 … 576           Size
///  | fields | mark bits (one per 16 bytes) | cell | cell | … |
/// </code>
/// A large object has a block of its own, as long as it needs; its only cell starts where the cells of others start, so
/// that marking is the same for all. Mark bits lie beside the cells, so that marking and sweeping touch few cache lines.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Block
{
    /// <summary>Bytes of a block and its alignment.</summary>
    public const int Size = 64 * 1024;

    /// <summary>All cells are multiples of this many bytes.</summary>
    public const int Granule = 16;

    /// <summary>Where the cells start.</summary>
    public const int HeaderSize = 64 + MarkWords * 8;

    private const int MarkWords = Size / Granule / 64;

    /// <summary>Bytes of the whole block: <see cref="Size"/>, or more for a large object.</summary>
    public nuint Bytes;

    /// <summary>Bytes of a cell.</summary>
    public nuint CellSize;

    /// <summary>The number of cells.</summary>
    public int CellCount;

    /// <summary>Index into the size classes, or -1 for a large object.</summary>
    public int SizeClass;

    /// <summary>True between the end of a mark phase and the moment that the block's dead cells are freed.</summary>
    public bool NeedsSweep;

    /// <summary>Cells that survived the last sweep, and those handed out since: a block with none may be unmapped.</summary>
    public int LiveCells;

    /// <summary>The position in the heap's list of blocks.</summary>
    public int Index;

    private readonly int padding;

    /// <summary>The next released block of this size, while it is released.</summary>
    public Block* NextSpare;

    private readonly nuint reserved1;
    private readonly nuint reserved2;
    private fixed ulong marks[MarkWords];

    /// <summary>The block that a cell lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block* Of(void* cell) => (Block*)((nuint)cell & ~(nuint)(Size - 1));

    /// <summary>The cell with that index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Cell(Block* block, int index) => (byte*)block + HeaderSize + ((nuint)index * block->CellSize);

    /// <summary>Sets the mark of a cell; false if it was set already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMark(void* cell)
    {
        Block* block = Of(cell);
        nuint granule = ((nuint)cell & (Size - 1)) / Granule;
        ulong bit = 1UL << (int)(granule & 63);
        ulong* word = block->marks + (granule >> 6);
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

    /// <summary>The mark bits, one for each granule of the block.</summary>
    public static ulong* Marks(Block* block) => block->marks;

    /// <summary>Clears all marks.</summary>
    public static void ClearMarks(Block* block) => new Span<ulong>(block->marks, MarkWords).Clear();
}
