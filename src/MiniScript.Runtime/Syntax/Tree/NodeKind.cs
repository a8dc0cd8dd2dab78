namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>
/// The concrete class of a <see cref="Node"/>. Each member is named for its class; statements come first, then expressions,
/// patterns, type parameters, parts and roots, each group dense, so that a switch over one group is one jump table.
/// </summary>
public enum NodeKind : byte
{
    // Statements
    /// <summary><see cref="Tree.FunctionDef"/>.</summary>
    FunctionDef,
    /// <summary><see cref="Tree.AsyncFunctionDef"/>.</summary>
    AsyncFunctionDef,
    /// <summary><see cref="Tree.ClassDef"/>.</summary>
    ClassDef,
    /// <summary><see cref="Tree.Return"/>.</summary>
    Return,
    /// <summary><see cref="Tree.Delete"/>.</summary>
    Delete,
    /// <summary><see cref="Tree.Assign"/>.</summary>
    Assign,
    /// <summary><see cref="Tree.TypeAlias"/>.</summary>
    TypeAlias,
    /// <summary><see cref="Tree.AugAssign"/>.</summary>
    AugAssign,
    /// <summary><see cref="Tree.AnnAssign"/>.</summary>
    AnnAssign,
    /// <summary><see cref="Tree.For"/>.</summary>
    For,
    /// <summary><see cref="Tree.AsyncFor"/>.</summary>
    AsyncFor,
    /// <summary><see cref="Tree.While"/>.</summary>
    While,
    /// <summary><see cref="Tree.If"/>.</summary>
    If,
    /// <summary><see cref="Tree.With"/>.</summary>
    With,
    /// <summary><see cref="Tree.AsyncWith"/>.</summary>
    AsyncWith,
    /// <summary><see cref="Tree.Match"/>.</summary>
    Match,
    /// <summary><see cref="Tree.Raise"/>.</summary>
    Raise,
    /// <summary><see cref="Tree.Try"/>.</summary>
    Try,
    /// <summary><see cref="Tree.TryStar"/>.</summary>
    TryStar,
    /// <summary><see cref="Tree.Assert"/>.</summary>
    Assert,
    /// <summary><see cref="Tree.Import"/>.</summary>
    Import,
    /// <summary><see cref="Tree.ImportFrom"/>.</summary>
    ImportFrom,
    /// <summary><see cref="Tree.Global"/>.</summary>
    Global,
    /// <summary><see cref="Tree.Nonlocal"/>.</summary>
    Nonlocal,
    /// <summary><see cref="Tree.Expr"/>.</summary>
    Expr,
    /// <summary><see cref="Tree.Pass"/>.</summary>
    Pass,
    /// <summary><see cref="Tree.Break"/>.</summary>
    Break,
    /// <summary><see cref="Tree.Continue"/>.</summary>
    Continue,

    // Expressions
    /// <summary><see cref="Tree.BoolOp"/>.</summary>
    BoolOp,
    /// <summary><see cref="Tree.NamedExpr"/>.</summary>
    NamedExpr,
    /// <summary><see cref="Tree.BinOp"/>.</summary>
    BinOp,
    /// <summary><see cref="Tree.UnaryOp"/>.</summary>
    UnaryOp,
    /// <summary><see cref="Tree.Lambda"/>.</summary>
    Lambda,
    /// <summary><see cref="Tree.IfExp"/>.</summary>
    IfExp,
    /// <summary><see cref="Tree.Dict"/>.</summary>
    Dict,
    /// <summary><see cref="Tree.Set"/>.</summary>
    Set,
    /// <summary><see cref="Tree.ListComp"/>.</summary>
    ListComp,
    /// <summary><see cref="Tree.SetComp"/>.</summary>
    SetComp,
    /// <summary><see cref="Tree.DictComp"/>.</summary>
    DictComp,
    /// <summary><see cref="Tree.GeneratorExp"/>.</summary>
    GeneratorExp,
    /// <summary><see cref="Tree.Await"/>.</summary>
    Await,
    /// <summary><see cref="Tree.Yield"/>.</summary>
    Yield,
    /// <summary><see cref="Tree.YieldFrom"/>.</summary>
    YieldFrom,
    /// <summary><see cref="Tree.Compare"/>.</summary>
    Compare,
    /// <summary><see cref="Tree.Call"/>.</summary>
    Call,
    /// <summary><see cref="Tree.FormattedValue"/>.</summary>
    FormattedValue,
    /// <summary><see cref="Tree.JoinedStr"/>.</summary>
    JoinedStr,
    /// <summary><see cref="Tree.Constant"/>.</summary>
    Constant,
    /// <summary><see cref="Tree.Attribute"/>.</summary>
    Attribute,
    /// <summary><see cref="Tree.Subscript"/>.</summary>
    Subscript,
    /// <summary><see cref="Tree.Starred"/>.</summary>
    Starred,
    /// <summary><see cref="Tree.Name"/>.</summary>
    Name,
    /// <summary><see cref="Tree.List"/>.</summary>
    List,
    /// <summary><see cref="Tree.Tuple"/>.</summary>
    Tuple,
    /// <summary><see cref="Tree.Slice"/>.</summary>
    Slice,

    // Patterns
    /// <summary><see cref="Tree.MatchValue"/>.</summary>
    MatchValue,
    /// <summary><see cref="Tree.MatchSingleton"/>.</summary>
    MatchSingleton,
    /// <summary><see cref="Tree.MatchSequence"/>.</summary>
    MatchSequence,
    /// <summary><see cref="Tree.MatchMapping"/>.</summary>
    MatchMapping,
    /// <summary><see cref="Tree.MatchClass"/>.</summary>
    MatchClass,
    /// <summary><see cref="Tree.MatchStar"/>.</summary>
    MatchStar,
    /// <summary><see cref="Tree.MatchAs"/>.</summary>
    MatchAs,
    /// <summary><see cref="Tree.MatchOr"/>.</summary>
    MatchOr,

    // Type parameters
    /// <summary><see cref="Tree.TypeVar"/>.</summary>
    TypeVar,
    /// <summary><see cref="Tree.ParamSpec"/>.</summary>
    ParamSpec,
    /// <summary><see cref="Tree.TypeVarTuple"/>.</summary>
    TypeVarTuple,

    // Parts
    /// <summary><see cref="Tree.Comprehension"/>.</summary>
    Comprehension,
    /// <summary><see cref="Tree.ExceptHandler"/>.</summary>
    ExceptHandler,
    /// <summary><see cref="Tree.Arguments"/>.</summary>
    Arguments,
    /// <summary><see cref="Tree.Arg"/>.</summary>
    Arg,
    /// <summary><see cref="Tree.Keyword"/>.</summary>
    Keyword,
    /// <summary><see cref="Tree.Alias"/>.</summary>
    Alias,
    /// <summary><see cref="Tree.WithItem"/>.</summary>
    WithItem,
    /// <summary><see cref="Tree.MatchCase"/>.</summary>
    MatchCase,

    // Roots
    /// <summary><see cref="Tree.Module"/>.</summary>
    Module,
    /// <summary><see cref="Tree.Interactive"/>.</summary>
    Interactive,
    /// <summary><see cref="Tree.ExpressionModule"/>.</summary>
    ExpressionModule,
}
