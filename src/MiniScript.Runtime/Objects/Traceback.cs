using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>One entry of a traceback: a frame that an exception passed, outermost first.</summary>
/// <remarks><code>
///  0        8      16     24            28       32        40            48
///  | header | next | code | instruction | unused | globals | first local |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 48)]
public unsafe struct Traceback
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The entry of the frame that was called, or <c>None</c>.</summary>
    public Value Next;

    /// <summary>The code that ran.</summary>
    public Code* Code;

    /// <summary>Index of the instruction that raised.</summary>
    public int Instruction;

    private readonly int unused;

    /// <summary>The namespace of the frame's module.</summary>
    public Dict* Globals;

    /// <summary>The first parameter of the frame's function, or a cell that holds it, as the exception passed: what <c>self</c> was. Undefined if there is none.</summary>
    public Value FirstLocal;
}
