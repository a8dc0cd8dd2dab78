using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <content>The constructors.</content>
internal static unsafe partial class DateTimeType
{
    /// <summary>A datetime of exactly the built-in type.</summary>
    public static Value Make(Vm* vm, long date, long time, Value zone)
    {
        Record* self = Record.New(vm, TypeId.DateTime, 3);
        Record.Fields(self)[0] = Value.FromInt(date);
        Record.Fields(self)[1] = Value.FromInt(time);
        Record.Fields(self)[2] = zone;
        return Value.FromObject(self);
    }

    /// <summary>A datetime of a class, which is called unless it is the built-in one.</summary>
    public static Value Make(Vm* vm, TypeObject* type, long date, long time, Value zone)
    {
        if (type->Id == TypeId.DateTime)
        {
            return Make(vm, date, time, zone);
        }

        Value* parts = stackalloc Value[9]
        {
            Value.FromInt(CalendarMath.YearOf(date)), Value.FromInt(CalendarMath.MonthOf(date)), Value.FromInt(CalendarMath.DayOf(date)),
            Value.FromInt(CalendarMath.HourOf(time)), Value.FromInt(CalendarMath.MinuteOf(time)), Value.FromInt(CalendarMath.SecondOf(time)),
            Value.FromInt(CalendarMath.MicrosecondOf(time)), zone, Value.FromInt(1),
        };
        Value fold = Value.FromObject(Str.Intern(vm, "fold"u8));
        return Calls.Invoke(vm, Value.FromObject(type), parts, 8, CalendarMath.FoldOf(time) != 0 ? Tuple.New(vm, &fold, 1) : null);
    }

    /// <summary>Returns new datetime object representing current time local to tz.</summary>
    [ClassMethod("now", Signature = "($type, /, tz=None)")]
    private static Value Now(Vm* vm, TypeObject* type, Value tz)
    {
        long now = LocalTime.Now();
        return DateArguments.CheckZone(vm, ref tz) ? FromEpoch(vm, type, now / CalendarMath.Second, (int)(now % CalendarMath.Second), tz) : Value.Undefined;
    }

    /// <summary>Return a new datetime representing UTC day and time.</summary>
    [ClassMethod("utcnow", Signature = "($type, /)")]
    private static Value UtcNow(Vm* vm, TypeObject* type)
    {
        long now = LocalTime.Now();
        return Deprecated(vm, "utcnow", "now(datetime.UTC)") ? FromUtcSeconds(vm, type, now / CalendarMath.Second, (int)(now % CalendarMath.Second)) : Value.Undefined;
    }

    /// <summary>timestamp[, tz] -> tz's local time from POSIX timestamp.</summary>
    [ClassMethod("fromtimestamp", Signature = "($type, /, timestamp, tz=None)")]
    private static Value FromTimestamp(Vm* vm, TypeObject* type, Value timestamp, Value tz) =>
        DateArguments.CheckZone(vm, ref tz) && LocalTime.TrySplit(vm, timestamp, true, out long seconds, out int microseconds)
            ? FromEpoch(vm, type, seconds, microseconds, tz) : Value.Undefined;

    /// <summary>Construct a naive UTC datetime from a POSIX timestamp.</summary>
    [ClassMethod("utcfromtimestamp", Signature = "($type, timestamp, /)")]
    private static Value FromUtcTimestamp(Vm* vm, TypeObject* type, Value timestamp) =>
        Deprecated(vm, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)") && LocalTime.TrySplit(vm, timestamp, true, out long seconds, out int microseconds)
            ? FromUtcSeconds(vm, type, seconds, microseconds) : Value.Undefined;

    /// <summary>date, time -> datetime with same date and time fields</summary>
    [ClassMethod("combine", Signature = "($type, /, date, time, tzinfo=unchanged)")]
    private static Value Combine(Vm* vm, TypeObject* type, Value date, Value time, Value tzinfo)
    {
        if (!DateType.Is(vm, date))
        {
            return Throw.TypeError(vm, $"combine() argument 1 must be datetime.date, not {Types.NameOf(vm, date)}");
        }

        if (!TimeType.Is(vm, time))
        {
            return Throw.TypeError(vm, $"combine() argument 2 must be datetime.time, not {Types.NameOf(vm, time)}");
        }

        Value zone = tzinfo.IsUndefined ? TimeType.ZoneOf(time) : tzinfo;
        return DateArguments.CheckZone(vm, ref zone) ? Make(vm, type, DateType.Of(date), TimeType.Of(time), zone) : Value.Undefined;
    }

    /// <summary>string -> datetime from a string in most ISO 8601 formats</summary>
    [ClassMethod("fromisoformat", Signature = "($type, string, /)")]
    private static Value FromIsoFormat(Vm* vm, TypeObject* type, Value text)
    {
        if (!text.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "fromisoformat: argument must be str");
        }

