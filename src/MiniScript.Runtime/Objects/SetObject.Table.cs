using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The hash table of a set.</summary>
/// <remarks>
/// The order in which a set is iterated is the order of its places, and scripts see it. So the places follow CPython's rules: eight at first; ten neighbours
/// are probed before the jump along <c>5 i + 1 + perturb</c>; at three fifths full the table grows to the first power of two above four times (from 50,000 on: two times) the live entries.
/// Comparing foreign keys runs script, which may change the set: the search then starts again.
/// </remarks>
public unsafe partial struct SetObject
{
    private const int SmallestSize = 8;
    private const int Neighbours = 9;
    private const int FastGrowthLimit = 50_000;
    private const int LargestSize = 1 << 29;
    private const long DeletedHash = -1;

    /// <summary>An empty <c>set</c>, or another type of that layout. Never fails.</summary>
    public static SetObject* New(Vm* vm, TypeId type = TypeId.Set)
    {
        SetObject* self = (SetObject*)vm->Heap.AllocateSmall((nuint)sizeof(SetObject), Kind.Set, (uint)type);
        self->Count = 0;
        self->Used = 0;
        self->Mask = SmallestSize - 1;
        self->Finger = 0;
        self->Entries = null;
        self->HashCache = -1;
        self->Attributes = Value.Undefined;
        return self;
    }

    /// <summary>Adds a key; false with an exception pending.</summary>
    public static bool Add(Vm* vm, SetObject* self, Value key)
    {
        long hash = Dict.HashOf(vm, key);
        return hash != -1 && Add(vm, self, key, hash);
    }

    /// <summary>Adds a key whose hash is known; false with an exception pending.</summary>
    public static bool Add(Vm* vm, SetObject* self, Value key, long hash)
    {
        int verdict;
        SetEntry* place;
        do
        {
            if (self->Entries == null && !Resize(vm, self, 0))
            {
                return false;
            }

            verdict = Find(vm, self, key, hash, out place);
        }
        while (verdict == Changed);
        if (verdict != Absent)
        {
            return verdict == Found;
        }

        place->Key = key;
        place->Hash = hash;
        return Grow(vm, self);
    }

    /// <summary>Adds a key to a set that was made a moment ago and holds no key that is equal to it; false with an exception pending.</summary>
    public static bool AddDistinct(Vm* vm, SetObject* self, SetEntry entry)
    {
        if (!entry.Key.IsInt && !entry.Key.IsExactly(TypeId.Str))
        {
            return Add(vm, self, entry.Key, entry.Hash);
        }

        if (self->Entries == null && !Resize(vm, self, 0))
        {
            return false;
        }

        Place(self->Entries, (uint)self->Mask, entry);
        return Grow(vm, self);
    }

    /// <summary>Counts a key that was entered, and makes room for the next; false with an exception pending.</summary>
    private static bool Grow(Vm* vm, SetObject* self)
    {
        self->Used++;
        self->Count++;
        return (long)self->Used * 5 < (long)self->Mask * 3
            || Resize(vm, self, self->Count > FastGrowthLimit ? (long)self->Count * 2 : (long)self->Count * 4);
    }

    /// <summary>1 if the set has the key, 0 if not, -1 with an exception pending.</summary>
    public static int Contains(Vm* vm, SetObject* self, Value key)
    {
        long hash = Dict.HashOf(vm, key);
        return hash == -1 ? -1 : Contains(vm, self, key, hash);
    }

    /// <summary>1 if the set has the key of that hash, 0 if not, -1 with an exception pending.</summary>
    public static int Contains(Vm* vm, SetObject* self, Value key, long hash) => Locate(vm, self, key, hash, out _);

    /// <summary>Takes a key out: 1 if it was there, 0 if not, -1 with an exception pending.</summary>
    public static int Remove(Vm* vm, SetObject* self, Value key)
    {
        long hash = Dict.HashOf(vm, key);
        return hash == -1 ? -1 : Remove(vm, self, key, hash);
    }

    /// <summary>Takes a key of that hash out: 1 if it was there, 0 if not, -1 with an exception pending.</summary>
    public static int Remove(Vm* vm, SetObject* self, Value key, long hash)
    {
        int found = Locate(vm, self, key, hash, out SetEntry* place);
        if (found > 0)
        {
            Delete(self, place);
        }

        return found;
    }

