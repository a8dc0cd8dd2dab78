using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Expressions down to operands.</content>
public sealed partial class Parser
{
    // expressions: expression (',' expression)* [',']
    private Expression? ParseExpressions()
    {
        int start = _position;
        Expression? first = ParseExpression();
        return first is null || Kind != TokenKind.Comma ? first : ParseTupleRest(start, first, starred: false);
    }

    // star_expressions: like expressions, with '*' items
    private Expression? ParseStarExpressions()
    {
        int start = _position;
        Expression? first = ParseStarExpression();
        return first is null || Kind != TokenKind.Comma ? first : ParseTupleRest(start, first, starred: true);
    }

    private Tree.Tuple ParseTupleRest(int start, Expression first, bool starred)
    {
        var items = new ArrayBuilder<Expression>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
        {
            int mark = _position;
            Expression? item = CanStartExpression(Kind) ? starred ? ParseStarExpression() : ParseExpression() : null;
            if (item is null)
            {
                _position = mark;
                break;
            }

            items.Add(item);
        }

        return new Tree.Tuple(SpanFrom(start), items.ToArray(), ExprContext.Load);
    }

    // Spares the attempt at an item after a trailing comma.
    private static bool CanStartExpression(TokenKind kind) =>
        kind is not (TokenKind.Newline or TokenKind.Equal or TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.Colon);

    private Expression? ParseStarExpression()
    {
        if (Kind != TokenKind.Star)
        {
            return ParseExpression();
        }

        return ParseStarredOperand();
    }

    // '*' bitwise_or
    private Starred? ParseStarredOperand()
    {
        int start = _position++;
        return ParseBitwiseOr() is { } value ? new Starred(SpanFrom(start), value, ExprContext.Load) : null;
    }

    // star_named_expression: '*' bitwise_or | named_expression
    private Expression? ParseStarNamedExpression() => Kind == TokenKind.Star ? ParseStarredOperand() : ParseNamedExpression();

    // yield_expr | star_expressions
    private Expression? ParseAnnotatedRightSide() => Kind == TokenKind.Yield ? ParseYield() : ParseStarExpressions();

    private Expression? ParseYield()
    {
        int start = _position++;
        if (Kind == TokenKind.From)
        {
            _position++;
            return ParseExpression() is { } iterable ? new YieldFrom(SpanFrom(start), iterable) : null;
        }

        int mark = _position;
        Expression? value = ParseStarExpressions();
        if (value is null)
        {
            _position = mark;
        }

        return new Yield(SpanFrom(start), value);
    }

    // named_expression: NAME ':=' expression | expression !':='
    private Expression? ParseNamedExpression()
    {
        if (Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual)
        {
            return ParseAssignmentExpression();
        }

        if (_diagnosing)
        {
            DiagnoseNamedExpression();
        }

        return ParseUnnamedExpression();
    }

    // NAME ':=' expression, or expression !':='
    private Expression? ParseGeneratorElement() =>
        Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual ? ParseAssignmentExpression() : ParseUnnamedExpression();

    private Expression? ParseUnnamedExpression() => ParseExpression() is { } e && Kind != TokenKind.ColonEqual ? e : null;

    private NamedExpr? ParseAssignmentExpression()
    {
        int start = _position;
        var target = new Name(SpanOf(start), _tokens[start].Text!, ExprContext.Store);
        _position += 2;
        return ParseExpression() is { } value ? new NamedExpr(SpanFrom(start), target, value) : null;
    }

    // expression: disjunction ['if' disjunction 'else' expression] | lambda
    private Expression? ParseExpression()
    {
        if (_memo is null)
        {
            return ParseConditional();
        }

        if (Recall(Rule.Expression, out Expression? known))
        {
            return known;
        }

        int start = _position;
        if (_diagnosing)
        {
            DiagnoseExpression();
        }

        return Remember(Rule.Expression, start, ParseConditional());
    }

