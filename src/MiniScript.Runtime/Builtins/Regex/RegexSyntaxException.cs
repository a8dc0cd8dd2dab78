namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>What is wrong with a pattern or a template. It never leaves the functions that compile them.</summary>
/// <param name="type">The script exception that it becomes.</param>
/// <param name="message">The message.</param>
/// <param name="position">The index in the pattern, or -1.</param>
internal sealed class RegexSyntaxException(RegexFault type, string message, int position) : Exception(message)
{
    /// <summary>The script exception that it becomes.</summary>
    public RegexFault Fault { get; } = type;

    /// <summary>The index in the pattern, or -1.</summary>
    public int Position { get; } = position;
}

/// <summary>The exceptions that compiling can raise.</summary>
internal enum RegexFault
{
#pragma warning disable CS1591 // The names are those of the script exceptions.
    PatternError, ValueError, OverflowError, IndexError, RecursionError, Pending,
#pragma warning restore CS1591
}
