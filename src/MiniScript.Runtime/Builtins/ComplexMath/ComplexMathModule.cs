using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Complex = MiniScript.Runtime.Objects.Complex;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.ComplexMath;

/// <summary>Mathematical functions for complex numbers.</summary>
[BuiltinModule("cmath")]
internal static unsafe partial class ComplexMathModule
{
    private const double LogOfTen = 2.302585092994045684017991454684364208;

    [Constant("e")]
    private static double E(Vm* vm) => Math.E;

    [Constant("pi")]
    private static double Pi(Vm* vm) => Math.PI;

    [Constant("tau")]
    private static double Tau(Vm* vm) => Math.Tau;

    [Constant("inf")]
    private static double Infinity(Vm* vm) => double.PositiveInfinity;

    [Constant("nan")]
    private static Value NaN(Vm* vm) => Value.FromForeignFloat(BitConverter.UInt64BitsToDouble(0x7ff8UL << 48));

    [Constant("infj")]
    private static Value ImaginaryInfinity(Vm* vm) => Complex.New(vm, 0, double.PositiveInfinity);

    [Constant("nanj")]
    private static Value ImaginaryNaN(Vm* vm) => Complex.New(vm, 0, BitConverter.UInt64BitsToDouble(0x7ff8UL << 48));

    /// <summary>Return the arc cosine of z.</summary>
    [Function("acos", Signature = "(z, /)")]
    private static Value Acos(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Acos(number)) : Value.Undefined;

