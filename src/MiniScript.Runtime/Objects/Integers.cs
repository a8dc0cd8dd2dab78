using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>
/// Script integers: <see cref="Value.IsInt">immediate</see> ones of 50 bits and <see cref="BigInt"/> beyond. Conversions are here; arithmetic,
/// bit operations, powers and text are in the other parts. Functions that take integers want them <see cref="Unbox">unboxed</see>.
/// </summary>
public static unsafe partial class Integers
{
    /// <summary>An integer of a machine word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromLong(Vm* vm, long value) => Value.FitsInt(value) ? Value.FromInt(value) : Box(vm, Abs(value), value < 0);

    /// <summary>An integer of an unsigned machine word.</summary>
    public static Value FromUlong(Vm* vm, ulong value) => value <= (ulong)Value.MaxInt ? Value.FromInt((long)value) : Box(vm, value, false);

    /// <summary>An integer of two words of magnitude and a sign.</summary>
    internal static Value FromWide(Vm* vm, ulong high, ulong low, bool negative)
    {
        if (high == 0 && low <= (negative ? (ulong)-Value.MinInt : (ulong)Value.MaxInt))
        {
            return Value.FromInt(negative ? -(long)low : (long)low);
        }

        BigInt* cell = BigInt.Allocate(vm, high == 0 ? 1 : 2);
        ulong* limbs = BigInt.Limbs(cell);
        limbs[0] = low;
        if (high != 0)
        {
            limbs[1] = high;
        }

        cell->Sign = negative ? -1 : 1;
        return Value.FromObject(cell);
    }

    /// <summary>An integer of any size; undefined with <c>MemoryError</c> pending past the limits.</summary>
    public static Value FromBigInteger(Vm* vm, BigInteger value)
    {
        if (value >= Value.MinInt && value <= Value.MaxInt)
        {
            return Value.FromInt((long)value);
        }

        bool negative = value.Sign < 0;
        BigInteger magnitude = BigInteger.Abs(value);
        int bytes = magnitude.GetByteCount(isUnsigned: true);
        BigInt* cell = BigInt.Allocate(vm, (bytes + 7) / 8);
        if (cell == null)
        {
            return Value.Undefined;
        }

        ulong* limbs = BigInt.Limbs(cell);
        limbs[cell->Count - 1] = 0;
        bool written = magnitude.TryWriteBytes(new Span<byte>(limbs, bytes), out _, isUnsigned: true);
        Debug.Assert(written);
        return BigInt.Finish(cell, negative);
    }

