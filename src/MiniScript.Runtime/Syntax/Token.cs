namespace MiniScript.Runtime.Syntax;

/// <summary>
/// A token. Columns are in code points from 0. Tokens that stand for no text (<see cref="TokenKind.Indent"/>,
/// <see cref="TokenKind.Dedent"/>, <see cref="TokenKind.EndMarker"/>) have the column -1, which error locations depend on.
/// </summary>
internal struct Token
{
    /// <summary>What it is.</summary>
    public TokenKind Kind;

    /// <summary>How many brackets are open after it.</summary>
    public byte Level;

    /// <summary>Index of its first character in the source.</summary>
    public int Start;

    /// <summary>Index after its last character.</summary>
    public int End;

    /// <summary>Line of its first character, from 1.</summary>
    public int Line;

    /// <summary>Column of its first character, or -1.</summary>
    public int Column;

    /// <summary>Line of its last character, from 1.</summary>
    public int EndLine;

    /// <summary>Column after its last character, or -1.</summary>
    public int EndColumn;

    /// <summary>The identifier of a <see cref="TokenKind.Name"/>, in NFKC form; the same object for equal names.</summary>
    public string? Text;
}
