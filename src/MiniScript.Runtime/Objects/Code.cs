using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A compiled function, module, class body or expression.</summary>
/// <remarks>
/// All arrays are <see cref="Kind.Buffer"/> or <see cref="Kind.ValueBuffer"/> storage that this object owns. Registers 0 … <see cref="LocalCount"/> - 1 are the
/// local variables, parameters first (positional-only, positional, keyword-only, then <c>*args</c>, then <c>**kwargs</c>); the others are temporaries.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe partial struct Code
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>What kind of code it is.</summary>
    public CodeFlags Flags;

    /// <summary>Positional parameters, positional-only ones included.</summary>
    public int ArgumentCount;

    /// <summary>Positional-only parameters.</summary>
    public int PositionalOnlyCount;

    /// <summary>Keyword-only parameters.</summary>
    public int KeywordOnlyCount;

    /// <summary>Local variables, parameters included.</summary>
    public int LocalCount;

    /// <summary>Registers, local variables included.</summary>
    public int FrameSize;

    /// <summary>Instructions.</summary>
    public int InstructionCount;

    /// <summary>Constants.</summary>
    public int ConstantCount;

    /// <summary>Inline caches.</summary>
    public int CacheCount;

    /// <summary>Entries of the exception table.</summary>
    public int HandlerCount;

    /// <summary>The line of the definition, from 1.</summary>
    public int FirstLine;

    /// <summary>The longest run of <c>CALL</c> arguments and the like is within <see cref="FrameSize"/>; this is what a generator's frame keeps.</summary>
    private readonly int unused;

    /// <summary>The instructions, eight bytes each; see <c>Opcode</c>.</summary>
    public ulong* Instructions;

    /// <summary>The constants.</summary>
    public Value* Constants;

    /// <summary>The inline caches, one for each instruction that uses one.</summary>
    public InlineCache* Caches;

    /// <summary>The exception table, inner ranges before outer ones.</summary>
    public ExceptionHandler* Handlers;

    /// <summary>The source position of each instruction.</summary>
    public SourcePosition* Positions;

    /// <summary>Names of the local variables, by register.</summary>
    public Tuple* LocalNames;

    /// <summary>Names of the local variables that are cells.</summary>
    public Tuple* CellNames;

    /// <summary>Names of the free variables, in the order of the closure.</summary>
    public Tuple* FreeNames;

    /// <summary>Tuples of name, register, first instruction and the one behind the last, for variables of comprehensions that ask for their namespace; or null.</summary>
    public Tuple* ComprehensionVariables;

    /// <summary><c>co_name</c>.</summary>
    public Str* Name;

    /// <summary><c>co_qualname</c>.</summary>
    public Str* QualifiedName;

    /// <summary><c>co_filename</c>.</summary>
    public Str* FileName;

    /// <summary>The documentation string, or <c>None</c>.</summary>
    public Value Doc;

    /// <summary>The opcodes of the instructions while <see cref="Instructions"/> is armed for tracing, else null.</summary>
    public byte* Opcodes;

    /// <summary>The cell that owns the managed <c>SourceText</c>, which all code of a source shares; or null.</summary>
    public ManagedCell* Source;

    /// <summary>An instruction as it was compiled, whether the code is armed for tracing or not.</summary>
    public readonly ulong InstructionAt(int index) => Opcodes == null ? Instructions[index] : (Instructions[index] & ~0xffUL) | Opcodes[index];

    /// <summary>Code with instructions of its own, the rest shared, for its maker to change; null with <c>MemoryError</c> pending.</summary>
    public static Code* Copy(Vm* vm, Code* self)
    {
        Code* copy = (Code*)vm->Heap.AllocateSmall((nuint)sizeof(Code), Kind.Code, (uint)TypeId.Code);
        *copy = *self;
        copy->Header = new ObjectHeader { Kind = Kind.Code, Shape = (uint)TypeId.Code };
        copy->Opcodes = null;
        copy->Instructions = (ulong*)vm->Heap.AllocateBuffer((nuint)self->InstructionCount * sizeof(ulong), Kind.Buffer);
        if (copy->Instructions == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        for (int i = 0; i < self->InstructionCount; i++)
        {
            copy->Instructions[i] = self->InstructionAt(i);
        }

        return copy;
    }

    /// <summary>Marks what the code refers to.</summary>
    internal static void Trace(Marker* marker, Code* self)
    {
        marker->MarkBuffer(self->Instructions);
        marker->MarkBuffer(self->Constants);
        marker->MarkBuffer(self->Caches);
        marker->MarkBuffer(self->Handlers);
        marker->MarkBuffer(self->Positions);
        marker->MarkBuffer(self->Opcodes);
        marker->Mark(self->Constants, self->ConstantCount);
        for (int i = 0; i < self->CacheCount; i++)
        {
            marker->Mark(self->Caches[i].Name);
        }

        marker->Mark(self->LocalNames);
        marker->Mark(self->CellNames);
        marker->Mark(self->FreeNames);
        marker->Mark(self->ComprehensionVariables);
        marker->Mark(self->Name);
        marker->Mark(self->QualifiedName);
        marker->Mark(self->FileName);
        marker->Mark(self->Doc);
        marker->Mark(self->Source);
    }
}

