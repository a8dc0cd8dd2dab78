using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>The proleptic Gregorian calendar, and the packed forms of dates and times of day.</summary>
/// <remarks>
/// A date is packed as <c>year:14 month:4 day:5</c>, a time of day as <c>fold:1 hour:5 minute:6 second:6 microsecond:20</c>, the last field lowest: packed
/// values of one fold compare as what they stand for.
/// </remarks>
internal static unsafe class CalendarMath
{
    /// <summary>The greatest year; the least is 1.</summary>
    public const int MaxYear = 9999;

    /// <summary>The number of the last day; the first is 1.</summary>
    public const int MaxOrdinal = 3652059;

    /// <summary>Microseconds in a second.</summary>
    public const long Second = 1_000_000;

    /// <summary>Microseconds in a day.</summary>
    public const long Day = 86_400 * Second;

    /// <summary>The bit of a packed time that tells the later of two equal local times.</summary>
    public const long Fold = 1L << 37;

    private static ReadOnlySpan<short> DaysBefore => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>Whether a year has 366 days.</summary>
    public static bool IsLeap(int year) => (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>The days of a month.</summary>
    public static int DaysIn(int year, int month) => month == 2 ? (IsLeap(year) ? 29 : 28) : month is 4 or 6 or 9 or 11 ? 30 : 31;

    /// <summary>The days of a year before a month.</summary>
    public static int DaysBeforeMonth(int year, int month) => DaysBefore[month] + (month > 2 && IsLeap(year) ? 1 : 0);

    /// <summary>The days before the first of January of a year, from that of the year 1 on.</summary>
    public static int DaysBeforeYear(int year)
    {
        int y = year - 1;
        return (y * 365) + (y / 4) - (y / 100) + (y / 400);
    }

    /// <summary>Packs a date.</summary>
    public static long PackDate(int year, int month, int day) => ((long)year << 9) | ((long)month << 5) | (long)day;

    /// <summary>Packs a time of day.</summary>
    public static long PackTime(int hour, int minute, int second, int microsecond, int fold = 0) =>
        ((long)fold << 37) | ((long)hour << 32) | ((long)minute << 26) | ((long)second << 20) | (long)microsecond;

    /// <summary>The year of a packed date.</summary>
    public static int YearOf(long date) => (int)(date >> 9);

    /// <summary>The month of a packed date.</summary>
    public static int MonthOf(long date) => (int)(date >> 5) & 15;

    /// <summary>The day of the month of a packed date.</summary>
    public static int DayOf(long date) => (int)date & 31;

    /// <summary>The hour of a packed time.</summary>
    public static int HourOf(long time) => (int)(time >> 32) & 31;

    /// <summary>The minute of a packed time.</summary>
    public static int MinuteOf(long time) => (int)(time >> 26) & 63;

    /// <summary>The second of a packed time.</summary>
    public static int SecondOf(long time) => (int)(time >> 20) & 63;

    /// <summary>The microsecond of a packed time.</summary>
    public static int MicrosecondOf(long time) => (int)time & 0xfffff;

    /// <summary>The fold of a packed time: 0 or 1.</summary>
    public static int FoldOf(long time) => (int)(time >> 37) & 1;

    /// <summary>A packed time as microseconds from midnight.</summary>
    public static long Microseconds(long time) => (((((HourOf(time) * 60L) + MinuteOf(time)) * 60) + SecondOf(time)) * Second) + MicrosecondOf(time);

    /// <summary>Packs a time given as microseconds from midnight.</summary>
    public static long TimeOf(long microseconds)
    {
        int seconds = (int)(microseconds / Second);
        return PackTime(seconds / 3600, seconds / 60 % 60, seconds % 60, (int)(microseconds % Second));
    }

    /// <summary>The number of a day, 1 for the first of January of the year 1.</summary>
    public static int Ordinal(long date) => Ordinal(YearOf(date), MonthOf(date), DayOf(date));

    /// <summary>The number of a day, 1 for the first of January of the year 1.</summary>
    public static int Ordinal(int year, int month, int day) => DaysBeforeYear(year) + DaysBeforeMonth(year, month) + day;

    /// <summary>The packed date of the day of a number.</summary>
    public static long DateOf(int ordinal)
    {
        int n = ordinal - 1;
        (int n400, n) = Math.DivRem(n, 146097);
        (int n100, n) = Math.DivRem(n, 36524);
        (int n4, n) = Math.DivRem(n, 1461);
        (int n1, n) = Math.DivRem(n, 365);
        int year = (n400 * 400) + (n100 * 100) + (n4 * 4) + n1 + 1;
        if (n1 == 4 || n100 == 4)
        {
            return PackDate(year - 1, 12, 31);
        }

        int month = (n + 50) >> 5;
        int before = DaysBeforeMonth(year, month);
        if (before > n)
        {
            month--;
            before = DaysBeforeMonth(year, month);
        }

        return PackDate(year, month, n - before + 1);
    }

    /// <summary>The day of the week of a date, 0 for Monday.</summary>
    public static int Weekday(long date) => (Ordinal(date) + 6) % 7;

    /// <summary>The number of the Monday that the first week of a year begins with, in ISO's calendar.</summary>
    public static int FirstMonday(int year)
    {
        int first = DaysBeforeYear(year) + 1;
        int weekday = (first + 6) % 7;
        return first - weekday + (weekday > 3 ? 7 : 0);
    }

    /// <summary>The year and week of a date in ISO's calendar.</summary>
    public static (int Year, int Week) IsoWeek(long date)
    {
        int year = YearOf(date);
        int today = Ordinal(date);
        int monday = FirstMonday(year);
        if (today < monday)
        {
            year--;
            monday = year == 0 ? -6 + 7 - (7 * 52) : FirstMonday(year);
        }
        else if (today >= monday + 364 && today >= FirstMonday(year + 1))
        {
            return (year + 1, 1);
        }

        return (year, ((today - monday) / 7) + 1);
    }

    /// <summary>The packed date of a day of ISO's calendar; 0 with <c>ValueError</c> pending.</summary>
    public static long FromIso(Vm* vm, long year, long week, long day)
    {
        if (year is < 1 or > MaxYear)
        {
            Throw.ValueError(vm, $"Year is out of range: {year}");
            return 0;
        }

        if (week is < 1 or > 53 || (week == 53 && FirstMonday((int)year + 1) - FirstMonday((int)year) == 364))
        {
            Throw.ValueError(vm, $"Invalid week: {week}");
            return 0;
        }

        if (day is < 1 or > 7)
        {
            Throw.ValueError(vm, $"Invalid day: {day} (range is [1, 7])");
            return 0;
        }

        int ordinal = FirstMonday((int)year) + ((int)(week - 1) * 7) + (int)day - 1;
        if (ordinal is >= 1 and <= MaxOrdinal)
        {
            return DateOf(ordinal);
        }

        Throw.ValueError(vm, ordinal < 1 ? "ordinal must be >= 1" : $"year {MaxYear + 1} is out of range");
        return 0;
    }

    /// <summary>Checks the parts of a date; false with <c>ValueError</c> pending.</summary>
    public static bool CheckDate(Vm* vm, int year, int month, int day)
    {
        if (year is >= 1 and <= MaxYear && month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DaysIn(year, month)))
        {
            return true;
        }

        Throw.ValueError(vm, year is < 1 or > MaxYear ? $"year {year} is out of range" : month is < 1 or > 12 ? "month must be in 1..12" : "day is out of range for month");
        return false;
    }

    /// <summary>Checks the parts of a time of day; false with <c>ValueError</c> pending.</summary>
    public static bool CheckTime(Vm* vm, int hour, int minute, int second, int microsecond, int fold)
    {
        string? wrong = hour is < 0 or > 23 ? "hour must be in 0..23" : minute is < 0 or > 59 ? "minute must be in 0..59" : second is < 0 or > 59 ? "second must be in 0..59"
            : microsecond is < 0 or > 999999 ? "microsecond must be in 0..999999" : fold is < 0 or > 1 ? "fold must be either 0 or 1" : null;
        if (wrong != null)
        {
            Throw.ValueError(vm, wrong);
        }

        return wrong == null;
    }
}
