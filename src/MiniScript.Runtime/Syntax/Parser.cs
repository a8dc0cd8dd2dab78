using System.Runtime.CompilerServices;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Parses the language by recursive descent, with precedence climbing for binary operators.
/// <para>
/// A method that parses returns null where its construct does not stand; it then leaves the position to its caller, which goes back if
/// it has another choice. Nothing is thrown on the way. When a statement of the file does not parse, the same statement is parsed
/// once more in diagnosing mode, where the methods also try the well-known mistakes that belong to their construct; the first that
/// fits throws its error. If none does, the error is "invalid syntax" at the furthest token that the first pass looked at. Both the
/// order of these attempts and the rule of the furthest token decide which error a user sees, and follow CPython's grammar.
/// </para>
/// </summary>
public sealed partial class Parser
{
    /// <summary>How deep expressions may nest, where the stack allows it.</summary>
    private const int MaxDepth = 3000;

    private readonly Lexer _lexer;
    private readonly SourceWatch? _watch;

    // The tokens of the current top-level statement, and the position of the next one.
    private Token[] _tokens = new Token[64];
    private int _count;
    private int _position;

    private int _depth;

    // In the second pass over a statement that did not parse, _memo holds the results of the methods that would otherwise be called
    // over and over; _diagnosing is off while a mistake's own parts are parsed.
    private bool _diagnosing;
    private Dictionary<(Rule Rule, int Position), (Expression? Result, int End)>? _memo;

    // Where the first pass over the statement found braces that hold no display. It looks into them for mistakes at once, so that without this
    // record nested braces would be parsed again and again.
    private HashSet<int>? _failedBraces;

    private Parser(SourceText source)
    {
        _lexer = new Lexer(source);
        _watch = source.Watch;
    }

    // What the second pass remembers.
    private enum Rule
    {
        Expression,
        InvalidNamedExpression,
        Disjunction,
        BitwiseOr,
        Primary,
    }

