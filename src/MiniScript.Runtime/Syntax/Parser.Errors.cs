using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>The second pass, and the places of errors.</content>
public sealed partial class Parser
{
    private ArrayBuilder<Statement> _discarded;

    private ref ArrayBuilder<Statement> Discarded()
    {
        _discarded = default;
        return ref _discarded;
    }

    // Parses once more from the first token, now trying mistakes; returns the error to throw if none of them throws first.
    private SyntaxErrorException Diagnose(Action parse)
    {
        Token furthest = _tokens[_count - 1];
        _position = 0;
        _depth = 0;
        _diagnosing = true;
        _memo = [];
        parse();
        if (furthest.Kind is TokenKind.Indent or TokenKind.Dedent)
        {
            return ErrorAtLastToken(
                SyntaxErrorKind.IndentationError,
                furthest.Kind == TokenKind.Indent ? "unexpected indent" : "unexpected unindent",
                furthest);
        }

        return ErrorAt(furthest, "invalid syntax");
    }

    // A mistake in the rest of the text that makes it no sequence of tokens is more telling than what the parser found.
    private SyntaxErrorException Prefer(SyntaxErrorException found) => _lexer.CheckRest(_tokens[_count - 1].Line) ?? found;

    private SyntaxErrorException ErrorAt(SourceSpan first, SourceSpan last, string message) => Prefer(_lexer.Error(
        SyntaxErrorKind.SyntaxError, message, first.Line, first.Column + 1, last.EndLine, last.EndColumn + 1));

    private SyntaxErrorException ErrorAt(SourceSpan span, string message) => ErrorAt(span, span, message);

    private SyntaxErrorException ErrorAt(in Token token, string message) => ErrorAt(SpanOf(token), message);

    private SyntaxErrorException ErrorAt(Node node, string message) => ErrorAt(node.Span, message);

    // From a place to where the lexer has read.
    private SyntaxErrorException ErrorFrom(SourceSpan start, string message) => Prefer(_lexer.Error(
        SyntaxErrorKind.SyntaxError, message, start.Line, start.Column + 1, _lexer.Line, _lexer.Column));

    // At the last token that the lexer was asked for.
    private SyntaxErrorException ErrorAtLastToken(string message) =>
        Prefer(ErrorAtLastToken(SyntaxErrorKind.SyntaxError, message, _tokens[_count - 1]));

    private SyntaxErrorException MissingBlock(string what, int line) => Prefer(ErrorAtLastToken(
        SyntaxErrorKind.IndentationError, $"expected an indented block after {what} on line {line}", _tokens[_count - 1]));

    // A token without text has no column of its own: what the lexer has read of the line stands for it.
    private SyntaxErrorException ErrorAtLastToken(SyntaxErrorKind kind, string message, in Token token) => _lexer.Error(
        kind,
        message,
        token.Line,
        token.Column < 0 ? _lexer.Column : token.Column + 1,
        token.EndLine,
        token.EndColumn < 0 ? -1 : token.EndColumn + 1);

    // The place where a target list holds something that cannot be a target; null if it holds only targets.
    private static Expression? FindInvalidTarget(Expression? e, TargetUse use)
    {
        switch (e)
        {
            case null or Name or Tree.Attribute or Subscript:
                return null;
            case List list:
                return FindInvalidTarget(list.Elts, use);
            case Tree.Tuple tuple:
                return FindInvalidTarget(tuple.Elts, use);
            case Starred starred:
                return use == TargetUse.Delete ? starred : FindInvalidTarget(starred.Value, use);
            case Compare compare when use == TargetUse.For:
                // "for a() in b" parses as a comparison.
                return compare.Ops[0] == CompareOperator.In ? FindInvalidTarget(compare.Left, use) : null;
            default:
                return e;
        }
    }

    private static Expression? FindInvalidTarget(Expression[] items, TargetUse use)
    {
        foreach (Expression item in items)
        {
            if (FindInvalidTarget(item, use) is { } invalid)
            {
                return invalid;
            }
        }

        return null;
    }

    private void CheckTargets(Expression targets, TargetUse use)
    {
        if (FindInvalidTarget(targets, use) is { } invalid)
        {
            throw ErrorAt(invalid, $"cannot {(use == TargetUse.Delete ? "delete" : "assign to")} {Describe(invalid)}");
        }
    }

    // What error messages call an expression.
    private static string Describe(Expression e) => e switch
    {
        Tree.Attribute => "attribute",
        Subscript => "subscript",
        Starred => "starred",
        Name => "name",
        List => "list",
        Tree.Tuple => "tuple",
        Lambda => "lambda",
        Call => "function call",
        BoolOp or BinOp or UnaryOp => "expression",
        GeneratorExp => "generator expression",
        Yield or YieldFrom => "yield expression",
        Await => "await expression",
        ListComp => "list comprehension",
        SetComp => "set comprehension",
        DictComp => "dict comprehension",
        Dict => "dict literal",
        Set => "set display",
        JoinedStr or FormattedValue => "f-string expression",
        Constant { Value: null } => "None",
        Constant { Value: bool value } => value ? "True" : "False",
        Constant { Value: EllipsisLiteral } => "ellipsis",
        Constant => "literal",
        Compare => "comparison",
        IfExp => "conditional expression",
        NamedExpr => "named expression",
        _ => "expression",
    };

    private enum TargetUse
    {
        Assign,
        Delete,
        For,
    }
}
