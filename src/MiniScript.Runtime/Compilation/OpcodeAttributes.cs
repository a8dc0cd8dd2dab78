namespace MiniScript.Runtime.Compilation;

/// <summary>Marks the enum that the generator makes <c>OpcodeInfo</c> from: names, operand formats and effects, without reflection.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class OpcodeTableAttribute : Attribute;

/// <summary>One row of the instruction table.</summary>
/// <param name="operands">The operands used, of A, B, C, D, Bx, sBx, sC.</param>
/// <param name="effect">What it does.</param>
/// <param name="effects">What may happen besides.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class OpAttribute(string operands, string effect, OpcodeEffects effects) : Attribute
{
    /// <summary>The operands used.</summary>
    public string Operands { get; } = operands;

    /// <summary>What it does.</summary>
    public string Effect { get; } = effect;

    /// <summary>What may happen besides.</summary>
    public OpcodeEffects Effects { get; } = effects;
}

/// <summary>What an instruction may do besides its effect.</summary>
[Flags]
internal enum OpcodeEffects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Raise, and so reach a handler or a safepoint.</summary>
    Raises = 1,

    /// <summary>Allocate.</summary>
    Allocates = 2,
}
