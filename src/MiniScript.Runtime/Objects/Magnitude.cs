using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An integer taken apart, immediate or not alike: its limbs (none for zero) and its sign.</summary>
internal readonly unsafe struct Magnitude
{
    /// <summary>The limbs, trimmed.</summary>
    public readonly ulong* Limbs;

    /// <summary>The number of limbs.</summary>
    public readonly int Count;

    /// <summary>True below zero.</summary>
    public readonly bool Negative;

    /// <summary>Takes apart an <see cref="Integers.Unbox">unboxed</see> integer.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="room">A limb on the caller's stack, for the limb of an immediate.</param>
    public Magnitude(Value value, ulong* room)
    {
        if (value.IsInt)
        {
            long number = value.AsInt;
            Negative = number < 0;
            *room = (ulong)Math.Abs(number);
            Limbs = room;
            Count = number == 0 ? 0 : 1;
        }
        else
        {
            BigInt* big = (BigInt*)value.AsObject;
            Negative = big->Sign < 0;
            Limbs = BigInt.Limbs(big);
            Count = big->Count;
        }
    }
}
