using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A frame as scripts see it. Made when somebody asks for it; a frame that nobody asks for has none.</summary>
/// <remarks>
/// <code>
///  0        8      16         24          32          40       48     56          64     72      80            84      88     92            96
///  | header | code | function | namespace | registers | values | back | generator | next | trace | instruction | place | line | last traced |
/// </code>
/// While the call runs, <c>registers</c> points into the register stack, and <c>place</c> is the index of its frame in the frame stack. When it ends, the
/// registers are copied to storage of this cell. The frame of a generator finds its registers through the generator until that has finished.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 96)]
public unsafe struct FrameObject
{
    /// <summary><see cref="Place"/> of a frame whose call has ended, and of a generator's.</summary>
    public const int Nowhere = -1;

    /// <summary>The header; its <see cref="ObjectHeader.Aux"/> is 1 if lines are not to be traced (<c>f_trace_lines</c>).</summary>
    public ObjectHeader Header;

    /// <summary>What runs, or ran.</summary>
    public Code* Code;

    /// <summary>The function, for its globals and its closure.</summary>
    public Function* Function;

    /// <summary>The namespace of a module or class body, or <see cref="Value.Undefined"/>.</summary>
    public Value Namespace;

    /// <summary>The registers of the call: on the register stack while it runs, else storage of this cell or null.</summary>
    public Value* Registers;

    /// <summary>The names that were added to its local variables through <c>f_locals</c>, a dict or <see cref="Value.Undefined"/>.</summary>
    public Value Extra;

    /// <summary>The frame that called a call that has ended, or <c>None</c>.</summary>
    public Value Back;

    /// <summary>The generator that has not finished and whose frame it is, or null.</summary>
    public Generator* Generator;

    /// <summary>The next frame object of a running call that is no generator's.</summary>
    public FrameObject* Next;

    /// <summary><c>f_trace</c>, or <see cref="Value.Undefined"/>.</summary>
    public Value Trace;

    /// <summary>The index of the last instruction of a call that has ended; -1 before the first.</summary>
    public int Instruction;

    /// <summary>The index of its frame in the frame stack, or <see cref="Nowhere"/>.</summary>
    public int Place;

    /// <summary>The line that the trace function was told last; 0 before the first.</summary>
    public int Line;

    /// <summary>The index of the instruction at which it was.</summary>
    public int LastTraced;

    /// <summary>Marks what the frame refers to.</summary>
    internal static void TraceCell(Marker* marker, FrameObject* self)
    {
        marker->Mark(self->Code);
        marker->Mark(self->Function);
        marker->Mark(self->Namespace);
        marker->Mark(self->Extra);
        marker->Mark(self->Back);
        marker->Mark(self->Generator);
        marker->Mark(self->Next);
        marker->Mark(self->Trace);
        if (self->Place == Nowhere && self->Registers != null)
        {
            marker->MarkBuffer(self->Registers);
            marker->Mark(self->Registers, self->Code->LocalCount);
        }
    }
}
