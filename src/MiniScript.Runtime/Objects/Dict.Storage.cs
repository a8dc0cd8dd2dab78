using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Changing a dict.</summary>
/// <remarks>
/// Entries are taken in order; a deletion leaves a hole that is closed when the entries run out. <see cref="Capacity"/> counts the entries that may still be taken
/// before that, so it shrinks when the last entry is given back: each taken entry has used up a place of the index. Storage has room for 5, 10, 20, …
/// entries, which fills cells of 128, 256, 512, … bytes, and the index has eight places for each five entries.
/// </remarks>
public unsafe partial struct Dict
{
    private const int SmallestCapacity = 5;
    private const int LargestUnindexed = 10;
    private const int LargestCapacity = SmallestCapacity << 26;

    /// <summary>An empty dict. Never fails without a capacity.</summary>
    /// <param name="capacity">Entries to make room for; null is returned, with <c>MemoryError</c> pending, if they pass the limit.</param>
    public static Dict* New(Vm* vm, int capacity = 0)
    {
        Dict* self = (Dict*)vm->Heap.AllocateSmall((nuint)sizeof(Dict), Kind.Dict, (uint)TypeId.Dict);
        Initialize(self);
        return capacity == 0 || MoveEntries(vm, self, CapacityFor(capacity)) ? self : null;
    }

    /// <summary>Makes a fresh cell an empty dict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Initialize(Dict* self)
    {
        self->Count = 0;
        self->Used = 0;
        self->Capacity = 0;
        self->IndexMask = 0;
        self->KeysVersion = 0;
        self->OnlyStrings = 1;
        self->Entries = null;
        self->Index = null;
        self->Attributes = Value.Undefined;
        self->First = 0;
        self->Cutbacks = 0;
    }

    /// <summary><c>self[key] = item</c>; false with an exception pending.</summary>
    public static bool Set(Vm* vm, Dict* self, Value key, Value item)
    {
        long hash = HashOf(vm, key);
        return hash != -1 && Set(vm, self, key, hash, item);
    }

    /// <summary><c>self[key] = item</c> for a key whose hash is known; false with an exception pending.</summary>
    public static bool Set(Vm* vm, Dict* self, Value key, long hash, Value item)
    {
        int entry = Find(vm, self, key, hash);
        if (entry >= 0)
        {
            self->Entries[entry].Item = item;
            return true;
        }

        return entry == Absent && Insert(vm, self, key, hash, item);
    }

    /// <summary><c>self[key] = item</c> for a string; false with <c>MemoryError</c> pending past the limit. Runs no script.</summary>
    public static bool SetStr(Vm* vm, Dict* self, Str* key, Value item)
    {
        int entry = FindStr(self, key);
        if (entry >= 0)
        {
            self->Entries[entry].Item = item;
            return true;
        }

        return Insert(vm, self, Value.FromObject(key), Str.Hash(key), item);
    }

    /// <summary><c>self[key] = self.get(key, 0) + 1</c>; false with an exception pending.</summary>
    public static bool Tally(Vm* vm, Dict* self, Value key)
    {
        long hash = HashOf(vm, key);
        int entry = hash == -1 ? Failed : Find(vm, self, key, hash);
        if (entry < 0)
        {
            return entry == Absent && Insert(vm, self, key, hash, Value.FromInt(1));
        }

        Value count = self->Entries[entry].Item;
        if (count.IsInt && count.AsInt < Value.MaxInt)
        {
            self->Entries[entry].Item = Value.FromInt(count.AsInt + 1);
            return true;
        }

        Value next = Operators.Binary(vm, BinaryOperation.Add, count, Value.FromInt(1));
        return !next.IsUndefined && Set(vm, self, key, hash, next);
    }

    /// <summary>The value of a key, which is entered with <paramref name="fallback"/> if it is absent; <see cref="Value.Undefined"/> with an exception pending.</summary>
    public static Value SetDefault(Vm* vm, Dict* self, Value key, Value fallback)
    {
        long hash = HashOf(vm, key);
        if (hash == -1)
        {
            return Value.Undefined;
        }

        int entry = Find(vm, self, key, hash);
        if (entry >= 0)
        {
            return self->Entries[entry].Item;
        }

        return entry == Absent && Insert(vm, self, key, hash, fallback) ? fallback : Value.Undefined;
    }

