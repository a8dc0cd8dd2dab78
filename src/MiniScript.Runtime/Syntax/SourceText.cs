namespace MiniScript.Runtime.Syntax;

/// <summary>
/// The text of a program with its line table. Line ends are normalised to <c>\n</c> and the last line always ends in one,
/// which is what the lexer relies on.
/// </summary>
public sealed class SourceText
{
    private int[]? _lineStarts;

    /// <summary>Takes over a decoded text.</summary>
    /// <param name="text">The text with any line ends; a byte order mark is dropped.</param>
    /// <param name="fileName">What tracebacks call the source.</param>
    public SourceText(string text, string fileName)
    {
        FileName = fileName;
        if (text.StartsWith('\uFEFF'))
        {
            text = text[1..];
        }

        if (text.Contains('\r'))
        {
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }

        Text = text.EndsWith('\n') ? text : text + "\n";
    }

    /// <summary>The normalised text.</summary>
    public string Text { get; }

    /// <summary>What tracebacks call the source.</summary>
    public string FileName { get; }

    /// <summary>Whether tracebacks quote it. They do not quote what CPython finds no lines of: code that a script passes to <c>exec</c>, a piped program.</summary>
    public bool IsQuotable { get; init; } = true;

    /// <summary>What is asked while the text is parsed and compiled; null: nothing.</summary>
    public SourceWatch? Watch { get; init; }

    /// <summary>How many lines there are; at least 1.</summary>
    public int LineCount => LineStarts.Length;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    /// <summary>The text of a line without its line end; empty for a line that does not exist.</summary>
    /// <param name="line">The line, from 1.</param>
    public string GetLine(int line)
    {
        int[] starts = LineStarts;
        if (line < 1 || line > starts.Length)
        {
            return "";
        }

        int start = starts[line - 1];
        int end = line < starts.Length ? starts[line] - 1 : Text.Length - 1;
        return Text[start..end];
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = text.IndexOf('\n'); i >= 0 && i + 1 < text.Length; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return [.. starts];
    }
}
