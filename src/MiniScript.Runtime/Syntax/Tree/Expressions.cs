namespace MiniScript.Runtime.Syntax.Tree;

/// <summary><c>values[0] and values[1] and …</c></summary>
public sealed class BoolOp(SourceSpan span, BoolOperator op, Expression[] values) : Expression(NodeKind.BoolOp, span)
{
    /// <summary>The operator.</summary>
    public BoolOperator Op { get; } = op;

    /// <summary>The operands, at least two.</summary>
    public Expression[] Values { get; } = values;
}

/// <summary><c>target := value</c></summary>
public sealed class NamedExpr(SourceSpan span, Name target, Expression value) : Expression(NodeKind.NamedExpr, span)
{
    /// <summary>The name bound.</summary>
    public Name Target { get; } = target;

    /// <summary>The value.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>left op right</c></summary>
public sealed class BinOp(SourceSpan span, Expression left, Operator op, Expression right) : Expression(NodeKind.BinOp, span)
{
    /// <summary>The left operand.</summary>
    public Expression Left { get; } = left;

    /// <summary>The operator.</summary>
    public Operator Op { get; } = op;

    /// <summary>The right operand.</summary>
    public Expression Right { get; } = right;

    /// <summary>True once the compiler has found that it is not constant: in a long chain each operator would else ask for all before it.</summary>
    internal bool IsVariable { get; set; }
}

/// <summary><c>op operand</c></summary>
public sealed class UnaryOp(SourceSpan span, UnaryOperator op, Expression operand) : Expression(NodeKind.UnaryOp, span)
{
    /// <summary>The operator.</summary>
    public UnaryOperator Op { get; } = op;

    /// <summary>The operand.</summary>
    public Expression Operand { get; } = operand;
}

/// <summary><c>body if test else orelse</c></summary>
public sealed class IfExp(SourceSpan span, Expression test, Expression body, Expression orElse) : Expression(NodeKind.IfExp, span)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>The value when true.</summary>
    public Expression Body { get; } = body;

    /// <summary>The value when false.</summary>
    public Expression OrElse { get; } = orElse;
}

/// <summary><c>left ops[0] comparators[0] ops[1] …</c></summary>
public sealed class Compare(SourceSpan span, Expression left, CompareOperator[] ops, Expression[] comparators)
    : Expression(NodeKind.Compare, span)
{
    /// <summary>The first operand.</summary>
    public Expression Left { get; } = left;

    /// <summary>The operators, at least one.</summary>
    public CompareOperator[] Ops { get; } = ops;

    /// <summary>The other operands, one for each operator.</summary>
    public Expression[] Comparators { get; } = comparators;
}

/// <summary><c>{key: value, **mapping}</c></summary>
public sealed class Dict(SourceSpan span, Expression?[] keys, Expression[] values) : Expression(NodeKind.Dict, span)
{
    /// <summary>The keys; null where the value is a mapping after <c>**</c>.</summary>
    public Expression?[] Keys { get; } = keys;

    /// <summary>The values, one for each key.</summary>
    public Expression[] Values { get; } = values;
}

/// <summary><c>{a, b}</c></summary>
public sealed class Set(SourceSpan span, Expression[] elts) : Expression(NodeKind.Set, span)
{
    /// <summary>The items, at least one.</summary>
    public Expression[] Elts { get; } = elts;
}

/// <summary><c>[a, b]</c></summary>
public sealed class List(SourceSpan span, Expression[] elts, ExprContext ctx) : Expression(NodeKind.List, span)
{
    /// <summary>The items.</summary>
    public Expression[] Elts { get; } = elts;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary><c>a, b</c> or <c>(a, b)</c>; the span includes parentheses.</summary>
public sealed class Tuple(SourceSpan span, Expression[] elts, ExprContext ctx) : Expression(NodeKind.Tuple, span)
{
    /// <summary>The items.</summary>
    public Expression[] Elts { get; } = elts;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary><c>*value</c></summary>
public sealed class Starred(SourceSpan span, Expression value, ExprContext ctx) : Expression(NodeKind.Starred, span)
{
    /// <summary>What is unpacked, or the target that collects the rest.</summary>
    public Expression Value { get; } = value;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary><c>await value</c></summary>
public sealed class Await(SourceSpan span, Expression value) : Expression(NodeKind.Await, span)
{
    /// <summary>The awaitable.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>yield value</c></summary>
public sealed class Yield(SourceSpan span, Expression? value) : Expression(NodeKind.Yield, span)
{
    /// <summary>The value; null for a bare <c>yield</c>.</summary>
    public Expression? Value { get; } = value;
}

/// <summary><c>yield from value</c></summary>
public sealed class YieldFrom(SourceSpan span, Expression value) : Expression(NodeKind.YieldFrom, span)
{
    /// <summary>The iterable delegated to.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>func(args, keywords)</c></summary>
public sealed class Call(SourceSpan span, Expression func, Expression[] args, Keyword[] keywords) : Expression(NodeKind.Call, span)
{
    /// <summary>What is called.</summary>
    public Expression Func { get; } = func;

