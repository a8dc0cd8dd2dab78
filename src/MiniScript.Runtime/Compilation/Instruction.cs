namespace MiniScript.Runtime.Compilation;

/// <summary>Encodes and decodes instructions; the layout is drawn at <see cref="Opcode"/>.</summary>
public static class Instruction
{
    /// <summary>Operand C of <see cref="Opcode.Format"/> without a specification.</summary>
    public const int NoOperand = 0xffff;

    /// <summary>Encodes with operands A, B and C.</summary>
    public static ulong Encode(Opcode op, int a = 0, int b = 0, int c = 0, int d = 0) =>
        (byte)op | ((ulong)(byte)d << 8) | ((ulong)(ushort)a << 16) | ((ulong)(ushort)b << 32) | ((ulong)(ushort)c << 48);

    /// <summary>Encodes with operands A and Bx or sBx.</summary>
    public static ulong EncodeWide(Opcode op, int a, int bx, int d = 0) =>
        (byte)op | ((ulong)(byte)d << 8) | ((ulong)(ushort)a << 16) | ((ulong)(uint)bx << 32);

    /// <summary>The instruction's opcode.</summary>
    public static Opcode Op(ulong instruction) => (Opcode)(byte)instruction;

    /// <summary>True for an instruction that compares and jumps, by operand sC.</summary>
    public static bool IsFusedJump(Opcode op) => op is >= Opcode.JumpLess and <= Opcode.JumpInstance;

    /// <summary>Operand D.</summary>
    public static int D(ulong instruction) => (byte)(instruction >> 8);

    /// <summary>Operand A.</summary>
    public static int A(ulong instruction) => (ushort)(instruction >> 16);

    /// <summary>Operand B.</summary>
    public static int B(ulong instruction) => (ushort)(instruction >> 32);

    /// <summary>Operand C.</summary>
    public static int C(ulong instruction) => (ushort)(instruction >> 48);

    /// <summary>Operand sC.</summary>
    public static int SignedC(ulong instruction) => (short)(instruction >> 48);

    /// <summary>Operand Bx or sBx.</summary>
    public static int Bx(ulong instruction) => (int)(instruction >> 32);
}
