using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>A parsed source.</summary>
/// <param name="Source">The text that spans of the tree refer to.</param>
/// <param name="Root">The tree.</param>
/// <param name="Warnings">What is valid but probably wrong, in the order of the source.</param>
public sealed record ModuleTree(SourceText Source, Module Root, IReadOnlyList<SourceWarning> Warnings);

/// <summary>A parsed expression.</summary>
/// <param name="Source">The text that spans of the tree refer to.</param>
/// <param name="Root">The tree.</param>
/// <param name="Warnings">What is valid but probably wrong, in the order of the source.</param>
public sealed record ExpressionTree(SourceText Source, ExpressionModule Root, IReadOnlyList<SourceWarning> Warnings);

/// <summary>What was typed at a prompt.</summary>
/// <param name="Source">The text that spans of the tree refer to.</param>
/// <param name="Root">The tree; null when <see cref="IsIncomplete"/>.</param>
/// <param name="Warnings">What is valid but probably wrong, in the order of the source.</param>
public sealed record InteractiveTree(SourceText Source, Interactive? Root, IReadOnlyList<SourceWarning> Warnings)
{
    /// <summary>Whether more lines are needed: an open bracket or string, or a block that no empty line has ended.</summary>
    public bool IsIncomplete => Root is null;
}
