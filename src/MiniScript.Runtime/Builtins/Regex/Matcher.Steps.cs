using System.Runtime.CompilerServices;

namespace MiniScript.Runtime.Builtins.Regex;

/// <content>The steps that scan: they are called, so that the loop keeps its variables in registers.</content>
internal static unsafe partial class Matcher<T>
{
    /// <summary>How far a single character's instruction matches again and again.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pos">Where it begins.</param>
    /// <param name="limit">Where it ends at the latest.</param>
    /// <param name="program">The program.</param>
    /// <param name="op">The instruction.</param>
    /// <param name="operand">Its operand.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Scan(T* text, int pos, int limit, int* program, int op, int operand)
    {
        switch ((RegexOp)op)
        {
            case RegexOp.Set:
                int* set = program + operand;
                for (; pos < limit; pos++)
                {
                    int c = Unit(text, pos);
                    if (sizeof(T) == 1 || c < 256)
                    {
                        if ((set[c >> 5] >> c & 1) == 0)
                        {
                            break;
                        }
                    }
                    else if (!SetReader.ContainsHigh(set, c))
                    {
                        break;
                    }
                }

                return pos;
            case RegexOp.NotChar:
                int found = IndexOf(text, pos, limit, operand);
                return found < 0 ? limit : found;
            case RegexOp.Any:
                return Math.Max(pos, limit);
            case RegexOp.Char:
                while (pos < limit && Unit(text, pos) == operand)
                {
                    pos++;
                }

                return pos;
            default:
                return pos;
        }
    }

    /// <summary>The last position within bounds, the upper included, where a code point comes next; -1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindBack(T* text, int least, int reached, int end, int next)
    {
        reached = Math.Min(reached, end - 1);
        while (reached >= least)
        {
            if (Unit(text, reached) == next)
            {
                return reached;
            }

            reached--;
        }

        return -1;
    }

    /// <summary>The first position from one on where the character that follows a lazy repetition comes next; -1 if the repetition ends before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindNext(T* text, int pos, int room, int end, int* program, int* repeat)
    {
        int limit = pos + room;
        int found = IndexOf(text, pos, Math.Min(limit + 1, end), repeat[5]);
        return found >= 0 && Scan(text, pos, found, program, repeat[3], repeat[4]) == found ? found : -1;
    }

    /// <summary>The first position of a code point within bounds, or -1.</summary>
    private static int IndexOf(T* text, int pos, int limit, int c)
    {
        if (pos >= limit || (sizeof(T) == 1 && c > 0xff) || (sizeof(T) == 2 && c > 0xffff))
        {
            return -1;
        }

        int found = sizeof(T) == 1 ? new ReadOnlySpan<byte>(text + pos, limit - pos).IndexOf((byte)c)
            : sizeof(T) == 2 ? new ReadOnlySpan<char>(text + pos, limit - pos).IndexOf((char)c)
            : new ReadOnlySpan<int>(text + pos, limit - pos).IndexOf(c);
        return found < 0 ? -1 : found + pos;
    }

