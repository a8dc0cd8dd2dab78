using System.Numerics;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Objects;

/// <summary>The units of a string, made as wide as those of another, for the span functions that need both alike. Lives on the machine stack.</summary>
internal unsafe ref struct StrUnits
{
    private byte* owned;

    /// <summary>The units of <paramref name="text"/>, at least as wide as its own.</summary>
    /// <param name="text">The string.</param>
    /// <param name="width">The width wanted.</param>
    /// <param name="scratch">Memory on the machine stack for short texts.</param>
    /// <param name="scratchBytes">The size of it.</param>
    public StrUnits(Str* text, int width, byte* scratch, int scratchBytes)
    {
        Length = text->Length;
        if (text->Width == width)
        {
            Data = text->Data;
            return;
        }

        long bytes = (long)text->Length * width;
        Data = bytes <= scratchBytes ? scratch : owned = (byte*)NativeMemory.Alloc((nuint)bytes);
        Str.CopyUnits(text->Data, text->Width, Data, width, text->Length);
    }

    /// <summary>The first unit.</summary>
    public byte* Data { get; }

    /// <summary>The number of units.</summary>
    public int Length { get; }

    /// <summary>The units.</summary>
    public readonly ReadOnlySpan<T> As<T>() where T : unmanaged, INumber<T> => new(Data, Length);

    /// <summary>Gives memory back that did not fit the scratch.</summary>
    public readonly void Dispose() => NativeMemory.Free(owned);
}
