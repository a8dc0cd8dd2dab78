using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A generator, coroutine or asynchronous generator: a suspended call that owns its registers.</summary>
/// <remarks><code>
///  0        8      16         24          32            40        48     56               64      68      72      80
///  | header | code | function | registers | instruction | handled | name | qualified name | state | place | frame |
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

    /// <summary>Its registers, behind this struct in the same cell, or in a <see cref="Kind.ValueBuffer"/> if they are many; null once finished.</summary>
    public Value* Registers;

    /// <summary>The instruction behind the one it is suspended at.</summary>
    public ulong* Instruction;

    /// <summary>The exception that it handles itself, or <see cref="Value.Undefined"/>: then that of whoever resumes it counts.</summary>
    public Value Handled;

    /// <summary><c>__name__</c>.</summary>
    public Str* Name;

    /// <summary><c>__qualname__</c>.</summary>
    public Str* QualifiedName;

    /// <summary>Suspended before its first instruction, suspended, running or finished.</summary>
    public GeneratorState State;

    /// <summary>Of a coroutine, the index of the instruction of <see cref="Coroutine.Creator"/> that made it; of an asynchronous generator, its <see cref="AsyncGeneratorFlags"/>.</summary>
    public int Place;

    /// <summary>Its frame as scripts see it, or null until asked for.</summary>
    public FrameObject* Frame;

    private static bool AreInside(Generator* self) =>
        (byte*)self->Registers == (byte*)self + (self->Header.Shape == (uint)TypeId.Generator ? sizeof(Generator) : sizeof(Coroutine));

    /// <summary>Marks what the generator refers to.</summary>
    internal static void Trace(Marker* marker, Generator* self)
    {
        marker->Mark(self->Code);
        marker->Mark(self->Function);
        marker->Mark(self->Handled);
        marker->Mark(self->Name);
        marker->Mark(self->QualifiedName);
        marker->Mark(self->Frame);
        if (self->Registers != null)
        {
            if (!AreInside(self))
            {
                marker->MarkBuffer(self->Registers);
            }

            marker->Mark(self->Registers, self->Code->FrameSize);
        }

        if (self->Header.Shape != (uint)TypeId.Generator)
        {
            Coroutine* coroutine = (Coroutine*)self;
            marker->Mark(coroutine->Creator);
            marker->Mark(coroutine->Locals);
            marker->Mark(coroutine->Finalizer);
        }
    }
}

/// <summary>What a coroutine and an asynchronous generator have beyond a generator.</summary>
/// <remarks><code>
///  0           80     88        96       104         112
///  | generator | next | creator | locals | finalizer |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 112)]
public unsafe struct Coroutine
{
    /// <summary>The common part.</summary>
    public Generator Generator;

    /// <summary>The next cell of the list it is in, <see cref="AsyncState.WatchedCoroutines"/> or <see cref="AsyncState.AbandonedGenerators"/>; held weakly in the former.</summary>
    public Coroutine* Next;

    /// <summary>The code whose call made it, or null.</summary>
    public Code* Creator;

    /// <summary>The namespace of module code that awaits, or <see cref="Value.Undefined"/>.</summary>
    public Value Locals;

    /// <summary>Of an asynchronous generator that was started, the hook to call when it is collected, or <see cref="Value.Undefined"/>.</summary>
    public Value Finalizer;
}

/// <summary>Bits of <see cref="Generator.Place"/> of an asynchronous generator.</summary>
[Flags]
public enum AsyncGeneratorFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An awaitable that it made drives it (<c>ag_running</c>).</summary>
    Running = 1,

    /// <summary>It was closed or has ended.</summary>
    Closed = 2,

    /// <summary>The hooks were told of it.</summary>
    HooksCalled = 4,
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
