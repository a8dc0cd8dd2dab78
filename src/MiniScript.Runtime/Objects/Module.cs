using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A module: a namespace.</summary>
/// <remarks><code>
///  0        8            16
///  | header | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public unsafe struct Module
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary><c>__dict__</c>.</summary>
    public Dict* Attributes;
}
