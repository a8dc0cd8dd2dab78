namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>The operator of a <see cref="BinOp"/> or an <see cref="AugAssign"/> (<c>operator</c>).</summary>
public enum Operator : byte
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Sub,

    /// <summary><c>*</c></summary>
    Mult,

    /// <summary><c>@</c></summary>
    MatMult,

    /// <summary><c>/</c></summary>
    Div,

    /// <summary><c>%</c></summary>
    Mod,

    /// <summary><c>**</c></summary>
    Pow,

    /// <summary><c>&lt;&lt;</c></summary>
    LShift,

    /// <summary><c>&gt;&gt;</c></summary>
    RShift,

    /// <summary><c>|</c></summary>
    BitOr,

    /// <summary><c>^</c></summary>
    BitXor,

    /// <summary><c>&amp;</c></summary>
    BitAnd,

    /// <summary><c>//</c></summary>
    FloorDiv,
}

/// <summary>The operator of a <see cref="UnaryOp"/> (<c>unaryop</c>).</summary>
public enum UnaryOperator : byte
{
    /// <summary><c>~</c></summary>
    Invert,

    /// <summary><c>not</c></summary>
    Not,

    /// <summary><c>+</c></summary>
    UAdd,

    /// <summary><c>-</c></summary>
    USub,
}

/// <summary>An operator of a <see cref="Compare"/> (<c>cmpop</c>).</summary>
public enum CompareOperator : byte
{
    /// <summary><c>==</c></summary>
    Eq,

    /// <summary><c>!=</c></summary>
    NotEq,

    /// <summary><c>&lt;</c></summary>
    Lt,

    /// <summary><c>&lt;=</c></summary>
    LtE,

    /// <summary><c>&gt;</c></summary>
    Gt,

    /// <summary><c>&gt;=</c></summary>
    GtE,

    /// <summary><c>is</c></summary>
    Is,

    /// <summary><c>is not</c></summary>
    IsNot,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>not in</c></summary>
    NotIn,
}

/// <summary>The operator of a <see cref="BoolOp"/> (<c>boolop</c>).</summary>
public enum BoolOperator : byte
{
    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>or</c></summary>
    Or,
}

/// <summary>What is done to a target expression (<c>expr_context</c>).</summary>
public enum ExprContext : byte
{
    /// <summary>Its value is read.</summary>
    Load,

    /// <summary>It is bound.</summary>
    Store,

    /// <summary>It is unbound by <c>del</c>.</summary>
    Del,
}
