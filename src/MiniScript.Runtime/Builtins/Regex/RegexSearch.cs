using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>One pattern applied to one text: successive matches, as all functions of <c>re</c> find them. Lives on the machine stack.</summary>
internal unsafe ref struct RegexSearch
{
    private const int ScratchMarks = 64;

    /// <summary>The text.</summary>
    public RegexSubject Subject;

    private readonly Vm* vm;
    private MatchState* state;
    private delegate*<MatchState*, int> search;
    private void* buffer;

    private RegexSearch(Vm* vm) => this.vm = vm;

    /// <summary>Words of memory that a caller provides.</summary>
    public const int ScratchWords = MatchState.ScratchWords + ScratchMarks;

    /// <summary>Start and end of each group of the match found.</summary>
    public readonly int* Marks => state->Marks;

    /// <summary>The state of the match found.</summary>
    public readonly MatchState* State => state;

    /// <summary>Begins: false with an exception pending. What began well must be ended by <see cref="Dispose"/>.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; brought within the text.</param>
    /// <param name="to">Where to end; brought within the text.</param>
    /// <param name="state">Memory for the state.</param>
    /// <param name="scratch">Memory of <see cref="ScratchWords"/>.</param>
    /// <param name="result">The search.</param>
    public static bool TryBegin(Vm* vm, Value pattern, Value text, long from, long to, MatchState* state, int* scratch, out RegexSearch result)
    {
        result = new RegexSearch(vm) { state = state };
        if (!RegexSubject.TryOpen(vm, text, PatternObject.IsText(pattern), out result.Subject))
        {
            return false;
        }

        int* program = PatternObject.Program(pattern);
        int words = MatchState.WordsFor(program);
        int* marks = scratch + MatchState.ScratchWords;
        if (words > ScratchMarks)
        {
            marks = (int*)(result.buffer = vm->Heap.AllocateBuffer((nuint)words * sizeof(int), Kind.Buffer));
            if (marks == null)
            {
                Throw.MemoryError(vm);
                return false;
            }
        }

        state->Initialize(vm, program, scratch, marks);
        int length = result.Subject.Length;
        state->Text = result.Subject.Data;
        state->Width = result.Subject.Width;
        state->From = state->Start = (int)long.Clamp(from, 0, length);
        state->End = (int)long.Clamp(to, 0, length);
        state->IsFull = false;
        result.search = state->Width == 1 ? &Matcher<byte>.Search : state->Width == 2 ? &Matcher<char>.Search : &Matcher<int>.Search;
        return true;
    }

    /// <summary>Tries to match where the search begins: 1, 0, or -1 with an exception pending.</summary>
    public readonly int MatchHere(bool isFull)
    {
        if (state->Start > state->End)
        {
            return 0;
        }

        state->IsFull = isFull;
        return state->Width == 1 ? Matcher<byte>.Run(state, state->Start)
            : state->Width == 2 ? Matcher<char>.Run(state, state->Start) : Matcher<int>.Run(state, state->Start);
    }

    /// <summary>Finds the next match: 1, 0, or -1 with an exception pending. After a match the search goes on behind it.</summary>
    public readonly int Next()
    {
        if (state->Start > state->End || (--state->Countdown < 0 && !state->Continue()))
        {
            return vm->HasPending ? -1 : 0;
        }

        return search(state);
    }

    /// <summary>Makes the search go on behind the match found: an empty match is not found twice at one place.</summary>
    public readonly void Advance()
    {
        state->Start = state->Marks[1];
        state->Refused = state->Marks[1] == state->Marks[0] ? state->Marks[1] : -1;
    }

    /// <summary>What a group matched, or a default; undefined with <c>MemoryError</c> pending past the limit.</summary>
    public readonly Value Group(int group, Value missing)
    {
        int start = state->Marks[2 * group];
        int end = state->Marks[(2 * group) + 1];
        return start < 0 || end < 0 ? missing : Subject.Slice(vm, start, Math.Max(start, end));
    }

    /// <summary>Gives memory back.</summary>
    public readonly void Dispose()
    {
        state->Release();
        if (buffer != null)
        {
            vm->Heap.ReleaseBuffer(buffer);
        }
    }
}
