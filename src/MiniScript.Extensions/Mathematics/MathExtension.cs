using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Mathematics;

/// <summary>This module provides access to the mathematical functions defined by the C standard.</summary>
/// <remarks>Functions of one float are here, integers and sums in the other files of the class.</remarks>
[Extension("math")]
public static unsafe partial class MathExtension
{
    private const double DegreesPerRadian = 180.0 / double.Pi;
    private const double RadiansPerDegree = double.Pi / 180.0;

    [Constant("pi")]
    private const double Pi = double.Pi;

    [Constant("e")]
    private const double E = double.E;

    [Constant("tau")]
    private const double Tau = double.Tau;

    [Constant("inf")]
    private const double Infinity = double.PositiveInfinity;

    [Constant("nan")]
    private static double NotANumber => BitConverter.UInt64BitsToDouble(0x7ff8UL << 48);

    /// <summary>Return the square root of x.</summary>
    [Function("sqrt", Signature = "(x, /)")]
    private static Value Sqrt(Vm* vm, double x) => Check(vm, double.Sqrt(x), x, false);

    /// <summary>Return the cube root of x.</summary>
    [Function("cbrt", Signature = "(x, /)")]
    private static double Cbrt(double x) => double.Cbrt(x);

    /// <summary>Return e raised to the power of x.</summary>
    [Function("exp", Signature = "(x, /)")]
    private static Value Exp(Vm* vm, double x) => Check(vm, double.Exp(x), x, true);

    /// <summary>Return 2 raised to the power of x.</summary>
    [Function("exp2", Signature = "(x, /)")]
    private static Value Exp2(Vm* vm, double x) => Check(vm, NativeMath.Exp2(x), x, true);

    /// <summary>Return exp(x)-1. This function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.</summary>
    [Function("expm1", Signature = "(x, /)")]
    private static Value ExpM1(Vm* vm, double x) => Check(vm, NativeMath.ExpM1(x), x, true);

    /// <summary>Return the sine of x (measured in radians).</summary>
    [Function("sin", Signature = "(x, /)")]
    private static Value Sin(Vm* vm, double x) => Check(vm, double.Sin(x), x, false);

    /// <summary>Return the cosine of x (measured in radians).</summary>
    [Function("cos", Signature = "(x, /)")]
    private static Value Cos(Vm* vm, double x) => Check(vm, double.Cos(x), x, false);

    /// <summary>Return the tangent of x (measured in radians).</summary>
    [Function("tan", Signature = "(x, /)")]
    private static Value Tan(Vm* vm, double x) => Check(vm, double.Tan(x), x, false);

    /// <summary>Return the arc sine (measured in radians) of x. The result is between -pi/2 and pi/2.</summary>
    [Function("asin", Signature = "(x, /)")]
    private static Value Asin(Vm* vm, double x) => Check(vm, double.Asin(x), x, false);

    /// <summary>Return the arc cosine (measured in radians) of x. The result is between 0 and pi.</summary>
    [Function("acos", Signature = "(x, /)")]
    private static Value Acos(Vm* vm, double x) => Check(vm, double.Acos(x), x, false);

    /// <summary>Return the arc tangent (measured in radians) of x. The result is between -pi/2 and pi/2.</summary>
    [Function("atan", Signature = "(x, /)")]
    private static double Atan(double x) => double.Atan(x);

    /// <summary>Return the arc tangent (measured in radians) of y/x. Unlike atan(y/x), the signs of both x and y are considered.</summary>
    [Function("atan2", Signature = "(y, x, /)")]
    private static double Atan2(double y, double x) => double.Atan2(y, x);

    /// <summary>Return the hyperbolic sine of x.</summary>
    [Function("sinh", Signature = "(x, /)")]
    private static Value Sinh(Vm* vm, double x) => Check(vm, double.Sinh(x), x, true);

    /// <summary>Return the hyperbolic cosine of x.</summary>
    [Function("cosh", Signature = "(x, /)")]
    private static Value Cosh(Vm* vm, double x) => Check(vm, double.Cosh(x), x, true);

    /// <summary>Return the hyperbolic tangent of x.</summary>
    [Function("tanh", Signature = "(x, /)")]
    private static double Tanh(double x) => double.Tanh(x);

    /// <summary>Return the inverse hyperbolic sine of x.</summary>
    [Function("asinh", Signature = "(x, /)")]
    private static double Asinh(double x) => double.Asinh(x);

    /// <summary>Return the inverse hyperbolic cosine of x.</summary>
    [Function("acosh", Signature = "(x, /)")]
    private static Value Acosh(Vm* vm, double x) => Check(vm, double.Acosh(x), x, false);

