using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>What a decimal number is.</summary>
internal enum DecKind : byte
{
#pragma warning disable CS1591 // The names say it.
    Finite, Infinity, QuietNaN, SignalingNaN,
#pragma warning restore CS1591
}

/// <summary>A decimal number as the arithmetic sees it: sign, coefficient, exponent.</summary>
/// <param name="Negative">The sign.</param>
/// <param name="Coefficient">The digits, never negative; of a NaN its payload.</param>
/// <param name="Exponent">The power of ten that the last digit counts.</param>
/// <param name="Kind">Whether it is a number.</param>
internal readonly record struct Dec(bool Negative, BigInteger Coefficient, long Exponent, DecKind Kind = DecKind.Finite)
{
    /// <summary>The quiet NaN without payload.</summary>
    public static Dec NaN => new(false, BigInteger.Zero, 0, DecKind.QuietNaN);

    /// <summary>Whether it is neither infinite nor a NaN.</summary>
    public bool IsFinite => Kind == DecKind.Finite;

    /// <summary>Whether it is a NaN of either kind.</summary>
    public bool IsNaN => Kind >= DecKind.QuietNaN;

    /// <summary>Whether it is infinite.</summary>
    public bool IsInfinite => Kind == DecKind.Infinity;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => Kind == DecKind.Finite && Coefficient.IsZero;

    /// <summary>The digits of the coefficient; 1 for zero.</summary>
    public long Digits => PowersOfTen.Digits(Coefficient);

    /// <summary>The exponent of the first digit.</summary>
    public long Adjusted => Exponent + Digits - 1;

    /// <summary>An infinity.</summary>
    public static Dec Infinity(bool negative) => new(negative, BigInteger.Zero, 0, DecKind.Infinity);

    /// <summary>A whole number.</summary>
    public static Dec Of(BigInteger value) => new(value.Sign < 0, BigInteger.Abs(value), 0);
}
