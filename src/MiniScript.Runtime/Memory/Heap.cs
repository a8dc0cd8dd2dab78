using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>The memory of one <see cref="Vm"/>: cells in size-class blocks, large objects apart, nothing ever moves.</summary>
/// <remarks>
/// Small cells are handed out from a <em>run</em>: a stretch of free cells of one block, bumped through. When a run is
/// exhausted the next one is looked for in the block, then in the next block, then a new block is mapped.
/// An allocation never collects; it asks for a collection at the next safepoint. A small allocation never fails: past the
/// limit it makes <c>MemoryError</c> pending for the next safepoint. A large one returns null at the limit, and its caller raises.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe partial struct Heap
{
    /// <summary>The largest cell that lives in a shared block, in bytes.</summary>
    public const int MaxSmall = (Block.Size - Block.HeaderSize) / 2 / Block.Granule * Block.Granule;

    private const int SizeClassCount = 40;
    private const int MaxStepped = 8 * 1024;
    private const nuint FirstThreshold = 4 << 20;
    private const ulong MaxBytes = 1UL << 46;
    private const nuint LargeStep = 4096;
    private const nuint HugeFrom = 2 * Pages.Huge;
    private const nuint MaxIdleBytes = 16 << 20;
    private const nuint FirstRegion = 16 << 20;
    private const nuint FirstLargeRegion = 64 << 20;

    private Vm* vm;
    private Run* runs;              // one per size class
    private nuint* sizes;           // cell size of each class
    private ulong** starts;         // Block.Starts of each class that has blocks
    private byte* classOfGranules;  // size in granules → class
    private Block** blocks;
    private int blockCount;
    private int blockCapacity;
    private BlockTable units;
    private AddressSpace cells;     // blocks of small cells; behind the first region in huge pages: a collection follows pointers all over them
    private AddressSpace large;     // large objects
    private AddressSpace huge;      // those from HugeFrom on, in huge pages
    private nuint bytesMapped;
    private nuint bytesPeak;
    private nuint bytesSinceCollection;
    private nuint threshold;
    private ulong cellsCarved;
    private int collections;
    private long freed;
    private long pauseLastTicks;
    private long pauseMaxTicks;
    private long pauseTotalTicks;
    private uint tortureSafepoints;
    private void* reserve;          // address space for when the system refuses more; null before the first collection and while it is used up
    private nuint reserveBytes;
    private bool isReserveOfCells;  // taken from the free units of cells, not mapped

    /// <summary>Collects at safepoints as <see cref="IsTortureDue"/> says, poisons freed cells and checks every pointer that is traced.</summary>
    public bool Torture;

    /// <summary>The limit in bytes; <see cref="nuint.MaxValue"/> if there is none.</summary>
    public nuint Limit;

    /// <summary>Bytes mapped now.</summary>
    public readonly nuint BytesInUse => bytesMapped;

    /// <summary>The greatest number of bytes mapped so far.</summary>
    public readonly nuint BytesPeak => bytesPeak;

    /// <summary>Cells allocated so far.</summary>
    public readonly ulong Allocations
    {
        get
        {
            ulong pending = 0;
            for (int i = 0; i < SizeClassCount; i++)
            {
                pending += (ulong)(runs[i].End - runs[i].Next) / (sizes[i] == 0 ? 1 : sizes[i]);
            }

            return cellsCarved - pending;
        }
    }

    /// <summary>A stretch of free cells.</summary>
    private struct Run
    {
        public byte* Next;
        public byte* End;
        public Block* Block;
        public nuint Cursor;        // the granule of the block behind the run
        public int NextBlock;       // where the search for the class's next block goes on
    }

    /// <summary>Prepares an empty heap.</summary>
    public void Initialize(Vm* owner)
    {
        vm = owner;
        Limit = nuint.MaxValue;
        threshold = FirstThreshold;
        runs = (Run*)NativeMemory.AllocZeroed(SizeClassCount, (nuint)sizeof(Run));
        sizes = (nuint*)NativeMemory.AllocZeroed(SizeClassCount, (nuint)sizeof(nuint));
        starts = (ulong**)NativeMemory.AllocZeroed(SizeClassCount, (nuint)sizeof(ulong*));
        classOfGranules = (byte*)NativeMemory.AllocZeroed((MaxSmall / Block.Granule) + 1);
        cells.Initialize(FirstRegion, hugePagesFrom: 1);
        large.Initialize(FirstLargeRegion, hugePagesFrom: int.MaxValue);
        huge.Initialize(2 * FirstLargeRegion, hugePagesFrom: 0);
        int count = 0;
        for (nuint size = Block.Granule; size <= MaxStepped;)
        {
            sizes[count++] = size;
            nuint step = size < 128 ? 16 : (nuint)1 << (BitLength(size) - 3);
            size += step;
        }

        // The largest ones share a block out evenly. An object with a block of its own would lie where all such objects lie, in the cache too.
        for (nuint cells = (Block.Size - Block.HeaderSize) / MaxStepped; cells >= 2; cells--)
        {
            sizes[count++] = (Block.Size - Block.HeaderSize) / cells / Block.Granule * Block.Granule;
        }

        Debug.Assert(count <= SizeClassCount);
        int current = 0;
        for (int granules = 1; granules <= MaxSmall / Block.Granule; granules++)
        {
            if ((nuint)granules * Block.Granule > sizes[current])
            {
                current++;
            }

            classOfGranules[granules] = (byte)current;
        }

        units.Initialize();
    }

    private static int BitLength(nuint value) => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value);

    /// <summary>Allocates a cell of at most <see cref="MaxSmall"/> bytes and writes its header; the rest is not cleared. Never fails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* AllocateSmall(nuint size, Kind kind, uint shape)
    {
        Debug.Assert(size is > 0 and <= MaxSmall);
        nuint index = classOfGranules[(size + Block.Granule - 1) / Block.Granule];
        Run* run = runs + index;
        byte* cell = run->Next;
        byte* next = cell + sizes[index];
        if (next > run->End)
        {
            return AllocateFromNextRun((int)index, kind, shape);
        }

        run->Next = next;
        *(ulong*)cell = (ulong)kind | ((ulong)shape << 32);
        return cell;
    }

    /// <summary>Allocates a cell of any size and writes its header; the rest is not cleared. Null, and <c>MemoryError</c> is not yet raised, if it passes the limit.</summary>
    public void* Allocate(nuint size, Kind kind, uint shape) =>
        size <= MaxSmall ? AllocateSmall(size, kind, shape) : AllocateLarge(size, kind, shape);

    /// <summary>Allocates storage for another object; returns the address behind the header, or null past the limit. Not cleared.</summary>
    /// <param name="bytes">Bytes usable behind the returned address.</param>
    /// <param name="kind"><see cref="Kind.Buffer"/> or <see cref="Kind.ValueBuffer"/>.</param>
    public void* AllocateBuffer(nuint bytes, Kind kind)
    {
        void* cell = Allocate(bytes + (nuint)sizeof(ObjectHeader), kind, 0);
        return cell == null ? null : (byte*)cell + sizeof(ObjectHeader);
    }

    /// <summary>The bytes usable in a buffer from <see cref="AllocateBuffer"/>: at least those asked for.</summary>
    public static nuint BufferCapacity(void* buffer) => Block.Of((byte*)buffer - sizeof(ObjectHeader))->CellSize - (nuint)sizeof(ObjectHeader);

    /// <summary>More storage for what <paramref name="buffer"/> holds: the same, grown where it lies, or new; null past the limit, and the old one stays.</summary>
    /// <param name="buffer">From <see cref="AllocateBuffer"/>, or null; only its owner may grow it, when nothing else can hold the address.</param>
    /// <param name="used">The bytes to keep.</param>
    /// <param name="bytes">Bytes usable behind the returned address.</param>
    /// <param name="kind">The kind that the buffer was made with.</param>
    public void* GrowBuffer(void* buffer, nuint used, nuint bytes, Kind kind)
    {
        if (buffer != null && TryExtendBuffer(buffer, bytes))
        {
            return buffer;
        }

        void* grown = AllocateBuffer(bytes, kind);
        if (grown != null)
        {
            Buffer.MemoryCopy(buffer, grown, bytes, used);
            ReleaseBuffer(buffer);
        }

        return grown;
    }

    /// <summary>Lets storage grow where it lies to at least so many bytes; false if it has neighbours, is small, or would pass the limit.</summary>
    public bool TryExtendBuffer(void* buffer, nuint bytes) => TryExtend(Block.Of((byte*)buffer - sizeof(ObjectHeader)), bytes + (nuint)sizeof(ObjectHeader));

    /// <summary>Gives storage back at once; only its owner may, when nothing else can hold the address. Small buffers are left to the collector.</summary>
    public void ReleaseBuffer(void* buffer)
    {
        if (buffer == null)
        {
            return;
        }

        byte* cell = (byte*)buffer - sizeof(ObjectHeader);
        Block* block = Block.Of(cell);
        if (block->SizeClass < 0)
        {
            Unmap(block);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void* AllocateFromNextRun(int index, Kind kind, uint shape)
    {
        Run* run = runs + index;
        nuint size = sizes[index];
        if (!FindRun(run, index, size))
        {
            MapRun(run, index, size);
        }

        byte* cell = run->Next;
        run->Next = cell + size;
        *(ulong*)cell = (ulong)kind | ((ulong)shape << 32);
        return cell;
    }

    /// <summary>Looks for free cells in the blocks that the class has.</summary>
    private bool FindRun(Run* run, int index, nuint size)
    {
        while (true)
        {
            Block* block = run->Block;
            if (block != null)
            {
                nuint from = run->Cursor;
                if (Block.FindUnmarked(block, ref from, out nuint end))
                {
                    TakeRun(run, block, from, end);
                    return true;
                }
            }

            run->Block = NextBlock(run, index);
            run->Cursor = Block.HeaderSize / Block.Granule;
            run->Next = run->End = null;
            if (run->Block == null)
            {
                return false;
            }
        }
    }

    private Block* NextBlock(Run* run, int index)
    {
        while (run->NextBlock < blockCount)
        {
            Block* block = blocks[run->NextBlock++];
            if (block->SizeClass != index)
            {
                continue;
            }

            if (block->LiveCells < block->CellCount)
            {
                return block;
            }
        }

        return null;
    }

    private void MapRun(Run* run, int index, nuint size)
    {
        if (bytesMapped + Block.Size > Limit)
        {
            vm->RequestMemoryError();
        }

        Block* block = Map(Block.Size, index);
        if (block == null)
        {
            vm->RequestMemoryError();
            block = ReleaseReserve() ? Map(Block.Size, index) : null;
            if (block == null)
            {
                Environment.FailFast("MiniScript: the system has no memory left.");
            }
        }

        block->CellSize = size;
        block->CellCount = (int)((Block.Size - Block.HeaderSize) / size);
        run->Block = block;
        run->NextBlock = blockCount;
        block->Starts = StartsOf(index, block);
        TakeRun(run, block, Block.GranuleOf(block, 0), Block.GranuleOf(block, (nuint)block->CellCount));
    }

    /// <summary>Hands the cells from one granule to before another to a run; they count as allocated from now on.</summary>
    private void TakeRun(Run* run, Block* block, nuint from, nuint end)
    {
        Block.MarkRange(block, from, end);
        run->Next = (byte*)block + (from * Block.Granule);
        run->End = (byte*)block + (end * Block.Granule);
        run->Cursor = end;
        nuint cells = (nuint)(run->End - run->Next) / block->CellSize;
        block->LiveCells += (int)cells;
        Account(cells, cells * block->CellSize);
    }

    /// <summary>Where the cells of a size class start, made for its first block.</summary>
    private ulong* StartsOf(int index, Block* block)
    {
        if (starts[index] == null)
        {
            ulong* bits = (ulong*)NativeMemory.AllocZeroed(Block.BitWords, sizeof(ulong));
            for (nuint i = 0; i < (nuint)block->CellCount; i++)
            {
                nuint granule = Block.GranuleOf(block, i);
                bits[granule >> 6] |= 1UL << (int)(granule & 63);
            }

            starts[index] = bits;
        }

        return starts[index];
    }

    private void Account(nuint cells, nuint bytes)
    {
        cellsCarved += cells;
        bytesSinceCollection += bytes;
        if (bytesSinceCollection > threshold)
        {
            vm->RequestCollection();
        }
    }

    private void* AllocateLarge(nuint size, Kind kind, uint shape)
    {
        nuint bytes = size + Block.HeaderSize;
        if (bytes < size || bytesMapped + bytes > Limit || bytes > MaxBytes)
        {
            return null;
        }

        Block* block = Map(RoundLarge(bytes), -1);
        if (block == null)
        {
            vm->RequestCollection();
            return null;
        }

        block->CellSize = block->Bytes - Block.HeaderSize;
        block->CellCount = 1;
        block->LiveCells = 1;
        byte* cell = Block.Cell(block, 0);
        Block.TryMark(cell);
        *(ulong*)cell = (ulong)kind | ((ulong)shape << 32);
        Account(1, size);
        return cell;
    }

    /// <summary>Lets a large block grow where it lies; false if it has neighbours, or is none.</summary>
    private bool TryExtend(Block* block, nuint size)
    {
        nuint bytes = RoundLarge(size + Block.HeaderSize);
        if (block->SizeClass >= 0 || bytes < size || bytes <= block->Bytes || bytesMapped + bytes - block->Bytes > Limit || bytes > MaxBytes
            || !SpaceOf(block)->TryExtend(block, block->Bytes, bytes))
        {
            return false;
        }

        nuint added = bytes - block->Bytes;
        units.Remove(block);
        block->Bytes = bytes;
        block->CellSize += added;
        EnterUnits(block);
        bytesMapped += added;
        bytesPeak = bytesMapped > bytesPeak ? bytesMapped : bytesPeak;
        Account(0, added);
        return true;
    }

    /// <summary>Rounds a large block up: what a growing object asks for next it mostly has.</summary>
    private static nuint RoundLarge(nuint bytes)
    {
        nuint step = Math.Max(LargeStep, (nuint)1 << (BitLength(bytes) - 4));
        return (bytes + step - 1) & ~(bytes > 1 << 20 ? LargeStep - 1 : step - 1);
    }

    /// <summary>Where a block lies.</summary>
    private readonly AddressSpace* SpaceOf(Block* block)
    {
        Heap* self = &vm->Heap;
        return SpaceOf(self, block->Space);
    }

    private static AddressSpace* SpaceOf(Heap* self, BlockSpace space) => space switch
    {
        BlockSpace.Cells => &self->cells,
        BlockSpace.Large => &self->large,
        _ => &self->huge,
    };

    /// <summary>A block of so many bytes, entered into the lists of the heap. Null if the system refuses.</summary>
    private Block* Map(nuint bytes, int sizeClass)
    {
        BlockSpace space = sizeClass >= 0 ? BlockSpace.Cells : bytes >= HugeFrom ? BlockSpace.Huge : BlockSpace.Large;
        Heap* self = &vm->Heap;
        Block* block = (Block*)SpaceOf(self, space)->Take(bytes, space == BlockSpace.Huge ? (int)(Pages.Huge / Block.Size) : 1);
        while (block == null && space != BlockSpace.Cells)
        {
            space--;
            block = (Block*)SpaceOf(self, space)->TakeFree(bytes);
        }

        if (block == null)
        {
            return null;
        }

        Block.ClearMarks(block);
        block->Bytes = bytes;
        block->SizeClass = sizeClass;
        block->Space = space;
        block->LiveCells = 0;
        block->HasHandles = false;
        if (blockCount == blockCapacity)
        {
            int grown = blockCapacity == 0 ? 64 : blockCapacity * 2;
            blocks = (Block**)Regrow(blocks, (nuint)grown * (nuint)sizeof(Block*));
            blockCapacity = grown;
        }

        block->Index = blockCount;
        blocks[blockCount++] = block;
        EnterUnits(block);
        bytesMapped += bytes;
        bytesPeak = bytesMapped > bytesPeak ? bytesMapped : bytesPeak;
        return block;
    }

    private void Unmap(Block* block)
    {
        units.Remove(block);
        Block* last = blocks[--blockCount];
        blocks[block->Index] = last;
        last->Index = block->Index;
        bytesMapped -= block->Bytes;
        if (Torture)
        {
            new Span<byte>((byte*)block + Block.HeaderSize, (int)Math.Min(block->Bytes - Block.HeaderSize, int.MaxValue)).Fill(0xdb);
        }

        SpaceOf(block)->Give(block, block->Bytes);

        // Until the next collection the heap grows by as much as the threshold says.
        if (cells.IdleBytes + large.IdleBytes + huge.IdleBytes > Math.Max(MaxIdleBytes, threshold))
        {
            cells.Discard();
            large.Discard();
            huge.Discard();
        }
    }
}
