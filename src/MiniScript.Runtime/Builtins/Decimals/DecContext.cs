using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The ways to round, numbered as they are listed.</summary>
internal enum DecRounding : byte
{
#pragma warning disable CS1591 // The names say it.
    Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven, ZeroFiveUp,
#pragma warning restore CS1591
}

/// <summary>Conditions that an operation meets, as bits; several make up the signal of an invalid operation.</summary>
[Flags]
internal enum DecStatus : uint
{
#pragma warning disable CS1591 // The names say it.
    None = 0, Clamped = 1, ConversionSyntax = 2, DivisionByZero = 4, DivisionImpossible = 8, DivisionUndefined = 16, Inexact = 64, InvalidContext = 128,
    InvalidOperation = 256, OutOfMemory = 512, Overflow = 2048, Rounded = 4096, Subnormal = 8192, Underflow = 16384, FloatOperation = 32768,
    AnyInvalid = ConversionSyntax | DivisionImpossible | DivisionUndefined | InvalidContext | InvalidOperation | OutOfMemory,
#pragma warning restore CS1591
}

/// <summary>The limits that results are fitted to, and what happened on the way.</summary>
internal struct DecContext
{
    /// <summary>The most that a precision or an exponent can be.</summary>
    public const long Most = 999_999_999_999_999_999;

    /// <summary>The most digits that are computed: what would need more is out of memory.</summary>
    public const long MostDigits = 80_000_000;

    /// <summary>The digits that results have at most.</summary>
    public long Precision;

    /// <summary>The greatest exponent of a first digit.</summary>
    public long MostExponent;

    /// <summary>The least exponent of a first digit of a normal number.</summary>
    public long LeastExponent;

    /// <summary>How results are rounded.</summary>
    public DecRounding Rounding;

    /// <summary>Whether exponents are kept so low that a coefficient of full length stays in range.</summary>
    public bool Clamp;

    /// <summary>What happened.</summary>
    public DecStatus Status;

    /// <summary>The least exponent of a last digit.</summary>
    public readonly long Tiny => LeastExponent - Precision + 1;

    /// <summary>The greatest exponent of a last digit of a coefficient of full length.</summary>
    public readonly long Top => MostExponent - Precision + 1;

    /// <summary>A context without limits that matter, for intermediate results.</summary>
    public static DecContext Wide(long precision) => new()
    {
        Precision = precision, MostExponent = Most, LeastExponent = -Most, Rounding = DecRounding.HalfEven,
    };

    /// <summary>An invalid operation: a NaN.</summary>
    public Dec Invalid(DecStatus why = DecStatus.InvalidOperation)
    {
        Status |= why;
        return Dec.NaN;
    }

    /// <summary>Fits a result: rounds it, and lets it overflow or underflow.</summary>
    public Dec Finish(Dec value)
    {
        if (!value.IsFinite)
        {
            return value.IsNaN ? FitPayload(value) : value;
        }

        BigInteger coefficient = value.Coefficient;
        long exponent = value.Exponent;
        if (coefficient.IsZero)
        {
            long most = Clamp ? Top : MostExponent;
            long fitted = Math.Clamp(exponent, Tiny, most);
            Status |= fitted != exponent ? DecStatus.Clamped : 0;
            return new Dec(value.Negative, coefficient, fitted);
        }

        long digits = PowersOfTen.Digits(coefficient);
        long adjusted = exponent + digits - 1;
        if (adjusted > MostExponent)
        {
            return Overflow(value.Negative);
        }

        if (adjusted < LeastExponent)
        {
            Status |= DecStatus.Subnormal;
            long low = Tiny - exponent;
            if (low > 0)
            {
                coefficient = Shorten(coefficient, low, value.Negative, Rounding, out bool isInexact);
                exponent = Tiny;
                Status |= DecStatus.Rounded | (isInexact ? DecStatus.Inexact | DecStatus.Underflow : 0) | (coefficient.IsZero ? DecStatus.Clamped : 0);
            }
        }
        else if (digits > Precision)
        {
            long drop = digits - Precision;
            coefficient = Shorten(coefficient, drop, value.Negative, Rounding, out bool isInexact);
            exponent += drop;
            Status |= DecStatus.Rounded | (isInexact ? DecStatus.Inexact : 0);
            if (PowersOfTen.Digits(coefficient) > Precision)
            {
                coefficient /= 10;
                exponent++;
            }

            if (exponent + Precision - 1 > MostExponent)
            {
                return Overflow(value.Negative);
            }
        }

        if (Clamp && exponent > Top)
        {
            coefficient *= PowersOfTen.Of(exponent - Top);
            exponent = Top;
            Status |= DecStatus.Clamped;
        }

        return new Dec(value.Negative, coefficient, exponent);
    }

    /// <summary>Drops the last digits of a coefficient, rounding.</summary>
    public static BigInteger Shorten(BigInteger coefficient, long drop, bool negative, DecRounding rounding, out bool isInexact)
    {
        if (drop > PowersOfTen.Digits(coefficient) + 1)
        {
            isInexact = !coefficient.IsZero;
            return isInexact && RoundsUp(BigInteger.Zero, -1, negative, rounding) ? BigInteger.One : BigInteger.Zero;
        }

        BigInteger unit = PowersOfTen.Of(drop);
        BigInteger quotient = BigInteger.DivRem(coefficient, unit, out BigInteger rest);
        isInexact = !rest.IsZero;
        return isInexact && RoundsUp(quotient, (rest + rest).CompareTo(unit), negative, rounding) ? quotient + 1 : quotient;
    }

    /// <summary>Whether a quotient with a rest is rounded away from zero.</summary>
    /// <param name="quotient">What is kept.</param>
    /// <param name="half">How the rest, which is not zero, compares with half a unit.</param>
    /// <param name="negative">The sign.</param>
    /// <param name="rounding">How to round.</param>
    public static bool RoundsUp(BigInteger quotient, int half, bool negative, DecRounding rounding) => rounding switch
    {
        DecRounding.Up => true,
        DecRounding.Down => false,
        DecRounding.Ceiling => !negative,
        DecRounding.Floor => negative,
        DecRounding.HalfUp => half >= 0,
        DecRounding.HalfDown => half > 0,
        DecRounding.HalfEven => half > 0 || (half == 0 && !quotient.IsEven),
        _ => (quotient % 5).IsZero,
    };

    private Dec Overflow(bool negative)
    {
        Status |= DecStatus.Overflow | DecStatus.Inexact | DecStatus.Rounded;
        bool isFinite = Rounding switch
        {
            DecRounding.Down or DecRounding.ZeroFiveUp => true,
            DecRounding.Ceiling => negative,
            DecRounding.Floor => !negative,
            _ => false,
        };
        if (isFinite && Precision > MostDigits)
        {
            return Invalid(DecStatus.OutOfMemory);
        }

        return isFinite ? new Dec(negative, PowersOfTen.Of(Precision) - 1, Top) : Dec.Infinity(negative);
    }

    private readonly Dec FitPayload(Dec value)
    {
        long room = Precision - (Clamp ? 1 : 0);
        return value.Coefficient.IsZero || PowersOfTen.Digits(value.Coefficient) <= room ? value
            : value with { Coefficient = value.Coefficient % PowersOfTen.Of(Math.Max(room, 0)) };
    }
}