    /// <summary>Positional arguments, <see cref="Starred"/> included.</summary>
    public Expression[] Args { get; } = args;

    /// <summary>Keyword arguments, <c>**</c> included.</summary>
    public Keyword[] Keywords { get; } = keywords;
}

/// <summary><c>arg=value</c> or <c>**value</c> (<c>keyword</c>).</summary>
public sealed class Keyword(SourceSpan span, string? arg, Expression value) : Node(NodeKind.Keyword, span)
{
    /// <summary>The name; null for <c>**value</c>.</summary>
    public string? Arg { get; } = arg;

    /// <summary>The value.</summary>
    public Expression Value { get; } = value;
}

/// <summary><c>value.attr</c></summary>
public sealed class Attribute(SourceSpan span, Expression value, string attr, ExprContext ctx) : Expression(NodeKind.Attribute, span)
{
    /// <summary>The object.</summary>
    public Expression Value { get; } = value;

    /// <summary>The attribute's name.</summary>
    public string Attr { get; } = attr;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary><c>value[slice]</c></summary>
public sealed class Subscript(SourceSpan span, Expression value, Expression slice, ExprContext ctx) : Expression(NodeKind.Subscript, span)
{
    /// <summary>The container.</summary>
    public Expression Value { get; } = value;

    /// <summary>The index: any expression, a <see cref="Tree.Slice"/>, or a tuple of these.</summary>
    public Expression Slice { get; } = slice;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary><c>lower:upper:step</c>, only within a <see cref="Subscript"/>.</summary>
public sealed class Slice(SourceSpan span, Expression? lower, Expression? upper, Expression? step) : Expression(NodeKind.Slice, span)
{
    /// <summary>The first index.</summary>
    public Expression? Lower { get; } = lower;

    /// <summary>The index after the last.</summary>
    public Expression? Upper { get; } = upper;

    /// <summary>The step.</summary>
    public Expression? Step { get; } = step;
}

/// <summary>An identifier.</summary>
public sealed class Name(SourceSpan span, string id, ExprContext ctx) : Expression(NodeKind.Name, span)
{
    /// <summary>The name in NFKC form; equal names of one parse are the same string object.</summary>
    public string Id { get; } = id;

    /// <summary>Whether the expression is read, bound or deleted.</summary>
    public ExprContext Ctx { get; internal set; } = ctx;
}

/// <summary>A replacement field <c>{value!conversion:spec}</c> of an f-string.</summary>
public sealed class FormattedValue(SourceSpan span, Expression value, int conversion, Expression? formatSpec)
    : Expression(NodeKind.FormattedValue, span)
{
    /// <summary>What is formatted.</summary>
    public Expression Value { get; } = value;

    /// <summary>The character after <c>!</c> (<c>'s'</c>, <c>'r'</c>, <c>'a'</c>), or -1.</summary>
    public int Conversion { get; } = conversion;

    /// <summary>A <see cref="JoinedStr"/>, or null.</summary>
    public Expression? FormatSpec { get; } = formatSpec;
}

/// <summary>An f-string.</summary>
public sealed class JoinedStr(SourceSpan span, Expression[] values) : Expression(NodeKind.JoinedStr, span)
{
    /// <summary><see cref="Constant"/> strings and <see cref="FormattedValue"/>s.</summary>
    public Expression[] Values { get; } = values;
}