    /// <summary>Return the inverse hyperbolic tangent of x.</summary>
    [Function("atanh", Signature = "(x, /)")]
    private static Value Atanh(Vm* vm, double x) => Check(vm, double.Atanh(x), x, false);

    /// <summary>Convert angle x from radians to degrees.</summary>
    [Function("degrees", Signature = "(x, /)")]
    private static double Degrees(double x) => x * DegreesPerRadian;

    /// <summary>Convert angle x from degrees to radians.</summary>
    [Function("radians", Signature = "(x, /)")]
    private static double Radians(double x) => x * RadiansPerDegree;

    /// <summary>Error function at x.</summary>
    [Function("erf", Signature = "(x, /)")]
    private static double Erf(double x) => NativeMath.Erf(x);

    /// <summary>Complementary error function at x.</summary>
    [Function("erfc", Signature = "(x, /)")]
    private static double Erfc(double x) => NativeMath.Erfc(x);

    /// <summary>Gamma function at x.</summary>
    [Function("gamma", Signature = "(x, /)")]
    private static Value Gamma(Vm* vm, double x) => Check(vm, GammaFunction.Gamma(x), x, true);

    /// <summary>Natural logarithm of absolute value of Gamma function at x.</summary>
    [Function("lgamma", Signature = "(x, /)")]
    private static Value LogGamma(Vm* vm, double x) => Check(vm, GammaFunction.LogGamma(x), x, true);

    /// <summary>log(x, [base=math.e]): Return the logarithm of x to the given base. If the base is not specified, returns the natural logarithm (base e) of x.</summary>
    [Function("log", Signature = "(x, base=None, /)")]
    private static Value Log(Vm* vm, Value x, Value @base)
    {
        if (!TryLog(vm, x, &NaturalLog, out double numerator))
        {
            return Value.Undefined;
        }

        if (@base.IsUndefined || @base.IsNone)
        {
            return Value.FromForeignFloat(numerator);
        }

        return TryLog(vm, @base, &NaturalLog, out double denominator) ? Floats.Divide(vm, numerator, denominator) : Value.Undefined;
    }

    /// <summary>Return the base 2 logarithm of x.</summary>
    [Function("log2", Signature = "(x, /)")]
    private static Value Log2(Vm* vm, Value x) => TryLog(vm, x, &BinaryLog, out double result) ? Value.FromForeignFloat(result) : Value.Undefined;

    /// <summary>Return the base 10 logarithm of x.</summary>
    [Function("log10", Signature = "(x, /)")]
    private static Value Log10(Vm* vm, Value x) => TryLog(vm, x, &DecimalLog, out double result) ? Value.FromForeignFloat(result) : Value.Undefined;

    /// <summary>Return the natural logarithm of 1+x (base e). The result is computed in a way which is accurate for x near zero.</summary>
    [Function("log1p", Signature = "(x, /)")]
    private static Value LogP1(Vm* vm, double x) => Check(vm, NativeMath.LogP1(x), x, false);

    /// <summary>Return x**y (x to the power of y).</summary>
    [Function("pow", Signature = "(x, y, /)")]
    private static Value Pow(Vm* vm, double x, double y)
    {
        double result = double.Pow(x, y);
        if (double.IsFinite(result) || !double.IsFinite(x) || !double.IsFinite(y))
        {
            return Value.FromForeignFloat(result);
        }

        return double.IsNaN(result) || x == 0 ? DomainError(vm) : RangeError(vm);
    }

    /// <summary>Return fmod(x, y), according to platform C. x % y may differ.</summary>
    [Function("fmod", Signature = "(x, y, /)")]
    private static Value Fmod(Vm* vm, double x, double y) => CheckPair(vm, double.IsInfinity(y) && double.IsFinite(x) ? x : x % y, x, y);

    /// <summary>Difference between x and the closest integer multiple of y. In the case where x is exactly halfway between two multiples of y, the nearest even value of n is used.</summary>
    [Function("remainder", Signature = "(x, y, /)")]
    private static Value Remainder(Vm* vm, double x, double y) =>
        CheckPair(vm, double.IsInfinity(y) && double.IsFinite(x) ? x : double.Ieee754Remainder(x, y), x, y);