        Span<byte> buffer = stackalloc byte[IsoReader.MostCharacters];
        IsoReader reader = new(buffer, (Str*)text.AsObject);
        long date = reader.ReadDate(reader.DateEnd());
        long time = 0;
        long offset = 0;
        bool hasZone = false;
        if (date < 0 || (reader.SkipSeparator() && !reader.ReadTime(out time, out hasZone, out offset)))
        {
            return IsoReader.Invalid(vm, text);
        }

        return reader.Check(vm, text, ref date) && IsoReader.Checked(vm, time) && IsoReader.CheckedOffset(vm, hasZone, offset)
            ? Make(vm, type, date, time, hasZone ? TimeZoneType.Make(vm, offset, Value.Undefined) : Value.None) : Value.Undefined;
    }

    /// <summary>string, format -> new datetime parsed from a string (like time.strptime()).</summary>
    [ClassMethod("strptime", Signature = "($type, date_string, format, /)")]
    private static Value StrPTime(Vm* vm, TypeObject* type, Value text, Value format)
    {
        if (!text.Is(Kind.Str) || !format.Is(Kind.Str))
        {
            bool isFirst = !text.Is(Kind.Str);
            return Throw.TypeError(vm, $"strptime() argument {(isFirst ? 1 : 2)} must be str, not {Types.NameOf(vm, isFirst ? text : format)}");
        }

        Value function = LibraryCalls.Attribute(vm, "_strptime", "_strptime_datetime");
        return function.IsUndefined ? function : Calls.Invoke(vm, function, Value.FromObject(type), text, format);
    }

    private static bool Deprecated(Vm* vm, string name, string instead) => LibraryCalls.Warn(
        vm, TypeId.DeprecationWarning,
        $"datetime.datetime.{name}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.{instead}.");

    private static Value FromEpoch(Vm* vm, TypeObject* type, long seconds, int microseconds, Value zone)
    {
        if (zone.IsNone)
        {
            return LocalTime.TryLocal(vm, seconds, out long local, out int fold) ? OfSeconds(vm, type, local, microseconds, fold, zone) : Value.Undefined;
        }

        if (!LocalTime.TryUtc(vm, seconds, out long utc))
        {
            return Value.Undefined;
        }

        Value moment = OfSeconds(vm, type, utc, microseconds, 0, zone);
        return moment.IsUndefined || zone == DateTimeModule.Utc(vm) ? moment : Calls.InvokeMethod(vm, zone, Str.Intern(vm, "fromutc"u8), &moment, 1);
    }

    private static Value FromUtcSeconds(Vm* vm, TypeObject* type, long seconds, int microseconds) =>
        LocalTime.TryUtc(vm, seconds, out long utc) ? OfSeconds(vm, type, utc, microseconds, 0, Value.None) : Value.Undefined;

    private static Value OfSeconds(Vm* vm, TypeObject* type, long seconds, int microseconds, int fold, Value zone)
    {
        long time = CalendarMath.TimeOf((seconds % 86400 * CalendarMath.Second) + microseconds);
        return Make(vm, type, CalendarMath.DateOf((int)(seconds / 86400) + 1), time | (fold != 0 ? CalendarMath.Fold : 0), zone);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        byte* scratch = stackalloc byte[10];
        if (argc is 1 or 2 && kwNames == null)
        {
            ReadOnlySpan<byte> state = DateType.ReadState(args[0], 10, scratch);
            if (!state.IsEmpty && (state[2] & 127) is >= 1 and <= 12)
            {
                if (argc == 2 && !Types.IsInstance(vm, args[1], TypeId.TzInfo) && !args[1].IsNone)
                {
                    return Throw.TypeError(vm, "bad tzinfo state arg");
                }

                long date = CalendarMath.PackDate((state[0] << 8) | state[1], state[2] & 127, state[3]);
                return New(vm, type, date, TimeType.ReadState(state[4..], state[2] >> 7), argc == 2 ? args[1] : Value.None);
            }
        }

        Value* slots = stackalloc Value[9];
        int year = 0;
        int month = 0;
        int day = 0;
        long time = 0;
        return DateArguments.Bind(
                vm, "function", "year\0month\0day\0hour\0minute\0second\0microsecond\0tzinfo\0fold\0"u8, 9, 8, 3, args, argc, kwNames, slots)
            && DateArguments.ToInt(vm, slots[0], ref year) && DateArguments.ToInt(vm, slots[1], ref month) && DateArguments.ToInt(vm, slots[2], ref day)
            && CalendarMath.CheckDate(vm, year, month, day) && TimeType.TryReplace(vm, ref time, slots[3], slots[4], slots[5], slots[6], slots[8])
            && DateArguments.CheckZone(vm, ref slots[7])
                ? New(vm, type, CalendarMath.PackDate(year, month, day), time, slots[7]) : Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, long date, long time, Value zone)
    {
        if (type->Id == TypeId.DateTime)
        {
            return Make(vm, date, time, zone);
        }

        Record* self = Record.New(vm, type, 3);
        Record.Fields(self)[0] = Value.FromInt(date);
        Record.Fields(self)[1] = Value.FromInt(time);
        Record.Fields(self)[2] = zone;
        return Value.FromObject(self);
    }
}
