using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Statements with blocks.</content>
public sealed partial class Parser
{
    private Statement? ParseCompoundStatement()
    {
        switch (Kind)
        {
            case TokenKind.If:
                return ParseIf();
            case TokenKind.While:
                return ParseWhile();
            case TokenKind.For:
                return ParseFor(isAsync: false);
            case TokenKind.Try:
                return ParseTry();
            case TokenKind.With:
                return ParseWith(isAsync: false);
            case TokenKind.Def:
                return ParseFunction([], isAsync: false);
            case TokenKind.Class:
                return ParseClass([]);
            case TokenKind.At:
                return ParseDecorated();
            case TokenKind.Async:
                return NextKind switch
                {
                    TokenKind.Def => ParseFunction([], isAsync: true),
                    TokenKind.With => ParseWith(isAsync: true),
                    TokenKind.For => ParseFor(isAsync: true),
                    _ => null,
                };
            case TokenKind.Name when _tokens[_position].Text is "match" or "case":
                return ParseMatch();
            default:
                return null;
        }
    }

    // block: NEWLINE INDENT statements DEDENT | simple_stmts. The colon before it was consumed; 'what' names its header in errors.
    private Statement[]? ParseBlock(string what, int line)
    {
        var body = new ArrayBuilder<Statement>();
        if (Kind != TokenKind.Newline)
        {
            return ParseSimpleStatements(ref body) ? body.ToArray() : null;
        }

        _position++;
        if (Kind != TokenKind.Indent)
        {
            return _diagnosing ? throw MissingBlock(what, line) : null;
        }

        Enter();
        _position++;
        while (Kind != TokenKind.Dedent)
        {
            if (Kind == TokenKind.EndMarker || !ParseStatement(ref body))
            {
                return null;
            }
        }

        Leave();
        _position++;
        return body.ToArray();
    }

    // ':', which a line end in its place makes an error of its own
    private bool AcceptColon()
    {
        if (Accept(TokenKind.Colon))
        {
            return true;
        }

        return _diagnosing && Kind == TokenKind.Newline ? throw ErrorAtLastToken("expected ':'") : false;
    }

    // A token that must stand here, whatever else is there
    private bool Require(TokenKind kind, string text)
    {
        if (Accept(kind))
        {
            return true;
        }

        return _diagnosing ? throw ErrorAt(_tokens[_position], $"expected '{text}'") : false;
    }

    private If? ParseIf()
    {
        // The chain of 'elif' is collected first and nested from its end, so that its length costs no stack.
        var headers = new List<(int Start, Expression Test, Statement[] Body)>();
        Statement[] otherwise = [];
        do
        {
            int start = _position;
            string what = headers.Count == 0 ? "'if' statement" : "'elif' statement";
            _position++;
            if (ParseNamedExpression() is not { } test || !AcceptColon()
                || ParseBlock(what, _tokens[start].Line) is not { } body)
            {
                return null;
            }

            headers.Add((start, test, body));
        }
        while (Kind == TokenKind.Elif);
        if (Kind == TokenKind.Else)
        {
            if (ParseElse() is not { } block)
            {
                return null;
            }

            otherwise = block;
        }

        If? result = null;
        for (int i = headers.Count - 1; i >= 0; i--)
        {
            (int start, Expression test, Statement[] body) = headers[i];
            result = new If(SpanFrom(start), test, body, result is null ? otherwise : [result]);
        }

        return result;
    }

    private Statement[]? ParseElse()
    {
        int start = _position++;
        return Require(TokenKind.Colon, ":") ? ParseBlock("'else' statement", _tokens[start].Line) : null;
    }

    // An 'else' block, none (empty), or a wrong one (null)
    private Statement[]? ParseOptionalElse() => Kind == TokenKind.Else ? ParseElse() : [];

    private While? ParseWhile()
    {
        int start = _position++;
        return ParseNamedExpression() is { } test && AcceptColon()
            && ParseBlock("'while' statement", _tokens[start].Line) is { } body
            && ParseOptionalElse() is { } otherwise
            ? new While(SpanFrom(start), test, body, otherwise)
            : null;
    }

