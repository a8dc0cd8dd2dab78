using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>collections.deque</c>: a ring of values that grows by doubling. Nothing here runs script.</summary>
/// <remarks>
/// <code>
///  0        8        12     16     20      24      32        40           48
///  | header | length | head | mask | state | items | maximum | attributes |
/// </code>
/// The item at index i lies at <c>items[(head + i) &amp; mask]</c>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 48)]
public unsafe partial struct Deque
{
    private const int SmallestCapacity = 8;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The number of items.</summary>
    public int Length;

    /// <summary>The place of the first item.</summary>
    public int Head;

    /// <summary>Places minus one, their number a power of two; -1 while there is no storage.</summary>
    public int Mask;

    /// <summary>Counts changes of the length and moves of items, so that iterators notice.</summary>
    public uint State;

    /// <summary>The places, in a <see cref="Kind.ValueBuffer"/>; null until the first insertion. Those without an item are undefined.</summary>
    public Value* Items;

    /// <summary>The greatest length, or -1 for none.</summary>
    public long Maximum;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>An empty deque of a type, which is <c>deque</c> or derives from it. Never fails.</summary>
    public static Deque* New(Vm* vm, TypeObject* type, long maximum)
    {
        Deque* self = (Deque*)vm->Heap.AllocateSmall((nuint)sizeof(Deque), Kind.Deque, (uint)TypeId.Deque);
        self->Length = 0;
        self->Head = 0;
        self->Mask = -1;
        self->State = 0;
        self->Items = null;
        self->Maximum = maximum;
        self->Attributes = Value.Undefined;
        return (Deque*)Instances.Adopt(self, type).AsObject;
    }

    /// <summary>The item at an index within bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value At(Deque* self, long index) => self->Items[(self->Head + index) & self->Mask];

    /// <summary>Replaces the item at an index within bounds.</summary>
    public static void SetAt(Deque* self, long index, Value item) => self->Items[(self->Head + index) & self->Mask] = item;

    /// <summary>Adds an item on the right; at the greatest length the leftmost goes. False with <c>MemoryError</c> pending past the limit.</summary>
    public static bool Append(Vm* vm, Deque* self, Value item)
    {
        if (self->Length > self->Mask && !Grow(vm, self))
        {
            return false;
        }

        self->Items[(self->Head + self->Length) & self->Mask] = item;
        self->Length++;
        self->State++;
        if ((ulong)self->Length > (ulong)self->Maximum)
        {
            PopLeft(self);
        }

        return true;
    }

    /// <summary>Adds an item on the left; at the greatest length the rightmost goes. False with <c>MemoryError</c> pending past the limit.</summary>
    public static bool AppendLeft(Vm* vm, Deque* self, Value item)
    {
        if (self->Length > self->Mask && !Grow(vm, self))
        {
            return false;
        }

        self->Head = (self->Head - 1) & self->Mask;
        self->Items[self->Head] = item;
        self->Length++;
        self->State++;
        if ((ulong)self->Length > (ulong)self->Maximum)
        {
            Pop(self);
        }

        return true;
    }

    /// <summary>Takes the rightmost item out; the deque is not empty.</summary>
    public static Value Pop(Deque* self)
    {
        self->Length--;
        self->State++;
        Value* place = self->Items + ((self->Head + self->Length) & self->Mask);
        Value item = *place;
        *place = Value.Undefined;
        return item;
    }

    /// <summary>Takes the leftmost item out; the deque is not empty.</summary>
    public static Value PopLeft(Deque* self)
    {
        Value* place = self->Items + self->Head;
        Value item = *place;
        *place = Value.Undefined;
        self->Head = (self->Head + 1) & self->Mask;
        self->Length--;
        self->State++;
        return item;
    }

    /// <summary>Turns the ring to the right by that many steps, less than its length either way.</summary>
    public static void Rotate(Deque* self, long steps)
    {
        self->State++;
        if (self->Length == self->Mask + 1)
        {
            self->Head = (int)(self->Head - steps) & self->Mask;
            return;
        }

        for (; steps > 0; steps--)
        {
            Value* last = self->Items + ((self->Head + self->Length - 1) & self->Mask);
            self->Head = (self->Head - 1) & self->Mask;
            self->Items[self->Head] = *last;
            *last = Value.Undefined;
        }

        for (; steps < 0; steps++)
        {
            Value* first = self->Items + self->Head;
            Value item = *first;
            *first = Value.Undefined;
            self->Head = (self->Head + 1) & self->Mask;
            self->Items[(self->Head + self->Length - 1) & self->Mask] = item;
        }
    }

    /// <summary>Inserts before an index between 0 and the length; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool Insert(Vm* vm, Deque* self, long index, Value item)
    {
        bool isNearEnd = index > self->Length / 2;
        if (isNearEnd ? !Append(vm, self, item) : !AppendLeft(vm, self, item))
        {
            return false;
        }

        if (isNearEnd)
        {
            for (long i = self->Length - 1; i > index; i--)
            {
                SetAt(self, i, At(self, i - 1));
            }
        }
        else
        {
            for (long i = 0; i < index; i++)
            {
                SetAt(self, i, At(self, i + 1));
            }
        }

        SetAt(self, index, item);
        return true;
    }

    /// <summary>Takes the item at an index within bounds out.</summary>
    public static void RemoveAt(Deque* self, long index)
    {
        if (index > self->Length / 2)
        {
            for (long i = index; i < self->Length - 1; i++)
            {
                SetAt(self, i, At(self, i + 1));
            }

            Pop(self);
            return;
        }

        for (long i = index; i > 0; i--)
        {
            SetAt(self, i, At(self, i - 1));
        }

        PopLeft(self);
    }

    /// <summary>Reverses the items in place.</summary>
    public static void Reverse(Deque* self)
    {
        for (long i = 0, j = self->Length - 1; i < j; i++, j--)
        {
            Value item = At(self, i);
            SetAt(self, i, At(self, j));
            SetAt(self, j, item);
        }
    }

    /// <summary>Empties the deque and gives its storage back.</summary>
    public static void Clear(Vm* vm, Deque* self)
    {
        Value* items = self->Items;
        self->Items = null;
        self->Length = 0;
        self->Head = 0;
        self->Mask = -1;
        self->State++;
        vm->Heap.ReleaseBuffer(items);
    }

    /// <summary>Marks what the deque refers to.</summary>
    internal static void Trace(Marker* marker, Deque* self)
    {
        marker->MarkBuffer(self->Items);
        marker->Mark(self->Items, self->Mask + 1);
        marker->Mark(self->Attributes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Grow(Vm* vm, Deque* self)
    {
        int places = self->Mask < 0 ? SmallestCapacity : (self->Mask + 1) * 2;
        Value* items = places > int.MaxValue / 16 ? null : (Value*)vm->Heap.AllocateBuffer((nuint)places * (nuint)sizeof(Value), Kind.ValueBuffer);
        if (items == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        int front = Math.Min(self->Length, self->Mask + 1 - self->Head);
        List.Move(self->Items + self->Head, items, front);
        List.Move(self->Items, items + front, self->Length - front);
        new Span<Value>(items + self->Length, places - self->Length).Clear();
        vm->Heap.ReleaseBuffer(self->Items);
        self->Items = items;
        self->Head = 0;
        self->Mask = places - 1;
        return true;
    }
}
