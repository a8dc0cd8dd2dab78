namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;

/// <summary>Where a pattern goes on that does not match: the next case, or the next alternative.</summary>
internal sealed class PatternFailure
{
    /// <summary>The place.</summary>
    public Label Label { get; } = new();

    /// <summary>Covers the attribute loads of class patterns, whose <c>AttributeError</c> means "does not match"; null without any.</summary>
    public ProtectedRange? Range { get; set; }

    /// <summary>The register in which such an exception arrives.</summary>
    public int ExceptionRegister { get; set; }
}

/// <summary>What a pattern is matched against: a value, or the items of a tuple that is not made.</summary>
/// <param name="Register">The register of the value; unused with <paramref name="Items"/>.</param>
/// <param name="Items">The registers of the items, or null.</param>
internal readonly record struct PatternSubject(int Register, int[]? Items);

/// <summary>A name that a pattern binds once the whole pattern matches.</summary>
/// <param name="Name">The name.</param>
/// <param name="Register">The value.</param>
/// <param name="At">The pattern that captures.</param>
internal readonly record struct PatternCapture(string Name, int Register, Syntax.Tree.Pattern At);