/// <summary>Bits of <see cref="Code.Flags"/>.</summary>
[Flags]
public enum CodeFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Has <c>*args</c>.</summary>
    VarArgs = 1,

    /// <summary>Has <c>**kwargs</c>.</summary>
    VarKeywords = 2,

    /// <summary>A generator.</summary>
    Generator = 4,

    /// <summary>A coroutine.</summary>
    Coroutine = 8,

    /// <summary>An asynchronous generator.</summary>
    AsyncGenerator = 16,

    /// <summary>A function, or nested in one.</summary>
    Nested = 32,

    /// <summary>A function body: its variables are registers. Without it the code is a module, class body or expression, whose variables live in a namespace.</summary>
    Function = 64,

    /// <summary>Positional parameters only, no defaults needed to bind: a call may enter with the arguments where they are.</summary>
    Simple = 128,

    /// <summary>A class body.</summary>
    ClassBody = 256,

    /// <summary>A generator that <c>types.coroutine</c> made awaitable.</summary>
    IterableCoroutine = 512,

    /// <summary>Annotations are kept as text, in what the code compiles too.</summary>
    FutureAnnotations = 1024,
}

/// <summary>A range of instructions and where an exception in it is handled.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public struct ExceptionHandler
{
    /// <summary>The first instruction of the range.</summary>
    public int Start;

    /// <summary>The first instruction behind the range.</summary>
    public int End;

    /// <summary>Where control goes on.</summary>
    public int Target;

    /// <summary>The register that receives the exception.</summary>
    public int Register;
}

/// <summary>Where an instruction comes from. Lines count from 1, columns (in code points) from 0; a line of 0 means no position.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public struct SourcePosition
{
    /// <summary>First line.</summary>
    public int Line;

    /// <summary>Last line.</summary>
    public int EndLine;

    /// <summary>First column.</summary>
    public int Column;

    /// <summary>Column behind the last one.</summary>
    public int EndColumn;
}

/// <summary>What one attribute or name instruction learnt.</summary>
/// <remarks>
/// <code>
///  0      8       12      16       24     28     32
///  | name | shape | epoch | target | data | kind |
/// </code>
/// Cells are held weakly: <c>target</c> is only followed when <c>shape</c> and <c>epoch</c> (or the keys version they hold) match, which proves it alive.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public unsafe struct InlineCache
{
    /// <summary>The interned name.</summary>
    public Str* Name;

    /// <summary>The shape id that the receiver must have, or the keys version of the globals; 0 matches nothing.</summary>
    public uint Shape;

    /// <summary>The type epoch, or the keys version of the builtins.</summary>
    public uint Epoch;

    /// <summary>A value's address in a class's or module's dict, or a shape.</summary>
    public void* Target;

    /// <summary>Byte offset of a slot in the object, or other data.</summary>
    public int Data;

    /// <summary>What the cache holds; each instruction has its own kinds.</summary>
    public int Kind;
}
