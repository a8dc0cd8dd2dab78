using System.Text;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>One frame of a traceback: where it is, the source of what failed, and carets under it, placed by CPython's rules (<c>traceback.py</c> of 3.13).</summary>
internal readonly ref struct FrameText
{
    private readonly int[][] lines;
    private readonly int start; // column of the first character on the first line
    private readonly int end; // column behind the last character on the last line
    private readonly CaretAnchors? anchors;
    private readonly bool hasCarets;
    private readonly bool isColored;

    private FrameText(int[][] lines, int start, int end, bool isColored)
    {
        this.lines = lines;
        this.start = start;
        this.end = end;
        this.isColored = isColored;
        anchors = CaretAnchors.Find(Segment(lines, start, end));
        hasCarets = ShouldShowCarets();
    }

    /// <summary>Appends a frame.</summary>
    /// <param name="text">What is appended to.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="source">The source, or null to quote none.</param>
    /// <param name="position">The failed expression.</param>
    /// <param name="isColored">Whether to colour for a terminal.</param>
    public static void Append(StringBuilder text, string file, string name, SourceText? source, SourcePosition position, bool isColored)
    {
        Palette palette = new(isColored);
        text.Append("  File ").Append(palette.Magenta).Append('"').Append(file).Append('"').Append(palette.Reset)
            .Append(", line ").Append(palette.Magenta).Append(position.Line).Append(palette.Reset)
            .Append(", in ").Append(palette.Magenta).Append(name).Append(palette.Reset).Append('\n');
        if (source == null || position.Line <= 0)
        {
            return;
        }

        List<string> quoted = [];
        int lastLine = Math.Max(position.EndLine, position.Line);
        for (int line = position.Line; line <= lastLine; line++)
        {
            quoted.Add(source.GetLine(line).TrimEnd());
        }

        AppendSource(text, quoted, position.Column, position.EndColumn, isColored);
    }

    /// <summary>Appends the lines that an expression is on, indented, with carets under it.</summary>
    /// <param name="text">What is appended to.</param>
    /// <param name="quoted">The lines, as they are in the file.</param>
    /// <param name="column">Column of the first character on the first line; below 0 for only that line, without carets.</param>
    /// <param name="endColumn">Column behind the last character on the last line; below 0 as well.</param>
    /// <param name="isColored">Whether to colour for a terminal.</param>
    public static void AppendSource(StringBuilder text, List<string> quoted, int column, int endColumn, bool isColored)
    {
        int indented = quoted[0].Length;
        SourceLines.Dedent(quoted);
        if (quoted.TrueForAll(string.IsNullOrWhiteSpace))
        {
            return;
        }

        if (column < 0 || endColumn < 0)
        {
            text.Append("    ").Append(quoted[0].Trim()).Append('\n');
            return;
        }

        int margin = indented - quoted[0].Length;
        int[][] lines = [.. quoted.ConvertAll(SourceLines.Decode)];
        int start = Math.Clamp(column - margin, 0, lines[0].Length);
        int end = Math.Clamp(endColumn - margin, 0, lines[^1].Length);
        new FrameText(lines, start, end, isColored).AppendTo(text);
    }

    private static int[][] Segment(int[][] lines, int start, int end)
    {
        int[][] segment = [.. lines];
        segment[^1] = segment[^1][..end];
        segment[0] = start <= segment[0].Length ? segment[0][start..] : [];
        return segment;
    }

    /// <summary>Carets are left out where they would say nothing: under a whole statement, or the whole call of <c>return f()</c> and <c>x = f()</c>.</summary>
    private bool ShouldShowCarets()
    {
        try
        {
            Statement[] body = Parser.ParseModule(SourceLines.Join(lines), "<traceback>").Root.Body;
            if (body.Length == 0)
            {
                return false;
            }

            Expression? call = body[0] switch
            {
                Return { Value: Call { Func: Name } value } => value,
                Assign { Targets: [Name], Value: Call value } => value,
                _ => null,
            };
            if (call != null && SpansAll(call))
            {
                return false;
            }
        }
        catch (SyntaxErrorException)
        {
            // Lines out of the middle of a statement, or its first ones: the rest decides.
        }

        return anchors != null || !SourceLines.IsBlank(lines[0].AsSpan(0, start)) || !SourceLines.IsBlank(lines[^1].AsSpan(end));
    }

    /// <summary>True if the failed expression is that call. The columns of the tree are taken in bytes, as CPython compares them.</summary>
    private bool SpansAll(Expression call) =>
        call.Line == 1 && call.EndLine == lines.Length
        && SourceLines.Utf8Length(lines[0].AsSpan(0, call.Column)) == start
        && SourceLines.Utf8Length(lines[^1].AsSpan(0, call.EndColumn)) == end;

    private void AppendTo(StringBuilder text)
    {
        // The first and the last line, and those around the anchors.
        SortedSet<int> shown = [0, lines.Length - 1];
        if (anchors is { } found)
        {
            for (int offset = -1; offset <= 1; offset++)
            {
                shown.Add(found.Line + offset);
                shown.Add(found.EndLine + offset);
            }
        }

        List<string> rows = [];
        int previous = -1;
        foreach (int line in shown)
        {
            if (line < 0 || line >= lines.Length)
            {
                continue;
            }

            int skipped = line - previous - 1;
            if (skipped == 1)
            {
                AppendLine(rows, line - 1);
            }
            else if (skipped > 1)
            {
                rows.Add($"...<{skipped} lines>...");
            }

            AppendLine(rows, line);
            previous = line;
        }

        SourceLines.Dedent(rows);
        foreach (string row in rows)
        {
            text.Append("    ").Append(row).Append('\n');
        }
    }

    private void AppendLine(List<string> rows, int line)
    {
        string carets = hasCarets ? Carets(line) : string.Empty;
        StringBuilder row = new();
        if (!isColored || !hasCarets)
        {
            SourceLines.Append(row, lines[line]);
            rows.Add(row.ToString());
            if (hasCarets)
            {
                rows.Add(carets);
            }

            return;
        }

        // Runs of equal carets colour what is above them.
        StringBuilder marks = new();
        int[] points = lines[line];
        int length = Math.Max(points.Length, carets.Length);
        for (int i = 0; i < length;)
        {
            char mark = i < carets.Length ? carets[i] : '\0';
            string color = mark == '^' ? Palette.BoldRedCode : mark == '~' ? Palette.RedCode : string.Empty;
            string reset = color.Length > 0 ? Palette.ResetCode : string.Empty;
            row.Append(color);
            marks.Append(color);
            for (; i < length && (i < carets.Length ? carets[i] : '\0') == mark; i++)
            {
                if (i < points.Length)
                {
                    SourceLines.Append(row, points[i]);
                }

                if (mark != '\0')
                {
                    marks.Append(mark);
                }
            }

            row.Append(reset);
            marks.Append(reset);
        }

        rows.Add(row.ToString());
        rows.Add(marks.ToString());
    }

    private string Carets(int line)
    {
        int[] points = lines[line];
        int indentation = SourceLines.Indentation(points);
        int first = line == 0 ? DisplayWidth.Of(points.AsSpan(0, start)) : 0;
        int count = DisplayWidth.Of(line == lines.Length - 1 ? points.AsSpan(0, end) : points);
        int anchorStart = anchors is { } a ? AnchorColumn(a.Line, a.Column) : 0;
        int anchorEnd = anchors is { } b ? AnchorColumn(b.EndLine, b.EndColumn) : 0;
        StringBuilder carets = new(count);
        for (int column = 0; column < count; column++)
        {
            bool isBefore = column < indentation || column < first;
            bool isAnchor = anchors is not { } found
                || ((line > found.Line || (line == found.Line && column >= anchorStart))
                    && (line < found.EndLine || (line == found.EndLine && column < anchorEnd)));
            carets.Append(isBefore ? ' ' : isAnchor ? '^' : '~');
        }

        return carets.ToString();
    }

    /// <summary>The terminal column of an anchor.</summary>
    private int AnchorColumn(int line, int column)
    {
        int points = line == 0 ? column + start : column;
        return DisplayWidth.Of(lines[line].AsSpan(0, Math.Min(points, lines[line].Length)));
    }
}
