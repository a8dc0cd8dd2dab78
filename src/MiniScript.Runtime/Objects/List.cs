using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>list</c>: a growable sequence.</summary>
/// <remarks><code>
///  0        8        12         16      24           32
///  | header | length | capacity | items | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public unsafe partial struct List
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The number of items.</summary>
    public int Length;

    /// <summary>The number of items that fit <see cref="Items"/>.</summary>
    public int Capacity;

    /// <summary>The items, in a <see cref="Kind.ValueBuffer"/>; null while the capacity is 0. Read it again after every call that may run script.</summary>
    public Value* Items;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>An empty list with room for some items; null with <c>MemoryError</c> pending past the limit.</summary>
    public static List* New(Vm* vm, long capacity = 0)
    {
        List* list = (List*)vm->Heap.AllocateSmall((nuint)sizeof(List), Kind.List, (uint)TypeId.List);
        list->Length = 0;
        list->Capacity = 0;
        list->Items = null;
        list->Attributes = Value.Undefined;
        return capacity == 0 || Reserve(vm, list, capacity) ? list : null;
    }

    /// <summary>Appends; false with <c>MemoryError</c> pending past the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Append(Vm* vm, List* self, Value item)
    {
        int length = self->Length;
        if (length == self->Capacity && !Grow(vm, self))
        {
            return false;
        }

        self->Items[length] = item;
        self->Length = length + 1;
        return true;
    }

    /// <summary>Makes room for at least that many items in all; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool Reserve(Vm* vm, List* self, long capacity)
    {
        if (capacity <= self->Capacity)
        {
            return true;
        }

        Value* items = capacity > int.MaxValue / 8 ? null : (Value*)vm->Heap.GrowBuffer(
            self->Items, (nuint)self->Length * (nuint)sizeof(Value), (nuint)capacity * (nuint)sizeof(Value), Kind.ValueBuffer);
        if (items == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        self->Items = items;
        self->Capacity = (int)Math.Min(Heap.BufferCapacity(items) / (nuint)sizeof(Value), int.MaxValue);
        return true;
    }

    /// <summary>Marks what the list refers to.</summary>
    internal static void Trace(Marker* marker, List* self)
    {
        marker->MarkBuffer(self->Items);
        marker->Mark(self->Items, self->Length);
        marker->Mark(self->Attributes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Grow(Vm* vm, List* self) => Reserve(vm, self, self->Length + ((long)self->Length >> 1) + 3);
}
