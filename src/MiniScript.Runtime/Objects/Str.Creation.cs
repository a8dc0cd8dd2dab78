using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Making strings. All return null with <c>MemoryError</c> pending past the limit.</summary>
public unsafe partial struct Str
{
    /// <summary>Texts up to this length are mostly names in ASCII.</summary>
    private const int ShortName = 16;

    /// <summary>The empty string.</summary>
    public static Str* Empty(Vm* vm) => StrTable.Of(vm)->Empty;

    /// <summary>A string of UTF-16 text; a pair of surrogates becomes one code point, a lone one stays.</summary>
    public static Str* New(Vm* vm, ReadOnlySpan<char> text)
    {
        if (text.Length <= ShortName)
        {
            byte* name = stackalloc byte[ShortName];
            int length = 0;
            while (length < text.Length && text[length] < 128)
            {
                name[length] = (byte)text[length++];
            }

            if (length == text.Length)
            {
                return FromAscii(vm, new ReadOnlySpan<byte>(name, length));
            }
        }

        int pairs = CountSurrogatePairs(text);
        if (pairs == 0)
        {
            return FromUcs2(vm, text);
        }

        Str* str = Allocate(vm, text.Length - pairs, 4);
        if (str == null)
        {
            return null;
        }

        int* target = (int*)str->Data;
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            bool isPair = char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            *target++ = isPair ? char.ConvertToUtf32(unit, text[++i]) : unit;
        }

