using System.Numerics;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>The methods that ask for what a number is, and conversions.</content>
internal static unsafe partial class DecimalType
{
    /// <summary>Return True; all numbers are canonical.</summary>
    [Method("is_canonical", Signature = "($self, /)")]
    private static bool IsCanonical(Value self) => true;

    /// <summary>Return True if the number is finite.</summary>
    [Method("is_finite", Signature = "($self, /)")]
    private static bool IsFinite(Value self) => DecimalCells.Read(self) is var number && number.IsFinite;

    /// <summary>Return True if the number is infinite.</summary>
    [Method("is_infinite", Signature = "($self, /)")]
    private static bool IsInfinite(Value self) => DecimalCells.Read(self) is var number && number.IsInfinite;

    /// <summary>Return True if the number is a NaN.</summary>
    [Method("is_nan", Signature = "($self, /)")]
    private static bool IsNan(Value self) => DecimalCells.Read(self) is var number && number.IsNaN;

    /// <summary>Return True if the number is a quiet NaN.</summary>
    [Method("is_qnan", Signature = "($self, /)")]
    private static bool IsQnan(Value self) => DecimalCells.Read(self) is var number && number.Kind == DecKind.QuietNaN;

    /// <summary>Return True if the number is a signaling NaN.</summary>
    [Method("is_snan", Signature = "($self, /)")]
    private static bool IsSnan(Value self) => DecimalCells.Read(self) is var number && number.Kind == DecKind.SignalingNaN;

    /// <summary>Return True if the number has a negative sign.</summary>
    [Method("is_signed", Signature = "($self, /)")]
    private static bool IsSigned(Value self) => DecimalCells.Read(self) is var number && number.Negative;

    /// <summary>Return True if the number is zero.</summary>
    [Method("is_zero", Signature = "($self, /)")]
    private static bool IsZero(Value self) => DecimalCells.Read(self) is var number && number.IsZero;

    /// <summary>Return True if the number is finite, not zero and not subnormal.</summary>
    [Method("is_normal", Signature = OneOperand)]
    private static Value IsNormal(Vm* vm, Value self, Value context) => IsOfSize(vm, self, context, true);

    /// <summary>Return True if the number is subnormal.</summary>
    [Method("is_subnormal", Signature = OneOperand)]
    private static Value IsSubnormal(Vm* vm, Value self, Value context) => IsOfSize(vm, self, context, false);

