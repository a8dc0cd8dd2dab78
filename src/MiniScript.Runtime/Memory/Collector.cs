using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Mark and sweep.</summary>
/// <remarks>
/// <para><b>Invariant.</b> At the start of a collection every cell whose kind is not <see cref="Kind.Free"/> is fully
/// initialised, and each value in it is an immediate or the address of such a cell. It holds because a collection starts at a
/// safepoint only, and native code reaches a safepoint only by calling back into script, by which time it has filled what
/// it allocated. At its end the marked cells are exactly those reachable from the roots, plus what the machine stack seems to reach.</para>
/// <para><b>Roots.</b> The register stack up to the top of the current frame (words above are cleared, so a stale register never
/// dangles: it is cleared here, or it was written since and keeps its object alive until the next collection), frames, the
/// pending and the handled exception, interned strings, built-in types, modules, handles; and, conservatively, each word of the
/// machine stack and the callee-saved registers, interior pointers included.</para>
/// <para><b>Exceptions.</b> Inline caches and the method cache hold cells weakly: they are only read behind a guard that
/// proves their owner alive. Storage of a grown container may be released before any collection (<see cref="Heap.ReleaseBuffer"/>).</para>
/// <para>Sweeping is lazy: a block's dead cells are freed when the allocator next looks into it, at the latest before the next
/// mark phase. Large objects are freed at once.</para>
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

    /// <summary>The sum of all pauses.</summary>
    public readonly TimeSpan PauseTotal => Stopwatch.GetElapsedTime(0, pauseTotalTicks);

    /// <summary>Collects now. Only at a safepoint.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Collect()
    {
        long started = Stopwatch.GetTimestamp();
        FinishSweep();
        for (int i = 0; i < blockCount; i++)
        {
            Block.ClearMarks(blocks[i]);
        }

        Marker marker = default;
        marker.Initialize(vm, Torture);
        vm->TraceRoots(&marker);
        MachineStack.Scan(vm, &marker);
        marker.Drain();
        vm->AfterMark();
        nuint live = marker.LiveBytes;
        marker.Dispose();

        BeginSweep();
        threshold = live > FirstThreshold ? live : FirstThreshold;
        bytesSinceCollection = 0;
        collections++;
        if (Torture)
        {
            FinishSweep();
        }

        long pause = Stopwatch.GetTimestamp() - started;
        pauseTotalTicks += pause;
        pauseMaxTicks = pause > pauseMaxTicks ? pause : pauseMaxTicks;
    }

    /// <summary>The start of the allocated cell that a word points into, or null if it points to none.</summary>
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
        return cell->Kind == Kind.Free ? null : cell;
    }

    /// <summary>Gives all memory back. The managed objects that cells own are their host's to release.</summary>
    public void Dispose()
    {
        for (int i = blockCount - 1; i >= 0; i--)
        {
            Pages.Unmap(blocks[i], blocks[i]->Bytes);
        }

        ReleaseSpares();
        if (arenaNext < arenaEnd)
        {
            Pages.Unmap(arenaNext, (nuint)(arenaEnd - arenaNext));
        }

        blockCount = 0;
        NativeMemory.Free(spares);
        NativeMemory.Free(blocks);
        NativeMemory.Free(runs);
        NativeMemory.Free(sizes);
        NativeMemory.Free(classOfGranules);
        units.Dispose();
    }

    private void BeginSweep()
    {
        for (int i = 0; i < SizeClassCount; i++)
        {
            // The free cells behind a run are found again, by their kind, when the block is next looked into.
            cellsCarved -= sizes[i] == 0 ? 0 : (ulong)(runs[i].End - runs[i].Next) / sizes[i];
            runs[i] = default;
        }

        for (int i = blockCount - 1; i >= 0; i--)
        {
            Block* block = blocks[i];
            if (block->SizeClass >= 0)
            {
                block->NeedsSweep = true;
                continue;
            }

            ObjectHeader* cell = (ObjectHeader*)Block.Cell(block, 0);
            if (!Block.IsMarked(cell))
            {
                if ((cell->Flags & ObjectFlags.OwnsHandle) != 0)
                {
                    vm->ReleaseCell(cell);
                }

                Unmap(block);
            }
        }

        isSweeping = true;
    }

    private void FinishSweep()
    {
        if (!isSweeping)
        {
            return;
        }

        for (int i = blockCount - 1; i >= 0; i--)
        {
            Block* block = blocks[i];
            if (block->NeedsSweep)
            {
                SweepBlock(block);
            }

            if (block->LiveCells == 0 && block->SizeClass >= 0 && !IsAllocatingFrom(block))
            {
                Unmap(block);
            }
        }

        for (int i = 0; i < SizeClassCount; i++)
        {
            runs[i].NextBlock = 0;
        }

        isSweeping = false;
    }

    private readonly bool IsAllocatingFrom(Block* block) => runs[block->SizeClass].Block == block || block->LiveCells > 0;

    private void SweepBlock(Block* block)
    {
        int live = 0;
        nuint size = block->CellSize;
        nuint step = size / Block.Granule;
        nuint granule = Block.HeaderSize / Block.Granule;
        ulong* marks = Block.Marks(block);
        byte* cell = Block.Cell(block, 0);
        for (int i = block->CellCount; i > 0; i--, cell += size, granule += step)
        {
            if ((marks[granule >> 6] & (1UL << (int)(granule & 63))) != 0)
            {
                live++;
                continue;
            }

            ulong header = *(ulong*)cell;
            if (header == 0)
            {
                continue;
            }

            if ((((ObjectHeader*)cell)->Flags & ObjectFlags.OwnsHandle) != 0)
            {
                vm->ReleaseCell((ObjectHeader*)cell);
            }

            if (Torture)
            {
                new Span<byte>(cell, (int)size).Fill(0xdb);
            }

            *(ulong*)cell = 0;
        }

        block->LiveCells = live;
        block->NeedsSweep = false;
    }
}
