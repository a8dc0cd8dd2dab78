using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Changing a list. Nothing here runs script.</summary>
public unsafe partial struct List
{
    /// <summary>Inserts before an index between 0 and the length; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool Insert(Vm* vm, List* self, long index, Value item)
    {
        int length = self->Length;
        if (!Append(vm, self, item))
        {
            return false;
        }

        Value* place = self->Items + index;
        Move(place, place + 1, length - index);
        *place = item;
        return true;
    }

    /// <summary>Takes the item at an index within bounds out.</summary>
    public static Value RemoveAt(List* self, long index)
    {
        Value* place = self->Items + index;
        Value item = *place;
        self->Length--;
        Move(place + 1, place, self->Length - index);
        return item;
    }

    /// <summary>Empties the list and gives its storage back.</summary>
    public static void Clear(Vm* vm, List* self)
    {
        Value* items = self->Items;
        self->Length = 0;
        self->Capacity = 0;
        self->Items = null;
        vm->Heap.ReleaseBuffer(items);
    }

    /// <summary>A plain list of the given values; null with <c>MemoryError</c> pending past the limit.</summary>
    public static List* New(Vm* vm, Value* items, long length)
    {
        List* list = New(vm, length);
        if (list != null)
        {
            Move(items, list->Items, length);
            list->Length = (int)length;
        }

        return list;
    }

    /// <summary>Replaces the items from <paramref name="start"/> up to <paramref name="stop"/>, both within bounds; false with <c>MemoryError</c> pending past the limit.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="self">The list.</param>
    /// <param name="start">The first index replaced.</param>
    /// <param name="stop">The index behind the last one replaced, not below <paramref name="start"/>.</param>
    /// <param name="items">The replacement; not the list's own storage.</param>
    /// <param name="count">Its length.</param>
    internal static bool ReplaceRange(Vm* vm, List* self, long start, long stop, Value* items, long count)
    {
        long length = self->Length - (stop - start) + count;
        if (length > self->Capacity && !Reserve(vm, self, Math.Max(length, self->Length + ((long)self->Length >> 1))))
        {
            return false;
        }

        Move(self->Items + stop, self->Items + start + count, self->Length - stop);
        Move(items, self->Items + start, count);
        self->Length = (int)length;
        return true;
    }

    /// <summary>Copies values; source and target may overlap.</summary>
    internal static void Move(Value* source, Value* target, long count) =>
        Buffer.MemoryCopy(source, target, count * sizeof(Value), count * sizeof(Value));
}
