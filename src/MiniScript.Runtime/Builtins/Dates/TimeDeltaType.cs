using System.Numerics;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>Difference between two datetime values.</summary>
/// <remarks>A record: the days, the microseconds of the day.</remarks>
[BuiltinType("timedelta")]
internal static unsafe partial class TimeDeltaType
{
    /// <summary>The most days of a timedelta, either way.</summary>
    public const int MaxDays = 999_999_999;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &Text;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.Bool = &Bool;
        type->Slots.Negative = &Negative;
        type->Slots.Positive = &Positive;
        type->Slots.Absolute = &Absolute;
        type->Slots.Binary[BinaryOperation.Add] = &Add;
        type->Slots.Binary[BinaryOperation.Subtract] = &Subtract;
        type->Slots.Binary[BinaryOperation.Multiply] = &Multiply;
        type->Slots.Binary[BinaryOperation.Divide] = &Divide;
        type->Slots.Binary[BinaryOperation.FloorDivide] = &FloorDivide;
        type->Slots.Binary[BinaryOperation.Modulo] = &Modulo;
        type->Slots.Binary[BinaryOperation.DivMod] = &DivMod;
    }

    /// <summary>The whole days, rounded down.</summary>
    public static long DaysOf(Value self) => Record.Fields((Record*)self.AsObject)[0].AsInt;

    /// <summary>The microseconds beyond the days.</summary>
    public static long RestOf(Value self) => Record.Fields((Record*)self.AsObject)[1].AsInt;

    /// <summary>All as microseconds.</summary>
    public static Int128 TotalOf(Value self) => ((Int128)DaysOf(self) * CalendarMath.Day) + RestOf(self);

    /// <summary>The microseconds of a difference of less than a day, such as an offset.</summary>
    public static long OffsetOf(Value self) => (DaysOf(self) * CalendarMath.Day) + RestOf(self);

    /// <summary>Whether a value is a timedelta.</summary>
    public static bool Is(Vm* vm, Value value) => value.IsExactly(TypeId.TimeDelta) || Types.IsInstance(vm, value, TypeId.TimeDelta);

    /// <summary>A timedelta of days and microseconds of any size; undefined with <c>OverflowError</c> pending.</summary>
    public static Value Normal(Vm* vm, long days, long rest)
    {
        if ((ulong)rest >= CalendarMath.Day)
        {
            long carry = Math.DivRem(rest, CalendarMath.Day, out rest);
            days += carry - (rest < 0 ? 1 : 0);
            rest += rest < 0 ? CalendarMath.Day : 0;
        }

        return Make(vm, Types.Of(vm, TypeId.TimeDelta), days, rest);
    }

    /// <summary>A timedelta of microseconds; undefined with <c>OverflowError</c> pending.</summary>
    public static Value FromTotal(Vm* vm, BigInteger total, TypeObject* type = null)
    {
        BigInteger days = BigInteger.DivRem(total, CalendarMath.Day, out BigInteger rest);
        if (rest.Sign < 0)
        {
            days--;
            rest += CalendarMath.Day;
        }

        return days < int.MinValue || days > int.MaxValue
            ? Throw.OverflowError(vm, "Python int too large to convert to C int")
            : Make(vm, type == null ? Types.Of(vm, TypeId.TimeDelta) : type, (long)days, (long)rest);
    }

    private static Value Make(Vm* vm, TypeObject* type, long days, long rest)
    {
        if (days is < -MaxDays or > MaxDays)
        {
            return Throw.OverflowError(vm, $"days={days}; must have magnitude <= {MaxDays}");
        }

        Record* self = type->Id == TypeId.TimeDelta ? Record.New(vm, TypeId.TimeDelta, 2) : Record.New(vm, type, 2);
        Record.Fields(self)[0] = Value.FromInt(days);
        Record.Fields(self)[1] = Value.FromInt(rest);
        return Value.FromObject(self);
    }

    /// <summary>Total seconds in the duration.</summary>
    [Method("total_seconds", Signature = "($self, /)")]
    private static Value TotalSeconds(Vm* vm, Value self)
    {
        Int128 total = TotalOf(self);
        return total > -(1L << 53) && total < 1L << 53
            ? Value.FromFloat((long)total / 1e6)
            : Integers.TrueDivide(vm, Integers.FromBigInteger(vm, (BigInteger)total), Value.FromInt(CalendarMath.Second));
    }

    /// <summary>Number of days.</summary>
    [Property("days")]
    private static Value Days(Value self) => Record.Fields((Record*)self.AsObject)[0];

    /// <summary>Number of seconds (&gt;= 0 and less than 1 day).</summary>
    [Property("seconds")]
    private static Value Seconds(Value self) => Value.FromInt(RestOf(self) / CalendarMath.Second);

    /// <summary>Number of microseconds (&gt;= 0 and less than 1 second).</summary>
    [Property("microseconds")]
    private static Value Microseconds(Value self) => Value.FromInt(RestOf(self) % CalendarMath.Second);

    /// <summary>__reduce__() -> (cls, state)</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) =>
        Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(State(vm, self))));

    private static Tuple* State(Vm* vm, Value self)
    {
        Value* parts = stackalloc Value[3] { Days(self), Seconds(self), Microseconds(self) };
        return Tuple.New(vm, parts, 3);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[7];
        if (!DateArguments.Bind(
            vm, "__new__()", "days\0seconds\0microseconds\0milliseconds\0minutes\0hours\0weeks\0"u8, 7, 7, 0, args, argc, kwNames, slots))
        {
            return Value.Undefined;
        }

        Int128 total = 0;
        double leftover = 0;
        for (int i = 0; i < 7; i++)
        {
            long factor = i switch { 0 => CalendarMath.Day, 1 => CalendarMath.Second, 2 => 1, 3 => 1000, 4 => 60 * CalendarMath.Second, 5 => 3600 * CalendarMath.Second, _ => 7 * CalendarMath.Day };
            Value part = slots[i];
            if (part.IsInt)
            {
                total += (Int128)part.AsInt * factor;
            }
            else if (!part.IsUndefined && !Accumulate(vm, part, i, factor, ref total, ref leftover))
            {
                return Value.Undefined;
            }
        }

        if (leftover != 0)
        {
            double whole = Math.Round(leftover, MidpointRounding.AwayFromZero);
            if (Math.Abs(whole - leftover) == 0.5)
            {
                int odd = (int)(total & 1);
                whole = (2.0 * Math.Round((leftover + odd) * 0.5, MidpointRounding.AwayFromZero)) - odd;
            }

            total += (long)whole;
        }

        if (total >= 0 && total < CalendarMath.Day)
        {
            return Make(vm, type, 0, (long)total);
        }

        return FromTotal(vm, (BigInteger)total, type);
    }

    private static bool Accumulate(Vm* vm, Value part, int index, long factor, ref Int128 total, ref double leftover)
    {
        Value whole = Integers.Unbox(part);
        double fraction = 0;
        if (whole.IsUndefined)
        {
            if (!Floats.TryUnbox(part, out double number))
            {
                string name = index switch { 0 => "days", 1 => "seconds", 2 => "microseconds", 3 => "milliseconds", 4 => "minutes", 5 => "hours", _ => "weeks" };
                Throw.TypeError(vm, $"unsupported type for timedelta {name} component: {Types.NameOf(vm, part)}");
                return false;
            }

            double truncated = Math.Truncate(number);
            whole = Floats.ToInteger(vm, truncated);
            if (whole.IsUndefined)
            {
                return false;
            }

            fraction = (number - truncated) * factor;
        }

        if (Integers.BitLength(whole) > 75)
        {
            Throw.OverflowError(vm, "Python int too large to convert to C int");
            return false;
        }

        total += (Int128)Integers.ToBigInteger(whole) * factor;
        if (fraction != 0)
        {
            double truncated = Math.Truncate(fraction);
            total += (long)truncated;
            leftover += fraction - truncated;
        }

        return true;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        long seconds = RestOf(self) / CalendarMath.Second;
        long microseconds = RestOf(self) % CalendarMath.Second;
        string text = string.Empty;
        text += DaysOf(self) != 0 ? $"days={DaysOf(self)}" : string.Empty;
        text += seconds != 0 ? $"{(text.Length > 0 ? ", " : string.Empty)}seconds={seconds}" : string.Empty;
        text += microseconds != 0 ? $"{(text.Length > 0 ? ", " : string.Empty)}microseconds={microseconds}" : string.Empty;
        return Value.FromObject(Str.New(vm, $"{Types.NameOf(vm, self)}({(text.Length == 0 ? "0" : text)})"));
    }

    private static Value Text(Vm* vm, Value self)
    {
        long days = DaysOf(self);
        Span<byte> buffer = stackalloc byte[48];
        IsoWriter text = new(buffer);
        if (days != 0)
        {
            text.Number(days);
            text.Text(days is 1 or -1 ? " day, "u8 : " days, "u8);
        }

        long time = CalendarMath.TimeOf(RestOf(self));
        text.Number(CalendarMath.HourOf(time));
        text.Byte((byte)':');
        text.Two(CalendarMath.MinuteOf(time));
        text.Byte((byte)':');
        text.Two(CalendarMath.SecondOf(time));
        text.Fraction(CalendarMath.MicrosecondOf(time), false);
        return text.ToStr(vm);
    }

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, Value.FromObject(State(vm, self)));

    private static int Bool(Vm* vm, Value self) => DaysOf(self) != 0 || RestOf(self) != 0 ? 1 : 0;

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!Is(vm, left) || !Is(vm, right))
        {
            return Value.NotImplemented;
        }

        int order = DaysOf(left).CompareTo(DaysOf(right));
        return Numbers.Answer(order != 0 ? order : RestOf(left).CompareTo(RestOf(right)), operation);
    }

    private static Value Negative(Vm* vm, Value self) => Normal(vm, -DaysOf(self), -RestOf(self));

    private static Value Positive(Vm* vm, Value self) => Normal(vm, DaysOf(self), RestOf(self));

    private static Value Absolute(Vm* vm, Value self) => DaysOf(self) < 0 ? Negative(vm, self) : Positive(vm, self);

    private static Value Add(Vm* vm, Value left, Value right) =>
        Is(vm, left) && Is(vm, right) ? Normal(vm, DaysOf(left) + DaysOf(right), RestOf(left) + RestOf(right)) : Value.NotImplemented;

    private static Value Subtract(Vm* vm, Value left, Value right) =>
        Is(vm, left) && Is(vm, right) ? Normal(vm, DaysOf(left) - DaysOf(right), RestOf(left) - RestOf(right)) : Value.NotImplemented;

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left))
        {
            (left, right) = (right, left);
        }

        Value integer = Integers.Unbox(right);
        if (!integer.IsUndefined)
        {
            return FromTotal(vm, (BigInteger)TotalOf(left) * Integers.ToBigInteger(integer));
        }

        return Floats.TryUnbox(right, out double number)
            ? TryRatio(vm, number, out BigInteger numerator, out BigInteger denominator)
                ? FromTotal(vm, DivideNearest((BigInteger)TotalOf(left) * numerator, denominator)) : Value.Undefined
            : Value.NotImplemented;
    }

    private static Value Divide(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left))
        {
            return Value.NotImplemented;
        }

        BigInteger total = (BigInteger)TotalOf(left);
        if (Is(vm, right))
        {
            return TotalOf(right) == 0 ? Throw.ZeroDivisionError(vm, "division by zero")
                : Integers.TrueDivide(vm, Integers.FromBigInteger(vm, total), Integers.FromBigInteger(vm, (BigInteger)TotalOf(right)));
        }

        Value integer = Integers.Unbox(right);
        BigInteger numerator;
        BigInteger denominator = BigInteger.One;
        if (!integer.IsUndefined)
        {
            numerator = Integers.ToBigInteger(integer);
        }
        else if (!Floats.TryUnbox(right, out double number))
        {
            return Value.NotImplemented;
        }
        else if (!TryRatio(vm, number, out numerator, out denominator))
        {
            return Value.Undefined;
        }

        return numerator.IsZero ? Throw.ZeroDivisionError(vm, "integer division or modulo by zero") : FromTotal(vm, DivideNearest(total * denominator, numerator));
    }

    private static Value FloorDivide(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left))
        {
            return Value.NotImplemented;
        }

        bool isDelta = Is(vm, right);
        Value integer = isDelta ? right : Integers.Unbox(right);
        if (integer.IsUndefined)
        {
            return Value.NotImplemented;
        }

        BigInteger divisor = isDelta ? (BigInteger)TotalOf(right) : Integers.ToBigInteger(integer);
        if (divisor.IsZero)
        {
            return Throw.ZeroDivisionError(vm, "integer division or modulo by zero");
        }

        BigInteger quotient = BigInteger.DivRem((BigInteger)TotalOf(left), divisor, out BigInteger rest);
        quotient -= !rest.IsZero && rest.Sign != divisor.Sign ? 1 : 0;
        return isDelta ? Integers.FromBigInteger(vm, quotient) : FromTotal(vm, quotient);
    }

    private static Value Modulo(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left) || !Is(vm, right))
        {
            return Value.NotImplemented;
        }

        Int128 divisor = TotalOf(right);
        return divisor == 0 ? Throw.ZeroDivisionError(vm, "integer modulo by zero") : FromTotal(vm, (BigInteger)Remainder(TotalOf(left), divisor));
    }

    private static Value DivMod(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left) || !Is(vm, right))
        {
            return Value.NotImplemented;
        }

        Int128 divisor = TotalOf(right);
        if (divisor == 0)
        {
            return Throw.ZeroDivisionError(vm, "integer division or modulo by zero");
        }

        Int128 rest = Remainder(TotalOf(left), divisor);
        Value remainder = FromTotal(vm, (BigInteger)rest);
        return Value.FromObject(Tuple.New(vm, Integers.FromBigInteger(vm, (BigInteger)((TotalOf(left) - rest) / divisor)), remainder));
    }

    private static Int128 Remainder(Int128 dividend, Int128 divisor)
    {
        Int128 rest = dividend % divisor;
        return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest;
    }

    /// <summary>A quotient rounded half to even.</summary>
    private static BigInteger DivideNearest(BigInteger dividend, BigInteger divisor)
    {
        if (divisor.Sign < 0)
        {
            dividend = -dividend;
            divisor = -divisor;
        }

        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        if (rest.Sign < 0)
        {
            quotient--;
            rest += divisor;
        }

        int order = (rest * 2).CompareTo(divisor);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static bool TryRatio(Vm* vm, double number, out BigInteger numerator, out BigInteger denominator)
    {
        numerator = denominator = BigInteger.One;
        if (!double.IsFinite(number))
        {
            Throw.Raise(
                vm, double.IsNaN(number) ? TypeId.ValueError : TypeId.OverflowError,
                double.IsNaN(number) ? "cannot convert NaN to integer ratio" : "cannot convert Infinity to integer ratio");
            return false;
        }

        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(bits >> 52) & 0x7ff;
        long mantissa = bits & ((1L << 52) - 1);
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        int power = Math.Max(exponent, 1) - 1075;
        numerator = bits < 0 ? -mantissa : mantissa;
        if (power >= 0)
        {
            numerator <<= power;
        }
        else
        {
            denominator <<= -power;
        }

        return true;
    }
}
