namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Where a piece of source text begins and ends. Lines count from 1; columns count from 0 and are in
/// <em>code points</em> (neither UTF-16 units nor UTF-8 bytes), because carets and editors count characters.
/// The end is exclusive: <c>x</c> alone on line 1 spans (1, 0)–(1, 1).
/// </summary>
/// <param name="Line">Line of the first character, from 1.</param>
/// <param name="Column">Code points before the first character on its line.</param>
/// <param name="EndLine">Line of the last character, from 1.</param>
/// <param name="EndColumn">Code points before the position after the last character on its line.</param>
public readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The span from the start of this one to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => new(Line, Column, last.EndLine, last.EndColumn);
}