    private Expression? ParseConditional()
    {
        Enter();
        Expression? result = Kind == TokenKind.Lambda ? ParseLambda() : ParseConditionalOperands();
        Leave();
        return result;
    }

    private Expression? ParseConditionalOperands()
    {
        int start = _position;
        Expression? body = ParseDisjunction();
        if (body is null || Kind != TokenKind.If)
        {
            return body;
        }

        int mark = _position++;
        if (ParseDisjunction() is { } test && Accept(TokenKind.Else) && ParseExpression() is { } otherwise)
        {
            return new IfExp(SpanFrom(start), test, body, otherwise);
        }

        _position = mark;
        return body;
    }

    private Lambda? ParseLambda()
    {
        int start = _position++;
        Arguments? parameters = ParseParameters(lambda: true);
        return parameters is not null && Accept(TokenKind.Colon) && ParseExpression() is { } body
            ? new Lambda(SpanFrom(start), parameters, body)
            : null;
    }

    private Expression? ParseDisjunction()
    {
        if (_memo is null)
        {
            return ParseBoolOp(TokenKind.Or);
        }

        if (Recall(Rule.Disjunction, out Expression? known))
        {
            return known;
        }

        int start = _position;
        return Remember(Rule.Disjunction, start, ParseBoolOp(TokenKind.Or));
    }

    // Operands joined by 'or', each of operands joined by 'and'.
    private Expression? ParseBoolOp(TokenKind operation)
    {
        int start = _position;
        Expression? first = operation == TokenKind.Or ? ParseBoolOp(TokenKind.And) : ParseInversion();
        if (first is null || Kind != operation)
        {
            return first;
        }

        var operands = new ArrayBuilder<Expression>();
        operands.Add(first);
        while (Kind == operation)
        {
            int mark = _position++;
            Expression? next = operation == TokenKind.Or ? ParseBoolOp(TokenKind.And) : ParseInversion();
            if (next is null)
            {
                _position = mark;
                break;
            }

            operands.Add(next);
        }

        return operands.Count == 1
            ? first
            : new BoolOp(SpanFrom(start), operation == TokenKind.Or ? BoolOperator.Or : BoolOperator.And, operands.ToArray());
    }

    private Expression? ParseInversion()
    {
        if (Kind != TokenKind.Not)
        {
            return ParseComparison();
        }

        Enter();
        int start = _position++;
        Expression? operand = ParseInversion();
        Leave();
        return operand is null ? null : new UnaryOp(SpanFrom(start), UnaryOperator.Not, operand);
    }

    private Expression? ParseComparison()
    {
        int start = _position;
        Expression? left = ParseBitwiseOr();
        if (left is null || !IsComparison(Kind))
        {
            return left;
        }

        var operators = new List<CompareOperator>(1);
        var operands = new ArrayBuilder<Expression>();
        int mark = _position;
        while (ParseCompareOperator(out CompareOperator operation) && ParseBitwiseOr() is { } operand)
        {
            operators.Add(operation);
            operands.Add(operand);
            mark = _position;
        }

        _position = mark;
        return operators.Count == 0 ? left : new Compare(SpanFrom(start), left, [.. operators], operands.ToArray());
    }

    private static bool IsComparison(TokenKind kind) =>
        kind is (>= TokenKind.EqualEqual and <= TokenKind.GreaterEqual) or TokenKind.In or TokenKind.Is or TokenKind.Not;

    private bool ParseCompareOperator(out CompareOperator operation)
    {
        operation = default;
        switch (Kind)
        {
            case TokenKind.EqualEqual:
                operation = CompareOperator.Eq;
                break;
            case TokenKind.NotEqual:
                if (_lexer.Source.Text[_tokens[_position].Start] == '<')
                {
                    return false;
                }

                operation = CompareOperator.NotEq;
                break;
            case TokenKind.Less:
                operation = CompareOperator.Lt;
                break;
            case TokenKind.LessEqual:
                operation = CompareOperator.LtE;
                break;
            case TokenKind.Greater:
                operation = CompareOperator.Gt;
                break;
            case TokenKind.GreaterEqual:
                operation = CompareOperator.GtE;
                break;
            case TokenKind.In:
                operation = CompareOperator.In;
                break;
            case TokenKind.Not:
                _position++;
                operation = CompareOperator.NotIn;
                return Accept(TokenKind.In);
            case TokenKind.Is:
                _position++;
                operation = Accept(TokenKind.Not) ? CompareOperator.IsNot : CompareOperator.Is;
                return true;
            default:
                return false;
        }

        _position++;
        return true;
    }