    private TokenKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_position == _count)
            {
                Fetch();
            }

            return _tokens[_position].Kind;
        }
    }

    private TokenKind NextKind
    {
        get
        {
            while (_position + 1 >= _count)
            {
                Fetch();
            }

            return _tokens[_position + 1].Kind;
        }
    }

    /// <summary>Parses a file.</summary>
    /// <param name="source">The decoded text.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="SyntaxErrorException">It is no program.</exception>
    public static ModuleTree ParseModule(string source, string fileName) =>
        ParseModule(new SourceText(CheckText(source, fileName), fileName));

    /// <summary>Parses a file.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="SyntaxErrorException">It is no program.</exception>
    public static ModuleTree ParseModule(SourceText source)
    {
        var parser = new Parser(source);
        return new ModuleTree(source, parser.ParseFile(), parser._lexer.Warnings);
    }

    /// <summary>Parses one expression, as <c>eval</c> does; blanks before it are skipped.</summary>
    /// <param name="source">The text.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <param name="watch">What is asked now and then.</param>
    /// <exception cref="SyntaxErrorException">It is no expression.</exception>
    public static ExpressionTree ParseExpression(string source, string fileName, SourceWatch? watch = null)
    {
        var text = new SourceText(CheckText(source, fileName), fileName) { Watch = watch };
        var parser = new Parser(text);
        return new ExpressionTree(text, parser.ParseEvaluated(), parser._lexer.Warnings);
    }

    /// <summary>Parses what was typed at a prompt so far: one compound statement, or simple statements on one line.</summary>
    /// <param name="source">All lines typed.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="SyntaxErrorException">No further line can make it valid.</exception>
    public static InteractiveTree ParseInteractive(string source, string fileName)
    {
        var text = new SourceText(CheckText(source, fileName), fileName);
        var parser = new Parser(text);
        return new InteractiveTree(text, parser.ParsePrompted(), parser._lexer.Warnings);
    }

    private static string CheckText(string source, string fileName) => source.Contains('\0')
        ? throw new SyntaxErrorException(
            SyntaxErrorKind.SyntaxError, "source code string cannot contain null bytes", fileName, 0, 0, 0, 0, null)
        : source;

    private Module ParseFile()
    {
        var body = new ArrayBuilder<Statement>();
        while (true)
        {
            DropParsedTokens();
            if (Kind == TokenKind.EndMarker)
            {
                Statement[] statements = body.ToArray();
                return new Module(new SourceSpan(1, 0, _tokens[_position].Line, 0), statements);
            }

            if (!ParseStatement(ref body))
            {
                throw Diagnose(() => ParseStatement(ref Discarded()));
            }
        }
    }

    private ExpressionModule ParseEvaluated()
    {
        Expression? body = ParseWholeExpression();
        return body is null
            ? throw Diagnose(() => ParseWholeExpression())
            : new ExpressionModule(body.Span, body);
    }

    private Expression? ParseWholeExpression()
    {
        Expression? body = ParseExpressions();
        if (body is null)
        {
            return null;
        }

        while (Accept(TokenKind.Newline))
        {
        }

        return Kind == TokenKind.EndMarker ? body : null;
    }

    private Interactive? ParsePrompted()
    {
        var body = new ArrayBuilder<Statement>();
        bool parsed;
        bool open;
        try
        {
            if (Kind == TokenKind.EndMarker)
            {
                return new Interactive(default, []);
            }

            parsed = ParseStatement(ref body);

            // A block goes on until an empty line.
            open = parsed && EndsInBlock(body.Last) && !EndsInEmptyLine();
        }
        catch (SyntaxErrorException) when (_lexer.AtEnd)
        {
            return null;
        }

        if (!parsed)
        {
            return _lexer.AtEnd ? null : throw Diagnose(() => ParseStatement(ref Discarded()));
        }

        if (open)
        {
            return null;
        }

        if (Kind != TokenKind.EndMarker)
        {
            throw ErrorAt(_tokens[_position], "multiple statements found while compiling a single statement");
        }

        return new Interactive(SpanFrom(0), body.ToArray());
    }

    private static bool EndsInBlock(Statement statement) =>
        statement is FunctionDefBase or ClassDef or ForBase or While or If or WithBase or Match or TryBase;

    private bool EndsInEmptyLine()
    {
        ReadOnlySpan<char> text = _lexer.Source.Text.AsSpan().TrimEnd(" \t\f");
        int lineEnd = text[..^1].LastIndexOf('\n');
        return lineEnd >= 0 && text[lineEnd..].IsWhiteSpace();
    }

    private bool Accept(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Fetch()
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        _watch?.Poll();
        _lexer.Next(out _tokens[_count]);
        _count++;
    }

    // Forgets the tokens before the position, at the start of a top-level statement: none of its methods goes back further.
    private void DropParsedTokens()
    {
        int rest = _count - _position;
        if (rest > 0)
        {
            Array.Copy(_tokens, _position, _tokens, 0, rest);
        }

        _count = rest;
        _position = 0;
        _failedBraces?.Clear();
    }

    // From a token to the last one consumed; line ends and changes of indentation have no place in a node.
    private SourceSpan SpanFrom(int start)
    {
        int last = _position - 1;
        while (last > start && _tokens[last].Kind <= TokenKind.EndMarker)
        {
            last--;
        }

        ref Token first = ref _tokens[start];
        ref Token end = ref _tokens[last];
        return new SourceSpan(first.Line, first.Column, end.EndLine, end.EndColumn);
    }

    private SourceSpan SpanOf(int index) => SpanOf(_tokens[index]);

    private static SourceSpan SpanOf(in Token token) => new(token.Line, token.Column, token.EndLine, token.EndColumn);

    private ReadOnlySpan<char> TextOf(in Token token) => _lexer.Source.Text.AsSpan(token.Start, token.End - token.Start);

    // Called on the way into every construct that nests without a bracket or block to limit it, and into brackets.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter()
    {
        if (!TryEnter())
        {
            throw TooDeep();
        }
    }

    private bool TryEnter()
    {
        if (_depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        _depth++;
        return true;
    }

    private void Leave() => _depth--;

    private SyntaxErrorException TooDeep() => new(
        SyntaxErrorKind.MemoryError,
        "Parser stack overflowed - Python source too complex to parse",
        _lexer.Source.FileName,
        0,
        0,
        0,
        0,
        null);
}
