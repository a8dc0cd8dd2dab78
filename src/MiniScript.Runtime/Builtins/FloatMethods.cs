using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Convert a string or number to a floating-point number, if possible.</summary>
[BuiltinType("float")]
internal static unsafe partial class FloatMethods
{
    /// <summary>Return the number that float(text) gives; None if it gives none.</summary>
    [StaticMethod("try_parse", Signature = "(text)")]
    private static Value ParseOrNone(Vm* vm, Str* text) =>
        Floats.TryParse(NumberText.ToAscii(text), out double value) ? Value.FromFloat(value) : Value.None;

    /// <summary>the real part of a complex number</summary>
    [Property("real")]
    private static Value Real(Vm* vm, Value self) => Value.FromFloat(Of(self));

    /// <summary>the imaginary part of a complex number</summary>
    [Property("imag")]
    private static Value Imaginary(Vm* vm, Value self) => Value.FromFloat(0.0);

    /// <summary>Return self, the complex conjugate of any float.</summary>
    [Method("conjugate")]
    private static Value Conjugate(Vm* vm, Value self) => Value.FromFloat(Of(self));

    /// <summary>Return the Integral closest to x between 0 and x.</summary>
    [Method("__trunc__")]
    private static Value Truncate(Vm* vm, Value self) => Floats.ToInteger(vm, Of(self));

    /// <summary>Return the floor as an Integral.</summary>
    [Method("__floor__")]
    private static Value Floor(Vm* vm, Value self) => Floats.ToInteger(vm, Math.Floor(Of(self)));

    /// <summary>Return the ceiling as an Integral.</summary>
    [Method("__ceil__")]
    private static Value Ceiling(Vm* vm, Value self) => Floats.ToInteger(vm, Math.Ceiling(Of(self)));

    /// <summary>The arguments that make an equal float anew.</summary>
    [Method("__getnewargs__")]
    private static Value NewArguments(Vm* vm, Value self)
    {
        Value plain = Value.FromFloat(Of(self));
        return Value.FromObject(Tuple.New(vm, &plain, 1));
    }

    /// <summary>Return True if the float is an integer.</summary>
    [Method("is_integer")]
    private static bool IsInteger(Vm* vm, Value self) => double.IsInteger(Of(self));

    /// <summary>Return the Integral closest to x, rounding half toward even. When an argument is passed, work like built-in round(x, ndigits).</summary>
    [Method("__round__")]
    private static Value Round(Vm* vm, Value self, Value digits = default)
    {
        double value = Of(self);
        if (digits.IsUndefined || digits.IsNone)
        {
            return Floats.ToInteger(vm, Floats.Round(value));
        }

        if (!Integers.TryIndexClipped(vm, digits, out long decimals))
        {
            return Value.Undefined;
        }

        double rounded = Floats.Round(value, (int)Math.Clamp(decimals, -10_000, 10_000));
        return double.IsInfinity(rounded) && double.IsFinite(value)
            ? Throw.OverflowError(vm, "rounded value too large to represent") : Value.FromFloat(rounded);
    }

    /// <summary>Return a pair of integers, whose ratio is exactly equal to the original float.</summary>
    [Method("as_integer_ratio")]
    private static Value AsIntegerRatio(Vm* vm, Value self)
    {
        double value = Of(self);
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? Throw.ValueError(vm, "cannot convert NaN to integer ratio")
                : Throw.OverflowError(vm, "cannot convert Infinity to integer ratio");
        }

        (ulong significand, int exponent) = Floats.Decompose(value);
        while (significand != 0 && (significand & 1) == 0)
        {
            significand >>= 1;
            exponent++;
        }

        exponent = significand == 0 ? 0 : exponent;
        Value numerator = Integers.FromLong(vm, value < 0 ? -(long)significand : (long)significand);
        numerator = Integers.LeftShift(vm, numerator, Value.FromInt(Math.Max(exponent, 0)));
        Value denominator = Integers.LeftShift(vm, Value.FromInt(1), Value.FromInt(Math.Max(-exponent, 0)));
        return Value.FromObject(Tuple.New(vm, numerator, denominator));
    }

    /// <summary>Return a hexadecimal representation of a floating-point number.</summary>
    [Method("hex")]
    private static string Hex(Vm* vm, Value self) => FloatHex.Format(Of(self));

    /// <summary>Create a floating-point number from a hexadecimal string.</summary>
    [ClassMethod("fromhex")]
    private static Value FromHex(Vm* vm, TypeObject* type, Str* text)
    {
        double value = 0;
        if (!text->IsAscii || !FloatHex.TryParse(NumberText.ToAscii(text), out value))
        {
            return Throw.ValueError(vm, "invalid hexadecimal floating-point string");
        }

        if (double.IsInfinity(value) && !FloatHex.IsWord(NumberText.ToAscii(text)))
        {
            return Throw.OverflowError(vm, "hexadecimal value too large to represent as a float");
        }

        Value number = Value.FromFloat(value);
        return type->Id == TypeId.Float ? number : Calls.Invoke(vm, Value.FromObject(type), number);
    }

    /// <summary>Formats the float according to format_spec.</summary>
    [Method("__format__")]
    private static Str* Format(Vm* vm, Value self, Str* specification) => Formatting.FormatFloat(vm, Of(self), specification);

    /// <summary>How floats are stored.</summary>
    [ClassMethod("__getformat__")]
    private static Value GetFormat(Vm* vm, TypeObject* type, string kind) => kind is "double" or "float"
        ? Value.FromObject(Str.New(vm, "IEEE, little-endian"))
        : Throw.ValueError(vm, "__getformat__() argument 1 must be 'double' or 'float'");

    private static double Of(Value self) => Floats.TryUnbox(self, out double value) ? value : 0;
}
