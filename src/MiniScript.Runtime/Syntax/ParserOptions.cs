namespace MiniScript.Runtime.Syntax;

/// <summary>How a source is parsed.</summary>
public sealed class ParserOptions
{
    /// <summary>The defaults.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>
    /// Finds the code point of a Unicode character name for <c>\N{…}</c>, or a negative number for an unknown one. Without it such
    /// escapes are refused.
    /// </summary>
    public Func<string, int>? CharacterNames { get; init; }
}
