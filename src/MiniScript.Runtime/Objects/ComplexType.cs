using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>complex</c>.</summary>
internal static unsafe class ComplexType
{
    private const string SecondExpectation = "complex() second argument must be a number";

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
        slots->Absolute = &Absolute;
        slots->Binary[BinaryOperation.Add] = &Add;
        slots->Binary[BinaryOperation.Subtract] = &Subtract;
        slots->Binary[BinaryOperation.Multiply] = &Multiply;
        slots->Binary[BinaryOperation.Divide] = &Divide;
        slots->Binary[BinaryOperation.Power] = &Power;
        slots->PowerModulo = &PowerModulo;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "complex"u8, "real\0imag\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        if (slots[0].Is(Kind.Str))
        {
            return !slots[1].IsUndefined ? Throw.TypeError(vm, "complex() can't take second arg if first is a string")
                : ComplexText.TryParse(NumberText.ToAscii((Str*)slots[0].AsObject), out double real, out double imaginary)
                    ? NumberBox.Wrap(vm, type, Complex.New(vm, real, imaginary))
                    : Throw.ValueError(
                        vm, HasStrayUnderscore((Str*)slots[0].AsObject) ? $"could not convert string to complex: {Str.ToManaged(Text.Repr(vm, slots[0]))}"
                            : "complex() arg is a malformed string");
        }

        if (slots[1].Is(Kind.Str))
        {
            return Throw.TypeError(vm, "complex() second arg can't be a string");
        }

        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        if ((!slots[0].IsUndefined && !FromArgument(vm, slots[0], "complex() first argument must be a string or a number", out a, out b))
            || (!slots[1].IsUndefined && !FromArgument(vm, slots[1], SecondExpectation, out c, out d)))
        {
            return Value.Undefined;
        }

