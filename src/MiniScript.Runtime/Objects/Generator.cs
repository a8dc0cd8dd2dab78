using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A generator, coroutine or asynchronous generator: a suspended call that owns its registers.</summary>
/// <remarks><code>
///  0        8      16         24          32            40        48     56              64
///  | header | code | function | registers | instruction | handled | name | qualified name | result | state |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Generator
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>What it runs.</summary>
    public Code* Code;

    /// <summary>The function it is a call of.</summary>
    public Function* Function;

    /// <summary>Its registers, in a <see cref="Kind.ValueBuffer"/>; null once finished.</summary>
    public Value* Registers;

    /// <summary>The instruction behind the one it is suspended at.</summary>
    public ulong* Instruction;

    /// <summary>The exception it was handling when it was suspended, or <see cref="Value.Undefined"/>.</summary>
    public Value Handled;

    /// <summary><c>__name__</c>.</summary>
    public Str* Name;

    /// <summary><c>__qualname__</c>.</summary>
    public Str* QualifiedName;

    /// <summary>Suspended before its first instruction, suspended, running or finished.</summary>
    public GeneratorState State;

    /// <summary>Marks what the generator refers to.</summary>
    internal static void Trace(Marker* marker, Generator* self)
    {
        marker->Mark(self->Code);
        marker->Mark(self->Function);
        marker->Mark(self->Handled);
        marker->Mark(self->Name);
        marker->Mark(self->QualifiedName);
        if (self->Registers != null)
        {
            marker->MarkBuffer(self->Registers);
            marker->Mark(self->Registers, self->Code->FrameSize);
        }
    }
}

/// <summary>Where a generator is in its life.</summary>
public enum GeneratorState
{
    /// <summary>Not started.</summary>
    Created,

    /// <summary>At a <c>yield</c>.</summary>
    Suspended,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Finished, by return or exception.</summary>
    Finished,
}
