namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>What <see cref="For"/> and <see cref="AsyncFor"/> share.</summary>
public abstract class ForBase : Statement
{
    private protected ForBase(
        NodeKind kind,
        SourceSpan span,
        Expression target,
        Expression iter,
        Statement[] body,
        Statement[] orElse)
        : base(kind, span)
    {
        Target = target;
        Iter = iter;
        Body = body;
        OrElse = orElse;
    }

    /// <summary>What each item is bound to.</summary>
    public Expression Target { get; }

    /// <summary>The iterable.</summary>
    public Expression Iter { get; }

    /// <summary>The loop body, at least one statement.</summary>
    public Statement[] Body { get; }

    /// <summary>The <c>else</c> block; empty without one.</summary>
    public Statement[] OrElse { get; }
}

/// <summary><c>for target in iter: body else: orelse</c></summary>
public sealed class For(SourceSpan span, Expression target, Expression iter, Statement[] body, Statement[] orElse)
    : ForBase(NodeKind.For, span, target, iter, body, orElse);

/// <summary><c>async for target in iter: body else: orelse</c></summary>
public sealed class AsyncFor(SourceSpan span, Expression target, Expression iter, Statement[] body, Statement[] orElse)
    : ForBase(NodeKind.AsyncFor, span, target, iter, body, orElse);

/// <summary><c>while test: body else: orelse</c></summary>
public sealed class While(SourceSpan span, Expression test, Statement[] body, Statement[] orElse) : Statement(NodeKind.While, span)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>The loop body.</summary>
    public Statement[] Body { get; } = body;

    /// <summary>The <c>else</c> block; empty without one.</summary>
    public Statement[] OrElse { get; } = orElse;
}

/// <summary><c>if test: body else: orelse</c>; an <c>elif</c> is an <see cref="If"/> alone in <see cref="OrElse"/>.</summary>
public sealed class If(SourceSpan span, Expression test, Statement[] body, Statement[] orElse) : Statement(NodeKind.If, span)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>Run when true.</summary>
    public Statement[] Body { get; } = body;

    /// <summary>Run when false; empty without an <c>else</c>.</summary>
    public Statement[] OrElse { get; } = orElse;
}

/// <summary>What <see cref="With"/> and <see cref="AsyncWith"/> share.</summary>
public abstract class WithBase : Statement
{
    private protected WithBase(NodeKind kind, SourceSpan span, WithItem[] items, Statement[] body)
        : base(kind, span)
    {
        Items = items;
        Body = body;
    }

    /// <summary>The context managers, outermost first.</summary>
    public WithItem[] Items { get; }

    /// <summary>The body, at least one statement.</summary>
    public Statement[] Body { get; }
}

/// <summary><c>with items: body</c></summary>
public sealed class With(SourceSpan span, WithItem[] items, Statement[] body) : WithBase(NodeKind.With, span, items, body);

/// <summary><c>async with items: body</c></summary>
public sealed class AsyncWith(SourceSpan span, WithItem[] items, Statement[] body) : WithBase(NodeKind.AsyncWith, span, items, body);

/// <summary><c>context_expr as optional_vars</c> (<c>withitem</c>).</summary>
public sealed class WithItem(SourceSpan span, Expression contextExpr, Expression? optionalVars) : Node(NodeKind.WithItem, span)
{
    /// <summary>The context manager.</summary>
    public Expression ContextExpr { get; } = contextExpr;

    /// <summary>The target after <c>as</c>.</summary>
    public Expression? OptionalVars { get; } = optionalVars;
}

/// <summary>What <see cref="Try"/> and <see cref="TryStar"/> share.</summary>
public abstract class TryBase : Statement
{
    private protected TryBase(
        NodeKind kind,
        SourceSpan span,
        Statement[] body,
        ExceptHandler[] handlers,
        Statement[] orElse,
        Statement[] finalBody)
        : base(kind, span)
    {
        Body = body;
        Handlers = handlers;
        OrElse = orElse;
        FinalBody = finalBody;
    }

    /// <summary>The guarded statements.</summary>
    public Statement[] Body { get; }

    /// <summary>The <c>except</c> clauses.</summary>
    public ExceptHandler[] Handlers { get; }

    /// <summary>The <c>else</c> block; empty without one.</summary>
    public Statement[] OrElse { get; }

    /// <summary>The <c>finally</c> block; empty without one.</summary>
    public Statement[] FinalBody { get; }
}

/// <summary><c>try: body except …: … else: orelse finally: finalbody</c></summary>
public sealed class Try(SourceSpan span, Statement[] body, ExceptHandler[] handlers, Statement[] orElse, Statement[] finalBody)
    : TryBase(NodeKind.Try, span, body, handlers, orElse, finalBody);

/// <summary>A <c>try</c> statement whose clauses are <c>except*</c>.</summary>
public sealed class TryStar(SourceSpan span, Statement[] body, ExceptHandler[] handlers, Statement[] orElse, Statement[] finalBody)
    : TryBase(NodeKind.TryStar, span, body, handlers, orElse, finalBody);

/// <summary><c>except type as name: body</c></summary>
public sealed class ExceptHandler(SourceSpan span, Expression? type, string? name, Statement[] body) : Node(NodeKind.ExceptHandler, span)
{
    /// <summary>The exception type or tuple of types; null for a bare <c>except</c>.</summary>
    public Expression? Type { get; } = type;

    /// <summary>The name after <c>as</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>The handler, at least one statement.</summary>
    public Statement[] Body { get; } = body;
}
