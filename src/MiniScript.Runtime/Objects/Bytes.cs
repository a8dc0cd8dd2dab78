using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>bytes</c>: an immutable byte string.</summary>
/// <remarks><code>
///  0        8        12     16
///  | header | length | hash | bytes … | attributes, of a subclass only, at the next multiple of 8 |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
public unsafe partial struct Bytes
{
    /// <summary>Offset of the bytes.</summary>
    public const int HeaderSize = 16;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The number of bytes.</summary>
    public int Length;

    /// <summary>The cached hash folded to 32 bits; 0 if not computed yet.</summary>
    public uint HashCache;

    /// <summary>The first byte of a cell.</summary>
    public static byte* Data(Bytes* self) => (byte*)self + HeaderSize;

    /// <summary>The bytes of a cell.</summary>
    public static ReadOnlySpan<byte> Span(Bytes* self) => new(Data(self), self->Length);

    /// <summary>Where an instance of a subclass keeps its attributes: a dict, or <see cref="Value.Undefined"/>.</summary>
    public static Value* Attributes(Bytes* self) => (Value*)(Data(self) + ((self->Length + 7L) & ~7L));

    /// <summary>A copy as an instance of a subclass of <c>bytes</c>, with no attributes yet; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Bytes* NewSubclass(Vm* vm, TypeObject* type, Bytes* content)
    {
        long room = HeaderSize + ((content->Length + 7L) & ~7L) + sizeof(Value);
        Bytes* bytes = (Bytes*)vm->Heap.Allocate((nuint)room, Kind.Bytes, type->DictionaryShape->Id);
        if (bytes == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        bytes->Header.Flags = ObjectFlags.Subclass;
        bytes->Length = content->Length;
        bytes->HashCache = content->HashCache;
        Span(content).CopyTo(new Span<byte>(Data(bytes), content->Length));
        *Attributes(bytes) = Value.Undefined;
        return bytes;
    }

    /// <summary>The byte string itself if its type is exactly <c>bytes</c>, else a plain copy; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Bytes* Exact(Vm* vm, Bytes* self) => (self->Header.Flags & ObjectFlags.Subclass) == 0 ? self : New(vm, Span(self));

    /// <summary>The hash, never negative; the same for equal byte strings in every process.</summary>
    public static long Hash(Bytes* self) =>
        self->HashCache != 0 ? self->HashCache : self->HashCache = Str.HashBytes(Data(self), self->Length);

    /// <summary>Marks what the byte string refers to.</summary>
    internal static void Trace(Marker* marker, Bytes* self)
    {
        if ((self->Header.Flags & ObjectFlags.Subclass) != 0)
        {
            marker->Mark(*Attributes(self));
        }
    }

    /// <summary>Allocates a byte string with its bytes not yet written; null (with <c>MemoryError</c> pending) past the limit.</summary>
    public static Bytes* Allocate(Vm* vm, long length)
    {
        Bytes* bytes = length > int.MaxValue - 64 ? null : (Bytes*)vm->Heap.Allocate((nuint)(HeaderSize + length), Kind.Bytes, (uint)TypeId.Bytes);
        if (bytes == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        bytes->Length = (int)length;
        bytes->HashCache = 0;
        return bytes;
    }

    /// <summary>A byte string with a copy of the given bytes; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Bytes* New(Vm* vm, ReadOnlySpan<byte> content)
    {
        Bytes* bytes = Allocate(vm, content.Length);
        if (bytes != null)
        {
            content.CopyTo(new Span<byte>(Data(bytes), content.Length));
        }

        return bytes;
    }
}