    /// <summary>The length of what a group matched if that comes next, or -1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MatchReference(T* text, int pos, int end, int* group, RegexOp op)
    {
        int length = group[1] - group[0];
        if (group[0] < 0 || length < 0 || length > end - pos)
        {
            return -1;
        }

        for (int i = 0; i < length; i++)
        {
            int a = Unit(text, group[0] + i);
            int b = Unit(text, pos + i);
            if (a == b)
            {
                continue;
            }

            if (op == RegexOp.Reference || (op == RegexOp.ReferenceAsciiCase && (a > 127 || b > 127))
                || CaseVariants.ToLower(a) != CaseVariants.ToLower(b))
            {
                return -1;
            }
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AtBoundary(T* text, int pos, int end, RegexOp op)
    {
        bool isAscii = op is RegexOp.WordBoundaryAscii or RegexOp.NotWordBoundaryAscii;
        bool before = pos > 0 && IsWord(Unit(text, pos - 1), isAscii);
        bool after = pos < end && IsWord(Unit(text, pos), isAscii);
        return (before != after) == (op is RegexOp.WordBoundary or RegexOp.WordBoundaryAscii);
    }

    private static bool IsWord(int c, bool isAscii) =>
        c < 128 ? char.IsAsciiLetterOrDigit((char)c) || c == '_' : !isAscii && CharClasses.IsWord(c);

    /// <summary>Takes the choices out of the upper part of the stack and leaves what restores; returns the new top.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RegexFrame* DropChoices(RegexFrame* from, RegexFrame* top)
    {
        RegexFrame* kept = from;
        for (RegexFrame* frame = from; frame < top; frame++)
        {
            if (frame->Kind >= RegexFrameKind.Mark)
            {
                *kept++ = *frame;
            }
        }

        return kept;
    }

    /// <summary>Restores what the upper part of the stack says, forgetting its choices; returns the new top.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RegexFrame* Unwind(MatchState* state, RegexFrame* to, RegexFrame* top)
    {
        while (top > to)
        {
            top--;
            switch (top->Kind)
            {
                case RegexFrameKind.Mark:
                    state->Marks[top->A] = top->B;
                    break;
                case RegexFrameKind.Close:
                    state->Marks[top->A] = top->B;
                    state->LastGroup = top->C;
                    break;
                case RegexFrameKind.Registers:
                    state->Registers[top->A] = top->B;
                    state->Registers[top->A + 1] = top->C;
                    break;
                case RegexFrameKind.Register:
                    state->Registers[top->A] = top->B;
                    break;
                default:
                    break;
            }
        }

        return top;
    }

    /// <summary>Searches for the first match that begins at or after <see cref="MatchState.Start"/>.</summary>
    /// <returns>1 with marks set, 0, or -1 with an exception pending.</returns>
    public static int Search(MatchState* state)
    {
        RegexHeader* header = (RegexHeader*)state->Program;
        T* text = (T*)state->Text;
        int last = state->End - header->LeastWidth;
        if (header->IsAnchored != 0)
        {
            last = Math.Min(last, 0);
        }

        int* set = header->FirstSet > 0 ? state->Program + header->FirstSet : null;
        for (int pos = state->Start; pos <= last; pos++)
        {
            if (header->PrefixLength > 0)
            {
                pos = FindPrefix(text, pos, state->End, state->Program + header->Prefix, header->PrefixLength);
                if (pos < 0 || pos > last)
                {
                    return 0;
                }

                if (header->IsLiteral != 0 && !state->IsFull)
                {
                    state->Marks[0] = pos;
                    state->Marks[1] = pos + header->PrefixLength;
                    state->LastGroup = 0;
                    return 1;
                }
            }
            else if (set != null)
            {
                pos = header->FewCount > 0 ? FindFew(text, pos, last + 1, header) : FindMember(text, pos, last + 1, set);
                if (pos < 0)
                {
                    return 0;
                }
            }

            int result = Run(state, pos);
            if (result != 0)
            {
                return result;
            }
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindMember(T* text, int pos, int limit, int* set)
    {
        for (; pos < limit; pos++)
        {
            int c = Unit(text, pos);
            if (sizeof(T) == 1 || c < 256 ? (set[c >> 5] >> c & 1) != 0 : SetReader.ContainsHigh(set, c))
            {
                return pos;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindFew(T* text, int pos, int limit, RegexHeader* header)
    {
        int a = header->Few[0];
        int b = header->Few[1];
        int c = header->Few[2];
        int found = sizeof(T) == 1 ? new ReadOnlySpan<byte>(text + pos, limit - pos).IndexOfAny((byte)a, (byte)b, (byte)c)
            : sizeof(T) == 2 ? new ReadOnlySpan<char>(text + pos, limit - pos).IndexOfAny((char)a, (char)b, (char)c)
            : new ReadOnlySpan<int>(text + pos, limit - pos).IndexOfAny(a, b, c);
        return found < 0 ? -1 : found + pos;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindPrefix(T* text, int pos, int end, int* prefix, int count)
    {
        while (true)
        {
            pos = IndexOf(text, pos, end - count + 1, prefix[0]);
            if (pos < 0)
            {
                return -1;
            }

            int i = 1;
            while (i < count && Unit(text, pos + i) == prefix[i])
            {
                i++;
            }

            if (i == count)
            {
                return pos;
            }

            pos++;
        }
    }
}
