using System.Text;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <content>String literals, their concatenation, and f-strings.</content>
public sealed partial class Parser
{
    // What is wrong with the text of the f-string at hand; it counts only once the f-string has come to its end.
    private string? _textError;

    // strings: (STRING | fstring)+, which make one literal
    private Expression? ParseStrings()
    {
        int start = _position;
        if (Kind == TokenKind.String && NextKind is not (TokenKind.String or TokenKind.FStringStart))
        {
            _position++;
            return ParseStringToken(start);
        }

        var parts = new ArrayBuilder<Expression>();
        bool formatted = false;
        while (Kind is TokenKind.String or TokenKind.FStringStart)
        {
            if (Kind == TokenKind.String)
            {
                parts.Add(ParseStringToken(_position++));
                continue;
            }

            formatted = true;
            if (ParseFString() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return Concatenate(SpanFrom(start), parts.ToArray(), formatted);
    }

    private Expression Concatenate(SourceSpan span, Expression[] parts, bool formatted)
    {
        int bytes = 0;
        string before = "";
        foreach (Expression part in parts)
        {
            bytes += part is Constant { Value: byte[] } ? 1 : 0;
            string text = part is Constant { Value: string literal } ? literal : "";
            formatted |= part is JoinedStr || IsJoint(before, text);
            before = text;
        }

        if (bytes != 0 && bytes != parts.Length)
        {
            throw ErrorAtLastToken("cannot mix bytes and nonbytes literals");
        }

        if (bytes != 0)
        {
            return new Constant(span, JoinBytes(parts));
        }

        if (formatted)
        {
            return new JoinedStr(span, FoldParts(parts));
        }

        var whole = new StringBuilder();
        foreach (Expression part in parts)
        {
            whole.Append((string)((Constant)part).Value!);
        }

        return new Constant(span, whole.ToString(), ((Constant)parts[0]).Prefix);
    }

    // Halves of a surrogate pair that meet are two code points, which one constant in UTF-16 cannot say: such a literal is joined at run time.
    private static bool IsJoint(string before, string after) =>
        before.Length > 0 && after.Length > 0 && char.IsHighSurrogate(before[^1]) && char.IsLowSurrogate(after[0]);

    private static Expression Text(SourceSpan span, string text, List<int>? joints, string? prefix = null)
    {
        if (joints is null)
        {
            return new Constant(span, text, prefix);
        }

        var pieces = new ArrayBuilder<Expression>();
        int start = 0;
        foreach (int joint in joints)
        {
            pieces.Add(new Constant(span, text[start..joint], prefix));
            start = joint;
        }

        pieces.Add(new Constant(span, text[start..], prefix));
        return new JoinedStr(span, pieces.ToArray());
    }

    private static byte[] JoinBytes(Expression[] parts)
    {
        var all = new List<byte>();
        foreach (Expression part in parts)
        {
            all.AddRange((byte[])((Constant)part).Value!);
        }

        return [.. all];
    }

    // The values of an f-string: adjacent text becomes one constant, empty text none. Parts may be f-strings themselves.
    private static Expression[] FoldParts(Expression[] parts)
    {
        var values = new ArrayBuilder<Expression>();
        var pending = new ArrayBuilder<Constant>();
        foreach (Expression part in parts)
        {
            if (part is JoinedStr joined)
            {
                foreach (Expression value in joined.Values)
                {
                    Fold(value, ref values, ref pending);
                }
            }
            else
            {
                Fold(part, ref values, ref pending);
            }
        }

        AddText(ref values, ref pending);
        return values.ToArray();
    }

    private static void Fold(Expression value, ref ArrayBuilder<Expression> values, ref ArrayBuilder<Constant> pending)
    {
        if (value is Constant text)
        {
            if (pending.Count > 0 && IsJoint((string)pending.Last.Value!, (string)text.Value!))
            {
                AddText(ref values, ref pending);
            }

            pending.Add(text);
            return;
        }

        AddText(ref values, ref pending);
        values.Add(value);
    }

    private static void AddText(ref ArrayBuilder<Expression> values, ref ArrayBuilder<Constant> pending)
    {
        if (pending.Count == 0)
        {
            return;
        }

        Constant[] parts = pending.ToArray();
        pending = default;
        if (parts.Length == 1)
        {
            if (((string)parts[0].Value!).Length > 0)
            {
                values.Add(parts[0]);
            }

            return;
        }

        var text = new StringBuilder();
        foreach (Constant part in parts)
        {
            text.Append((string)part.Value!);
        }

        if (text.Length > 0)
        {
            values.Add(new Constant(parts[0].Span.To(parts[^1].Span), text.ToString(), parts[0].Prefix));
        }
    }

    private Expression ParseStringToken(int index)
    {
        ref Token token = ref _tokens[index];
        ReadOnlySpan<char> source = TextOf(token);
        int quote = source.IndexOfAny('"', '\'');
        ReadOnlySpan<char> prefix = source[..quote];
        int size = source.Length - quote >= 6 && source[quote + 1] == source[quote] && source[quote + 2] == source[quote] ? 3 : 1;
        ReadOnlySpan<char> body = source[(quote + size)..^size];
        bool raw = prefix.ContainsAny('r', 'R');
        StringLiteral decoder;
        object? value = prefix.ContainsAny('b', 'B') ? StringLiteral.DecodeBytes(body, raw, out decoder)
            : raw ? RawText(body, out decoder)
            : StringLiteral.DecodeText(body, out decoder);
        if (value is null)
        {
            throw ErrorAt(token, decoder.Error!);
        }

        WarnInvalidEscape(token, body, decoder.InvalidEscape);
        return value is string text ? Text(SpanOf(token), text, decoder.Joints, prefix is "u" ? "u" : null) : new Constant(SpanOf(token), value);
    }

    private static string RawText(ReadOnlySpan<char> body, out StringLiteral decoder)
    {
        decoder = default;
        return body.ToString();
    }

    private void WarnInvalidEscape(in Token token, ReadOnlySpan<char> body, int index)
    {
        // A backslash at the very end of an f-string's text stands before a brace, which the lexer has warned about.
        if (index < 0 || index == body.Length - 1 || _memo is not null)
        {
            return;
        }

        char c = body[index + 1];
        string message = char.IsAsciiDigit(c) && c < '8'
            ? $"invalid octal escape sequence '{body.Slice(index, 4)}'"
            : StringLiteral.InvalidEscapeMessage(c);
        _lexer.Warnings.Add(new SourceWarning(message, token.Line, token.Column));
    }

    // fstring: FSTRING_START (text | replacement field)* FSTRING_END
    private JoinedStr? ParseFString()
    {
        Enter();
        string? outerError = _textError;
        _textError = null;
        int start = _position++;
        bool raw = TextOf(_tokens[start]).ContainsAny('r', 'R');
        var values = new ArrayBuilder<Expression>();
        bool parsed = ParseFStringParts(raw, ref values) && Accept(TokenKind.FStringEnd);
        if (parsed && _textError is { } error)
        {
            throw ErrorAtLastToken(error);
        }

        _textError = outerError;
        Leave();
        return parsed ? new JoinedStr(SpanFrom(start), FoldParts(values.ToArray())) : null;
    }

    private bool ParseFStringParts(bool raw, ref ArrayBuilder<Expression> values)
    {
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.FStringMiddle:
                    values.Add(ParseFStringText(raw));
                    break;
                case TokenKind.LeftBrace:
                    int start = _position;
                    if (!ParseReplacementField(raw, ref values))
                    {
                        if (_diagnosing)
                        {
                            _position = start;
                            DiagnoseReplacementField(raw);
                        }

                        _position = start;
                        return false;
                    }

                    break;
                default:
                    return true;
            }
        }
    }

