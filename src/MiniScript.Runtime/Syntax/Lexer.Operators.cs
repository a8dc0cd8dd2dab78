using System.Text;

namespace MiniScript.Runtime.Syntax;

/// <content>Operators and brackets.</content>
internal sealed partial class Lexer
{
    private void ReadOperator(ref Token token, char c)
    {
        if (_fStringDepth > 0 && c == ':' && EndsFStringExpression())
        {
            _position++;
            token.Kind = TokenKind.Colon;
            return;
        }

        char next = CharAt(_position + 1);
        TokenKind kind = PairOf(c, next);
        if (kind != TokenKind.Unknown)
        {
            char third = CharAt(_position + 2);
            TokenKind triple = TripleOf(kind, third);
            _position += triple != TokenKind.Unknown ? 3 : 2;
            token.Kind = triple != TokenKind.Unknown ? triple : kind;
            return;
        }

        if (c == '.' && next == '.' && CharAt(_position + 2) == '.')
        {
            _position += 3;
            token.Kind = TokenKind.Ellipsis;
            return;
        }

        _position++;
        switch (c)
        {
            case '(' or '[' or '{':
                OpenBracket(c, token.Column);
                break;
            case ')' or ']' or '}':
                CloseBracket(c);
                break;
        }

        token.Kind = SingleOf(c);
        if (token.Kind == TokenKind.Unknown && !UnicodeIdentifiers.IsPrintable(new Rune(c)))
        {
            throw ErrorHere($"invalid non-printable character U+{(int)c:X4}");
        }
    }

    private void OpenBracket(char c, int column)
    {
        if (_bracketCount >= MaxBrackets)
        {
            throw ErrorHere("too many nested parentheses");
        }

        _brackets[_bracketCount++] = new Bracket { Character = c, Line = _line, Column = column };
        if (_fStringDepth > 0)
        {
            _fStrings[_fStringDepth - 1].Brackets++;
        }
    }

    private void CloseBracket(char c)
    {
        if (_fStringDepth > 0 && _fStrings[_fStringDepth - 1].Brackets == 0 && c == '}')
        {
            throw ErrorHere("f-string: single '}' is not allowed");
        }

        if (_bracketCount == 0)
        {
            throw ErrorHere($"unmatched '{c}'");
        }

        Bracket open = _brackets[--_bracketCount];
        if (c != ClosingOf(open.Character))
        {
            // A bracket that would close the braces of a replacement field matches nothing within the field.
            if (_fStringDepth > 0 && open.Character == '{'
                && _fStrings[_fStringDepth - 1].Brackets - 1 == _fStrings[_fStringDepth - 1].FieldDepth)
            {
                throw ErrorHere($"f-string: unmatched '{c}'");
            }

            throw ErrorHere(open.Line != _line
                ? $"closing parenthesis '{c}' does not match opening parenthesis '{open.Character}' on line {open.Line}"
                : $"closing parenthesis '{c}' does not match opening parenthesis '{open.Character}'");
        }

        if (_fStringDepth > 0)
        {
            ref FString f = ref _fStrings[_fStringDepth - 1];
            if (--f.Brackets < 0)
            {
                throw ErrorHere($"f-string: unmatched '{c}'");
            }

            if (c == '}' && f.Brackets == f.FieldDepth)
            {
                f.FieldDepth--;
                f.InText = true;
                f.InSpecification = false;
            }
        }
    }

    private static char ClosingOf(char open) => open switch
    {
        '(' => ')',
        '[' => ']',
        _ => '}',
    };

    private static TokenKind SingleOf(char c) => c switch
    {
        '(' => TokenKind.LeftParenthesis,
        ')' => TokenKind.RightParenthesis,
        '[' => TokenKind.LeftBracket,
        ']' => TokenKind.RightBracket,
        '{' => TokenKind.LeftBrace,
        '}' => TokenKind.RightBrace,
        ':' => TokenKind.Colon,
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        '.' => TokenKind.Dot,
        '!' => TokenKind.Exclamation,
        '=' => TokenKind.Equal,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Star,
        '@' => TokenKind.At,
        '/' => TokenKind.Slash,
        '%' => TokenKind.Percent,
        '|' => TokenKind.Bar,
        '^' => TokenKind.Circumflex,
        '&' => TokenKind.Ampersand,
        '~' => TokenKind.Tilde,
        '<' => TokenKind.Less,
        '>' => TokenKind.Greater,
        _ => TokenKind.Unknown,
    };

    private static TokenKind PairOf(char c, char next) => (c, next) switch
    {
        ('=', '=') => TokenKind.EqualEqual,
        ('!', '=') => TokenKind.NotEqual,
        ('<', '=') => TokenKind.LessEqual,
        ('<', '<') => TokenKind.LeftShift,
        ('<', '>') => TokenKind.NotEqual,
        ('>', '=') => TokenKind.GreaterEqual,
        ('>', '>') => TokenKind.RightShift,
        (':', '=') => TokenKind.ColonEqual,
        ('-', '>') => TokenKind.Arrow,
        ('-', '=') => TokenKind.MinusEqual,
        ('+', '=') => TokenKind.PlusEqual,
        ('*', '=') => TokenKind.StarEqual,
        ('*', '*') => TokenKind.DoubleStar,
        ('/', '=') => TokenKind.SlashEqual,
        ('/', '/') => TokenKind.DoubleSlash,
        ('%', '=') => TokenKind.PercentEqual,
        ('@', '=') => TokenKind.AtEqual,
        ('|', '=') => TokenKind.BarEqual,
        ('^', '=') => TokenKind.CircumflexEqual,
        ('&', '=') => TokenKind.AmpersandEqual,
        _ => TokenKind.Unknown,
    };

    private static TokenKind TripleOf(TokenKind pair, char third) => third != '=' ? TokenKind.Unknown : pair switch
    {
        TokenKind.LeftShift => TokenKind.LeftShiftEqual,
        TokenKind.RightShift => TokenKind.RightShiftEqual,
        TokenKind.DoubleStar => TokenKind.DoubleStarEqual,
        TokenKind.DoubleSlash => TokenKind.DoubleSlashEqual,
        _ => TokenKind.Unknown,
    };
}
