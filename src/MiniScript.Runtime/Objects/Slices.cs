using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Slices as index arithmetic.</summary>
public static unsafe partial class Slices
{
    /// <summary>The indices that a slice selects of a sequence: <paramref name="count"/> of them from <paramref name="start"/> on, <paramref name="step"/> apart, all within bounds; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="slice">The slice; its <c>__index__</c> methods may run script, so read the sequence's length again and call <see cref="Clip"/> where script may have changed it.</param>
    /// <param name="length">The sequence's length.</param>
    /// <param name="start">The first index; where an insertion goes if there is none.</param>
    /// <param name="stop">The index that is not reached any more; not below <paramref name="start"/> for a positive step.</param>
    /// <param name="step">The step, not 0.</param>
    /// <param name="count">The number of indices.</param>
    public static bool Adjust(Vm* vm, SliceObject* slice, long length, out long start, out long stop, out long step, out long count)
    {
        count = 0;
        if (!Unpack(vm, slice, out start, out stop, out step))
        {
            return false;
        }

        count = Clip(length, ref start, ref stop, step);
        return true;
    }

    /// <summary>The bounds of a slice as machine integers, those absent filled in, those too large clipped; false with an exception pending.</summary>
    public static bool Unpack(Vm* vm, SliceObject* slice, out long start, out long stop, out long step)
    {
        start = stop = 0;
        step = 1;
        if (!slice->Step.IsNone)
        {
            if (!ToBound(vm, slice->Step, out step))
            {
                return false;
            }

            if (step == 0)
            {
                Throw.ValueError(vm, "slice step cannot be zero");
                return false;
            }

            // So that the step can be negated.
            step = Math.Max(step, -long.MaxValue);
        }

        start = step < 0 ? long.MaxValue : 0;
        stop = step < 0 ? long.MinValue : long.MaxValue;
        return (slice->Start.IsNone || ToBound(vm, slice->Start, out start))
            && (slice->Stop.IsNone || ToBound(vm, slice->Stop, out stop));
    }

    /// <summary>Brings bounds from <see cref="Unpack"/> within a length; the number of indices selected.</summary>
    public static long Clip(long length, ref long start, ref long stop, long step)
    {
        start = Clip(length, start, step);
        stop = Clip(length, stop, step);
        if (step > 0)
        {
            stop = Math.Max(start, stop);
            return stop == start ? 0 : ((stop - start - 1) / step) + 1;
        }

        return stop < start ? ((start - stop - 1) / -step) + 1 : 0;
    }

    private static long Clip(long length, long bound, long step)
    {
        if (bound < 0)
        {
            bound += length;
            return bound < 0 ? (step < 0 ? -1 : 0) : bound;
        }

        return bound >= length ? (step < 0 ? length - 1 : length) : bound;
    }

    private static bool ToBound(Vm* vm, Value value, out long bound)
    {
        if (value.IsInt)
        {
            bound = value.AsInt;
            return true;
        }

        if (Integers.Unbox(value).IsInt || Types.Of(vm, value)->Slots.Index != null)
        {
            return Integers.TryIndexClipped(vm, value, out bound);
        }

        bound = 0;
        Throw.TypeError(vm, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
}
