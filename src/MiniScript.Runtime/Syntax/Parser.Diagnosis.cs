using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>
/// Well-known mistakes in expressions and arguments. Each method tries, where its construct begins or failed, the forms that a mistake
/// has; it throws the error of the first that fits, or returns with the position where it was.
/// </content>
public sealed partial class Parser
{
    private void DiagnoseExpression()
    {
        int start = _position;
        bool excluded = Kind == TokenKind.Name && (NextKind == TokenKind.String || Keywords.BeginsSoftKeyword(_tokens[start].Text!));
        if (!excluded && ParseDisjunction() is { } first)
        {
            int mark = _position;
            if (ParseUndiagnosed() is { } second && !IsLegacyStatement(first) && _tokens[_position - 1].Level > 0)
            {
                throw ErrorAt(first.Span, second.Span, "invalid syntax. Perhaps you forgot a comma?");
            }

            _position = mark;
        }

        _position = start;
        if (ParseDisjunction() is { } body && Accept(TokenKind.If) && ParseDisjunction() is { } test
            && Kind is not (TokenKind.Else or TokenKind.Colon))
        {
            throw ErrorAt(body.Span, test.Span, "expected 'else' after 'if' expression");
        }

        _position = start;
        if (Kind == TokenKind.Lambda)
        {
            DiagnoseLambdaInFString();
            _position = start;
        }

        if (Kind == TokenKind.Name && NextKind != TokenKind.LeftParenthesis && TryEnter())
        {
            // What follows any name is looked at: a mistake within it is found here.
            _position++;
            Expression? follower = ParseStarExpressions();
            Leave();
            if (follower is { } arguments && IsLegacyName(_tokens[start].Text))
            {
                string name = _tokens[start].Text!;
                throw ErrorAt(SpanOf(start), arguments.Span, $"Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            }
        }

        _position = start;
    }

    // An expression whose own mistakes do not count.
    private Expression? ParseUndiagnosed()
    {
        _diagnosing = false;
        Expression? result = ParseConditional();
        _diagnosing = true;
        return result;
    }

    private static bool IsLegacyStatement(Expression e) => e is Name name && IsLegacyName(name.Id);

    // What used to be a statement.
    private static bool IsLegacyName(string? name) => name is "print" or "exec";

    private void DiagnoseLambdaInFString()
    {
        int start = _position++;
        if (ParseParameters(lambda: true) is not null && Kind == TokenKind.Colon
            && NextKind is TokenKind.FStringMiddle)
        {
            throw ErrorAt(
                SpanOf(start),
                SpanOf(_position),
                "f-string: lambda expressions are not allowed without parentheses");
        }
    }

    private void DiagnoseNamedExpression()
    {
        int start = _position;
        if (_memo!.ContainsKey((Rule.InvalidNamedExpression, start)))
        {
            return;
        }

        if (ParseExpression() is { } target && Accept(TokenKind.ColonEqual) && ParseExpression() is not null)
        {
            throw ErrorAt(target, $"cannot use assignment expressions with {Describe(target)}");
        }

        _position = start;
        if (IsKeywordArgument())
        {
            _position += 2;
            if (ParseBitwiseOr() is { } value && Kind is not (TokenKind.Equal or TokenKind.ColonEqual))
            {
                throw ErrorAt(
                    SpanOf(start),
                    value.Span,
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            }
        }

        _position = start;
        if (!BeginsAssignableDisplay() && ParseBitwiseOr() is { } left && Accept(TokenKind.Equal) && ParseBitwiseOr() is not null
            && Kind is not (TokenKind.Equal or TokenKind.ColonEqual))
        {
            throw ErrorAt(left, $"cannot assign to {Describe(left)} here. Maybe you meant '==' instead of '='?");
        }

        _position = start;
        _memo[(Rule.InvalidNamedExpression, start)] = (null, start);
    }

    // Whether a list, a tuple, a generator expression, or one of three constants stands here.
    private bool BeginsAssignableDisplay()
    {
        switch (Kind)
        {
            case TokenKind.True or TokenKind.None or TokenKind.False:
                return true;
            case TokenKind.LeftBracket or TokenKind.LeftParenthesis:
                int start = _position;
                Expression? display = ParseAtom();
                _position = start;

                // What stands in further parentheses begins after the first of them.
                return display is List or Tree.Tuple or GeneratorExp
                    && display.Line == _tokens[start].Line && display.Column == _tokens[start].Column;
            default:
                return false;
        }
    }

    // After an arithmetic operator
    private void DiagnoseNotAfterOperator(bool inversion)
    {
        if (Kind != TokenKind.Not)
        {
            return;
        }

        int start = _position;
        Expression? operand;
        if (inversion)
        {
            operand = ParseInversion();
        }
        else
        {
            _position++;
            operand = ParseFactor();
        }

        if (operand is not null)
        {
            throw ErrorAt(SpanOf(start), operand.Span, "'not' after an operator must be parenthesized");
        }

        _position = start;
    }

    // '(' … ')' that is neither a tuple nor a group
    private void DiagnoseGroup(int open)
    {
        _position = open + 1;
        if (Kind == TokenKind.Star && ParseStarredArgument() is { } starred && Kind == TokenKind.RightParenthesis)
        {
            throw ErrorAt(starred, "cannot use starred expression here");
        }

        _position = open + 1;
        if (Accept(TokenKind.DoubleStar) && ParseExpression() is not null && Kind == TokenKind.RightParenthesis)
        {
            throw ErrorAt(_tokens[open + 1], "cannot use double starred expression here");
        }
    }

    // A bracket that opens no comprehension
    private void DiagnoseComprehension(int open)
    {
        int end = _position;
        _position = open + 1;
        if (Kind == TokenKind.Star && ParseStarredArgument() is { } starred && ParseForClauses() is not null)
        {
            throw ErrorAt(starred, "iterable unpacking cannot be used in comprehension");
        }

        _position = open + 1;
        if (_tokens[open].Kind != TokenKind.LeftParenthesis && ParseStarNamedExpression() is { } first && Kind == TokenKind.Comma)
        {
            int comma = _position++;
            Expression? last = null;
            while (ParseItemOrStop() is { } item)
            {
                last = item;
                if (!Accept(TokenKind.Comma))
                {
                    break;
                }
            }

            if (last is null)
            {
                _position = comma + 1;
            }

            if (ParseForClauses() is not null)
            {
                throw ErrorAt(
                    first.Span,
                    last?.Span ?? SpanOf(comma),
                    "did you forget parentheses around the comprehension target?");
            }
        }

        _position = end;
    }

    private Expression? ParseItemOrStop()
    {
        int mark = _position;
        Expression? item = ParseStarNamedExpression();
        if (item is null)
        {
            _position = mark;
        }

        return item;
    }

    // '{' …: a dictionary, a set, or a comprehension, tried in this order
    private Expression? DiagnoseBraceDisplay(int start)
    {
        int first = start + 1;
        if (ParseDictItems(start) is { } dict)
        {
            return dict;
        }

        _position = first;
        DiagnoseDictItems();
        _position = first;
        if (ParseStarNamedExpression() is { } item && ParseItemsRest(item, TokenKind.RightBrace) is { } items)
        {
            return new Set(SpanFrom(start), items);
        }

        _position = first;
        if (Kind == TokenKind.DoubleStar)
        {
            _position++;
            if (ParseBitwiseOr() is not null && ParseForClauses() is not null && Kind == TokenKind.RightBrace)
            {
                throw ErrorAt(_tokens[first], "dict unpacking cannot be used in dict comprehension");
            }

            return null;
        }

        if (ParseExpression() is { } key && Accept(TokenKind.Colon) && ParseDictAfterKey(start, key) is { } comprehension)
        {
            return comprehension;
        }

        _position = first;
        if (Kind != TokenKind.Star && ParseNamedExpression() is { } element && ParseSetRest(start, element) is { } set)
        {
            return set;
        }

        DiagnoseComprehension(start);
        return null;
    }

    private void DiagnoseDictItems()
    {
        int start = _position;
        var keys = new ArrayBuilder<Expression?>();
        var values = new ArrayBuilder<Expression>();
        int mark = start;
        while (ParseDictItem(ref keys, ref values))
        {
            mark = _position;
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        if (keys.Count > 0)
        {
            _position = mark;
            if (Accept(TokenKind.Comma))
            {
                DiagnoseDictItem(keyOnly: true);
            }
        }

        _position = start;
        DiagnoseDictItem(keyOnly: false);
    }

    private void DiagnoseDictItem(bool keyOnly)
    {
        if (ParseExpression() is not { } key)
        {
            return;
        }

        if (Kind != TokenKind.Colon)
        {
            if (keyOnly)
            {
                throw Prefer(_lexer.Error(
                    SyntaxErrorKind.SyntaxError,
                    "':' expected after dictionary key",
                    key.Line,
                    key.EndColumn,
                    key.EndLine,
                    0));
            }

            return;
        }

        int colon = _position++;
        if (Kind == TokenKind.Star)
        {
            int star = _position++;
            if (ParseBitwiseOr() is not null)
            {
                throw ErrorFrom(SpanOf(star), "cannot use a starred expression in a dictionary value");
            }
        }
        else if (Kind is TokenKind.RightBrace or TokenKind.Comma)
        {
            throw ErrorAt(_tokens[colon], "expression expected after dictionary key and ':'");
        }
    }

    private void DiagnoseForClause(int start)
    {
        _position = start;
        Accept(TokenKind.Async);
        _position++;
        int mark = _position;
        if (ParseBitwiseOr() is not null)
        {
            while (Accept(TokenKind.Comma))
            {
                int item = _position;
                if (ParseBitwiseOr() is null)
                {
                    _position = item;
                    break;
                }
            }

            if (Kind != TokenKind.In)
            {
                throw ErrorAtLastToken("'in' expected after for-loop variables");
            }
        }

        _position = mark;
        DiagnoseForTarget();
    }

    // After 'for'
    private void DiagnoseForTarget()
    {
        if (ParseStarExpressions() is { } targets)
        {
            CheckTargets(targets, TargetUse.For);
        }
    }

    private void DiagnoseStarredArgument()
    {
        int start = _position++;
        if (ParseExpression() is not null && Accept(TokenKind.Equal) && ParseExpression() is { } value)
        {
            throw ErrorAt(SpanOf(start), value.Span, "cannot assign to iterable argument unpacking");
        }

        _position = start;
    }

    private void DiagnoseKeywordArgument()
    {
        int start = _position;
        if (Kind is TokenKind.True or TokenKind.False or TokenKind.None && NextKind == TokenKind.Equal)
        {
            throw ErrorAt(SpanOf(start), SpanOf(start + 1), $"cannot assign to {TextOf(_tokens[start])}");
        }

        if (IsKeywordArgument())
        {
            _position += 2;
            if (ParseExpression() is not null && Kind is TokenKind.For or TokenKind.Async && ParseForClauses() is not null)
            {
                throw ErrorAt(
                    SpanOf(start),
                    SpanOf(start + 1),
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            }
        }
        else if (Kind == TokenKind.DoubleStar)
        {
            _position++;
            if (ParseExpression() is not null && Accept(TokenKind.Equal) && ParseExpression() is { } value)
            {
                throw ErrorAt(SpanOf(start), value.Span, "cannot assign to keyword argument unpacking");
            }
        }
        else if (ParseExpression() is { } name && Kind == TokenKind.Equal)
        {
            throw ErrorAt(
                name.Span,
                SpanOf(_position),
                "expression cannot contain assignment, perhaps you meant \"==\"?");
        }

        _position = start;
    }

    // The arguments of a call that did not parse
    private void DiagnoseArguments()
    {
        int start = _position;
        DiagnoseUnpackingAfterKeywords(start);

        _position = start;
        if (ParseExpression() is { } first && ParseForClauses() is { } firstClauses && Accept(TokenKind.Comma))
        {
            throw UnparenthesizedGenerator(first, firstClauses);
        }

        _position = start;
        if (IsKeywordArgument())
        {
            _position += 2;
            if (ParseExpression() is not null && ParseForClauses() is not null)
            {
                throw ErrorAt(
                    SpanOf(start),
                    SpanOf(start + 1),
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            }
        }

        DiagnoseMissingValue(start);
        _position = start;
        var positional = new ArrayBuilder<Expression>();
        var named = new ArrayBuilder<Keyword>();
        if (!ParseArgumentList(null, start, ref positional, ref named))
        {
            return;
        }

        int mark = _position;
        if (ParseForClauses() is { } clauses && positional.Count > 1)
        {
            throw UnparenthesizedGenerator(positional.Last, clauses);
        }

        _position = mark;
        if (!Accept(TokenKind.Comma))
        {
            return;
        }

        mark = _position;
        if (ParseExpression() is { } element && ParseForClauses() is { } elementClauses)
        {
            throw UnparenthesizedGenerator(element, elementClauses);
        }

        _position = mark;
        var more = new ArrayBuilder<Expression>();
        var moreNamed = new ArrayBuilder<Keyword>();
        if (ParseArgumentList(null, mark, ref more, ref moreNamed))
        {
            bool unpacking = Array.Exists(named.ToArray(), keyword => keyword.Arg is null);
            throw ErrorAtLastToken(
                unpacking
                ? "positional argument follows keyword argument unpacking"
                : "positional argument follows keyword argument");
        }
    }

    private SyntaxErrorException UnparenthesizedGenerator(Expression element, Comprehension[] clauses)
    {
        Comprehension last = clauses[^1];
        Expression end = last.Ifs.Length > 0 ? last.Ifs[^1] : last.Iter;
        return ErrorAt(element.Span, end.Span, "Generator expression must be parenthesized");
    }

    // '**' unpacking, then ',' and '*' unpacking
    private void DiagnoseUnpackingAfterKeywords(int start)
    {
        _position = start;
        var positional = new ArrayBuilder<Expression>();
        var named = new ArrayBuilder<Keyword>();
        if (!ParseArgumentList(null, start, ref positional, ref named) || named.Count == 0 || Kind != TokenKind.Comma)
        {
            return;
        }

        int comma = _position++;
        if (Kind != TokenKind.Star)
        {
            return;
        }

        while (Kind == TokenKind.Star && ParseStarredArgument() is not null && Kind == TokenKind.Comma && NextKind == TokenKind.Star)
        {
            _position++;
        }

        throw ErrorFrom(SpanOf(comma), "iterable argument unpacking follows keyword argument unpacking");
    }

    // (args ',')? NAME '=' before ',' or ')'
    private void DiagnoseMissingValue(int start)
    {
        _position = start;
        var positional = new ArrayBuilder<Expression>();
        var named = new ArrayBuilder<Keyword>();
        if (ParseArgumentList(null, start, ref positional, ref named) && Accept(TokenKind.Comma))
        {
            ThrowIfValueMissing();
        }

        _position = start;
        ThrowIfValueMissing();
    }

    private void ThrowIfValueMissing()
    {
        int name = _position;
        if (IsKeywordArgument())
        {
            _position += 2;
            if (Kind is TokenKind.Comma or TokenKind.RightParenthesis)
            {
                throw ErrorAt(SpanOf(name), SpanOf(name + 1), "expected argument value expression");
            }
        }
    }
}
