using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Finding keys.</summary>
/// <remarks>
/// The index is probed at <c>hash mod size</c> and then along <c>5 i + 1 + perturb</c>, where perturb feeds the upper bits of the hash in: runs of
/// integers fall into runs of places, and keys that agree in their low bits still part. A place whose entry is deleted
/// keeps its number, so that chains through it stay whole; it is given up when the entries are next moved.
/// Comparing foreign keys runs script, which may change the dict: the search then starts again.
/// </remarks>
public unsafe partial struct Dict
{
    private const int Absent = -1;
    private const int Failed = -2;
    private const int Changed = -3;

    /// <summary>The value of a key; <see cref="Value.Undefined"/> if it is absent, or with an exception pending.</summary>
    public static Value Get(Vm* vm, Dict* self, Value key)
    {
        long hash = HashOf(vm, key);
        return hash == -1 ? Value.Undefined : Get(vm, self, key, hash);
    }

    /// <summary>The value of a key whose hash is known; <see cref="Value.Undefined"/> if it is absent, or with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Get(Vm* vm, Dict* self, Value key, long hash)
    {
        int entry = Find(vm, self, key, hash);
        return entry < 0 ? Value.Undefined : self->Entries[entry].Item;
    }

    /// <summary>1 if the dict has the key, 0 if not, -1 with an exception pending.</summary>
    public static int Contains(Vm* vm, Dict* self, Value key)
    {
        long hash = HashOf(vm, key);
        if (hash == -1)
        {
            return -1;
        }

        int entry = Find(vm, self, key, hash);
        return entry >= 0 ? 1 : entry == Absent ? 0 : -1;
    }

    /// <summary>The value of a string key, or <see cref="Value.Undefined"/>. Never raises and runs no script: keys that are not strings are unequal.</summary>
    public static Value GetStr(Dict* self, Str* key)
    {
        int entry = FindStr(self, key);
        return entry < 0 ? Value.Undefined : self->Entries[entry].Item;
    }

    /// <summary>Where the value of a string key lies, or null if it is absent. Valid until <see cref="KeysVersion"/> changes. Never raises.</summary>
    public static Value* FindSlot(Dict* self, Str* key)
    {
        int entry = FindStr(self, key);
        return entry < 0 ? null : &self->Entries[entry].Item;
    }

    /// <summary><c>hash(key)</c>; -1 with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long HashOf(Vm* vm, Value key)
    {
        if (key.IsInt)
        {
            long number = key.AsInt;
            return number == -1 ? -2 : number;
        }

        return key.IsExactly(TypeId.Str) ? Str.Hash((Str*)key.AsObject) : Hashing.Of(vm, key);
    }

    /// <summary>The number of the entry that holds a key, <see cref="Absent"/>, or <see cref="Failed"/> with an exception pending.</summary>
    private static int Find(Vm* vm, Dict* self, Value key, long hash)
    {
        int found;
        do
        {
            found = self->Index == null ? Scan(vm, self, key, hash) : Probe(vm, self, key, hash);
        }
        while (found == Changed);
        return found;
    }

    private static int Scan(Vm* vm, Dict* self, Value key, long hash)
    {
        DictEntry* entries = self->Entries;
        int used = self->Used;
        for (int i = 0; i < used; i++)
        {
            if (entries[i].Key == key)
            {
                return i;
            }

            if (entries[i].Hash == hash)
            {
                int verdict = Compare(vm, self, i, key);
                if (verdict != Absent)
                {
                    return verdict;
                }
            }
        }

        return Absent;
    }

    private static int Probe(Vm* vm, Dict* self, Value key, long hash)
    {
        DictEntry* entries = self->Entries;
        int* index = self->Index;
        ulong mask = (uint)self->IndexMask;
        ulong perturb = (ulong)hash;
        ulong place = perturb & mask;
        while (true)
        {
            int number = index[place] - 1;
            if (number < 0)
            {
                return Absent;
            }

            if (entries[number].Key == key)
            {
                return number;
            }

            if (entries[number].Hash == hash)
            {
                int verdict = Compare(vm, self, number, key);
                if (verdict != Absent)
                {
                    return verdict;
                }
            }

            perturb >>= 5;
            place = ((place * 5) + perturb + 1) & mask;
        }
    }

    /// <summary>Compares a key with that of an entry of equal hash: the entry's number if equal, else <see cref="Absent"/>, <see cref="Failed"/>, or <see cref="Changed"/> if script moved the entries meanwhile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Compare(Vm* vm, Dict* self, int number, Value key)
    {
        DictEntry* entries = self->Entries;
        int* index = self->Index;
        Value candidate = entries[number].Key;
        if (candidate.IsUndefined || Value.BothInt(candidate, key))
        {
            return Absent;
        }

        if (candidate.IsExactly(TypeId.Str) && key.IsExactly(TypeId.Str))
        {
            return Str.Equals((Str*)candidate.AsObject, (Str*)key.AsObject) ? number : Absent;
        }

        int equal = Operators.Equal(vm, candidate, key);
        if (equal < 0)
        {
            return Failed;
        }

        if (self->Entries != entries || self->Index != index || number >= self->Used || entries[number].Key != candidate)
        {
            return Changed;
        }

        return equal > 0 ? number : Absent;
    }

    private static int FindStr(Dict* self, Str* key)
    {
        DictEntry* entries = self->Entries;
        Value wanted = Value.FromObject(key);
        if (self->Index == null)
        {
            int used = self->Used;
            for (int i = 0; i < used; i++)
            {
                if (entries[i].Key == wanted)
                {
                    return i;
                }
            }

            long hash = Str.Hash(key);
            for (int i = 0; i < used; i++)
            {
                if (entries[i].Hash == hash && IsSameText(entries[i].Key, key))
                {
                    return i;
                }
            }

            return Absent;
        }

        return ProbeStr(self, key, Str.Hash(key));
    }

    private static int ProbeStr(Dict* self, Str* key, long hash)
    {
        DictEntry* entries = self->Entries;
        int* index = self->Index;
        Value wanted = Value.FromObject(key);
        ulong mask = (uint)self->IndexMask;
        ulong perturb = (ulong)hash;
        ulong place = perturb & mask;
        while (true)
        {
            int number = index[place] - 1;
            if (number < 0)
            {
                return Absent;
            }

            if (entries[number].Key == wanted || (entries[number].Hash == hash && IsSameText(entries[number].Key, key)))
            {
                return number;
            }

            perturb >>= 5;
            place = ((place * 5) + perturb + 1) & mask;
        }
    }

    private static bool IsSameText(Value candidate, Str* key) => candidate.Is(Kind.Str) && Str.Equals((Str*)candidate.AsObject, key);
}
