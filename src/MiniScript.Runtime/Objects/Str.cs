using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>str</c>: immutable code points, one, two or four bytes each by the widest, so that indexing is O(1).</summary>
/// <remarks>
/// <code>
///  0        8        12     16     24
///  | header | length | hash | data | inline code units …
///  | header | length | hash | data | attributes | inline code units …     (an instance of a subclass)
/// </code>
/// <c>header.Aux</c> is the width: 1 (Latin-1), 2 (UCS-2) or 4 (UCS-4), always the least that fits. <c>data</c> points to the
/// inline units, or into a <see cref="Kind.Buffer"/> that a longer concatenation shares: a string that ends where the
/// used part of its buffer ends is appended to in place, and the older string goes on seeing its prefix only. The eight
/// bytes in front of <c>data</c> in such a buffer count the bytes used.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
public unsafe partial struct Str
{
    /// <summary>Offset of the inline units.</summary>
    public const int HeaderSize = 24;

    /// <summary>The header; <see cref="ObjectHeader.Aux"/> is the width in bytes.</summary>
    public ObjectHeader Header;

    /// <summary>Code points.</summary>
    public int Length;

    /// <summary>The cached hash folded to 32 bits; 0 if not computed yet.</summary>
    public uint HashCache;

    /// <summary>The first code unit.</summary>
    public byte* Data;

    /// <summary>Bytes per code point.</summary>
    public readonly int Width { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Header.Aux; }

    /// <summary>True if all code points are below 128.</summary>
    public readonly bool IsAscii { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (Header.Flags & ObjectFlags.Ascii) != 0; }

    /// <summary>True if equal interned strings are this very cell.</summary>
    public readonly bool IsInterned { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (Header.Flags & ObjectFlags.Interned) != 0; }

    /// <summary>The units of a string of width 1.</summary>
    public readonly ReadOnlySpan<byte> Latin1 => new(Data, Length);

    /// <summary>The units of a string of width 2.</summary>
    public readonly ReadOnlySpan<char> Ucs2 => new(Data, Length);

    /// <summary>The units of a string of width 4.</summary>
    public readonly ReadOnlySpan<int> Ucs4 => new(Data, Length);

    /// <summary>The code point at an index within bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int At(int index) => Header.Aux switch
    {
        1 => Data[index],
        2 => ((char*)Data)[index],
        _ => ((int*)Data)[index],
    };

    /// <summary>Allocates a string of the given length and width with its units not yet written; null (with <c>MemoryError</c> pending) past the limit.</summary>
    public static Str* Allocate(Vm* vm, long length, int width)
    {
        if (length > int.MaxValue - 64)
        {
            Throw.MemoryError(vm);
            return null;
        }

        Str* str = (Str*)vm->Heap.Allocate((nuint)(HeaderSize + (length * width)), Kind.Str, (uint)TypeId.Str);
        if (str == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        str->Header.Aux = (ushort)width;
        str->Length = (int)length;
        str->HashCache = 0;
        str->Data = (byte*)str + HeaderSize;
        return str;
    }

    /// <summary>Where an instance of a subclass keeps its attributes: a dict, or <see cref="Value.Undefined"/>.</summary>
    public static Value* Attributes(Str* self) => (Value*)((byte*)self + HeaderSize);

    /// <summary>Marks what the string refers to.</summary>
    internal static void Trace(Marker* marker, Str* self)
    {
        if ((self->Header.Flags & ObjectFlags.Subclass) != 0)
        {
            marker->Mark(*Attributes(self));
        }
        else if (self->Data != (byte*)self + HeaderSize)
        {
            marker->MarkBuffer(self->Data - SharedPrefix);
        }
    }
}
