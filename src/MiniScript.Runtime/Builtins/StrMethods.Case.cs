using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <content>Upper, lower and title case.</content>
internal static unsafe partial class StrMethods
{
    /// <summary>Return a copy of the string converted to uppercase.</summary>
    [Method("upper")]
    private static Str* Upper(Vm* vm, Str* self)
    {
        if (self->IsAscii)
        {
            Str* result = AsciiLike(vm, self);
            if (result != null)
            {
                Ascii.ToUpper(self->Latin1, new Span<byte>(result->Data, self->Length), out _);
            }

            return result;
        }

        return Map(vm, self, &MapUpper);
    }

    /// <summary>Return a copy of the string converted to lowercase.</summary>
    [Method("lower")]
    private static Str* Lower(Vm* vm, Str* self) => self->IsAscii ? AsciiLower(vm, self) : Map(vm, self, &UnicodeData.ToLower);

    /// <summary>Return a version of the string suitable for caseless comparisons.</summary>
    [Method("casefold")]
    private static Str* CaseFold(Vm* vm, Str* self) => self->IsAscii ? AsciiLower(vm, self) : Map(vm, self, &MapFold);

    /// <summary>Convert uppercase characters to lowercase and lowercase characters to uppercase.</summary>
    [Method("swapcase")]
    private static Str* SwapCase(Vm* vm, Str* self) => Map(vm, self, &MapSwapped);

    /// <summary>Return a capitalized version of the string: the first character in title case, the rest in lower case.</summary>
    [Method("capitalize")]
    private static Str* Capitalize(Vm* vm, Str* self) => Map(vm, self, &MapCapitalized);

    /// <summary>Return a version of the string where each word is titlecased.</summary>
    [Method("title")]
    private static Str* Title(Vm* vm, Str* self)
    {
        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        int* mapped = stackalloc int[UnicodeData.MaxMapping];
        bool inWord = false;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            int count = inWord ? UnicodeData.ToLower(self, i, mapped) : UnicodeData.ToTitle(c, mapped);
            for (int k = 0; k < count; k++)
            {
                text.Append(mapped[k]);
            }

            inWord = UnicodeData.IsCased(c);
        }

        return text.ToStr();
    }

    /// <summary>A string of the same length for ASCII characters that the caller writes; null with <c>MemoryError</c> pending past the limit.</summary>
    private static Str* AsciiLike(Vm* vm, Str* self)
    {
        Str* result = Str.Allocate(vm, self->Length, 1);
        if (result != null)
        {
            result->Header.Flags |= ObjectFlags.Ascii;
        }

        return result;
    }

    private static Str* AsciiLower(Vm* vm, Str* self)
    {
        Str* result = AsciiLike(vm, self);
        if (result != null)
        {
            Ascii.ToLower(self->Latin1, new Span<byte>(result->Data, self->Length), out _);
        }

        return result;
    }

    private static Str* Map(Vm* vm, Str* self, delegate*<Str*, int, int*, int> mapping)
    {
        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        int* mapped = stackalloc int[UnicodeData.MaxMapping];
        for (int i = 0; i < self->Length; i++)
        {
            int count = mapping(self, i, mapped);
            for (int k = 0; k < count; k++)
            {
                text.Append(mapped[k]);
            }
        }

        return text.ToStr();
    }

    private static int MapUpper(Str* text, int index, int* target) => UnicodeData.ToUpper(text->At(index), target);

    private static int MapFold(Str* text, int index, int* target) => UnicodeData.ToFold(text->At(index), target);

    private static int MapCapitalized(Str* text, int index, int* target) =>
        index == 0 ? UnicodeData.ToTitle(text->At(0), target) : UnicodeData.ToLower(text, index, target);

    private static int MapSwapped(Str* text, int index, int* target)
    {
        int c = text->At(index);
        if (UnicodeData.IsUpper(c))
        {
            return UnicodeData.ToLower(text, index, target);
        }

        if (UnicodeData.IsLower(c))
        {
            return UnicodeData.ToUpper(c, target);
        }

        *target = c;
        return 1;
    }
}
