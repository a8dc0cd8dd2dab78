using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary><c>re.Match</c>: a record of pattern, text, bounds, the group closed last, and start and end of every group.</summary>
internal static unsafe class MatchObject
{
    private const int PatternField = 0;
    private const int TextField = 1;
    private const int StartField = 2;
    private const int EndField = 3;
    private const int LastField = 4;
    private const int MarksField = 5;

    /// <summary>The pattern.</summary>
    public static Value Pattern(Value self) => Fields(self)[PatternField];

    /// <summary>The text or bytes searched.</summary>
    public static Value Subject(Value self) => Fields(self)[TextField];

    /// <summary>Where the search began.</summary>
    public static Value From(Value self) => Fields(self)[StartField];

    /// <summary>Where the search ended.</summary>
    public static Value To(Value self) => Fields(self)[EndField];

    /// <summary>The group closed last, 0 for none.</summary>
    public static int LastGroup(Value self) => (int)Fields(self)[LastField].AsInt;

    /// <summary>The start of a group, -1 if it did not match.</summary>
    public static int Start(Value self, int group) => (int)Fields(self)[MarksField + (2 * group)].AsInt;

    /// <summary>The end of a group, -1 if it did not match.</summary>
    public static int End(Value self, int group) => (int)Fields(self)[MarksField + (2 * group) + 1].AsInt;

    /// <summary>The match that a search has found.</summary>
    public static Value New(Vm* vm, Value pattern, Value subject, MatchState* state)
    {
        int count = MarksField + state->MarkCount;
        Record* self = (Record*)vm->Heap.Allocate((nuint)(sizeof(Record) + (count * sizeof(Value))), Kind.Record, (uint)TypeId.Match);
        if (self == null)
        {
            return Throw.MemoryError(vm);
        }

        self->Header.Aux = (ushort)count;
        Value* fields = Record.Fields(self);
        fields[PatternField] = pattern;
        fields[TextField] = subject;
        fields[StartField] = Value.FromInt(state->From);
        fields[EndField] = Value.FromInt(state->End);
        fields[LastField] = Value.FromInt(state->LastGroup);
        for (int i = 0; i < state->MarkCount; i += 2)
        {
            bool isMatched = state->Marks[i] >= 0 && state->Marks[i + 1] >= 0;
            fields[MarksField + i] = Value.FromInt(isMatched ? state->Marks[i] : -1);
            fields[MarksField + i + 1] = Value.FromInt(isMatched ? state->Marks[i + 1] : -1);
        }

        return Value.FromObject(self);
    }

    /// <summary>What a group matched, or a default if it did not.</summary>
    public static Value Group(Vm* vm, Value self, int group, Value missing)
    {
        int start = Start(self, group);
        int end = End(self, group);
        if (start < 0)
        {
            return missing;
        }

        Value subject = Subject(self);
        if (subject.Is(Kind.Str))
        {
            Str* text = (Str*)subject.AsObject;
            return Value.FromObject(Str.Slice(vm, text, start, Math.Max(end, start) - start));
        }

        // The bytes may have been changed since.
        ReadOnlySpan<byte> bytes = BytesArguments.IsBytesLike(subject) ? BytesArguments.Content(vm, subject) : default;
        end = Math.Min(end, bytes.Length);
        start = Math.Min(start, end);
        return subject.IsExactly(TypeId.Bytes) && end - start == bytes.Length ? subject : Value.FromObject(Bytes.New(vm, bytes[start..end]));
    }

    /// <summary>The number of the group that an argument names; -1 with <c>IndexError</c> pending.</summary>
    public static int GroupIndex(Vm* vm, Value self, Value key)
    {
        int groups = PatternObject.Groups(Pattern(self));
        if (key.IsInt && (ulong)key.AsInt <= (ulong)groups)
        {
            return (int)key.AsInt;
        }

        if (key.IsInt || IndexArguments.IsIndex(vm, key))
        {
            if (Integers.TryIndexClipped(vm, key, out long index) && index >= 0 && index <= groups)
            {
                return (int)index;
            }
        }
        else
        {
            Value named = Dict.Get(vm, PatternObject.Index(Pattern(self)), key);
            if (named.IsInt)
            {
                return (int)named.AsInt;
            }
        }

        if (!vm->HasPending)
        {
            Throw.IndexError(vm, "no such group");
        }

        return -1;
    }

    /// <summary>Start and end of a group as a tuple.</summary>
    public static Value Span(Vm* vm, Value self, int group) =>
        Value.FromObject(Tuple.New(vm, Fields(self)[MarksField + (2 * group)], Fields(self)[MarksField + (2 * group) + 1]));

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);
}
