using System.Diagnostics;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Time;

/// <summary>The clocks and the calendar behind the <c>time</c> module, which is written in script.</summary>
[Extension("_time")]
public static unsafe partial class TimeExtension
{
    private const long NanosecondsPerTick = 100;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Return the current time in seconds since the Epoch. Fractions of a second may be present if the system clock provides them.</summary>
    [Function("time", Signature = "()")]
    private static double Now() => Nanoseconds() / NanosecondsPerSecond;

    /// <summary>Return the current time in nanoseconds since the Epoch.</summary>
    [Function("time_ns", Signature = "()")]
    private static long Nanoseconds() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>Monotonic clock, cannot go backward.</summary>
    [Function("monotonic", Signature = "()")]
    private static double Monotonic() => MonotonicNanoseconds() / NanosecondsPerSecond;

    /// <summary>Monotonic clock, cannot go backward, as nanoseconds.</summary>
    [Function("monotonic_ns", Signature = "()")]
    private static long MonotonicNanoseconds()
    {
        (long seconds, long rest) = long.DivRem(Stopwatch.GetTimestamp(), Stopwatch.Frequency);
        return (seconds * 1_000_000_000) + (rest * 1_000_000_000 / Stopwatch.Frequency);
    }

    /// <summary>Performance counter for benchmarking.</summary>
    [Function("perf_counter", Signature = "()")]
    private static double PerformanceCounter() => Monotonic();

    /// <summary>Performance counter for benchmarking as nanoseconds.</summary>
    [Function("perf_counter_ns", Signature = "()")]
    private static long PerformanceCounterNanoseconds() => MonotonicNanoseconds();

    /// <summary>Process time for profiling: sum of the kernel and user-space CPU time.</summary>
    [Function("process_time", Signature = "()")]
    private static double ProcessTime() => ProcessTimeNanoseconds() / NanosecondsPerSecond;

    /// <summary>Process time for profiling as nanoseconds: sum of the kernel and user-space CPU time.</summary>
    [Function("process_time_ns", Signature = "()")]
    private static long ProcessTimeNanoseconds() => Environment.CpuUsage.TotalTime.Ticks * NanosecondsPerTick;

    /// <summary>sleep(seconds): Delay execution for a given number of seconds. The argument may be a floating-point number for subsecond precision.</summary>
    [Function("sleep", Signature = "(object, /)")]
    private static Value Sleep(Vm* vm, Value seconds)
    {
        if (!Floats.TryUnbox(seconds, out double duration))
        {
            Value whole = Integers.Index(vm, seconds);
            if (whole.IsUndefined)
            {
                return whole;
            }

            duration = Floats.FromInteger(whole);
        }

        if (double.IsNaN(duration))
        {
            return Throw.ValueError(vm, "Invalid value NaN (not a number)");
        }

        if (duration < 0)
        {
            return Throw.ValueError(vm, "sleep length must be non-negative");
        }

        double nanoseconds = double.Ceiling(duration * NanosecondsPerSecond);
        if (nanoseconds >= long.MaxValue)
        {
            return Throw.OverflowError(vm, "timestamp out of range for platform time_t");
        }

        long started = Stopwatch.GetTimestamp();
        long rest = (long)nanoseconds;
        while (true)
        {
            Sleeper.Sleep(vm, rest);
            if (!Safepoints.Serve(vm))
            {
                return Value.Undefined;
            }

            // A signal's handler ran and raised nothing: the rest of the time is slept.
            rest = (long)(nanoseconds - Stopwatch.GetElapsedTime(started).TotalNanoseconds);
            if (rest <= 0)
            {
                return Value.None;
            }
        }
    }

    /// <summary>The parts of a time in UTC.</summary>
    [Function("utc", Signature = "(seconds, /)")]
    private static Value Utc(Vm* vm, Value seconds) =>
        TryMoment(vm, seconds, out DateTime moment) ? Parts(vm, moment, false, "UTC", 0) : Value.Undefined;

    /// <summary>The parts of a time in the local time zone.</summary>
    [Function("local", Signature = "(seconds, /)")]
    private static Value Local(Vm* vm, Value seconds)
    {
        if (!TryMoment(vm, seconds, out DateTime moment))
        {
            return Value.Undefined;
        }

        TimeZoneInfo zone = TimeZoneInfo.Local;
        TimeSpan offset = zone.GetUtcOffset(moment);
        bool isSummer = zone.IsDaylightSavingTime(moment);
        return Parts(vm, moment + offset, isSummer, isSummer ? zone.DaylightName : zone.StandardName, (long)offset.TotalSeconds);
    }

