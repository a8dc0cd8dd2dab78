namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>What <see cref="ListComp"/>, <see cref="SetComp"/> and <see cref="GeneratorExp"/> share.</summary>
public abstract class ComprehensionBase : Expression
{
    private protected ComprehensionBase(NodeKind kind, SourceSpan span, Expression elt, Comprehension[] generators)
        : base(kind, span)
    {
        Elt = elt;
        Generators = generators;
    }

    /// <summary>The expression evaluated for each item.</summary>
    public Expression Elt { get; }

    /// <summary>The <c>for</c> clauses, outermost first.</summary>
    public Comprehension[] Generators { get; }
}

/// <summary><c>[elt for …]</c></summary>
public sealed class ListComp(SourceSpan span, Expression elt, Comprehension[] generators)
    : ComprehensionBase(NodeKind.ListComp, span, elt, generators);

/// <summary><c>{elt for …}</c></summary>
public sealed class SetComp(SourceSpan span, Expression elt, Comprehension[] generators)
    : ComprehensionBase(NodeKind.SetComp, span, elt, generators);

/// <summary><c>(elt for …)</c>; the span includes the parentheses, those of a call included.</summary>
public sealed class GeneratorExp(SourceSpan span, Expression elt, Comprehension[] generators)
    : ComprehensionBase(NodeKind.GeneratorExp, span, elt, generators);

/// <summary><c>{key: value for …}</c></summary>
public sealed class DictComp(SourceSpan span, Expression key, Expression value, Comprehension[] generators)
    : Expression(NodeKind.DictComp, span)
{
    /// <summary>The key evaluated for each item.</summary>
    public Expression Key { get; } = key;

    /// <summary>The value evaluated for each item.</summary>
    public Expression Value { get; } = value;

    /// <summary>The <c>for</c> clauses, outermost first.</summary>
    public Comprehension[] Generators { get; } = generators;
}

/// <summary><c>for target in iter if …</c> (<c>comprehension</c>).</summary>
public sealed class Comprehension(SourceSpan span, Expression target, Expression iter, Expression[] ifs, bool isAsync)
    : Node(NodeKind.Comprehension, span)
{
    /// <summary>What each item is bound to.</summary>
    public Expression Target { get; } = target;

    /// <summary>The iterable.</summary>
    public Expression Iter { get; } = iter;

    /// <summary>The conditions.</summary>
    public Expression[] Ifs { get; } = ifs;

    /// <summary>True for <c>async for</c>.</summary>
    public bool IsAsync { get; } = isAsync;
}
