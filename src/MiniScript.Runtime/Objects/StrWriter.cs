using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Objects;

/// <summary>Writes the units of a freshly allocated string in order; the caller has counted them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StrWriter(Str* text)
{
    private int position;

    /// <summary>Writes a code point.</summary>
    public void Write(int codePoint) => text->Set(position++, codePoint);

    /// <summary>Writes Latin-1 characters.</summary>
    public void Write(scoped ReadOnlySpan<byte> units)
    {
        fixed (byte* source = units)
        {
            Str.CopyUnits(source, 1, text->Data + ((long)position * text->Width), text->Width, units.Length);
        }

        position += units.Length;
    }

    /// <summary>Writes a string that is no wider.</summary>
    public void Write(Str* other)
    {
        Str.CopyUnits(other->Data, other->Width, text->Data + ((long)position * text->Width), text->Width, other->Length);
        position += other->Length;
    }

    /// <summary>Writes a code point several times.</summary>
    public void Fill(int codePoint, long count)
    {
        if (count > 0)
        {
            text->Fill(position, (int)count, codePoint);
            position += (int)count;
        }
    }
}
