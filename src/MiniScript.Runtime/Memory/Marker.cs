using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MiniScript.Runtime.Memory;

/// <summary>The work list of a mark phase.</summary>
/// <remarks>
/// A pointer passes two short queues, each entered by a prefetch, so that neither touch waits for memory:
/// <em>found</em>, in front of the mark bit, and <em>marked</em>, in front of the cell itself. Between them lies the stack.
/// <code>
///  Mark → found (32) → mark bit → stack → marked (32) → Trace → Mark …
/// </code>
/// </remarks>
public unsafe struct Marker
{
    private const int QueueLength = 32;
    private const ulong BufferTag = 1;

    private ObjectHeader** stack;
    private nuint count;
    private nuint capacity;
    private fixed ulong found[QueueLength];     // cells, and buffers with BufferTag
    private fixed ulong marked[QueueLength];
    private nuint foundPlace;                   // counted without end: where the next pointer enters, and the oldest leaves
    private nuint markedPlace;
    private int waiting;                        // pointers in found
    private bool isFull;                        // the system refused a larger stack
    private bool isOverflown;                   // a cell was marked that the stack had no room for

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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Mark(void* cell)
    {
        if (cell != null && (!isInspecting || Inspect(cell)))
        {
            Find((ulong)cell);
        }
    }

    /// <summary>Marks storage from <see cref="Heap.AllocateBuffer"/>; its owner traces what it holds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void MarkBuffer(void* buffer)
    {
        if (buffer == null)
        {
            return;
        }

        byte* cell = (byte*)buffer - sizeof(ObjectHeader);
        if (!isInspecting || Inspect(cell))
        {
            Find((ulong)cell | BufferTag);
        }
    }

    /// <summary>Marks a run of values.</summary>
    public void Mark(Value* values, nint length)
    {
        for (nint i = 0; i < length; i++)
        {
            Value value = values[i];
            if (value.IsObject && (!isInspecting || Inspect(value.AsObject)))
            {
                Find((ulong)value.AsObject);
            }
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
        Empty();
        while (isOverflown)
        {
            isOverflown = false;
            Vm->Heap.Retrace((Marker*)Unsafe.AsPointer(ref this));
        }
    }

    /// <summary>Traces until the work list is empty; cells that it had no room for are still to be traced.</summary>
    internal void Empty()
    {
        int idle = 0;
        while (idle < QueueLength)
        {
            while (count == 0 && waiting > 0)
            {
                Find(0);
            }

            ObjectHeader* next = null;
            if (count > 0)
            {
                next = stack[--count];
                Prefetch(next);
            }

            ref ulong place = ref marked[markedPlace++ % QueueLength];
            ObjectHeader* ready = (ObjectHeader*)place;
            place = (ulong)next;
            idle = next == null ? idle + 1 : 0;
            if (ready != null)
            {
                idle = 0;
                Vm->TraceCell((Marker*)Unsafe.AsPointer(ref this), ready);
            }
        }
    }

    /// <summary>Gives the work list's memory back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(stack);
        stack = null;
    }

    /// <summary>Queues a pointer, or nothing, for its mark bit, and marks the one that leaves the queue for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Find(ulong pointer)
    {
        Prefetch(Block.MarkWord((void*)pointer));
        ref ulong place = ref found[foundPlace++ % QueueLength];
        ulong due = place;
        place = pointer;
        waiting += (pointer != 0 ? 1 : 0) - (due != 0 ? 1 : 0);
        if (due != 0 && Block.TryMark((void*)due) && (due & BufferTag) == 0)
        {
            Push((ObjectHeader*)due);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ObjectHeader* cell)
    {
        if (count == capacity && !Grow())
        {
            return;
        }

        stack[count++] = cell;
    }

    /// <summary>Makes room for another cell. False if the system refuses: the cell, which is marked, is traced later, by a look at all that are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Grow()
    {
        if (isFull)
        {
            isOverflown = true;
            return false;
        }

        void* grown = Pages.Reallocate(stack, capacity * 2 * (nuint)sizeof(ObjectHeader*));
        if (grown == null)
        {
            isFull = true;
            isOverflown = true;
            return false;
        }

        stack = (ObjectHeader**)grown;
        capacity *= 2;
        return true;
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
