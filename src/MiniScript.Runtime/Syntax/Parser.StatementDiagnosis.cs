using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Well-known mistakes in statements, parameters, patterns and f-strings.</content>
public sealed partial class Parser
{
    // An expression statement: the assignments it could be are tried first, because a mistake within one of their parts is found there.
    private void DiagnoseAssignment()
    {
        int start = _position;
        if (Kind == TokenKind.Name && NextKind == TokenKind.Colon)
        {
            _position += 2;
            if (ParseExpression() is not null)
            {
                if (Accept(TokenKind.Equal))
                {
                    ParseAnnotatedRightSide();
                }

                return;
            }
        }

        _position = start;
        if (ParseSingleTarget() is { } single)
        {
            bool parenthesized = _tokens[start].Kind == TokenKind.LeftParenthesis;
            if (Kind == TokenKind.Colon && (single is not Name || parenthesized))
            {
                _position++;
                if (ParseExpression() is not null)
                {
                    if (Accept(TokenKind.Equal))
                    {
                        ParseAnnotatedRightSide();
                    }

                    return;
                }
            }
        }

        _position = start;
        int targets = SkipTargets();
        if (targets > 0 && ParseAnnotatedRightSide() is not null && Kind != TokenKind.Equal)
        {
            return;
        }

        _position = start;
        if (ParseSingleTarget() is not null && Kind is >= TokenKind.PlusEqual and <= TokenKind.DoubleSlashEqual)
        {
            _position++;
            ParseAnnotatedRightSide();
            return;
        }

        _position = start;
        DiagnoseInvalidAssignment(start);
        _position = start;
    }

    // A name, attribute or subscript, in any number of parentheses
    private Expression? ParseSingleTarget()
    {
        Expression? target = ParsePrimary();
        return target is Name or Tree.Attribute or Subscript ? target : null;
    }

    // (star_targets '=')*; returns how many.
    private int SkipTargets()
    {
        int count = 0;
        int mark = _position;
        while (Kind != TokenKind.Yield && ParseStarTargets() is not null && Accept(TokenKind.Equal))
        {
            count++;
            mark = _position;
        }

        _position = mark;
        return count;
    }

    private void DiagnoseInvalidAssignment(int start)
    {
        if (Kind is TokenKind.LeftBracket or TokenKind.LeftParenthesis && ParseAtom() is { } display and (List or Tree.Tuple)
            && Accept(TokenKind.Colon) && ParseExpression() is not null)
        {
            throw ErrorAt(display, $"only single target (not {Describe(display)}) can be annotated");
        }

        _position = start;
        if (ParseStarNamedExpression() is { } first && Kind == TokenKind.Comma)
        {
            // Items may follow one another without a comma here: what they are is looked into all the same.
            _position++;
            while (ParseItemOrStop() is not null)
            {
                Accept(TokenKind.Comma);
            }

            if (Accept(TokenKind.Colon) && ParseExpression() is not null)
            {
                throw ErrorAt(first, "only single target (not tuple) can be annotated");
            }
        }

        _position = start;
        if (ParseExpression() is { } annotated && Accept(TokenKind.Colon) && ParseExpression() is not null)
        {
            throw ErrorAt(annotated, "illegal target for annotation");
        }

        _position = start;
        SkipTargets();
        int mark = _position;
        if (Kind != TokenKind.Yield && ParseStarExpressions() is { } targets && Kind == TokenKind.Equal)
        {
            CheckTargets(targets, TargetUse.Assign);
        }

        _position = mark;
        if (Kind == TokenKind.Yield && ParseYield() is { } yielded && Kind == TokenKind.Equal)
        {
            throw ErrorAt(yielded, "assignment to yield expression not possible");
        }

        _position = start;
        if (ParseStarExpressions() is { } target && Kind is >= TokenKind.PlusEqual and <= TokenKind.DoubleSlashEqual)
        {
            _position++;
            if (ParseAnnotatedRightSide() is not null)
            {
                throw ErrorAt(target, $"'{Describe(target)}' is an illegal expression for augmented assignment");
            }
        }
    }

