using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>A growing queue of cells in unmanaged memory. Whether it keeps them alive is its owner's to say: it has no part in tracing unless asked.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CellList
{
    private ObjectHeader** items;
    private int first;
    private int end;
    private int capacity;

    /// <summary>The number of cells.</summary>
    public readonly int Count => end - first;

    /// <summary>A cell by its place in the queue.</summary>
    public readonly ObjectHeader* this[int index] => items[first + index];

    /// <summary>Appends a cell.</summary>
    public void Add(void* cell)
    {
        if (end == capacity)
        {
            capacity = Math.Max(16, capacity * 2);
            items = (ObjectHeader**)NativeMemory.Realloc(items, (nuint)capacity * (nuint)sizeof(ObjectHeader*));
        }

        items[end++] = (ObjectHeader*)cell;
    }

    /// <summary>Takes the first cell out; there must be one.</summary>
    public ObjectHeader* Take()
    {
        ObjectHeader* cell = items[first++];
        if (first == end)
        {
            first = end = 0;
        }

        return cell;
    }

    /// <summary>Keeps the first cells only, after others were moved down by <see cref="Put"/>.</summary>
    public void Truncate(int count) => end = first + count;

    /// <summary>Writes a cell over another.</summary>
    public readonly void Put(int index, ObjectHeader* cell) => items[first + index] = cell;

    /// <summary>Marks all cells.</summary>
    public readonly void Trace(Marker* marker)
    {
        for (int i = first; i < end; i++)
        {
            marker->Mark(items[i]);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(items);
        this = default;
    }
}
