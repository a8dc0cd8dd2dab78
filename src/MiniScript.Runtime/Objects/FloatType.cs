using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>float</c>.</summary>
internal static unsafe class FloatType
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
        slots->Absolute = &Absolute;
        slots->Int = &Int;
        slots->Float = &Plain;
        slots->Binary[BinaryOperation.Add] = &Add;
        slots->Binary[BinaryOperation.Subtract] = &Subtract;
        slots->Binary[BinaryOperation.Multiply] = &Multiply;
        slots->Binary[BinaryOperation.Divide] = &Divide;
        slots->Binary[BinaryOperation.FloorDivide] = &FloorDivide;
        slots->Binary[BinaryOperation.Modulo] = &Modulo;
        slots->Binary[BinaryOperation.DivMod] = &DivMod;
        slots->Binary[BinaryOperation.Power] = &Power;
        slots->PowerModulo = &PowerModulo;
    }

    /// <summary><c>float(value)</c>: a number, or text.</summary>
    public static Value FromValue(Vm* vm, Value value)
    {
        if (value.Is(Kind.Str))
        {
            return Floats.Parse(vm, (Str*)value.AsObject);
        }

        if (BytesArguments.IsBytesLike(value))
        {
            return Floats.TryParse(BytesArguments.Content(vm, value), out double parsed) ? Value.FromFloat(parsed) : Floats.InvalidLiteral(vm, value);
        }

        Slots* slots = &Types.Of(vm, value)->Slots;
        if (!value.IsFloat && slots->Float == null && slots->Index == null)
        {
            Value shown = BytesArguments.Shown(vm, value);
            return !shown.IsUndefined ? (Floats.TryParse(BytesArguments.Content(vm, shown), out double read) ? Value.FromFloat(read) : Floats.InvalidLiteral(vm, shown))
                : vm->HasPending ? shown
                : Throw.TypeError(vm, $"float() argument must be a string or a real number, not '{Types.NameOf(vm, value)}'");
        }

        return Floats.TryGet(vm, value, out double number) ? Value.FromFloat(number) : Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0 && (type->Id != TypeId.Invalid || argc == 0))
        {
            return Throw.TypeError(vm, "float() takes no keyword arguments");
        }

        if (argc > 1)
        {
            return Throw.TypeError(vm, $"float expected at most 1 argument, got {argc}");
        }

        return NumberBox.Wrap(vm, type, argc == 0 ? Value.FromFloat(0.0) : FromValue(vm, args[0]));
    }

    private static double Of(Value self) => Floats.TryUnbox(self, out double number) ? number : 0;

    private static Value Repr(Vm* vm, Value self)
    {
        Span<byte> text = stackalloc byte[Floats.ReprRoom];
        return Value.FromObject(Str.FromLatin1(vm, text[..Floats.WriteRepr(Of(self), text)]));
    }

    private static long Hash(Vm* vm, Value self) => Numbers.Hash(Of(self));

    private static int Bool(Vm* vm, Value self) => Of(self) != 0 ? 1 : 0;

    private static Value Plain(Vm* vm, Value self) => Value.FromFloat(Of(self));

    private static Value Negative(Vm* vm, Value self) => Value.FromFloat(-Of(self));

    private static Value Absolute(Vm* vm, Value self) => Value.FromFloat(Math.Abs(Of(self)));

    private static Value Int(Vm* vm, Value self) => Floats.ToInteger(vm, Of(self));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!Floats.TryUnbox(left, out double x))
        {
            return Value.NotImplemented;
        }

        if (Floats.TryUnbox(right, out double y))
        {
            return Value.FromBool(operation switch
            {
                CompareOperation.Less => x < y,
                CompareOperation.LessEqual => x <= y,
                CompareOperation.Equal => x == y,
                CompareOperation.NotEqual => x != y,
                CompareOperation.Greater => x > y,
                _ => x >= y,
            });
        }

        Value integer = Integers.Unbox(right);
        if (integer.IsUndefined)
        {
            return Value.NotImplemented;
        }

        return double.IsNaN(x) ? Value.FromBool(operation == CompareOperation.NotEqual)
            : Numbers.Answer(Floats.CompareToInteger(x, integer), operation);
    }

    private static Value Add(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Value.FromFloat(x + y) : other;

    private static Value Subtract(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Value.FromFloat(x - y) : other;

    private static Value Multiply(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Value.FromFloat(x * y) : other;

    private static Value Divide(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Floats.Divide(vm, x, y) : other;

    private static Value FloorDivide(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Floats.FloorDivide(vm, x, y) : other;

    private static Value Modulo(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Floats.Modulo(vm, x, y) : other;

    private static Value DivMod(Vm* vm, Value a, Value b)
    {
        if (!Convert(vm, a, b, out double x, out double y, out Value other))
        {
            return other;
        }

        if (y == 0)
        {
            return Throw.ZeroDivisionError(vm, "float divmod()");
        }

        (double quotient, double remainder) = Floats.DivMod(x, y);
        return Value.FromObject(Tuple.New(vm, Value.FromForeignFloat(quotient), Value.FromForeignFloat(remainder)));
    }

    private static Value Power(Vm* vm, Value a, Value b) =>
        Convert(vm, a, b, out double x, out double y, out Value other) ? Floats.Power(vm, x, y) : other;

    private static Value PowerModulo(Vm* vm, Value a, Value b, Value modulus) =>
        Throw.TypeError(vm, "pow() 3rd argument not allowed unless all arguments are integers");

    /// <summary>The operands as floats; false with the answer in <paramref name="other"/>: <c>NotImplemented</c>, or undefined with <c>OverflowError</c> pending.</summary>
    private static bool Convert(Vm* vm, Value a, Value b, out double x, out double y, out Value other)
    {
        y = 0;
        return ConvertOne(vm, a, out x, out other) && ConvertOne(vm, b, out y, out other);
    }

    private static bool ConvertOne(Vm* vm, Value value, out double number, out Value other)
    {
        other = Value.NotImplemented;
        if (Floats.TryUnbox(value, out number))
        {
            return true;
        }

        Value integer = Integers.Unbox(value);
        if (integer.IsUndefined)
        {
            return false;
        }

        other = Value.Undefined;
        return Floats.TryFromInteger(vm, integer, out number);
    }
}