    /// <summary>The integer as a managed one, for algorithms on very large operands and for extensions.</summary>
    public static BigInteger ToBigInteger(Value value)
    {
        Value plain = Unbox(value);
        if (plain.IsInt)
        {
            return plain.AsInt;
        }

        BigInt* big = (BigInt*)plain.AsObject;
        BigInteger magnitude = ToBigInteger(BigInt.Limbs(big), big->Count);
        return big->Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>The plain integer in an <c>int</c>, <c>bool</c> or instance of a subclass; undefined, with nothing pending, for anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Unbox(Value value) => value.IsInt ? value : UnboxSlow(value);

    /// <summary>True for an <c>int</c>, <c>bool</c> or instance of a subclass.</summary>
    public static bool IsInteger(Value value) => !Unbox(value).IsUndefined;

    /// <summary>-1, 0 or 1.</summary>
    public static int Sign(Value value) => value.IsInt ? Math.Sign(value.AsInt) : ((BigInt*)value.AsObject)->Sign;

    /// <summary>The bits of the magnitude: <c>int.bit_length</c>.</summary>
    public static long BitLength(Value value)
    {
        ulong room;
        Magnitude magnitude = new(value, &room);
        return magnitude.Count == 0 ? 0
            : ((long)magnitude.Count * 64) - BitOperations.LeadingZeroCount(magnitude.Limbs[magnitude.Count - 1]);
    }

    /// <summary>True, and the number, if it fits a signed machine word.</summary>
    public static bool TryToLong(Value value, out long number)
    {
        if (value.IsInt)
        {
            number = value.AsInt;
            return true;
        }

        BigInt* big = (BigInt*)value.AsObject;
        ulong low = BigInt.Limbs(big)[0];
        number = big->Sign < 0 ? (long)(0 - low) : (long)low;
        return big->Count == 1 && low <= (big->Sign < 0 ? 1UL << 63 : long.MaxValue);
    }

    /// <summary>True, and the number, if it fits an unsigned machine word.</summary>
    public static bool TryToUlong(Value value, out ulong number)
    {
        if (value.IsInt)
        {
            number = (ulong)value.AsInt;
            return value.AsInt >= 0;
        }

        BigInt* big = (BigInt*)value.AsObject;
        number = BigInt.Limbs(big)[0];
        return big->Count == 1 && big->Sign > 0;
    }

    /// <summary>The integer behind <c>__index__</c>, of any size; undefined with <c>TypeError</c> pending if the object has none.</summary>
    public static Value Index(Vm* vm, Value value)
    {
        Value plain = Unbox(value);
        if (!plain.IsUndefined)
        {
            return plain;
        }

        delegate*<Vm*, Value, Value> slot = Types.Of(vm, value)->Slots.Index;
        if (slot == null)
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, value)}' object cannot be interpreted as an integer");
        }

        Value result = slot(vm, value);
        return result.IsUndefined ? result : UnboxResult(vm, result, "__index__");
    }

    /// <summary>A machine integer by way of <c>__index__</c>; false with <c>TypeError</c>, or <c>OverflowError</c> beyond 64 bits, pending.</summary>
    public static bool TryIndex(Vm* vm, Value value, out long number)
    {
        if (value.IsInt)
        {
            number = value.AsInt;
            return true;
        }

        Value index = Index(vm, value);
        if (index.IsUndefined)
        {
            number = 0;
            return false;
        }

        if (!TryToLong(index, out number))
        {
            Throw.OverflowError(vm, "Python int too large to convert to C ssize_t");
            return false;
        }

        return true;
    }

    /// <summary>Like <see cref="TryIndex"/>, but numbers beyond 64 bits become the nearest machine integer: for slices.</summary>
    public static bool TryIndexClipped(Vm* vm, Value value, out long number)
    {
        if (value.IsInt)
        {
            number = value.AsInt;
            return true;
        }

        Value index = Index(vm, value);
        number = 0;
        if (index.IsUndefined)
        {
            return false;
        }

        if (!TryToLong(index, out number))
        {
            number = Sign(index) < 0 ? long.MinValue : long.MaxValue;
        }

        return true;
    }

    /// <summary>Unboxes what a special method returned; <c>TypeError</c> if that is no integer.</summary>
    internal static Value UnboxResult(Vm* vm, Value result, string method)
    {
        if (result.IsInt)
        {
            return result;
        }

        Value plain = Unbox(result);
        if (plain.IsUndefined)
        {
            return Throw.TypeError(vm, $"{method} returned non-int (type {Types.NameOf(vm, result)})");
        }

        return result.IsExactly(TypeId.Int) || Deprecation.WarnOfSubclass(vm, method, "int", result) ? plain : Value.Undefined;
    }

    internal static BigInteger ToBigInteger(ulong* limbs, int count) =>
        new(new ReadOnlySpan<byte>(limbs, count * sizeof(ulong)), isUnsigned: true);

    private static ulong Abs(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value Box(Vm* vm, ulong magnitude, bool negative)
    {
        BigInt* cell = BigInt.Allocate(vm, 1);
        BigInt.Limbs(cell)[0] = magnitude;
        cell->Sign = negative ? -1 : 1;
        return Value.FromObject(cell);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value UnboxSlow(Value value)
    {
        if (value.IsObject)
        {
            if (value.AsObject->Kind == Kind.BigInt)
            {
                return value;
            }

            if (value.AsObject->Kind == Kind.NumberBox)
            {
                Value number = ((NumberBox*)value.AsObject)->Number;
                return number.IsInt || number.Is(Kind.BigInt) ? number : Value.Undefined;
            }
        }

        return value.IsBool ? Value.FromInt((long)(value.Bits & 1)) : Value.Undefined;
    }
}
