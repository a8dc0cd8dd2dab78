using System.Numerics;

namespace MiniScript.Runtime.Compilation;

/// <summary>Tells literals apart as constants must be: 1, 1.0 and True differ, as do 0.0 and -0.0, within tuples too.</summary>
internal sealed class LiteralComparer : IEqualityComparer<object>
{
    /// <summary>The only instance.</summary>
    public static readonly LiteralComparer Instance = new();

    private LiteralComparer()
    {
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        return (x, y) switch
        {
            (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
            (long a, long b) => a == b,
            (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
            (bool a, bool b) => a == b,
            (BigInteger a, BigInteger b) => a == b,
            (Complex a, Complex b) => Equals(a.Real, b.Real) && Equals(a.Imaginary, b.Imaginary),
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (TupleLiteral a, TupleLiteral b) => SameItems(a.Items, b.Items),
            (FrozenSetLiteral a, FrozenSetLiteral b) => SameItems(a.Items, b.Items),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public int GetHashCode(object literal)
    {
        switch (literal)
        {
            case byte[] bytes:
                var ofBytes = default(HashCode);
                ofBytes.AddBytes(bytes);
                return ofBytes.ToHashCode();
            case TupleLiteral tuple:
                return HashItems(tuple.Items, 1);
            case FrozenSetLiteral set:
                return HashItems(set.Items, 2);
            default:
                return literal.GetHashCode();
        }
    }

    private bool SameItems(object?[] a, object?[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (!Equals(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private int HashItems(object?[] items, int seed)
    {
        var hash = default(HashCode);
        hash.Add(seed);
        foreach (object? item in items)
        {
            hash.Add(item is null ? 0 : GetHashCode(item));
        }

        return hash.ToHashCode();
    }
}
