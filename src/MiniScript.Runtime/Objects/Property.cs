using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>property</c>.</summary>
/// <remarks><code>
///  0        8        16       24        32    40     48
///  | header | getter | setter | deleter | doc | name | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 56)]
public struct Property
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>Reads; <c>None</c> if it cannot be read.</summary>
    public Value Getter;

    /// <summary>Writes; <c>None</c> if it cannot be written.</summary>
    public Value Setter;

    /// <summary>Deletes; <c>None</c> if it cannot be deleted.</summary>
    public Value Deleter;

    /// <summary><c>__doc__</c>.</summary>
    public Value Doc;

    /// <summary>The name it was bound to in its class, or <see cref="Value.Undefined"/>.</summary>
    public Value Name;

    /// <summary>A dict of attributes, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;
}
