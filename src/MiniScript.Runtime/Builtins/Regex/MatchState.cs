using System.Runtime.InteropServices;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>What a search works on: text, groups, and the stack of choices. Lives on the machine stack of the function that searches.</summary>
/// <remarks>
/// The collector may run where a signal is served, so program, text and stack must be reachable from the machine stack: the caller keeps the
/// pattern and the text, the stack is a buffer of the heap that this structure points to.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MatchState
{
    /// <summary>Words of memory that a caller provides for the first frames of the stack.</summary>
    public const int ScratchWords = 512;

    /// <summary>Failures between two looks at the machine's requests.</summary>
    private const int Patience = 20_000;

    /// <summary>The machine.</summary>
    public Vm* Vm;

    /// <summary>The compiled pattern.</summary>
    public int* Program;

    /// <summary>The first unit of the text.</summary>
    public byte* Text;

    /// <summary>Bytes of a unit.</summary>
    public int Width;

    /// <summary>Where the first search began.</summary>
    public int From;

    /// <summary>Where the search begins.</summary>
    public int Start;

    /// <summary>Where the text is taken to end.</summary>
    public int End;

    /// <summary>Start and end of each group by number, -1 for none; the first two are those of the match.</summary>
    public int* Marks;

    /// <summary>The number of these.</summary>
    public int MarkCount;

    /// <summary>Counters and places of loops and looks.</summary>
    public int* Registers;

    /// <summary>The group closed last, or 0.</summary>
    public int LastGroup;

    /// <summary>True if only a match that reaches the end counts.</summary>
    public bool IsFull;

    /// <summary>Where a match of nothing does not count, or -1.</summary>
    public int Refused;

    /// <summary>Failures left until the next look at the machine's requests.</summary>
    public int Countdown;

    /// <summary>The first frame of the stack.</summary>
    public RegexFrame* Stack;

    /// <summary>The end of the stack.</summary>
    public RegexFrame* StackEnd;

    private bool isHeap;

    /// <summary>Begins work with memory of the caller: <see cref="ScratchWords"/> words for the stack, and the words for marks and registers.</summary>
    public void Initialize(Vm* vm, int* program, int* scratch, int* marks)
    {
        RegexHeader* header = (RegexHeader*)program;
        Vm = vm;
        Program = program;
        Stack = (RegexFrame*)scratch;
        StackEnd = Stack + (ScratchWords * sizeof(int) / sizeof(RegexFrame));
        MarkCount = 2 * (header->Groups + 1);
        Marks = marks;
        Registers = marks + MarkCount;
        Refused = -1;
        Countdown = Patience;
        isHeap = false;
    }

    /// <summary>Words that marks and registers need.</summary>
    public static int WordsFor(int* program) => (2 * (((RegexHeader*)program)->Groups + 1)) + ((RegexHeader*)program)->Registers;

    /// <summary>Doubles the stack; false with <c>MemoryError</c> pending past the limit.</summary>
    public bool Grow()
    {
        long bytes = (byte*)StackEnd - (byte*)Stack;
        RegexFrame* grown = bytes > 1 << 30 ? null : (RegexFrame*)Vm->Heap.AllocateBuffer((nuint)(2 * bytes), Kind.Buffer);
        if (grown == null)
        {
            Throw.MemoryError(Vm);
            return false;
        }

        Buffer.MemoryCopy(Stack, grown, bytes, bytes);
        Release();
        Stack = grown;
        StackEnd = (RegexFrame*)((byte*)grown + (2 * bytes));
        isHeap = true;
        return true;
    }

    /// <summary>Gives the stack's memory back.</summary>
    public void Release()
    {
        if (isHeap)
        {
            Vm->Heap.ReleaseBuffer(Stack);
            isHeap = false;
        }
    }

    /// <summary>Serves the machine's requests now and then, and looks at the time; false with an exception pending.</summary>
    public bool Continue()
    {
        Countdown = Patience;
        const int Urgent = ~(int)(SafepointRequest.Collect | SafepointRequest.Torture);
        return RegexModule.IsInTime(Vm) && ((Vm->SafepointRequests & Urgent) == 0 || Safepoints.Serve(Vm));
    }
}

/// <summary>An entry of the stack: a choice, or what to restore on the way back to one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegexFrame
{
    /// <summary>What it is.</summary>
    public RegexFrameKind Kind;

    /// <summary>The position, or the number of the mark or register.</summary>
    public int A;

    /// <summary>The instruction, or the value to restore.</summary>
    public int B;

    /// <summary>What else there is.</summary>
    public int C;
}

/// <summary>The kinds of <see cref="RegexFrame"/>.</summary>
internal enum RegexFrameKind
{
    /// <summary>Go on at position A with instruction B.</summary>
    Choice,

    /// <summary>Go on at position A with the alternative at place B of a list.</summary>
    List,

    /// <summary>The repetition C reached B, and at least A: take one back.</summary>
    Greedy,

    /// <summary>The lazy repetition C reached A, with at most B more.</summary>
    Lazy,

    /// <summary>From here on frames restore: mark A was B.</summary>
    Mark,

    /// <summary>Mark A was B, the group closed last was C.</summary>
    Close,

    /// <summary>Register A was B and the one behind it C.</summary>
    Registers,

    /// <summary>Register A was B.</summary>
    Register,
}
