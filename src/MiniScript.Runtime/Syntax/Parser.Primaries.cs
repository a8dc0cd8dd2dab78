using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Operands with their attributes, calls and subscripts.</content>
public sealed partial class Parser
{
    private Expression? ParsePrimary()
    {
        if (_memo is null)
        {
            return ParsePrimaryCore();
        }

        if (Recall(Rule.Primary, out Expression? known))
        {
            return known;
        }

        int start = _position;
        return Remember(Rule.Primary, start, ParsePrimaryCore());
    }

    private Expression? ParsePrimaryCore()
    {
        int start = _position;
        Expression? result = ParseAtom();
        while (result is not null)
        {
            int mark = _position;
            Expression? next;
            switch (Kind)
            {
                case TokenKind.Dot:
                    _position++;
                    next = Kind == TokenKind.Name ? ParseAttribute(start, result) : null;
                    break;
                case TokenKind.LeftParenthesis:
                    next = Bracketed(ParseCall(start, result));
                    break;
                case TokenKind.LeftBracket:
                    next = Bracketed(ParseSubscript(start, result));
                    break;
                default:
                    return result;
            }

            if (next is null)
            {
                _position = mark;
                return result;
            }

            result = next;
        }

        return null;
    }

    private Tree.Attribute ParseAttribute(int start, Expression value)
    {
        string name = _tokens[_position++].Text!;
        return new Tree.Attribute(SpanFrom(start), value, name, ExprContext.Load);
    }

    private Call? ParseCall(int start, Expression function)
    {
        Enter();
        int open = _position++;
        if (Accept(TokenKind.RightParenthesis))
        {
            return new Call(SpanFrom(start), function, [], []);
        }

        Expression? first = null;
        if (!(Kind is TokenKind.Star or TokenKind.DoubleStar || IsKeywordArgument()))
        {
            first = ParseGeneratorElement();
            if (first is not null && Kind is TokenKind.For or TokenKind.Async)
            {
                Comprehension[]? clauses = ParseForClauses();
                if (clauses is not null && Accept(TokenKind.RightParenthesis))
                {
                    var generator = new GeneratorExp(SpanFrom(open), first!, clauses);
                    return new Call(SpanFrom(start), function, [generator], []);
                }

                first = null;
            }
        }

        if (_diagnosing)
        {
            DiagnoseComprehension(open);
        }

        if (first is null)
        {
            _position = open + 1;
        }

        return ParseArguments(first, open + 1, out Expression[] arguments, out Keyword[] keywords)
            && Accept(TokenKind.RightParenthesis)
            ? new Call(SpanFrom(start), function, arguments, keywords)
            : null;
    }

    private bool IsKeywordArgument() => Kind == TokenKind.Name && NextKind == TokenKind.Equal;

    // arguments: args [','] &')', which begin at a token. The first of them may have been parsed already.
    private bool ParseArguments(Expression? first, int start, out Expression[] arguments, out Keyword[] keywords)
    {
        var positional = new ArrayBuilder<Expression>();
        var named = new ArrayBuilder<Keyword>();
        bool parsed = ParseArgumentList(first, start, ref positional, ref named);
        arguments = positional.ToArray();
        keywords = named.ToArray();
        if (parsed)
        {
            Accept(TokenKind.Comma);
            if (Kind == TokenKind.RightParenthesis)
            {
                return true;
            }
        }

        if (_diagnosing)
        {
            _position = start;
            DiagnoseArguments();
        }

        return false;
    }

    // args: positional arguments, then keyword arguments and unpackings; ends before a trailing comma.
    private bool ParseArgumentList(
        Expression? first,
        int start,
        ref ArrayBuilder<Expression> positional,
        ref ArrayBuilder<Keyword> named)
    {
        int mark = start;
        while (true)
        {
            Expression? argument = first ?? ParsePositionalArgument();
            if (argument is null || Kind == TokenKind.Equal)
            {
                _position = mark;
                break;
            }

            first = null;
            positional.Add(argument);
            mark = _position;
            if (!Accept(TokenKind.Comma))
            {
                return true;
            }
        }

        if (positional.Count == 0)
        {
            return ParseKeywordArguments(ref positional, ref named);
        }

        if (Accept(TokenKind.Comma) && !ParseKeywordArguments(ref positional, ref named))
        {
            _position = mark;
        }

        return true;
    }

    private Expression? ParsePositionalArgument() => Kind switch
    {
        TokenKind.Star => ParseStarredArgument(),
        TokenKind.DoubleStar or TokenKind.RightParenthesis => null,
        _ => IsKeywordArgument() ? null : ParseGeneratorElement(),
    };

    // '*' expression
    private Starred? ParseStarredArgument()
    {
        int start = _position;
        if (_diagnosing)
        {
            DiagnoseStarredArgument();
        }

        _position = start + 1;
        if (ParseExpression() is { } value)
        {
            return new Starred(SpanFrom(start), value, ExprContext.Load);
        }

        if (_diagnosing)
        {
            throw ErrorAtLastToken("Invalid star expression");
        }

        return null;
    }

