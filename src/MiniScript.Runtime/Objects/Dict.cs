using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>dict</c>: insertion-ordered and compact, an array of entries and an open-addressing index into it.</summary>
/// <remarks>
/// <code>
///  0        8       12     16         20            24            28             32        40      48           56      60        64
///  | header | count | used | capacity | index mask  | keys version| only strings | entries | index | attributes | first | cutbacks |
/// </code>
/// An entry is a <see cref="DictEntry"/>; a deleted one has an undefined key. <c>index</c> maps hash to entry; a dict with room for at most
/// ten entries has none and is searched in order. <c>header.Aux</c> is 1 for a <see cref="DefaultDict"/>, which is longer.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public unsafe partial struct Dict
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>Live entries: <c>len(d)</c>.</summary>
    public int Count;

    /// <summary>Entries taken in <see cref="Entries"/>, deleted ones included.</summary>
    public int Used;

    /// <summary>Entries that fit <see cref="Entries"/>.</summary>
    public int Capacity;

    /// <summary>Places in <see cref="Index"/> minus one; the number of places is a power of two.</summary>
    public int IndexMask;

    /// <summary>Names this state of the keys (which keys, in which entry) for inline caches; 0 until asked for, and again after every insertion, deletion or move of entries. Changing the value of a present key leaves it.</summary>
    public uint KeysVersion;

    /// <summary>Nonzero while all keys ever inserted are exact strings: lookups by string compare strings only.</summary>
    public uint OnlyStrings;

    /// <summary>The entries in order of insertion, in a <see cref="Kind.ValueBuffer"/>.</summary>
    public DictEntry* Entries;

    /// <summary>Entry number + 1 by hash, 0 for a free place, in a <see cref="Kind.Buffer"/>; null for a small dict.</summary>
    public int* Index;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>The entries below are all deleted.</summary>
    public int First;

    /// <summary>How often deletion has given places at the end back: what is inserted next comes before an iterator that was there.</summary>
    public int Cutbacks;

    /// <summary>Marks what the dict refers to.</summary>
    internal static void Trace(Marker* marker, Dict* self)
    {
        marker->MarkBuffer(self->Entries);
        marker->MarkBuffer(self->Index);
        marker->Mark(self->Attributes);
        if (self->Header.Aux != 0)
        {
            marker->Mark(((DefaultDict*)self)->Factory);
        }

        DictEntry* end = self->Entries + self->Used;
        for (DictEntry* entry = self->Entries; entry < end; entry++)
        {
            marker->Mark(entry->Key);
            marker->Mark(entry->Item);
        }
    }
}

/// <summary>One key with its value.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public struct DictEntry
{
    /// <summary>The key; <see cref="Value.Undefined"/> if deleted.</summary>
    public Value Key;

    /// <summary>The value.</summary>
    public Value Item;

    /// <summary>The hash of the key, all 64 bits.</summary>
    public long Hash;
}
