using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>int</c>.</summary>
internal static unsafe class IntType
{
    /// <summary>Fills the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        Slots* slots = &type->Slots;
        slots->Repr = &Repr;
        slots->Hash = &Hash;
        slots->Compare = &Compare;
        slots->Bool = &Bool;
        slots->New = &New;
        slots->Negative = &Negative;
        slots->Positive = &Plain;
        slots->Invert = &Invert;
        slots->Absolute = &Absolute;
        slots->Int = &Plain;
        slots->Float = &Float;
        slots->Index = &Plain;
        slots->Binary[BinaryOperation.Add] = &Add;
        slots->Binary[BinaryOperation.Subtract] = &Subtract;
        slots->Binary[BinaryOperation.Multiply] = &Multiply;
        slots->Binary[BinaryOperation.Divide] = &Divide;
        slots->Binary[BinaryOperation.FloorDivide] = &FloorDivide;
        slots->Binary[BinaryOperation.Modulo] = &Modulo;
        slots->Binary[BinaryOperation.DivMod] = &DivMod;
        slots->Binary[BinaryOperation.Power] = &Power;
        slots->Binary[BinaryOperation.LeftShift] = &LeftShift;
        slots->Binary[BinaryOperation.RightShift] = &RightShift;
        slots->Binary[BinaryOperation.And] = &And;
        slots->Binary[BinaryOperation.Or] = &Or;
        slots->Binary[BinaryOperation.Xor] = &Xor;
        slots->PowerModulo = &PowerModulo;
    }

    /// <summary><c>int(value)</c>: a number truncated, or text in base 10. Always plain.</summary>
    public static Value FromValue(Vm* vm, Value value)
    {
        if (value.IsInt)
        {
            return value;
        }

        if (value.IsFloat)
        {
            return Floats.ToInteger(vm, value.AsFloat);
        }

        if (value.IsExactly(TypeId.Str))
        {
            return Integers.Parse(vm, (Str*)value.AsObject, 10);
        }

        Slots* slots = &Types.Of(vm, value)->Slots;
        if (slots->Int != null)
        {
            Value result = slots->Int(vm, value);
            return result.IsUndefined ? result : Integers.UnboxResult(vm, result, "__int__");
        }

        if (slots->Index != null)
        {
            return Integers.Index(vm, value);
        }

        int truncated = Attributes.LookupSpecial(vm, value, NameId.__trunc__, out Value method);
        if (truncated != 0)
        {
            if (truncated < 0 || !Deprecation.Warn(vm, "The delegation of int() to __trunc__ is deprecated."))
            {
                return Value.Undefined;
            }

            Value result = Calls.Invoke(vm, method);
            return result.IsUndefined ? result
                : Integers.IsInteger(result) ? Integers.Unbox(result)
                : Types.Of(vm, result)->Slots.Index != null ? Integers.Index(vm, result)
                : Throw.TypeError(vm, $"__trunc__ returned non-Integral (type {Types.NameOf(vm, result)})");
        }

        Value shown = value.Is(Kind.Str) ? value : BytesArguments.Shown(vm, value);
        if (shown.IsUndefined && vm->HasPending)
        {
            return shown;
        }

        return FromText(vm, shown.IsUndefined ? value : shown, 10, out Value number) ? number
            : Throw.TypeError(vm, $"int() argument must be a string, a bytes-like object or a real number, not '{Types.NameOf(vm, value)}'");
    }

    /// <summary>Reads text or bytes; false, with nothing pending, for any other object.</summary>
    private static bool FromText(Vm* vm, Value value, int numberBase, out Value number)
    {
        if (value.Is(Kind.Str))
        {
            number = Integers.Parse(vm, (Str*)value.AsObject, numberBase);
            return true;
        }

        number = Value.Undefined;
        if (!BytesArguments.IsBytesLike(value))
        {
            return false;
        }

        int failure = Integers.TryParse(vm, BytesArguments.Content(vm, value), numberBase, out number);
        if (failure > 0)
        {
            number = Integers.InvalidLiteral(vm, value, numberBase);
        }

        return true;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames == null && argc == 1)
        {
            return NumberBox.Wrap(vm, type, FromValue(vm, args[0]));
        }

        if (kwNames == null && argc == 0)
        {
            return NumberBox.Wrap(vm, type, Value.FromInt(0));
        }

        if (argc > 2)
        {
            return Throw.TypeError(vm, $"int expected at most 2 arguments, got {argc}");
        }

        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 1, 2, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "int"u8, "\0base\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        if (slots[1].IsUndefined)
        {
            return NumberBox.Wrap(vm, type, slots[0].IsUndefined ? Value.FromInt(0) : FromValue(vm, slots[0]));
        }

        if (slots[0].IsUndefined)
        {
            return Throw.TypeError(vm, "int() missing string argument");
        }

        if (!Integers.TryIndexClipped(vm, slots[1], out long numberBase))
        {
            return Value.Undefined;
        }

        if (numberBase is not 0 and (< 2 or > 36))
        {
            return Throw.ValueError(vm, "int() base must be >= 2 and <= 36, or 0");
        }

        return FromText(vm, slots[0], (int)numberBase, out Value number) ? NumberBox.Wrap(vm, type, number)
            : Throw.TypeError(vm, "int() can't convert non-string with explicit base");
    }

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Integers.ToStr(vm, Integers.Unbox(self)));

    private static long Hash(Vm* vm, Value self) => Numbers.Hash(Integers.Unbox(self));

    private static int Bool(Vm* vm, Value self) => Integers.Unbox(self) == Value.FromInt(0) ? 0 : 1;

    private static Value Plain(Vm* vm, Value self) => Integers.Unbox(self);

    private static Value Negative(Vm* vm, Value self) => Integers.Negate(vm, Integers.Unbox(self));

    private static Value Invert(Vm* vm, Value self) => Integers.Invert(vm, Integers.Unbox(self));

    private static Value Absolute(Vm* vm, Value self) => Integers.Absolute(vm, Integers.Unbox(self));

    private static Value Float(Vm* vm, Value self) =>
        Floats.TryFromInteger(vm, Integers.Unbox(self), out double number) ? Value.FromFloat(number) : Value.Undefined;

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        AreIntegers(ref left, ref right) ? Numbers.Answer(Integers.Compare(left, right), operation) : Value.NotImplemented;

    private static Value Add(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Add(vm, a, b) : Value.NotImplemented;

    private static Value Subtract(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Subtract(vm, a, b) : Value.NotImplemented;

    private static Value Multiply(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Multiply(vm, a, b) : Value.NotImplemented;

    private static Value Divide(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.TrueDivide(vm, a, b) : Value.NotImplemented;

    private static Value FloorDivide(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.FloorDivide(vm, a, b) : Value.NotImplemented;

    private static Value Modulo(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Modulo(vm, a, b) : Value.NotImplemented;

    private static Value DivMod(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.DivMod(vm, a, b) : Value.NotImplemented;

    private static Value Power(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Power(vm, a, b) : Value.NotImplemented;

    private static Value LeftShift(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.LeftShift(vm, a, b) : Value.NotImplemented;

    private static Value RightShift(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.RightShift(vm, a, b) : Value.NotImplemented;

    private static Value And(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.And(vm, a, b) : Value.NotImplemented;

    private static Value Or(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Or(vm, a, b) : Value.NotImplemented;

    private static Value Xor(Vm* vm, Value a, Value b) => AreIntegers(ref a, ref b) ? Integers.Xor(vm, a, b) : Value.NotImplemented;

    private static Value PowerModulo(Vm* vm, Value a, Value b, Value modulus)
    {
        modulus = Integers.Unbox(modulus);
        return AreIntegers(ref a, ref b) && !modulus.IsUndefined ? Integers.PowerModulo(vm, a, b, modulus) : Value.NotImplemented;
    }

    private static bool AreIntegers(ref Value a, ref Value b)
    {
        a = Integers.Unbox(a);
        b = Integers.Unbox(b);
        return !a.IsUndefined && !b.IsUndefined;
    }
}
