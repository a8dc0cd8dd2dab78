namespace MiniScript.Runtime.Compilation;

/// <summary>The operands that an instruction uses.</summary>
[Flags]
public enum OperandFormat
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A.</summary>
    A = 1,

    /// <summary>B.</summary>
    B = 2,

    /// <summary>C.</summary>
    C = 4,

    /// <summary>D.</summary>
    D = 8,

    /// <summary>Bx: B and C as one number, the index of a constant.</summary>
    Bx = 16,

    /// <summary>sBx: Bx signed, a jump.</summary>
    SignedBx = 32,

    /// <summary>sC: C signed, a jump.</summary>
    SignedC = 64,
}