    private void DiagnoseImport()
    {
        int start = _position++;
        if (Kind == TokenKind.Newline)
        {
            throw ErrorFrom(SpanOf(_position), "Expected one or more names after 'import'");
        }

        bool named;
        do
        {
            named = ParseDottedName() is not null;
        }
        while (named && Accept(TokenKind.Comma));
        if (named && Accept(TokenKind.From) && ParseDottedName() is not null)
        {
            throw ErrorFrom(SpanOf(start), "Did you mean to use 'from ... import ...' instead?");
        }

        _position = start;
    }

    // After an item's expression, at 'as'
    private void DiagnoseWithItem()
    {
        _position++;
        if (ParseExpression() is { } target && Kind is TokenKind.Comma or TokenKind.RightParenthesis or TokenKind.Colon)
        {
            CheckTargets(target!, TargetUse.Assign);
        }
    }

    // A 'with' header that did not parse, after its keyword
    private void DiagnoseWith(int start)
    {
        _position = start;
        if (SkipWithItems(tuples: false) && Kind == TokenKind.Newline)
        {
            throw ErrorAtLastToken("expected ':'");
        }

        _position = start;
        if (Accept(TokenKind.LeftParenthesis) && SkipWithItems(tuples: true))
        {
            Accept(TokenKind.Comma);
            if (Accept(TokenKind.RightParenthesis) && Kind == TokenKind.Newline)
            {
                throw ErrorAtLastToken("expected ':'");
            }
        }
    }

