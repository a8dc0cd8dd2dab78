namespace MiniScript.Runtime.Syntax;

/// <content>String literals, and the text parts of f-strings. Escapes are decoded by <see cref="StringLiteral"/>.</content>
internal sealed partial class Lexer
{
    /// <summary>How deep f-strings may nest, the ordinary text around them included.</summary>
    private const int MaxFStrings = 150;

    /// <summary>How deep replacement fields may nest through format specifications.</summary>
    private const int MaxFieldDepth = 3;

    private FString[] _fStrings = new FString[4];
    private int _fStringDepth;

    // Whether a string begins here: at its quote or its prefix.
    private bool IsStringStart(int start, out int quote, out bool formatted)
    {
        bool bytes = false;
        bool raw = false;
        bool unicode = false;
        formatted = false;
        quote = start;
        while (true)
        {
            switch (CharAt(quote))
            {
                case 'b' or 'B' when !(bytes || unicode || formatted):
                    bytes = true;
                    break;
                case 'u' or 'U' when !(bytes || unicode || raw || formatted):
                    unicode = true;
                    break;
                case 'r' or 'R' when !(raw || unicode):
                    raw = true;
                    break;
                case 'f' or 'F' when !(formatted || bytes || unicode):
                    formatted = true;
                    break;
                case '"' or '\'':
                    return true;
                default:
                    return false;
            }

            quote++;
        }
    }

    // Reads a plain string whose first quote stands at an index.
    private void ReadString(int quoteIndex)
    {
        int start = _position;
        int startLine = _line;
        int startLineOffset = _lineStart;
        char quote = _text[quoteIndex];
        _position = quoteIndex + 1;
        int size = 1;
        if (CharAt(_position) == quote)
        {
            if (CharAt(_position + 1) != quote)
            {
                _position++;
                return;
            }

            size = 3;
            _position += 2;
        }

        bool escapedQuote = false;
        int closing = 0;
        while (closing != size)
        {
            char c = CharAt(_position);
            if (_position >= _text.Length || (size == 1 && c == '\n'))
            {
                throw UnterminatedString(start, startLine, startLineOffset, quote, size, escapedQuote);
            }

            _position++;
            if (c == quote)
            {
                closing++;
                continue;
            }

            closing = 0;
            if (c == '\\')
            {
                c = CharAt(_position);
                if (_position < _text.Length)
                {
                    _position++;
                }

                escapedQuote |= c == quote;
            }

            if (c == '\n')
            {
                PassLineEnd();
            }
        }
    }

    // Called after the line end of a string was read.
    private void PassLineEnd()
    {
        if (_position < _text.Length)
        {
            _line++;
            BeginLine(_position);
        }
    }

    private SyntaxErrorException UnterminatedString(
        int start,
        int startLine,
        int startLineOffset,
        char quote,
        int size,
        bool escapedQuote)
    {
        int detected = _line;
        AtEnd |= _position >= _text.Length;
        _line = startLine;
        BeginLine(startLineOffset);
        _position = start + 1;
        if (_fStringDepth > 0 && _fStrings[_fStringDepth - 1].Quote == quote && _fStrings[_fStringDepth - 1].QuoteSize == size)
        {
            // The quote that seems to open a string closes the f-string around it.
            return ErrorHere("f-string: expecting '}'");
        }

        return ErrorHere(
            size == 3 ? $"unterminated triple-quoted string literal (detected at line {detected})"
            : escapedQuote ? $"unterminated string literal (detected at line {detected}); perhaps you escaped the end quote?"
            : $"unterminated string literal (detected at line {detected})");
    }

    private void StartFString(ref Token token, int quoteIndex)
    {
        char quote = _text[quoteIndex];
        int size = CharAt(quoteIndex + 1) == quote && CharAt(quoteIndex + 2) == quote ? 3 : 1;
        bool raw = quoteIndex - _position == 2;
        int start = _position;
        _position = quoteIndex + size;
        if (_fStringDepth + 1 >= MaxFStrings)
        {
            throw ErrorHere("too many nested f-strings");
        }

        if (_fStringDepth == _fStrings.Length)
        {
            Array.Resize(ref _fStrings, _fStrings.Length * 2);
        }

        _fStrings[_fStringDepth++] = new FString
        {
            InText = true,
            Quote = quote,
            QuoteSize = size,
            Raw = raw,
            Start = start,
            StartLine = _line,
            LineOffset = _lineStart,
            FieldDepth = -1,
        };
        token.Kind = TokenKind.FStringStart;
    }

