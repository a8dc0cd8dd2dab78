using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>bytearray</c>: a growable sequence of bytes; and <c>array.array</c>, whose format <c>header.Aux</c> holds.</summary>
/// <remarks><code>
///  0        8        12         16     24           32        36       40
///  | header | length | capacity | data | attributes | exports | unused |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 40)]
public unsafe struct ByteArray
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The number of bytes.</summary>
    public int Length;

    /// <summary>The number of bytes that fit <see cref="Data"/>.</summary>
    public int Capacity;

    /// <summary>The bytes, in a <see cref="Kind.Buffer"/>; null while the capacity is 0. Read it again after every call that may run script.</summary>
    public byte* Data;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>The views of it: while there are any, its length does not change.</summary>
    public int Exports;

    /// <summary>A new array with a copy of the given bytes; null with <c>MemoryError</c> pending past the limit.</summary>
    public static ByteArray* New(Vm* vm, ReadOnlySpan<byte> content = default)
    {
        ByteArray* self = (ByteArray*)vm->Heap.AllocateSmall((nuint)sizeof(ByteArray), Kind.ByteArray, (uint)TypeId.ByteArray);
        self->Length = 0;
        self->Capacity = 0;
        self->Data = null;
        self->Attributes = Value.Undefined;
        self->Exports = 0;
        return Replace(vm, self, 0, 0, content) ? self : null;
    }

    /// <summary>The bytes of an array: valid until it is changed.</summary>
    public static Span<byte> Span(ByteArray* self) => new(self->Data, self->Length);

    /// <summary>An immutable copy; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Bytes* ToBytes(Vm* vm, ByteArray* self) => Bytes.New(vm, Span(self));

    /// <summary>Puts bytes in the place of a range; false with <c>MemoryError</c> pending past the limit, or <c>BufferError</c> if it has views.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="self">The array.</param>
    /// <param name="start">The start of the range, within bounds.</param>
    /// <param name="count">The length of the range, within bounds.</param>
    /// <param name="content">The new bytes: not those of the array itself.</param>
    public static bool Replace(Vm* vm, ByteArray* self, int start, int count, ReadOnlySpan<byte> content)
    {
        long length = (long)self->Length - count + content.Length;
        if (length != self->Length && self->Exports > 0 && MemoryViews.HasViews(vm, self))
        {
            Throw.Raise(
                vm,
                TypeId.BufferError,
                self->Header.Kind == Kind.Array ? "cannot resize an array that is exporting buffers" : "Existing exports of data: object cannot be re-sized");
            return false;
        }

        if (!Reserve(vm, self, length))
        {
            return false;
        }

        if (length > 0)
        {
            int tail = self->Length - start - count;
            new Span<byte>(self->Data + start + count, tail).CopyTo(new Span<byte>(self->Data + start + content.Length, tail));
            content.CopyTo(new Span<byte>(self->Data + start, content.Length));
        }

        self->Length = (int)length;
        return true;
    }

    /// <summary>Marks what the array refers to.</summary>
    internal static void Trace(Marker* marker, ByteArray* self)
    {
        marker->MarkBuffer(self->Data);
        marker->Mark(self->Attributes);
    }

    private static bool Reserve(Vm* vm, ByteArray* self, long length)
    {
        if (length <= self->Capacity)
        {
            return true;
        }

        long roomy = self->Capacity == 0 ? length : length + (length / 8) + 8;
        byte* data = length > int.MaxValue - 64 ? null : (byte*)vm->Heap.GrowBuffer(self->Data, (nuint)self->Length, (nuint)roomy, Kind.Buffer);
        if (data == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        self->Data = data;
        self->Capacity = (int)Math.Min(Heap.BufferCapacity(data), int.MaxValue - 64);
        return true;
    }
}
