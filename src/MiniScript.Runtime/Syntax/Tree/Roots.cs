namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>A file, or the argument of <c>exec</c>.</summary>
public sealed class Module(SourceSpan span, Statement[] body) : Node(NodeKind.Module, span)
{
    /// <summary>Its statements.</summary>
    public Statement[] Body { get; } = body;
}

/// <summary>One statement typed at a prompt, or several on one line.</summary>
public sealed class Interactive(SourceSpan span, Statement[] body) : Node(NodeKind.Interactive, span)
{
    /// <summary>Its statements.</summary>
    public Statement[] Body { get; } = body;
}

/// <summary>The argument of <c>eval</c> (<c>Expression</c> in the abstract grammar).</summary>
public sealed class ExpressionModule(SourceSpan span, Expression body) : Node(NodeKind.ExpressionModule, span)
{
    /// <summary>The expression.</summary>
    public Expression Body { get; } = body;
}
