namespace MiniScript.Runtime.Syntax;

/// <content>Numeric literals: their extent and their errors. Their values are made by <see cref="NumberLiteral"/>.</content>
internal sealed partial class Lexer
{
    private void ReadNumber()
    {
        if (_text[_position] == '.')
        {
            _position++;
            ReadFraction();
            return;
        }

        if (_text[_position] == '0')
        {
            switch (CharAt(_position + 1))
            {
                case 'x' or 'X':
                    ReadHexadecimal();
                    return;
                case 'o' or 'O':
                    ReadDigitsOfBase('7', "octal");
                    return;
                case 'b' or 'B':
                    ReadDigitsOfBase('1', "binary");
                    return;
                default:
                    ReadZero();
                    return;
            }
        }

        ReadDecimalTail();
        ReadAfterInteger();
    }

    // A literal that begins with 0: zeros only, or a floating-point literal.
    private void ReadZero()
    {
        int start = _position;
        while (CharAt(_position) == '0')
        {
            _position++;
            SkipUnderscore();
        }

        int zerosEnd = _position;
        bool nonZero = char.IsAsciiDigit(CharAt(_position));
        if (nonZero)
        {
            ReadDecimalTail();
        }

        if (nonZero && CharAt(_position) is not ('.' or 'e' or 'E' or 'j' or 'J'))
        {
            throw Error(
                SyntaxErrorKind.SyntaxError,
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                _line,
                ColumnOf(start) + 1,
                _line,
                ColumnOf(zerosEnd) + 1);
        }

        ReadAfterInteger();
    }

    private void ReadAfterInteger()
    {
        switch (CharAt(_position))
        {
            case '.':
                _position++;
                ReadFraction();
                break;
            case 'e' or 'E':
                ReadExponent();
                break;
            case 'j' or 'J':
                ReadImaginarySuffix();
                break;
            default:
                VerifyEnd("decimal");
                break;
        }
    }

    private void ReadFraction()
    {
        if (char.IsAsciiDigit(CharAt(_position)))
        {
            ReadDecimalTail();
        }

        switch (CharAt(_position))
        {
            case 'e' or 'E':
                ReadExponent();
                break;
            case 'j' or 'J':
                ReadImaginarySuffix();
                break;
            default:
                VerifyEnd("decimal");
                break;
        }
    }

    private void ReadExponent()
    {
        int letter = _position++;
        if (CharAt(_position) is '+' or '-')
        {
            _position++;
            if (!char.IsAsciiDigit(CharAt(_position)))
            {
                Fail("invalid decimal literal");
            }
        }
        else if (!char.IsAsciiDigit(CharAt(_position)))
        {
            // The letter may begin a keyword, as in "1else".
            _position = letter;
            VerifyEnd("decimal");
            return;
        }

        ReadDecimalTail();
        if (CharAt(_position) is 'j' or 'J')
        {
            ReadImaginarySuffix();
        }
        else
        {
            VerifyEnd("decimal");
        }
    }

    private void ReadImaginarySuffix()
    {
        _position++;
        VerifyEnd("imaginary");
    }

    // Digits with single underscores between them; the first is a digit.
    private void ReadDecimalTail()
    {
        while (true)
        {
            do
            {
                _position++;
            }
            while (char.IsAsciiDigit(CharAt(_position)));
            if (CharAt(_position) != '_')
            {
                return;
            }

            SkipUnderscore();
        }
    }

    // Skips an underscore, which a digit must follow.
    private void SkipUnderscore()
    {
        if (CharAt(_position) == '_')
        {
            _position++;
            if (!char.IsAsciiDigit(CharAt(_position)))
            {
                Fail("invalid decimal literal");
            }
        }
    }

    private void ReadHexadecimal()
    {
        _position += 2;
        do
        {
            if (CharAt(_position) == '_')
            {
                _position++;
            }

            if (!char.IsAsciiHexDigit(CharAt(_position)))
            {
                Fail("invalid hexadecimal literal");
            }

            while (char.IsAsciiHexDigit(CharAt(_position)))
            {
                _position++;
            }
        }
        while (CharAt(_position) == '_');
        VerifyEnd("hexadecimal");
    }

    private void ReadDigitsOfBase(char lastDigit, string name)
    {
        _position += 2;
        do
        {
            if (CharAt(_position) == '_')
            {
                _position++;
            }

            FailOnForeignDigit(lastDigit, name);
            if (!char.IsAsciiDigit(CharAt(_position)))
            {
                Fail($"invalid {name} literal");
            }

            while (char.IsBetween(CharAt(_position), '0', lastDigit))
            {
                _position++;
            }
        }
        while (CharAt(_position) == '_');
        FailOnForeignDigit(lastDigit, name);
        VerifyEnd(name);
    }

    private void FailOnForeignDigit(char lastDigit, string name)
    {
        char c = CharAt(_position);
        if (char.IsAsciiDigit(c) && c > lastDigit)
        {
            _position++;
            Fail($"invalid digit '{c}' in {name} literal");
        }
    }

    // A letter right after a literal is an error, unless it begins one of the keywords that may follow a number: that still works,
    // with a warning.
    private void VerifyEnd(string literal)
    {
        char c = CharAt(_position);
        if (c >= 128 || (!char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            return;
        }

        if (BeginsOperatorKeyword(c))
        {
            Warnings.Add(new SourceWarning($"invalid {literal} literal", _line, ColumnOf(_position)));
            return;
        }

        Fail($"invalid {literal} literal");
    }

    private bool BeginsOperatorKeyword(char c) => c switch
    {
        'a' => IsWordHere("and"),
        'e' => IsWordHere("else"),
        'f' => IsWordHere("for"),
        'i' => CharAt(_position + 1) is 'f' or 'n' or 's',
        'o' => IsWordHere("or"),
        'n' => IsWordHere("not"),
        _ => false,
    };

    private bool IsWordHere(string word)
    {
        if (!_text.AsSpan(_position).StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        char after = CharAt(_position + word.Length);
        return !char.IsAsciiLetterOrDigit(after) && after != '_' && after < 128;
    }
}
