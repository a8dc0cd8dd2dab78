using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>date(year, month, day) --> date object</summary>
/// <remarks>A record: the packed date. Instances of <c>datetime</c> begin with it too.</remarks>
[BuiltinType("date")]
internal static unsafe partial class DateType
{
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

    /// <summary>The packed date.</summary>
    public static long Of(Value self) => Record.Fields((Record*)self.AsObject)[0].AsInt;

    /// <summary>Whether a value is a date, a datetime included.</summary>
    public static bool Is(Vm* vm, Value value) => value.IsExactly(TypeId.Date) || value.IsExactly(TypeId.DateTime) || Types.IsInstance(vm, value, TypeId.Date);

    /// <summary>A date of exactly the built-in type.</summary>
    public static Value Make(Vm* vm, long date)
    {
        Record* self = Record.New(vm, TypeId.Date, 1);
        Record.Fields(self)[0] = Value.FromInt(date);
        return Value.FromObject(self);
    }

    /// <summary>A date of a class, which is called unless it is the built-in one.</summary>
    public static Value Make(Vm* vm, TypeObject* type, long date)
    {
        if (type->Id == TypeId.Date)
        {
            return Make(vm, date);
        }

        if (type->Id == TypeId.DateTime)
        {
            return DateTimeType.Make(vm, date, 0, Value.None);
        }

        Value* parts = stackalloc Value[3]
        {
            Value.FromInt(CalendarMath.YearOf(date)), Value.FromInt(CalendarMath.MonthOf(date)), Value.FromInt(CalendarMath.DayOf(date)),
        };
        return Calls.Invoke(vm, Value.FromObject(type), parts, 3);
    }

    /// <summary>The eight bits of a state's year and the rest of the date, as pickles have them.</summary>
    public static void WriteState(long date, byte* state)
    {
        state[0] = (byte)(CalendarMath.YearOf(date) >> 8);
        state[1] = (byte)CalendarMath.YearOf(date);
        state[2] = (byte)CalendarMath.MonthOf(date);
        state[3] = (byte)CalendarMath.DayOf(date);
    }

    /// <summary>The state in the only argument of a constructor that a pickle calls; empty if the arguments are others.</summary>
    public static ReadOnlySpan<byte> ReadState(Value argument, int length, byte* scratch)
    {
        if (argument.Is(Kind.Bytes))
        {
            Bytes* bytes = (Bytes*)argument.AsObject;
            return bytes->Length == length ? new ReadOnlySpan<byte>(Bytes.Data(bytes), length) : default;
        }

        // Python 2 wrote the state as text.
        if (!argument.Is(Kind.Str) || ((Str*)argument.AsObject)->Length != length || ((Str*)argument.AsObject)->Width != 1)
        {
            return default;
        }

        ((Str*)argument.AsObject)->Latin1.CopyTo(new Span<byte>(scratch, length));
        return new ReadOnlySpan<byte>(scratch, length);
    }

    /// <summary>int -> date corresponding to a proleptic Gregorian ordinal.</summary>
    [ClassMethod("fromordinal", Signature = "($type, ordinal, /)")]
    private static Value FromOrdinal(Vm* vm, TypeObject* type, Value ordinal)
    {
        int number = 0;
        return !DateArguments.ToInt(vm, ordinal, ref number) ? Value.Undefined
            : number < 1 ? Throw.ValueError(vm, "ordinal must be >= 1")
            : number > CalendarMath.MaxOrdinal ? Throw.ValueError(vm, $"year {CalendarMath.YearOf(CalendarMath.DateOf(number))} is out of range")
            : Make(vm, type, CalendarMath.DateOf(number));
    }

    /// <summary>Create a date from a POSIX timestamp.</summary>
    [ClassMethod("fromtimestamp", Signature = "($type, timestamp, /)")]
    private static Value FromTimestamp(Vm* vm, TypeObject* type, Value timestamp) =>
        LocalTime.TrySplit(vm, timestamp, false, out long seconds, out _) && LocalTime.TryLocal(vm, seconds, out long local, out _)
            ? Make(vm, type, CalendarMath.DateOf((int)(local / 86400) + 1)) : Value.Undefined;