    private Statement? ParseFor(bool isAsync)
    {
        int start = _position;
        int keyword = isAsync ? start + 1 : start;
        _position = keyword + 1;
        Expression? target = ParseStarTargets();
        if (target is null || !Accept(TokenKind.In))
        {
            if (_diagnosing)
            {
                _position = keyword + 1;
                DiagnoseForTarget();
            }

            return null;
        }

        if (ParseStarExpressions() is not { } iterable || !AcceptColon()
            || ParseBlock("'for' statement", _tokens[keyword].Line) is not { } body
            || ParseOptionalElse() is not { } otherwise)
        {
            return null;
        }

        SourceSpan span = SpanFrom(start);
        return isAsync ? new AsyncFor(span, target, iterable, body, otherwise) : new For(span, target, iterable, body, otherwise);
    }

    private Statement? ParseWith(bool isAsync)
    {
        int start = _position;
        int keyword = isAsync ? start + 1 : start;
        _position = keyword + 1;
        WithItem[]? items = Kind == TokenKind.LeftParenthesis ? ParseParenthesizedWithItems() : null;
        if (items is null)
        {
            _position = keyword + 1;
            items = ParseWithItems();
        }

        if (items is null || Kind != TokenKind.Colon)
        {
            if (_diagnosing)
            {
                DiagnoseWith(keyword + 1);
            }

            return null;
        }

        _position++;
        if (ParseBlock("'with' statement", _tokens[keyword].Line) is not { } body)
        {
            return null;
        }

        SourceSpan span = SpanFrom(start);
        return isAsync ? new AsyncWith(span, items, body) : new With(span, items, body);
    }

