using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>The clock and the local time zone. Seconds of dates count from the first of January of the year 1 here, those of timestamps from 1970.</summary>
internal static unsafe class LocalTime
{
    /// <summary>The first second of 1970.</summary>
    public const long Epoch = 62_135_596_800;

    private const long Limit = (long)CalendarMath.MaxOrdinal * 86400;
    private const long MostFold = 86400;

    /// <summary>The microseconds since 1970.</summary>
    public static long Now() => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Splits a timestamp, an integer or a float, in seconds and microseconds; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="rounds">Whether to round to microseconds, half to even; else the fraction is dropped.</param>
    /// <param name="seconds">The whole seconds, rounded down.</param>
    /// <param name="microseconds">The rest.</param>
    public static bool TrySplit(Vm* vm, Value timestamp, bool rounds, out long seconds, out int microseconds)
    {
        seconds = microseconds = 0;
        if (!Floats.TryUnbox(timestamp, out double number))
        {
            Value whole = Integers.Index(vm, timestamp);
            return !whole.IsUndefined && (Integers.TryToLong(whole, out seconds) || OutOfRange(vm));
        }

        if (double.IsNaN(number))
        {
            Throw.ValueError(vm, "Invalid value NaN (not a number)");
            return false;
        }

        double floor = Math.Floor(number);
        if (Math.Abs(floor) > 1e15)
        {
            return OutOfRange(vm);
        }

        double fraction = number - Math.Truncate(number);
        double rounded = rounds ? Math.Round(fraction * 1e6, MidpointRounding.ToEven) : Math.Floor(fraction * 1e6);
        seconds = (long)Math.Truncate(number);
        microseconds = (int)rounded;
        if (microseconds >= 1_000_000)
        {
            microseconds -= 1_000_000;
            seconds++;
        }
        else if (microseconds < 0)
        {
            microseconds += 1_000_000;
            seconds--;
        }

        return true;
    }

    /// <summary>A timestamp as local time, in seconds of dates; false with an exception pending.</summary>
    public static bool TryLocal(Vm* vm, long seconds, out long local, out int fold)
    {
        local = 0;
        fold = 0;
        if (!TryUtc(vm, seconds, out long utc))
        {
            return false;
        }

        local = utc + OffsetAt(utc);
        if (local < 0 || local >= Limit)
        {
            Throw.ValueError(vm, $"year {(local < 0 ? 0 : CalendarMath.MaxYear + 1)} is out of range");
            return false;
        }

        // The same local time a while before says whether this is its second coming.
        long probe = local - OffsetAt(utc - MostFold) - (utc - MostFold);
        long shift = probe - MostFold;
        if (shift < 0)
        {
            long other = utc + shift;
            fold = other + OffsetAt(other) == local ? 1 : 0;
        }

        return true;
    }

    /// <summary>A timestamp in seconds of dates; false with an exception pending.</summary>
    public static bool TryUtc(Vm* vm, long seconds, out long utc)
    {
        utc = seconds + Epoch;
        if (seconds is >= -Epoch and < long.MaxValue / 2 && utc < Limit)
        {
            return true;
        }

        if (Math.Abs((double)seconds) > 67_768_036_191_676_799)
        {
            return OutOfRange(vm);
        }

        long days = (long)Math.Floor(utc / 86400.0);
        Throw.ValueError(vm, $"year {(long)Math.Floor(days / 365.2425) + 1} is out of range");
        return false;
    }

    /// <summary>The timestamp, in seconds of dates, of a local time in them.</summary>
    public static long ToUtc(long local, int fold)
    {
        long a = OffsetAt(local);
        long first = local - a;
        long second;
        if (first + OffsetAt(first) == local)
        {
            second = first + (fold != 0 ? MostFold : -MostFold);
            long b = OffsetAt(second);
            if (a == b)
            {
                return first;
            }

            second = local - b;
        }
        else
        {
            second = local - OffsetAt(first);
        }

        return second + OffsetAt(second) == local ? second
            : first + OffsetAt(first) == local ? first
            : fold != 0 ? Math.Min(first, second) : Math.Max(first, second);
    }

    /// <summary>The local zone's offset from UTC at a time in seconds of dates.</summary>
    private static long OffsetAt(long utc)
    {
        long ticks = Math.Clamp(utc, 0, 315_537_897_599) * TimeSpan.TicksPerSecond;
        return (long)TimeZoneInfo.Local.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).TotalSeconds;
    }

    private static bool OutOfRange(Vm* vm)
    {
        Throw.OverflowError(vm, "timestamp out of range for platform time_t");
        return false;
    }
}