    // Whether a colon here ends the expression of a replacement field and begins its format specification.
    private bool EndsFStringExpression()
    {
        ref FString f = ref _fStrings[_fStringDepth - 1];
        if (f.FieldDepth < 0 || f.Brackets - 1 != f.FieldDepth)
        {
            return false;
        }

        f.InText = true;
        f.InSpecification = true;
        return true;
    }

    private void NextInFString(ref Token token)
    {
        ref FString f = ref _fStrings[_fStringDepth - 1];
        StartPendingLine();
        if (CharAt(_position) == '{' && CharAt(_position + 1) != '{')
        {
            EnterField(ref f);
            NextRegular(ref token);
            return;
        }

        token.Start = _position;
        token.Line = _line;
        token.Column = ColumnOf(_position);
        if (ClosesFString(f))
        {
            _position += f.QuoteSize;
            _fStringDepth--;
            token.Kind = TokenKind.FStringEnd;
        }
        else
        {
            ReadFStringText(ref f);
            token.Kind = TokenKind.FStringMiddle;
        }

        // Text that stops at a doubled brace ends with its first brace, but takes the place of both.
        SetEnd(ref token);
        if (f.SkippedBrace)
        {
            _position++;
            token.EndColumn++;
            f.SkippedBrace = false;
        }
    }

    private void EnterField(ref FString f)
    {
        if (++f.FieldDepth >= MaxFieldDepth)
        {
            throw ErrorHere("f-string: expressions nested too deeply");
        }

        f.InText = false;
        f.InSpecification = false;
    }

    private bool ClosesFString(in FString f)
    {
        for (int i = 0; i < f.QuoteSize; i++)
        {
            if (CharAt(_position + i) != f.Quote)
            {
                return false;
            }
        }

        return true;
    }

    // Reads text up to a brace or the closing quotes.
    private void ReadFStringText(ref FString f)
    {
        bool namedEscape = false;
        while (true)
        {
            char c = CharAt(_position);
            bool inSpecification = f.InSpecification && f.FieldDepth >= 0;
            if (_position >= _text.Length || (f.QuoteSize == 1 && c == '\n'))
            {
                if (inSpecification && c == '\n')
                {
                    // A specification ends with its line; the parser then misses the brace.
                    f.InText = false;
                    f.InSpecification = false;
                    return;
                }

                throw UnterminatedFString(f);
            }

            if (c == f.Quote && ClosesFString(f))
            {
                return;
            }

            if (c == '{')
            {
                if (CharAt(_position + 1) == '{' && !inSpecification)
                {
                    _position++;
                    f.SkippedBrace = true;
                }
                else
                {
                    EnterField(ref f);
                }

                return;
            }

            if (c == '}')
            {
                if (namedEscape)
                {
                    _position++;
                    return;
                }

                if (CharAt(_position + 1) == '}' && !inSpecification && f.Brackets == 0)
                {
                    _position++;
                    f.SkippedBrace = true;
                }
                else
                {
                    f.InText = false;
                    f.InSpecification = false;
                }

                return;
            }

            _position++;
            if (c == '\\')
            {
                c = CharAt(_position);
                if (c is '{' or '}')
                {
                    if (!f.Raw)
                    {
                        WarnInvalidEscape(c, _position - 1);
                    }

                    continue;
                }

                if (_position < _text.Length)
                {
                    _position++;
                }

                if (c == 'N' && !f.Raw && CharAt(_position) == '{')
                {
                    _position++;
                    namedEscape = true;
                }
            }

            if (c == '\n')
            {
                PassLineEnd();
            }
        }
    }

    private SyntaxErrorException UnterminatedFString(in FString f)
    {
        int detected = _line;
        AtEnd |= _position >= _text.Length;
        _line = f.StartLine;
        BeginLine(f.LineOffset);
        _position = f.Start + 1;
        return ErrorHere(f.QuoteSize == 3
            ? $"unterminated triple-quoted f-string literal (detected at line {detected})"
            : $"unterminated f-string literal (detected at line {detected})");
    }

    private void WarnInvalidEscape(char c, int index) =>
        Warnings.Add(new SourceWarning(StringLiteral.InvalidEscapeMessage(c), _line, ColumnOf(index)));

    // An f-string that is being read.
    private struct FString
    {
        // Whether the next token is text (or a format specification) rather than part of an expression.
        public bool InText;

        public bool InSpecification;
        public bool Raw;
        public char Quote;
        public int QuoteSize;
        public int Start;
        public int StartLine;
        public int LineOffset;

        // Brackets open within this f-string, those of its replacement fields included.
        public int Brackets;

        // How many replacement fields are open, less one.
        public int FieldDepth;

        // Whether the text read ends between the two braces of a pair that stands for one.
        public bool SkippedBrace;
    }
}
