using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace MiniScript.Generators.Emission;

/// <summary>Writes indented C# source.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes a line at the current depth; an empty one stays empty.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', depth * 4).Append(line);
        }
        text.Append('\n');
        return this;
    }

    /// <summary>Writes a line and opens a block under it.</summary>
    public SourceWriter Open(string line)
    {
        Line(line).Line("{");
        depth++;
        return this;
    }

    /// <summary>Closes the innermost block.</summary>
    public SourceWriter Close(string after = "")
    {
        depth--;
        return Line("}" + after);
    }

    /// <summary>A UTF-8 string literal.</summary>
    public static string Utf8(string value) => SymbolDisplay.FormatLiteral(value, quote: true) + "u8";

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
