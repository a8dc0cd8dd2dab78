namespace MiniScript.Runtime.Builtins.ComplexMath;

/// <summary>A complex number as the functions compute with it; its error, if any, is the one that the function raises.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
/// <param name="Error">Why there is no value.</param>
internal readonly record struct ComplexValue(double Real, double Imaginary, ComplexError Error = ComplexError.None)
{
    /// <summary>Whether both parts are finite.</summary>
    public bool IsFinite => double.IsFinite(Real) && double.IsFinite(Imaginary);
}

/// <summary>Why a function has no value.</summary>
internal enum ComplexError : byte
{
#pragma warning disable CS1591 // The names say it.
    None, Domain, Range,
#pragma warning restore CS1591
}

/// <summary>The complex functions, with the branch cuts and special values of C99; formulas that neither overflow nor lose digits are Kahan's.</summary>
internal static class ComplexFunctions
{
    private const double Large = double.MaxValue / 4;
    private const double Ln2 = 0.693147180559945309417232121458176568;
    private const int ScaleUp = 53;
    private const int ScaleDown = -27;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private static readonly double RootLarge = Math.Sqrt(Large);
    private static readonly double LogLarge = Math.Log(Large);
    private static readonly double RootSmallest = Math.Sqrt(SmallestNormal);

    /// <summary>The square root.</summary>
    public static ComplexValue Sqrt(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Sqrt, z);
        }

        if (z.Real == 0 && z.Imaginary == 0)
        {
            return new(0, z.Imaginary);
        }

        double ax = Math.Abs(z.Real);
        double ay = Math.Abs(z.Imaginary);
        double s;
        if (ax < SmallestNormal && ay < SmallestNormal)
        {
            ax = Math.ScaleB(ax, ScaleUp);
            s = Math.ScaleB(Math.Sqrt(ax + double.Hypot(ax, Math.ScaleB(ay, ScaleUp))), ScaleDown);
        }
        else
        {
            ax /= 8;
            s = 2 * Math.Sqrt(ax + double.Hypot(ax, ay / 8));
        }

        double d = ay / (2 * s);
        return z.Real >= 0 ? new(s, Math.CopySign(d, z.Imaginary)) : new(d, Math.CopySign(s, z.Imaginary));
    }

    /// <summary>The inverse cosine.</summary>
    public static ComplexValue Acos(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Acos, z);
        }

        if (IsLarge(z))
        {
            double log = Math.Log(double.Hypot(z.Real / 2, z.Imaginary / 2)) + (Ln2 * 2);
            return new(Math.Atan2(Math.Abs(z.Imaginary), z.Real), z.Real < 0 ? -Math.CopySign(log, z.Imaginary) : Math.CopySign(log, -z.Imaginary));
        }

        ComplexValue a = Sqrt(new(1 - z.Real, -z.Imaginary));
        ComplexValue b = Sqrt(new(1 + z.Real, z.Imaginary));
        return new(2 * Math.Atan2(a.Real, b.Real), Math.Asinh((b.Real * a.Imaginary) - (b.Imaginary * a.Real)));
    }

    /// <summary>The inverse hyperbolic cosine.</summary>
    public static ComplexValue Acosh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Acosh, z);
        }

        if (IsLarge(z))
        {
            return new(Math.Log(double.Hypot(z.Real / 2, z.Imaginary / 2)) + (Ln2 * 2), Math.Atan2(z.Imaginary, z.Real));
        }

        ComplexValue a = Sqrt(new(z.Real - 1, z.Imaginary));
        ComplexValue b = Sqrt(new(z.Real + 1, z.Imaginary));
        return new(Math.Asinh((a.Real * b.Real) + (a.Imaginary * b.Imaginary)), 2 * Math.Atan2(a.Imaginary, b.Real));
    }

    /// <summary>The inverse hyperbolic sine.</summary>
    public static ComplexValue Asinh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Asinh, z);
        }

        if (IsLarge(z))
        {
            double log = Math.Log(double.Hypot(z.Real / 2, z.Imaginary / 2)) + (Ln2 * 2);
            return new(double.IsNegative(z.Imaginary) ? -Math.CopySign(log, -z.Real) : Math.CopySign(log, z.Real), Math.Atan2(z.Imaginary, Math.Abs(z.Real)));
        }

        ComplexValue a = Sqrt(new(1 + z.Imaginary, -z.Real));
        ComplexValue b = Sqrt(new(1 - z.Imaginary, z.Real));
        return new(Math.Asinh((a.Real * b.Imaginary) - (b.Real * a.Imaginary)), Math.Atan2(z.Imaginary, (a.Real * b.Real) - (a.Imaginary * b.Imaginary)));
    }

    /// <summary>The inverse hyperbolic tangent.</summary>
    public static ComplexValue Atanh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Atanh, z);
        }

        if (double.IsNegative(z.Real))
        {
            ComplexValue mirrored = Atanh(new(-z.Real, -z.Imaginary));
            return new(-mirrored.Real, -mirrored.Imaginary, mirrored.Error);
        }

        double ay = Math.Abs(z.Imaginary);
        if (z.Real > RootLarge || ay > RootLarge)
        {
            double h = double.Hypot(z.Real / 2, z.Imaginary / 2);
            return new(z.Real / 4 / h / h, -Math.CopySign(Math.PI / 2, -z.Imaginary));
        }

        if (z.Real == 1 && ay < RootSmallest)
        {
            return ay == 0 ? new(double.PositiveInfinity, z.Imaginary, ComplexError.Domain)
                : new(-Math.Log(Math.Sqrt(ay) / Math.Sqrt(double.Hypot(ay, 2))), Math.CopySign(Math.Atan2(2, -ay) / 2, z.Imaginary));
        }

        double away = 1 - z.Real;
        return new(LogOfOnePlus(4 * z.Real / ((away * away) + (ay * ay))) / 4, -Math.Atan2(-2 * z.Imaginary, (away * (1 + z.Real)) - (ay * ay)) / 2);
    }

    /// <summary>The inverse sine.</summary>
    public static ComplexValue Asin(ComplexValue z) => Turned(Asinh(new(-z.Imaginary, z.Real)));

    /// <summary>The inverse tangent.</summary>
    public static ComplexValue Atan(ComplexValue z) => Turned(Atanh(new(-z.Imaginary, z.Real)));

    /// <summary>The cosine.</summary>
    public static ComplexValue Cos(ComplexValue z) => Cosh(new(-z.Imaginary, z.Real));

    /// <summary>The sine.</summary>
    public static ComplexValue Sin(ComplexValue z) => Turned(Sinh(new(-z.Imaginary, z.Real)));

    /// <summary>The tangent.</summary>
    public static ComplexValue Tan(ComplexValue z) => Turned(Tanh(new(-z.Imaginary, z.Real)));

    /// <summary>The hyperbolic cosine.</summary>
    public static ComplexValue Cosh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return IsTurning(z) ? z.Real > 0 ? Directed(double.PositiveInfinity, z.Imaginary, 1) : Directed(double.PositiveInfinity, z.Imaginary, -1)
                : Special(SpecialValues.Cosh, z);
        }

        if (Math.Abs(z.Real) <= LogLarge)
        {
            return Checked(Math.Cos(z.Imaginary) * Math.Cosh(z.Real), Math.Sin(z.Imaginary) * Math.Sinh(z.Real));
        }

        double x = z.Real - Math.CopySign(1, z.Real);
        return Checked(Math.Cos(z.Imaginary) * Math.Cosh(x) * Math.E, Math.Sin(z.Imaginary) * Math.Sinh(x) * Math.E);
    }

    /// <summary>The hyperbolic sine.</summary>
    public static ComplexValue Sinh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return IsTurning(z) ? new(Math.CopySign(double.PositiveInfinity, Math.Cos(z.Imaginary)) * Math.Sign(z.Real), Math.CopySign(double.PositiveInfinity, Math.Sin(z.Imaginary)))
                : Special(SpecialValues.Sinh, z);
        }

        if (Math.Abs(z.Real) <= LogLarge)
        {
            return Checked(Math.Cos(z.Imaginary) * Math.Sinh(z.Real), Math.Sin(z.Imaginary) * Math.Cosh(z.Real));
        }

        double x = z.Real - Math.CopySign(1, z.Real);
        return Checked(Math.Cos(z.Imaginary) * Math.Sinh(x) * Math.E, Math.Sin(z.Imaginary) * Math.Cosh(x) * Math.E);
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static ComplexValue Tanh(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return IsTurning(z) ? new(z.Real > 0 ? 1 : -1, Math.CopySign(0.0, 2 * Math.Sin(z.Imaginary) * Math.Cos(z.Imaginary))) : Special(SpecialValues.Tanh, z);
        }

        if (Math.Abs(z.Real) > LogLarge)
        {
            return new(Math.CopySign(1, z.Real), 4 * Math.Sin(z.Imaginary) * Math.Cos(z.Imaginary) * Math.Exp(-2 * Math.Abs(z.Real)));
        }

        double tx = Math.Tanh(z.Real);
        double ty = Math.Tan(z.Imaginary);
        double cx = 1 / Math.Cosh(z.Real);
        double both = tx * ty;
        double denominator = 1 + (both * both);
        return new(tx * (1 + (ty * ty)) / denominator, ty / denominator * cx * cx);
    }

    /// <summary>The exponential.</summary>
    public static ComplexValue Exp(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return IsTurning(z) ? Directed(z.Real > 0 ? double.PositiveInfinity : 0.0, z.Imaginary, 1) : Special(SpecialValues.Exp, z);
        }

        if (z.Real <= LogLarge)
        {
            double length = Math.Exp(z.Real);
            return Checked(length * Math.Cos(z.Imaginary), length * Math.Sin(z.Imaginary));
        }

        double shorter = Math.Exp(z.Real - 1);
        return Checked(shorter * Math.Cos(z.Imaginary) * Math.E, shorter * Math.Sin(z.Imaginary) * Math.E);
    }

    /// <summary>The natural logarithm.</summary>
    public static ComplexValue Log(ComplexValue z)
    {
        if (!z.IsFinite)
        {
            return Special(SpecialValues.Log, z);
        }

        double ax = Math.Abs(z.Real);
        double ay = Math.Abs(z.Imaginary);
        double angle = Math.Atan2(z.Imaginary, z.Real);
        if (ax > Large || ay > Large)
        {
            return new(Math.Log(double.Hypot(ax / 2, ay / 2)) + Ln2, angle);
        }

        if (ax < SmallestNormal && ay < SmallestNormal)
        {
            return ax > 0 || ay > 0 ? new(Math.Log(double.Hypot(Math.ScaleB(ax, ScaleUp), Math.ScaleB(ay, ScaleUp))) - (ScaleUp * Ln2), angle)
                : new(double.NegativeInfinity, angle, ComplexError.Domain);
        }

        double h = double.Hypot(ax, ay);
        if (h is < 0.71 or > 1.73)
        {
            return new(Math.Log(h), angle);
        }

        double most = Math.Max(ax, ay);
        double least = Math.Min(ax, ay);
        return new(LogOfOnePlus(((most - 1) * (most + 1)) + (least * least)) / 2, angle);
    }

    /// <summary>The number of a length and an angle.</summary>
    public static ComplexValue Rect(double length, double angle)
    {
        if (!double.IsFinite(length) || !double.IsFinite(angle))
        {
            return double.IsInfinity(length) && double.IsFinite(angle) && angle != 0
                ? new(Math.CopySign(double.PositiveInfinity, Math.Cos(angle)) * Math.Sign(length), Math.CopySign(double.PositiveInfinity, Math.Sin(angle)) * Math.Sign(length))
                : Special(SpecialValues.Rect, new(length, angle));
        }

        // A zero angle keeps the sign of its zero.
        return angle == 0 ? new(length, length * angle) : new(length * Math.Cos(angle), length * Math.Sin(angle));
    }

    private static bool IsLarge(ComplexValue z) => Math.Abs(z.Real) > Large || Math.Abs(z.Imaginary) > Large;

    private static bool IsTurning(ComplexValue z) => double.IsInfinity(z.Real) && double.IsFinite(z.Imaginary) && z.Imaginary != 0;

    private static ComplexValue Directed(double length, double angle, int sign) =>
        new(Math.CopySign(length, Math.Cos(angle)), sign * Math.CopySign(length, Math.Sin(angle)));

    private static ComplexValue Turned(ComplexValue z) => new(z.Imaginary, -z.Real, z.Error);

    private static ComplexValue Checked(double real, double imaginary) =>
        new(real, imaginary, double.IsInfinity(real) || double.IsInfinity(imaginary) ? ComplexError.Range : ComplexError.None);

    private static ComplexValue Special(ReadOnlySpan<byte> table, ComplexValue z) =>
        SpecialValues.TryFind(table, z.Real, z.Imaginary, out double real, out double imaginary) ? new(real, imaginary) : new(0, 0, ComplexError.Domain);

    private static double LogOfOnePlus(double x) => Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);
}
