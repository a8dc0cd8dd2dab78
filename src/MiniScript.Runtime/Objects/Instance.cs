using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An instance of a script class that derives from <c>object</c> only.</summary>
/// <remarks>
/// <code>
///  0        8         16
///  | header | outside | slot 0 | slot 1 | … (as many as the shape has in-object slots)
/// </code>
/// The shape maps an attribute to its slot. <c>outside</c> is undefined, a <see cref="Kind.ValueBuffer"/> with the slots behind the in-object
/// ones (as the address of its cell), or, when the shape is a dictionary shape, the dict that holds all attributes.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
public unsafe struct Instance
{
    /// <summary>Offset of the in-object slots.</summary>
    public const int HeaderSize = 16;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>Attributes that are not in the object; see the remarks.</summary>
    public Value Outside;

    /// <summary>The in-object slots of a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value* Slots(Instance* self) => (Value*)((byte*)self + HeaderSize);
}
