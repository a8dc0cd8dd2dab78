using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])</summary>
/// <remarks>A record: the packed date, the packed time, the tzinfo or None. Making them is in <c>DateTimeType.Making.cs</c>, arithmetic in <c>DateTimeType.Arithmetic.cs</c>.</remarks>
[BuiltinType("datetime")]
internal static unsafe partial class DateTimeType
{
    private const string ReplaceSignature =
        "($self, /, year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, "
        + "tzinfo=unchanged, *, fold=unchanged)";

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &ToText;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.Binary[BinaryOperation.Add] = &Add;
        type->Slots.Binary[BinaryOperation.Subtract] = &Subtract;
    }

    /// <summary>The packed time of day.</summary>
    public static long TimeOf(Value self) => Record.Fields((Record*)self.AsObject)[1].AsInt;

    /// <summary>The zone, or None.</summary>
    public static Value ZoneOf(Value self) => Record.Fields((Record*)self.AsObject)[2];

    /// <summary>Whether a value is a datetime.</summary>
    public static bool Is(Vm* vm, Value value) => value.IsExactly(TypeId.DateTime) || Types.IsInstance(vm, value, TypeId.DateTime);

    /// <summary>The hour.</summary>
    [Property("hour")]
    private static Value Hour(Value self) => Value.FromInt(CalendarMath.HourOf(TimeOf(self)));

    /// <summary>The minute.</summary>
    [Property("minute")]
    private static Value Minute(Value self) => Value.FromInt(CalendarMath.MinuteOf(TimeOf(self)));

    /// <summary>The second.</summary>
    [Property("second")]
    private static Value Second(Value self) => Value.FromInt(CalendarMath.SecondOf(TimeOf(self)));

    /// <summary>The microsecond.</summary>
    [Property("microsecond")]
    private static Value Microsecond(Value self) => Value.FromInt(CalendarMath.MicrosecondOf(TimeOf(self)));

    /// <summary>The time zone, or None.</summary>
    [Property("tzinfo")]
    private static Value Zone(Value self) => ZoneOf(self);

    /// <summary>1 for the later of two equal local times.</summary>
    [Property("fold")]
    private static Value Fold(Value self) => Value.FromInt(CalendarMath.FoldOf(TimeOf(self)));

    /// <summary>Return self.tzinfo.utcoffset(self).</summary>
    [Method("utcoffset", Signature = "($self, /)")]
    private static Value Offset(Vm* vm, Value self) => Zones.Duration(vm, ZoneOf(self), "utcoffset", self);

    /// <summary>Return self.tzinfo.dst(self).</summary>
    [Method("dst", Signature = "($self, /)")]
    private static Value Summer(Vm* vm, Value self) => Zones.Duration(vm, ZoneOf(self), "dst", self);

    /// <summary>Return self.tzinfo.tzname(self).</summary>
    [Method("tzname", Signature = "($self, /)")]
    private static Value Name(Vm* vm, Value self) => Zones.Name(vm, ZoneOf(self), self);

    /// <summary>Return date object with same year, month and day.</summary>
    [Method("date", Signature = "($self, /)")]
    private static Value Date(Vm* vm, Value self) => DateType.Make(vm, DateType.Of(self));

    /// <summary>Return time object with same time but with tzinfo=None.</summary>
    [Method("time", Signature = "($self, /)")]
    private static Value Time(Vm* vm, Value self) => TimeType.Make(vm, Types.Of(vm, TypeId.Time), TimeOf(self), Value.None);

    /// <summary>Return time object with same time and tzinfo.</summary>
    [Method("timetz", Signature = "($self, /)")]
    private static Value TimeWithZone(Vm* vm, Value self) => TimeType.Make(vm, Types.Of(vm, TypeId.Time), TimeOf(self), ZoneOf(self));

    /// <summary>Return time tuple, compatible with time.localtime().</summary>
    [Method("timetuple", Signature = "($self, /)")]
    private static Value TimeTuple(Vm* vm, Value self)
    {
        Value summer = Zones.Duration(vm, ZoneOf(self), "dst", self);
        return summer.IsUndefined ? summer
            : DateType.MakeTimeTuple(vm, DateType.Of(self), TimeOf(self), summer.IsNone ? -1 : TimeDeltaType.OffsetOf(summer) != 0 ? 1 : 0);
    }

    /// <summary>Return UTC time tuple, compatible with time.localtime().</summary>
    [Method("utctimetuple", Signature = "($self, /)")]
    private static Value UtcTimeTuple(Vm* vm, Value self)
    {
        if (!Zones.TryOffset(vm, ZoneOf(self), self, out long? offset))
        {
            return Value.Undefined;
        }

        long days = CalendarMath.Ordinal(DateType.Of(self));
        long rest = CalendarMath.Microseconds(TimeOf(self)) - (offset ?? 0);
        Carry(ref days, ref rest);
        return days is < 1 or > CalendarMath.MaxOrdinal ? Throw.OverflowError(vm, "date value out of range")
            : DateType.MakeTimeTuple(vm, CalendarMath.DateOf((int)days), CalendarMath.TimeOf(rest), 0);
    }

    /// <summary>Return POSIX timestamp as float.</summary>
    [Method("timestamp", Signature = "($self, /)")]
    private static Value Timestamp(Vm* vm, Value self)
    {
        long seconds = ((CalendarMath.Ordinal(DateType.Of(self)) - 1) * 86400L) + (CalendarMath.Microseconds(TimeOf(self)) / CalendarMath.Second);
        int microseconds = CalendarMath.MicrosecondOf(TimeOf(self));
        if (ZoneOf(self).IsNone)
        {
            long utc = LocalTime.ToUtc(seconds, CalendarMath.FoldOf(TimeOf(self)));
            return Value.FromFloat((utc - LocalTime.Epoch) + (microseconds / 1e6));
        }

        return !Zones.TryOffset(vm, ZoneOf(self), self, out long? offset) ? Value.Undefined
            : offset == null ? Throw.TypeError(vm, "can't subtract offset-naive and offset-aware datetimes")
            : Value.FromFloat((((seconds - LocalTime.Epoch) * CalendarMath.Second) + microseconds - offset.Value) / 1e6);
    }

    /// <summary>tz -> convert to local time in new timezone tz</summary>
    [Method("astimezone", Signature = "($self, /, tz=None)")]
    private static Value AsTimeZone(Vm* vm, Value self, Value tz)
    {
        if (!DateArguments.CheckZone(vm, ref tz))
        {
            return Value.Undefined;
        }

        if (ZoneOf(self) == tz && !tz.IsNone)
        {
            return self;
        }

        if (!Zones.TryOffset(vm, ZoneOf(self), self, out long? offset))
        {
            return Value.Undefined;
        }

        long days = CalendarMath.Ordinal(DateType.Of(self));
        long rest = CalendarMath.Microseconds(TimeOf(self));
        if (offset == null)
        {
            long local = ((days - 1) * 86400) + (rest / CalendarMath.Second);
            offset = (local - LocalTime.ToUtc(local, CalendarMath.FoldOf(TimeOf(self)))) * CalendarMath.Second;
        }

        rest -= offset.Value;
        Carry(ref days, ref rest);
        if (days is < 1 or > CalendarMath.MaxOrdinal)
        {
            return Throw.OverflowError(vm, "date value out of range");
        }

        if (tz.IsNone)
        {
            Value seconds = Value.FromFloat((((days - 1) * 86400) + (rest / CalendarMath.Second)) - LocalTime.Epoch);
            Value function = LibraryCalls.Attribute(vm, DateTimeModule.ScriptHalf, "local_zone");
            tz = function.IsUndefined ? function : Calls.Invoke(vm, function, seconds);
            if (tz.IsUndefined)
            {
                return tz;
            }
        }

        Value utc = Make(vm, CalendarMath.DateOf((int)days), CalendarMath.TimeOf(rest), DateTimeModule.Utc(vm));
        if (tz == DateTimeModule.Utc(vm) && Types.Of(vm, self)->Id == TypeId.DateTime)
        {
            return utc;
        }

        Value moved = Make(vm, Types.Of(vm, self), DateType.Of(utc), TimeOf(utc), tz);
        return moved.IsUndefined ? moved : Calls.InvokeMethod(vm, tz, Str.Intern(vm, "fromutc"u8), &moved, 1);
    }

    /// <summary>[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].</summary>
    [Method("isoformat", Signature = "($self, /, sep='T', timespec='auto')")]
    private static Value IsoFormat(Vm* vm, Value self, Value sep, Value timespec)
    {
        int separator = 'T';
        if (!sep.IsUndefined)
        {
            if (!sep.Is(Kind.Str) || ((Str*)sep.AsObject)->Length != 1)
            {
                return Throw.TypeError(vm, $"isoformat() argument 1 must be a unicode character, not {Types.NameOf(vm, sep)}");
            }

            separator = ((Str*)sep.AsObject)->At(0);
        }

        int precision = Zones.Precision(vm, timespec);
        if (precision < 0)
        {
            return Value.Undefined;
        }

        Span<byte> buffer = stackalloc byte[64];
        IsoWriter text = new(buffer);
        text.Date(DateType.Of(self));
        bool isPlain = separator < 128;
        text.Byte((byte)(isPlain ? separator : 'T'));
        text.Time(TimeOf(self), precision);
        if (!Zones.Append(vm, ZoneOf(self), self, ref text))
        {
            return Value.Undefined;
        }

        Value written = text.ToStr(vm);
        if (isPlain)
        {
            return written;
        }

        Str* all = (Str*)written.AsObject;
        Str* head = Str.Concat(vm, Str.Slice(vm, all, 0, 10), (Str*)sep.AsObject);
        return Value.FromObject(Str.Concat(vm, head, Str.Slice(vm, all, 11, all->Length - 11)));
    }

    /// <summary>Return datetime with new specified fields.</summary>
    [Method("replace", Signature = ReplaceSignature)]
    private static Value Replace(
        Vm* vm, Value self, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) =>
        Replaced(vm, self, year, month, day, hour, minute, second, microsecond, tzinfo, fold);

    /// <summary>The same as replace().</summary>
    [Method("__replace__", Signature = ReplaceSignature)]
    private static Value ReplaceSpecial(
        Vm* vm, Value self, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) =>
        Replaced(vm, self, year, month, day, hour, minute, second, microsecond, tzinfo, fold);

    private static Value Replaced(
        Vm* vm, Value self, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond, Value zone, Value fold)
    {
        long date = DateType.Of(self);
        int y = CalendarMath.YearOf(date);
        int m = CalendarMath.MonthOf(date);
        int d = CalendarMath.DayOf(date);
        long time = TimeOf(self);
        zone = zone.IsUndefined ? ZoneOf(self) : zone;
        return DateArguments.ToInt(vm, year, ref y) && DateArguments.ToInt(vm, month, ref m) && DateArguments.ToInt(vm, day, ref d)
            && CalendarMath.CheckDate(vm, y, m, d) && TimeType.TryReplace(vm, ref time, hour, minute, second, microsecond, fold)
            && DateArguments.CheckZone(vm, ref zone)
                ? Make(vm, Types.Of(vm, self), CalendarMath.PackDate(y, m, d), time, zone) : Value.Undefined;
    }

    /// <summary>__reduce_ex__(proto) -> (cls, state)</summary>
    [Method("__reduce_ex__", Signature = "($self, protocol, /)")]
    private static Value ReduceEx(Vm* vm, Value self, long protocol) => State(vm, self, protocol);

    /// <summary>__reduce__() -> (cls, state)</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) => State(vm, self, 2);

    private static Value State(Vm* vm, Value self, long protocol)
    {
        byte* state = stackalloc byte[10];
        DateType.WriteState(DateType.Of(self), state);
        TimeType.WriteState(TimeOf(self), state + 4);
        state[2] |= (byte)(protocol > 3 ? CalendarMath.FoldOf(TimeOf(self)) << 7 : 0);
        Value* parts = stackalloc Value[2] { Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(state, 10))), ZoneOf(self) };
        Value arguments = Value.FromObject(Tuple.New(vm, parts, parts[1].IsNone ? 1 : 2));
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), arguments));
    }

    private static Value Repr(Vm* vm, Value self)
    {
        long date = DateType.Of(self);
        long time = TimeOf(self);
        int second = CalendarMath.SecondOf(time);
        int microsecond = CalendarMath.MicrosecondOf(time);
        string text = $"{Types.NameOf(vm, self)}({CalendarMath.YearOf(date)}, {CalendarMath.MonthOf(date)}, {CalendarMath.DayOf(date)}, "
            + $"{CalendarMath.HourOf(time)}, {CalendarMath.MinuteOf(time)}";
        text += microsecond != 0 ? $", {second}, {microsecond}" : second != 0 ? $", {second}" : string.Empty;
        return ReprEnd(vm, text, ZoneOf(self), time);
    }

    /// <summary>The end of a representation: fold, zone and parenthesis.</summary>
    public static Value ReprEnd(Vm* vm, string text, Value zone, long time)
    {
        text += CalendarMath.FoldOf(time) != 0 ? ", fold=1" : string.Empty;
        if (!zone.IsNone)
        {
            Str* shown = Text.Repr(vm, zone);
            if (shown == null)
            {
                return Value.Undefined;
            }

            text += $", tzinfo={Str.ToManaged(shown)}";
        }

        return Value.FromObject(Str.New(vm, text + ")"));
    }

    private static Value ToText(Vm* vm, Value self)
    {
        Value separator = Value.FromObject(Str.Intern(vm, " "u8));
        if (self.IsExactly(TypeId.DateTime))
        {
            return IsoFormat(vm, self, separator, Value.Undefined);
        }

        Value name = Value.FromObject(Str.Intern(vm, "sep"u8));
        Value method = Attributes.Get(vm, self, Str.Intern(vm, "isoformat"u8));
        return method.IsUndefined ? method : Calls.Invoke(vm, method, &separator, 0, Tuple.New(vm, &name, 1));
    }
}