    // bitwise_or: all binary operators but '**'
    private Expression? ParseBitwiseOr()
    {
        if (_memo is null)
        {
            return ParseBinary(1);
        }

        if (Recall(Rule.BitwiseOr, out Expression? known))
        {
            return known;
        }

        int start = _position;
        return Remember(Rule.BitwiseOr, start, ParseBinary(1));
    }

    private Expression? ParseBinary(int minimum)
    {
        int start = _position;
        Expression? left = ParseFactor();
        if (left is null)
        {
            return null;
        }

        while (true)
        {
            TokenKind operation = Kind;
            int precedence = PrecedenceOf(operation);
            if (precedence < minimum)
            {
                return left;
            }

            int mark = _position++;
            if (_diagnosing && precedence >= AdditivePrecedence)
            {
                DiagnoseNotAfterOperator(inversion: true);
            }

            Expression? right = ParseBinary(precedence + 1);
            if (right is null)
            {
                _position = mark;
                return left;
            }

            left = new BinOp(SpanFrom(start), left, (Operator)(operation - TokenKind.Plus), right);
        }
    }

    private const int AdditivePrecedence = 5;

    // 0 for what is no binary operator here.
    private static int PrecedenceOf(TokenKind kind) => kind switch
    {
        TokenKind.Bar => 1,
        TokenKind.Circumflex => 2,
        TokenKind.Ampersand => 3,
        TokenKind.LeftShift or TokenKind.RightShift => 4,
        TokenKind.Plus or TokenKind.Minus => AdditivePrecedence,
        TokenKind.Star or TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.Percent or TokenKind.At => 6,
        _ => 0,
    };

    private Expression? ParseFactor()
    {
        UnaryOperator operation;
        switch (Kind)
        {
            case TokenKind.Minus:
                operation = UnaryOperator.USub;
                break;
            case TokenKind.Plus:
                operation = UnaryOperator.UAdd;
                break;
            case TokenKind.Tilde:
                operation = UnaryOperator.Invert;
                break;
            default:
                return ParsePower();
        }

        Enter();
        int start = _position++;
        if (_diagnosing)
        {
            DiagnoseNotAfterOperator(inversion: false);
        }

        Expression? operand = ParseFactor();
        Leave();
        return operand is null ? null : new UnaryOp(SpanFrom(start), operation, operand);
    }

    // await_primary ['**' factor]
    private Expression? ParsePower()
    {
        int start = _position;
        Expression? left = Kind == TokenKind.Await ? ParseAwait() : ParsePrimary();
        if (left is null || Kind != TokenKind.DoubleStar)
        {
            return left;
        }

        Enter();
        int mark = _position++;
        Expression? right = ParseFactor();
        Leave();
        if (right is null)
        {
            _position = mark;
            return left;
        }

        return new BinOp(SpanFrom(start), left, Operator.Pow, right);
    }

    private Await? ParseAwait()
    {
        int start = _position++;
        return ParsePrimary() is { } value ? new Await(SpanFrom(start), value) : null;
    }

    private bool Recall(Rule rule, out Expression? result)
    {
        if (!_memo!.TryGetValue((rule, _position), out (Expression? Result, int End) known))
        {
            result = null;
            return false;
        }

        result = known.Result;
        _position = known.End;
        return true;
    }

    private Expression? Remember(Rule rule, int start, Expression? result)
    {
        _memo![(rule, start)] = (result, _position);
        return result;
    }
}
