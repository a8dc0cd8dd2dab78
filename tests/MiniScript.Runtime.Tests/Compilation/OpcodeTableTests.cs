using MiniScript.Runtime.Compilation;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>What the generator makes of the instruction table.</summary>
public class OpcodeTableTests
{
    [Fact]
    public void Every_instruction_is_in_the_table()
    {
        Assert.Equal(OpcodeInfo.Count, Enum.GetValues<Opcode>().Length);
        foreach (Opcode opcode in Enum.GetValues<Opcode>())
        {
            Assert.Equal(opcode.ToString(), OpcodeInfo.Name(opcode));
            Assert.NotEmpty(OpcodeInfo.Effect(opcode));
        }
    }

    [Fact]
    public void Operands_and_effects_are_those_of_the_table()
    {
        Assert.Equal(OperandFormat.A | OperandFormat.B | OperandFormat.SignedC | OperandFormat.D, OpcodeInfo.Format(Opcode.JumpLess));
        Assert.Equal(OperandFormat.A | OperandFormat.Bx, OpcodeInfo.Format(Opcode.LoadConstant));
        Assert.False(OpcodeInfo.MayRaise(Opcode.Move));
        Assert.True(OpcodeInfo.MayRaise(Opcode.Add));
        Assert.True(OpcodeInfo.MayAllocate(Opcode.MakeCell));
        Assert.False(OpcodeInfo.MayAllocate(Opcode.Return));
    }
}
