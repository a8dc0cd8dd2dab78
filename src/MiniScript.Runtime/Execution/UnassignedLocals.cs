using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>
/// Registers of local variables that no instruction can have written yet. A call does not clear its registers, but for those that may be read before they are
/// assigned; who looks at a frame from outside would see what an earlier call left there.
/// </summary>
internal static unsafe class UnassignedLocals
{
    /// <summary>Makes those registers undefined. No instruction reads them before it has assigned them, so a frame that runs does not notice.</summary>
    /// <param name="code">The code.</param>
    /// <param name="instruction">The index of the instruction that runs or ran last; below 0 before the first.</param>
    /// <param name="registers">The registers.</param>
    public static void Clear(Code* code, int instruction, Value* registers)
    {
        int parameters = code->ArgumentCount + code->KeywordOnlyCount + ((code->Flags & CodeFlags.VarArgs) != 0 ? 1 : 0)
            + ((code->Flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);
        int count = Math.Min(code->LocalNames->Length, code->LocalCount);
        if (parameters >= count)
        {
            return;
        }

        Span<ulong> written = count <= 512 ? stackalloc ulong[8] : new ulong[(count + 63) / 64];
        int end = Reach(code, instruction);
        for (int i = 0; i < end; i++)
        {
            ulong word = code->InstructionAt(i);
            int a = Instruction.A(word);
            switch (Instruction.Op(word))
            {
                case Opcode.Clear:
                    Add(written, count, a, Instruction.B(word));
                    break;
                case Opcode.Unpack:
                    Add(written, count, a, Instruction.C(word));
                    break;
                case Opcode.UnpackStar:
                    Add(written, count, a, (Instruction.C(word) & 0xff) + (Instruction.C(word) >> 8) + (Instruction.D(word) << 8) + 1);
                    break;
                case Opcode.MatchKeys or Opcode.MatchPositional:
                    // The number of values is not in the instruction.
                    Add(written, count, a, count);
                    break;
                case Opcode.LoadMethod or Opcode.LoadSuperMethod or Opcode.WithEnter or Opcode.AsyncWithEnter:
                    Add(written, count, a, 2);
                    break;
                case Opcode.ForLoop or Opcode.ForLoopPair or Opcode.Send or Opcode.EnterHandler or Opcode.MatchGroup:
                    Add(written, count, a, 1);
                    Add(written, count, Instruction.B(word), 1);
                    break;
                case Opcode.Call or Opcode.CallFunction or Opcode.CallKeywords or Opcode.CallSpread:
                    Add(written, count, Instruction.C(word), 1);
                    break;
                default:
                    Add(written, count, a, 1);
                    break;
            }
        }

        for (int i = 0; i < code->HandlerCount; i++)
        {
            Add(written, count, code->Handlers[i].Register, 1);
        }

        for (int i = parameters; i < count; i++)
        {
            if ((written[i >> 6] & (1UL << (i & 63))) == 0)
            {
                registers[i] = Value.Undefined;
            }
        }
    }

    /// <summary>The index behind the last instruction that may have run: those before the given one, and where something leads back from behind it, those up to there.</summary>
    private static int Reach(Code* code, int instruction)
    {
        int end = Math.Clamp(instruction, 0, code->InstructionCount);
        bool isLonger = true;
        while (isLonger)
        {
            isLonger = false;
            for (int i = end; i < code->InstructionCount; i++)
            {
                int target = Target(code->InstructionAt(i), i);
                if (target >= 0 && target <= Math.Max(end - 1, instruction))
                {
                    end = i + 1;
                    isLonger = true;
                }
            }

            for (int i = 0; i < code->HandlerCount; i++)
            {
                ExceptionHandler handler = code->Handlers[i];
                if (handler.Target < end && handler.End > end)
                {
                    end = Math.Min(handler.End, code->InstructionCount);
                    isLonger = true;
                }
            }
        }

        return end;
    }

    /// <summary>Where an instruction may jump to, or -1.</summary>
    internal static int Target(ulong word, int index)
    {
        Opcode op = Instruction.Op(word);
        return op is >= Opcode.Jump and <= Opcode.JumpIfNotNone ? index + 1 + Instruction.Bx(word)
            : Instruction.IsFusedJump(op) ? index + 1 + Instruction.SignedC(word)
            : op is Opcode.ForLoop or Opcode.ForLoopPair ? index + 1 - Instruction.C(word)
            : op is Opcode.Send ? index + 1 + Instruction.C(word)
            : -1;
    }

    private static void Add(Span<ulong> written, int count, int first, int length)
    {
        for (int i = first; i < Math.Min(first + length, count); i++)
        {
            written[i >> 6] |= 1UL << (i & 63);
        }
    }
}
