using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Mark and sweep.</summary>
/// <remarks>
/// <para><b>Invariant.</b> At the start of a collection every cell that was handed out is fully
/// initialised, and each value in it is an immediate or the address of such a cell. It holds because a collection starts at a
/// safepoint only, and native code reaches a safepoint only by calling back into script, by which time it has filled what
/// it allocated. At its end the marked cells are exactly those reachable from the roots, plus what the machine stack seems to reach.</para>
/// <para><b>Roots.</b> The register stack up to the top of the current frame (words above are cleared, so a stale register never
/// dangles: it is cleared here, or it was written since and keeps its object alive until the next collection), frames, the
/// pending and the handled exception, interned strings, built-in types, modules, handles; and, conservatively, each word of the
/// machine stack and the callee-saved registers, interior pointers included.</para>
/// <para><b>Exceptions.</b> Inline caches and the method cache hold cells weakly: they are only read behind a guard that
/// proves their owner alive. Storage of a grown container may be released before any collection (<see cref="Heap.ReleaseBuffer"/>).</para>
/// <para>Nothing is swept: a cell without a mark is free, and the allocator finds it by its bit. Only cells that own a handle are looked for.
/// Large objects are freed at once.</para>
/// </remarks>
public unsafe partial struct Heap
{
    private const uint TortureFirst = 1000;
    private const uint TortureSlope = 400;

    /// <summary>
    /// True if torture mode collects at this safepoint: at each of the first thousand, then ever more seldom, so that a script of <i>n</i>
    /// safepoints sees some 400 ln(<i>n</i>) collections more and ends. The stride is odd, so that it visits the places of a loop in turn.
    /// </summary>
    internal bool IsTortureDue() => ++tortureSafepoints < TortureFirst || tortureSafepoints % ((tortureSafepoints / TortureSlope) | 1) == 0;

    /// <summary>Collections so far.</summary>
    public readonly int Collections => collections;

    /// <summary>The longest pause so far.</summary>
    public readonly TimeSpan PauseMax => Stopwatch.GetElapsedTime(0, pauseMaxTicks);

    /// <summary>The last pause.</summary>
    public readonly TimeSpan PauseLast => Stopwatch.GetElapsedTime(0, pauseLastTicks);

    /// <summary>The sum of all pauses.</summary>
    public readonly TimeSpan PauseTotal => Stopwatch.GetElapsedTime(0, pauseTotalTicks);

    /// <summary>Cells freed so far.</summary>
    public readonly long Freed => freed;

    /// <summary>Collects now. Only at a safepoint. Returns the number of cells that were freed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Collect()
    {
        long started = Stopwatch.GetTimestamp();
        RetireRuns();
        long cells = BeginMark();
        Marker marker = new(vm, Torture);
        vm->TraceRoots(&marker);
        MachineStack.Scan(vm, &marker);
        marker.Drain();
        vm->AfterMark(&marker);
        marker.Dispose();

        nuint live = FinishMark(ref cells);
        EnsureReserve();
        threshold = live > FirstThreshold ? live : FirstThreshold;
        bytesSinceCollection = 0;
        collections++;
        long pause = Stopwatch.GetTimestamp() - started;
        pauseLastTicks = pause;
        pauseTotalTicks += pause;
        pauseMaxTicks = pause > pauseMaxTicks ? pause : pauseMaxTicks;
        freed += cells;
        return cells;
    }

    /// <summary>Collects, and lists the objects that are alive.</summary>
    internal void CollectAndList(CellList* objects)
    {
        Collect();
        for (int i = 0; i < blockCount; i++)
        {
            Block* block = blocks[i];
            for (int k = 0; k < block->CellCount; k++)
            {
                ObjectHeader* cell = (ObjectHeader*)Block.Cell(block, k);
                if (Block.IsMarked(cell) && cell->Kind > Kind.ValueBuffer)
                {
                    objects->Add(cell);
                }
            }
        }
    }