    private static Value IsOfSize(Vm* vm, Value self, Value context, bool isNormal)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        Dec number = DecimalCells.Read(self);
        return chosen.IsUndefined ? chosen
            : Value.FromBool(number.IsFinite && !number.IsZero && (number.Adjusted >= DecimalContexts.Field(chosen, DecimalContexts.LeastExponent)) == isNormal);
    }

    /// <summary>Return a string that describes the class of the number.</summary>
    [Method("number_class", Signature = OneOperand)]
    private static Value NumberClass(Vm* vm, Value self, Value context)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined)
        {
            return chosen;
        }

        Dec number = DecimalCells.Read(self);
        string name = number.Kind switch
        {
            DecKind.SignalingNaN => "sNaN",
            DecKind.QuietNaN => "NaN",
            DecKind.Infinity => "Infinity",
            _ => number.IsZero ? "Zero" : number.Adjusted < DecimalContexts.Field(chosen, DecimalContexts.LeastExponent) ? "Subnormal" : "Normal",
        };
        return Value.FromObject(Str.New(vm, number.IsNaN ? name : (number.Negative ? "-" : "+") + name));
    }

    /// <summary>Test whether self and other have the same exponent or whether both are NaN.</summary>
    [Method("same_quantum", Signature = TwoOperands)]
    private static Value SameQuantum(Vm* vm, Value self, Value other, Value context)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        if (chosen.IsUndefined || !TryConvert(vm, other, chosen, out Dec b))
        {
            return Value.Undefined;
        }

        Dec a = DecimalCells.Read(self);
        return Value.FromBool(a.IsFinite && b.IsFinite ? a.Exponent == b.Exponent : (a.IsNaN && b.IsNaN) || (a.IsInfinite && b.IsInfinite));
    }

    /// <summary>Return the absolute value, without rounding.</summary>
    [Method("copy_abs", Signature = "($self, /)")]
    private static Value CopyAbs(Vm* vm, Value self) => DecimalCells.New(vm, DecimalCells.Read(self) with { Negative = false });

    /// <summary>Return the negation, without rounding.</summary>
    [Method("copy_negate", Signature = "($self, /)")]
    private static Value CopyNegate(Vm* vm, Value self) => DecimalCells.Read(self) is var number ? DecimalCells.New(vm, number with { Negative = !number.Negative }) : self;

    /// <summary>Return the number itself.</summary>
    [Method("canonical", Signature = "($self, /)")]
    private static Value Canonical(Value self) => self;

    /// <summary>Return self.</summary>
    [Method("conjugate", Signature = "($self, /)")]
    private static Value Conjugate(Value self) => self;

    /// <summary>Return Decimal(10), the radix.</summary>
    [Method("radix", Signature = "($self, /)")]
    private static Value Radix(Vm* vm, Value self) => DecimalCells.New(vm, Dec.Of(10));

    /// <summary>Return the adjusted exponent of the number.</summary>
    [Method("adjusted", Signature = "($self, /)")]
    private static Value Adjusted(Vm* vm, Value self) => DecimalCells.Read(self) is var number && number.IsFinite ? Integers.FromLong(vm, number.Adjusted) : Value.FromInt(0);

    /// <summary>Return a tuple representation of the number.</summary>
    [Method("as_tuple", Signature = "($self, /)")]
    private static Value AsTuple(Vm* vm, Value self)
    {
        Dec number = DecimalCells.Read(self);
        string digits = number.IsInfinite ? "0" : number.IsNaN && number.Coefficient.IsZero ? string.Empty : DecimalText.Text(number.Coefficient);
        Tuple* items = Tuple.Allocate(vm, digits.Length);
        for (int i = 0; items != null && i < digits.Length; i++)
        {
            Tuple.Items(items)[i] = Value.FromInt(digits[i] - '0');
        }

        Value exponent = number.IsFinite ? Integers.FromLong(vm, number.Exponent)
            : Value.FromObject(Str.Intern(vm, number.IsInfinite ? "F"u8 : number.Kind == DecKind.SignalingNaN ? "N"u8 : "n"u8));
        Value type = items == null ? Value.Undefined : LibraryCalls.Attribute(vm, "decimal", "DecimalTuple");
        return type.IsUndefined ? type : Calls.Invoke(vm, type, Value.FromInt(number.Negative ? 1 : 0), Value.FromObject(items), exponent);
    }

    /// <summary>Return a pair of integers, whose ratio is exactly equal to the number.</summary>
    [Method("as_integer_ratio", Signature = "($self, /)")]
    private static Value AsIntegerRatio(Vm* vm, Value self)
    {
        Dec number = DecimalCells.Read(self);
        if (!number.IsFinite)
        {
            return number.IsNaN ? Throw.ValueError(vm, "cannot convert NaN to integer ratio") : Throw.OverflowError(vm, "cannot convert Infinity to integer ratio");
        }

        if (!number.IsZero && Math.Abs(number.Exponent) > DecContext.MostDigits)
        {
            return Throw.MemoryError(vm);
        }

        BigInteger numerator = number.Coefficient;
        BigInteger denominator = BigInteger.One;
        if (number.IsZero)
        {
            return Value.FromObject(Tuple.New(vm, Value.FromInt(0), Value.FromInt(1)));
        }

        if (number.Exponent >= 0)
        {
            numerator *= PowersOfTen.Of(number.Exponent);
        }
        else
        {
            denominator = PowersOfTen.Of(-number.Exponent);
            BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
            numerator /= common;
            denominator /= common;
        }

        return Value.FromObject(Tuple.New(vm, Integers.FromBigInteger(vm, number.Negative ? -numerator : numerator), Integers.FromBigInteger(vm, denominator)));
    }

    /// <summary>Convert to an engineering-type string.</summary>
    [Method("to_eng_string", Signature = OneOperand)]
    private static Value ToEngString(Vm* vm, Value self, Value context)
    {
        Value chosen = DecimalContexts.Of(vm, context);
        return chosen.IsUndefined ? chosen
            : Value.FromObject(Str.New(vm, DecimalText.ToText(DecimalCells.Read(self), true, DecimalContexts.Field(chosen, DecimalContexts.Capitals) != 0)));
    }

    /// <summary>Convert a float to a number exactly.</summary>
    [ClassMethod("from_float", Signature = "($type, f, /)")]
    private static Value FromFloat(Vm* vm, TypeObject* type, Value number)
    {
        Value integer = Integers.Unbox(number);
        if (integer.IsUndefined && !Floats.TryUnbox(number, out _))
        {
            return Throw.TypeError(vm, "argument must be int or float");
        }

        Floats.TryUnbox(number, out double real);
        Value made = DecimalCells.New(vm, integer.IsUndefined ? FromDouble(real) : Dec.Of(Integers.ToBigInteger(integer)));
        return type->Id == TypeId.Decimal || made.IsUndefined ? made : Calls.Invoke(vm, Value.FromObject(type), made);
    }

    /// <summary>The real part: the number itself.</summary>
    [Property("real")]
    private static Value Real(Value self) => self;

    /// <summary>The imaginary part: zero.</summary>
    [Property("imag")]
    private static Value Imaginary(Vm* vm, Value self) => DecimalCells.New(vm, Dec.Of(0));

    /// <summary>Convert to complex.</summary>
    [Method("__complex__", Signature = "($self, /)")]
    private static Value ToComplex(Vm* vm, Value self)
    {
        Value real = ToFloat(vm, self);
        return real.IsUndefined ? real : Objects.Complex.New(vm, real.AsFloat, 0);
    }

    /// <summary>Return the integer that the number truncates to.</summary>
    [Method("__trunc__", Signature = "($self, /)")]
    private static Value Truncate(Vm* vm, Value self) => ToWhole(vm, self, DecRounding.Down);

    /// <summary>Return the greatest integer that is not greater.</summary>
    [Method("__floor__", Signature = "($self, /)")]
    private static Value Floor(Vm* vm, Value self) => ToWhole(vm, self, DecRounding.Floor);

    /// <summary>Return the least integer that is not less.</summary>
    [Method("__ceil__", Signature = "($self, /)")]
    private static Value Ceiling(Vm* vm, Value self) => ToWhole(vm, self, DecRounding.Ceiling);

    /// <summary>Round half to even, to an integer, or to decimal places.</summary>
    [Method("__round__", Signature = "($self, ndigits=<unrepresentable>, /)")]
    private static Value Round(Vm* vm, Value self, Value digits)
    {
        if (digits.IsUndefined)
        {
            return ToWhole(vm, self, DecRounding.HalfEven);
        }

        Value whole = Integers.Unbox(digits);
        if (whole.IsUndefined)
        {
            return Throw.TypeError(vm, "optional arg must be an integer");
        }

        Value context = DecimalContexts.Current(vm);
        if (context.IsUndefined || !Integers.TryToLong(whole, out long places))
        {
            return context.IsUndefined ? context : Throw.OverflowError(vm, "Python int too large to convert to C ssize_t");
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        Dec result = DecimalMath.Quantize(DecimalCells.Read(self), new Dec(false, BigInteger.One, -Math.Max(places, -long.MaxValue)), ref arithmetic);
        return DecimalContexts.Result(vm, context, in arithmetic, result);
    }

    /// <summary>Format the number by a specification.</summary>
    [Method("__format__", Signature = "($self, fmtarg, override=None, /)")]
    private static Value Format(Vm* vm, Value self, Value specification, Value replacements)
    {
        if (!specification.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "format arg must be str");
        }

        if (!replacements.IsNone && !replacements.IsUndefined)
        {
            return Throw.Raise(vm, TypeId.NotImplementedError, "Decimal.__format__() with replacements for the locale's characters is not supported");
        }

        Value context = DecimalContexts.Current(vm);
        return context.IsUndefined ? context
            : ((Str*)specification.AsObject)->Length == 0 ? Value.FromObject(Text.ToStr(vm, self))
            : Value.FromObject(DecimalFormat.Format(vm, self, (Str*)specification.AsObject, context));
    }

    /// <summary>Return the number itself.</summary>
    [Method("__copy__", Signature = "($self, /)")]
    private static Value Copy(Value self) => self;

    /// <summary>Return the number itself.</summary>
    [Method("__deepcopy__", Signature = "($self, memo, /)")]
    private static Value DeepCopy(Value self, Value memo) => self;

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value text = Value.FromObject(Text.ToStr(vm, self));
        return text.IsUndefined ? text : Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(Tuple.New(vm, &text, 1))));
    }
}
