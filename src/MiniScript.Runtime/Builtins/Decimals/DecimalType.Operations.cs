using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>The methods that are operations of a context.</content>
internal static unsafe partial class DecimalType
{
    private const string OneOperand = "($self, /, context=None)";
    private const string TwoOperands = "($self, /, other, context=None)";
    private const string ToWholeSignature = "($self, /, rounding=None, context=None)";

    /// <summary>Return the value of e to the power of self.</summary>
    [Method("exp", Signature = OneOperand)]
    private static Value ExpMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.Exp, self, context);

    /// <summary>Return the natural logarithm.</summary>
    [Method("ln", Signature = OneOperand)]
    private static Value LnMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.Ln, self, context);

    /// <summary>Return the base ten logarithm.</summary>
    [Method("log10", Signature = OneOperand)]
    private static Value Log10Method(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.Log10, self, context);

    /// <summary>Return the square root.</summary>
    [Method("sqrt", Signature = OneOperand)]
    private static Value SqrtMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.Sqrt, self, context);

    /// <summary>Return the adjusted exponent as a number.</summary>
    [Method("logb", Signature = OneOperand)]
    private static Value LogbMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.LogB, self, context);

    /// <summary>Return the number without trailing zeros.</summary>
    [Method("normalize", Signature = OneOperand)]
    private static Value NormalizeMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.Normalize, self, context);

    /// <summary>Return the largest number that is smaller.</summary>
    [Method("next_minus", Signature = OneOperand)]
    private static Value NextMinusMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.NextMinus, self, context);

    /// <summary>Return the smallest number that is larger.</summary>
    [Method("next_plus", Signature = OneOperand)]
    private static Value NextPlusMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.NextPlus, self, context);

    /// <summary>Return the digit-wise inversion.</summary>
    [Method("logical_invert", Signature = OneOperand)]
    private static Value LogicalInvertMethod(Vm* vm, Value self, Value context) => Unary(vm, DecOperation.LogicalInvert, self, context);

    /// <summary>Compare self to other: return a number that is negative, zero, positive or NaN.</summary>
    [Method("compare", Signature = TwoOperands)]
    private static Value CompareMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.Compare, self, other, context);

    /// <summary>Identical to compare, except that all NaNs signal.</summary>
    [Method("compare_signal", Signature = TwoOperands)]
    private static Value CompareSignalMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.CompareSignal, self, other, context);

    /// <summary>Compare two operands using their abstract representation.</summary>
    [Method("compare_total", Signature = TwoOperands)]
    private static Value CompareTotalMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.CompareTotal, self, other, context);

    /// <summary>Compare two operands using their abstract representation, ignoring signs.</summary>
    [Method("compare_total_mag", Signature = TwoOperands)]
    private static Value CompareTotalMagMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.CompareTotalMag, self, other, context);

    /// <summary>Maximum of self and other.</summary>
    [Method("max", Signature = TwoOperands)]
    private static Value MaxMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.Max, self, other, context);

    /// <summary>As the max() method, but compares the absolute values.</summary>
    [Method("max_mag", Signature = TwoOperands)]
    private static Value MaxMagMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.MaxMag, self, other, context);

    /// <summary>Minimum of self and other.</summary>
    [Method("min", Signature = TwoOperands)]
    private static Value MinMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.Min, self, other, context);

    /// <summary>As the min() method, but compares the absolute values.</summary>
    [Method("min_mag", Signature = TwoOperands)]
    private static Value MinMagMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.MinMag, self, other, context);

    /// <summary>Return the number closest to self in the direction of other.</summary>
    [Method("next_toward", Signature = TwoOperands)]
    private static Value NextTowardMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.NextToward, self, other, context);

    /// <summary>Return the remainder of the nearest whole quotient.</summary>
    [Method("remainder_near", Signature = TwoOperands)]
    private static Value RemainderNearMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.RemainderNear, self, other, context);

    /// <summary>Return the digits rotated by other places.</summary>
    [Method("rotate", Signature = TwoOperands)]
    private static Value RotateMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.Rotate, self, other, context);

    /// <summary>Return the digits shifted by other places.</summary>
    [Method("shift", Signature = TwoOperands)]
    private static Value ShiftMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.Shift, self, other, context);

    /// <summary>Return self with other added to its exponent.</summary>
    [Method("scaleb", Signature = TwoOperands)]
    private static Value ScalebMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.ScaleB, self, other, context);

    /// <summary>Return the digit-wise and.</summary>
    [Method("logical_and", Signature = TwoOperands)]
    private static Value LogicalAndMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.LogicalAnd, self, other, context);

    /// <summary>Return the digit-wise or.</summary>
    [Method("logical_or", Signature = TwoOperands)]
    private static Value LogicalOrMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.LogicalOr, self, other, context);

    /// <summary>Return the digit-wise exclusive or.</summary>
    [Method("logical_xor", Signature = TwoOperands)]
    private static Value LogicalXorMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.LogicalXor, self, other, context);

    /// <summary>Return self with the sign of other.</summary>
    [Method("copy_sign", Signature = TwoOperands)]
    private static Value CopySignMethod(Vm* vm, Value self, Value other, Value context) => BinaryMethod(vm, DecOperation.CopySign, self, other, context);

    /// <summary>Fused multiply-add: return self * other + third with no rounding of the intermediate product.</summary>
    [Method("fma", Signature = "($self, /, other, third, context=None)")]
    private static Value FmaMethod(Vm* vm, Value self, Value other, Value third, Value context)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined || !TryConvert(vm, other, chosen, out Dec b) || !TryConvert(vm, third, chosen, out Dec c))
        {
            return Value.Undefined;
        }

        DecContext arithmetic = DecimalContexts.Read(chosen);
        Dec result = DecimalMath.FusedMultiplyAdd(DecimalCells.Read(self), b, c, ref arithmetic);
        return DecimalContexts.Result(vm, chosen, in arithmetic, result);
    }

    /// <summary>Return a value equal to the first operand after rounding and having the exponent of the second operand.</summary>
    [Method("quantize", Signature = "($self, /, exp, rounding=None, context=None)")]
    private static Value QuantizeMethod(Vm* vm, Value self, Value exp, Value rounding, Value context)
    {
        if (rounding.IsNone && context.IsNone && TryQuantizeWords(vm, self, exp, out Value quantized))
        {
            return quantized;
        }

        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined || !TryConvert(vm, exp, chosen, out Dec b))
        {
            return Value.Undefined;
        }

        DecContext arithmetic = DecimalContexts.Read(chosen);
        if (!TryRounding(vm, rounding, ref arithmetic))
        {
            return Value.Undefined;
        }

        Dec result = DecimalMath.Quantize(DecimalCells.Read(self), b, ref arithmetic);
        return DecimalContexts.Result(vm, chosen, in arithmetic, result);
    }

    /// <summary>Round to the nearest integer without signaling Inexact or Rounded.</summary>
    [Method("to_integral_value", Signature = ToWholeSignature)]
    private static Value ToIntegralValueMethod(Vm* vm, Value self, Value rounding, Value context) => ToIntegral(vm, self, rounding, context, false);

    /// <summary>Identical to to_integral_value().</summary>
    [Method("to_integral", Signature = ToWholeSignature)]
    private static Value ToIntegralMethod(Vm* vm, Value self, Value rounding, Value context) => ToIntegral(vm, self, rounding, context, false);

    /// <summary>Round to the nearest integer, signaling Inexact or Rounded as appropriate.</summary>
    [Method("to_integral_exact", Signature = ToWholeSignature)]
    private static Value ToIntegralExactMethod(Vm* vm, Value self, Value rounding, Value context) => ToIntegral(vm, self, rounding, context, true);

    private static Value ToIntegral(Vm* vm, Value self, Value rounding, Value context, bool tells)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined)
        {
            return chosen;
        }

        DecContext arithmetic = DecimalContexts.Read(chosen);
        if (!TryRounding(vm, rounding, ref arithmetic))
        {
            return Value.Undefined;
        }

        Dec result = DecimalMath.ToIntegral(DecimalCells.Read(self), tells, ref arithmetic);
        return DecimalContexts.Result(vm, chosen, in arithmetic, result);
    }

    private static bool TryRounding(Vm* vm, Value rounding, ref DecContext arithmetic)
    {
        if (rounding.IsUndefined || rounding.IsNone)
        {
            return true;
        }

        int number = DecimalContexts.RoundingOf(rounding);
        if (number < 0)
        {
            Throw.TypeError(
                vm, "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
            return false;
        }

        arithmetic.Rounding = (DecRounding)number;
        return true;
    }

    private static Value BinaryMethod(Vm* vm, DecOperation operation, Value self, Value other, Value context)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined || !TryConvert(vm, other, chosen, out Dec b))
        {
            return Value.Undefined;
        }

        DecContext arithmetic = DecimalContexts.Read(chosen);
        Dec result = DecimalContexts.Apply(operation, DecimalCells.Read(self), b, ref arithmetic);
        return DecimalContexts.Result(vm, chosen, in arithmetic, result);
    }
}
