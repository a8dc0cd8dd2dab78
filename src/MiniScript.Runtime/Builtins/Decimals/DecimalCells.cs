using System.Numerics;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>Decimal numbers in the heap: records of flags (sign, kind), exponent and coefficient, integers all three.</summary>
internal static unsafe class DecimalCells
{
    private const int FieldCount = 3;

    /// <summary>Whether a value is a <c>Decimal</c>.</summary>
    public static bool Is(Vm* vm, Value value) => value.IsExactly(TypeId.Decimal) || (value.Is(Kind.Record) && Types.IsInstance(vm, value, TypeId.Decimal));

    /// <summary>The number of a cell.</summary>
    public static Dec Read(Value cell)
    {
        Value* fields = Record.Fields((Record*)cell.AsObject);
        long flags = fields[0].AsInt;
        Integers.TryToLong(fields[1], out long exponent);
        BigInteger coefficient = fields[2].IsInt ? fields[2].AsInt : Integers.ToBigInteger(fields[2]);
        return new Dec((flags & 1) != 0, coefficient, exponent, (DecKind)(flags >> 1));
    }

    /// <summary>A cell of exactly the built-in type.</summary>
    public static Value New(Vm* vm, Dec number) => New(vm, Types.Of(vm, TypeId.Decimal), number);

    /// <summary>A cell of a class; undefined with <c>MemoryError</c> pending.</summary>
    public static Value New(Vm* vm, TypeObject* type, Dec number)
    {
        Value coefficient = Integers.FromBigInteger(vm, number.Coefficient);
        return coefficient.IsUndefined ? coefficient
            : New(vm, type, ((long)number.Kind << 1) | (number.Negative ? 1L : 0), Integers.FromLong(vm, number.Exponent), coefficient);
    }

    /// <summary>A finite number of exactly the built-in type, from small parts.</summary>
    public static Value NewSmall(Vm* vm, bool negative, long exponent, UInt128 coefficient) =>
        New(vm, Types.Of(vm, TypeId.Decimal), negative ? 1 : 0, Value.FromInt(exponent), Integers.FromWide(vm, (ulong)(coefficient >> 64), (ulong)coefficient, false));

    /// <summary>Both numbers' signs, exponents and coefficients, if they are finite and small.</summary>
    public static bool AreSmall(Value a, Value b, out Value* left, out Value* right)
    {
        left = right = null;
        if (!a.IsExactly(TypeId.Decimal) || !b.IsExactly(TypeId.Decimal))
        {
            return false;
        }

        left = Record.Fields((Record*)a.AsObject);
        right = Record.Fields((Record*)b.AsObject);
        const long Range = 100_000;
        return left[2].IsInt && right[2].IsInt && (ulong)(left[0].AsInt | right[0].AsInt) <= 1
            && left[1].IsInt && right[1].IsInt && Math.Abs(left[1].AsInt) < Range && Math.Abs(right[1].AsInt) < Range;
    }

    private static Value New(Vm* vm, TypeObject* type, long flags, Value exponent, Value coefficient)
    {
        Record* cell = type->Id == TypeId.Decimal ? Record.New(vm, TypeId.Decimal, FieldCount) : Record.New(vm, type, FieldCount);
        Record.Fields(cell)[0] = Value.FromInt(flags);
        Record.Fields(cell)[1] = exponent;
        Record.Fields(cell)[2] = coefficient;
        return Value.FromObject(cell);
    }
}
