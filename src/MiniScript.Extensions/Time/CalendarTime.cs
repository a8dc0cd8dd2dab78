using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Time;

/// <summary>The nine parts of a time, in the order and with the ranges of <c>time.struct_time</c>.</summary>
internal unsafe struct CalendarTime
{
    private const int Count = 9;

    /// <summary>The year.</summary>
    public long Year;

    /// <summary>1 to 12.</summary>
    public long Month;

    /// <summary>1 to 31.</summary>
    public long Day;

    /// <summary>0 to 23.</summary>
    public long Hour;

    /// <summary>0 to 59.</summary>
    public long Minute;

    /// <summary>0 to 61.</summary>
    public long Second;

    /// <summary>0 to 6, from Monday.</summary>
    public long DayOfWeek;

    /// <summary>1 to 366.</summary>
    public long DayOfYear;

    /// <summary>1 in daylight saving time, 0 not, -1 unknown.</summary>
    public long IsSummer;

    /// <summary>Reads the parts; false with <c>TypeError</c> or <c>OverflowError</c> pending.</summary>
    public static bool TryRead(Vm* vm, Tuple* parts, CalendarTime* result)
    {
        if (parts->Length != Count)
        {
            Throw.TypeError(vm, "time tuple must have exactly 9 elements");
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!Integers.TryIndex(vm, Tuple.Items(parts)[i], out ((long*)result)[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Accepts zero where C's strftime does, and refuses what is out of range with <c>ValueError</c>.</summary>
    public bool CheckRanges(Vm* vm)
    {
        Month = Month == 0 ? 1 : Month;
        Day = Day == 0 ? 1 : Day;
        DayOfYear = DayOfYear == 0 ? 1 : DayOfYear;
        string? refused = Month is < 1 or > 12 ? "month" : Day is < 1 or > 31 ? "day of month" : Hour is < 0 or > 23 ? "hour"
            : Minute is < 0 or > 59 ? "minute" : Second is < 0 or > 61 ? "seconds" : DayOfWeek < 0 ? "day of week"
            : DayOfYear is < 1 or > 366 ? "day of year" : null;
        if (refused != null)
        {
            Throw.ValueError(vm, refused + " out of range");
            return false;
        }

        DayOfWeek %= 7;
        return true;
    }
}
