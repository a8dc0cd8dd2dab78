namespace MiniScript.Runtime.Syntax.Tree;

/// <summary>A literal.</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">See <see cref="Value"/>.</param>
/// <param name="prefix">See <see cref="Prefix"/>.</param>
public sealed class Constant(SourceSpan span, object? value, string? prefix = null) : Expression(NodeKind.Constant, span)
{
    /// <summary>
    /// The literal's value: null (<c>None</c>), a boxed <see cref="bool"/>, a boxed <see cref="long"/> for every integer of 64 bits,
    /// <see cref="System.Numerics.BigInteger"/> for larger ones, a boxed <see cref="double"/>, <see cref="ImaginaryLiteral"/>,
    /// <see cref="string"/> (UTF-16, lone surrogates possible), <see cref="T:System.Byte[]"/> or <see cref="EllipsisLiteral"/>.
    /// </summary>
    public object? Value { get; } = value;

    /// <summary><c>u</c> for a string literal written with that prefix, else null (the field <c>kind</c>).</summary>
    public string? Prefix { get; } = prefix;
}
