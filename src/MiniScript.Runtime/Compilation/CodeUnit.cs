using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Compilation;

/// <summary>Compiled code in managed memory: what <see cref="CodeWriter"/> makes a heap <see cref="Code"/> of.</summary>
public sealed class CodeUnit
{
    /// <summary>The name of the function or class, or <c>&lt;module&gt;</c>, <c>&lt;lambda&gt;</c>, <c>&lt;genexpr&gt;</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The dotted name.</summary>
    public required string QualifiedName { get; init; }

    /// <summary>What kind of code it is.</summary>
    public required CodeFlags Flags { get; init; }

    /// <summary>Positional parameters, positional-only ones included.</summary>
    public required int ArgumentCount { get; init; }

    /// <summary>Positional-only parameters.</summary>
    public required int PositionalOnlyCount { get; init; }

    /// <summary>Keyword-only parameters.</summary>
    public required int KeywordOnlyCount { get; init; }

    /// <summary>Registers, local variables included.</summary>
    public required int FrameSize { get; init; }

    /// <summary>The line of the definition, of its first decorator if it has one.</summary>
    public required int FirstLine { get; init; }

    /// <summary>The documentation string, or null.</summary>
    public required string? Doc { get; init; }

    /// <summary>The instructions.</summary>
    public required ulong[] Instructions { get; init; }

    /// <summary>Where each instruction comes from.</summary>
    public required SourceSpan[] Positions { get; init; }

    /// <summary>
    /// The constants: null (<c>None</c>), <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/>, <see cref="double"/>,
    /// <see cref="System.Numerics.Complex"/>, <see cref="string"/>, <see cref="T:System.Byte[]"/>, <see cref="Syntax.Tree.EllipsisLiteral"/>,
    /// <see cref="TupleLiteral"/>, <see cref="FrozenSetLiteral"/> or <see cref="CodeUnit"/>.
    /// </summary>
    public required object?[] Constants { get; init; }

    /// <summary>The name of each inline cache.</summary>
    public required string[] CacheNames { get; init; }

    /// <summary>The exception table, inner ranges before outer ones.</summary>
    public required ExceptionHandler[] Handlers { get; init; }

    /// <summary>Names of the local variables, by register.</summary>
    public required string[] LocalNames { get; init; }

    /// <summary>Names of the local variables that are cells.</summary>
    public required string[] CellNames { get; init; }

    /// <summary>Names of the free variables, in the order of the closure.</summary>
    public required string[] FreeNames { get; init; }

    /// <summary>
    /// For each variable of a comprehension that mentions <c>locals</c> or the like: name, register, and the instructions where it is there, from the first to
    /// before the last; null if there is none.
    /// </summary>
    public TupleLiteral? ComprehensionVariables { get; init; }

    /// <summary>What tracebacks call the source.</summary>
    public required string FileName { get; init; }

    /// <summary>What is valid but probably wrong, those of the parser not included; of the outermost unit of a source only.</summary>
    public IReadOnlyList<SourceWarning> Warnings { get; internal set; } = [];
}

/// <summary>A tuple of constants.</summary>
/// <param name="Items">Literals as in <see cref="CodeUnit.Constants"/>.</param>
public sealed record TupleLiteral(object?[] Items);

/// <summary>A frozenset of constants: the right operand of <c>in {…}</c>.</summary>
/// <param name="Items">Literals as in <see cref="CodeUnit.Constants"/>.</param>
public sealed record FrozenSetLiteral(object?[] Items);