    /// <summary>Takes some key out; <see cref="Value.Undefined"/> if the set is empty.</summary>
    public static Value Pop(SetObject* self)
    {
        if (self->Count == 0)
        {
            return Value.Undefined;
        }

        int place = self->Finger & self->Mask;
        while (self->Entries[place].Key.IsUndefined)
        {
            place = (place + 1) & self->Mask;
        }

        Value key = self->Entries[place].Key;
        Delete(self, self->Entries + place);
        self->Finger = place + 1;
        return key;
    }

    /// <summary>Empties the set.</summary>
    public static void Clear(Vm* vm, SetObject* self)
    {
        SetEntry* entries = self->Entries;
        self->Count = 0;
        self->Used = 0;
        self->Mask = SmallestSize - 1;
        self->Finger = 0;
        self->Entries = null;
        vm->Heap.ReleaseBuffer(entries);
    }

    /// <summary>Walks the keys in the order of places, from position 0; false at the end. Deletion on the way is fine.</summary>
    public static bool Next(SetObject* self, ref int position, out Value key)
    {
        if (Next(self, ref position, out SetEntry* entry))
        {
            key = entry->Key;
            return true;
        }

        key = Value.Undefined;
        return false;
    }

    /// <summary>Walks the entries in the order of places, from position 0; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Next(SetObject* self, ref int position, out SetEntry* entry)
    {
        int end = self->Entries == null ? 0 : self->Mask + 1;
        for (int i = position; i < end; i++)
        {
            if (!self->Entries[i].Key.IsUndefined)
            {
                entry = self->Entries + i;
                position = i + 1;
                return true;
            }
        }

        position = end;
        entry = null;
        return false;
    }

