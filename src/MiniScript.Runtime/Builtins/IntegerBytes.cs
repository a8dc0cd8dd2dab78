using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Integers as bytes in two's complement, and back.</summary>
internal static unsafe class IntegerBytes
{
    /// <summary>Reads the name of a byte order; false with <c>ValueError</c> pending if it is none.</summary>
    public static bool TryByteOrder(Vm* vm, string name, out bool little)
    {
        little = name == "little";
        if (!little && name != "big")
        {
            Throw.ValueError(vm, "byteorder must be either 'little' or 'big'");
            return false;
        }

        return true;
    }

    /// <summary>The integer in so many bytes; null with <c>OverflowError</c> or <c>MemoryError</c> pending.</summary>
    public static Bytes* Write(Vm* vm, Value number, long length, bool little, bool signed)
    {
        ulong room;
        Magnitude magnitude = new(number, &room);
        if (magnitude.Negative && !signed)
        {
            Throw.OverflowError(vm, "can't convert negative int to unsigned");
            return null;
        }

        if (NeededBits(number, signed) > Math.Min(length, long.MaxValue / 8) * 8)
        {
            Throw.OverflowError(vm, "int too big to convert");
            return null;
        }

        Bytes* result = Bytes.Allocate(vm, length);
        if (result == null)
        {
            return null;
        }

        Span<byte> target = new(Bytes.Data(result), result->Length);
        target.Fill(magnitude.Negative ? (byte)0xff : (byte)0);
        int count = magnitude.Count + 1;
        ulong* stack = stackalloc ulong[LimbScratch.StackLimbs];
        using LimbScratch scratch = new(stack, count);
        Integers.ToTwosComplement(magnitude, scratch.Limbs, count);
        ReadOnlySpan<byte> source = new(scratch.Limbs, count * sizeof(ulong));
        source[..Math.Min(source.Length, target.Length)].CopyTo(target);
        if (!little)
        {
            target.Reverse();
        }

        return result;
    }

    /// <summary>The integer that bytes stand for.</summary>
    public static Value Read(Vm* vm, Bytes* bytes, bool little, bool signed)
    {
        int count = (bytes->Length / sizeof(ulong)) + 1;
        BigInt* result = BigInt.Allocate(vm, count);
        if (result == null)
        {
            return Value.Undefined;
        }

        Span<byte> target = new(BigInt.Limbs(result), count * sizeof(ulong));
        ReadOnlySpan<byte> source = Bytes.Span(bytes);
        source.CopyTo(target);
        if (!little)
        {
            target[..source.Length].Reverse();
        }

        bool negative = signed && source.Length > 0 && (target[source.Length - 1] & 0x80) != 0;
        target[source.Length..].Fill(negative ? (byte)0xff : (byte)0);
        return BigInt.Finish(result, negative && Integers.FromTwosComplement(BigInt.Limbs(result), count));
    }

    /// <summary>The bytes of a bytes object or of an iterable of small integers; null with <c>TypeError</c> or <c>ValueError</c> pending.</summary>
    public static Bytes* From(Vm* vm, Value source)
    {
        if (source.Is(Kind.Bytes))
        {
            return (Bytes*)source.AsObject;
        }

        if (source.Is(Kind.Str) || Integers.IsInteger(source))
        {
            Throw.TypeError(vm, $"cannot convert '{Types.NameOf(vm, source)}' object to bytes");
            return null;
        }

        Value converted = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, TypeId.Bytes)), source);
        return converted.IsUndefined ? null : (Bytes*)converted.AsObject;
    }

    /// <summary>The bits that the two's complement form takes; one for the sign if it is signed.</summary>
    private static long NeededBits(Value number, bool signed)
    {
        long bits = Integers.BitLength(number);
        if (!signed || bits == 0)
        {
            return bits;
        }

        bool isLeast = Integers.Sign(number) < 0 && Integers.TrailingZeroCount(number) == bits - 1;
        return isLeast ? bits : bits + 1;
    }
}
