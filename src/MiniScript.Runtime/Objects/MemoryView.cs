using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>memoryview</c>: elements of another object's bytes.</summary>
/// <remarks>
/// <code>
///  0        8         16       24       32       40     48       52           56       58           64
///  | header | storage | object | offset | length | hash | format | dimensions | flags | item size | shape … | strides … |
/// </code>
/// The bytes are those of the storage, a <c>bytes</c>, <c>bytearray</c> or <c>array</c>, from the offset on; they are looked up at each access. A storage that could
/// change its length counts its views (<see cref="ByteArray.Exports"/>) and refuses to while there are any.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct MemoryView
{
    /// <summary>The most dimensions.</summary>
    public const int MaxDimensions = 64;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The object with the bytes; <see cref="Value.Undefined"/> once released.</summary>
    public Value Storage;

    /// <summary>The object that was asked for its bytes: <c>obj</c>.</summary>
    public Value Object;

    /// <summary>Where the first element lies in the storage, in bytes.</summary>
    public long Offset;

    /// <summary>The bytes of all elements: <c>nbytes</c>.</summary>
    public long Length;

    /// <summary>The hash, or -1 until asked for.</summary>
    public long Hash;

    /// <summary>The format of an element, a character of <see cref="Elements"/>.</summary>
    public char Format;

    /// <summary>True if the format was given with an <c>@</c> before it.</summary>
    public bool IsFormatPrefixed;

    /// <summary>True if the bytes cannot be changed.</summary>
    public bool IsReadOnly;

    /// <summary>The number of dimensions.</summary>
    public int Dimensions;

    /// <summary>The bytes of an element.</summary>
    public int ItemSize;

    /// <summary>The lengths of the dimensions.</summary>
    public static long* Shape(MemoryView* self) => (long*)((byte*)self + sizeof(MemoryView));

    /// <summary>The distances of neighbours in each dimension, in bytes.</summary>
    public static long* Strides(MemoryView* self) => Shape(self) + self->Dimensions;

    /// <summary>The address of the first element.</summary>
    public static byte* Data(MemoryView* self)
    {
        byte* start = self->Storage.Is(Kind.Bytes) ? Bytes.Data((Bytes*)self->Storage.AsObject) : ((ByteArray*)self->Storage.AsObject)->Data;
        return start + self->Offset;
    }

    /// <summary>True if the elements follow each other as in C, the last index fastest.</summary>
    public static bool IsContiguous(MemoryView* self)
    {
        long expected = self->ItemSize;
        for (int i = self->Dimensions - 1; i >= 0; i--)
        {
            if (Shape(self)[i] > 1 && Strides(self)[i] != expected)
            {
                return self->Length == 0;
            }

            expected *= Shape(self)[i];
        }

        return true;
    }

    /// <summary>True if the elements follow each other as in Fortran, the first index fastest.</summary>
    public static bool IsFortranContiguous(MemoryView* self)
    {
        long expected = self->ItemSize;
        for (int i = 0; i < self->Dimensions; i++)
        {
            if (Shape(self)[i] > 1 && Strides(self)[i] != expected)
            {
                return self->Length == 0;
            }

            expected *= Shape(self)[i];
        }

        return true;
    }

    /// <summary>Marks what the view refers to.</summary>
    internal static void Trace(Marker* marker, MemoryView* self)
    {
        marker->Mark(self->Storage);
        marker->Mark(self->Object);
    }
}
