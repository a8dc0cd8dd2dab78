using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Concatenation and slicing.</summary>
public unsafe partial struct Str
{
    /// <summary>Bytes in front of the units in a shared buffer: the count of bytes used.</summary>
    internal const int SharedPrefix = 8;

    /// <summary>Below this many bytes a copy is cheaper than a shared buffer.</summary>
    private const int LeastShared = 128;

    /// <summary>True if the units lie in a buffer that longer strings may share.</summary>
    private static bool IsShared(Str* self) => self->Data != (byte*)self + HeaderSize && (self->Header.Flags & ObjectFlags.Subclass) == 0;

    /// <summary>The bytes used of the buffer of a shared string.</summary>
    private static ref long SharedUsed(Str* self) => ref *(long*)(self->Data - SharedPrefix);

    /// <summary><c>a + b</c>; null with <c>MemoryError</c> pending past the limit.</summary>
    /// <remarks>
    /// Appending again and again to one string takes time in proportion to what is appended: a string that came of a concatenation and
    /// is appended to moves to a buffer with room to grow, which the strings made from it share.
    /// </remarks>
    public static Str* Concat(Vm* vm, Str* a, Str* b)
    {
        if (a->Length == 0)
        {
            return Exact(vm, b);
        }

        if (b->Length == 0)
        {
            return Exact(vm, a);
        }

        int width = Math.Max(a->Width, b->Width);
        long length = (long)a->Length + b->Length;
        long bytes = length * width;
        ObjectFlags ascii = a->Header.Flags & b->Header.Flags & ObjectFlags.Ascii;
        if (bytes >= LeastShared && (a->Header.Flags & ObjectFlags.Concatenated) != 0)
        {
            return ConcatShared(vm, a, b, length, width, ascii);
        }

        Str* result = Allocate(vm, length, width);
        if (result == null)
        {
            return null;
        }

        CopyUnits(a->Data, a->Width, result->Data, width, a->Length);
        CopyUnits(b->Data, b->Width, result->Data + ((long)a->Length * width), width, b->Length);
        result->Header.Flags |= ascii | ObjectFlags.Concatenated;
        return result;
    }

    private static Str* ConcatShared(Vm* vm, Str* a, Str* b, long length, int width, ObjectFlags ascii)
    {
        if (length > int.MaxValue - 64)
        {
            Throw.MemoryError(vm);
            return null;
        }

        long start = (long)a->Length * width;
        long bytes = length * width;
        byte* data = a->Data;
        bool fits = IsShared(a) && a->Width == width && SharedUsed(a) == start
            && (bytes + SharedPrefix <= (long)Heap.BufferCapacity(data - SharedPrefix)
                || vm->Heap.TryExtendBuffer(data - SharedPrefix, (nuint)(SharedPrefix + bytes + (bytes / 2))));
        if (!fits)
        {
            byte* buffer = (byte*)vm->Heap.AllocateBuffer((nuint)(SharedPrefix + bytes + (bytes / 2)), Kind.Buffer);
            buffer = buffer != null ? buffer : (byte*)vm->Heap.AllocateBuffer((nuint)(SharedPrefix + bytes), Kind.Buffer);
            if (buffer == null)
            {
                Throw.MemoryError(vm);
                return null;
            }

            data = buffer + SharedPrefix;
            CopyUnits(a->Data, a->Width, data, width, a->Length);
        }

        CopyUnits(b->Data, b->Width, data + start, width, b->Length);
        return OverBuffer(vm, data, (int)length, width, ascii | ObjectFlags.Concatenated);
    }

    /// <summary>A string whose units are the used part of a buffer from <see cref="Heap.AllocateBuffer"/>, behind its prefix.</summary>
    internal static Str* OverBuffer(Vm* vm, byte* data, int length, int width, ObjectFlags flags)
    {
        *(long*)(data - SharedPrefix) = (long)length * width;
        Str* str = (Str*)vm->Heap.AllocateSmall(HeaderSize, Kind.Str, (uint)TypeId.Str);
        str->Header.Aux = (ushort)width;
        str->Header.Flags = flags;
        str->Length = length;
        str->HashCache = 0;
        str->Data = data;
        return str;
    }

    /// <summary>A part of a string, within bounds; the whole of an exact string is itself. Null with <c>MemoryError</c> pending past the limit.</summary>
    public static Str* Slice(Vm* vm, Str* self, int start, int length)
    {
        if (length == self->Length && (self->Header.Flags & ObjectFlags.Subclass) == 0)
        {
            return self;
        }

        switch (self->Width)
        {
            case 1:
                ReadOnlySpan<byte> units = self->Latin1.Slice(start, length);
                return self->IsAscii ? FromAscii(vm, units) : FromLatin1(vm, units);
            case 2:
                return FromUcs2(vm, self->Ucs2.Slice(start, length));
            default:
                return FromUcs4(vm, self->Ucs4.Slice(start, length));
        }
    }

    /// <summary>The code points of an extended slice: <paramref name="count"/> of them from <paramref name="start"/> on, <paramref name="step"/> apart, within bounds.</summary>
    public static Str* Pick(Vm* vm, Str* self, long start, long step, int count)
    {
        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        for (int i = 0; i < count; i++)
        {
            text.Append(self->At((int)start));
            start += step;
        }

        return text.ToStr();
    }

    /// <summary><c>self * times</c>; null with <c>MemoryError</c> pending past the limit.</summary>
    public static Str* Repeat(Vm* vm, Str* self, long times)
    {
        if (times <= 0 || self->Length == 0)
        {
            return Empty(vm);
        }

        if (times == 1)
        {
            return Exact(vm, self);
        }

        if (times > int.MaxValue)
        {
            Throw.MemoryError(vm);
            return null;
        }

        Str* result = Allocate(vm, self->Length * times, self->Width);
        if (result == null)
        {
            return null;
        }

        result->Header.Flags |= self->Header.Flags & ObjectFlags.Ascii;
        RepeatUnits(self->Data, (long)self->Length * self->Width, result->Data, (long)result->Length * self->Width);
        return result;
    }

    /// <summary>Fills memory with copies of a unit, doubling what is there.</summary>
    internal static void RepeatUnits(byte* source, long sourceBytes, byte* target, long targetBytes)
    {
        if (sourceBytes == 1)
        {
            NativeFill(target, *source, targetBytes);
            return;
        }

        Buffer.MemoryCopy(source, target, targetBytes, sourceBytes);
        for (long done = sourceBytes; done < targetBytes;)
        {
            long step = Math.Min(done, targetBytes - done);
            Buffer.MemoryCopy(target, target + done, targetBytes - done, step);
            done += step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NativeFill(byte* target, byte unit, long count) =>
        System.Runtime.InteropServices.NativeMemory.Fill(target, (nuint)count, unit);
}