    /// <summary>Fused multiply-add operation: compute (x * y) + z with a single round.</summary>
    [Function("fma", Signature = "(x, y, z, /)")]
    private static Value Fma(Vm* vm, double x, double y, double z)
    {
        double result = double.FusedMultiplyAdd(x, y, z);
        if (double.IsNaN(result) && !double.IsNaN(x) && !double.IsNaN(y) && !double.IsNaN(z))
        {
            return Throw.ValueError(vm, "invalid operation in fma");
        }

        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y) && double.IsFinite(z)
            ? Throw.OverflowError(vm, "overflow in fma") : Value.FromForeignFloat(result);
    }

    /// <summary>Return the absolute value of the float x.</summary>
    [Function("fabs", Signature = "(x, /)")]
    private static double Fabs(double x) => double.Abs(x);

    /// <summary>Return a float with the magnitude (absolute value) of x but the sign of y.</summary>
    [Function("copysign", Signature = "(x, y, /)")]
    private static double CopySign(double x, double y) => double.CopySign(x, y);

    /// <summary>Return the fractional and integer parts of x. Both results carry the sign of x and are floats.</summary>
    [Function("modf", Signature = "(x, /)")]
    private static Tuple* Modf(Vm* vm, double x)
    {
        double whole = double.Truncate(x);
        double fraction = double.IsInfinity(x) ? 0.0 : x - whole;
        return Tuple.New(vm, Value.FromForeignFloat(double.CopySign(fraction, x)), Value.FromForeignFloat(whole));
    }

    /// <summary>Return the mantissa and exponent of x, as pair (m, e). m is a float and e is an int, such that x = m * 2.**e.</summary>
    [Function("frexp", Signature = "(x, /)")]
    private static Tuple* Frexp(Vm* vm, double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return Tuple.New(vm, Value.FromForeignFloat(x), Value.FromInt(0));
        }

        int exponent = double.ILogB(x) + 1;
        return Tuple.New(vm, Value.FromFloat(double.ScaleB(x, -exponent)), Value.FromInt(exponent));
    }

    /// <summary>Return x * (2**i). This is essentially the inverse of frexp().</summary>
    [Function("ldexp", Signature = "(x, i, /)")]
    private static Value Ldexp(Vm* vm, double x, Value i)
    {
        if (!Integers.IsInteger(i))
        {
            return Throw.TypeError(vm, "Expected an int as second argument to ldexp.");
        }

        if (x == 0 || !double.IsFinite(x))
        {
            return Value.FromForeignFloat(x);
        }

        Integers.TryIndexClipped(vm, i, out long exponent);
        double result = Scale(x, (int)long.Clamp(exponent, -5000, 5000));
        return double.IsInfinity(result) ? RangeError(vm) : Value.FromFloat(result);
    }

    /// <summary>Return True if x is neither an infinity nor a NaN, and False otherwise.</summary>
    [Function("isfinite", Signature = "(x, /)")]
    private static bool IsFinite(double x) => double.IsFinite(x);

    /// <summary>Return True if x is a positive or negative infinity, and False otherwise.</summary>
    [Function("isinf", Signature = "(x, /)")]
    private static bool IsInfinite(double x) => double.IsInfinity(x);

    /// <summary>Return True if x is a NaN (not a number), and False otherwise.</summary>
    [Function("isnan", Signature = "(x, /)")]
    private static bool IsNaN(double x) => double.IsNaN(x);

    /// <summary>Determine whether two floating-point numbers are close in value.</summary>
    [Function("isclose", Signature = "(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    private static Value IsClose(Vm* vm, double a, double b, double relTol, double absTol)
    {
        if (relTol < 0 || absTol < 0)
        {
            return Throw.ValueError(vm, "tolerances must be non-negative");
        }

        if (a == b)
        {
            return Value.True;
        }

        double difference = double.Abs(b - a);
        return Value.FromBool(!double.IsInfinity(a) && !double.IsInfinity(b)
            && (difference <= double.Abs(relTol * b) || difference <= double.Abs(relTol * a) || difference <= absTol));
    }

    /// <summary>Return the floating-point value the given number of steps after x towards y.</summary>
    [Function("nextafter", Signature = "(x, y, /, *, steps=None)")]
    private static Value NextAfter(Vm* vm, double x, double y, Value steps)
    {
        long count = 1;
        if (!steps.IsNone && !Integers.TryIndexClipped(vm, steps, out count))
        {
            return Value.Undefined;
        }

        if (count < 0)
        {
            return Throw.ValueError(vm, "steps must be a non-negative integer");
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Value.FromForeignFloat(x + y);
        }

        // Floats of one sign are ordered like their bits; numbered from zero outwards, a step is one.
        long from = Ordinal(x);
        long to = Ordinal(y);
        Int128 distance = count == long.MaxValue ? ulong.MaxValue : count; // clipped: further than any two floats are apart
        Int128 moved = from < to ? Int128.Min(from + distance, to) : Int128.Max(from - distance, to);
        return Value.FromFloat(count == 0 ? x : moved == to ? y == 0 ? double.CopySign(0, x == 0 ? y : x) : y : FromOrdinal((long)moved));
    }

    /// <summary>Return the value of the least significant bit of the float x.</summary>
    [Function("ulp", Signature = "(x, /)")]
    private static double Ulp(double x)
    {
        x = double.Abs(x);
        return !double.IsFinite(x) ? x : x == double.MaxValue ? x - double.BitDecrement(x) : double.BitIncrement(x) - x;
    }

    /// <summary>Return the floor of x as an Integral. This is the largest integer &lt;= x.</summary>
    [Function("floor", Signature = "(x, /)")]
    private static Value Floor(Vm* vm, Value x) => x.IsFloat ? Floats.ToInteger(vm, double.Floor(x.AsFloat)) : Round(vm, x, NameId.__floor__, &FloorOf);

    /// <summary>Return the ceiling of x as an Integral. This is the smallest integer &gt;= x.</summary>
    [Function("ceil", Signature = "(x, /)")]
    private static Value Ceiling(Vm* vm, Value x) => x.IsFloat ? Floats.ToInteger(vm, double.Ceiling(x.AsFloat)) : Round(vm, x, NameId.__ceil__, &CeilingOf);

    /// <summary>Truncates the Real x to the nearest Integral toward 0. Uses the __trunc__ magic method.</summary>
    [Function("trunc", Signature = "(x, /)")]
    private static Value Truncate(Vm* vm, Value x)
    {
        if (x.IsFloat || x.IsInt)
        {
            return x.IsInt ? x : Floats.ToInteger(vm, x.AsFloat);
        }

        int found = Attributes.LookupSpecial(vm, x, NameId.__trunc__, out Value method);
        return found > 0 ? Calls.Invoke(vm, method)
            : found < 0 ? Value.Undefined : Throw.TypeError(vm, $"type {Types.NameOf(vm, x)} doesn't define __trunc__ method");
    }

    private static Value Round(Vm* vm, Value x, NameId special, delegate*<double, double> round)
    {
        if (x.IsInt)
        {
            return x;
        }

        int found = Attributes.LookupSpecial(vm, x, special, out Value method);
        if (found != 0)
        {
            return found > 0 ? Calls.Invoke(vm, method) : Value.Undefined;
        }

        return Floats.TryGet(vm, x, out double number) ? Floats.ToInteger(vm, round(number)) : Value.Undefined;
    }

    private static double FloorOf(double x) => double.Floor(x);

    private static double CeilingOf(double x) => double.Ceiling(x);

    private static double NaturalLog(double x) => double.Log(x);

    private static double BinaryLog(double x) => double.Log2(x);

    private static double DecimalLog(double x) => double.Log10(x);

    /// <summary>The logarithm of a float, or of an integer of any size.</summary>
    private static bool TryLog(Vm* vm, Value value, delegate*<double, double> log, out double result)
    {
        result = 0;
        Value integer = Integers.Unbox(value);
        double x;
        int exponent = 0;
        if (integer.IsUndefined)
        {
            if (!Floats.TryGet(vm, value, out x))
            {
                return false;
            }
        }
        else
        {
            x = Floats.FromInteger(integer);
            if (double.IsPositiveInfinity(x))
            {
                exponent = (int)Integers.BitLength(integer);
                x = Floats.FromInteger(Integers.RightShift(vm, integer, Value.FromInt(exponent - 64)));
                exponent -= 64;
            }
        }

        if (x <= 0)
        {
            DomainError(vm);
            return false;
        }

        result = exponent == 0 ? log(x) : log(x) + (log(2.0) * exponent);
        return true;
    }

    /// <summary>x × 2^exponent, rounded once: a subnormal result is reached in one step.</summary>
    private static double Scale(double x, int exponent) => double.ScaleB(x, exponent);

    private static long Ordinal(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    private static double FromOrdinal(long ordinal) => BitConverter.Int64BitsToDouble(ordinal >= 0 ? ordinal : long.MinValue - ordinal);

    /// <summary>Turns what IEEE 754 returns for impossible arguments into exceptions, as C's errno would tell.</summary>
    private static Value Check(Vm* vm, double result, double x, bool canOverflow)
    {
        if (double.IsFinite(result))
        {
            return Value.FromFloat(result);
        }

        if (double.IsNaN(result) ? !double.IsNaN(x) : double.IsFinite(x) && !canOverflow)
        {
            return DomainError(vm);
        }

        return double.IsInfinity(result) && double.IsFinite(x) ? RangeError(vm) : Value.FromForeignFloat(result);
    }

    private static Value CheckPair(Vm* vm, double result, double x, double y) =>
        double.IsNaN(result) && !double.IsNaN(x) && !double.IsNaN(y) ? DomainError(vm) : Value.FromForeignFloat(result);

    private static Value DomainError(Vm* vm) => Throw.ValueError(vm, "math domain error");

    private static Value RangeError(Vm* vm) => Throw.OverflowError(vm, "math range error");
}