    /// <summary>While a collection marks: the start of the allocated cell that a word points into, or null if it points to none.</summary>
    public readonly ObjectHeader* FindCell(ulong word)
    {
        Block* block = units.Lookup(word);
        if (block == null)
        {
            return null;
        }

        nuint offset = (nuint)word - (nuint)block;
        if (offset < Block.HeaderSize)
        {
            return null;
        }

        nuint index = (offset - Block.HeaderSize) / block->CellSize;
        if (index >= (nuint)block->CellCount)
        {
            return null;
        }

        ObjectHeader* cell = (ObjectHeader*)Block.Cell(block, (int)index);
        return Block.WasAllocated(cell) ? cell : null;
    }

    /// <summary>Gives all memory back. The managed objects that cells own are their host's to release.</summary>
    public void Dispose()
    {
        _ = ReleaseReserve();
        cells.Dispose();
        large.Dispose();
        huge.Dispose();
        blockCount = 0;
        for (int i = 0; i < SizeClassCount; i++)
        {
            NativeMemory.Free(starts[i]);
        }

        NativeMemory.Free(starts);
        NativeMemory.Free(blocks);
        NativeMemory.Free(runs);
        NativeMemory.Free(sizes);
        NativeMemory.Free(classOfGranules);
        units.Dispose();
    }

    /// <summary>Takes back the cells that were set aside for allocation and not handed out.</summary>
    private void RetireRuns()
    {
        for (int i = 0; i < SizeClassCount; i++)
        {
            Run* run = runs + i;
            if (run->Next < run->End)
            {
                nuint cells = (nuint)(run->End - run->Next) / sizes[i];
                Block.UnmarkRange(run->Block, (nuint)(run->Next - (byte*)run->Block) / Block.Granule, run->Cursor);
                run->Block->LiveCells -= (int)cells;
                cellsCarved -= cells;
            }

            *run = default;
        }
    }

    /// <summary>Clears the marks, and gives back blocks that stayed empty since the last collection; returns the number of cells in use.</summary>
    private long BeginMark()
    {
        long cells = 0;
        for (int i = blockCount - 1; i >= 0; i--)
        {
            Block* block = blocks[i];
            if (block->LiveCells == 0)
            {
                Unmap(block);
            }
            else
            {
                cells += block->LiveCells;
                Block.BeginMark(block);
            }
        }

        return cells;
    }

    /// <summary>Traces all cells that are marked once more, behind a marker whose work list had no room for some of them.</summary>
    internal void Retrace(Marker* marker)
    {
        for (int i = 0; i < blockCount; i++)
        {
            Block* block = blocks[i];
            for (int k = 0; k < block->CellCount; k++)
            {
                ObjectHeader* cell = (ObjectHeader*)Block.Cell(block, k);
                if (Block.IsMarked(cell) && cell->Kind > Kind.ValueBuffer)
                {
                    vm->TraceCell(marker, cell);
                    marker->Empty();
                }
            }
        }
    }

    /// <summary>Counts what is alive and frees what is not; returns the bytes of the cells that live, whose number is taken off <paramref name="cells"/>.</summary>
    private nuint FinishMark(ref long cells)
    {
        nuint live = 0;
        for (int i = blockCount - 1; i >= 0; i--)
        {
            Block* block = blocks[i];
            if (block->HasHandles || Torture)
            {
                VisitDead(block);
            }

            block->LiveCells = Block.CountMarks(block);
            live += (nuint)block->LiveCells * block->CellSize;
            cells -= block->LiveCells;
            if (block->LiveCells == 0 && block->SizeClass < 0)
            {
                Unmap(block);
            }
        }

        return live;
    }

    /// <summary>Releases the handles of the cells that have died; torture mode poisons them all.</summary>
    private void VisitDead(Block* block)
    {
        for (int i = 0; i < block->CellCount; i++)
        {
            ObjectHeader* cell = (ObjectHeader*)Block.Cell(block, i);
            if (Block.IsMarked(cell) || !Block.WasAllocated(cell))
            {
                continue;
            }

            if ((cell->Flags & ObjectFlags.OwnsHandle) != 0 && block->HasHandles)
            {
                vm->ReleaseCell(cell);
            }

            if (Torture && block->SizeClass >= 0)
            {
                new Span<byte>(cell, (int)block->CellSize).Fill(0xdb);
            }
        }
    }
}