    /// <summary>Adds every key of another set; false with an exception pending.</summary>
    internal static bool Merge(Vm* vm, SetObject* self, SetObject* other)
    {
        if (other == self || other->Count == 0)
        {
            return true;
        }

        if (((long)self->Used + other->Count) * 5 >= (long)self->Mask * 3 && !Resize(vm, self, ((long)self->Count + other->Count) * 2))
        {
            return false;
        }

        if (self->Entries == null && !Resize(vm, self, 0))
        {
            return false;
        }

        if (self->Used == 0)
        {
            MergeIntoEmpty(self, other);
            return true;
        }

        int position = 0;
        for (int left = other->Count; left > 0 && Next(other, ref position, out SetEntry* entry); left--)
        {
            if (!Add(vm, self, entry->Key, entry->Hash))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Exchanges the contents of two sets; their types and attributes stay.</summary>
    internal static void SwapContents(SetObject* a, SetObject* b)
    {
        (a->Count, b->Count) = (b->Count, a->Count);
        (a->Used, b->Used) = (b->Used, a->Used);
        (a->Mask, b->Mask) = (b->Mask, a->Mask);
        (a->Finger, b->Finger) = (b->Finger, a->Finger);
        SetEntry* entries = a->Entries;
        a->Entries = b->Entries;
        b->Entries = entries;
    }

    private const int Found = 1;
    private const int Absent = 0;
    private const int Failed = -1;
    private const int Changed = -2;

    private static void MergeIntoEmpty(SetObject* self, SetObject* other)
    {
        if (self->Mask == other->Mask && other->Used == other->Count)
        {
            new ReadOnlySpan<SetEntry>(other->Entries, other->Mask + 1).CopyTo(new Span<SetEntry>(self->Entries, self->Mask + 1));
        }
        else
        {
            int position = 0;
            for (int left = other->Count; left > 0 && Next(other, ref position, out SetEntry* entry); left--)
            {
                Place(self->Entries, (uint)self->Mask, *entry);
            }
        }

        self->Used = other->Count;
        self->Count = other->Count;
    }

    private static int Locate(Vm* vm, SetObject* self, Value key, long hash, out SetEntry* place)
    {
        place = null;
        int verdict = Absent;
        do
        {
            if (self->Entries == null)
            {
                return Absent;
            }

            verdict = Find(vm, self, key, hash, out place);
        }
        while (verdict == Changed);
        return verdict;
    }

    private static void Delete(SetObject* self, SetEntry* place)
    {
        place->Key = Value.Undefined;
        place->Hash = DeletedHash;
        self->Count--;
    }

    /// <summary>Finds the place of a key, or the free place where its search ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(Vm* vm, SetObject* self, Value key, long hash, out SetEntry* place)
    {
        place = key.IsInt ? FindInteger(self, key, hash) : null;
        return place == null ? FindAny(vm, self, key, hash, out place) : place->Key == key ? Found : Absent;
    }

    /// <summary>Finds an immediate integer, or the free place where its search ended, in a loop without calls; null if it meets something else of its hash.</summary>
    private static SetEntry* FindInteger(SetObject* self, Value key, long hash)
    {
        SetEntry* entries = self->Entries;
        ulong mask = (uint)self->Mask;
        ulong perturb = (ulong)hash;
        ulong i = perturb & mask;
        while (true)
        {
            SetEntry* entry = entries + i;
            SetEntry* last = i + Neighbours <= mask ? entry + Neighbours : entry;
            do
            {
                // Two branches that mostly go one way: a free place has no bits at all, and hardly any other key has this hash.
                ulong candidate = entry->Key.Bits;
                long candidateHash = entry->Hash;
                if (candidate == key.Bits || (candidate | (ulong)candidateHash) == 0)
                {
                    return entry;
                }

                if (candidateHash == hash && !entry->Key.IsInt)
                {
                    return null;
                }
            }
            while (++entry <= last);

            perturb >>= 5;
            i = ((i * 5) + 1 + perturb) & mask;
        }
    }

    private static int FindAny(Vm* vm, SetObject* self, Value key, long hash, out SetEntry* place)
    {
        SetEntry* entries = self->Entries;
        ulong mask = (uint)self->Mask;
        ulong perturb = (ulong)hash;
        ulong i = perturb & mask;
        while (true)
        {
            SetEntry* entry = entries + i;
            SetEntry* last = i + Neighbours <= mask ? entry + Neighbours : entry;
            for (; entry <= last; entry++)
            {
                if (entry->Key == key)
                {
                    place = entry;
                    return Found;
                }

                if (entry->Hash == hash)
                {
                    if (entry->Key.IsUndefined)
                    {
                        // Only a key of hash 0 meets a free place here: a deleted place has a hash that no key has.
                        place = entry;
                        return Absent;
                    }

                    int verdict = Compare(vm, self, entry, key);
                    if (verdict != Absent)
                    {
                        place = entry;
                        return verdict;
                    }
                }
                else if (entry->Hash == 0 && entry->Key.IsUndefined)
                {
                    place = entry;
                    return Absent;
                }
            }

            perturb >>= 5;
            i = ((i * 5) + 1 + perturb) & mask;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Compare(Vm* vm, SetObject* self, SetEntry* entry, Value key)
    {
        Value candidate = entry->Key;
        if (Value.BothInt(candidate, key))
        {
            return Absent;
        }

        if (candidate.IsExactly(TypeId.Str) && key.IsExactly(TypeId.Str))
        {
            return Str.Equals((Str*)candidate.AsObject, (Str*)key.AsObject) ? Found : Absent;
        }

        SetEntry* entries = self->Entries;
        int mask = self->Mask;
        int equal = Operators.Equal(vm, candidate, key);
        if (equal < 0)
        {
            return Failed;
        }

        if (self->Entries != entries || self->Mask != mask || entry->Key != candidate)
        {
            return Changed;
        }

        return equal;
    }

    /// <summary>Moves the keys to the smallest table with more places than asked for; false with <c>MemoryError</c> pending past the limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Resize(Vm* vm, SetObject* self, long leastSize)
    {
        long size = SmallestSize;
        while (size <= leastSize)
        {
            size *= 2;
        }

        SetEntry* entries = size > LargestSize ? null : (SetEntry*)vm->Heap.AllocateBuffer((nuint)size * (nuint)sizeof(SetEntry), Kind.ValueBuffer);
        if (entries == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        new Span<SetEntry>(entries, (int)size).Clear();
        int position = 0;
        for (int left = self->Count; left > 0 && Next(self, ref position, out SetEntry* entry); left--)
        {
            Place(entries, (ulong)size - 1, *entry);
        }

        SetEntry* old = self->Entries;
        self->Entries = entries;
        self->Mask = (int)size - 1;
        self->Used = self->Count;
        vm->Heap.ReleaseBuffer(old);
        return true;
    }

    /// <summary>Enters a key that a table without deleted places does not have yet.</summary>
    private static void Place(SetEntry* entries, ulong mask, SetEntry added)
    {
        ulong perturb = (ulong)added.Hash;
        ulong i = perturb & mask;
        while (true)
        {
            SetEntry* entry = entries + i;
            SetEntry* last = i + Neighbours <= mask ? entry + Neighbours : entry;
            for (; entry <= last; entry++)
            {
                if (entry->Key.IsUndefined)
                {
                    *entry = added;
                    return;
                }
            }

            perturb >>= 5;
            i = ((i * 5) + 1 + perturb) & mask;
        }
    }
}
