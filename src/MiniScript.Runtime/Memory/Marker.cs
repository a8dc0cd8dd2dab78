using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MiniScript.Runtime.Memory;

/// <summary>The work list of a mark phase. Cells wait in a short queue after a prefetch, so that their first touch finds them in the cache.</summary>
public unsafe struct Marker
{
    private const int QueueLength = 16;

    private ObjectHeader** stack;
    private nuint count;
    private nuint capacity;
    private fixed ulong queue[QueueLength];
    private int queueHead;

    /// <summary>The machine that is collected.</summary>
    public Vm* Vm;

    /// <summary>Looks at each cell before it is marked: see <see cref="Inspect"/>.</summary>
    private readonly bool isInspecting;

    /// <summary>Where the cells go that would be marked; null: they are.</summary>
    private readonly CellList* listed;

    /// <summary>Prepares an empty work list.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="isVerifying">Checks each pointer before it is followed.</param>
    public Marker(Vm* vm, bool isVerifying)
    {
        Vm = vm;
        isInspecting = isVerifying;
        capacity = 4096;
        stack = (ObjectHeader**)NativeMemory.Alloc(capacity, (nuint)sizeof(ObjectHeader*));
    }

    /// <summary>A marker that lists what a trace method shows it, and marks nothing.</summary>
    internal Marker(Vm* vm, CellList* listed)
    {
        Vm = vm;
        isInspecting = true;
        this.listed = listed;
    }

    /// <summary>Marks what a value refers to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Mark(Value value)
    {
        if (value.IsObject)
        {
            Mark(value.AsObject);
        }
    }

    /// <summary>Marks a cell that may be null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Mark(void* cell)
    {
        if (cell == null)
        {
            return;
        }

        if (isInspecting && !Inspect(cell))
        {
            return;
        }

        if (Block.TryMark(cell))
        {
            Push((ObjectHeader*)cell);
        }
    }

    /// <summary>Marks storage from <see cref="Heap.AllocateBuffer"/>; its owner traces what it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MarkBuffer(void* buffer)
    {
        if (buffer != null)
        {
            byte* cell = (byte*)buffer - sizeof(ObjectHeader);
            if (isInspecting && !Inspect(cell))
            {
                return;
            }

            _ = Block.TryMark(cell);
        }
    }

    /// <summary>Marks a run of values.</summary>
    public void Mark(Value* values, nint length)
    {
        for (nint i = 0; i < length; i++)
        {
            Mark(values[i]);
        }
    }

    /// <summary>Marks the cell that a word of the machine stack points into, if any.</summary>
    public void MarkConservatively(ulong word)
    {
        ObjectHeader* cell = Vm->Heap.FindCell(word);
        if (cell != null && Block.TryMark(cell))
        {
            Push(cell);
        }
    }

    /// <summary>Traces until nothing is left to trace.</summary>
    public void Drain()
    {
        int idle = 0;
        fixed (ulong* waiting = queue)
        {
            while (idle < QueueLength)
            {
                ObjectHeader* next = null;
                if (count > 0)
                {
                    next = stack[--count];
                    Prefetch(next);
                }

                ObjectHeader* ready = (ObjectHeader*)waiting[queueHead];
                waiting[queueHead] = (ulong)next;
                queueHead = (queueHead + 1) % QueueLength;
                if (ready == null)
                {
                    idle = next == null ? idle + 1 : 0;
                    continue;
                }

                idle = 0;
                Vm->Trace((Marker*)Unsafe.AsPointer(ref this), ready);
            }
        }
    }

    /// <summary>Gives the work list's memory back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(stack);
        stack = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ObjectHeader* cell)
    {
        if (count == capacity)
        {
            Grow();
        }

        stack[count++] = cell;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        capacity *= 2;
        stack = (ObjectHeader**)NativeMemory.Realloc(stack, capacity * (nuint)sizeof(ObjectHeader*));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* cell)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(cell);
        }
    }

    /// <summary>Lists a cell instead of marking it, or ends the process if the pointer is bad; true if it is to be marked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool Inspect(void* cell)
    {
        if (listed != null)
        {
            listed->Add(cell);
            return false;
        }

        if (Vm->Heap.FindCell((ulong)cell) != cell)
        {
            Environment.FailFast($"MiniScript: heap verification: 0x{(ulong)cell:x} is not an allocated cell.");
        }

        return true;
    }
}
