using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>staticmethod</c> and <c>classmethod</c>, told apart by the type.</summary>
/// <remarks><code>
///  0        8          16           24
///  | header | function | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public struct MethodWrapper
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The callable.</summary>
    public Value Function;

    /// <summary>A dict of attributes, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;
}