    /// <summary><c>del self[key]</c>: 1 and the value, 0 if it is absent, -1 with an exception pending.</summary>
    public static int Remove(Vm* vm, Dict* self, Value key, out Value item)
    {
        item = Value.Undefined;
        long hash = HashOf(vm, key);
        if (hash == -1)
        {
            return -1;
        }

        int entry = Find(vm, self, key, hash);
        if (entry < 0)
        {
            return entry == Absent ? 0 : -1;
        }

        item = self->Entries[entry].Item;
        Delete(self, entry);
        return 1;
    }

    /// <summary>Takes the last entry out; false if the dict is empty.</summary>
    public static bool RemoveLast(Dict* self, out Value key, out Value item)
    {
        if (self->Count == 0)
        {
            key = item = Value.Undefined;
            return false;
        }

        // Deletion gives trailing holes back, so the last entry taken is live.
        int last = self->Used - 1;
        key = self->Entries[last].Key;
        item = self->Entries[last].Item;
        Delete(self, last);
        self->Cutbacks--;
        return true;
    }

    /// <summary>Empties the dict.</summary>
    public static void Clear(Vm* vm, Dict* self)
    {
        DictEntry* entries = self->Entries;
        int* index = self->Index;
        self->Count = 0;
        self->Used = 0;
        self->Capacity = 0;
        self->IndexMask = 0;
        self->KeysVersion = 0;
        self->OnlyStrings = 1;
        self->First = 0;
        self->Entries = null;
        self->Index = null;
        vm->Heap.ReleaseBuffer(entries);
        vm->Heap.ReleaseBuffer(index);
    }

    /// <summary>A plain dict with the same entries; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Dict* Copy(Vm* vm, Dict* self)
    {
        Dict* copy = New(vm);
        return CopyEntries(vm, copy, self) ? copy : null;
    }

    /// <summary>Walks the entries in order, from position 0; false at the end. Deletion on the way is fine.</summary>
    public static bool Next(Dict* self, ref int position, out Value key, out Value item)
    {
        DictEntry* entries = self->Entries;
        int used = self->Used;
        for (int i = Math.Max(position, self->First); i < used; i++)
        {
            if (!entries[i].Key.IsUndefined)
            {
                key = entries[i].Key;
                item = entries[i].Item;
                position = i + 1;
                return true;
            }
        }

        position = used;
        key = item = Value.Undefined;
        return false;
    }

    /// <summary>The version of the keys, given one if they have none yet; 0 once the versions of the machine are used up.</summary>
    public static uint KeysVersionOf(Vm* vm, Dict* self)
    {
        if (self->KeysVersion == 0 && vm->NextKeysVersion != uint.MaxValue)
        {
            self->KeysVersion = ++vm->NextKeysVersion;
        }

        return self->KeysVersion;
    }

    /// <summary>Makes an empty dict hold the entries of another; false with <c>MemoryError</c> pending past the limit.</summary>
    private static bool CopyEntries(Vm* vm, Dict* self, Dict* source)
    {
        if (source->Count == 0)
        {
            return true;
        }

        int capacity = CapacityFor(source->Count);
        bool isIntact = source->Used == source->Count && (source->Index == null || source->IndexMask == PlacesFor(source->Capacity) - 1);
        if (isIntact && source->Capacity <= 2 * capacity)
        {
            return CloneStorage(vm, self, source);
        }

        if (!MoveEntries(vm, self, capacity))
        {
            return false;
        }

        self->OnlyStrings = source->OnlyStrings;
        CloseHoles(source->Entries, source->Used, self->Entries);
        self->Used = source->Count;
        self->Count = source->Count;
        BuildIndex(self);
        return true;
    }

    /// <summary>Copies entries and index of a dict from which nothing was taken: no link of its index leads to what is not copied. False with <c>MemoryError</c> pending past the limit.</summary>
    private static bool CloneStorage(Vm* vm, Dict* self, Dict* source)
    {
        if (!AllocateStorage(vm, source->Capacity, out DictEntry* entries, out int* index))
        {
            return false;
        }

        long used = (long)source->Used * sizeof(DictEntry);
        Buffer.MemoryCopy(source->Entries, entries, used, used);
        if (index != null)
        {
            long places = (source->IndexMask + 1L) * sizeof(int);
            Buffer.MemoryCopy(source->Index, index, places, places);
        }

        self->Entries = entries;
        self->Index = index;
        self->IndexMask = source->IndexMask;
        self->Capacity = source->Capacity;
        self->First = 0;
        self->Used = source->Used;
        self->Count = source->Count;
        self->OnlyStrings = source->OnlyStrings;
        self->KeysVersion = 0;
        return true;
    }