    private Expression ParseFStringText(bool raw)
    {
        int index = _position++;
        ReadOnlySpan<char> body = TextOf(_tokens[index]);
        StringLiteral decoder;
        string? text = raw ? RawText(body, out decoder) : StringLiteral.DecodeText(body, out decoder);
        if (text is null)
        {
            _textError ??= decoder.Error;
        }

        WarnInvalidEscape(_tokens[index], body, decoder.InvalidEscape);

        return Text(SpanOf(index), text ?? "", decoder.Joints);
    }

    // '{' expression ['='] ['!' NAME] [':' specification] '}'; a debugging field adds its own text first.
    private bool ParseReplacementField(bool raw, ref ArrayBuilder<Expression> values)
    {
        int start = _position++;
        Expression? value = ParseAnnotatedRightSide();
        if (value is null)
        {
            return false;
        }

        bool debug = Accept(TokenKind.Equal);
        int textEnd = _position;
        int conversion = -1;
        if (Kind == TokenKind.Exclamation)
        {
            _position++;
            if (Kind != TokenKind.Name)
            {
                return false;
            }

            conversion = ParseConversion(_position - 1);
        }

        Expression? specification = null;
        if (Kind == TokenKind.Colon)
        {
            specification = ParseFormatSpecification(raw);
            if (specification is null)
            {
                return false;
            }
        }

        if (Kind != TokenKind.RightBrace)
        {
            return false;
        }

        _position++;
        if (debug)
        {
            values.Add(DebugText(start, textEnd));
            if (conversion < 0 && specification is null)
            {
                conversion = 'r';
            }
        }

        values.Add(new FormattedValue(SpanFrom(start), value, conversion, specification));
        return true;
    }

    // The source between the brace and the token that ends the expression, without comments.
    private Constant DebugText(int brace, int end)
    {
        ref Token first = ref _tokens[brace];
        ref Token last = ref _tokens[end];
        string text = _lexer.Source.Text[first.End..last.Start];
        if (text.Contains('#'))
        {
            var kept = new StringBuilder();
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '#')
                {
                    int lineEnd = text.IndexOf('\n', i);
                    i = lineEnd < 0 ? text.Length : lineEnd;
                }

                if (i < text.Length)
                {
                    kept.Append(text[i]);
                }
            }

            text = kept.ToString();
        }

        return new Constant(new SourceSpan(first.EndLine, first.EndColumn, last.Line, last.Column), text);
    }

    private int ParseConversion(int exclamation)
    {
        int index = _position++;
        ref Token mark = ref _tokens[exclamation];
        ref Token name = ref _tokens[index];
        if (mark.End != name.Start)
        {
            throw ErrorAt(SpanOf(mark), SpanOf(name), "f-string: conversion type must come right after the exclamanation mark");
        }

        return name.Text is "s" or "r" or "a"
            ? name.Text[0]
            : throw ErrorAt(name, $"f-string: invalid conversion character '{name.Text}': expected 's', 'r', or 'a'");
    }

    private JoinedStr? ParseFormatSpecification(bool raw)
    {
        Enter();
        int start = _position++;
        var values = new ArrayBuilder<Expression>();
        bool parsed = ParseFStringParts(raw, ref values);
        Leave();
        SourceSpan span = SpanFrom(start);
        return parsed ? new JoinedStr(span, FoldParts(values.ToArray())) : null;
    }
}
