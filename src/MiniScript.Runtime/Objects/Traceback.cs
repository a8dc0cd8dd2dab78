using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>One entry of a traceback: a frame that an exception passed, outermost first.</summary>
/// <remarks>
/// <code>
///  0        8      16     24         32      40      48      56            60      64     68       72
///  | header | next | code | function | frame | owner | outer | instruction | place | line | unused | local variables … |
/// </code>
/// <c>header.Aux</c> counts the local variables, as they were when the exception passed.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 72)]
public unsafe struct Traceback
{
    /// <summary>A frame with more local variables than this keeps none of them.</summary>
    public const int MaxLocals = 512;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The entry of the frame that was called, or <c>None</c>.</summary>
    public Value Next;

    /// <summary>The code that ran.</summary>
    public Code* Code;

    /// <summary>The function, for its globals and its closure.</summary>
    public Function* Function;

    /// <summary>The frame, a <see cref="FrameObject"/>, or <see cref="Value.Undefined"/> until asked for.</summary>
    public Value Frame;

    /// <summary>The namespace of a module or class body; the generator of a generator's frame; else <see cref="Value.Undefined"/>.</summary>
    public Value Owner;

    /// <summary>The entry of the frame that called, or null.</summary>
    public Traceback* Outer;

    /// <summary>Index of the instruction that raised.</summary>
    public int Instruction;

    /// <summary>The index of the frame in the frame stack, where it may be running still; -1 if a script made the entry.</summary>
    public int Place;

    /// <summary>The line if a script set one, else 0.</summary>
    public int GivenLine;

    private readonly int unused;

    /// <summary>The local variables.</summary>
    public static Value* Locals(Traceback* self) => (Value*)(self + 1);

    /// <summary>The namespace of the frame's module.</summary>
    public static Dict* Globals(Traceback* self) => self->Function->Globals;

    /// <summary>The line.</summary>
    public static int Line(Traceback* self) => self->GivenLine != 0 ? self->GivenLine : self->Code->Positions[self->Instruction].Line;

    /// <summary>Marks what the entry refers to.</summary>
    internal static void TraceCell(Marker* marker, Traceback* self)
    {
        marker->Mark(self->Next);
        marker->Mark(self->Code);
        marker->Mark(self->Function);
        marker->Mark(self->Frame);
        marker->Mark(self->Owner);
        marker->Mark(self->Outer);
        marker->Mark(Locals(self), self->Header.Aux);
    }
}
