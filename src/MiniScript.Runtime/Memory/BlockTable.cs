using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Finds the block that an arbitrary word points into: an open-addressing hash table from 64 KiB units to blocks.</summary>
internal unsafe struct BlockTable
{
    private const ulong Tombstone = 1;

    private ulong* keys;      // unit number, 0 free, 1 removed
    private Block** values;
    private int capacity;     // a power of two
    private int used;         // taken and removed places

    /// <summary>Prepares an empty table.</summary>
    public void Initialize() => Resize(64);

    /// <summary>Enters every unit of a block.</summary>
    public void Add(Block* block)
    {
        ulong first = (ulong)block / Block.Size;
        ulong last = ((ulong)block + block->Bytes - 1) / Block.Size;
        for (ulong unit = first; unit <= last; unit++)
        {
            if ((used + 1) * 2 > capacity)
            {
                Resize(capacity * 2);
            }

            Insert(unit, block);
        }
    }

    /// <summary>Takes every unit of a block out.</summary>
    public readonly void Remove(Block* block)
    {
        ulong first = (ulong)block / Block.Size;
        ulong last = ((ulong)block + block->Bytes - 1) / Block.Size;
        for (ulong unit = first; unit <= last; unit++)
        {
            int place = Find(unit);
            if (place >= 0)
            {
                keys[place] = Tombstone;
            }
        }
    }

    /// <summary>The block that an address lies in, or null.</summary>
    public readonly Block* Lookup(ulong address)
    {
        ulong unit = address / Block.Size;
        if (unit <= Tombstone)
        {
            return null;
        }

        int place = Find(unit);
        return place < 0 ? null : values[place];
    }

    /// <summary>Gives the table's memory back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(keys);
        NativeMemory.Free(values);
        keys = null;
        values = null;
    }

    private readonly int Find(ulong unit)
    {
        int mask = capacity - 1;
        for (int place = Hash(unit) & mask; ; place = (place + 1) & mask)
        {
            if (keys[place] == unit)
            {
                return place;
            }

            if (keys[place] == 0)
            {
                return -1;
            }
        }
    }

    private void Insert(ulong unit, Block* block)
    {
        int mask = capacity - 1;
        int place = Hash(unit) & mask;
        while (keys[place] > Tombstone)
        {
            place = (place + 1) & mask;
        }

        used += keys[place] == 0 ? 1 : 0;
        keys[place] = unit;
        values[place] = block;
    }

    private void Resize(int newCapacity)
    {
        ulong* oldKeys = keys;
        Block** oldValues = values;
        int oldCapacity = capacity;
        int live = 0;
        for (int i = 0; i < oldCapacity; i++)
        {
            live += oldKeys[i] > Tombstone ? 1 : 0;
        }

        newCapacity = live * 4 <= oldCapacity && oldCapacity > 0 ? oldCapacity : newCapacity;
        ulong* newKeys = (ulong*)NativeMemory.AllocZeroed((nuint)newCapacity, sizeof(ulong));
        values = (Block**)NativeMemory.AllocZeroed((nuint)newCapacity, (nuint)sizeof(Block*));
        keys = newKeys;
        capacity = newCapacity;
        used = 0;
        for (int i = 0; i < oldCapacity; i++)
        {
            if (oldKeys[i] > Tombstone)
            {
                Insert(oldKeys[i], oldValues[i]);
            }
        }

        NativeMemory.Free(oldKeys);
        NativeMemory.Free(oldValues);
    }

    private static int Hash(ulong unit) => (int)((unit * 0x9e3779b97f4a7c15UL) >> 40);
}
