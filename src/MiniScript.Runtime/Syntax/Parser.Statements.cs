using System.Text;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Statements on one line.</content>
public sealed partial class Parser
{
    // statement: compound_stmt | simple_stmts. Appends the statements parsed; on failure nothing that counts.
    private bool ParseStatement(ref ArrayBuilder<Statement> into)
    {
        int start = _position;
        Statement? compound = ParseCompoundStatement();
        if (compound is not null)
        {
            into.Add(compound);
            return true;
        }

        _position = start;
        return ParseSimpleStatements(ref into);
    }

    // simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE
    private bool ParseSimpleStatements(ref ArrayBuilder<Statement> into)
    {
        do
        {
            if (ParseSimpleStatement() is not { } statement)
            {
                return false;
            }

            into.Add(statement);
        }
        while (Accept(TokenKind.Semicolon) && Kind != TokenKind.Newline);
        return Accept(TokenKind.Newline);
    }

    private Statement? ParseSimpleStatement()
    {
        int start = _position;
        switch (Kind)
        {
            case TokenKind.Return:
                _position++;
                return ParseReturn(start);
            case TokenKind.Import:
                return ParseImport();
            case TokenKind.From:
                return ParseImportFrom();
            case TokenKind.Raise:
                return ParseRaise();
            case TokenKind.Pass:
                _position++;
                return new Pass(SpanFrom(start));
            case TokenKind.Break:
                _position++;
                return new Break(SpanFrom(start));
            case TokenKind.Continue:
                _position++;
                return new Continue(SpanFrom(start));
            case TokenKind.Del:
                return ParseDelete();
            case TokenKind.Assert:
                return ParseAssert();
            case TokenKind.Global:
                return ParseNames(start) is { } globals ? new Global(SpanFrom(start), globals) : null;
            case TokenKind.Nonlocal:
                return ParseNames(start) is { } names ? new Nonlocal(SpanFrom(start), names) : null;
            case TokenKind.Name when _tokens[_position].Text == "type" && NextKind == TokenKind.Name:
                if (_diagnosing)
                {
                    DiagnoseAssignment();
                    _position = start;
                }

                if (ParseTypeAlias() is { } alias)
                {
                    return alias;
                }

                _position = start;
                return ParseExpressionStatement();
            case TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.EndMarker:
                return null;
            default:
                return ParseExpressionStatement();
        }
    }

    // An assignment of any kind, or an expression
    private Statement? ParseExpressionStatement()
    {
        int start = _position;
        if (_diagnosing)
        {
            DiagnoseAssignment();
            _position = start;
        }

        if (Kind == TokenKind.Yield && ParseYield() is { } yielded)
        {
            return Kind == TokenKind.Equal ? null : new Expr(SpanFrom(start), yielded);
        }

        Expression? first = ParseStarExpressions();
        if (first is null)
        {
            return null;
        }

        switch (Kind)
        {
            case TokenKind.Colon:
                return ParseAnnotatedAssignment(start, first);
            case TokenKind.Equal:
                return ParseAssignment(start, first);
            case >= TokenKind.PlusEqual and <= TokenKind.DoubleSlashEqual:
                return ParseAugmentedAssignment(start, first);
            default:
                return new Expr(SpanFrom(start), first);
        }
    }

    private AnnAssign? ParseAnnotatedAssignment(int start, Expression target)
    {
        if (target is not (Name or Tree.Attribute or Subscript))
        {
            return null;
        }

        _position++;
        bool simple = target is Name && _tokens[start].Kind == TokenKind.Name;
        if (ParseExpression() is not { } annotation)
        {
            return null;
        }

        Expression? value = null;
        if (Accept(TokenKind.Equal))
        {
            value = ParseAnnotatedRightSide();
            if (value is null)
            {
                return null;
            }
        }

        SetContext(target, ExprContext.Store);
        return new AnnAssign(SpanFrom(start), target, annotation, value, simple);
    }

    // (star_targets '=')+ annotated_rhs
    private Assign? ParseAssignment(int start, Expression first)
    {
        var targets = new ArrayBuilder<Expression>();
        Expression? value = first;
        while (Kind == TokenKind.Equal)
        {
            if (value is null or Yield or YieldFrom || !IsTarget(value))
            {
                return null;
            }

            _position++;
            SetContext(value, ExprContext.Store);
            targets.Add(value);
            value = ParseAnnotatedRightSide();
        }

        return value is null ? null : new Assign(SpanFrom(start), targets.ToArray(), value);
    }

    private AugAssign? ParseAugmentedAssignment(int start, Expression target)
    {
        if (target is not (Name or Tree.Attribute or Subscript))
        {
            return null;
        }

        var operation = (Operator)(Kind - TokenKind.PlusEqual);
        _position++;
        if (ParseAnnotatedRightSide() is not { } value)
        {
            return null;
        }

        SetContext(target, ExprContext.Store);
        return new AugAssign(SpanFrom(start), target, operation, value);
    }

    private Return ParseReturn(int start)
    {
        int mark = _position;
        Expression? value = Kind == TokenKind.Newline ? null : ParseStarExpressions();
        if (value is null)
        {
            _position = mark;
        }

        return new Return(SpanFrom(start), value);
    }

    private Raise ParseRaise()
    {
        int start = _position++;
        int mark = _position;
        if (ParseExpression() is not { } exception)
        {
            _position = mark;
            return new Raise(SpanFrom(start), null, null);
        }

        mark = _position;
        Expression? cause = null;
        if (Accept(TokenKind.From))
        {
            cause = ParseExpression();
            if (cause is null)
            {
                _position = mark;
            }
        }

        return new Raise(SpanFrom(start), exception, cause);
    }