    /// <summary>The seconds since the Epoch of nine parts of a local time, which may be out of range.</summary>
    [Function("seconds", Signature = "(parts, /)")]
    private static Value Seconds(Vm* vm, Tuple* parts)
    {
        CalendarTime time;
        if (!CalendarTime.TryRead(vm, parts, &time))
        {
            return Value.Undefined;
        }

        if (time.Year is < 1 or > 9998)
        {
            return Throw.OverflowError(vm, "mktime argument out of range");
        }

        DateTime local = new DateTime((int)time.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)
            .AddMonths((int)long.Clamp(time.Month - 1, -1200, 1200)).AddDays(time.Day - 1).AddHours(time.Hour).AddMinutes(time.Minute).AddSeconds(time.Second);
        TimeZoneInfo zone = TimeZoneInfo.Local;
        TimeSpan offset = zone.GetUtcOffset(local);
        if (time.IsSummer > 0 && !zone.IsDaylightSavingTime(local) && zone.SupportsDaylightSavingTime)
        {
            offset += TimeSpan.FromHours(1);
        }

        return Value.FromFloat((local - offset - DateTime.UnixEpoch).TotalSeconds);
    }

    /// <summary>The standard and the daylight offset of the local time zone west of UTC in seconds, whether it has daylight time, and both names.</summary>
    [Function("zone", Signature = "()")]
    private static Value Zone(Vm* vm)
    {
        TimeZoneInfo zone = TimeZoneInfo.Local;
        long standard = (long)zone.BaseUtcOffset.TotalSeconds;
        bool hasSummer = zone.SupportsDaylightSavingTime;
        Value* items = stackalloc Value[5];
        items[0] = Value.FromInt(-standard);
        items[1] = Value.FromInt(-standard - (hasSummer ? 3600 : 0));
        items[2] = Value.FromInt(hasSummer ? 1 : 0);
        items[3] = Value.FromObject(Str.New(vm, zone.StandardName));
        items[4] = Value.FromObject(Str.New(vm, hasSummer ? zone.DaylightName : zone.StandardName));
        return Value.FromObject(Tuple.New(vm, items, 5));
    }

    /// <summary>Formats nine parts of a time with strftime's directives, in the C locale.</summary>
    [Function("format", Signature = "(format, parts, zone, offset, /)")]
    private static Value Format(Vm* vm, string format, Tuple* parts, string zone, long offset)
    {
        CalendarTime time;
        return CalendarTime.TryRead(vm, parts, &time) && time.CheckRanges(vm)
            ? Value.FromObject(Str.New(vm, TimeFormat.Format(format, in time, zone, offset))) : Value.Undefined;
    }

    private static bool TryMoment(Vm* vm, Value seconds, out DateTime moment)
    {
        moment = DateTime.UtcNow;
        if (seconds.IsNone)
        {
            return true;
        }

        if (!Floats.TryGet(vm, seconds, out double number))
        {
            return false;
        }

        number = double.Floor(number);
        if (double.IsNaN(number))
        {
            Throw.ValueError(vm, "Invalid value NaN (not a number)");
            return false;
        }

        if (number is < -62135596800 or > 253402300799)
        {
            Throw.Raise(vm, double.Abs(number) > 1e17 ? TypeId.OverflowError : TypeId.ValueError, "timestamp out of range for platform time_t");
            return false;
        }

        moment = DateTime.UnixEpoch.AddTicks((long)number * TimeSpan.TicksPerSecond);
        return true;
    }

    private static Value Parts(Vm* vm, DateTime time, bool isSummer, string zone, long offset)
    {
        Value* items = stackalloc Value[11];
        items[0] = Value.FromInt(time.Year);
        items[1] = Value.FromInt(time.Month);
        items[2] = Value.FromInt(time.Day);
        items[3] = Value.FromInt(time.Hour);
        items[4] = Value.FromInt(time.Minute);
        items[5] = Value.FromInt(time.Second);
        items[6] = Value.FromInt(((int)time.DayOfWeek + 6) % 7);
        items[7] = Value.FromInt(time.DayOfYear);
        items[8] = Value.FromInt(isSummer ? 1 : 0);
        items[9] = Value.FromObject(Str.New(vm, zone));
        items[10] = Value.FromInt(offset);
        return Value.FromObject(Tuple.New(vm, items, 11));
    }
}
