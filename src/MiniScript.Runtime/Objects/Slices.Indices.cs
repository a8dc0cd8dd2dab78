using System.Numerics;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Slices over lengths beyond machine integers.</summary>
public static unsafe partial class Slices
{
    /// <summary>The start, stop and step that a slice means for a length of any size: <c>slice.indices</c>; false with an exception pending.</summary>
    public static bool Indices(Vm* vm, SliceObject* slice, Value length, out Value start, out Value stop, out Value step)
    {
        start = stop = step = Value.Undefined;
        if (length.IsInt && IsSmall(slice->Start) && IsSmall(slice->Stop) && IsSmall(slice->Step))
        {
            if (!Unpack(vm, slice, out long from, out long to, out long by))
            {
                return false;
            }

            start = Value.FromInt(Clip(length.AsInt, from, by));
            stop = Value.FromInt(Clip(length.AsInt, to, by));
            step = Value.FromInt(by);
            return true;
        }

        step = slice->Step.IsNone ? Value.FromInt(1) : ToInteger(vm, slice->Step);
        if (step.IsUndefined)
        {
            return false;
        }

        if (step == Value.FromInt(0))
        {
            Throw.ValueError(vm, "slice step cannot be zero");
            return false;
        }

        bool isDown = Integers.Sign(step) < 0;
        start = Bound(vm, slice->Start, length, isDown, isDown);
        stop = start.IsUndefined ? start : Bound(vm, slice->Stop, length, isDown, !isDown);
        return !stop.IsUndefined;
    }

    private static bool IsSmall(Value bound) => bound.IsNone || bound.IsInt;

    /// <summary>A bound brought within the length; the far end if absent and <paramref name="isEnd"/>.</summary>
    private static Value Bound(Vm* vm, Value bound, Value length, bool isDown, bool isEnd)
    {
        BigInteger count = Integers.ToBigInteger(length);
        BigInteger lower = isDown ? -1 : 0;
        BigInteger upper = isDown ? count - 1 : count;
        if (bound.IsNone)
        {
            return Integers.FromBigInteger(vm, isEnd ? upper : lower);
        }

        Value integer = ToInteger(vm, bound);
        if (integer.IsUndefined)
        {
            return integer;
        }

        BigInteger position = Integers.ToBigInteger(integer);
        position += position.Sign < 0 ? count : 0;
        return Integers.FromBigInteger(vm, BigInteger.Clamp(position, lower, upper));
    }

    private static Value ToInteger(Vm* vm, Value bound)
    {
        if (bound.IsInt || Types.Of(vm, bound)->Slots.Index != null)
        {
            return Integers.Index(vm, bound);
        }

        return Throw.TypeError(vm, "slice indices must be integers or None or have an __index__ method");
    }
}
