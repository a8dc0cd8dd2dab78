using System.Globalization;
using System.Numerics;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <content>Numbers from other values, and other values from numbers.</content>
internal static unsafe partial class DecimalType
{
    /// <summary>An operand of a method: a number or an integer; false with <c>TypeError</c> pending.</summary>
    public static bool TryConvert(Vm* vm, Value value, Value context, out Dec number)
    {
        if (TryOperand(vm, value, out number))
        {
            return true;
        }

        Throw.TypeError(vm, $"conversion from {Types.NameOf(vm, value)} to Decimal is not supported");
        return false;
    }

    /// <summary>A number made of a value; undefined with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="type">The class.</param>
    /// <param name="value">A number, integer, float, text or tuple.</param>
    /// <param name="context">Whose traps hold, and to which the number is fitted unless it is to be exact.</param>
    /// <param name="isExact">Whether the number is the value itself.</param>
    public static Value Create(Vm* vm, TypeObject* type, Value value, Value context, bool isExact)
    {
        DecContext arithmetic = DecimalContexts.Read(context);
        Dec number;
        if (DecimalCells.Is(vm, value))
        {
            if (isExact && type->Id == TypeId.Decimal && value.IsExactly(TypeId.Decimal))
            {
                return value;
            }

            number = DecimalCells.Read(value);
            if (!isExact && number.IsNaN && !number.Coefficient.IsZero && number.Digits > arithmetic.Precision - (arithmetic.Clamp ? 1 : 0))
            {
                number = arithmetic.Invalid(DecStatus.ConversionSyntax);
            }
        }
        else if (Integers.Unbox(value) is var integer && !integer.IsUndefined)
        {
            number = Dec.Of(Integers.ToBigInteger(integer));
        }
        else if (Floats.TryUnbox(value, out double real))
        {
            if (!DecimalContexts.Note(vm, context, DecStatus.FloatOperation))
            {
                return Value.Undefined;
            }

            number = FromDouble(real);
        }
        else if (value.Is(Kind.Str) || value.Is(Kind.Tuple) || value.Is(Kind.List))
        {
            Value text = value.Is(Kind.Str) ? value : TupleText(vm, value);
            if (text.IsUndefined)
            {
                return text;
            }

            ReadOnlySpan<byte> ascii = Clean((Str*)text.AsObject);
            bool isNumber = DecimalText.TryParse(ascii, out number);
            if (!isNumber || (!isExact && number.IsNaN && !number.Coefficient.IsZero && number.Digits > arithmetic.Precision - (arithmetic.Clamp ? 1 : 0)))
            {
                number = arithmetic.Invalid(DecStatus.ConversionSyntax);
            }
        }
        else
        {
            return Throw.TypeError(vm, $"conversion from {Types.NameOf(vm, value)} to Decimal is not supported");
        }

        if (!isExact)
        {
            number = arithmetic.Finish(number);
        }
        else if (number.IsFinite)
        {
            number = FitExactly(number, ref arithmetic);
        }

        return DecimalContexts.Note(vm, context, arithmetic.Status) ? DecimalCells.New(vm, type, number) : Value.Undefined;
    }

    /// <summary>The exact value of a float.</summary>
    public static Dec FromDouble(double number)
    {
        bool negative = double.IsNegative(number);
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? Dec.NaN : Dec.Infinity(negative);
        }

        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(bits >> 52) & 0x7ff;
        long mantissa = bits & ((1L << 52) - 1);
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        if (mantissa == 0)
        {
            return new Dec(negative, BigInteger.Zero, 0);
        }