    private bool SkipWithItems(bool tuples)
    {
        int mark = _position;
        bool any = false;
        while ((tuples ? ParseExpressions() : ParseExpression()) is not null)
        {
            any = true;
            mark = _position;
            if (Accept(TokenKind.As))
            {
                if (ParseStarTarget() is null)
                {
                    break;
                }

                mark = _position;
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        _position = mark;
        return any;
    }

    // At the comma after an exception type
    private void DiagnoseExceptTypes(Expression first)
    {
        int mark = _position++;
        if (ParseExpressions() is not null && ParseAlias(out _) && Kind == TokenKind.Colon)
        {
            throw ErrorFrom(first.Span, "multiple exception types must be parenthesized");
        }

        _position = mark;
    }

    // After 'as' in a pattern
    private void DiagnosePatternTarget()
    {
        if (Kind == TokenKind.Name && _tokens[_position].Text == "_")
        {
            throw ErrorAt(_tokens[_position], "cannot use '_' as a target");
        }

        if (Kind != TokenKind.Name && ParseExpression() is { } target)
        {
            throw ErrorAt(target, "invalid pattern target");
        }
    }

    // At '=' without a default after it
    private void DiagnoseDefault(int equal)
    {
        _position = equal + 1;
        if (Kind is TokenKind.RightParenthesis or TokenKind.Comma)
        {
            throw ErrorAt(_tokens[equal], "expected default value expression");
        }
    }

    // A parameter list, before it is parsed
    private void DiagnoseParameters(bool lambda)
    {
        int start = _position;
        if (Kind == TokenKind.Slash && NextKind == TokenKind.Comma)
        {
            throw ErrorAt(_tokens[start], "at least one argument must precede /");
        }

        if (SkipSlash(lambda))
        {
            SkipParameters(ParameterForm.Any, lambda);
            if (Kind == TokenKind.Slash)
            {
                throw ErrorAt(_tokens[_position], "/ may appear only once");
            }
        }

        _position = start;
        if (!SkipSlash(lambda, defaults: false))
        {
            _position = start;
        }

        SkipParameters(ParameterForm.WithoutDefault, lambda);
        if (SkipSlash(lambda, defaults: true) || SkipParameters(ParameterForm.WithDefault, lambda) > 0)
        {
            int parameter = _position;
            if (SkipParameter(ParameterForm.WithoutDefault, lambda))
            {
                // The error spans the parameter with its annotation, not the comma after it.
                _position = parameter;
                Arg argument = ParseParameter(lambda, starAnnotation: false, out _, out _)!;
                throw ErrorAt(argument, "parameter without a default follows parameter with a default");
            }
        }

        _position = start;
        SkipParameters(ParameterForm.WithoutDefault, lambda);
        DiagnoseParenthesizedParameters(lambda);
        _position = start;
        if (!SkipSlash(lambda))
        {
            _position = start;
        }

        SkipParameters(ParameterForm.Any, lambda);
        if (Accept(TokenKind.Star) && (Accept(TokenKind.Comma) || SkipParameter(ParameterForm.WithoutDefault, lambda)))
        {
            SkipParameters(ParameterForm.Any, lambda);
            if (Kind == TokenKind.Slash)
            {
                throw ErrorAt(_tokens[_position], "/ must be ahead of *");
            }
        }

        _position = start;
        if (SkipParameters(ParameterForm.Any, lambda) > 0 && Accept(TokenKind.Slash) && Kind == TokenKind.Star)
        {
            throw ErrorAt(_tokens[_position], "expected comma between / and *");
        }

        _position = start;
    }

    private void DiagnoseParenthesizedParameters(bool lambda)
    {
        if (Kind != TokenKind.LeftParenthesis)
        {
            return;
        }

        int open = _position++;
        int count = 0;
        while (Kind == TokenKind.Name)
        {
            if (ParseParameter(lambda, starAnnotation: false, out Expression? defaultValue, out bool valid) is null || !valid
                || defaultValue is not null)
            {
                return;
            }

            count++;
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        if (count > 0 && Kind == TokenKind.RightParenthesis)
        {
            throw ErrorAt(
                SpanOf(open),
                SpanOf(_position),
                lambda ? "Lambda expression parameters cannot be parenthesized" : "Function parameters cannot be parenthesized");
        }
    }

    // Parameters and the slash after them; with the default of any, of none or of at least one of them.
    private bool SkipSlash(bool lambda, bool? defaults = null)
    {
        int start = _position;
        int without = SkipParameters(ParameterForm.WithoutDefault, lambda);
        int with = defaults == false ? 0 : SkipParameters(ParameterForm.WithDefault, lambda);
        bool matches = defaults switch
        {
            true => with > 0,
            false => without > 0,
            null => without + with > 0,
        };
        if (matches && Accept(TokenKind.Slash) && (Accept(TokenKind.Comma) || Kind == ClosingOf(lambda)))
        {
            return true;
        }

        _position = start;
        return false;
    }

    private static TokenKind ClosingOf(bool lambda) => lambda ? TokenKind.Colon : TokenKind.RightParenthesis;

    private int SkipParameters(ParameterForm form, bool lambda)
    {
        int count = 0;
        while (SkipParameter(form, lambda))
        {
            count++;
        }

        return count;
    }

    // One parameter and the comma after it; the last one has none.
    private bool SkipParameter(ParameterForm form, bool lambda)
    {
        int start = _position;
        Arg? parameter = ParseParameter(lambda, starAnnotation: false, out Expression? defaultValue, out bool valid);
        if (parameter is not null && valid && (form == ParameterForm.Any || form == ParameterForm.WithDefault == defaultValue is not null)
            && (Accept(TokenKind.Comma) || Kind == ClosingOf(lambda)))
        {
            return true;
        }

        _position = start;
        return false;
    }

    // At '*' in a parameter list
    private void DiagnoseStarParameters(bool lambda)
    {
        int start = _position++;
        TokenKind closing = ClosingOf(lambda);
        if (Kind == closing || (Kind == TokenKind.Comma && (NextKind == closing || NextKind == TokenKind.DoubleStar)))
        {
            if (lambda)
            {
                _position += Kind == closing ? 0 : 1;
                throw ErrorAtLastToken("named arguments must follow bare *");
            }

            throw ErrorAt(_tokens[start], "named arguments must follow bare *");
        }

        int parameter = _position;
        if (Kind == TokenKind.Name)
        {
            _position++;
            if (!lambda && Accept(TokenKind.Colon))
            {
                ParseExpression();
            }

            if (Kind == TokenKind.Equal)
            {
                throw ErrorAt(_tokens[_position], "var-positional argument cannot have default value");
            }
        }

        _position = parameter;
        if (Accept(TokenKind.Comma) || SkipParameter(ParameterForm.WithoutDefault, lambda))
        {
            SkipParameters(ParameterForm.Any, lambda);
            int second = _position;
            if (Accept(TokenKind.Star) && (Accept(TokenKind.Comma) || SkipParameter(ParameterForm.WithoutDefault, lambda)))
            {
                throw ErrorAt(_tokens[second], "* argument may appear only once");
            }
        }

        _position = start;
    }

    // At '**' in a parameter list
    private void DiagnoseDoubleStarParameter(bool lambda)
    {
        int start = _position++;
        if (Kind == TokenKind.Name)
        {
            _position++;
            if (!lambda && Accept(TokenKind.Colon))
            {
                ParseExpression();
            }

            if (Kind == TokenKind.Equal)
            {
                throw ErrorAt(_tokens[_position], "var-keyword argument cannot have default value");
            }

            if (Accept(TokenKind.Comma))
            {
                int next = _position;
                if (Kind == TokenKind.Name)
                {
                    _position++;
                    if (!lambda && Accept(TokenKind.Colon))
                    {
                        ParseExpression();
                    }

                    throw ErrorAt(SpanFrom(next), "arguments cannot follow var-keyword argument");
                }

                if (Kind is TokenKind.Star or TokenKind.DoubleStar or TokenKind.Slash)
                {
                    throw ErrorAt(_tokens[next], "arguments cannot follow var-keyword argument");
                }
            }
        }

        _position = start;
    }

    // At the brace of a replacement field that did not parse
    private void DiagnoseReplacementField(bool raw)
    {
        _position++;
        if (Kind is TokenKind.Equal or TokenKind.Exclamation or TokenKind.Colon or TokenKind.RightBrace)
        {
            throw ErrorAt(
                _tokens[_position],
                $"f-string: valid expression required before '{TextOf(_tokens[_position])}'");
        }

        int start = _position;
        if (ParseAnnotatedRightSide() is null)
        {
            throw ErrorAt(_tokens[start], "f-string: expecting a valid expression after '{'");
        }

        if (Kind is not (TokenKind.Equal or TokenKind.Exclamation or TokenKind.Colon or TokenKind.RightBrace))
        {
            throw ErrorAt(_tokens[_position], "f-string: expecting '=', or '!', or ':', or '}'");
        }

        if (Accept(TokenKind.Equal) && Kind is not (TokenKind.Exclamation or TokenKind.Colon or TokenKind.RightBrace))
        {
            throw ErrorAt(_tokens[_position], "f-string: expecting '!', or ':', or '}'");
        }

        if (Accept(TokenKind.Exclamation))
        {
            if (Kind != TokenKind.Name)
            {
                throw ErrorAt(
                    _tokens[_position],
                    Kind is TokenKind.Colon or TokenKind.RightBrace
                    ? "f-string: missing conversion character"
                    : "f-string: invalid conversion character");
            }

            _position++;
        }

        if (Kind is not (TokenKind.Colon or TokenKind.RightBrace))
        {
            throw ErrorAt(_tokens[_position], "f-string: expecting ':' or '}'");
        }

        if (Accept(TokenKind.Colon))
        {
            var values = new ArrayBuilder<Expression>();
            ParseFStringParts(raw, ref values);
            if (Kind != TokenKind.RightBrace)
            {
                throw ErrorAt(_tokens[_position], "f-string: expecting '}', or format specs");
            }
        }
    }

    private enum ParameterForm
    {
        Any,
        WithDefault,
        WithoutDefault,
    }
}
