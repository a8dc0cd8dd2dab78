namespace MiniScript.Runtime.Compilation;

using System.Text;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Makes the errors of one source.</summary>
internal sealed class CompileErrors(SourceText source)
{
    /// <summary>A <c>SyntaxError</c> at a place.</summary>
    public SyntaxErrorException At(SourceSpan span, string message) => new(
        SyntaxErrorKind.SyntaxError,
        message,
        source.FileName,
        span.Line,
        span.Column + 1,
        span.EndLine,
        span.EndColumn + 1,
        source.GetLine(span.Line) + "\n");

    /// <summary>A <c>SyntaxError</c> at a node.</summary>
    public SyntaxErrorException At(Node node, string message) => At(node.Span, message);

    /// <summary>The refusal of a construct that is part of the language, but not executed yet.</summary>
    public SyntaxErrorException NotSupported(Node node, string construct) => At(node, $"{construct} is not supported yet");

    /// <summary>The source text of a span, lines joined by spaces.</summary>
    public string TextOf(SourceSpan span)
    {
        var text = new StringBuilder();
        for (int line = span.Line; line <= span.EndLine; line++)
        {
            string whole = source.GetLine(line);
            int end = line == span.EndLine ? Utf16Index(whole, span.EndColumn) : whole.Length;
            int start = line == span.Line ? Utf16Index(whole, span.Column) : 0;
            text.Append(text.Length > 0 ? " " : "").Append(whole.AsSpan(start, end - start).Trim());
        }

        return text.ToString();
    }

    private static int Utf16Index(string line, int codePoints)
    {
        int index = 0;
        for (; codePoints > 0 && index < line.Length; codePoints--)
        {
            index += char.IsHighSurrogate(line[index]) && index + 1 < line.Length ? 2 : 1;
        }

        return index;
    }

    /// <summary>The error of a tree too deep to compile.</summary>
    public SyntaxErrorException TooDeep() => new(
        SyntaxErrorKind.RecursionError, "maximum recursion depth exceeded during compilation", source.FileName, 0, 0, 0, 0, null);
}
