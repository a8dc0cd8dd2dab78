namespace MiniScript.Runtime.Syntax.Tree;

/// <summary><c>return value</c></summary>
public sealed class Return(SourceSpan span, Expression? value) : Statement(NodeKind.Return, span)
{
    /// <summary>The result; null for a bare <c>return</c>.</summary>
    public Expression? Value { get; } = value;
}

/// <summary><c>del targets</c></summary>
public sealed class Delete(SourceSpan span, Expression[] targets) : Statement(NodeKind.Delete, span)
{
    /// <summary>What is unbound, in order.</summary>
    public Expression[] Targets { get; } = targets;
}

/// <summary><c>targets[0] = targets[1] = value</c></summary>
public sealed class Assign(SourceSpan span, Expression[] targets, Expression value) : Statement(NodeKind.Assign, span)
{
    /// <summary>The targets, left to right, which is also the order of binding.</summary>
    public Expression[] Targets { get; } = targets;

    /// <summary>The value.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>type Name[T] = value</c></summary>
public sealed class TypeAlias(SourceSpan span, Name name, TypeParam[] typeParams, Expression value) : Statement(NodeKind.TypeAlias, span)
{
    /// <summary>The name bound.</summary>
    public Name Name { get; } = name;

    /// <summary>The type parameters in brackets.</summary>
    public TypeParam[] TypeParams { get; } = typeParams;

    /// <summary>The aliased type, evaluated lazily.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>target op= value</c></summary>
public sealed class AugAssign(SourceSpan span, Expression target, Operator op, Expression value) : Statement(NodeKind.AugAssign, span)
{
    /// <summary>A <see cref="Name"/>, <see cref="Attribute"/> or <see cref="Subscript"/>.</summary>
    public Expression Target { get; } = target;

    /// <summary>The operator before <c>=</c>.</summary>
    public Operator Op { get; } = op;

    /// <summary>The right operand.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>target: annotation = value</c></summary>
public sealed class AnnAssign(SourceSpan span, Expression target, Expression annotation, Expression? value, bool simple)
    : Statement(NodeKind.AnnAssign, span)
{
    /// <summary>A <see cref="Name"/>, <see cref="Attribute"/> or <see cref="Subscript"/>.</summary>
    public Expression Target { get; } = target;

    /// <summary>The annotation.</summary>
    public Expression Annotation { get; } = annotation;

    /// <summary>The value, if assigned.</summary>
    public Expression? Value { get; } = value;

    /// <summary>True when the target is a name that is not in parentheses.</summary>
    public bool Simple { get; } = simple;
}

/// <summary><c>raise exc from cause</c></summary>
public sealed class Raise(SourceSpan span, Expression? exc, Expression? cause) : Statement(NodeKind.Raise, span)
{
    /// <summary>The exception; null re-raises the current one.</summary>
    public Expression? Exc { get; } = exc;

    /// <summary>The explicit cause.</summary>
    public Expression? Cause { get; } = cause;
}

/// <summary><c>assert test, msg</c></summary>
public sealed class Assert(SourceSpan span, Expression test, Expression? msg) : Statement(NodeKind.Assert, span)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>The message, evaluated on failure only.</summary>
    public Expression? Msg { get; } = msg;
}

/// <summary><c>import names</c></summary>
public sealed class Import(SourceSpan span, Alias[] names) : Statement(NodeKind.Import, span)
{
    /// <summary>The modules, at least one.</summary>
    public Alias[] Names { get; } = names;
}

/// <summary><c>from module import names</c></summary>
public sealed class ImportFrom(SourceSpan span, string? module, Alias[] names, int level) : Statement(NodeKind.ImportFrom, span)
{
    /// <summary>The dotted name; null for <c>from . import x</c>.</summary>
    public string? Module { get; } = module;

    /// <summary>The names, or the single alias <c>*</c>.</summary>
    public Alias[] Names { get; } = names;

    /// <summary>How many leading dots.</summary>
    public int Level { get; } = level;
}

/// <summary>A name of an import (<c>alias</c>).</summary>
public sealed class Alias(SourceSpan span, string name, string? asName) : Node(NodeKind.Alias, span)
{
    /// <summary>The dotted name, or <c>*</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The name after <c>as</c>.</summary>
    public string? AsName { get; } = asName;
}

/// <summary><c>global names</c></summary>
public sealed class Global(SourceSpan span, string[] names) : Statement(NodeKind.Global, span)
{
    /// <summary>The names.</summary>
    public string[] Names { get; } = names;
}

/// <summary><c>nonlocal names</c></summary>
public sealed class Nonlocal(SourceSpan span, string[] names) : Statement(NodeKind.Nonlocal, span)
{
    /// <summary>The names.</summary>
    public string[] Names { get; } = names;
}

/// <summary>An expression used as a statement.</summary>
public sealed class Expr(SourceSpan span, Expression value) : Statement(NodeKind.Expr, span)
{
    /// <summary>The expression.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>pass</c></summary>
public sealed class Pass(SourceSpan span) : Statement(NodeKind.Pass, span);

/// <summary><c>break</c></summary>
public sealed class Break(SourceSpan span) : Statement(NodeKind.Break, span);

/// <summary><c>continue</c></summary>
public sealed class Continue(SourceSpan span) : Statement(NodeKind.Continue, span);
