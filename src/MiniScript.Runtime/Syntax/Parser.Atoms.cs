using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Operands: names, literals, displays, comprehensions.</content>
public sealed partial class Parser
{
    private static readonly object TrueLiteral = true;
    private static readonly object FalseLiteral = false;

    private Expression? ParseAtom()
    {
        switch (Kind)
        {
            case TokenKind.Name:
                return ParseName(ExprContext.Load);
            case TokenKind.Number:
                return ParseNumber();
            case TokenKind.String or TokenKind.FStringStart:
                return ParseStrings();
            case TokenKind.LeftParenthesis:
                return Bracketed(ParseParenthesized());
            case TokenKind.LeftBracket:
                return Bracketed(ParseListDisplay());
            case TokenKind.LeftBrace:
                return Bracketed(ParseBraceDisplay());
            case TokenKind.None:
                return ParseConstant(null);
            case TokenKind.True:
                return ParseConstant(TrueLiteral);
            case TokenKind.False:
                return ParseConstant(FalseLiteral);
            case TokenKind.Ellipsis:
                return ParseConstant(EllipsisLiteral.Instance);
            default:
                return null;
        }
    }

    // The argument was parsed within brackets: the nesting that its method entered ends here.
    private Expression? Bracketed(Expression? result)
    {
        Leave();
        return result;
    }

    private Name ParseName(ExprContext context)
    {
        int index = _position++;
        return new Name(SpanOf(index), _tokens[index].Text!, context);
    }

    private Constant ParseConstant(object? value)
    {
        int index = _position++;
        return new Constant(SpanOf(index), value);
    }

    private Constant ParseNumber()
    {
        int index = _position++;
        object? value = NumberLiteral.Parse(TextOf(_tokens[index]), out string? error);
        return value is not null
            ? new Constant(SpanOf(index), value)
            : throw Prefer(_lexer.Error(SyntaxErrorKind.SyntaxError, error!, _tokens[index].Line, 0, _tokens[index].Line, 0));
    }

    // '(' … ')': a tuple, a group or a generator expression
    private Expression? ParseParenthesized()
    {
        Enter();
        int start = _position++;
        if (Accept(TokenKind.RightParenthesis))
        {
            return new Tree.Tuple(SpanFrom(start), [], ExprContext.Load);
        }

        Expression? result = ParseParenthesizedContent(start);
        if (result is null && _diagnosing)
        {
            DiagnoseGroup(start);
            DiagnoseComprehension(start);
        }

        return result;
    }

    private Expression? ParseParenthesizedContent(int start)
    {
        if (Kind == TokenKind.Yield)
        {
            return ParseYield() is { } yielded && Accept(TokenKind.RightParenthesis) ? yielded : null;
        }

        Expression? first = ParseStarNamedExpression();
        if (first is null)
        {
            return null;
        }

        switch (Kind)
        {
            case TokenKind.RightParenthesis when first is not Starred:
                _position++;
                return first;
            case TokenKind.Comma:
                Expression[]? items = ParseItemsRest(first, TokenKind.RightParenthesis);
                return items is null ? null : new Tree.Tuple(SpanFrom(start), items, ExprContext.Load);
            case TokenKind.For or TokenKind.Async when first is not Starred:
                Comprehension[]? clauses = ParseForClauses();
                return clauses is not null && Accept(TokenKind.RightParenthesis)
                    ? new GeneratorExp(SpanFrom(start), first, clauses)
                    : null;
            default:
                return null;
        }
    }