    // kwargs: keywords and '*' unpackings, then keywords and '**' unpackings
    private bool ParseKeywordArguments(ref ArrayBuilder<Expression> positional, ref ArrayBuilder<Keyword> named)
    {
        bool any = false;
        bool unpacked = false;
        int mark = _position;
        while (true)
        {
            if (_diagnosing)
            {
                DiagnoseKeywordArgument();
            }

            if (Kind == TokenKind.Star && !unpacked)
            {
                if (ParseStarredArgument() is not { } starred)
                {
                    break;
                }

                positional.Add(starred);
            }
            else if (ParseKeywordArgument() is { } keyword)
            {
                unpacked |= keyword.Arg is null;
                named.Add(keyword);
            }
            else
            {
                break;
            }

            any = true;
            mark = _position;
            if (!Accept(TokenKind.Comma) || Kind == TokenKind.RightParenthesis)
            {
                break;
            }
        }

        _position = mark;
        return any;
    }

    // NAME '=' expression | '**' expression
    private Keyword? ParseKeywordArgument()
    {
        int start = _position;
        string? name = null;
        if (IsKeywordArgument())
        {
            name = _tokens[_position].Text;
            _position += 2;
        }
        else if (!Accept(TokenKind.DoubleStar))
        {
            return null;
        }

        return ParseExpression() is { } value ? new Keyword(SpanFrom(start), name, value) : null;
    }

    private Subscript? ParseSubscript(int start, Expression value)
    {
        Enter();
        _position++;
        return ParseSlices() is { } slice && Accept(TokenKind.RightBracket)
            ? new Subscript(SpanFrom(start), value, slice, ExprContext.Load)
            : null;
    }

    // slices: slice !',' | (slice | starred) (',' (slice | starred))* [',']
    private Expression? ParseSlices()
    {
        int start = _position;
        Expression? first = ParseSliceOrStarred();
        if (first is null || (Kind != TokenKind.Comma && first is not Starred))
        {
            return first;
        }

        var items = new ArrayBuilder<Expression>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
        {
            if (Kind == TokenKind.RightBracket)
            {
                break;
            }

            int mark = _position;
            if (ParseSliceOrStarred() is not { } item)
            {
                _position = mark;
                break;
            }

            items.Add(item);
        }

        return new Tree.Tuple(SpanFrom(start), items.ToArray(), ExprContext.Load);
    }

    private Expression? ParseSliceOrStarred() => Kind == TokenKind.Star ? ParseStarredArgument() : ParseSlice();

    // slice: [expression] ':' [expression] [':' [expression]] | named_expression
    private Expression? ParseSlice()
    {
        int start = _position;
        Expression? lower = null;
        if (Kind != TokenKind.Colon)
        {
            lower = _diagnosing ? ParseExpression() : ParseNamedExpression();
            if (lower is null || Kind != TokenKind.Colon || IsBareNamedExpression(start, lower))
            {
                if (!_diagnosing)
                {
                    return lower;
                }

                _position = start;
                return ParseNamedExpression();
            }
        }

        _position++;
        Expression? upper = ParseSliceBound();
        Expression? step = Accept(TokenKind.Colon) ? ParseSliceBound() : null;
        return new Slice(SpanFrom(start), lower, upper, step);
    }

    private Expression? ParseSliceBound()
    {
        if (Kind is TokenKind.Colon or TokenKind.RightBracket or TokenKind.Comma)
        {
            return null;
        }

        int mark = _position;
        Expression? bound = ParseExpression();
        if (bound is null)
        {
            _position = mark;
        }

        return bound;
    }

    // star_targets: a target, or a tuple of targets
    private Expression? ParseStarTargets()
    {
        int start = _position;
        Expression? first = ParseStarTarget();
        if (first is null || Kind != TokenKind.Comma)
        {
            return first;
        }

        var items = new ArrayBuilder<Expression>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
        {
            int mark = _position;
            if (ParseStarTarget() is not { } item)
            {
                _position = mark;
                break;
            }

            items.Add(item);
        }

        return new Tree.Tuple(SpanFrom(start), items.ToArray(), ExprContext.Store);
    }

    private Expression? ParseStarTarget()
    {
        int start = _position;
        bool starred = Accept(TokenKind.Star);
        if (ParsePrimary() is not { } target || !IsTarget(target))
        {
            return null;
        }

        SetContext(target, ExprContext.Store);
        return starred ? new Starred(SpanFrom(start), target, ExprContext.Store) : target;
    }

    // Whether an expression, parsed as such, may be assigned to.
    private static bool IsTarget(Expression e) => e switch
    {
        Name or Tree.Attribute or Subscript => true,
        Starred starred => starred.Value is not Starred && IsTarget(starred.Value),
        Tree.Tuple tuple => AreTargets(tuple.Elts),
        List list => AreTargets(list.Elts),
        _ => false,
    };

    private static bool AreTargets(Expression[] items)
    {
        foreach (Expression item in items)
        {
            if (!IsTarget(item))
            {
                return false;
            }
        }

        return true;
    }

    private static void SetContext(Expression target, ExprContext context)
    {
        switch (target)
        {
            case Name name:
                name.Ctx = context;
                break;
            case Tree.Attribute attribute:
                attribute.Ctx = context;
                break;
            case Subscript subscript:
                subscript.Ctx = context;
                break;
            case Starred starred:
                starred.Ctx = context;
                SetContext(starred.Value, context);
                break;
            case Tree.Tuple tuple:
                tuple.Ctx = context;
                SetContext(tuple.Elts, context);
                break;
            case List list:
                list.Ctx = context;
                SetContext(list.Elts, context);
                break;
        }
    }

    private static void SetContext(Expression[] targets, ExprContext context)
    {
        foreach (Expression target in targets)
        {
            SetContext(target, context);
        }
    }
}