    /// <summary>Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).</summary>
    [ClassMethod("today", Signature = "($type, /)")]
    private static Value Today(Vm* vm, TypeObject* type)
    {
        if (type->Id == TypeId.Date)
        {
            return LocalTime.TryLocal(vm, LocalTime.Now() / CalendarMath.Second, out long local, out _)
                ? Make(vm, CalendarMath.DateOf((int)(local / 86400) + 1)) : Value.Undefined;
        }

        Value now = Value.FromFloat(LocalTime.Now() / 1e6);
        return Calls.InvokeMethod(vm, Value.FromObject(type), Str.Intern(vm, "fromtimestamp"u8), &now, 1);
    }

    /// <summary>str -> Construct a date from a string in ISO 8601 format.</summary>
    [ClassMethod("fromisoformat", Signature = "($type, string, /)")]
    private static Value FromIsoFormat(Vm* vm, TypeObject* type, Value text)
    {
        if (!text.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "fromisoformat: argument must be str");
        }

        Span<byte> buffer = stackalloc byte[IsoReader.MostCharacters];
        IsoReader reader = new(buffer, (Str*)text.AsObject);
        long date = reader.ReadDate(reader.Length);
        return date < 0 ? IsoReader.Invalid(vm, text)
            : reader.Check(vm, text, ref date) ? Make(vm, type, date) : Value.Undefined;
    }

    /// <summary>int, int, int -> Construct a date from the ISO year, week number and weekday.</summary>
    [ClassMethod("fromisocalendar", Signature = "($type, /, year, week, day)")]
    private static Value FromIsoCalendar(Vm* vm, TypeObject* type, Value year, Value week, Value day)
    {
        int y = 0;
        int w = 0;
        int d = 0;
        if (!DateArguments.ToInt(vm, year, ref y) || !DateArguments.ToInt(vm, week, ref w) || !DateArguments.ToInt(vm, day, ref d))
        {
            if (Types.IsInstance(vm, vm->Pending, TypeId.OverflowError))
            {
                vm->Pending = Value.Undefined;
                return Throw.ValueError(vm, "ISO calendar component out of range");
            }

            return Value.Undefined;
        }

        long date = CalendarMath.FromIso(vm, y, w, d);
        return date == 0 ? Value.Undefined : Make(vm, type, date);
    }

    /// <summary>The year.</summary>
    [Property("year")]
    private static Value Year(Value self) => Value.FromInt(CalendarMath.YearOf(Of(self)));

    /// <summary>The month, 1 to 12.</summary>
    [Property("month")]
    private static Value Month(Value self) => Value.FromInt(CalendarMath.MonthOf(Of(self)));

    /// <summary>The day of the month.</summary>
    [Property("day")]
    private static Value Day(Value self) => Value.FromInt(CalendarMath.DayOf(Of(self)));

    /// <summary>Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.</summary>
    [Method("toordinal", Signature = "($self, /)")]
    private static Value ToOrdinal(Value self) => Value.FromInt(CalendarMath.Ordinal(Of(self)));

    /// <summary>Return the day of the week represented by the date. Monday == 0 ... Sunday == 6</summary>
    [Method("weekday", Signature = "($self, /)")]
    private static Value Weekday(Value self) => Value.FromInt(CalendarMath.Weekday(Of(self)));

    /// <summary>Return the day of the week represented by the date. Monday == 1 ... Sunday == 7</summary>
    [Method("isoweekday", Signature = "($self, /)")]
    private static Value IsoWeekday(Value self) => Value.FromInt(CalendarMath.Weekday(Of(self)) + 1);

    /// <summary>Return a named tuple containing ISO year, week number, and weekday.</summary>
    [Method("isocalendar", Signature = "($self, /)")]
    private static Value IsoCalendar(Vm* vm, Value self)
    {
        (int year, int week) = CalendarMath.IsoWeek(Of(self));
        Value type = LibraryCalls.Attribute(vm, DateTimeModule.ScriptHalf, "IsoCalendarDate");
        return type.IsUndefined ? type
            : Calls.Invoke(vm, type, Value.FromInt(year), Value.FromInt(week), Value.FromInt(CalendarMath.Weekday(Of(self)) + 1));
    }

    /// <summary>Return string in ISO 8601 format, YYYY-MM-DD.</summary>
    [Method("isoformat", Signature = "($self, /)")]
    private static Value IsoFormat(Vm* vm, Value self)
    {
        Span<byte> buffer = stackalloc byte[16];
        IsoWriter text = new(buffer);
        text.Date(Of(self));
        return text.ToStr(vm);
    }

    /// <summary>Return ctime() style string.</summary>
    [Method("ctime", Signature = "($self, /)")]
    private static Value CTime(Vm* vm, Value self)
    {
        long date = Of(self);
        long time = self.IsExactly(TypeId.Date) || !Types.IsInstance(vm, self, TypeId.DateTime) ? 0 : DateTimeType.TimeOf(self);
        ReadOnlySpan<byte> days = "MonTueWedThuFriSatSun"u8;
        ReadOnlySpan<byte> months = "JanFebMarAprMayJunJulAugSepOctNovDec"u8;
        Span<byte> buffer = stackalloc byte[32];
        IsoWriter text = new(buffer);
        text.Text(days.Slice(CalendarMath.Weekday(date) * 3, 3));
        text.Byte((byte)' ');
        text.Text(months.Slice((CalendarMath.MonthOf(date) - 1) * 3, 3));
        text.Byte((byte)' ');
        if (CalendarMath.DayOf(date) < 10)
        {
            text.Byte((byte)' ');
        }

        text.Number(CalendarMath.DayOf(date));
        text.Byte((byte)' ');
        text.Time(time, 3);
        text.Byte((byte)' ');
        text.Two(CalendarMath.YearOf(date) / 100);
        text.Two(CalendarMath.YearOf(date) % 100);
        return text.ToStr(vm);
    }

    /// <summary>Return time tuple, compatible with time.localtime().</summary>
    [Method("timetuple", Signature = "($self, /)")]
    private static Value TimeTuple(Vm* vm, Value self) => MakeTimeTuple(vm, Of(self), 0, -1);

    /// <summary>A <c>time.struct_time</c>.</summary>
    public static Value MakeTimeTuple(Vm* vm, long date, long time, int summer)
    {
        Value all = Parts(vm, date, time, summer);
        Value type = LibraryCalls.Attribute(vm, "time", "struct_time");
        return type.IsUndefined ? type : Calls.Invoke(vm, type, all);
    }

    /// <summary>The nine parts of a <c>time.struct_time</c>, as a tuple.</summary>
    public static Value Parts(Vm* vm, long date, long time, int summer = -1)
    {
        Value* parts = stackalloc Value[9]
        {
            Value.FromInt(CalendarMath.YearOf(date)), Value.FromInt(CalendarMath.MonthOf(date)), Value.FromInt(CalendarMath.DayOf(date)),
            Value.FromInt(CalendarMath.HourOf(time)), Value.FromInt(CalendarMath.MinuteOf(time)), Value.FromInt(CalendarMath.SecondOf(time)),
            Value.FromInt(CalendarMath.Weekday(date)),
            Value.FromInt(CalendarMath.DaysBeforeMonth(CalendarMath.YearOf(date), CalendarMath.MonthOf(date)) + CalendarMath.DayOf(date)), Value.FromInt(summer),
        };
        return Value.FromObject(Tuple.New(vm, parts, 9));
    }

    /// <summary>format -> strftime() style string.</summary>
    [Method("strftime", Signature = "($self, /, format)")]
    private static Value StrFTime(Vm* vm, Value self, Value format)
    {
        if (!format.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"strftime() argument 1 must be str, not {Types.NameOf(vm, format)}");
        }

        Value tuple = self.IsExactly(TypeId.Date) ? Parts(vm, Of(self), 0)
            : self.IsExactly(TypeId.DateTime) && DateTimeType.ZoneOf(self).IsNone ? Parts(vm, Of(self), DateTimeType.TimeOf(self))
            : Calls.InvokeMethod(vm, self, Str.Intern(vm, "timetuple"u8), null, 0);
        return tuple.IsUndefined ? tuple : DateTimeModule.CallScript(vm, "strftime", self, format, tuple);
    }

    /// <summary>Formats self with strftime.</summary>
    [Method("__format__", Signature = "($self, format, /)")]
    private static Value Format(Vm* vm, Value self, Value format) => FormatBy(vm, self, format);

    /// <summary><c>format()</c> of a date or time: <c>strftime</c>, or <c>str</c> for an empty format.</summary>
    public static Value FormatBy(Vm* vm, Value self, Value format) =>
        !format.Is(Kind.Str) ? Throw.TypeError(vm, $"__format__() argument 1 must be str, not {Types.NameOf(vm, format)}")
        : ((Str*)format.AsObject)->Length == 0 ? Value.FromObject(Text.ToStr(vm, self))
        : Calls.InvokeMethod(vm, self, Str.Intern(vm, "strftime"u8), &format, 1);

    /// <summary>Return date with new specified fields.</summary>
    [Method("replace", Signature = "($self, /, year=unchanged, month=unchanged, day=unchanged)")]
    private static Value Replace(Vm* vm, Value self, Value year, Value month, Value day) => Replaced(vm, self, year, month, day);

    /// <summary>The same as replace().</summary>
    [Method("__replace__", Signature = "($self, /, year=unchanged, month=unchanged, day=unchanged)")]
    private static Value ReplaceSpecial(Vm* vm, Value self, Value year, Value month, Value day) => Replaced(vm, self, year, month, day);

    private static Value Replaced(Vm* vm, Value self, Value year, Value month, Value day)
    {
        long date = Of(self);
        int y = CalendarMath.YearOf(date);
        int m = CalendarMath.MonthOf(date);
        int d = CalendarMath.DayOf(date);
        return DateArguments.ToInt(vm, year, ref y) && DateArguments.ToInt(vm, month, ref m) && DateArguments.ToInt(vm, day, ref d) && CalendarMath.CheckDate(vm, y, m, d)
            ? Make(vm, Types.Of(vm, self), CalendarMath.PackDate(y, m, d)) : Value.Undefined;
    }

    /// <summary>__reduce__() -> (cls, state)</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        byte* state = stackalloc byte[4];
        WriteState(Of(self), state);
        Value bytes = Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(state, 4)));
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(Tuple.New(vm, &bytes, 1))));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        byte* scratch = stackalloc byte[4];
        if (argc == 1 && kwNames == null)
        {
            ReadOnlySpan<byte> state = ReadState(args[0], 4, scratch);
            if (!state.IsEmpty && state[2] is >= 1 and <= 12)
            {
                return New(vm, type, CalendarMath.PackDate((state[0] << 8) | state[1], state[2], state[3]));
            }
        }

        Value* slots = stackalloc Value[3];
        int year = 0;
        int month = 0;
        int day = 0;
        return DateArguments.Bind(vm, "function", "year\0month\0day\0"u8, 3, 3, 3, args, argc, kwNames, slots)
            && DateArguments.ToInt(vm, slots[0], ref year) && DateArguments.ToInt(vm, slots[1], ref month) && DateArguments.ToInt(vm, slots[2], ref day)
            && CalendarMath.CheckDate(vm, year, month, day)
                ? New(vm, type, CalendarMath.PackDate(year, month, day)) : Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, long date)
    {
        Record* self = Record.New(vm, type, 1);
        Record.Fields(self)[0] = Value.FromInt(date);
        return Value.FromObject(self);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        long date = Of(self);
        return Value.FromObject(Str.New(
            vm, $"{Types.NameOf(vm, self)}({CalendarMath.YearOf(date)}, {CalendarMath.MonthOf(date)}, {CalendarMath.DayOf(date)})"));
    }

    private static Value ToText(Vm* vm, Value self) =>
        self.IsExactly(TypeId.Date) ? IsoFormat(vm, self) : Calls.InvokeMethod(vm, self, Str.Intern(vm, "isoformat"u8), null, 0);

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, Value.FromInt(Of(self) * 0x9e3779b1L % Value.MaxInt));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        Is(vm, left) && Is(vm, right) && !DateTimeType.Is(vm, right) && !DateTimeType.Is(vm, left)
            ? Numbers.Answer(Of(left).CompareTo(Of(right)), operation) : Value.NotImplemented;

    private static Value Add(Vm* vm, Value left, Value right)
    {
        bool isLeft = Is(vm, left);
        Value date = isLeft ? left : right;
        Value delta = isLeft ? right : left;
        return !DateTimeType.Is(vm, date) && TimeDeltaType.Is(vm, delta) ? Moved(vm, date, TimeDeltaType.DaysOf(delta)) : Value.NotImplemented;
    }

    private static Value Subtract(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left) || DateTimeType.Is(vm, left))
        {
            return Value.NotImplemented;
        }

        return TimeDeltaType.Is(vm, right) ? Moved(vm, left, -TimeDeltaType.DaysOf(right))
            : Is(vm, right) && !DateTimeType.Is(vm, right) ? TimeDeltaType.Normal(vm, CalendarMath.Ordinal(Of(left)) - CalendarMath.Ordinal(Of(right)), 0)
            : Value.NotImplemented;
    }

    private static Value Moved(Vm* vm, Value date, long days)
    {
        long ordinal = CalendarMath.Ordinal(Of(date)) + days;
        return ordinal is < 1 or > CalendarMath.MaxOrdinal ? Throw.OverflowError(vm, "date value out of range")
            : Make(vm, Types.Of(vm, date), CalendarMath.DateOf((int)ordinal));
    }
}
