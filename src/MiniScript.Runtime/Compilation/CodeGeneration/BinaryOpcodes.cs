namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>The instructions of the operators.</summary>
internal static class BinaryOpcodes
{
    /// <summary>The instruction on two registers.</summary>
    public static Opcode Of(Operator op) => op switch
    {
        Operator.Add => Opcode.Add,
        Operator.Sub => Opcode.Subtract,
        Operator.Mult => Opcode.Multiply,
        Operator.MatMult => Opcode.MatrixMultiply,
        Operator.Div => Opcode.Divide,
        Operator.Mod => Opcode.Modulo,
        Operator.Pow => Opcode.Power,
        Operator.LShift => Opcode.LeftShift,
        Operator.RShift => Opcode.RightShift,
        Operator.BitOr => Opcode.Or,
        Operator.BitXor => Opcode.Xor,
        Operator.BitAnd => Opcode.And,
        _ => Opcode.FloorDivide,
    };

    /// <summary>The instruction on a register and a constant, if there is one.</summary>
    public static Opcode? WithConstant(Operator op) => op switch
    {
        Operator.Add => Opcode.AddConstant,
        Operator.Sub => Opcode.SubtractConstant,
        Operator.Mult => Opcode.MultiplyConstant,
        Operator.Div => Opcode.DivideConstant,
        Operator.FloorDiv => Opcode.FloorDivideConstant,
        Operator.Mod => Opcode.ModuloConstant,
        Operator.LShift => Opcode.LeftShiftConstant,
        Operator.RShift => Opcode.RightShiftConstant,
        Operator.BitAnd => Opcode.AndConstant,
        _ => null,
    };

    /// <summary>The instruction of a unary operator.</summary>
    public static Opcode Of(UnaryOperator op) => op switch
    {
        UnaryOperator.Invert => Opcode.Invert,
        UnaryOperator.Not => Opcode.Not,
        UnaryOperator.UAdd => Opcode.Positive,
        _ => Opcode.Negative,
    };

    /// <summary>The instruction that leaves the truth value or result of a comparison in a register; those of <c>is</c> and <c>in</c> take D.</summary>
    public static Opcode Of(CompareOperator op) => op switch
    {
        CompareOperator.Eq => Opcode.Equal,
        CompareOperator.NotEq => Opcode.NotEqual,
        CompareOperator.Lt => Opcode.Less,
        CompareOperator.LtE => Opcode.LessEqual,
        CompareOperator.Gt => Opcode.Greater,
        CompareOperator.GtE => Opcode.GreaterEqual,
        CompareOperator.Is or CompareOperator.IsNot => Opcode.Is,
        _ => Opcode.Contains,
    };

    /// <summary>The fused compare-jump, if there is one.</summary>
    public static Opcode? JumpOf(CompareOperator op) => op switch
    {
        CompareOperator.Eq => Opcode.JumpEqual,
        CompareOperator.NotEq => Opcode.JumpNotEqual,
        CompareOperator.Lt => Opcode.JumpLess,
        CompareOperator.LtE => Opcode.JumpLessEqual,
        CompareOperator.Gt => Opcode.JumpGreater,
        CompareOperator.GtE => Opcode.JumpGreaterEqual,
        _ => null,
    };

    /// <summary>The form of a fused compare-jump that compares with a constant.</summary>
    public static Opcode WithConstant(Opcode jump) => jump + (Opcode.JumpLessConstant - Opcode.JumpLess);
}
