namespace MiniScript.Runtime.Syntax.Tree;

/// <summary><c>match subject: cases</c></summary>
public sealed class Match(SourceSpan span, Expression subject, MatchCase[] cases) : Statement(NodeKind.Match, span)
{
    /// <summary>The value matched.</summary>
    public Expression Subject { get; } = subject;

    /// <summary>The <c>case</c> clauses, at least one.</summary>
    public MatchCase[] Cases { get; } = cases;
}

/// <summary><c>case pattern if guard: body</c> (<c>match_case</c>).</summary>
public sealed class MatchCase(SourceSpan span, Pattern pattern, Expression? guard, Statement[] body) : Node(NodeKind.MatchCase, span)
{
    /// <summary>The pattern.</summary>
    public Pattern Pattern { get; } = pattern;

    /// <summary>The condition after <c>if</c>.</summary>
    public Expression? Guard { get; } = guard;

    /// <summary>The statements, at least one.</summary>
    public Statement[] Body { get; } = body;
}

/// <summary>A literal or dotted name, compared with <c>==</c>.</summary>
public sealed class MatchValue(SourceSpan span, Expression value) : Pattern(NodeKind.MatchValue, span)
{
    /// <summary>The value compared with.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>None</c>, <c>True</c> or <c>False</c>, compared with <c>is</c>.</summary>
public sealed class MatchSingleton(SourceSpan span, object? value) : Pattern(NodeKind.MatchSingleton, span)
{
    /// <summary>null or a boxed <see cref="bool"/>.</summary>
    public object? Value { get; } = value;
}

/// <summary><c>[a, b, *rest]</c></summary>
public sealed class MatchSequence(SourceSpan span, Pattern[] patterns) : Pattern(NodeKind.MatchSequence, span)
{
    /// <summary>The items, at most one of them a <see cref="MatchStar"/>.</summary>
    public Pattern[] Patterns { get; } = patterns;
}

/// <summary><c>{key: pattern, **rest}</c></summary>
public sealed class MatchMapping(SourceSpan span, Expression[] keys, Pattern[] patterns, string? rest)
    : Pattern(NodeKind.MatchMapping, span)
{
    /// <summary>The keys, literals or dotted names.</summary>
    public Expression[] Keys { get; } = keys;

    /// <summary>The patterns of the values, one for each key.</summary>
    public Pattern[] Patterns { get; } = patterns;

    /// <summary>The name after <c>**</c>.</summary>
    public string? Rest { get; } = rest;
}

/// <summary><c>Class(pattern, attr=pattern)</c></summary>
public sealed class MatchClass(SourceSpan span, Expression cls, Pattern[] patterns, string[] kwdAttrs, Pattern[] kwdPatterns)
    : Pattern(NodeKind.MatchClass, span)
{
    /// <summary>The class, a name or dotted name.</summary>
    public Expression Cls { get; } = cls;

    /// <summary>Positional patterns.</summary>
    public Pattern[] Patterns { get; } = patterns;

    /// <summary>Attribute names.</summary>
    public string[] KwdAttrs { get; } = kwdAttrs;

    /// <summary>The patterns of the attributes, one for each name.</summary>
    public Pattern[] KwdPatterns { get; } = kwdPatterns;
}

/// <summary><c>*name</c> within a sequence pattern.</summary>
public sealed class MatchStar(SourceSpan span, string? name) : Pattern(NodeKind.MatchStar, span)
{
    /// <summary>The name bound; null for <c>*_</c>.</summary>
    public string? Name { get; } = name;
}

/// <summary><c>pattern as name</c>, a capturing <c>name</c>, or the wildcard <c>_</c>.</summary>
public sealed class MatchAs(SourceSpan span, Pattern? pattern, string? name) : Pattern(NodeKind.MatchAs, span)
{
    /// <summary>The inner pattern; null for a capture or a wildcard.</summary>
    public Pattern? Pattern { get; } = pattern;

    /// <summary>The name bound; null for the wildcard only.</summary>
    public string? Name { get; } = name;
}

/// <summary><c>a | b</c></summary>
public sealed class MatchOr(SourceSpan span, Pattern[] patterns) : Pattern(NodeKind.MatchOr, span)
{
    /// <summary>The alternatives, at least two.</summary>
    public Pattern[] Patterns { get; } = patterns;
}