    /// <summary>Return the inverse hyperbolic cosine of z.</summary>
    [Function("acosh", Signature = "(z, /)")]
    private static Value Acosh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Acosh(number)) : Value.Undefined;

    /// <summary>Return the arc sine of z.</summary>
    [Function("asin", Signature = "(z, /)")]
    private static Value Asin(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Asin(number)) : Value.Undefined;

    /// <summary>Return the inverse hyperbolic sine of z.</summary>
    [Function("asinh", Signature = "(z, /)")]
    private static Value Asinh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Asinh(number)) : Value.Undefined;

    /// <summary>Return the arc tangent of z.</summary>
    [Function("atan", Signature = "(z, /)")]
    private static Value Atan(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Atan(number)) : Value.Undefined;

    /// <summary>Return the inverse hyperbolic tangent of z.</summary>
    [Function("atanh", Signature = "(z, /)")]
    private static Value Atanh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Atanh(number)) : Value.Undefined;

    /// <summary>Return the cosine of z.</summary>
    [Function("cos", Signature = "(z, /)")]
    private static Value Cos(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Cos(number)) : Value.Undefined;

    /// <summary>Return the hyperbolic cosine of z.</summary>
    [Function("cosh", Signature = "(z, /)")]
    private static Value Cosh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Cosh(number)) : Value.Undefined;

    /// <summary>Return the exponential value e**z.</summary>
    [Function("exp", Signature = "(z, /)")]
    private static Value Exp(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Exp(number)) : Value.Undefined;

    /// <summary>Return the sine of z.</summary>
    [Function("sin", Signature = "(z, /)")]
    private static Value Sin(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Sin(number)) : Value.Undefined;

    /// <summary>Return the hyperbolic sine of z.</summary>
    [Function("sinh", Signature = "(z, /)")]
    private static Value Sinh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Sinh(number)) : Value.Undefined;

    /// <summary>Return the square root of z.</summary>
    [Function("sqrt", Signature = "(z, /)")]
    private static Value Sqrt(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Sqrt(number)) : Value.Undefined;

    /// <summary>Return the tangent of z.</summary>
    [Function("tan", Signature = "(z, /)")]
    private static Value Tan(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Tan(number)) : Value.Undefined;

    /// <summary>Return the hyperbolic tangent of z.</summary>
    [Function("tanh", Signature = "(z, /)")]
    private static Value Tanh(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Result(vm, ComplexFunctions.Tanh(number)) : Value.Undefined;

    /// <summary>log(z[, base]) -> the logarithm of z to the given base.</summary>
    [Function("log", Signature = "(z, base=<unrepresentable>, /)")]
    private static Value Log(Vm* vm, Value z, Value logBase)
    {
        if (!TryGet(vm, z, out ComplexValue number))
        {
            return Value.Undefined;
        }

        ComplexValue log = ComplexFunctions.Log(number);
        if (logBase.IsUndefined)
        {
            return Result(vm, log);
        }

        if (!TryGet(vm, logBase, out ComplexValue other))
        {
            return Value.Undefined;
        }

        ComplexValue divisor = ComplexFunctions.Log(other);
        if (log.Error != ComplexError.None || divisor.Error != ComplexError.None)
        {
            return Throw.ValueError(vm, "math domain error");
        }

        return divisor.Real == 0 && divisor.Imaginary == 0 ? Throw.ValueError(vm, "math domain error")
            : Complex.Divide(vm, log.Real, log.Imaginary, divisor.Real, divisor.Imaginary);
    }

    /// <summary>Return the base-10 logarithm of z.</summary>
    [Function("log10", Signature = "(z, /)")]
    private static Value Log10(Vm* vm, Value z)
    {
        if (!TryGet(vm, z, out ComplexValue number))
        {
            return Value.Undefined;
        }

        ComplexValue log = ComplexFunctions.Log(number);
        return Result(vm, new ComplexValue(log.Real / LogOfTen, log.Imaginary / LogOfTen, log.Error));
    }

    /// <summary>Return argument, also known as the phase angle, of a complex.</summary>
    [Function("phase", Signature = "(z, /)")]
    private static Value Phase(Vm* vm, Value z) =>
        TryGet(vm, z, out ComplexValue number) ? Value.FromForeignFloat(Math.Atan2(number.Imaginary, number.Real)) : Value.Undefined;

    /// <summary>Convert a complex from rectangular coordinates to polar coordinates.</summary>
    [Function("polar", Signature = "(z, /)")]
    private static Value Polar(Vm* vm, Value z)
    {
        if (!TryGet(vm, z, out ComplexValue number))
        {
            return Value.Undefined;
        }

        double length = double.Hypot(number.Real, number.Imaginary);
        return double.IsInfinity(length) && number.IsFinite ? Throw.OverflowError(vm, "math range error")
            : Value.FromObject(Tuple.New(vm, Value.FromForeignFloat(length), Value.FromForeignFloat(Math.Atan2(number.Imaginary, number.Real))));
    }

    /// <summary>Convert from polar coordinates to rectangular coordinates.</summary>
    [Function("rect", Signature = "(r, phi, /)")]
    private static Value Rect(Vm* vm, double r, double phi) => Result(vm, ComplexFunctions.Rect(r, phi));

    /// <summary>Return True if both the real and imaginary parts of z are finite, else False.</summary>
    [Function("isfinite", Signature = "(z, /)")]
    private static Value IsFinite(Vm* vm, Value z) => TryGet(vm, z, out ComplexValue number) ? Value.FromBool(number.IsFinite) : Value.Undefined;

    /// <summary>Checks if the real or imaginary part of z is infinite.</summary>
    [Function("isinf", Signature = "(z, /)")]
    private static Value IsInfinite(Vm* vm, Value z) =>
        TryGet(vm, z, out ComplexValue number) ? Value.FromBool(double.IsInfinity(number.Real) || double.IsInfinity(number.Imaginary)) : Value.Undefined;

    /// <summary>Checks if the real or imaginary part of z not a number (NaN).</summary>
    [Function("isnan", Signature = "(z, /)")]
    private static Value IsNaN(Vm* vm, Value z) =>
        TryGet(vm, z, out ComplexValue number) ? Value.FromBool(double.IsNaN(number.Real) || double.IsNaN(number.Imaginary)) : Value.Undefined;

    /// <summary>Determine whether two complex numbers are close in value.</summary>
    [Function("isclose", Signature = "(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    private static Value IsClose(Vm* vm, Value a, Value b, double relativeTolerance, double absoluteTolerance)
    {
        if (!TryGet(vm, a, out ComplexValue x) || !TryGet(vm, b, out ComplexValue y))
        {
            return Value.Undefined;
        }

        if (relativeTolerance < 0 || absoluteTolerance < 0)
        {
            return Throw.ValueError(vm, "tolerances must be non-negative");
        }

        if (x.Real == y.Real && x.Imaginary == y.Imaginary)
        {
            return Value.True;
        }

        if (double.IsInfinity(x.Real) || double.IsInfinity(x.Imaginary) || double.IsInfinity(y.Real) || double.IsInfinity(y.Imaginary))
        {
            return Value.False;
        }

        double difference = double.Hypot(x.Real - y.Real, x.Imaginary - y.Imaginary);
        return Value.FromBool(difference <= relativeTolerance * double.Hypot(y.Real, y.Imaginary)
            || difference <= relativeTolerance * double.Hypot(x.Real, x.Imaginary) || difference <= absoluteTolerance);
    }

    private static Value Result(Vm* vm, ComplexValue value) => value.Error switch
    {
        ComplexError.Domain => Throw.ValueError(vm, "math domain error"),
        ComplexError.Range => Throw.OverflowError(vm, "math range error"),
        _ => Complex.New(vm, value.Real, value.Imaginary),
    };

    private static bool TryGet(Vm* vm, Value value, out ComplexValue number)
    {
        number = default;
        if (!ComplexType.TryGet(vm, value, out double real, out double imaginary))
        {
            return false;
        }

        number = new ComplexValue(real, imaginary);
        return true;
    }
}
