namespace MiniScript.Runtime.Syntax;

/// <summary>Which exception of the language a <see cref="SyntaxErrorException"/> stands for.</summary>
public enum SyntaxErrorKind : byte
{
    /// <summary><c>SyntaxError</c></summary>
    SyntaxError,

    /// <summary><c>IndentationError</c></summary>
    IndentationError,

    /// <summary><c>TabError</c></summary>
    TabError,

    /// <summary><c>MemoryError</c>: the source is nested deeper than the parser's stack allows. It has no location.</summary>
    MemoryError,

    /// <summary><c>RecursionError</c>: the tree is too deep to compile. It has no location.</summary>
    RecursionError,

    /// <summary>No error of the source: <see cref="SourceWatch.Poll"/> gave up, and the reason is pending.</summary>
    Interrupted,
}

/// <summary>
/// Source text that is not a program. The location has the meaning of the attributes of the language's <c>SyntaxError</c>:
/// lines and offsets count from 1, offsets in code points, and 0 or -1 stand for "unknown" where the language reports it so.
/// </summary>
public sealed class SyntaxErrorException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">The exception it stands for.</param>
    /// <param name="message">The message, without location.</param>
    /// <param name="fileName">The name given to the parser.</param>
    /// <param name="line">The attribute <c>lineno</c>; 0 for none.</param>
    /// <param name="offset">The attribute <c>offset</c>.</param>
    /// <param name="endLine">The attribute <c>end_lineno</c>.</param>
    /// <param name="endOffset">The attribute <c>end_offset</c>.</param>
    /// <param name="text">The attribute <c>text</c>: the line in question with its line end, or null.</param>
    public SyntaxErrorException(
        SyntaxErrorKind kind,
        string message,
        string fileName,
        int line,
        int offset,
        int endLine,
        int endOffset,
        string? text)
        : base(message)
    {
        Kind = kind;
        FileName = fileName;
        Line = line;
        Offset = offset;
        EndLine = endLine;
        EndOffset = endOffset;
        Text = text;
    }

    /// <summary>The exception this stands for.</summary>
    public SyntaxErrorKind Kind { get; }

    /// <summary>The exception's name in the language.</summary>
    public string TypeName => Kind switch
    {
        SyntaxErrorKind.IndentationError => "IndentationError",
        SyntaxErrorKind.TabError => "TabError",
        SyntaxErrorKind.MemoryError => "MemoryError",
        SyntaxErrorKind.RecursionError => "RecursionError",
        _ => "SyntaxError",
    };

    /// <summary>The name given to the parser.</summary>
    public string FileName { get; }

    /// <summary>The attribute <c>lineno</c>; 0 when there is no location.</summary>
    public int Line { get; }

    /// <summary>The attribute <c>offset</c>.</summary>
    public int Offset { get; }

    /// <summary>The attribute <c>end_lineno</c>.</summary>
    public int EndLine { get; }

    /// <summary>The attribute <c>end_offset</c>.</summary>
    public int EndOffset { get; }

    /// <summary>The attribute <c>text</c>: the line in question, or null.</summary>
    public string? Text { get; }
}