        return str;
    }

    /// <summary>A string of UTF-16 text; a pair of surrogates becomes one code point, a lone one stays.</summary>
    public static Str* New(Vm* vm, string text) => New(vm, text.AsSpan());

    /// <summary>A string of code points below 256.</summary>
    public static Str* FromLatin1(Vm* vm, ReadOnlySpan<byte> units)
    {
        if (units.Length <= 1)
        {
            return units.Length == 0 ? Empty(vm) : StrTable.Of(vm)->Characters[units[0]];
        }

        Str* str = Allocate(vm, units.Length, 1);
        if (str != null)
        {
            units.CopyTo(new Span<byte>(str->Data, units.Length));
            str->DetectAscii();
        }

        return str;
    }

    /// <summary>A string of code points below 128.</summary>
    public static Str* FromAscii(Vm* vm, ReadOnlySpan<byte> units)
    {
        if (units.Length <= 1)
        {
            return FromLatin1(vm, units);
        }

        Str* str = Allocate(vm, units.Length, 1);
        if (str != null)
        {
            units.CopyTo(new Span<byte>(str->Data, units.Length));
            str->Header.Flags |= ObjectFlags.Ascii;
        }

        return str;
    }

    /// <summary>A string in which each unit is one code point, surrogates included.</summary>
    public static Str* FromUcs2(Vm* vm, ReadOnlySpan<char> units)
    {
        if (units.IndexOfAnyExceptInRange('\0', '\xff') >= 0)
        {
            Str* wide = Allocate(vm, units.Length, 2);
            if (wide != null)
            {
                units.CopyTo(new Span<char>(wide->Data, units.Length));
            }

            return wide;
        }

        if (units.Length <= 1)
        {
            return units.Length == 0 ? Empty(vm) : StrTable.Of(vm)->Characters[units[0]];
        }

        Str* str = Allocate(vm, units.Length, 1);
        if (str != null)
        {
            Encoding.Latin1.GetBytes(units, new Span<byte>(str->Data, units.Length));
            str->DetectAscii();
        }

        return str;
    }

    /// <summary>A string of code points.</summary>
    public static Str* FromUcs4(Vm* vm, ReadOnlySpan<int> units)
    {
        int width = WidthOf(units);
        if (width == 1 && units.Length <= 1)
        {
            return units.Length == 0 ? Empty(vm) : StrTable.Of(vm)->Characters[units[0]];
        }

        Str* str = Allocate(vm, units.Length, width);
        if (str != null)
        {
            fixed (int* source = units)
            {
                CopyUnits((byte*)source, 4, str->Data, width, units.Length);
            }

            str->DetectAscii();
        }

        return str;
    }

    /// <summary>A string of one code point; those below 256 are cached.</summary>
    public static Str* FromCodePoint(Vm* vm, int codePoint)
    {
        if (codePoint < 256)
        {
            return StrTable.Of(vm)->Characters[codePoint];
        }

        Str* str = Allocate(vm, 1, WidthOf(codePoint));
        str->Set(0, codePoint);
        return str;
    }

    /// <summary>A copy as an instance of a subclass of <c>str</c>, with no attributes yet.</summary>
    public static Str* NewSubclass(Vm* vm, TypeObject* type, Str* text)
    {
        long bytes = (long)text->Length * text->Width;
        Str* str = (Str*)vm->Heap.Allocate((nuint)(HeaderSize + sizeof(Value) + bytes), Kind.Str, type->DictionaryShape->Id);
        if (str == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        str->Header.Aux = text->Header.Aux;
        str->Header.Flags = ObjectFlags.Subclass | (text->Header.Flags & ObjectFlags.Ascii);
        str->Length = text->Length;
        str->HashCache = text->HashCache;
        str->Data = (byte*)str + HeaderSize + sizeof(Value);
        *Attributes(str) = Value.Undefined;
        Buffer.MemoryCopy(text->Data, str->Data, bytes, bytes);
        return str;
    }

    /// <summary>The string itself if its type is exactly <c>str</c>, else a plain copy.</summary>
    public static Str* Exact(Vm* vm, Str* text) =>
        (text->Header.Flags & ObjectFlags.Subclass) == 0 ? text : Slice(vm, text, 0, text->Length);

    /// <summary>The text as a managed string: code points above U+FFFF become pairs of surrogates.</summary>
    public static string ToManaged(Str* self)
    {
        if (self->Width == 1)
        {
            return Encoding.Latin1.GetString(self->Latin1);
        }

        if (self->Width == 2)
        {
            return new string(self->Ucs2);
        }

        StringBuilder text = new(self->Length + 16);
        foreach (int codePoint in self->Ucs4)
        {
            if (codePoint < 0x10000)
            {
                text.Append((char)codePoint);
            }
            else
            {
                text.Append((char)(0xd7c0 + (codePoint >> 10))).Append((char)(0xdc00 | (codePoint & 0x3ff)));
            }
        }

        return text.ToString();
    }

    /// <summary>Bytes that a code point needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WidthOf(int codePoint) => codePoint < 0x100 ? 1 : codePoint < 0x10000 ? 2 : 4;

    /// <summary>Bytes that the widest of some code points needs.</summary>
    public static int WidthOf(ReadOnlySpan<int> units) =>
        units.IndexOfAnyExceptInRange(0, 0xff) < 0 ? 1 : units.IndexOfAnyExceptInRange(0, 0xffff) < 0 ? 2 : 4;

    /// <summary>Copies code units from one width to another that is wide enough for them.</summary>
    public static void CopyUnits(byte* source, int sourceWidth, byte* target, int targetWidth, int count)
    {
        if (sourceWidth == targetWidth)
        {
            long bytes = (long)count * sourceWidth;
            Buffer.MemoryCopy(source, target, bytes, bytes);
            return;
        }

        switch ((sourceWidth, targetWidth))
        {
            case (1, 2):
                Encoding.Latin1.GetChars(new ReadOnlySpan<byte>(source, count), new Span<char>(target, count));
                break;
            case (2, 1):
                Encoding.Latin1.GetBytes(new ReadOnlySpan<char>(source, count), new Span<byte>(target, count));
                break;
            case (1, 4):
                for (int i = 0; i < count; i++)
                {
                    ((int*)target)[i] = source[i];
                }

                break;
            case (2, 4):
                for (int i = 0; i < count; i++)
                {
                    ((int*)target)[i] = ((char*)source)[i];
                }

                break;
            case (4, 1):
                for (int i = 0; i < count; i++)
                {
                    target[i] = (byte)((int*)source)[i];
                }

                break;
            default:
                for (int i = 0; i < count; i++)
                {
                    ((char*)target)[i] = (char)((int*)source)[i];
                }

                break;
        }
    }

    /// <summary>Writes a code point into a string that is being made; it fits the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Set(int index, int codePoint)
    {
        switch (Header.Aux)
        {
            case 1:
                Data[index] = (byte)codePoint;
                break;
            case 2:
                ((char*)Data)[index] = (char)codePoint;
                break;
            default:
                ((int*)Data)[index] = codePoint;
                break;
        }
    }

    /// <summary>Writes a code point several times into a string that is being made.</summary>
    internal readonly void Fill(int index, int count, int codePoint)
    {
        switch (Header.Aux)
        {
            case 1:
                new Span<byte>(Data + index, count).Fill((byte)codePoint);
                break;
            case 2:
                new Span<char>((char*)Data + index, count).Fill((char)codePoint);
                break;
            default:
                new Span<int>((int*)Data + index, count).Fill(codePoint);
                break;
        }
    }

    /// <summary>Sets the flag for a string of code points below 128, once its units are written.</summary>
    internal void DetectAscii()
    {
        if (Header.Aux == 1 && Ascii.IsValid(Latin1))
        {
            Header.Flags |= ObjectFlags.Ascii;
        }
    }

    private static int CountSurrogatePairs(ReadOnlySpan<char> text)
    {
        int pairs = 0;
        int from = text.IndexOfAnyInRange('\ud800', '\udbff');
        for (int i = from; i >= 0 && i + 1 < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]))
            {
                pairs++;
                i++;
            }
        }

        return pairs;
    }
}
