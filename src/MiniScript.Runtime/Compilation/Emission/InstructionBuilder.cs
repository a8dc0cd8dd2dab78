using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Compilation.Emission;

/// <summary>Collects the instructions of one code unit: positions, labels, protected ranges, reachability, and which registers surely hold a value.</summary>
/// <remarks>
/// While the point of emission is unreachable nothing is emitted. All offsets in instructions are relative, so code can be put in front at the end.
/// A fused compare-jump reaches 32,767 instructions; if one must go farther, <see cref="OutOfReach"/> is set, and the unit is compiled again with
/// <c>longJumps</c>, where a fused jump skips a plain one.
/// </remarks>
internal sealed class InstructionBuilder(bool longJumps)
{
    private readonly List<ulong> code = [];
    private readonly List<SourceSpan> positions = [];
    private readonly List<ProtectedRange> ranges = [];

    /// <summary>No instruction before this one may be taken away: labels or ranges refer to places up to here.</summary>
    private int pinned;

    /// <summary>The position that emitted instructions get.</summary>
    public SourceSpan Position { get; set; }

    /// <summary>True if control can reach this point.</summary>
    public bool IsReachable { get; private set; } = true;

    /// <summary>The registers that hold a value here for certain.</summary>
    public RegisterSet Assigned { get; private set; } = new();

    /// <summary>True if a jump was too far for its operand.</summary>
    public bool OutOfReach { get; private set; }

    /// <summary>The index of the next instruction.</summary>
    public int Count => code.Count;

    /// <summary>Emits operands A to D.</summary>
    public void Emit(Opcode opcode, int a = 0, int b = 0, int c = 0, int d = 0)
    {
        if (IsReachable)
        {
            Append(Instruction.Encode(opcode, a, b, c, d));
        }
    }

    /// <summary>Emits operands A and Bx.</summary>
    public void EmitWide(Opcode opcode, int a, int bx, int d = 0)
    {
        if (IsReachable)
        {
            Append(Instruction.EncodeWide(opcode, a, bx, d));
        }
    }

    /// <summary>Emits an instruction behind which control does not go on.</summary>
    public void EmitLast(Opcode opcode, int a = 0, int b = 0, int d = 0)
    {
        Emit(opcode, a, b, 0, d);
        IsReachable = false;
    }

    /// <summary>Emits <see cref="Opcode.ReturnConstant"/>.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="isImplicit">True for the end of a body: no statement of the source.</param>
    public void EmitReturnConstant(int constant, bool isImplicit = false)
    {
        EmitWide(Opcode.ReturnConstant, 0, constant, isImplicit ? 1 : 0);
        IsReachable = false;
    }

    /// <summary>Emits a jump on no condition.</summary>
    public void Jump(Label label)
    {
        JumpWide(Opcode.Jump, 0, label);
        IsReachable = false;
    }

    /// <summary>Emits a jump with an sBx offset.</summary>
    public void JumpWide(Opcode opcode, int a, Label label)
    {
        if (!IsReachable)
        {
            return;
        }

        Append(Instruction.EncodeWide(opcode, a, 0));
        Target(label);
    }

    /// <summary>Emits a fused compare-jump: if (a op b) == sense.</summary>
    public void JumpCompare(Opcode opcode, int a, int b, bool sense, Label label)
    {
        if (!IsReachable)
        {
            return;
        }

        if (longJumps)
        {
            Append(Instruction.Encode(opcode, a, b, 1, sense ? 0 : 1));
            Append(Instruction.EncodeWide(Opcode.Jump, 0, 0));
        }
        else
        {
            Append(Instruction.Encode(opcode, a, b, 0, sense ? 1 : 0));
        }

        Target(label);
    }

    /// <summary>Emits the end of a for loop, which goes back to the body.</summary>
    /// <param name="iterator">The register of the iterator.</param>
    /// <param name="item">The register that each item is put into.</param>
    /// <param name="body">Where the body starts.</param>
    /// <param name="isTemporary">Whether nothing but the start of the body reads the item.</param>
    public void ForLoop(int iterator, int item, Label body, bool isTemporary)
    {
        if (!IsReachable || body.Position < 0)
        {
            return;
        }

        bool isPair = isTemporary && body.Position < code.Count && IsPairUnpack(code[body.Position], item);
        int distance = code.Count + 1 - body.Position;
        if (distance > ushort.MaxValue)
        {
            if (!longJumps)
            {
                OutOfReach = true;
            }

            // The loop instruction goes back to a jump just before it, which arriving control passes over.
            Append(Instruction.EncodeWide(Opcode.Jump, 0, 1));
            Append(Instruction.EncodeWide(Opcode.Jump, 0, body.Position - (code.Count + 1)));
            distance = 2;
            isPair = false;
        }

        Append(Instruction.Encode(isPair ? Opcode.ForLoopPair : Opcode.ForLoop, iterator, item, distance));
    }

    private static bool IsPairUnpack(ulong instruction, int source) =>
        Instruction.Op(instruction) == Opcode.Unpack && Instruction.B(instruction) == source && Instruction.C(instruction) == 2;

    /// <summary>Puts a label here.</summary>
    public void Bind(Label label)
    {
        if (label.Jumps.Count == 1 && label.Jumps[0] == code.Count - 1 && !IsReachable && pinned < code.Count
            && Instruction.Op(code[^1]) == Opcode.Jump)
        {
            // A jump to the next instruction.
            code.RemoveAt(code.Count - 1);
            positions.RemoveAt(positions.Count - 1);
            label.Jumps.Clear();
        }

        label.Position = code.Count;
        pinned = code.Count;
        foreach (int jump in label.Jumps)
        {
            Patch(jump, code.Count);
        }

        if (label.Assigned is { } assigned)
        {
            if (IsReachable)
            {
                Assigned.IntersectWith(assigned);
            }
            else
            {
                Assigned = assigned.Clone();
                IsReachable = true;
            }
        }
    }

