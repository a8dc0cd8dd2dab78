using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>The <c>match</c> statement and its patterns.</content>
public sealed partial class Parser
{
    // "match" subject ':' NEWLINE INDENT case+ DEDENT. The word may also be a name: then this fails and an expression is tried.
    private Match? ParseMatch()
    {
        int start = _position;
        if (_tokens[start].Text != "match")
        {
            return null;
        }

        _position++;
        if (ParseSubject() is not { } subject || !AcceptColon())
        {
            return null;
        }

        if (!Accept(TokenKind.Newline))
        {
            return null;
        }

        if (Kind != TokenKind.Indent)
        {
            return _diagnosing ? throw MissingBlock("'match' statement", _tokens[start].Line) : null;
        }

        Enter();
        _position++;
        var cases = new ArrayBuilder<MatchCase>();
        while (Kind == TokenKind.Name && _tokens[_position].Text == "case" && ParseCase() is { } clause)
        {
            cases.Add(clause);
        }

        if (cases.Count == 0 || !Accept(TokenKind.Dedent))
        {
            return null;
        }

        Leave();
        return new Match(SpanFrom(start), subject, cases.ToArray());
    }

    // star_named_expression ',' [star_named_expressions] | named_expression
    private Expression? ParseSubject()
    {
        int start = _position;
        Expression? first = ParseStarNamedExpression();
        if (first is null || Kind != TokenKind.Comma)
        {
            return first is Starred ? null : first;
        }

        var items = new ArrayBuilder<Expression>();
        items.Add(first);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.Colon)
        {
            if (ParseStarNamedExpression() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new Tree.Tuple(SpanFrom(start), items.ToArray(), ExprContext.Load);
    }

    private MatchCase? ParseCase()
    {
        int start = _position++;
        if (ParsePatterns() is not { } pattern)
        {
            return null;
        }

        Expression? guard = null;
        if (Accept(TokenKind.If))
        {
            guard = ParseNamedExpression();
            if (guard is null)
            {
                return null;
            }
        }

        return AcceptColon() && ParseBlock("'case' statement", _tokens[start].Line) is { } body
            ? new MatchCase(SpanFrom(start), pattern, guard, body)
            : null;
    }

    // patterns: an open sequence without brackets, or one pattern
    private Pattern? ParsePatterns()
    {
        int start = _position;
        Pattern? first = ParseMaybeStarPattern();
        if (first is null || (Kind != TokenKind.Comma && first is not MatchStar))
        {
            return first;
        }

        return ParseOpenSequence(first) is { } items ? new MatchSequence(SpanFrom(start), items) : null;
    }

    // The rest of a sequence after its first item, of which a comma must follow; null without one.
    private Pattern[]? ParseOpenSequence(Pattern first)
    {
        if (Kind != TokenKind.Comma)
        {
            return null;
        }

        var items = new ArrayBuilder<Pattern>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
        {
            int mark = _position;
            if (ParseMaybeStarPattern() is not { } item)
            {
                _position = mark;
                break;
            }

            items.Add(item);
        }

        return items.ToArray();
    }

    private Pattern? ParseMaybeStarPattern()
    {
        if (Kind != TokenKind.Star)
        {
            return ParsePattern();
        }

        int start = _position++;
        if (Kind != TokenKind.Name)
        {
            return null;
        }

        string name = _tokens[_position].Text!;
        if (name != "_" && !IsCapture())
        {
            return null;
        }

        _position++;
        return new MatchStar(SpanFrom(start), name == "_" ? null : name);
    }

    // Whether the name here captures: a dotted name, a class and a keyword do not.
    private bool IsCapture() => NextKind is not (TokenKind.Dot or TokenKind.LeftParenthesis or TokenKind.Equal);

    // or_pattern ['as' NAME]
    private Pattern? ParsePattern()
    {
        Enter();
        int start = _position;
        Pattern? pattern = ParseOrPattern();
        Leave();
        if (pattern is null || Kind != TokenKind.As)
        {
            return pattern;
        }

        int mark = _position++;
        if (Kind == TokenKind.Name && _tokens[_position].Text != "_" && IsCapture())
        {
            string name = _tokens[_position++].Text!;
            return new MatchAs(SpanFrom(start), pattern, name);
        }

        if (_diagnosing)
        {
            DiagnosePatternTarget();
        }

        _position = mark;
        return pattern;
    }

    private Pattern? ParseOrPattern()
    {
        int start = _position;
        Pattern? first = ParseClosedPattern();
        if (first is null || Kind != TokenKind.Bar)
        {
            return first;
        }

        var alternatives = new ArrayBuilder<Pattern>();
        alternatives.Add(first);
        while (Kind == TokenKind.Bar)
        {
            int mark = _position++;
            if (ParseClosedPattern() is not { } alternative)
            {
                _position = mark;
                break;
            }

            alternatives.Add(alternative);
        }

        return alternatives.Count == 1 ? first : new MatchOr(SpanFrom(start), alternatives.ToArray());
    }

    private Pattern? ParseClosedPattern()
    {
        int start = _position;
        switch (Kind)
        {
            case TokenKind.None:
                _position++;
                return new MatchSingleton(SpanFrom(start), null);
            case TokenKind.True:
                _position++;
                return new MatchSingleton(SpanFrom(start), TrueLiteral);
            case TokenKind.False:
                _position++;
                return new MatchSingleton(SpanFrom(start), FalseLiteral);
            case TokenKind.Number or TokenKind.Minus or TokenKind.String or TokenKind.FStringStart:
                return ParseLiteralExpression() is { } literal ? new MatchValue(SpanFrom(start), literal) : null;
            case TokenKind.Name:
                return ParseNamePattern();
            case TokenKind.LeftParenthesis:
                return ParseGroupPattern();
            case TokenKind.LeftBracket:
                return ParseSequencePattern();
            case TokenKind.LeftBrace:
                return ParseMappingPattern();
            default:
                return null;
        }
    }

    // A name captures, '_' matches all, a dotted name is compared with, a name before a parenthesis is a class.
    private Pattern? ParseNamePattern()
    {
        int start = _position;
        if (IsCapture())
        {
            string name = _tokens[_position++].Text!;
            return new MatchAs(SpanFrom(start), null, name == "_" ? null : name);
        }

        if (ParseDottedExpression() is not { } value)
        {
            return null;
        }

        return Kind switch
        {
            TokenKind.LeftParenthesis => Entered(ParseClassPattern(start, value)),
            TokenKind.Dot or TokenKind.Equal => null,
            _ => value is Tree.Attribute ? new MatchValue(SpanFrom(start), value) : null,
        };
    }

    private Pattern? Entered(Pattern? pattern)
    {
        Leave();
        return pattern;
    }

    // NAME ('.' NAME)*
    private Expression? ParseDottedExpression()
    {
        int start = _position;
        Expression value = ParseName(ExprContext.Load);
        while (Kind == TokenKind.Dot)
        {
            _position++;
            if (Kind != TokenKind.Name)
            {
                return null;
            }

            value = ParseAttribute(start, value);
        }

        return value;
    }

    // A number with sign, a complex number, or strings
    private Expression? ParseLiteralExpression()
    {
        if (Kind is TokenKind.String or TokenKind.FStringStart)
        {
            return ParseStrings();
        }

        int start = _position;
        Expression? real = ParseSignedNumber();
        if (real is null || Kind is not (TokenKind.Plus or TokenKind.Minus))
        {
            return real;
        }

        if (IsImaginary(real))
        {
            throw ErrorAt(real, "real number required in complex literal");
        }

        Operator operation = Kind == TokenKind.Plus ? Operator.Add : Operator.Sub;
        _position++;
        if (Kind != TokenKind.Number)
        {
            return null;
        }

        Constant imaginary = ParseNumber();
        return imaginary.Value is ImaginaryLiteral
            ? new BinOp(SpanFrom(start), real, operation, imaginary)
            : throw ErrorAt(imaginary, "imaginary number required in complex literal");
    }

    private static bool IsImaginary(Expression e) => e is Constant { Value: ImaginaryLiteral }
        or UnaryOp { Operand: Constant { Value: ImaginaryLiteral } };

    private Expression? ParseSignedNumber()
    {
        int start = _position;
        bool negative = Accept(TokenKind.Minus);
        if (Kind != TokenKind.Number)
        {
            return null;
        }

        Constant number = ParseNumber();
        return negative ? new UnaryOp(SpanFrom(start), UnaryOperator.USub, number) : number;
    }

    // '(' … ')': a group or a sequence
    private Pattern? ParseGroupPattern()
    {
        int start = _position++;
        if (Accept(TokenKind.RightParenthesis))
        {
            return new MatchSequence(SpanFrom(start), []);
        }

        Pattern? first = ParseMaybeStarPattern();
        if (first is null)
        {
            return null;
        }

        if (Kind == TokenKind.RightParenthesis && first is not MatchStar)
        {
            _position++;
            return first;
        }

        return ParseOpenSequence(first) is { } items && Accept(TokenKind.RightParenthesis)
            ? new MatchSequence(SpanFrom(start), items)
            : null;
    }

    private MatchSequence? ParseSequencePattern()
    {
        int start = _position++;
        var items = new ArrayBuilder<Pattern>();
        do
        {
            if (Kind == TokenKind.RightBracket)
            {
                break;
            }

            if (ParseMaybeStarPattern() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Accept(TokenKind.Comma));
        return Accept(TokenKind.RightBracket) ? new MatchSequence(SpanFrom(start), items.ToArray()) : null;
    }

    private MatchMapping? ParseMappingPattern()
    {
        int start = _position++;
        var keys = new ArrayBuilder<Expression>();
        var patterns = new ArrayBuilder<Pattern>();
        string? rest = null;
        do
        {
            if (Kind == TokenKind.RightBrace)
            {
                break;
            }

            if (rest is not null)
            {
                return null;
            }

            if (Accept(TokenKind.DoubleStar))
            {
                if (Kind != TokenKind.Name || _tokens[_position].Text == "_" || !IsCapture())
                {
                    return null;
                }

                rest = _tokens[_position++].Text;
                continue;
            }

            if (ParseMappingKey() is not { } key || !Accept(TokenKind.Colon) || ParsePattern() is not { } pattern)
            {
                return null;
            }

            keys.Add(key);
            patterns.Add(pattern);
        }
        while (Accept(TokenKind.Comma));
        return Accept(TokenKind.RightBrace) ? new MatchMapping(SpanFrom(start), keys.ToArray(), patterns.ToArray(), rest) : null;
    }

    private Expression? ParseMappingKey() => Kind switch
    {
        TokenKind.None => ParseConstant(null),
        TokenKind.True => ParseConstant(TrueLiteral),
        TokenKind.False => ParseConstant(FalseLiteral),
        TokenKind.Name => ParseDottedExpression() as Tree.Attribute,
        TokenKind.Number or TokenKind.Minus or TokenKind.String or TokenKind.FStringStart => ParseLiteralExpression(),
        _ => null,
    };

    // name '(' [positional patterns] [keyword patterns] [','] ')'
    private MatchClass? ParseClassPattern(int start, Expression type)
    {
        Enter();
        _position++;
        var positional = new ArrayBuilder<Pattern>();
        var names = new ArrayBuilder<string>();
        var named = new ArrayBuilder<Pattern>();
        do
        {
            if (Kind == TokenKind.RightParenthesis)
            {
                break;
            }

            if (IsKeywordArgument())
            {
                string name = _tokens[_position].Text!;
                _position += 2;
                if (ParsePattern() is not { } value)
                {
                    return null;
                }

                names.Add(name);
                named.Add(value);
                continue;
            }

            if (ParsePattern() is not { } pattern)
            {
                return null;
            }

            if (names.Count > 0)
            {
                return _diagnosing ? throw MisplacedPositionalPatterns(pattern) : null;
            }

            positional.Add(pattern);
        }
        while (Accept(TokenKind.Comma));
        return Accept(TokenKind.RightParenthesis)
            ? new MatchClass(SpanFrom(start), type, positional.ToArray(), names.ToArray(), named.ToArray())
            : null;
    }

    private SyntaxErrorException MisplacedPositionalPatterns(Pattern first)
    {
        Pattern last = first;
        while (Kind == TokenKind.Comma)
        {
            _position++;
            if (IsKeywordArgument() || ParsePattern() is not { } next)
            {
                break;
            }

            last = next;
        }

        return ErrorAt(first.Span, last.Span, "positional patterns follow keyword patterns");
    }
}
