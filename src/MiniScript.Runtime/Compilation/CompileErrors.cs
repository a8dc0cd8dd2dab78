namespace MiniScript.Runtime.Compilation;

using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Makes the errors of one source.</summary>
internal sealed class CompileErrors(SourceText source)
{
    /// <summary>What is asked while the source is compiled; null: nothing.</summary>
    public SourceWatch? Watch => source.Watch;

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

    /// <summary>The error of a tree too deep to compile.</summary>
    public SyntaxErrorException TooDeep() => new(
        SyntaxErrorKind.RecursionError, "maximum recursion depth exceeded during compilation", source.FileName, 0, 0, 0, 0, null);
}