    // 'del' targets, which ';' or a line end follows
    private Delete? ParseDelete()
    {
        int start = _position++;
        var targets = new ArrayBuilder<Expression>();
        do
        {
            if (Kind is TokenKind.Newline or TokenKind.Semicolon && targets.Count > 0)
            {
                break;
            }

            if (ParsePrimary() is not { } target || !IsTarget(target) || HoldsStarred(target))
            {
                return FailDelete(start);
            }

            targets.Add(target);
        }
        while (Accept(TokenKind.Comma));
        if (Kind is not (TokenKind.Newline or TokenKind.Semicolon))
        {
            return FailDelete(start);
        }

        foreach (Expression target in targets.ToArray())
        {
            SetContext(target, ExprContext.Del);
        }

        return new Delete(SpanFrom(start), targets.ToArray());
    }

    private Delete? FailDelete(int start)
    {
        if (_diagnosing)
        {
            _position = start + 1;
            if (ParseStarExpressions() is { } targets)
            {
                CheckTargets(targets, TargetUse.Delete);
            }
        }

        return null;
    }

    private static bool HoldsStarred(Expression e) => e switch
    {
        Starred => true,
        Tree.Tuple tuple => Array.Exists(tuple.Elts, HoldsStarred),
        List list => Array.Exists(list.Elts, HoldsStarred),
        _ => false,
    };

    private Assert? ParseAssert()
    {
        int start = _position++;
        if (ParseExpression() is not { } test)
        {
            return null;
        }

        int mark = _position;
        Expression? message = null;
        if (Accept(TokenKind.Comma))
        {
            message = ParseExpression();
            if (message is null)
            {
                _position = mark;
            }
        }

        return new Assert(SpanFrom(start), test, message);
    }

    // The names after 'global' or 'nonlocal'
    private string[]? ParseNames(int start)
    {
        _position = start + 1;
        var names = new ArrayBuilder<string>();
        while (Kind == TokenKind.Name)
        {
            names.Add(_tokens[_position++].Text!);
            if (Kind != TokenKind.Comma || NextKind != TokenKind.Name)
            {
                return names.ToArray();
            }

            _position++;
        }

        return null;
    }

    // "type" NAME [type_params] '=' expression
    private TypeAlias? ParseTypeAlias()
    {
        int start = _position++;
        Name name = ParseName(ExprContext.Store);
        return ParseTypeParameters() is { } parameters && Accept(TokenKind.Equal) && ParseExpression() is { } value
            ? new TypeAlias(SpanFrom(start), name, parameters, value)
            : null;
    }

    private Import? ParseImport()
    {
        if (_diagnosing)
        {
            DiagnoseImport();
        }

        int start = _position++;
        var names = new ArrayBuilder<Alias>();
        do
        {
            int mark = _position;
            if (ParseDottedName() is not { } name || !ParseAlias(out string? alias))
            {
                if (names.Count == 0)
                {
                    return null;
                }

                _position = mark - 1;
                break;
            }

            names.Add(new Alias(SpanFrom(mark), name, alias));
        }
        while (Accept(TokenKind.Comma));
        return new Import(SpanFrom(start), names.ToArray());
    }

    // ['as' NAME]; false when the name is missing
    private bool ParseAlias(out string? alias)
    {
        alias = null;
        if (!Accept(TokenKind.As))
        {
            return true;
        }

        if (Kind != TokenKind.Name)
        {
            return false;
        }

        alias = _tokens[_position++].Text;
        return true;
    }

    private string? ParseDottedName()
    {
        if (Kind != TokenKind.Name)
        {
            return null;
        }

        string name = _tokens[_position++].Text!;
        if (Kind != TokenKind.Dot)
        {
            return name;
        }

        var dotted = new StringBuilder(name);
        while (Kind == TokenKind.Dot && NextKind == TokenKind.Name)
        {
            dotted.Append('.').Append(_tokens[_position + 1].Text);
            _position += 2;
        }

        return dotted.ToString();
    }

    private ImportFrom? ParseImportFrom()
    {
        int start = _position++;
        int level = 0;
        while (Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            level += Kind == TokenKind.Dot ? 1 : 3;
            _position++;
        }

        string? module = ParseDottedName();
        if ((module is null && level == 0) || !Accept(TokenKind.Import))
        {
            return null;
        }

        Alias[]? names = ParseImportedNames();
        return names is null ? null : new ImportFrom(SpanFrom(start), module, names, level);
    }

    private Alias[]? ParseImportedNames()
    {
        int start = _position;
        switch (Kind)
        {
            case TokenKind.Star:
                _position++;
                return [new Alias(SpanFrom(start), "*", null)];
            case TokenKind.Newline when _diagnosing:
                throw ErrorFrom(SpanOf(_position), "Expected one or more names after 'import'");
        }

        bool parenthesized = Accept(TokenKind.LeftParenthesis);
        var names = new ArrayBuilder<Alias>();
        while (Kind == TokenKind.Name)
        {
            int mark = _position++;
            if (!ParseAlias(out string? alias))
            {
                return null;
            }

            names.Add(new Alias(SpanFrom(mark), _tokens[mark].Text!, alias));
            if (Kind != TokenKind.Comma)
            {
                break;
            }

            _position++;
            if (!parenthesized && Kind != TokenKind.Name)
            {
                if (_diagnosing && Kind == TokenKind.Newline)
                {
                    throw ErrorAtLastToken("trailing comma not allowed without surrounding parentheses");
                }

                return null;
            }
        }

        return names.Count > 0 && (!parenthesized || Accept(TokenKind.RightParenthesis)) ? names.ToArray() : null;
    }
}
