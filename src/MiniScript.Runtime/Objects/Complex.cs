using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>complex</c>.</summary>
/// <remarks><code>
///  0        8      16          24
///  | header | real | imaginary |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public unsafe partial struct Complex
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The real part.</summary>
    public double Real;

    /// <summary>The imaginary part.</summary>
    public double Imaginary;

    /// <summary>A complex number.</summary>
    public static Value New(Vm* vm, double real, double imaginary)
    {
        Complex* cell = (Complex*)vm->Heap.AllocateSmall((nuint)sizeof(Complex), Kind.Complex, (uint)TypeId.Complex);
        cell->Real = real;
        cell->Imaginary = imaginary;
        return Value.FromObject(cell);
    }

    /// <summary>True, and the parts, for a complex, float or integer; false, with nothing pending, for anything else and for integers beyond the range.</summary>
    public static bool TryUnbox(Value value, out double real, out double imaginary)
    {
        imaginary = 0;
        if (Floats.TryUnbox(value, out real))
        {
            return true;
        }

        Value plain = value.Is(Kind.NumberBox) ? ((NumberBox*)value.AsObject)->Number : value;
        if (plain.Is(Kind.Complex))
        {
            Complex* cell = (Complex*)plain.AsObject;
            real = cell->Real;
            imaginary = cell->Imaginary;
            return true;
        }

        Value integer = Integers.Unbox(value);
        real = integer.IsUndefined ? 0 : Floats.FromInteger(integer);
        return !integer.IsUndefined;
    }

    /// <summary>Whether a value is a complex number, of a subclass too.</summary>
    public static bool IsComplex(Value value) => (value.Is(Kind.NumberBox) ? ((NumberBox*)value.AsObject)->Number : value).Is(Kind.Complex);

    /// <summary>The product.</summary>
    public static Value Multiply(Vm* vm, double a, double b, double c, double d) => New(vm, (a * c) - (b * d), (a * d) + (b * c));

    /// <summary>The quotient (a + bj) / (c + dj), scaled against overflow (Smith, 1962).</summary>
    public static Value Divide(Vm* vm, double a, double b, double c, double d)
    {
        if (Math.Abs(c) >= Math.Abs(d))
        {
            if (c == 0)
            {
                return Throw.ZeroDivisionError(vm, "complex division by zero");
            }

            double ratio = d / c;
            double scale = c + (d * ratio);
            return New(vm, (a + (b * ratio)) / scale, (b - (a * ratio)) / scale);
        }

        if (Math.Abs(d) >= Math.Abs(c))
        {
            double ratio = c / d;
            double scale = (c * ratio) + d;
            return New(vm, ((a * ratio) + b) / scale, ((b * ratio) - a) / scale);
        }

        return New(vm, double.NaN, double.NaN);
    }

    /// <summary>The power (a + bj) ** (c + dj).</summary>
    public static Value Power(Vm* vm, double a, double b, double c, double d)
    {
        if (c == 0 && d == 0)
        {
            return New(vm, 1, 0);
        }

        if (a == 0 && b == 0)
        {
            return d != 0 || c < 0 ? Throw.ZeroDivisionError(vm, "0.0 to a negative or complex power") : New(vm, 0, 0);
        }

        if (d == 0 && c == Math.Floor(c) && Math.Abs(c) <= 100)
        {
            return PowerInteger(vm, a, b, (int)c);
        }

        double magnitude = double.Hypot(a, b);
        double length = Math.Pow(magnitude, c);
        double angle = Math.Atan2(b, a);
        double phase = angle * c;
        if (d != 0)
        {
            length *= Math.Exp(-angle * d);
            phase += d * Math.Log(magnitude);
        }

        double real = length * Math.Cos(phase);
        double imaginary = length * Math.Sin(phase);
        return double.IsInfinity(real) || double.IsInfinity(imaginary) ? Throw.OverflowError(vm, "complex exponentiation") : New(vm, real, imaginary);
    }

    private static Value PowerInteger(Vm* vm, double a, double b, int exponent)
    {
        double real = 1;
        double imaginary = 0;
        for (int bits = Math.Abs(exponent); bits != 0; bits >>= 1)
        {
            if ((bits & 1) != 0)
            {
                (real, imaginary) = ((real * a) - (imaginary * b), (real * b) + (imaginary * a));
            }

            (a, b) = ((a * a) - (b * b), 2 * a * b);
        }

        Value result = exponent > 0 ? New(vm, real, imaginary) : Divide(vm, 1, 0, real, imaginary);
        Complex* cell = (Complex*)result.AsObject;
        return !result.IsUndefined && (double.IsInfinity(cell->Real) || double.IsInfinity(cell->Imaginary))
            ? Throw.OverflowError(vm, "complex exponentiation") : result;
    }
}
