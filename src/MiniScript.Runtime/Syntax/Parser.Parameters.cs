using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>Parameters of functions and lambdas, and type parameters.</content>
public sealed partial class Parser
{
    // The parameters up to, not including, the closing parenthesis or the colon of a lambda.
    private Arguments? ParseParameters(bool lambda)
    {
        int start = _position;
        TokenKind closing = lambda ? TokenKind.Colon : TokenKind.RightParenthesis;
        if (_diagnosing)
        {
            DiagnoseParameters(lambda);
            _position = start;
        }

        var positionalOnly = new ArrayBuilder<Arg>();
        var positional = new ArrayBuilder<Arg>();
        var defaults = new ArrayBuilder<Expression>();
        bool slash = false;
        while (Kind is TokenKind.Name or TokenKind.Slash)
        {
            if (Kind == TokenKind.Slash)
            {
                if (slash || positional.Count == 0)
                {
                    return null;
                }

                _position++;
                slash = true;
                positionalOnly = positional;
                positional = default;
            }
            else
            {
                Arg? parameter = ParseParameter(lambda, starAnnotation: false, out Expression? defaultValue, out bool valid);
                if (parameter is null || !valid || (defaultValue is null && defaults.Count > 0))
                {
                    return null;
                }

                positional.Add(parameter);
                if (defaultValue is not null)
                {
                    defaults.Add(defaultValue);
                }
            }

            if (!Accept(TokenKind.Comma))
            {
                if (Kind != closing)
                {
                    return null;
                }

                break;
            }
        }

        Arg? variadic = null;
        Arg? keywords = null;
        var keywordOnly = new ArrayBuilder<Arg>();
        var keywordDefaults = new ArrayBuilder<Expression?>();
        if (Kind == TokenKind.Star && !ParseStarParameters(lambda, closing, ref variadic, ref keywordOnly, ref keywordDefaults))
        {
            return null;
        }

        if (Kind == TokenKind.DoubleStar && !ParseDoubleStarParameter(lambda, closing, ref keywords))
        {
            return null;
        }

        if (Kind != closing)
        {
            return null;
        }

        SourceSpan span = _position > start ? SpanFrom(start) : EmptySpan(start);
        return new Arguments(
            span,
            positionalOnly.ToArray(),
            positional.ToArray(),
            variadic,
            keywordOnly.ToArray(),
            keywordDefaults.ToArray(),
            keywords,
            defaults.ToArray());
    }

    private SourceSpan EmptySpan(int index)
    {
        SourceSpan span = SpanOf(index);
        return new SourceSpan(span.Line, span.Column, span.Line, span.Column);
    }

    // '*' [NAME] and the parameters after it that only keywords fill
    private bool ParseStarParameters(
        bool lambda,
        TokenKind closing,
        ref Arg? variadic,
        ref ArrayBuilder<Arg> keywordOnly,
        ref ArrayBuilder<Expression?> keywordDefaults)
    {
        if (_diagnosing)
        {
            DiagnoseStarParameters(lambda);
        }

        _position++;
        bool bare = Kind == TokenKind.Comma;
        if (!bare)
        {
            variadic = ParseParameter(lambda, starAnnotation: true, out Expression? defaultValue, out bool valid);
            if (variadic is null || !valid || defaultValue is not null)
            {
                return false;
            }
        }

        if (!Accept(TokenKind.Comma))
        {
            return Kind == closing;
        }

        while (Kind == TokenKind.Name)
        {
            Arg? parameter = ParseParameter(lambda, starAnnotation: false, out Expression? defaultValue, out bool valid);
            if (parameter is null || !valid)
            {
                return false;
            }

            keywordOnly.Add(parameter);
            keywordDefaults.Add(defaultValue);
            if (!Accept(TokenKind.Comma))
            {
                return Kind == closing;
            }
        }

        return !bare || keywordOnly.Count > 0;
    }

    private bool ParseDoubleStarParameter(bool lambda, TokenKind closing, ref Arg? keywords)
    {
        if (_diagnosing)
        {
            DiagnoseDoubleStarParameter(lambda);
        }

        _position++;
        keywords = ParseParameter(lambda, starAnnotation: false, out Expression? defaultValue, out bool valid);
        if (keywords is null || !valid || defaultValue is not null)
        {
            return false;
        }

        Accept(TokenKind.Comma);
        return Kind == closing;
    }

    // NAME [':' annotation] ['=' default]; not valid when what follows the colon or the equal sign is missing.
    private Arg? ParseParameter(bool lambda, bool starAnnotation, out Expression? defaultValue, out bool valid)
    {
        defaultValue = null;
        valid = true;
        if (Kind != TokenKind.Name)
        {
            return null;
        }

        int start = _position++;
        Expression? annotation = null;
        if (!lambda && Accept(TokenKind.Colon))
        {
            annotation = starAnnotation ? ParseStarExpression() : ParseExpression();
            valid = annotation is not null;
        }

        var parameter = new Arg(SpanFrom(start), _tokens[start].Text!, annotation);
        if (valid && Kind == TokenKind.Equal)
        {
            int equal = _position++;
            defaultValue = ParseExpression();
            valid = defaultValue is not null;
            if (!valid && _diagnosing)
            {
                DiagnoseDefault(equal);
            }
        }

        return parameter;
    }

    // type_params: '[' type_param (',' type_param)* [','] ']'; empty when there are none, null when they are wrong
    private TypeParam[]? ParseTypeParameters()
    {
        if (Kind != TokenKind.LeftBracket)
        {
            return [];
        }

        _position++;
        if (_diagnosing && Kind == TokenKind.RightBracket)
        {
            throw ErrorFrom(SpanOf(_position), "Type parameter list cannot be empty");
        }

        var parameters = new ArrayBuilder<TypeParam>();
        do
        {
            if (Kind == TokenKind.RightBracket && parameters.Count > 0)
            {
                break;
            }

            if (ParseTypeParameter() is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
        }
        while (Accept(TokenKind.Comma));
        return Accept(TokenKind.RightBracket) ? parameters.ToArray() : null;
    }

    private TypeParam? ParseTypeParameter()
    {
        int start = _position;
        TokenKind prefix = Kind is TokenKind.Star or TokenKind.DoubleStar ? Kind : TokenKind.Name;
        if (prefix != TokenKind.Name)
        {
            _position++;
        }

        if (Kind != TokenKind.Name)
        {
            return null;
        }

        string name = _tokens[_position++].Text!;
        Expression? bound = null;
        if (Kind == TokenKind.Colon)
        {
            int colon = _position++;
            bound = ParseExpression();
            if (bound is null || prefix != TokenKind.Name)
            {
                if (_diagnosing && bound is not null)
                {
                    throw ErrorFrom(
                        SpanOf(colon),
                        $"cannot use {(bound is Tree.Tuple ? "constraints" : "bound")} with "
                        + (prefix == TokenKind.Star ? "TypeVarTuple" : "ParamSpec"));
                }

                return null;
            }
        }

        Expression? defaultValue = null;
        if (Accept(TokenKind.Equal))
        {
            defaultValue = prefix == TokenKind.Star ? ParseStarExpression() : ParseExpression();
            if (defaultValue is null)
            {
                return null;
            }
        }

        SourceSpan span = SpanFrom(start);
        return prefix switch
        {
            TokenKind.Star => new TypeVarTuple(span, name, defaultValue),
            TokenKind.DoubleStar => new ParamSpec(span, name, defaultValue),
            _ => new TypeVar(span, name, defaultValue, bound),
        };
    }
}
