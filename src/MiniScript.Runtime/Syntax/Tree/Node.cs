namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>
/// A node of the syntax tree. Names and fields of all nodes are those of the language's abstract grammar
/// (<c>Python.asdl</c>, 3.13) in Pascal case, so that the standard documentation of the <c>ast</c> module describes this tree as well.
/// Left out are type comments, which the parser never reads.
/// </summary>
public abstract class Node
{
    private protected Node(NodeKind kind, SourceSpan span)
    {
        Kind = kind;
        Span = span;
    }

    /// <summary>The concrete class of the node, for dense switches.</summary>
    public NodeKind Kind { get; }

    /// <summary>Where the node stands in the source; columns in code points.</summary>
    public SourceSpan Span { get; }

    /// <summary>Line of the first character, from 1.</summary>
    public int Line => Span.Line;

    /// <summary>Code points before the node on its first line, from 0.</summary>
    public int Column => Span.Column;

    /// <summary>Line of the last character, from 1.</summary>
    public int EndLine => Span.EndLine;

    /// <summary>Code points before the end of the node on its last line; exclusive.</summary>
    public int EndColumn => Span.EndColumn;
}

/// <summary>A statement (<c>stmt</c>).</summary>
public abstract class Statement : Node
{
    private protected Statement(NodeKind kind, SourceSpan span)
        : base(kind, span)
    {
    }
}

/// <summary>An expression (<c>expr</c>).</summary>
public abstract class Expression : Node
{
    private protected Expression(NodeKind kind, SourceSpan span)
        : base(kind, span)
    {
    }
}

/// <summary>A pattern of a <c>case</c> clause (<c>pattern</c>).</summary>
public abstract class Pattern : Node
{
    private protected Pattern(NodeKind kind, SourceSpan span)
        : base(kind, span)
    {
    }
}

/// <summary>A parameter of a generic function, class or type alias (<c>type_param</c>).</summary>
public abstract class TypeParam : Node
{
    private protected TypeParam(NodeKind kind, SourceSpan span, string name, Expression? defaultValue)
        : base(kind, span)
    {
        Name = name;
        DefaultValue = defaultValue;
    }

    /// <summary>The name bound in the type scope.</summary>
    public string Name { get; }

    /// <summary>The expression after <c>=</c>, if any.</summary>
    public Expression? DefaultValue { get; }
}
