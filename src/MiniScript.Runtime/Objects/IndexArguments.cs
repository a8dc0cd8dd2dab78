using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Integers that script passes as indices, counts and bounds of sequences.</summary>
internal static unsafe class IndexArguments
{
    /// <summary>Whether a value is an integer or has <c>__index__</c>.</summary>
    public static bool IsIndex(Vm* vm, Value value) => value.IsInt || Integers.IsInteger(value) || Types.Of(vm, value)->Slots.Index != null;

    /// <summary>An index; false with <c>IndexError</c> pending for one beyond 64 bits.</summary>
    public static bool TryIndex(Vm* vm, Value value, out long index) => TryFit(vm, value, TypeId.IndexError, out index);

    /// <summary>A count of repetitions; false with <c>OverflowError</c> pending for one beyond 64 bits.</summary>
    public static bool TryIndexForRepeat(Vm* vm, Value value, out long count) => TryFit(vm, value, TypeId.OverflowError, out count);

    /// <summary>Optional bounds of a search, brought within a length as a slice's are. The start may lie behind the end; false with an exception pending.</summary>
    public static bool TryBounds(Vm* vm, Value startValue, Value endValue, int length, out int start, out int end)
    {
        start = 0;
        end = length;
        return TryBound(vm, startValue, length, length + 1, ref start) && TryBound(vm, endValue, length, length, ref end);
    }

    private static bool TryBound(Vm* vm, Value value, int length, int most, ref int bound)
    {
        if (value.IsUndefined || value.IsNone)
        {
            return true;
        }

        if (!IsIndex(vm, value))
        {
            Throw.TypeError(vm, "slice indices must be integers or None or have an __index__ method");
            return false;
        }

        if (!Integers.TryIndexClipped(vm, value, out long number))
        {
            return false;
        }

        // A start behind the end of the text matches nothing, not even the empty text: keep that apart from the end itself.
        bound = (int)Math.Clamp(number < 0 ? number + length : number, 0, (long)most);
        return true;
    }

    private static bool TryFit(Vm* vm, Value value, TypeId overflow, out long number)
    {
        if (value.IsInt)
        {
            number = value.AsInt;
            return true;
        }

        number = 0;
        Value index = Integers.Index(vm, value);
        if (index.IsUndefined)
        {
            return false;
        }

        if (!Integers.TryToLong(index, out number))
        {
            Throw.Raise(vm, overflow, $"cannot fit '{Types.NameOf(vm, value)}' into an index-sized integer");
            return false;
        }

        return true;
    }
}
