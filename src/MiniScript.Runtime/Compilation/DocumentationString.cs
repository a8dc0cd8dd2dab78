namespace MiniScript.Runtime.Compilation;

using System.Text;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Documentation strings.</summary>
internal static class DocumentationString
{
    private const int TabSize = 8;

    /// <summary>The documentation string that a body begins with, its common indentation removed; null if there is none.</summary>
    public static string? Of(Statement[] body) => body.Length > 0 && body[0] is Expr { Value: Constant { Value: string text } } ? Clean(text) : null;

    /// <summary>Removes leading blanks of the first line, and of all others as many as the least indented of these has.</summary>
    public static string Clean(string text)
    {
        if (text.Contains('\t'))
        {
            text = ExpandTabs(text);
        }

        string[] lines = text.Split('\n');
        int margin = int.MaxValue;
        for (int i = 1; i < lines.Length; i++)
        {
            int indent = Indentation(lines[i]);
            if (indent < lines[i].Length)
            {
                margin = Math.Min(margin, indent);
            }
        }

        margin = margin == int.MaxValue ? 0 : margin;
        lines[0] = lines[0].TrimStart(' ');
        for (int i = 1; i < lines.Length; i++)
        {
            lines[i] = lines[i][Math.Min(margin, Indentation(lines[i]))..];
        }

        return string.Join('\n', lines);
    }

    private static int Indentation(string line)
    {
        int indent = 0;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }

        return indent;
    }

    private static string ExpandTabs(string text)
    {
        var expanded = new StringBuilder();
        int column = 0;
        foreach (char c in text)
        {
            if (c == '\t')
            {
                int spaces = TabSize - (column % TabSize);
                expanded.Append(' ', spaces);
                column += spaces;
                continue;
            }

            expanded.Append(c);
            column = c is '\n' or '\r' ? 0 : column + (char.IsLowSurrogate(c) ? 0 : 1);
        }

        return expanded.ToString();
    }
}
