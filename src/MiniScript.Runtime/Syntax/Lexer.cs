using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Turns source text into tokens, one at a time: the parser asks for a token only when its grammar looks at it, because an error of
/// the lexer counts only if the parser gets that far. Indentation becomes <see cref="TokenKind.Indent"/> and
/// <see cref="TokenKind.Dedent"/>; within brackets lines are joined; f-strings become a start, middles, ordinary tokens between
/// braces and an end (PEP 701).
/// </summary>
internal sealed partial class Lexer
{
    /// <summary>How deep brackets may nest.</summary>
    private const int MaxBrackets = 200;

    /// <summary>How many levels of indentation there may be, the outermost included.</summary>
    private const int MaxIndents = 100;

    private const int TabSize = 8;

    private readonly SourceText _source;
    private readonly string _text;
    private readonly bool _hasSurrogates;
    private readonly IdentifierTable _names = new();
    private readonly Bracket[] _brackets = new Bracket[MaxBrackets];
    private readonly int[] _indents = new int[MaxIndents];

    // The indentation of each level with tabs counted as one column: where both measures do not agree on the order of two lines,
    // their indentation depends on the width of a tab.
    private readonly int[] _tabIndents = new int[MaxIndents];

    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _bracketCount;
    private int _indentLevel;
    private int _pendingIndents;
    private bool _atLineStart = true;

    // The line starts where the text after a line end is first looked at, so that errors at a line end belong to their own line.
    private bool _lineEnded;

    // Whether the error thrown is one of line structure (indentation, joined lines, the end of the text) rather than of a token.
    private bool _layoutError;

    // The last column computed, as a base for the next one of the same line.
    private int _columnBaseOffset;
    private int _columnBase;

