using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Builds a string piece by piece, at the least width that holds what came so far. Lives on the machine stack and is passed by reference.</summary>
/// <remarks>
/// The units lie in the scratch memory that the caller gave, then in a buffer of the heap, so they count toward the limit of the
/// machine; past it <c>MemoryError</c> is pending, the builder ignores what follows, and <see cref="ToStr"/> returns null.
/// </remarks>
public unsafe ref struct StrBuilder
{
    private readonly Vm* vm;
    private byte* data;
    private int length;
    private int width;
    private long capacity; // in bytes
    private bool isHeap;
    private bool failed;

    /// <summary>An empty builder.</summary>
    /// <param name="vm">The machine that pays for the memory.</param>
    /// <param name="scratch">Memory on the machine stack to begin with, or null.</param>
    /// <param name="scratchBytes">The size of it.</param>
    public StrBuilder(Vm* vm, byte* scratch = null, int scratchBytes = 0)
    {
        this.vm = vm;
        data = scratch;
        capacity = scratchBytes;
        width = 1;
    }

    /// <summary>Code points so far.</summary>
    public readonly int Length => length;

    /// <summary>True once the limit was passed: <c>MemoryError</c> is pending.</summary>
    public readonly bool HasFailed => failed;

    /// <summary>Appends a code point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int codePoint)
    {
        if (codePoint < 0x100 && width == 1 && length < capacity)
        {
            data[length++] = (byte)codePoint;
            return;
        }

        AppendSlow(codePoint, 1);
    }

    /// <summary>Appends a code unit below U+10000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char character) => Append((int)character);

    /// <summary>Appends a code point several times; nothing for a count below 1.</summary>
    public void Append(int codePoint, long count)
    {
        if (count > 0)
        {
            AppendSlow(codePoint, count);
        }
    }

    /// <summary>Appends a string.</summary>
    public void Append(Str* text) => Append(text, 0, text->Length);

    /// <summary>Appends a part of a string.</summary>
    public void Append(Str* text, int start, int count)
    {
        int textWidth = text->Width;
        byte* source = text->Data + ((long)start * textWidth);
        if (textWidth > width && count < text->Length)
        {
            AppendNarrowest(source, textWidth, count);
            return;
        }

        AppendUnits(source, textWidth, count);
    }

    /// <summary>Appends UTF-16 text; a pair of surrogates is one code point.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            byte* target = Reserve(text.Length, 1);
            if (target != null)
            {
                fixed (char* source = text)
                {
                    Str.CopyUnits((byte*)source, 2, target, width, text.Length);
                }

                length += text.Length;
            }

            return;
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            Append(isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }
    }

    /// <summary>Appends UTF-16 text; a pair of surrogates is one code point.</summary>
    public void Append(string text) => Append(text.AsSpan());

    /// <summary>Appends code points below 256.</summary>
    public void AppendLatin1(scoped ReadOnlySpan<byte> units)
    {
        fixed (byte* source = units)
        {
            AppendUnits(source, 1, units.Length);
        }
    }

    /// <summary>The string; null with <c>MemoryError</c> pending past the limit. The builder must not be used again.</summary>
    public Str* ToStr()
    {
        if (failed)
        {
            return null;
        }

        if (width == 1 && length <= 1)
        {
            return Str.FromLatin1(vm, new ReadOnlySpan<byte>(data, length));
        }

        long bytes = (long)length * width;
        if (isHeap && bytes > Heap.MaxSmall && bytes >= capacity / 2)
        {
            bool isAscii = width == 1 && Ascii.IsValid(new ReadOnlySpan<byte>(data, length));
            return Str.OverBuffer(vm, data, length, width, isAscii ? ObjectFlags.Ascii : ObjectFlags.None);
        }

        Str* str = Str.Allocate(vm, length, width);
        if (str != null)
        {
            Buffer.MemoryCopy(data, str->Data, bytes, bytes);
            str->DetectAscii();
        }

        Release();
        return str;
    }

    /// <summary>The bytes, of a builder to which no code point above 255 was appended; null with <c>MemoryError</c> pending past the limit. The builder must not be used again.</summary>
    public Bytes* ToBytes()
    {
        if (failed)
        {
            return null;
        }

        Bytes* bytes = Bytes.New(vm, new ReadOnlySpan<byte>(data, length));
        Release();
        return bytes;
    }

    /// <summary>Appends units of one width; the builder widens if need be.</summary>
    internal void AppendUnits(byte* source, int sourceWidth, int count)
    {
        byte* target = Reserve(count, sourceWidth);
        if (target != null)
        {
            Str.CopyUnits(source, sourceWidth, target, width, count);
            length += count;
        }
    }

    /// <summary>Appends a part whose characters may be narrower than those of the string it is from.</summary>
    private void AppendNarrowest(byte* source, int sourceWidth, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Append(sourceWidth == 2 ? ((char*)source)[i] : ((int*)source)[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendSlow(int codePoint, long count)
    {
        byte* target = Reserve(count, Str.WidthOf(codePoint));
        if (target == null)
        {
            return;
        }

        int times = (int)count;
        switch (width)
        {
            case 1:
                new Span<byte>(target, times).Fill((byte)codePoint);
                break;
            case 2:
                new Span<char>(target, times).Fill((char)codePoint);
                break;
            default:
                new Span<int>(target, times).Fill(codePoint);
                break;
        }

        length += times;
    }

    /// <summary>Makes room for more units of at least the given width; returns where they go, or null once failed.</summary>
    private byte* Reserve(long count, int newWidth)
    {
        if (newWidth > width || ((length + count) * width) > capacity)
        {
            Grow(count, Math.Max(newWidth, width));
        }

        return failed ? null : data + ((long)length * width);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long count, int newWidth)
    {
        long needed = (length + count) * newWidth;
        if (failed || length + count > int.MaxValue - 64)
        {
            Fail();
            return;
        }

        long roomy = Math.Max(needed + (needed / 2), 128);
        if (isHeap && newWidth == width && vm->Heap.TryExtendBuffer(data - Str.SharedPrefix, (nuint)(roomy + Str.SharedPrefix)))
        {
            capacity = CapacityOf(data - Str.SharedPrefix, width);
            return;
        }

        byte* buffer = (byte*)vm->Heap.AllocateBuffer((nuint)(roomy + Str.SharedPrefix), Kind.Buffer);
        buffer = buffer != null ? buffer : (byte*)vm->Heap.AllocateBuffer((nuint)(needed + Str.SharedPrefix), Kind.Buffer);
        if (buffer == null)
        {
            Fail();
            return;
        }

        byte* newData = buffer + Str.SharedPrefix;
        if (length > 0)
        {
            Str.CopyUnits(data, width, newData, newWidth, length);
        }

        Release();
        data = newData;
        width = newWidth;
        capacity = CapacityOf(buffer, newWidth);
        isHeap = true;
    }

    private static long CapacityOf(byte* buffer, int width) => Math.Min((long)Heap.BufferCapacity(buffer) - Str.SharedPrefix, (int.MaxValue - 64L) * width);

    private void Fail()
    {
        if (!failed)
        {
            failed = true;
            Release();
            Throw.MemoryError(vm);
        }
    }

    private void Release()
    {
        if (isHeap)
        {
            vm->Heap.ReleaseBuffer(data - Str.SharedPrefix);
            isHeap = false;
            data = null;
            capacity = 0;
        }
    }
}
