using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The native part of an asyncio event loop: what is ready to run, and what waits for its time.</summary>
/// <remarks>
/// <code>
///  0        8       16     20      24     28      32       40       44         48          52       56           64
///  | header | ready | head | count | mask | flags | timers | timers | room for | cancelled | poller | attributes |
/// </code>
/// The ready queue is a ring whose size is a power of two. An entry is a handle, or a task whose next step or wake-up it is. The timers are a
/// binary heap of pairs: a time in seconds and its handle.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public unsafe partial struct EventLoop
{
    private const int FirstRoom = 64;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The ring, in a <see cref="Kind.ValueBuffer"/>; null until something is ready.</summary>
    public Value* Ready;

    /// <summary>The place of the first entry.</summary>
    public int ReadyHead;

    /// <summary>The number of entries.</summary>
    public int ReadyCount;

    /// <summary>Places in the ring less one; -1 if there is none.</summary>
    public int ReadyMask;

    /// <summary>Bits.</summary>
    public EventLoopFlags Flags;

    /// <summary>The heap, in a <see cref="Kind.ValueBuffer"/>; null until something is scheduled.</summary>
    public Value* Timers;

    /// <summary>The number of pairs.</summary>
    public int TimerCount;

    /// <summary>The pairs that there is room for.</summary>
    public int TimerRoom;

    /// <summary>Cancelled handles among them.</summary>
    public int CancelledTimers;

    /// <summary>The descriptor of the system's object that watches others; 0 until one is watched.</summary>
    public int Poller;

    /// <summary>A dict of attributes, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>True if a bit is set.</summary>
    public readonly bool Has(EventLoopFlags flag) => (Flags & flag) != 0;

    /// <summary>Adds an entry to the ready queue; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool Push(Vm* vm, EventLoop* self, Value entry)
    {
        if (self->ReadyCount > self->ReadyMask && !GrowReady(vm, self))
        {
            return false;
        }

        self->Ready[(self->ReadyHead + self->ReadyCount) & self->ReadyMask] = entry;
        self->ReadyCount++;
        return true;
    }

    /// <summary>Takes the first entry off the ready queue, which has one.</summary>
    public static Value Pop(EventLoop* self)
    {
        Value entry = self->Ready[self->ReadyHead];
        self->Ready[self->ReadyHead] = Value.Undefined;
        self->ReadyHead = (self->ReadyHead + 1) & self->ReadyMask;
        self->ReadyCount--;
        return entry;
    }

    /// <summary>Adds a timer; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool PushTimer(Vm* vm, EventLoop* self, double when, Value handle)
    {
        if (self->TimerCount == self->TimerRoom && !GrowTimers(vm, self))
        {
            return false;
        }

        int place = self->TimerCount++;
        SetTimer(self, place, when, handle);
        Raise(self, 0, place);
        return true;
    }

    /// <summary>The time of the first timer, of which there is one.</summary>
    public static double FirstTime(EventLoop* self) => self->Timers[0].AsFloat;

    /// <summary>The handle of a timer.</summary>
    public static Value TimerHandle(EventLoop* self, int place) => self->Timers[(2 * place) + 1];

    /// <summary>Takes the first timer off the heap, which has one.</summary>
    /// <remarks>Among equal times the order is that of CPython's <c>heapq</c>: the last pair goes down to a leaf by the lesser child, then up again.</remarks>
    public static Value PopTimer(EventLoop* self)
    {
        Value handle = TimerHandle(self, 0);
        int last = --self->TimerCount;
        double when = self->Timers[2 * last].AsFloat;
        Value moved = TimerHandle(self, last);
        SetTimer(self, last, 0, Value.Undefined);
        if (last > 0)
        {
            SetTimer(self, 0, when, moved);
            Sink(self, 0);
        }

        return handle;
    }

    /// <summary>Drops the timers whose handles are cancelled.</summary>
    /// <param name="self">The loop.</param>
    /// <param name="isCancelled">Whether a handle is.</param>
    public static void DropTimers(EventLoop* self, delegate*<Value, bool> isCancelled)
    {
        int kept = 0;
        for (int i = 0; i < self->TimerCount; i++)
        {
            if (!isCancelled(TimerHandle(self, i)))
            {
                SetTimer(self, kept++, self->Timers[2 * i].AsFloat, TimerHandle(self, i));
            }
        }

        for (int i = kept; i < self->TimerCount; i++)
        {
            SetTimer(self, i, 0, Value.Undefined);
        }

        self->TimerCount = kept;
        for (int i = (kept / 2) - 1; i >= 0; i--)
        {
            Sink(self, i);
        }
    }

    /// <summary>Forgets everything that is ready or scheduled.</summary>
    public static void Clear(EventLoop* self)
    {
        self->Ready = null;
        self->ReadyMask = -1;
        self->ReadyHead = self->ReadyCount = 0;
        self->Timers = null;
        self->TimerCount = self->TimerRoom = self->CancelledTimers = 0;
    }

    /// <summary>Marks what the loop refers to.</summary>
    internal static void Trace(Marker* marker, EventLoop* self)
    {
        marker->Mark(self->Attributes);
        marker->MarkBuffer(self->Ready);
        marker->Mark(self->Ready, self->ReadyMask + 1);
        marker->MarkBuffer(self->Timers);
        for (int i = 0; i < self->TimerCount; i++)
        {
            marker->Mark(TimerHandle(self, i));
        }
    }

    private static void SetTimer(EventLoop* self, int place, double when, Value handle)
    {
        self->Timers[2 * place] = Value.FromFloat(when);
        self->Timers[(2 * place) + 1] = handle;
    }

    /// <summary>Moves a pair to a leaf, always to the lesser child's place, then up to where it belongs.</summary>
    private static void Sink(EventLoop* self, int start)
    {
        double when = self->Timers[2 * start].AsFloat;
        Value handle = TimerHandle(self, start);
        int place = start;
        for (int child = (2 * place) + 1; child < self->TimerCount; child = (2 * place) + 1)
        {
            if (child + 1 < self->TimerCount && !(self->Timers[2 * child].AsFloat < self->Timers[2 * (child + 1)].AsFloat))
            {
                child++;
            }

            SetTimer(self, place, self->Timers[2 * child].AsFloat, TimerHandle(self, child));
            place = child;
        }

        SetTimer(self, place, when, handle);
        Raise(self, start, place);
    }

    private static void Raise(EventLoop* self, int top, int place)
    {
        double when = self->Timers[2 * place].AsFloat;
        Value handle = TimerHandle(self, place);
        while (place > top)
        {
            int parent = (place - 1) >> 1;
            if (!(when < self->Timers[2 * parent].AsFloat))
            {
                break;
            }

            SetTimer(self, place, self->Timers[2 * parent].AsFloat, TimerHandle(self, parent));
            place = parent;
        }

        SetTimer(self, place, when, handle);
    }

    private static bool GrowReady(Vm* vm, EventLoop* self)
    {
        int room = self->ReadyMask < 0 ? FirstRoom : 2 * (self->ReadyMask + 1);
        Value* ring = (Value*)vm->Heap.AllocateBuffer((nuint)((long)room * sizeof(Value)), Kind.ValueBuffer);
        if (ring == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        new Span<Value>(ring, room).Clear();
        for (int i = 0; i < self->ReadyCount; i++)
        {
            ring[i] = self->Ready[(self->ReadyHead + i) & self->ReadyMask];
        }

        vm->Heap.ReleaseBuffer(self->Ready);
        self->Ready = ring;
        self->ReadyHead = 0;
        self->ReadyMask = room - 1;
        return true;
    }

    private static bool GrowTimers(Vm* vm, EventLoop* self)
    {
        int room = self->TimerRoom == 0 ? FirstRoom : 2 * self->TimerRoom;
        Value* heap = (Value*)vm->Heap.AllocateBuffer((nuint)(2L * room * sizeof(Value)), Kind.ValueBuffer);
        if (heap == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        new Span<Value>(self->Timers, 2 * self->TimerCount).CopyTo(new Span<Value>(heap, 2 * room));
        vm->Heap.ReleaseBuffer(self->Timers);
        self->Timers = heap;
        self->TimerRoom = room;
        return true;
    }
}

/// <summary>Bits of <see cref="EventLoop.Flags"/>.</summary>
[Flags]
public enum EventLoopFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is closed.</summary>
    Closed = 1,

    /// <summary>It stops when the pass in progress ends.</summary>
    Stopping = 2,

    /// <summary>It runs.</summary>
    Running = 4,
}
