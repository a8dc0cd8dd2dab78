using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>Checks that code is well formed: every operand is in range, every jump lands on an instruction, control never runs off the end.</summary>
internal static class CodeVerifier
{
    /// <summary>Checks a unit and all within.</summary>
    public static void Verify(CodeUnit unit)
    {
        Assert.True(unit.LocalNames.Length <= unit.FrameSize);
        Assert.Equal(unit.Instructions.Length, unit.Positions.Length);
        Assert.True(EndsFlow(Instruction.Op(unit.Instructions[^1])), "control runs off the end of " + unit.QualifiedName);
        for (int i = 0; i < unit.Instructions.Length; i++)
        {
            VerifyInstruction(unit, i);
        }

        foreach (ExceptionHandler handler in unit.Handlers)
        {
            Assert.InRange(handler.Start, 0, handler.End - 1);
            Assert.InRange(handler.End, 1, unit.Instructions.Length);
            Assert.InRange(handler.Target, 0, unit.Instructions.Length - 1);
            Assert.InRange(handler.Register, unit.LocalNames.Length, unit.FrameSize - 1);
        }

        foreach (object? constant in unit.Constants)
        {
            if (constant is CodeUnit inner)
            {
                Verify(inner);
            }
        }
    }

    private static bool EndsFlow(Opcode opcode) => opcode is Opcode.Return or Opcode.ReturnConstant or Opcode.Jump or Opcode.RaiseException or Opcode.Reraise;

    private static void VerifyInstruction(CodeUnit unit, int index)
    {
        ulong instruction = unit.Instructions[index];
        Opcode opcode = Instruction.Op(instruction);
        OperandFormat format = OpcodeInfo.Format(opcode);
        bool isBareRaise = opcode == Opcode.RaiseException && Instruction.D(instruction) == 0;
        if ((format & OperandFormat.A) != 0 && !isBareRaise && opcode is not (Opcode.StoreFree or Opcode.DeleteFree))
        {
            // What is above a register may be nothing.
            Assert.InRange(Instruction.A(instruction), 0, opcode == Opcode.Reclaim ? unit.FrameSize : unit.FrameSize - 1);
        }

        if ((format & OperandFormat.SignedBx) != 0)
        {
            Assert.InRange(index + 1 + Instruction.Bx(instruction), 0, unit.Instructions.Length - 1);
        }
        else if ((format & OperandFormat.Bx) != 0)
        {
            Assert.InRange(Instruction.Bx(instruction), 0, unit.Constants.Length - 1);
        }

        if ((format & OperandFormat.SignedC) != 0)
        {
            Assert.InRange(index + 1 + Instruction.SignedC(instruction), 0, unit.Instructions.Length - 1);
        }

        switch (opcode)
        {
            case Opcode.LoadGlobal or Opcode.StoreGlobal or Opcode.LoadAttribute or Opcode.LoadMethod or Opcode.StoreAttribute:
                Assert.InRange(Instruction.C(instruction), 0, unit.CacheNames.Length - 1);
                break;
            case Opcode.Call or Opcode.CallFunction:
                Assert.InRange(Instruction.A(instruction) + 1 + Instruction.B(instruction), 1, unit.FrameSize - 1);
                Assert.InRange(Instruction.C(instruction), 0, unit.FrameSize - 1);
                break;
            case Opcode.ForLoop or Opcode.ForLoopPair:
                Assert.InRange(index + 1 - Instruction.C(instruction), 0, index);
                break;
        }
    }
}
