using System.Runtime.CompilerServices;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Runs compiled patterns over text whose units are bytes, UTF-16 units that are code points each, or code points.</summary>
/// <remarks>
/// Backtracking with a stack of its own: no native recursion, however a pattern nests. A failure pops frames: those that restore are undone, the
/// first choice is where matching goes on. Every failure counts down to a look at the machine's requests, so a signal ends a hopeless search.
/// </remarks>
/// <typeparam name="T">The unit: <see cref="byte"/>, <see cref="char"/> or <see cref="int"/>.</typeparam>
internal static unsafe partial class Matcher<T>
    where T : unmanaged
{
    /// <summary>Tries to match at one position.</summary>
    /// <returns>1 with marks set, 0, or -1 with an exception pending.</returns>
    public static int Run(MatchState* state, int start)
    {
        int* program = state->Program;
        int* ip = program + RegexHeader.Words;
        T* text = (T*)state->Text;
        int end = state->End;
        int* marks = state->Marks;
        int* registers = state->Registers;
        RegexFrame* bottom = state->Stack;
        RegexFrame* top = bottom;
        RegexFrame* limit = state->StackEnd - 2; // an instruction pushes two frames at most
        int pos = start;
        for (int i = 2; i < state->MarkCount; i++)
        {
            marks[i] = -1;
        }

        state->LastGroup = 0;
        while (true)
        {
            if (top >= limit)
            {
                long depth = top - bottom;
                if (!state->Grow())
                {
                    return -1;
                }

                bottom = state->Stack;
                top = bottom + depth;
                limit = state->StackEnd - 2;
            }

            // A case ends with continue, having set ip; break means failure.
            switch ((RegexOp)(*ip))
            {
                case RegexOp.Accept:
                    if ((state->IsFull && pos != end) || (pos == state->Refused && pos == start))
                    {
                        break;
                    }

                    marks[0] = start;
                    marks[1] = pos;
                    return 1;

                case RegexOp.Char:
                    if (pos < end && Unit(text, pos) == ip[1])
                    {
                        pos++;
                        ip += 2;
                        continue;
                    }

                    break;

                case RegexOp.NotChar:
                    if (pos < end && Unit(text, pos) != ip[1])
                    {
                        pos++;
                        ip += 2;
                        continue;
                    }

                    break;

                case RegexOp.Any:
                    if (pos < end)
                    {
                        pos++;
                        ip += 2;
                        continue;
                    }

                    break;

                case RegexOp.Set:
                    if (pos < end)
                    {
                        int c = Unit(text, pos);
                        int* set = program + ip[1];
                        if (sizeof(T) == 1 || c < 256 ? (set[c >> 5] >> c & 1) != 0 : SetReader.ContainsHigh(set, c))
                        {
                            pos++;
                            ip += 2;
                            continue;
                        }
                    }

                    break;

                case RegexOp.Text:
                    {
                        int count = ip[1];
                        if (end - pos < count)
                        {
                            break;
                        }

                        int i = 0;
                        while (i < count && Unit(text, pos + i) == ip[i + 2])
                        {
                            i++;
                        }

                        if (i == count)
                        {
                            pos += count;
                            ip += count + 2;
                            continue;
                        }

                        break;
                    }

                case RegexOp.Jump:
                    ip = program + ip[1];
                    continue;

                case RegexOp.Split:
                    *top++ = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = ip[1] };
                    ip += 2;
                    continue;

                case RegexOp.SplitLazy:
                    *top++ = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = (int)(ip - program) + 2 };
                    ip = program + ip[1];
                    continue;

                case RegexOp.SplitOnSet:
                    {
                        int* set = program + ip[2];
                        int c = pos < end ? Unit(text, pos) : -1;
                        if (c < 0 || !((sizeof(T) == 1 || c < 256) ? (set[c >> 5] >> c & 1) != 0 : SetReader.ContainsHigh(set, c)))
                        {
                            ip = program + ip[1];
                            continue;
                        }

                        if (ip[3] == 0)
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = ip[1] };
                        }

                        ip += 4;
                        continue;
                    }

                case RegexOp.Branch:
                    {
                        int* table = program + ip[1];
                        int index = 129;
                        if (pos < end)
                        {
                            int c = Unit(text, pos);
                            index = sizeof(T) == 1 || c < 256 ? -1 - c : 128;
                        }

                        int list = table[RegexCompiler.TableWords + (index < 0 ? ((ushort*)table)[-1 - index] : table[index])];
                        int target = program[list];
                        if (target == 0)
                        {
                            break;
                        }

                        if (program[list + 1] != 0)
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.List, A = pos, B = list + 1 };
                        }

                        ip = program + target;
                        continue;
                    }

                case RegexOp.RepeatPossessive:
                    {
                        int reached = Scan(text, pos, Limit(pos, end, ip[2]), program, ip[3], ip[4]);
                        if (reached - pos < ip[1])
                        {
                            break;
                        }

                        pos = reached;
                        ip += 6;
                        continue;
                    }

                case RegexOp.RepeatGreedy:
                    {
                        int reached = Scan(text, pos, Limit(pos, end, ip[2]), program, ip[3], ip[4]);
                        int least = pos + ip[1];
                        if (reached < least)
                        {
                            break;
                        }

                        if (ip[5] >= 0)
                        {
                            reached = FindBack(text, least, reached, end, ip[5]);
                            if (reached < 0)
                            {
                                break;
                            }
                        }

                        if (reached > least)
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.Greedy, A = least, B = reached, C = (int)(ip - program) };
                        }

                        pos = reached;
                        ip += 6;
                        continue;
                    }

                case RegexOp.RepeatLazy:
                    {
                        int least = ip[1];
                        int most = ip[2];
                        if (least > 0)
                        {
                            int reached = Scan(text, pos, Limit(pos, end, least), program, ip[3], ip[4]);
                            if (reached - pos < least)
                            {
                                break;
                            }

                            pos = reached;
                        }

                        int room = most == int.MaxValue ? end - pos : Math.Min(most - least, end - pos);
                        if (ip[5] >= 0)
                        {
                            int found = FindNext(text, pos, room, end, program, ip);
                            if (found < 0)
                            {
                                break;
                            }

                            room -= found - pos;
                            pos = found;
                        }

                        if (room > 0)
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.Lazy, A = pos, B = room, C = (int)(ip - program) };
                        }

                        ip += 6;
                        continue;
                    }

                case RegexOp.LoopStart:
                    {
                        int r = ip[1];
                        *top++ = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = registers[r], C = registers[r + 1] };
                        registers[r] = 0;
                        registers[r + 1] = -1;
                        ip += 2;
                        continue;
                    }

                case RegexOp.LoopGreedy:
                    {
                        int r = ip[1];
                        int count = registers[r];
                        if (count < ip[2])
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = count, C = registers[r + 1] };
                            registers[r] = count + 1;
                            ip += 5;
                            continue;
                        }

                        if (count < ip[3] && registers[r + 1] != pos)
                        {
                            top[0] = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = count, C = registers[r + 1] };
                            top[1] = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = ip[4] };
                            top += 2;
                            registers[r] = count + 1;
                            registers[r + 1] = pos;
                            ip += 5;
                            continue;
                        }

                        ip = program + ip[4];
                        continue;
                    }

                case RegexOp.LoopLazy:
                    {
                        int r = ip[1];
                        int count = registers[r];
                        if (count < ip[2])
                        {
                            *top++ = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = count, C = registers[r + 1] };
                            registers[r] = count + 1;
                            ip = program + ip[4];
                            continue;
                        }

                        *top++ = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = ip[3] };
                        ip += 5;
                        continue;
                    }

                case RegexOp.LoopAgain:
                    {
                        int r = ip[1];
                        int count = registers[r];
                        if (count >= ip[2] || registers[r + 1] == pos)
                        {
                            break;
                        }

                        *top++ = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = count, C = registers[r + 1] };
                        registers[r] = count + 1;
                        registers[r + 1] = pos;
                        ip += 3;
                        continue;
                    }

                case RegexOp.OpenGroup:
                    if (top != bottom)
                    {
                        *top++ = new RegexFrame { Kind = RegexFrameKind.Mark, A = ip[1], B = marks[ip[1]] };
                    }

                    marks[ip[1]] = pos;
                    ip += 2;
                    continue;

                case RegexOp.CloseGroup:
                    if (top != bottom)
                    {
                        *top++ = new RegexFrame { Kind = RegexFrameKind.Close, A = ip[1], B = marks[ip[1]], C = state->LastGroup };
                    }

                    marks[ip[1]] = pos;
                    state->LastGroup = ip[1] >> 1;
                    ip += 2;
                    continue;

                case RegexOp.Reference:
                case RegexOp.ReferenceAsciiCase:
                case RegexOp.ReferenceAnyCase:
                    {
                        int length = MatchReference(text, pos, end, marks + (2 * ip[1]), (RegexOp)(*ip));
                        if (length < 0)
                        {
                            break;
                        }

                        pos += length;
                        ip += 2;
                        continue;
                    }

                case RegexOp.IfGroup:
                    {
                        int* group = marks + (2 * ip[1]);
                        ip = group[0] >= 0 && group[1] >= group[0] ? ip + 3 : program + ip[2];
                        continue;
                    }

                case RegexOp.AtomicStart:
                    {
                        int r = ip[1];
                        *top++ = new RegexFrame { Kind = RegexFrameKind.Register, A = r, B = registers[r] };
                        registers[r] = (int)(top - bottom);
                        ip += 2;
                        continue;
                    }

                case RegexOp.AtomicEnd:
                    top = DropChoices(bottom + registers[ip[1]], top);
                    ip += 2;
                    continue;

                case RegexOp.LookStart:
                    {
                        int r = ip[1];
                        if (pos < ip[2])
                        {
                            break;
                        }

                        *top++ = new RegexFrame { Kind = RegexFrameKind.Registers, A = r, B = registers[r], C = registers[r + 1] };
                        registers[r] = (int)(top - bottom);
                        registers[r + 1] = pos;
                        pos -= ip[2];
                        ip += 3;
                        continue;
                    }

                case RegexOp.LookEnd:
                    {
                        int r = ip[1];
                        top = DropChoices(bottom + registers[r], top);
                        pos = registers[r + 1];
                        ip += 2;
                        continue;
                    }

                case RegexOp.NotLookStart:
                    {
                        int r = ip[1];
                        if (pos < ip[2])
                        {
                            ip = program + ip[3];
                            continue;
                        }

                        top[0] = new RegexFrame { Kind = RegexFrameKind.Register, A = r, B = registers[r] };
                        top[1] = new RegexFrame { Kind = RegexFrameKind.Choice, A = pos, B = ip[3] };
                        registers[r] = (int)(top - bottom) + 1;
                        top += 2;
                        pos -= ip[2];
                        ip += 4;
                        continue;
                    }

                case RegexOp.NotLookEnd:
                    top = Unwind(state, bottom + registers[ip[1]], top);
                    break;

                case RegexOp.TextStart:
                    if (pos == 0)
                    {
                        ip++;
                        continue;
                    }

                    break;

                case RegexOp.LineStart:
                    if (pos == 0 || Unit(text, pos - 1) == '\n')
                    {
                        ip++;
                        continue;
                    }

                    break;

                case RegexOp.TextEnd:
                    if (pos == end)
                    {
                        ip++;
                        continue;
                    }

                    break;

                case RegexOp.TextEndOrNewline:
                    if (pos == end || (pos == end - 1 && Unit(text, pos) == '\n'))
                    {
                        ip++;
                        continue;
                    }

                    break;

                case RegexOp.LineEnd:
                    if (pos == end || Unit(text, pos) == '\n')
                    {
                        ip++;
                        continue;
                    }

                    break;

                case RegexOp.WordBoundary:
                case RegexOp.NotWordBoundary:
                case RegexOp.WordBoundaryAscii:
                case RegexOp.NotWordBoundaryAscii:
                    if (end > 0 && AtBoundary(text, pos, end, (RegexOp)(*ip)))
                    {
                        ip++;
                        continue;
                    }

                    break;

                default:
                    break;
            }

            // Failure: back to the last choice.
            if (--state->Countdown < 0 && !state->Continue())
            {
                return -1;
            }

            bool isFound = false;
            while (!isFound)
            {
                if (top == bottom)
                {
                    return 0;
                }

                RegexFrame* frame = --top;
                switch (frame->Kind)
                {
                    case RegexFrameKind.Choice:
                        pos = frame->A;
                        ip = program + frame->B;
                        isFound = true;
                        break;

                    case RegexFrameKind.List:
                        pos = frame->A;
                        ip = program + program[frame->B];
                        if (program[frame->B + 1] != 0)
                        {
                            frame->B++;
                            top++;
                        }

                        isFound = true;
                        break;

                    case RegexFrameKind.Greedy:
                        {
                            ip = program + frame->C;
                            int reached = frame->B - 1;
                            if (ip[5] >= 0)
                            {
                                reached = FindBack(text, frame->A, reached, end, ip[5]);
                                if (reached < 0)
                                {
                                    break;
                                }
                            }

                            if (reached > frame->A)
                            {
                                frame->B = reached;
                                top++;
                            }

                            pos = reached;
                            ip += 6;
                            isFound = true;
                            break;
                        }

                    case RegexFrameKind.Lazy:
                        {
                            ip = program + frame->C;
                            pos = frame->A;
                            int room = frame->B;
                            if (Scan(text, pos, pos + 1, program, ip[3], ip[4]) == pos)
                            {
                                break;
                            }

                            pos++;
                            room--;
                            if (ip[5] >= 0)
                            {
                                int found = FindNext(text, pos, room, end, program, ip);
                                if (found < 0)
                                {
                                    break;
                                }

                                room -= found - pos;
                                pos = found;
                            }

                            if (room > 0)
                            {
                                frame->A = pos;
                                frame->B = room;
                                top++;
                            }

                            ip += 6;
                            isFound = true;
                            break;
                        }

                    case RegexFrameKind.Mark:
                        marks[frame->A] = frame->B;
                        break;

                    case RegexFrameKind.Close:
                        marks[frame->A] = frame->B;
                        state->LastGroup = frame->C;
                        break;

                    case RegexFrameKind.Registers:
                        registers[frame->A] = frame->B;
                        registers[frame->A + 1] = frame->C;
                        break;

                    default:
                        registers[frame->A] = frame->B;
                        break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Unit(T* text, int index) =>
        sizeof(T) == 1 ? ((byte*)text)[index] : sizeof(T) == 2 ? ((char*)text)[index] : ((int*)text)[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Limit(int pos, int end, int most) => most < end - pos ? pos + most : end;
}
