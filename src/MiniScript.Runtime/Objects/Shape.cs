using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A hidden class: which attributes the instances of a class have, and in which slots. Shapes of a class form a tree, one transition for each attribute added.</summary>
/// <remarks>Lives in unmanaged memory for as long as its <see cref="Vm"/>; its id never names another shape.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Shape
{
    /// <summary>The class.</summary>
    public TypeObject* Type;

    /// <summary>The shape that this one extends by one attribute; null for a root.</summary>
    public Shape* Parent;

    /// <summary>The attribute added; null for a root.</summary>
    public Str* Name;

    /// <summary>First of the shapes that extend this one.</summary>
    public Shape* FirstChild;

    /// <summary>The next shape that extends the same parent.</summary>
    public Shape* NextSibling;

    /// <summary>Slot by name for wide shapes: an open-addressing table of shapes on the path to the root, made on demand; null otherwise.</summary>
    public Shape** Table;

    /// <summary>The id.</summary>
    public uint Id;

    /// <summary>The number of attributes.</summary>
    public int SlotCount;

    /// <summary>Slots in the object; the others are outside.</summary>
    public int InObject;

    /// <summary>Places in <see cref="Table"/> minus one.</summary>
    public int TableMask;

    /// <summary>All attributes are in a dict.</summary>
    public bool IsDictionary;

    /// <summary>The collection in which the class was last marked through this shape.</summary>
    public int MarkedAt;
}
