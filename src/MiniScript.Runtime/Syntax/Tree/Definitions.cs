namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>What <see cref="FunctionDef"/> and <see cref="AsyncFunctionDef"/> share.</summary>
public abstract class FunctionDefBase : Statement
{
    private protected FunctionDefBase(
        NodeKind kind,
        SourceSpan span,
        string name,
        Arguments args,
        Statement[] body,
        Expression[] decoratorList,
        Expression? returns,
        TypeParam[] typeParams)
        : base(kind, span)
    {
        Name = name;
        Args = args;
        Body = body;
        DecoratorList = decoratorList;
        Returns = returns;
        TypeParams = typeParams;
    }

    /// <summary>The name bound to the function.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public Arguments Args { get; }

    /// <summary>The statements of the function, at least one.</summary>
    public Statement[] Body { get; }

    /// <summary>Decorator expressions, outermost first.</summary>
    public Expression[] DecoratorList { get; }

    /// <summary>The annotation after <c>-&gt;</c>.</summary>
    public Expression? Returns { get; }

    /// <summary>The type parameters in brackets.</summary>
    public TypeParam[] TypeParams { get; }
}

/// <summary><c>def name[T](args) -&gt; returns: body</c>. The span begins at <c>def</c>, not at a decorator.</summary>
public sealed class FunctionDef(
    SourceSpan span,
    string name,
    Arguments args,
    Statement[] body,
    Expression[] decoratorList,
    Expression? returns,
    TypeParam[] typeParams)
    : FunctionDefBase(NodeKind.FunctionDef, span, name, args, body, decoratorList, returns, typeParams);

/// <summary><c>async def name(args): body</c>. The span begins at <c>async</c>.</summary>
public sealed class AsyncFunctionDef(
    SourceSpan span,
    string name,
    Arguments args,
    Statement[] body,
    Expression[] decoratorList,
    Expression? returns,
    TypeParam[] typeParams)
    : FunctionDefBase(NodeKind.AsyncFunctionDef, span, name, args, body, decoratorList, returns, typeParams);

/// <summary><c>lambda args: body</c></summary>
public sealed class Lambda(SourceSpan span, Arguments args, Expression body) : Expression(NodeKind.Lambda, span)
{
    /// <summary>The parameters, none annotated.</summary>
    public Arguments Args { get; } = args;

    /// <summary>The value of a call.</summary>
    public Expression Body { get; } = body;
}

/// <summary><c>class Name[T](bases, keywords): body</c>. The span begins at <c>class</c>.</summary>
public sealed class ClassDef(
    SourceSpan span,
    string name,
    Expression[] bases,
    Keyword[] keywords,
    Statement[] body,
    Expression[] decoratorList,
    TypeParam[] typeParams)
    : Statement(NodeKind.ClassDef, span)
{
    /// <summary>The name bound to the class.</summary>
    public string Name { get; } = name;

    /// <summary>Base expressions, <see cref="Starred"/> included.</summary>
    public Expression[] Bases { get; } = bases;

    /// <summary>Keyword arguments such as <c>metaclass=M</c>.</summary>
    public Keyword[] Keywords { get; } = keywords;

    /// <summary>The statements of the class, at least one.</summary>
    public Statement[] Body { get; } = body;

    /// <summary>Decorator expressions, outermost first.</summary>
    public Expression[] DecoratorList { get; } = decoratorList;

    /// <summary>The type parameters in brackets.</summary>
    public TypeParam[] TypeParams { get; } = typeParams;
}

/// <summary>The parameters of a function (<c>arguments</c>). Its span is that of the whole list, empty when there are none.</summary>
public sealed class Arguments(
    SourceSpan span,
    Arg[] posOnlyArgs,
    Arg[] args,
    Arg? varArg,
    Arg[] kwOnlyArgs,
    Expression?[] kwDefaults,
    Arg? kwArg,
    Expression[] defaults)
    : Node(NodeKind.Arguments, span)
{
    /// <summary>Parameters before <c>/</c>.</summary>
    public Arg[] PosOnlyArgs { get; } = posOnlyArgs;

    /// <summary>Parameters that take positional or keyword arguments.</summary>
    public Arg[] Args { get; } = args;

    /// <summary>The parameter of <c>*args</c>.</summary>
    public Arg? VarArg { get; } = varArg;

    /// <summary>Parameters after <c>*</c>.</summary>
    public Arg[] KwOnlyArgs { get; } = kwOnlyArgs;

    /// <summary>Defaults of <see cref="KwOnlyArgs"/>, one each; null where an argument is required.</summary>
    public Expression?[] KwDefaults { get; } = kwDefaults;

    /// <summary>The parameter of <c>**kwargs</c>.</summary>
    public Arg? KwArg { get; } = kwArg;

    /// <summary>Defaults of the last of <see cref="PosOnlyArgs"/> followed by <see cref="Args"/>.</summary>
    public Expression[] Defaults { get; } = defaults;
}

/// <summary>One parameter (<c>arg</c>).</summary>
public sealed class Arg(SourceSpan span, string name, Expression? annotation) : Node(NodeKind.Arg, span)
{
    /// <summary>Its name (the field <c>arg</c>).</summary>
    public string Name { get; } = name;

    /// <summary>The annotation after the colon.</summary>
    public Expression? Annotation { get; } = annotation;
}

/// <summary><c>T</c>, <c>T: bound</c> or <c>T = default</c>.</summary>
public sealed class TypeVar(SourceSpan span, string name, Expression? defaultValue, Expression? bound)
    : TypeParam(NodeKind.TypeVar, span, name, defaultValue)
{
    /// <summary>The bound after the colon, or a tuple of constraints.</summary>
    public Expression? Bound { get; } = bound;
}

/// <summary><c>**P</c></summary>
public sealed class ParamSpec(SourceSpan span, string name, Expression? defaultValue)
    : TypeParam(NodeKind.ParamSpec, span, name, defaultValue);

/// <summary><c>*Ts</c></summary>
public sealed class TypeVarTuple(SourceSpan span, string name, Expression? defaultValue)
    : TypeParam(NodeKind.TypeVarTuple, span, name, defaultValue);