    /// <summary>A new label here, for jumps back.</summary>
    public Label BindNew()
    {
        var label = new Label();
        Bind(label);
        return label;
    }

    /// <summary>Begins the body of a loop whose test stands behind it: enters at the test. Returns the label of the body.</summary>
    public Label BeginLoopBody(Label test)
    {
        bool wasReachable = IsReachable;
        Jump(test);
        Label body = BindNew();
        IsReachable = wasReachable;
        return body;
    }

    /// <summary>Suspends emission: what follows is never executed. Returns what <see cref="EndDead"/> takes.</summary>
    public bool BeginDead()
    {
        bool was = IsReachable;
        IsReachable = false;
        return was;
    }

    /// <summary>Ends what <see cref="BeginDead"/> began.</summary>
    public void EndDead(bool wasReachable) => IsReachable = wasReachable;

    /// <summary>Opens a range whose exceptions arrive in a register.</summary>
    public ProtectedRange OpenRange(int register, int depth)
    {
        var range = new ProtectedRange(register, depth);
        ranges.Add(range);
        Open(range);
        return range;
    }

    /// <summary>Goes on with a range.</summary>
    public void Open(ProtectedRange range)
    {
        range.OpenAt = code.Count;
        pinned = code.Count;
    }

    /// <summary>Interrupts or ends a range.</summary>
    public void Close(ProtectedRange range)
    {
        if (range.OpenAt >= 0 && range.OpenAt < code.Count)
        {
            range.Stretches.Add((range.OpenAt, code.Count));
        }

        range.OpenAt = -1;
        pinned = code.Count;
    }

    /// <summary>Begins the handler of a range, with the given registers assigned. It is unreachable if the range guards nothing.</summary>
    public void BindHandler(ProtectedRange range, RegisterSet assigned)
    {
        range.Target = code.Count;
        pinned = code.Count;
        IsReachable = range.Stretches.Count > 0;
        Assigned = assigned.Clone();
    }

    /// <summary>Ends the code; the prologue goes in front of it.</summary>
    public (ulong[] Instructions, SourceSpan[] Positions, ExceptionHandler[] Handlers) Finish(List<ulong> prologue, SourceSpan position)
    {
        ThreadJumps();
        int shift = prologue.Count;
        var allPositions = new SourceSpan[shift + positions.Count];
        Array.Fill(allPositions, position, 0, shift);
        positions.CopyTo(allPositions, shift);
        return ([.. prologue, .. code], allPositions, BuildHandlers(shift));
    }

    private ExceptionHandler[] BuildHandlers(int shift)
    {
        var handlers = new List<ExceptionHandler>();
        int deepest = 0;
        foreach (ProtectedRange range in ranges)
        {
            deepest = Math.Max(deepest, range.Depth);
        }

        for (int depth = deepest; depth >= 0; depth--)
        {
            foreach (ProtectedRange range in ranges)
            {
                if (range.Depth != depth)
                {
                    continue;
                }

                foreach ((int start, int end) in range.Stretches)
                {
                    handlers.Add(new ExceptionHandler { Start = start + shift, End = end + shift, Target = range.Target + shift, Register = range.Register });
                }
            }
        }

        return [.. handlers];
    }

    /// <summary>Makes jumps to unconditional jumps go where these go.</summary>
    private void ThreadJumps()
    {
        const int MaxHops = 8;
        for (int i = 0; i < code.Count; i++)
        {
            Opcode opcode = Instruction.Op(code[i]);
            bool isFused = Instruction.IsFusedJump(opcode);
            if (!isFused && opcode is < Opcode.Jump or > Opcode.JumpIfNotNone)
            {
                continue;
            }

            int first = i + 1 + (isFused ? Instruction.SignedC(code[i]) : Instruction.Bx(code[i]));
            int target = first;
            for (int hops = 0; hops < MaxHops && Instruction.Op(code[target]) == Opcode.Jump; hops++)
            {
                target += 1 + Instruction.Bx(code[target]);
            }

            int distance = target - (i + 1);
            if (target != first && (!isFused || distance is >= short.MinValue and <= short.MaxValue))
            {
                Patch(i, target);
            }
        }
    }

    private void Append(ulong instruction)
    {
        code.Add(instruction);
        positions.Add(Position);
    }

    private void Target(Label label)
    {
        int jump = code.Count - 1;
        if (label.Position >= 0)
        {
            Patch(jump, label.Position);
            return;
        }

        label.Jumps.Add(jump);
        if (label.Assigned is null)
        {
            label.Assigned = Assigned.Clone();
        }
        else
        {
            label.Assigned.IntersectWith(Assigned);
        }
    }

    private void Patch(int jump, int target)
    {
        ulong instruction = code[jump];
        int offset = target - (jump + 1);
        if (Instruction.IsFusedJump(Instruction.Op(instruction)))
        {
            if (offset is < short.MinValue or > short.MaxValue)
            {
                OutOfReach = true;
            }

            code[jump] = (instruction & 0x0000_ffff_ffff_ffff) | ((ulong)(ushort)offset << 48);
        }
        else
        {
            code[jump] = (instruction & 0x0000_0000_ffff_ffff) | ((ulong)(uint)offset << 32);
        }
    }
}