    /// <summary>Enters a key that is known to be absent; false with <c>MemoryError</c> pending past the limit.</summary>
    private static bool Insert(Vm* vm, Dict* self, Value key, long hash, Value item)
    {
        if (self->Used >= self->Capacity && !MoveEntries(vm, self, CapacityFor(self->Count + (self->Count >> 1) + 1)))
        {
            return false;
        }

        int number = self->Used++;
        DictEntry* entry = self->Entries + number;
        entry->Key = key;
        entry->Item = item;
        entry->Hash = hash;
        self->Count++;
        self->KeysVersion = 0;
        if (!key.IsExactly(TypeId.Str))
        {
            self->OnlyStrings = 0;
        }

        if (self->Index != null)
        {
            Link(self->Index, (uint)self->IndexMask, hash, number);
        }

        return true;
    }

    private static void Delete(Dict* self, int number)
    {
        DictEntry* entries = self->Entries;
        entries[number].Key = Value.Undefined;
        entries[number].Item = Value.Undefined;
        self->Count--;
        self->KeysVersion = 0;
        if (number == self->First)
        {
            self->First++;
        }

        if (number != self->Used - 1)
        {
            return;
        }

        int used = number;
        while (used > 0 && entries[used - 1].Key.IsUndefined)
        {
            used--;
        }

        self->Capacity -= self->Index == null ? 0 : self->Used - used;
        self->Used = used;
        self->Cutbacks++;
        self->First = Math.Min(self->First, used);
    }

    private static int CapacityFor(int count)
    {
        int capacity = SmallestCapacity;
        while (capacity < count && capacity < LargestCapacity)
        {
            capacity *= 2;
        }

        return capacity < count ? int.MaxValue : capacity;
    }

    /// <summary>Moves the live entries to storage of that capacity and indexes them anew; false with <c>MemoryError</c> pending past the limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MoveEntries(Vm* vm, Dict* self, int capacity)
    {
        if (capacity > LargestCapacity)
        {
            Throw.MemoryError(vm);
            return false;
        }

        DictEntry* oldEntries = self->Entries;
        int* oldIndex = self->Index;
        if (!AllocateStorage(vm, capacity, out DictEntry* entries, out int* index))
        {
            return false;
        }

        CloseHoles(oldEntries, self->Used, entries);
        self->First = 0;
        self->Entries = entries;
        self->Index = index;
        self->IndexMask = PlacesFor(capacity) - 1;
        self->Used = self->Count;
        self->Capacity = capacity;
        self->KeysVersion = 0;
        BuildIndex(self);
        vm->Heap.ReleaseBuffer(oldEntries);
        vm->Heap.ReleaseBuffer(oldIndex);
        return true;
    }

    /// <summary>Storage for a number of entries, with an index if they are more than a few; false with <c>MemoryError</c> pending past the limit.</summary>
    private static bool AllocateStorage(Vm* vm, int capacity, out DictEntry* entries, out int* index)
    {
        int places = PlacesFor(capacity);
        entries = (DictEntry*)vm->Heap.AllocateBuffer((nuint)capacity * (nuint)sizeof(DictEntry), Kind.ValueBuffer);
        index = entries == null || places == 0 ? null : (int*)vm->Heap.AllocateBuffer((nuint)places * sizeof(int), Kind.Buffer);
        if (entries == null || (places > 0 && index == null))
        {
            vm->Heap.ReleaseBuffer(entries);
            Throw.MemoryError(vm);
            return false;
        }

        return true;
    }

    private static int PlacesFor(int capacity) => capacity > LargestUnindexed ? capacity / 5 * 8 : 0;

    private static void CloseHoles(DictEntry* source, int used, DictEntry* target)
    {
        DictEntry* end = source + used;
        for (; source < end; source++)
        {
            if (!source->Key.IsUndefined)
            {
                *target++ = *source;
            }
        }
    }

    private static void BuildIndex(Dict* self)
    {
        int* index = self->Index;
        if (index == null)
        {
            return;
        }

        uint mask = (uint)self->IndexMask;
        new Span<int>(index, self->IndexMask + 1).Clear();
        DictEntry* entries = self->Entries;
        int used = self->Used;
        for (int i = 0; i < used; i++)
        {
            Link(index, mask, entries[i].Hash, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Link(int* index, ulong mask, long hash, int number)
    {
        ulong perturb = (ulong)hash;
        ulong place = perturb & mask;
        while (index[place] != 0)
        {
            perturb >>= 5;
            place = ((place * 5) + perturb + 1) & mask;
        }

        index[place] = number + 1;
    }
}