        // A sum with a zero that was not given would lose the sign of a negative zero.
        double realPart = Complex.IsComplex(slots[1]) ? a - d : a;
        double imaginaryPart = slots[1].IsUndefined ? b : b != 0 || Complex.IsComplex(slots[0]) ? b + c : c;
        return NumberBox.Wrap(vm, type, Complex.New(vm, realPart, imaginaryPart));
    }

    /// <summary>Whether an underscore stands elsewhere than between two digits.</summary>
    private static bool HasStrayUnderscore(Str* text)
    {
        for (int i = 0; i < text->Length; i++)
        {
            if (text->At(i) == '_'
                && (i == 0 || i + 1 == text->Length || !char.IsAsciiDigit((char)text->At(i - 1)) || !char.IsAsciiDigit((char)text->At(i + 1))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The parts of a number of any kind, or of what <c>__complex__</c> makes of an object; false with <c>TypeError</c> pending.</summary>
    public static bool TryGet(Vm* vm, Value value, out double real, out double imaginary) =>
        FromArgument(vm, value, null, out real, out imaginary);

    private static bool FromArgument(Vm* vm, Value value, string? expectation, out double real, out double imaginary)
    {
        imaginary = 0;
        real = 0;
        if (!Integers.IsInteger(value) && Complex.TryUnbox(value, out real, out imaginary))
        {
            return true;
        }

        // The second argument of complex() is a number itself: it is not converted.
        bool converts = expectation != SecondExpectation;
        Value method = Value.Undefined;
        int found = converts ? Attributes.LookupSpecial(vm, value, NameId.__complex__, out method) : 0;
        if (found != 0)
        {
            Value result = found < 0 ? Value.Undefined : Calls.Invoke(vm, method);
            if (result.IsUndefined || (result.Is(Kind.Complex) && Complex.TryUnbox(result, out real, out imaginary)))
            {
                return !result.IsUndefined;
            }

            if (Types.IsInstance(vm, result, TypeId.Complex) && Complex.TryUnbox(result, out real, out imaginary))
            {
                return Deprecation.WarnOfSubclass(vm, "__complex__", "complex", result);
            }

            Throw.TypeError(vm, $"__complex__ returned non-complex (type {Types.NameOf(vm, result)})");
            return false;
        }

        Slots* slots = &Types.Of(vm, value)->Slots;
        if (slots->Float == null && slots->Index == null)
        {
            Throw.TypeError(vm, expectation == null ? $"must be real number, not {Types.NameOf(vm, value)}" : $"{expectation}, not '{Types.NameOf(vm, value)}'");
            return false;
        }

        return Floats.TryGet(vm, value, out real);
    }

    private static (double Real, double Imaginary) Of(Value self)
    {
        Complex.TryUnbox(self, out double real, out double imaginary);
        return (real, imaginary);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        (double real, double imaginary) = Of(self);
        return Value.FromObject(Str.New(vm, ComplexText.Repr(real, imaginary)));
    }

    private static long Hash(Vm* vm, Value self)
    {
        (double real, double imaginary) = Of(self);
        return Numbers.Hash(real, imaginary);
    }

    private static int Bool(Vm* vm, Value self) => Of(self) == (0, 0) ? 0 : 1;

    private static Value Plain(Vm* vm, Value self)
    {
        (double real, double imaginary) = Of(self);
        return Complex.New(vm, real, imaginary);
    }

    private static Value Negative(Vm* vm, Value self)
    {
        (double real, double imaginary) = Of(self);
        return Complex.New(vm, -real, -imaginary);
    }

    private static Value Absolute(Vm* vm, Value self)
    {
        (double real, double imaginary) = Of(self);
        double length = double.Hypot(real, imaginary);
        return double.IsInfinity(length) && double.IsFinite(real) && double.IsFinite(imaginary)
            ? Throw.OverflowError(vm, "absolute value too large") : Value.FromForeignFloat(length);
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual) || !Complex.TryUnbox(left, out double a, out double b))
        {
            return Value.NotImplemented;
        }

        bool equal;
        Value integer = Integers.Unbox(right);
        if (!integer.IsUndefined)
        {
            equal = b == 0 && !double.IsNaN(a) && Floats.CompareToInteger(a, integer) == 0;
        }
        else if (Complex.TryUnbox(right, out double c, out double d))
        {
            equal = a == c && b == d;
        }
        else
        {
            return Value.NotImplemented;
        }

        return Value.FromBool(equal == (operation == CompareOperation.Equal));
    }

    private static Value Add(Vm* vm, Value left, Value right) =>
        Convert(vm, left, right, out double a, out double b, out double c, out double d, out Value other) ? Complex.New(vm, a + c, b + d) : other;

    private static Value Subtract(Vm* vm, Value left, Value right) =>
        Convert(vm, left, right, out double a, out double b, out double c, out double d, out Value other) ? Complex.New(vm, a - c, b - d) : other;

    private static Value Multiply(Vm* vm, Value left, Value right) =>
        Convert(vm, left, right, out double a, out double b, out double c, out double d, out Value other) ? Complex.Multiply(vm, a, b, c, d) : other;

    private static Value Divide(Vm* vm, Value left, Value right) =>
        Convert(vm, left, right, out double a, out double b, out double c, out double d, out Value other) ? Complex.Divide(vm, a, b, c, d) : other;

    private static Value Power(Vm* vm, Value left, Value right) =>
        Convert(vm, left, right, out double a, out double b, out double c, out double d, out Value other) ? Complex.Power(vm, a, b, c, d) : other;

    private static Value PowerModulo(Vm* vm, Value a, Value b, Value modulus) => Throw.ValueError(vm, "complex modulo");

    private static bool Convert(
        Vm* vm, Value left, Value right, out double a, out double b, out double c, out double d, out Value other)
    {
        other = Value.NotImplemented;
        c = d = 0;
        if (!Complex.TryUnbox(left, out a, out b) || !Complex.TryUnbox(right, out c, out d))
        {
            return false;
        }

        // An integer beyond the range of floats unboxes as infinite.
        if ((double.IsInfinity(a) && Integers.IsInteger(left)) || (double.IsInfinity(c) && Integers.IsInteger(right)))
        {
            other = Throw.OverflowError(vm, "int too large to convert to float");
            return false;
        }

        return true;
    }
}
