namespace MiniScript.Runtime.Syntax;

/// <summary>The reserved words.</summary>
internal static class Keywords
{
    /// <summary>The kind of a word: that of a keyword, or <see cref="TokenKind.Name"/>.</summary>
    public static TokenKind Classify(ReadOnlySpan<char> word) => word switch
    {
        "False" => TokenKind.False,
        "None" => TokenKind.None,
        "True" => TokenKind.True,
        "and" => TokenKind.And,
        "as" => TokenKind.As,
        "assert" => TokenKind.Assert,
        "async" => TokenKind.Async,
        "await" => TokenKind.Await,
        "break" => TokenKind.Break,
        "class" => TokenKind.Class,
        "continue" => TokenKind.Continue,
        "def" => TokenKind.Def,
        "del" => TokenKind.Del,
        "elif" => TokenKind.Elif,
        "else" => TokenKind.Else,
        "except" => TokenKind.Except,
        "finally" => TokenKind.Finally,
        "for" => TokenKind.For,
        "from" => TokenKind.From,
        "global" => TokenKind.Global,
        "if" => TokenKind.If,
        "import" => TokenKind.Import,
        "in" => TokenKind.In,
        "is" => TokenKind.Is,
        "lambda" => TokenKind.Lambda,
        "nonlocal" => TokenKind.Nonlocal,
        "not" => TokenKind.Not,
        "or" => TokenKind.Or,
        "pass" => TokenKind.Pass,
        "raise" => TokenKind.Raise,
        "return" => TokenKind.Return,
        "try" => TokenKind.Try,
        "while" => TokenKind.While,
        "with" => TokenKind.With,
        "yield" => TokenKind.Yield,
        _ => TokenKind.Name,
    };

    /// <summary>
    /// Whether a name is, or begins, a word that is a keyword in some places only. CPython compares no more characters than the name
    /// has, so that a variable <c>t</c> counts as <c>type</c> where this is asked: before an error message is chosen.
    /// </summary>
    public static bool BeginsSoftKeyword(string name) => "_".StartsWith(name, StringComparison.Ordinal)
        || "case".StartsWith(name, StringComparison.Ordinal)
        || "match".StartsWith(name, StringComparison.Ordinal)
        || "type".StartsWith(name, StringComparison.Ordinal);
}