    // The items after the first, and the closing bracket.
    private Expression[]? ParseItemsRest(Expression first, TokenKind closing)
    {
        var items = new ArrayBuilder<Expression>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
        {
            if (Kind == closing)
            {
                break;
            }

            Expression? item = ParseStarNamedExpression();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return Accept(closing) ? items.ToArray() : null;
    }

    private Expression? ParseListDisplay()
    {
        Enter();
        int start = _position++;
        if (Accept(TokenKind.RightBracket))
        {
            return new List(SpanFrom(start), [], ExprContext.Load);
        }

        Expression? result = ParseListContent(start);
        if (result is null && _diagnosing)
        {
            DiagnoseComprehension(start);
        }

        return result;
    }

    private Expression? ParseListContent(int start)
    {
        Expression? first = ParseStarNamedExpression();
        if (first is null)
        {
            return null;
        }

        if (Kind is TokenKind.For or TokenKind.Async && first is not Starred)
        {
            Comprehension[]? clauses = ParseForClauses();
            return clauses is not null && Accept(TokenKind.RightBracket) ? new ListComp(SpanFrom(start), first, clauses) : null;
        }

        Expression[]? items = ParseItemsRest(first, TokenKind.RightBracket);
        return items is null ? null : new List(SpanFrom(start), items, ExprContext.Load);
    }

    // '{' … '}': a dictionary, a set or a comprehension of either
    private Expression? ParseBraceDisplay()
    {
        Enter();
        int start = _position++;
        if (Accept(TokenKind.RightBrace))
        {
            return new Dict(SpanFrom(start), [], []);
        }

        if (_diagnosing)
        {
            return DiagnoseBraceDisplay(start);
        }

        if (_failedBraces?.Contains(start) == true)
        {
            return null;
        }

        Expression? result = ParseBraceContent(start);
        if (result is null)
        {
            (_failedBraces ??= []).Add(start);

            // These mistakes are found in the first pass already.
            _position = start + 1;
            DiagnoseDictItems();
        }

        return result;
    }

    private Expression? ParseBraceContent(int start)
    {
        if (Kind == TokenKind.DoubleStar)
        {
            return ParseDictItems(start);
        }

        int mark = _position;
        Expression? first = ParseStarNamedExpression();
        if (first is null)
        {
            return null;
        }

        if (Kind == TokenKind.Colon)
        {
            _position++;
            return first is Starred || IsBareNamedExpression(mark, first) ? null : ParseDictAfterKey(start, first);
        }

        return ParseSetRest(start, first);
    }

    // Whether a named expression stands without parentheses, of which it needs some before a colon.
    private bool IsBareNamedExpression(int start, Expression e) => e is NamedExpr && _tokens[start].Kind == TokenKind.Name;

    private Expression? ParseSetRest(int start, Expression first)
    {
        if (Kind is TokenKind.For or TokenKind.Async && first is not Starred)
        {
            Comprehension[]? clauses = ParseForClauses();
            return clauses is not null && Accept(TokenKind.RightBrace) ? new SetComp(SpanFrom(start), first, clauses) : null;
        }

        Expression[]? items = ParseItemsRest(first, TokenKind.RightBrace);
        return items is null ? null : new Set(SpanFrom(start), items);
    }

    private Expression? ParseDictAfterKey(int start, Expression key)
    {
        Expression? value = ParseExpression();
        if (value is null)
        {
            return null;
        }

        if (Kind is TokenKind.For or TokenKind.Async)
        {
            Comprehension[]? clauses = ParseForClauses();
            return clauses is not null && Accept(TokenKind.RightBrace) ? new DictComp(SpanFrom(start), key, value, clauses) : null;
        }

        var keys = new ArrayBuilder<Expression?>();
        var values = new ArrayBuilder<Expression>();
        keys.Add(key);
        values.Add(value);
        return Kind is TokenKind.Comma or TokenKind.RightBrace ? ParseDictRest(start, ref keys, ref values) : null;
    }

    private Dict? ParseDictItems(int start)
    {
        var keys = new ArrayBuilder<Expression?>();
        var values = new ArrayBuilder<Expression>();
        return ParseDictItem(ref keys, ref values) ? ParseDictRest(start, ref keys, ref values) : null;
    }

    private Dict? ParseDictRest(int start, ref ArrayBuilder<Expression?> keys, ref ArrayBuilder<Expression> values)
    {
        while (Accept(TokenKind.Comma))
        {
            if (Kind == TokenKind.RightBrace)
            {
                break;
            }

            if (!ParseDictItem(ref keys, ref values))
            {
                return null;
            }
        }

        return Accept(TokenKind.RightBrace) ? new Dict(SpanFrom(start), keys.ToArray(), values.ToArray()) : null;
    }

    // '**' bitwise_or | expression ':' expression
    private bool ParseDictItem(ref ArrayBuilder<Expression?> keys, ref ArrayBuilder<Expression> values)
    {
        Expression? key = null;
        Expression? value;
        if (Accept(TokenKind.DoubleStar))
        {
            value = ParseBitwiseOr();
        }
        else
        {
            key = ParseExpression();
            if (key is null || !Accept(TokenKind.Colon))
            {
                return false;
            }

            value = ParseExpression();
        }

        if (value is null)
        {
            return false;
        }

        keys.Add(key);
        values.Add(value);
        return true;
    }

    // The 'for' and 'if' clauses of a comprehension.
    private Comprehension[]? ParseForClauses()
    {
        var clauses = new ArrayBuilder<Comprehension>();
        while (Kind is TokenKind.For or TokenKind.Async)
        {
            int mark = _position;
            if (ParseForClause() is not { } clause)
            {
                _position = mark;
                break;
            }

            clauses.Add(clause);
        }

        return clauses.Count == 0 ? null : clauses.ToArray();
    }

    private Comprehension? ParseForClause()
    {
        int start = _position;
        bool isAsync = Accept(TokenKind.Async);
        if (!Accept(TokenKind.For))
        {
            return null;
        }

        Expression? target = ParseStarTargets();
        if (target is null || !Accept(TokenKind.In))
        {
            if (_diagnosing)
            {
                DiagnoseForClause(start);
            }

            return null;
        }

        Expression? iterable = ParseDisjunction();
        if (iterable is null)
        {
            return null;
        }

        var conditions = new ArrayBuilder<Expression>();
        while (Kind == TokenKind.If)
        {
            int mark = _position++;
            if (ParseDisjunction() is not { } condition)
            {
                _position = mark;
                break;
            }

            conditions.Add(condition);
        }

        return new Comprehension(SpanFrom(start), target, iterable, conditions.ToArray(), isAsync);
    }
}
