using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>set</c> and <c>frozenset</c>: an open-addressing hash table of entries.</summary>
/// <remarks><code>
///  0        8       12     16     20       24        32          40           48
///  | header | count | used | mask | finger | entries | hash cache | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 48)]
public unsafe partial struct SetObject
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>Live entries: <c>len(s)</c>.</summary>
    public int Count;

    /// <summary>Places taken, deleted ones included.</summary>
    public int Used;

    /// <summary>Places minus one; the number of places is a power of two. 7 while there is no storage yet.</summary>
    public int Mask;

    /// <summary>Where <c>pop</c> goes on looking for an entry.</summary>
    public int Finger;

    /// <summary>The places, in a <see cref="Kind.ValueBuffer"/>; a free one has an undefined key and hash 0, a deleted one an undefined key and hash -1. Null until the first insertion.</summary>
    public SetEntry* Entries;

    /// <summary>The hash of a frozenset; -1 if not computed yet.</summary>
    public long HashCache;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>Marks what the set refers to.</summary>
    internal static void Trace(Marker* marker, SetObject* self)
    {
        marker->MarkBuffer(self->Entries);
        marker->Mark(self->Attributes);
        if (self->Entries == null)
        {
            return;
        }

        for (int i = 0; i <= self->Mask; i++)
        {
            marker->Mark(self->Entries[i].Key);
        }
    }
}

/// <summary>One place of a set.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public struct SetEntry
{
    /// <summary>The key, or <see cref="Value.Undefined"/>.</summary>
    public Value Key;

    /// <summary>Its hash.</summary>
    public long Hash;
}
