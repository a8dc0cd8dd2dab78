using System.Numerics;

namespace MiniScript.Runtime.Objects;

/// <summary>Searching. Positions are code points; a range is given by its start and its end, both within the text.</summary>
public unsafe partial struct Str
{
    private const int NeedleScratch = 256;

    /// <summary>The first position of a text within a range, or -1.</summary>
    public static int Find(Str* self, Str* wanted, int start, int end) => Search(self, wanted, start, end, backward: false);

    /// <summary>The last position of a text within a range, or -1.</summary>
    public static int FindLast(Str* self, Str* wanted, int start, int end) => Search(self, wanted, start, end, backward: true);

    /// <summary>Whether a text occurs.</summary>
    public static bool Contains(Str* self, Str* wanted) => Search(self, wanted, 0, self->Length, backward: false) >= 0;

    /// <summary>How often a text occurs within a range, not counting overlaps; the empty text occurs at every position.</summary>
    public static int Count(Str* self, Str* wanted, int start, int end)
    {
        if (end - start < wanted->Length || wanted->Width > self->Width)
        {
            return 0;
        }

        if (wanted->Length == 0)
        {
            return end - start + 1;
        }

        byte* scratch = stackalloc byte[NeedleScratch];
        using StrUnits needle = new(wanted, self->Width, scratch, NeedleScratch);
        return self->Width switch
        {
            1 => Count(self->Latin1[start..end], needle.As<byte>()),
            2 => Count(self->Ucs2[start..end], needle.As<char>()),
            _ => Count(self->Ucs4[start..end], needle.As<int>()),
        };
    }

    /// <summary>The first position of a code point from a start on, or -1.</summary>
    public static int IndexOf(Str* self, int codePoint, int start)
    {
        if (WidthOf(codePoint) > self->Width)
        {
            return -1;
        }

        int index = self->Width switch
        {
            1 => self->Latin1[start..].IndexOf((byte)codePoint),
            2 => self->Ucs2[start..].IndexOf((char)codePoint),
            _ => self->Ucs4[start..].IndexOf(codePoint),
        };
        return index < 0 ? -1 : index + start;
    }

    /// <summary>Whether the units at a position, which must leave room for them, are those of a text.</summary>
    public static bool HasAt(Str* self, int start, Str* wanted)
    {
        if (self->Width == wanted->Width)
        {
            return self->Width switch
            {
                1 => self->Latin1.Slice(start, wanted->Length).SequenceEqual(wanted->Latin1),
                2 => self->Ucs2.Slice(start, wanted->Length).SequenceEqual(wanted->Ucs2),
                _ => self->Ucs4.Slice(start, wanted->Length).SequenceEqual(wanted->Ucs4),
            };
        }

        for (int i = 0; i < wanted->Length; i++)
        {
            if (self->At(start + i) != wanted->At(i))
            {
                return false;
            }
        }

        return true;
    }

    private static int Search(Str* self, Str* wanted, int start, int end, bool backward)
    {
        if (end - start < wanted->Length || wanted->Width > self->Width)
        {
            return -1;
        }

        if (wanted->Length == 0)
        {
            return backward ? end : start;
        }

        byte* scratch = stackalloc byte[NeedleScratch];
        using StrUnits needle = new(wanted, self->Width, scratch, NeedleScratch);
        int index = self->Width switch
        {
            1 => Search(self->Latin1[start..end], needle.As<byte>(), backward),
            2 => Search(self->Ucs2[start..end], needle.As<char>(), backward),
            _ => Search(self->Ucs4[start..end], needle.As<int>(), backward),
        };
        return index < 0 ? -1 : index + start;
    }

    private static int Search<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted, bool backward) where T : unmanaged, INumber<T>
    {
        if (wanted.Length == 1)
        {
            return backward ? text.LastIndexOf(wanted[0]) : text.IndexOf(wanted[0]);
        }

        return backward ? Substring.LastIndexOf(text, wanted) : Substring.IndexOf(text, wanted);
    }

    private static int Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted) where T : unmanaged, INumber<T> =>
        wanted.Length == 1 ? text.Count(wanted[0]) : Substring.Count(text, wanted);
}
