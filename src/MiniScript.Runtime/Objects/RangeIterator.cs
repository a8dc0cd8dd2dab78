using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An iterator over a <c>range</c> whose integers are all immediate.</summary>
/// <remarks><code>
///  0        8      16     24          32
///  | header | next | step | remaining |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public struct RangeIterator
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The next integer.</summary>
    public long Next;

    /// <summary>The step.</summary>
    public long Step;

    /// <summary>Integers still to come.</summary>
    public long Remaining;
}
