using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>What keeps the heap going from the system's first refusal to the safepoint that raises <c>MemoryError</c>.</summary>
/// <remarks>
/// The reserve is address space without pages. When the system refuses a block the reserve is given back to it, and what is asked for is asked
/// for again: a part becomes a region of cells, the rest is left to the C library and the .NET runtime. Each collection fills it again, from
/// the free units of cells if the system has nothing.
/// </remarks>
public unsafe partial struct Heap
{
    private const nuint FullReserve = 8 << 20;
    private const nuint LeastReserve = 256 << 10;

    /// <summary>True if the last collection could not fill the reserve: memory is as good as used up.</summary>
    internal readonly bool IsExhausted => reserveBytes < FullReserve;

    /// <summary>Fills the reserve, as far as there is anything to fill it with.</summary>
    private void EnsureReserve()
    {
        if (reserveBytes == FullReserve)
        {
            return;
        }

        _ = ReleaseReserve();
        reserve = Pages.Map(FullReserve, Block.Size);
        if (reserve == null)
        {
            cells.RemoveEmpty();
            large.RemoveEmpty();
            huge.RemoveEmpty();
            reserve = Pages.Map(FullReserve, Block.Size);
        }

        isReserveOfCells = reserve == null;
        reserveBytes = FullReserve;
        while (reserve == null)
        {
            reserve = cells.TakeFree(reserveBytes);
            if (reserve == null)
            {
                reserveBytes /= 2;
                if (reserveBytes < LeastReserve)
                {
                    reserveBytes = 0;
                    return;
                }
            }
        }
    }

    /// <summary>Gives the reserve to whoever asks next; false if there is none.</summary>
    private bool ReleaseReserve()
    {
        if (reserve == null)
        {
            return false;
        }

        if (isReserveOfCells)
        {
            cells.Give(reserve, reserveBytes);
        }
        else
        {
            Pages.Unmap(reserve, reserveBytes);
        }

        reserve = null;
        reserveBytes = 0;
        return true;
    }

    /// <summary>Enters a block's units into the table of units, which grows out of the reserve if need be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterUnits(Block* block)
    {
        try
        {
            units.Add(block);
        }
        catch (OutOfMemoryException) when (ReleaseReserve())
        {
            vm->RequestMemoryError();
            units.Add(block);
        }
    }

    /// <summary>More memory of the C library for one of the heap's own tables, out of the reserve if need be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void* Regrow(void* table, nuint bytes)
    {
        void* grown = Pages.Reallocate(table, bytes);
        if (grown == null && ReleaseReserve())
        {
            vm->RequestMemoryError();
            grown = Pages.Reallocate(table, bytes);
        }

        return grown != null ? grown : NativeMemory.Realloc(table, bytes);
    }
}
