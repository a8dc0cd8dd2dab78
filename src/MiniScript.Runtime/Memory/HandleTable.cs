using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>A slot of a <see cref="HandleTable"/>: it keeps a value alive until it is freed.</summary>
public readonly record struct ValueHandle(int Index);

/// <summary>Values that managed code keeps: the exact roots that live outside the stacks.</summary>
internal unsafe struct HandleTable
{
    private Value* slots;
    private int count;
    private int capacity;
    private int firstFree; // 1-based chain through free slots, 0 ends it

    /// <summary>Keeps a value.</summary>
    public ValueHandle Keep(Value value)
    {
        int index;
        if (firstFree != 0)
        {
            index = firstFree - 1;
            firstFree = (int)slots[index].AsInt;
        }
        else
        {
            if (count == capacity)
            {
                capacity = capacity == 0 ? 32 : capacity * 2;
                slots = (Value*)NativeMemory.Realloc(slots, (nuint)capacity * (nuint)sizeof(Value));
            }

            index = count++;
        }

        slots[index] = value;
        return new ValueHandle(index);
    }

    /// <summary>The value kept.</summary>
    public readonly Value Get(ValueHandle handle) => slots[handle.Index];

    /// <summary>Replaces the value kept.</summary>
    public readonly void Set(ValueHandle handle, Value value) => slots[handle.Index] = value;

    /// <summary>Stops keeping the value.</summary>
    public void Free(ValueHandle handle)
    {
        slots[handle.Index] = Value.FromInt(firstFree);
        firstFree = handle.Index + 1;
    }

    /// <summary>Marks the values kept.</summary>
    public readonly void Trace(Marker* marker) => marker->Mark(slots, count);

    /// <summary>Gives the table's memory back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(slots);
        slots = null;
        count = capacity = firstFree = 0;
    }
}