        int power = Math.Max(exponent, 1) - 1075;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        power += zeros;
        return power >= 0 ? new Dec(negative, (BigInteger)mantissa << power, 0) : new Dec(negative, mantissa * BigInteger.Pow(5, -power), power);
    }

    private static bool TryOperand(Vm* vm, Value value, out Dec number)
    {
        number = default;
        if (DecimalCells.Is(vm, value))
        {
            number = DecimalCells.Read(value);
            return true;
        }

        Value integer = Integers.Unbox(value);
        if (integer.IsUndefined)
        {
            return false;
        }

        number = Dec.Of(integer.IsInt ? integer.AsInt : Integers.ToBigInteger(integer));
        return true;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2] { Value.Undefined, Value.Undefined };
        if (kwNames != null || argc > 2)
        {
            Execution.BindShape shape = new(2, 0, 2, 0, false, false);
            if (!Execution.ArgumentBinder.Bind(vm, "Decimal"u8, "value\0context\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
            {
                return Value.Undefined;
            }
        }
        else
        {
            for (int i = 0; i < argc; i++)
            {
                slots[i] = args[i];
            }
        }

        Value context = DecimalContexts.Of(vm, slots[1]);
        return context.IsUndefined ? context : Create(vm, type, slots[0].IsUndefined ? Value.FromInt(0) : slots[0], context, isExact: true);
    }

    /// <summary>The text without the spaces around it and underscores in it.</summary>
    private static ReadOnlySpan<byte> Clean(Str* text)
    {
        ReadOnlySpan<byte> ascii = NumberText.Trim(NumberText.ToAscii(text));
        if (!ascii.Contains((byte)'_'))
        {
            return ascii;
        }

        byte[] kept = new byte[ascii.Length];
        int count = 0;
        foreach (byte c in ascii)
        {
            if (c != '_')
            {
                kept[count++] = c;
            }
        }

        return kept.AsSpan(0, count);
    }

    /// <summary>A number that is out of the greatest range is none.</summary>
    private static Dec FitExactly(Dec number, ref DecContext context)
    {
        DecContext widest = DecContext.Wide(DecContext.Most);
        if (number.IsZero)
        {
            return number.Exponent > DecContext.Most || number.Exponent < widest.Tiny ? context.Invalid() : number;
        }

        return number.Adjusted > DecContext.Most || number.Exponent < widest.Tiny ? context.Invalid() : number;
    }

    private static Value TupleText(Vm* vm, Value value)
    {
        Tuple* parts = Iteration.ToTuple(vm, value);
        if (parts == null)
        {
            return Value.Undefined;
        }

        if (parts->Length != 3)
        {
            return Throw.ValueError(vm, "argument must be a sequence of length 3");
        }

        Value* items = Tuple.Items(parts);
        if (!items[0].IsInt && !items[0].IsBool)
        {
            return Throw.ValueError(vm, "sign must be an integer with the value 0 or 1");
        }

        long sign = Integers.Unbox(items[0]).AsInt;
        if (sign is not (0 or 1))
        {
            return Throw.ValueError(vm, "sign must be an integer with the value 0 or 1");
        }

        StringBuilder text = new(sign == 1 ? "-" : string.Empty);
        bool isInfinite = false;
        string suffix = string.Empty;
        if (items[2].Is(Kind.Str))
        {
            string name = Str.ToManaged((Str*)items[2].AsObject);
            isInfinite = name == "F";
            if (name is not ("F" or "n" or "N"))
            {
                return Throw.ValueError(vm, "string argument in the third position must be 'F', 'n' or 'N'");
            }

            text.Append(name == "F" ? "Inf" : name == "n" ? "NaN" : "sNaN");
        }
        else
        {
            Value exponent = Integers.Unbox(items[2]);
            if (exponent.IsUndefined)
            {
                return Throw.ValueError(vm, "exponent must be an integer");
            }

            suffix = "E" + Str.ToManaged(Integers.ToStr(vm, exponent));
        }

        Tuple* digits = items[1].Is(Kind.Tuple) || items[1].Is(Kind.List) ? Iteration.ToTuple(vm, items[1]) : null;
        if (digits == null)
        {
            vm->Pending = Value.Undefined;
            return Throw.ValueError(vm, "coefficient must be a tuple of digits");
        }

        for (int i = 0; i < digits->Length && !isInfinite; i++)
        {
            Value digit = Integers.Unbox(Tuple.Items(digits)[i]);
            if (!digit.IsInt || digit.AsInt is < 0 or > 9)
            {
                return Throw.ValueError(vm, "coefficient must be a tuple of digits");
            }

            text.Append((char)('0' + digit.AsInt));
        }

        if (digits->Length == 0 && suffix.Length > 0)
        {
            text.Append('0');
        }

        return Value.FromObject(Str.New(vm, text.Append(suffix).ToString()));
    }

    private static Value ToInt(Vm* vm, Value self) => ToWhole(vm, self, DecRounding.Down);

    private static Value ToWhole(Vm* vm, Value self, DecRounding rounding)
    {
        Dec number = DecimalCells.Read(self);
        if (!number.IsFinite)
        {
            return number.IsNaN ? Throw.ValueError(vm, "cannot convert NaN to integer") : Throw.OverflowError(vm, "cannot convert Infinity to integer");
        }

        if (number.Exponent > DecContext.MostDigits)
        {
            return number.IsZero ? Value.FromInt(0) : Throw.MemoryError(vm);
        }

        BigInteger whole = DecimalMath.ToExponent(number, 0, rounding, out _, out _).Coefficient;
        return Integers.FromBigInteger(vm, number.Negative ? -whole : whole);
    }

    private static Value ToFloat(Vm* vm, Value self)
    {
        Dec number = DecimalCells.Read(self);
        if (number.Kind == DecKind.SignalingNaN)
        {
            return Throw.ValueError(vm, "cannot convert signaling NaN to float");
        }

        if (!number.IsFinite)
        {
            double special = number.IsNaN ? BitConverter.UInt64BitsToDouble(0x7ff8UL << 48) : double.PositiveInfinity;
            return Value.FromForeignFloat(number.Negative ? -special : special);
        }

        double parsed = double.Parse(DecimalText.ToText(number, false, true), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Value.FromForeignFloat(parsed);
    }
}
