using System.Buffers;
using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>UTF-8 and interning. Lone surrogates pass both ways as the three bytes that the general scheme gives them.</summary>
public unsafe partial struct Str
{
    /// <summary>The interned string equal to <paramref name="self"/>: attribute names and identifiers compare by address. An instance of a subclass gives a plain copy.</summary>
    public static Str* Intern(Vm* vm, Str* self) => self->IsInterned ? self : StrTable.Of(vm)->Intern(Exact(vm, self));

    /// <summary>The interned string of UTF-8 text.</summary>
    public static Str* Intern(Vm* vm, ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            fixed (byte* at = utf8)
            {
                Str* known = StrTable.Of(vm)->FindAscii(utf8, HashBytes(at, utf8.Length));
                if (known != null)
                {
                    return known;
                }
            }
        }

        return Intern(vm, FromUtf8(vm, utf8));
    }

    /// <summary>A string of trusted UTF-8: a byte that fits nowhere becomes U+FFFD. Null with <c>MemoryError</c> pending past the limit.</summary>
    public static Str* FromUtf8(Vm* vm, ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            return FromAscii(vm, utf8);
        }

        return TryTranscode(vm, utf8, out Str* text) ? text : FromUtf8Slowly(vm, utf8);
    }

    /// <summary>Decodes UTF-8 without faults or surrogates by way of UTF-16, for both of which the framework has vector code; false if it has some.</summary>
    private static bool TryTranscode(Vm* vm, ReadOnlySpan<byte> utf8, out Str* text)
    {
        const int OnStack = 512;
        char[]? rented = utf8.Length <= OnStack ? null : ArrayPool<char>.Shared.Rent(utf8.Length);
        Span<char> units = rented ?? stackalloc char[OnStack];
        bool isValid = System.Text.Unicode.Utf8.ToUtf16(utf8, units, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done;
        text = isValid ? New(vm, units[..written]) : null;
        if (rented != null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return isValid;
    }

    private static Str* FromUtf8Slowly(Vm* vm, ReadOnlySpan<byte> utf8)
    {
        int length = 0;
        int widest = 0;
        for (int i = 0; i < utf8.Length; length++)
        {
            i += Utf8.Decode(utf8[i..], out int codePoint);
            widest = Math.Max(widest, codePoint);
        }

        Str* str = Allocate(vm, length, WidthOf(widest));
        if (str == null)
        {
            return null;
        }

        int index = 0;
        for (int i = 0; i < utf8.Length;)
        {
            i += Utf8.Decode(utf8[i..], out int codePoint);
            str->Set(index++, codePoint);
        }

        return str;
    }

    /// <summary>Bytes of the text in UTF-8.</summary>
    public static long Utf8Length(Str* self)
    {
        if (self->IsAscii)
        {
            return self->Length;
        }

        long bytes = 0;
        for (int i = 0; i < self->Length; i++)
        {
            bytes += Utf8.Length(self->At(i));
        }

        return bytes;
    }

    /// <summary>Writes the text in UTF-8 to memory of <see cref="Utf8Length"/> bytes.</summary>
    public static void CopyUtf8(Str* self, byte* target)
    {
        if (self->IsAscii)
        {
            Buffer.MemoryCopy(self->Data, target, self->Length, self->Length);
            return;
        }

        for (int i = 0; i < self->Length; i++)
        {
            target += Utf8.Encode(self->At(i), target);
        }
    }

    /// <summary>The text in UTF-8, in a new managed array.</summary>
    public static byte[] ToUtf8(Str* self)
    {
        byte[] bytes = new byte[Utf8Length(self)];
        fixed (byte* target = bytes)
        {
            CopyUtf8(self, target);
        }

        return bytes;
    }
}