    // '(' items [','] ')', which only a colon may follow: otherwise the parenthesis belongs to an expression
    private WithItem[]? ParseParenthesizedWithItems()
    {
        _position++;
        var items = new ArrayBuilder<WithItem>();
        do
        {
            if (Kind == TokenKind.RightParenthesis && items.Count > 0)
            {
                break;
            }

            if (ParseWithItem() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Accept(TokenKind.Comma));
        return Accept(TokenKind.RightParenthesis) && Kind == TokenKind.Colon ? items.ToArray() : null;
    }

    private WithItem[]? ParseWithItems()
    {
        var items = new ArrayBuilder<WithItem>();
        do
        {
            if (ParseWithItem() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Accept(TokenKind.Comma));
        return items.ToArray();
    }

    private WithItem? ParseWithItem()
    {
        int start = _position;
        if (ParseExpression() is not { } context)
        {
            return null;
        }

        if (Kind != TokenKind.As)
        {
            return new WithItem(SpanFrom(start), context, null);
        }

        int mark = _position++;
        if (ParseStarTarget() is { } target && Kind is TokenKind.Comma or TokenKind.RightParenthesis or TokenKind.Colon)
        {
            return new WithItem(SpanFrom(start), context, target);
        }

        _position = mark;
        if (_diagnosing)
        {
            DiagnoseWithItem();
            _position = mark;
        }

        return new WithItem(SpanFrom(start), context, null);
    }

    private Statement? ParseTry()
    {
        int start = _position++;
        if (!Require(TokenKind.Colon, ":") || ParseBlock("'try' statement", _tokens[start].Line) is not { } body)
        {
            return null;
        }

        if (Kind is not (TokenKind.Except or TokenKind.Finally))
        {
            return _diagnosing ? throw ErrorAtLastToken("expected 'except' or 'finally' block") : null;
        }

        var handlers = new ArrayBuilder<ExceptHandler>();
        bool? star = null;
        while (Kind == TokenKind.Except)
        {
            bool isStar = NextKind == TokenKind.Star;
            if (star is { } known && known != isStar)
            {
                return _diagnosing ? throw MixedHandlers(isStar) : null;
            }

            star = isStar;
            if (ParseHandler(isStar) is not { } handler)
            {
                return null;
            }

            handlers.Add(handler);
        }

        Statement[]? otherwise = handlers.Count > 0 ? ParseOptionalElse() : [];
        Statement[]? final = otherwise is null ? null : ParseFinally();
        if (otherwise is null || final is null)
        {
            return null;
        }

        SourceSpan span = SpanFrom(start);
        return star == true
            ? new TryStar(span, body, handlers.ToArray(), otherwise, final)
            : new Try(span, body, handlers.ToArray(), otherwise, final);
    }

    private SyntaxErrorException MixedHandlers(bool isStar)
    {
        int keyword = _position;
        return ErrorAt(
            SpanOf(keyword),
            SpanOf(isStar ? keyword + 1 : keyword),
            "cannot have both 'except' and 'except*' on the same 'try'");
    }

    private Statement[]? ParseFinally()
    {
        if (Kind != TokenKind.Finally)
        {
            return [];
        }

        int start = _position++;
        return Require(TokenKind.Colon, ":") ? ParseBlock("'finally' statement", _tokens[start].Line) : null;
    }

    private ExceptHandler? ParseHandler(bool star)
    {
        int start = _position;
        _position += star ? 2 : 1;
        Expression? type = null;
        string? name = null;
        if (Kind is TokenKind.Newline or TokenKind.Colon && star)
        {
            return _diagnosing ? throw ErrorAtLastToken("expected one or more exception types") : null;
        }

        if (Kind is not (TokenKind.Colon or TokenKind.Newline))
        {
            type = ParseExpression();
            if (type is null)
            {
                return null;
            }

            if (_diagnosing && Kind == TokenKind.Comma)
            {
                DiagnoseExceptTypes(type);
            }

            if (!ParseAlias(out name))
            {
                return null;
            }
        }

        return AcceptColon() && ParseBlock(star ? "'except*' statement" : "'except' statement", _tokens[start].Line) is { } body
            ? new ExceptHandler(SpanFrom(start), type, name, body)
            : null;
    }

    private Statement? ParseDecorated()
    {
        var decorators = new ArrayBuilder<Expression>();
        while (Accept(TokenKind.At))
        {
            if (ParseNamedExpression() is not { } decorator || !Accept(TokenKind.Newline))
            {
                return null;
            }

            decorators.Add(decorator);
        }

        return Kind switch
        {
            TokenKind.Def => ParseFunction(decorators.ToArray(), isAsync: false),
            TokenKind.Async => NextKind == TokenKind.Def ? ParseFunction(decorators.ToArray(), isAsync: true) : null,
            TokenKind.Class => ParseClass(decorators.ToArray()),
            _ => null,
        };
    }

    private Statement? ParseFunction(Expression[] decorators, bool isAsync)
    {
        int start = _position;
        int keyword = isAsync ? start + 1 : start;
        _position = keyword + 1;
        if (Kind != TokenKind.Name)
        {
            return null;
        }

        string name = _tokens[_position++].Text!;
        int mark = _position;
        if (ParseTypeParameters() is not { } typeParameters)
        {
            _position = mark;
            Require(TokenKind.LeftParenthesis, "(");
            return null;
        }

        if (!Require(TokenKind.LeftParenthesis, "("))
        {
            return null;
        }

        if (ParseParameters(lambda: false) is not { } parameters || !Accept(TokenKind.RightParenthesis))
        {
            return null;
        }

        mark = _position;
        Expression? returns = Accept(TokenKind.Arrow) ? ParseExpression() : null;
        if (returns is null)
        {
            _position = mark;
        }

        if (!Require(TokenKind.Colon, ":") || ParseBlock("function definition", _tokens[keyword].Line) is not { } body)
        {
            return null;
        }

        SourceSpan span = SpanFrom(start);
        return isAsync
            ? new AsyncFunctionDef(span, name, parameters, body, decorators, returns, typeParameters)
            : new FunctionDef(span, name, parameters, body, decorators, returns, typeParameters);
    }

    private ClassDef? ParseClass(Expression[] decorators)
    {
        int start = _position++;
        if (Kind != TokenKind.Name)
        {
            return null;
        }

        string name = _tokens[_position++].Text!;
        if (ParseTypeParameters() is not { } typeParameters)
        {
            return null;
        }

        Expression[] bases = [];
        Keyword[] keywords = [];
        if (Accept(TokenKind.LeftParenthesis) && !Accept(TokenKind.RightParenthesis)
            && !(ParseArguments(null, _position, out bases, out keywords) && Accept(TokenKind.RightParenthesis)))
        {
            return null;
        }

        return AcceptColon() && ParseBlock("class definition", _tokens[start].Line) is { } body
            ? new ClassDef(SpanFrom(start), name, bases, keywords, body, decorators, typeParameters)
            : null;
    }
}
