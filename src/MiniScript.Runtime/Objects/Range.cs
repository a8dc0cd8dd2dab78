using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>range</c>.</summary>
/// <remarks><code>
///  0        8       16     24     32       40
///  | header | start | stop | step | length |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 40)]
public unsafe partial struct Range
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The first integer, of any size.</summary>
    public Value Start;

    /// <summary>The integer it stops before.</summary>
    public Value Stop;

    /// <summary>The step, not 0.</summary>
    public Value Step;

    /// <summary>The number of items, of any size.</summary>
    public Value Length;
}
