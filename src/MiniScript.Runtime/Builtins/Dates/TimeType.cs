using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object</summary>
/// <remarks>A record: the packed time, the tzinfo or None.</remarks>
[BuiltinType("time")]
internal static unsafe partial class TimeType
{
    private const string ReplaceSignature = "($self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)";

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &ToText;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
    }

    /// <summary>The packed time.</summary>
    public static long Of(Value self) => Record.Fields((Record*)self.AsObject)[0].AsInt;

    /// <summary>The zone, or None.</summary>
    public static Value ZoneOf(Value self) => Record.Fields((Record*)self.AsObject)[1];

    /// <summary>Whether a value is a time.</summary>
    public static bool Is(Vm* vm, Value value) => value.IsExactly(TypeId.Time) || Types.IsInstance(vm, value, TypeId.Time);

    /// <summary>A time of a class, which is called unless it is the built-in one.</summary>
    public static Value Make(Vm* vm, TypeObject* type, long time, Value zone)
    {
        if (type->Id == TypeId.Time)
        {
            return New(vm, type, time, zone);
        }

        Value* parts = stackalloc Value[6]
        {
            Value.FromInt(CalendarMath.HourOf(time)), Value.FromInt(CalendarMath.MinuteOf(time)), Value.FromInt(CalendarMath.SecondOf(time)),
            Value.FromInt(CalendarMath.MicrosecondOf(time)), zone, Value.FromInt(1),
        };
        Value fold = Value.FromObject(Str.Intern(vm, "fold"u8));
        return Calls.Invoke(vm, Value.FromObject(type), parts, 5, CalendarMath.FoldOf(time) != 0 ? Tuple.New(vm, &fold, 1) : null);
    }

    /// <summary>Writes a packed time as pickles have it.</summary>
    public static void WriteState(long time, byte* state)
    {
        int microsecond = CalendarMath.MicrosecondOf(time);
        state[0] = (byte)CalendarMath.HourOf(time);
        state[1] = (byte)CalendarMath.MinuteOf(time);
        state[2] = (byte)CalendarMath.SecondOf(time);
        state[3] = (byte)(microsecond >> 16);
        state[4] = (byte)(microsecond >> 8);
        state[5] = (byte)microsecond;
    }

    /// <summary>What <see cref="WriteState"/> wrote.</summary>
    public static long ReadState(ReadOnlySpan<byte> state, int fold) =>
        CalendarMath.PackTime(state[0], state[1], state[2], (state[3] << 16) | (state[4] << 8) | state[5], fold);

    /// <summary>string -> time from a string in ISO 8601 format</summary>
    [ClassMethod("fromisoformat", Signature = "($type, string, /)")]
    private static Value FromIsoFormat(Vm* vm, TypeObject* type, Value text)
    {
        if (!text.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "fromisoformat: argument must be str");
        }

        Span<byte> buffer = stackalloc byte[IsoReader.MostCharacters];
        IsoReader reader = new(buffer, (Str*)text.AsObject);
        reader.SkipT();
        return !reader.ReadTime(out long time, out bool hasZone, out long offset) ? IsoReader.Invalid(vm, text)
            : IsoReader.Checked(vm, time) && IsoReader.CheckedOffset(vm, hasZone, offset)
                ? Make(vm, type, time, hasZone ? TimeZoneType.Make(vm, offset, Value.Undefined) : Value.None) : Value.Undefined;
    }

    /// <summary>The hour.</summary>
    [Property("hour")]
    private static Value Hour(Value self) => Value.FromInt(CalendarMath.HourOf(Of(self)));

    /// <summary>The minute.</summary>
    [Property("minute")]
    private static Value Minute(Value self) => Value.FromInt(CalendarMath.MinuteOf(Of(self)));

    /// <summary>The second.</summary>
    [Property("second")]
    private static Value Second(Value self) => Value.FromInt(CalendarMath.SecondOf(Of(self)));

    /// <summary>The microsecond.</summary>
    [Property("microsecond")]
    private static Value Microsecond(Value self) => Value.FromInt(CalendarMath.MicrosecondOf(Of(self)));

    /// <summary>The time zone, or None.</summary>
    [Property("tzinfo")]
    private static Value Zone(Value self) => ZoneOf(self);

    /// <summary>1 for the later of two equal local times.</summary>
    [Property("fold")]
    private static Value Fold(Value self) => Value.FromInt(CalendarMath.FoldOf(Of(self)));

    /// <summary>Return self.tzinfo.utcoffset(self).</summary>
    [Method("utcoffset", Signature = "($self, /)")]
    private static Value Offset(Vm* vm, Value self) => Zones.Duration(vm, ZoneOf(self), "utcoffset", Value.None);

    /// <summary>Return self.tzinfo.dst(self).</summary>
    [Method("dst", Signature = "($self, /)")]
    private static Value Summer(Vm* vm, Value self) => Zones.Duration(vm, ZoneOf(self), "dst", Value.None);

    /// <summary>Return self.tzinfo.tzname(self).</summary>
    [Method("tzname", Signature = "($self, /)")]
    private static Value Name(Vm* vm, Value self) => Zones.Name(vm, ZoneOf(self), Value.None);

    /// <summary>Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]] [+HH:MM].</summary>
    [Method("isoformat", Signature = "($self, /, timespec='auto')")]
    private static Value IsoFormat(Vm* vm, Value self, Value timespec)
    {
        int precision = Zones.Precision(vm, timespec);
        Span<byte> buffer = stackalloc byte[48];
        IsoWriter text = new(buffer);
        if (precision < 0)
        {
            return Value.Undefined;
        }

        text.Time(Of(self), precision);
        return Zones.Append(vm, ZoneOf(self), Value.None, ref text) ? text.ToStr(vm) : Value.Undefined;
    }

    /// <summary>format -> strftime() style string.</summary>
    [Method("strftime", Signature = "($self, /, format)")]
    private static Value StrFTime(Vm* vm, Value self, Value format)
    {
        if (!format.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"strftime() argument 1 must be str, not {Types.NameOf(vm, format)}");
        }

        Value tuple = DateType.Parts(vm, CalendarMath.PackDate(1900, 1, 1), Of(self));
        return DateTimeModule.CallScript(vm, "strftime", self, format, tuple);
    }

    /// <summary>Formats self with strftime.</summary>
    [Method("__format__", Signature = "($self, format, /)")]
    private static Value Format(Vm* vm, Value self, Value format) => DateType.FormatBy(vm, self, format);

    /// <summary>Return time with new specified fields.</summary>
    [Method("replace", Signature = ReplaceSignature)]
    private static Value Replace(Vm* vm, Value self, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) =>
        Replaced(vm, self, hour, minute, second, microsecond, tzinfo, fold);

    /// <summary>The same as replace().</summary>
    [Method("__replace__", Signature = ReplaceSignature)]
    private static Value ReplaceSpecial(Vm* vm, Value self, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) =>
        Replaced(vm, self, hour, minute, second, microsecond, tzinfo, fold);

    private static Value Replaced(Vm* vm, Value self, Value hour, Value minute, Value second, Value microsecond, Value zone, Value fold)
    {
        long time = Of(self);
        zone = zone.IsUndefined ? ZoneOf(self) : zone;
        return TryReplace(vm, ref time, hour, minute, second, microsecond, fold) && DateArguments.CheckZone(vm, ref zone)
            ? Make(vm, Types.Of(vm, self), time, zone) : Value.Undefined;
    }

    /// <summary>Replaces the given parts of a packed time; false with an exception pending.</summary>
    public static bool TryReplace(Vm* vm, ref long time, Value hour, Value minute, Value second, Value microsecond, Value fold)
    {
        int h = CalendarMath.HourOf(time);
        int m = CalendarMath.MinuteOf(time);
        int s = CalendarMath.SecondOf(time);
        int us = CalendarMath.MicrosecondOf(time);
        int f = CalendarMath.FoldOf(time);
        if (!DateArguments.ToInt(vm, hour, ref h) || !DateArguments.ToInt(vm, minute, ref m) || !DateArguments.ToInt(vm, second, ref s)
            || !DateArguments.ToInt(vm, microsecond, ref us) || !DateArguments.ToInt(vm, fold, ref f) || !CalendarMath.CheckTime(vm, h, m, s, us, f))
        {
            return false;
        }

        time = CalendarMath.PackTime(h, m, s, us, f);
        return true;
    }

    /// <summary>__reduce_ex__(proto) -> (cls, state)</summary>
    [Method("__reduce_ex__", Signature = "($self, protocol, /)")]
    private static Value ReduceEx(Vm* vm, Value self, long protocol) => State(vm, self, protocol);

    /// <summary>__reduce__() -> (cls, state)</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) => State(vm, self, 2);

    private static Value State(Vm* vm, Value self, long protocol)
    {
        byte* state = stackalloc byte[6];
        WriteState(Of(self), state);
        state[0] |= (byte)(protocol > 3 ? CalendarMath.FoldOf(Of(self)) << 7 : 0);
        Value* parts = stackalloc Value[2] { Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(state, 6))), ZoneOf(self) };
        Value arguments = Value.FromObject(Tuple.New(vm, parts, parts[1].IsNone ? 1 : 2));
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), arguments));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        byte* scratch = stackalloc byte[6];
        if (argc is 1 or 2 && kwNames == null)
        {
            ReadOnlySpan<byte> state = DateType.ReadState(args[0], 6, scratch);
            if (!state.IsEmpty && (state[0] & 127) < 24)
            {
                if (argc == 2 && !Types.IsInstance(vm, args[1], TypeId.TzInfo) && !args[1].IsNone)
                {
                    return Throw.TypeError(vm, "bad tzinfo state arg");
                }

                state.CopyTo(new Span<byte>(scratch, 6));
                scratch[0] &= 127;
                return New(vm, type, ReadState(new ReadOnlySpan<byte>(scratch, 6), state[0] >> 7), argc == 2 ? args[1] : Value.None);
            }
        }

        Value* slots = stackalloc Value[6];
        long time = 0;
        return DateArguments.Bind(vm, "function", "hour\0minute\0second\0microsecond\0tzinfo\0fold\0"u8, 6, 5, 0, args, argc, kwNames, slots)
            && TryReplace(vm, ref time, slots[0], slots[1], slots[2], slots[3], slots[5]) && DateArguments.CheckZone(vm, ref slots[4])
                ? New(vm, type, time, slots[4]) : Value.Undefined;
    }

    private static Value New(Vm* vm, TypeObject* type, long time, Value zone)
    {
        Record* self = Record.New(vm, type, 2);
        Record.Fields(self)[0] = Value.FromInt(time);
        Record.Fields(self)[1] = zone;
        return Value.FromObject(self);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        long time = Of(self);
        int second = CalendarMath.SecondOf(time);
        int microsecond = CalendarMath.MicrosecondOf(time);
        string text = $"{Types.NameOf(vm, self)}({CalendarMath.HourOf(time)}, {CalendarMath.MinuteOf(time)}";
        text += microsecond != 0 ? $", {second}, {microsecond}" : second != 0 ? $", {second}" : string.Empty;
        Value shown = DateTimeType.ReprEnd(vm, text, ZoneOf(self), time & ~CalendarMath.Fold);
        return CalendarMath.FoldOf(time) == 0 || shown.IsUndefined ? shown
            : Value.FromObject(Str.New(vm, string.Concat(Str.ToManaged((Str*)shown.AsObject).AsSpan()[..^1], ", fold=1)")));
    }

    private static Value ToText(Vm* vm, Value self) => Calls.InvokeMethod(vm, self, Str.Intern(vm, "isoformat"u8), null, 0);

    private static long Hash(Vm* vm, Value self)
    {
        if (!Zones.TryOffset(vm, ZoneOf(self), Value.None, out long? offset))
        {
            return -1;
        }

        long time = CalendarMath.Microseconds(Of(self));
        return Hashing.Of(vm, offset == null ? Value.FromFloat(time + 0.25) : Value.FromInt(time - offset.Value));
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!Is(vm, left) || !Is(vm, right))
        {
            return Value.NotImplemented;
        }

        long a = CalendarMath.Microseconds(Of(left));
        long b = CalendarMath.Microseconds(Of(right));
        if (ZoneOf(left) == ZoneOf(right))
        {
            return Numbers.Answer(a.CompareTo(b), operation);
        }

        if (!Zones.TryOffset(vm, ZoneOf(left), Value.None, out long? first) || !Zones.TryOffset(vm, ZoneOf(right), Value.None, out long? second))
        {
            return Value.Undefined;
        }

        return first != null == (second != null) ? Numbers.Answer((a - (first ?? 0)).CompareTo(b - (second ?? 0)), operation)
            : operation is CompareOperation.Equal or CompareOperation.NotEqual ? Value.FromBool(operation == CompareOperation.NotEqual)
            : Throw.TypeError(vm, "can't compare offset-naive and offset-aware times");
    }
}
