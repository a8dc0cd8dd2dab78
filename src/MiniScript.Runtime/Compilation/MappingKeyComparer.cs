using System.Numerics;

namespace MiniScript.Runtime.Compilation;

/// <summary>Compares literals as keys of a mapping: numbers of equal value are one key, whatever their type.</summary>
internal sealed class MappingKeyComparer : IEqualityComparer<object>
{
    /// <summary>Stands for <c>None</c>.</summary>
    public static readonly object None = new();

    /// <summary>The only instance.</summary>
    public static readonly MappingKeyComparer Instance = new();

    private MappingKeyComparer()
    {
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => LiteralComparer.Instance.Equals(Normal(x!), Normal(y!));

    /// <inheritdoc/>
    public int GetHashCode(object literal) => LiteralComparer.Instance.GetHashCode(Normal(literal));

    private static object Normal(object literal) => literal switch
    {
        bool truth => truth ? 1L : 0L,
        Complex { Imaginary: 0 } number => Normal(number.Real),
        double number when double.IsInteger(number) => Normal(new BigInteger(number)),
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        _ => literal,
    };
}
