using System.Numerics;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>Construct a new Decimal object.</summary>
/// <remarks>Operators, hash and text are here, methods in <c>DecimalType.Methods.cs</c>, conversions in <c>DecimalType.Making.cs</c>.</remarks>
[MiniScript.Extensions.BuiltinType("Decimal")]
internal static unsafe partial class DecimalType
{
    private const int SmallDigits = 18;
    private static readonly UInt128[] SmallPowers = MakeSmallPowers();

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &ToText;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &CompareTo;
        type->Slots.Bool = &Bool;
        type->Slots.Negative = &Negate;
        type->Slots.Positive = &Plus;
        type->Slots.Absolute = &Absolute;
        type->Slots.Int = &ToInt;
        type->Slots.Float = &ToFloat;
        type->Slots.Binary[BinaryOperation.Add] = &Add;
        type->Slots.Binary[BinaryOperation.Subtract] = &Subtract;
        type->Slots.Binary[BinaryOperation.Multiply] = &Multiply;
        type->Slots.Binary[BinaryOperation.Divide] = &Divide;
        type->Slots.Binary[BinaryOperation.FloorDivide] = &FloorDivide;
        type->Slots.Binary[BinaryOperation.Modulo] = &Modulo;
        type->Slots.Binary[BinaryOperation.Power] = &Power;
        type->Slots.Binary[BinaryOperation.DivMod] = &DivModSlot;
        type->Slots.PowerModulo = &PowerModulo;
    }

    /// <summary>Quotient and rest as a tuple.</summary>
    public static Value DivMod(Vm* vm, Value context, Dec a, Dec b)
    {
        DecContext arithmetic = DecimalContexts.Read(context);
        (Dec quotient, Dec rest) = DecimalMath.DivMod(a, b, ref arithmetic);
        return DecimalContexts.Note(vm, context, arithmetic.Status)
            ? Value.FromObject(Tuple.New(vm, DecimalCells.New(vm, quotient), DecimalCells.New(vm, rest))) : Value.Undefined;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value context = DecimalContexts.Current(vm);
        return context.IsUndefined ? context
            : Value.FromObject(Str.New(vm, $"Decimal('{DecimalText.ToText(DecimalCells.Read(self), false, DecimalContexts.Field(context, DecimalContexts.Capitals) != 0)}')"));
    }

    private static Value ToText(Vm* vm, Value self)
    {
        if (TryTextOfWords(vm, self, out Value text))
        {
            return text;
        }

        Value context = DecimalContexts.Current(vm);
        return context.IsUndefined ? context
            : Value.FromObject(Str.New(vm, DecimalText.ToText(DecimalCells.Read(self), false, DecimalContexts.Field(context, DecimalContexts.Capitals) != 0)));
    }

    private static int Bool(Vm* vm, Value self) => DecimalCells.Read(self).IsZero ? 0 : 1;

    private static long Hash(Vm* vm, Value self)
    {
        Dec number = DecimalCells.Read(self);
        if (number.Kind == DecKind.SignalingNaN)
        {
            Throw.TypeError(vm, "Cannot hash a signaling NaN value");
            return -1;
        }

        if (number.IsNaN)
        {
            return Hashing.OfIdentity(self);
        }

        if (number.IsInfinite)
        {
            return number.Negative ? -314159 : 314159;
        }

        BigInteger prime = (BigInteger.One << 61) - 1;
        BigInteger power = number.Exponent >= 0
            ? BigInteger.ModPow(10, number.Exponent, prime)
            : BigInteger.ModPow(BigInteger.ModPow(10, prime - 2, prime), -(BigInteger)number.Exponent, prime);
        long hash = (long)(number.Coefficient * power % prime);
        hash = number.Negative ? -hash : hash;
        return hash == -1 ? -2 : hash;
    }

    private static Value CompareTo(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (TryCompareWords(left, right, out int order))
        {
            return Numbers.Answer(order, operation);
        }

        bool isEquality = operation is CompareOperation.Equal or CompareOperation.NotEqual;
        Value context = DecimalContexts.Current(vm);
        if (context.IsUndefined)
        {
            return context;
        }

        Dec a = DecimalCells.Read(left);
        Value integer = DecimalCells.Is(vm, right) ? Value.Undefined : Integers.Unbox(right);
        Dec b;
        DecStatus status = DecStatus.None;
        if (DecimalCells.Is(vm, right))
        {
            b = DecimalCells.Read(right);
        }
        else if (!integer.IsUndefined)
        {
            b = Dec.Of(Integers.ToBigInteger(integer));
        }
        else if (Floats.TryUnbox(right, out double number))
        {
            b = FromDouble(number);
            status = DecStatus.FloatOperation;
        }
        else if (isEquality && Objects.Complex.TryUnbox(right, out double real, out double imaginary))
        {
            if (imaginary != 0)
            {
                return Value.FromBool(operation == CompareOperation.NotEqual);
            }

            b = FromDouble(real);
            status = DecStatus.FloatOperation;
        }
        else
        {
            int found = TryRational(vm, right, ref a, out b);
            if (found <= 0)
            {
                return found < 0 ? Value.Undefined : Value.NotImplemented;
            }
        }

        if (status != DecStatus.None)
        {
            // An equality notes the float only; an order may be refused.
            Value* fields = Record.Fields((Record*)context.AsObject);
            if (isEquality)
            {
                fields[DecimalContexts.Flags] = Value.FromInt(fields[DecimalContexts.Flags].AsInt | (long)status);
            }
            else if (!DecimalContexts.Note(vm, context, status))
            {
                return Value.Undefined;
            }
        }

        if (a.IsNaN || b.IsNaN)
        {
            bool isSignaling = a.Kind == DecKind.SignalingNaN || b.Kind == DecKind.SignalingNaN;
            return (isSignaling || !isEquality) && !DecimalContexts.Note(vm, context, DecStatus.InvalidOperation) ? Value.Undefined
                : Value.FromBool(operation == CompareOperation.NotEqual);
        }

        return Numbers.Answer(DecimalMath.Order(a, b), operation);
    }

    /// <summary>A rational number to compare with, whose denominator the other is multiplied by: 1, 0 if it is none, -1 with an exception pending.</summary>
    private static int TryRational(Vm* vm, Value value, ref Dec other, out Dec numerator)
    {
        numerator = default;
        if (!value.IsObject || value.Is(Kind.Str))
        {
            return 0;
        }

        Value rational = LibraryCalls.Attribute(vm, "numbers", "Rational");
        int isRational = rational.IsUndefined ? -1 : ClassChecks.IsInstance(vm, value, rational);
        if (isRational <= 0)
        {
            return isRational;
        }

        Value top = Attributes.Get(vm, value, Str.Intern(vm, "numerator"u8));
        Value bottom = top.IsUndefined ? top : Attributes.Get(vm, value, Str.Intern(vm, "denominator"u8));
        if (bottom.IsUndefined || Integers.Unbox(top).IsUndefined || Integers.Unbox(bottom).IsUndefined)
        {
            return bottom.IsUndefined ? -1 : 0;
        }

        numerator = Dec.Of(Integers.ToBigInteger(Integers.Unbox(top)));
        if (other.IsFinite)
        {
            other = other with { Coefficient = other.Coefficient * Integers.ToBigInteger(Integers.Unbox(bottom)) };
        }

        return 1;
    }

    private static Value Negate(Vm* vm, Value self) => Unary(vm, DecOperation.Minus, self, Value.None);

    private static Value Plus(Vm* vm, Value self) => Unary(vm, DecOperation.Plus, self, Value.None);

    private static Value Absolute(Vm* vm, Value self) => Unary(vm, DecOperation.Abs, self, Value.None);

    private static Value Unary(Vm* vm, DecOperation operation, Value self, Value contextArgument)
    {
        Value context = DecimalContexts.Of(vm, contextArgument);
        if (context.IsUndefined)
        {
            return context;
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        Dec a = DecimalCells.Read(self);
        Dec result = DecimalContexts.Apply(operation, a, a, ref arithmetic);
        return DecimalContexts.Result(vm, context, in arithmetic, result);
    }

    private static Value Binary(Vm* vm, DecOperation operation, Value left, Value right)
    {
        if (!TryOperand(vm, left, out Dec a) || !TryOperand(vm, right, out Dec b))
        {
            return Value.NotImplemented;
        }

        Value context = DecimalContexts.Current(vm);
        if (context.IsUndefined)
        {
            return context;
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        Dec result = DecimalContexts.Apply(operation, a, b, ref arithmetic);
        return DecimalContexts.Note(vm, context, arithmetic.Status) ? DecimalCells.New(vm, result) : Value.Undefined;
    }

    private static Value Add(Vm* vm, Value left, Value right) => TryAddWords(vm, left, right, false, out Value sum) ? sum : Binary(vm, DecOperation.Add, left, right);

    private static Value Subtract(Vm* vm, Value left, Value right) => TryAddWords(vm, left, right, true, out Value sum) ? sum : Binary(vm, DecOperation.Subtract, left, right);

    private static Value Multiply(Vm* vm, Value left, Value right) =>
        TryMultiplyWords(vm, left, right, out Value product) ? product : Binary(vm, DecOperation.Multiply, left, right);

    private static Value Divide(Vm* vm, Value left, Value right) =>
        TryDivideWords(vm, left, right, out Value quotient) ? quotient : Binary(vm, DecOperation.Divide, left, right);

    private static Value FloorDivide(Vm* vm, Value left, Value right) => Binary(vm, DecOperation.DivideInt, left, right);

    private static Value Modulo(Vm* vm, Value left, Value right) => Binary(vm, DecOperation.Remainder, left, right);

    private static Value Power(Vm* vm, Value left, Value right) => Binary(vm, DecOperation.Power, left, right);

    private static Value DivModSlot(Vm* vm, Value left, Value right)
    {
        if (!TryOperand(vm, left, out Dec a) || !TryOperand(vm, right, out Dec b))
        {
            return Value.NotImplemented;
        }

        Value context = DecimalContexts.Current(vm);
        return context.IsUndefined ? context : DivMod(vm, context, a, b);
    }

    private static Value PowerModulo(Vm* vm, Value left, Value right, Value modulus)
    {
        if (!TryOperand(vm, left, out Dec a) || !TryOperand(vm, right, out Dec b) || !TryOperand(vm, modulus, out Dec m))
        {
            return Value.NotImplemented;
        }

        Value context = DecimalContexts.Current(vm);
        if (context.IsUndefined)
        {
            return context;
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        Dec result = DecimalMath.PowerModulo(a, b, m, ref arithmetic);
        return DecimalContexts.Result(vm, context, in arithmetic, result);
    }

    private static UInt128[] MakeSmallPowers()
    {
        UInt128[] powers = new UInt128[38];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
