using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>int([x]) -> integer; int(x, base=10) -> integer</summary>
[BuiltinType("int")]
internal static unsafe partial class IntMethods
{
    /// <summary>the real part of a complex number</summary>
    [Property("real")]
    private static Value Real(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>the imaginary part of a complex number</summary>
    [Property("imag")]
    private static Value Imaginary(Vm* vm, Value self) => Value.FromInt(0);

    /// <summary>the numerator of a rational number in lowest terms</summary>
    [Property("numerator")]
    private static Value Numerator(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>the denominator of a rational number in lowest terms</summary>
    [Property("denominator")]
    private static Value Denominator(Vm* vm, Value self) => Value.FromInt(1);

    /// <summary>Return the complex conjugate: the integer itself.</summary>
    [Method("conjugate")]
    private static Value Conjugate(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>Truncating an Integral returns itself.</summary>
    [Method("__trunc__")]
    private static Value Truncate(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>Flooring an Integral returns itself.</summary>
    [Method("__floor__")]
    private static Value Floor(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>Ceiling of an Integral returns itself.</summary>
    [Method("__ceil__")]
    private static Value Ceiling(Vm* vm, Value self) => Integers.Unbox(self);

    /// <summary>The arguments that make an equal integer anew.</summary>
    [Method("__getnewargs__")]
    private static Value NewArguments(Vm* vm, Value self)
    {
        Value plain = Integers.Unbox(self);
        return Value.FromObject(Tuple.New(vm, &plain, 1));
    }

    /// <summary>Returns True. Exists for duck type compatibility with float.is_integer.</summary>
    [Method("is_integer")]
    private static bool IsInteger(Vm* vm, Value self) => true;

    /// <summary>Number of bits necessary to represent self in binary.</summary>
    [Method("bit_length")]
    private static long BitLength(Vm* vm, Value self) => Integers.BitLength(Integers.Unbox(self));

    /// <summary>Number of ones in the binary representation of the absolute value of self.</summary>
    [Method("bit_count")]
    private static long BitCount(Vm* vm, Value self) => Integers.BitCount(Integers.Unbox(self));

    /// <summary>Return a pair of integers, whose ratio is equal to the original int.</summary>
    [Method("as_integer_ratio")]
    private static Tuple* AsIntegerRatio(Vm* vm, Value self) => Tuple.New(vm, Integers.Unbox(self), Value.FromInt(1));

    /// <summary>Convert to a string according to format_spec.</summary>
    [Method("__format__")]
    private static Str* Format(Vm* vm, Value self, Str* specification) => Formatting.FormatInt(vm, self, specification);

    /// <summary>Rounding an Integral returns itself; rounding with an ndigits argument also returns an integer.</summary>
    [Method("__round__")]
    private static Value Round(Vm* vm, Value self, Value digits = default)
    {
        Value number = Integers.Unbox(self);
        if (digits.IsUndefined)
        {
            return number;
        }

        Value index = Integers.Index(vm, digits);
        if (index.IsUndefined || Integers.Sign(index) >= 0)
        {
            return index.IsUndefined ? index : number;
        }

        // A power of ten beyond twice the number rounds it to zero; log10(2) > 0.3.
        if (!index.IsInt || -index.AsInt > (Integers.BitLength(number) * 3 / 10) + 3)
        {
            return Value.FromInt(0);
        }

        Value unit = Integers.Power(vm, Value.FromInt(10), Value.FromInt(-index.AsInt));
        return unit.IsUndefined ? unit : RoundTo(vm, number, unit);
    }

    /// <summary>Return an array of bytes representing an integer.</summary>
    [Method("to_bytes", Signature = "($self, /, length=1, byteorder='big', *, signed=False)")]
    private static Bytes* ToBytes(Vm* vm, Value self, Value length, string byteorder, bool signed)
    {
        if (!IntegerBytes.TryByteOrder(vm, byteorder, out bool little) || !TryLength(vm, length, out long count))
        {
            return null;
        }

        return IntegerBytes.Write(vm, Integers.Unbox(self), count, little, signed);
    }

    /// <summary>Return the integer that int(text, base) gives; None if it gives none.</summary>
    [StaticMethod("try_parse", Signature = "(text, base=10)")]
    private static Value ParseOrNone(Vm* vm, Str* text, long numberBase)
    {
        if (numberBase is not (0 or (>= 2 and <= 36)))
        {
            return Throw.ValueError(vm, "int() base must be >= 2 and <= 36, or 0");
        }

        int failure = Integers.TryParse(vm, NumberText.ToAscii(text), (int)numberBase, out Value value);
        if (failure < 0 && Types.IsInstance(vm, vm->Pending, TypeId.ValueError))
        {
            vm->Pending = Value.Undefined;
            failure = 1;
        }

        return failure > 0 ? Value.None : value;
    }

    /// <summary>Return the integer represented by the given array of bytes.</summary>
    [ClassMethod("from_bytes", Signature = "($type, /, bytes, byteorder='big', *, signed=False)")]
    private static Value FromBytes(Vm* vm, TypeObject* type, Value bytes, string byteorder, bool signed)
    {
        if (!IntegerBytes.TryByteOrder(vm, byteorder, out bool little))
        {
            return Value.Undefined;
        }

        Bytes* source = IntegerBytes.From(vm, bytes);
        if (source == null)
        {
            return Value.Undefined;
        }

        Value number = IntegerBytes.Read(vm, source, little, signed);
        return number.IsUndefined || type->Id == TypeId.Int ? number : Calls.Invoke(vm, Value.FromObject(type), number);
    }

    private static bool TryLength(Vm* vm, Value length, out long count)
    {
        count = 1;
        if (!length.IsUndefined && !Integers.TryIndex(vm, length, out count))
        {
            return false;
        }

        if (count < 0)
        {
            Throw.ValueError(vm, "length argument must be non-negative");
        }

        return count >= 0;
    }

    /// <summary>The multiple of a positive unit that is nearest, the even one of two.</summary>
    private static Value RoundTo(Vm* vm, Value number, Value unit)
    {
        if (!Integers.TryDivMod(vm, number, unit, out Value quotient, out Value rest))
        {
            return Value.Undefined;
        }

        Value twice = Integers.Add(vm, rest, rest);
        int order = Integers.Compare(twice, unit);
        bool up = order > 0 || (order == 0 && Integers.And(vm, quotient, Value.FromInt(1)) == Value.FromInt(1));
        Value result = Integers.Subtract(vm, number, rest);
        return up ? Integers.Add(vm, result, unit) : result;
    }
}
