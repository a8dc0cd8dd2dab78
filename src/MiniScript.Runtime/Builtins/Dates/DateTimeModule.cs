using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>The native half of the library module <c>datetime</c>: all its types. What takes and makes free text is script.</summary>
[BuiltinModule("_datetime")]
internal static unsafe partial class DateTimeModule
{
    /// <summary>The module of the script half.</summary>
    public const string ScriptHalf = "_datetime_text";

    [Constant("MINYEAR")]
    private static long MinYear(Vm* vm) => 1;

    [Constant("MAXYEAR")]
    private static long MaxYear(Vm* vm) => CalendarMath.MaxYear;

    [Constant("timedelta")]
    private static Value TimeDelta(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.TimeDelta));
    }

    [Constant("date")]
    private static Value Date(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.Date));
    }

    [Constant("time")]
    private static Value Time(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.Time));
    }

    [Constant("datetime")]
    private static Value DateAndTime(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.DateTime));
    }

    [Constant("tzinfo")]
    private static Value TzInfo(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.TzInfo));
    }

    [Constant("timezone")]
    private static Value TimeZone(Vm* vm)
    {
        Define(vm);
        return Value.FromObject(Types.Of(vm, TypeId.TimeZone));
    }

    /// <summary><c>timezone.utc</c>.</summary>
    public static Value Utc(Vm* vm) => MachineHost.Of(vm).Service(static () => new KeptUtc()).Of(vm);

    /// <summary>Calls a function of the script half.</summary>
    public static Value CallScript(Vm* vm, string function, Value a, Value b, Value c)
    {
        Value callee = LibraryCalls.Attribute(vm, ScriptHalf, function);
        return callee.IsUndefined ? callee : Calls.Invoke(vm, callee, a, b, c);
    }

    private static void Define(Vm* vm)
    {
        if (WellKnown.Of(vm)->Types[(int)TypeId.TimeDelta] != null)
        {
            return;
        }

        const TypeFlags Open = TypeFlags.BaseType;
        TypeObject* delta = LibraryTypes.Get(vm, TypeId.TimeDelta, "datetime.timedelta"u8, Kind.Record, Open, &TimeDeltaType.InitializeSlots, &TimeDeltaType.Register);
        TypeObject* zoneInfo = LibraryTypes.Get(vm, TypeId.TzInfo, "datetime.tzinfo"u8, Kind.Record, Open, &TzInfoType.InitializeSlots, &TzInfoType.Register);
        TypeObject* zone = LibraryTypes.Get(
            vm, TypeId.TimeZone, "datetime.timezone"u8, Kind.Record, 0, &TimeZoneType.InitializeSlots, &TimeZoneType.Register, TypeId.TzInfo);
        TypeObject* date = LibraryTypes.Get(vm, TypeId.Date, "datetime.date"u8, Kind.Record, Open, &DateType.InitializeSlots, &DateType.Register);
        TypeObject* time = LibraryTypes.Get(vm, TypeId.Time, "datetime.time"u8, Kind.Record, Open, &TimeType.InitializeSlots, &TimeType.Register);
        TypeObject* both = LibraryTypes.Get(
            vm, TypeId.DateTime, "datetime.datetime"u8, Kind.Record, Open, &DateTimeType.InitializeSlots, &DateTimeType.Register, TypeId.Date);
        Calls.KeepAlive(zoneInfo);

        Value microsecond = TimeDeltaType.Normal(vm, 0, 1);
        long first = CalendarMath.PackDate(1, 1, 1);
        long last = CalendarMath.PackDate(CalendarMath.MaxYear, 12, 31);
        long midnight = CalendarMath.PackTime(23, 59, 59, 999999);
        Bounds(vm, delta, TimeDeltaType.Normal(vm, -TimeDeltaType.MaxDays, 0), TimeDeltaType.Normal(vm, TimeDeltaType.MaxDays, CalendarMath.Day - 1), microsecond);
        Bounds(vm, date, DateType.Make(vm, first), DateType.Make(vm, last), TimeDeltaType.Normal(vm, 1, 0));
        Bounds(vm, time, TimeType.Make(vm, time, 0, Value.None), TimeType.Make(vm, time, midnight, Value.None), microsecond);
        Bounds(vm, both, DateTimeType.Make(vm, first, 0, Value.None), DateTimeType.Make(vm, last, midnight, Value.None), microsecond);
        long most = CalendarMath.Day - (60 * CalendarMath.Second);
        Bounds(
            vm, zone, TimeZoneType.MakeNew(vm, TimeDeltaType.Normal(vm, 0, -most), Value.Undefined),
            TimeZoneType.MakeNew(vm, TimeDeltaType.Normal(vm, 0, most), Value.Undefined), Value.Undefined);
        Dict.SetStr(vm, zone->Attributes, Str.Intern(vm, "utc"u8), Utc(vm));
    }

    private static void Bounds(Vm* vm, TypeObject* type, Value least, Value most, Value resolution)
    {
        Dict.SetStr(vm, type->Attributes, Str.Intern(vm, "min"u8), least);
        Dict.SetStr(vm, type->Attributes, Str.Intern(vm, "max"u8), most);
        if (!resolution.IsUndefined)
        {
            Dict.SetStr(vm, type->Attributes, Str.Intern(vm, "resolution"u8), resolution);
        }
    }

    /// <summary>Keeps <c>timezone.utc</c>.</summary>
    private sealed class KeptUtc
    {
        private ValueHandle handle;
        private bool isMade;

        public Value Of(Vm* vm)
        {
            if (!isMade)
            {
                handle = vm->Handles.Keep(TimeZoneType.MakeNew(vm, TimeDeltaType.Normal(vm, 0, 0), Value.Undefined));
                isMade = true;
            }

            return vm->Handles.Get(handle);
        }
    }
}
