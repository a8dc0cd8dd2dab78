namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>The value of an imaginary literal such as <c>2j</c>.</summary>
/// <param name="Value">The imaginary part.</param>
public sealed record ImaginaryLiteral(double Value);

/// <summary>The value of the literal <c>...</c>.</summary>
public sealed class EllipsisLiteral
{
    /// <summary>The only instance.</summary>
    public static readonly EllipsisLiteral Instance = new();

    private EllipsisLiteral()
    {
    }
}
