using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>The first eight bytes of every heap cell.</summary>
/// <remarks>
/// <code>
///  0     1      2      4          8
///  | kind | flags | aux  | shape id |
/// </code>
/// <c>kind</c> says how the cell is laid out and traced; <c>shape</c> says what its type is (and, for instances, which attribute
/// sits in which slot). The shape id of an instance of exactly a built-in type is that type's <see cref="TypeId"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
public struct ObjectHeader
{
    /// <summary>The layout.</summary>
    public Kind Kind;

    /// <summary>Bits common to all kinds.</summary>
    public ObjectFlags Flags;

    /// <summary>Free for the use of each kind.</summary>
    public ushort Aux;

    /// <summary>Index into the table of shapes of the <see cref="Vm"/>.</summary>
    public uint Shape;
}

/// <summary>Bits in <see cref="ObjectHeader.Flags"/>.</summary>
[Flags]
public enum ObjectFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The object is being printed: a second visit is a cycle.</summary>
    InRepr = 1,

    /// <summary>The cell owns a handle on a managed object, released when it has died: set by <see cref="ManagedCell.Own"/>.</summary>
    OwnsHandle = 2,

    /// <summary>A string in the intern table: equal interned strings are the same cell.</summary>
    Interned = 4,

    /// <summary>A string of code points below 128 only.</summary>
    Ascii = 8,

    /// <summary>An instance of a subclass of its kind's built-in type.</summary>
    Subclass = 16,

    /// <summary>A string that a concatenation made: the next one onto it reserves room to grow.</summary>
    Concatenated = 32,

    /// <summary>The object's finalizer is to be called when it dies, or was called.</summary>
    Watched = 64,
}
