using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An iterator over an exact <c>list</c> or <c>tuple</c>, or a subclass of one that does not override iteration.</summary>
/// <remarks><code>
///  0        8          16     24
///  | header | sequence | next |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public struct SequenceIterator
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The list or tuple; <see cref="Value.Undefined"/> once exhausted.</summary>
    public Value Sequence;

    /// <summary>The index of the next item.</summary>
    public long Next;
}
