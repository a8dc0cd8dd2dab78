namespace MiniScript.Runtime.Syntax;

/// <summary>A <c>SyntaxWarning</c>: source that is valid but probably wrong.</summary>
/// <param name="Message">The message.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">Code points before the place on its line, from 0.</param>
public readonly record struct SourceWarning(string Message, int Line, int Column);