    /// <summary>Starts at the beginning of a source.</summary>
    public Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
        _hasSurrogates = _text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
    }

    /// <summary>Invalid escapes and the like, in the order of the source.</summary>
    public List<SourceWarning> Warnings { get; } = [];

    /// <summary>Whether the end of the text was reached, unfinished strings included.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The line that the lexer has read to, from 1.</summary>
    public int Line => _line;

    /// <summary>How many code points of <see cref="Line"/> the lexer has read, the line end included.</summary>
    public int Column => ColumnOf(_position);

    /// <summary>How many brackets are open.</summary>
    public int OpenBrackets => _bracketCount;

    /// <summary>The line of the innermost open bracket.</summary>
    public int OpenBracketLine => _brackets[_bracketCount - 1].Line;

    /// <summary>The source.</summary>
    public SourceText Source => _source;

    /// <summary>Reads the next token; after the end of the text it is <see cref="TokenKind.EndMarker"/> again and again.</summary>
    /// <exception cref="SyntaxErrorException">The text is no token.</exception>
    public void Next(out Token token)
    {
        token = default;
        if (_fStringDepth > 0 && _fStrings[_fStringDepth - 1].InText)
        {
            NextInFString(ref token);
        }
        else
        {
            NextRegular(ref token);
        }

        token.Level = (byte)_bracketCount;
    }

    /// <summary>The error of the innermost open bracket, which nothing closes.</summary>
    public SyntaxErrorException UnclosedBracket()
    {
        Bracket open = _brackets[_bracketCount - 1];
        return Error(SyntaxErrorKind.SyntaxError, $"'{open.Character}' was never closed", open.Line, open.Column + 1, open.Line, 0);
    }

    /// <summary>Makes an error at a place in this source.</summary>
    public SyntaxErrorException Error(SyntaxErrorKind kind, string message, int line, int offset, int endLine, int endOffset)
    {
        // The language measures both offsets on the text of the first line, which cuts off the end of a place on several lines.
        string text = _source.GetLine(line);
        int shownEnd = endLine == line ? endOffset : Math.Min(endOffset, text.Length + 1);
        return new SyntaxErrorException(kind, message, _source.FileName, line, offset, endLine, shownEnd, text + "\n");
    }

    /// <summary>
    /// Reads on to the end of the text after a parser's error: an error of the lexer takes its place, and so does a bracket that was
    /// left open on a line before that error.
    /// </summary>
    /// <param name="line">The line that the parser has come to.</param>
    public SyntaxErrorException? CheckRest(int line)
    {
        try
        {
            Token token;
            do
            {
                Next(out token);
            }
            while (token.Kind != TokenKind.EndMarker);
            return null;
        }
        catch (SyntaxErrorException) when (_fStringDepth > 0)
        {
            // Within an f-string the lexer stumbles over what the parser's error already explains.
            return null;
        }
        catch (SyntaxErrorException error)
        {
            if (!_layoutError)
            {
                return error;
            }

            return _bracketCount > 0 && line > OpenBracketLine ? UnclosedBracket() : null;
        }
    }

    private char CharAt(int index) => (uint)index < (uint)_text.Length ? _text[index] : '\0';

    private void NextRegular(ref Token token)
    {
        while (true)
        {
            bool blankLine = false;
            StartPendingLine();
            if (_atLineStart)
            {
                _atLineStart = false;
                blankLine = !MeasureIndentation();
            }

            if (_pendingIndents != 0)
            {
                SetVirtual(ref token, _pendingIndents > 0 ? TokenKind.Indent : TokenKind.Dedent);
                _pendingIndents -= Math.Sign(_pendingIndents);
                return;
            }

            if (!SkipSpace(ref token, blankLine))
            {
                ReadToken(ref token);
                return;
            }

            if (token.Kind == TokenKind.EndMarker || token.End > 0)
            {
                return;
            }
        }
    }

    // Skips blanks, comments and joined lines. Returns true at a line end or the end of the text: then the token is set, or, at a line
    // end that does not end a statement, left empty.
    private bool SkipSpace(ref Token token, bool blankLine)
    {
        while (true)
        {
            char c = CharAt(_position);
            while (c is ' ' or '\t' or '\f')
            {
                c = CharAt(++_position);
            }

            int start = _position;
            if (c == '#')
            {
                int end = _text.IndexOf('\n', _position);
                _position = end < 0 ? _text.Length : end;
                c = CharAt(_position);
            }

            if (c == '\n')
            {
                _position++;
                _atLineStart = true;
                _lineEnded = true;
                if (!blankLine && _bracketCount == 0)
                {
                    token.Kind = TokenKind.Newline;
                    token.Start = start;
                    token.End = _position;
                    token.Line = token.EndLine = _line;
                    token.Column = ColumnOf(start);
                    token.EndColumn = ColumnOf(_position);
                }

                return true;
            }

            if (_position >= _text.Length)
            {
                AtEnd = true;
                if (_bracketCount > 0)
                {
                    _layoutError = true;
                    throw UnclosedBracket();
                }

                SetVirtual(ref token, TokenKind.EndMarker);
                return true;
            }

            if (c != '\\')
            {
                return false;
            }

            SkipContinuation();
        }
    }

    // Skips a backslash and the line end after it.
    private void SkipContinuation()
    {
        _position++;
        if (CharAt(_position) != '\n')
        {
            _position++;
            _layoutError = true;
            throw Error(
                SyntaxErrorKind.SyntaxError,
                "unexpected character after line continuation character",
                _line,
                ColumnOf(_position),
                _line,
                0);
        }

        _position++;
        if (_position >= _text.Length)
        {
            AtEnd = true;
            _layoutError = true;
            throw Error(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing", _line, ColumnOf(_position), _line, -1);
        }

        _line++;
        BeginLine(_position);
    }

    private void StartPendingLine()
    {
        if (_lineEnded && _position < _text.Length)
        {
            _lineEnded = false;
            _line++;
            BeginLine(_position);
        }
    }

    private void BeginLine(int start)
    {
        _lineStart = start;
        _columnBaseOffset = start;
        _columnBase = 0;
    }

    // Measures the indentation of a line. Returns false for a line with nothing but blanks and a comment, which changes nothing.
    private bool MeasureIndentation()
    {
        int column = 0;
        int tabColumn = 0;
        int continuedColumn = 0;
        char c;
        while (true)
        {
            c = CharAt(_position);
            if (c == ' ')
            {
                column++;
                tabColumn++;
            }
            else if (c == '\t')
            {
                column = ((column / TabSize) + 1) * TabSize;
                tabColumn++;
            }
            else if (c == '\f')
            {
                column = tabColumn = 0;
            }
            else if (c == '\\')
            {
                // What stands before the first backslash is the indentation of the joined line.
                continuedColumn = continuedColumn != 0 ? continuedColumn : column;
                SkipContinuation();
                continue;
            }
            else
            {
                break;
            }

            _position++;
        }

        if (c is '#' or '\n')
        {
            return false;
        }

        if (_bracketCount == 0)
        {
            if (continuedColumn != 0)
            {
                column = tabColumn = continuedColumn;
            }

            ChangeIndentation(column, tabColumn);
        }

        return true;
    }

    private void ChangeIndentation(int column, int tabColumn)
    {
        if (column > _indents[_indentLevel])
        {
            if (_indentLevel + 1 >= MaxIndents)
            {
                _layoutError = true;
                throw Error(SyntaxErrorKind.IndentationError, "too many levels of indentation", _line, 1, _line, 0);
            }

            if (tabColumn <= _tabIndents[_indentLevel])
            {
                throw InconsistentTabs();
            }

            _pendingIndents++;
            _indents[++_indentLevel] = column;
            _tabIndents[_indentLevel] = tabColumn;
            return;
        }

        while (_indentLevel > 0 && column < _indents[_indentLevel])
        {
            _pendingIndents--;
            _indentLevel--;
        }

        if (column != _indents[_indentLevel])
        {
            int end = _text.IndexOf('\n', _position) + 1;
            _layoutError = true;
            throw Error(
                SyntaxErrorKind.IndentationError,
                "unindent does not match any outer indentation level",
                _line,
                ColumnOf(end),
                _line,
                -1);
        }

        if (tabColumn != _tabIndents[_indentLevel])
        {
            throw InconsistentTabs();
        }
    }

    private SyntaxErrorException InconsistentTabs()
    {
        _layoutError = true;
        return Error(SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation", _line, 1, _line, 0);
    }

    private void ReadToken(ref Token token)
    {
        int start = _position;
        char c = _text[start];
        token.Start = start;
        token.Line = _line;
        token.Column = ColumnOf(start);
        if (char.IsAsciiLetter(c) || c == '_' || c >= 128)
        {
            if (IsStringStart(start, out int quote, out bool formatted))
            {
                if (formatted)
                {
                    StartFString(ref token, quote);
                }
                else
                {
                    ReadString(quote);
                    token.Kind = TokenKind.String;
                }
            }
            else
            {
                ReadName(ref token);
            }
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(CharAt(start + 1))))
        {
            ReadNumber();
            token.Kind = TokenKind.Number;
        }
        else if (c is '"' or '\'')
        {
            ReadString(start);
            token.Kind = TokenKind.String;
        }
        else
        {
            ReadOperator(ref token, c);
        }

        SetEnd(ref token);
    }

    private void ReadName(ref Token token)
    {
        int start = _position;
        int i = start;
        char c = _text[i];
        while (char.IsAsciiLetterOrDigit(c) || c == '_')
        {
            c = CharAt(++i);
        }

        if (c < 128)
        {
            _position = i;
            ReadOnlySpan<char> word = _text.AsSpan(start, i - start);
            token.Kind = word.Length is >= 2 and <= 8 ? Keywords.Classify(word) : TokenKind.Name;
            if (token.Kind == TokenKind.Name)
            {
                token.Text = _names.Intern(word);
            }

            return;
        }

        while (char.IsAsciiLetterOrDigit(c) || c == '_' || c >= 128)
        {
            c = CharAt(++i);
        }

        VerifyIdentifier(start, i);
        _position = i;
        ReadOnlySpan<char> name = _text.AsSpan(start, i - start);
        token.Kind = TokenKind.Name;
        token.Text = IdentifierNormalization.IsNormalized(name)
            ? _names.Intern(name)
            : _names.Intern(Normalizer.Normalize(name, isCompatible: true, isComposed: true));
    }

    private void VerifyIdentifier(int start, int end)
    {
        for (int i = start; i < end;)
        {
            if (Rune.DecodeFromUtf16(_text.AsSpan(i, end - i), out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                _position = i + 1;
                throw ErrorHere($"invalid non-printable character U+{(int)_text[i]:X4}");
            }

            i += length;
            if (i - length == start ? !UnicodeIdentifiers.IsStart(rune) : !UnicodeIdentifiers.IsContinue(rune))
            {
                _position = i;
                throw ErrorHere(UnicodeIdentifiers.IsPrintable(rune)
                    ? $"invalid character '{rune}' (U+{rune.Value:X4})"
                    : $"invalid non-printable character U+{rune.Value:X4}");
            }
        }
    }

    // The error at the last character read.
    private SyntaxErrorException ErrorHere(string message)
    {
        int column = ColumnOf(_position);
        return Error(SyntaxErrorKind.SyntaxError, message, _line, column, _line, column);
    }

    [DoesNotReturn]
    private void Fail(string message) => throw ErrorHere(message);

    private void SetVirtual(ref Token token, TokenKind kind)
    {
        token.Kind = kind;
        token.Start = token.End = _position;
        token.Line = token.EndLine = _line;
        token.Column = token.EndColumn = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetEnd(ref Token token)
    {
        token.End = _position;
        token.EndLine = _line;
        token.EndColumn = ColumnOf(_position);
    }

    // The column of an offset on the current line, in code points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ColumnOf(int offset) => _hasSurrogates ? CountColumn(offset) : offset - _lineStart;

    private int CountColumn(int offset)
    {
        if (offset < _columnBaseOffset)
        {
            _columnBaseOffset = _lineStart;
            _columnBase = 0;
        }

        int column = _columnBase;
        for (int i = _columnBaseOffset; i < offset; i++)
        {
            if (!char.IsLowSurrogate(_text[i]) || i == 0 || !char.IsHighSurrogate(_text[i - 1]))
            {
                column++;
            }
        }

        _columnBaseOffset = offset;
        _columnBase = column;
        return column;
    }

    private struct Bracket
    {
        public char Character;
        public int Line;
        public int Column;
    }
}
