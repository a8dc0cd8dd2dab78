using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>Fixed offset from UTC implementation of tzinfo.</summary>
/// <remarks>A record: the offset, the name or undefined.</remarks>
[BuiltinType("timezone")]
internal static unsafe partial class TimeZoneType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &Text;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
    }

    /// <summary>The offset, a timedelta.</summary>
    public static Value OffsetOf(Value self) => Record.Fields((Record*)self.AsObject)[0];

    /// <summary>A zone of an offset in microseconds, and a name or undefined; the offset zero without name is <c>timezone.utc</c>.</summary>
    public static Value Make(Vm* vm, long offset, Value name) =>
        offset == 0 && name.IsUndefined ? DateTimeModule.Utc(vm) : MakeNew(vm, TimeDeltaType.Normal(vm, 0, offset), name);

    /// <summary>A zone that is no one else's.</summary>
    public static Value MakeNew(Vm* vm, Value offset, Value name)
    {
        Record* self = Record.New(vm, TypeId.TimeZone, 2);
        Record.Fields(self)[0] = offset;
        Record.Fields(self)[1] = name;
        return Value.FromObject(self);
    }

    /// <summary>If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.</summary>
    [Method("tzname", Signature = "($self, dt, /)")]
    private static Value Name(Vm* vm, Value self, Value moment) => Check(vm, moment, "tzname") ? Text(vm, self) : Value.Undefined;

    /// <summary>Return fixed offset.</summary>
    [Method("utcoffset", Signature = "($self, dt, /)")]
    private static Value Offset(Vm* vm, Value self, Value moment) => Check(vm, moment, "utcoffset") ? OffsetOf(self) : Value.Undefined;

    /// <summary>Return None.</summary>
    [Method("dst", Signature = "($self, dt, /)")]
    private static Value Summer(Vm* vm, Value self, Value moment) => Check(vm, moment, "dst") ? Value.None : Value.Undefined;

    /// <summary>datetime in UTC -> datetime in local time.</summary>
    [Method("fromutc", Signature = "($self, dt, /)")]
    private static Value FromUtc(Vm* vm, Value self, Value moment) =>
        !DateTimeType.Is(vm, moment) ? Throw.TypeError(vm, "fromutc: argument must be a datetime")
        : DateTimeType.ZoneOf(moment) != self ? Throw.ValueError(vm, "fromutc: dt.tzinfo is not self")
        : DateTimeType.Shift(vm, moment, 0, TimeDeltaType.OffsetOf(OffsetOf(self)));

    /// <summary>pickle support</summary>
    [Method("__getinitargs__")]
    private static Value InitArguments(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        return Value.FromObject(Tuple.New(vm, fields, fields[1].IsUndefined ? 1 : 2));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        if (!DateArguments.Bind(vm, "timezone()", "offset\0name\0"u8, 2, 2, 1, args, argc, kwNames, slots))
        {
            return Value.Undefined;
        }

        if (!TimeDeltaType.Is(vm, slots[0]))
        {
            return Throw.TypeError(vm, $"timezone() argument 1 must be datetime.timedelta, not {Types.NameOf(vm, slots[0])}");
        }

        if (!slots[1].IsUndefined && !slots[1].Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"timezone() argument 2 must be str, not {Types.NameOf(vm, slots[1])}");
        }

        long days = TimeDeltaType.DaysOf(slots[0]);
        if (days is < -1 or > 0 || (days == -1 && TimeDeltaType.RestOf(slots[0]) == 0))
        {
            Str* shown = Objects.Text.Repr(vm, slots[0]);
            return shown == null ? Value.Undefined
                : Throw.ValueError(vm, $"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {Str.ToManaged(shown)}.");
        }

        return TimeDeltaType.OffsetOf(slots[0]) == 0 && slots[1].IsUndefined ? DateTimeModule.Utc(vm) : MakeNew(vm, slots[0], slots[1]);
    }

    private static bool Check(Vm* vm, Value moment, string method)
    {
        if (moment.IsNone || DateTimeType.Is(vm, moment))
        {
            return true;
        }

        Throw.TypeError(vm, $"{method}(dt) argument must be a datetime instance or None, not {Types.NameOf(vm, moment)}");
        return false;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        if (self == DateTimeModule.Utc(vm))
        {
            return Value.FromObject(Str.New(vm, "datetime.timezone.utc"));
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        Str* offset = Objects.Text.Repr(vm, fields[0]);
        Str* name = offset == null || fields[1].IsUndefined ? null : Objects.Text.Repr(vm, fields[1]);
        return offset == null ? Value.Undefined
            : Value.FromObject(Str.New(vm, $"datetime.timezone({Str.ToManaged(offset)}{(name == null ? string.Empty : ", " + Str.ToManaged(name))})"));
    }

    private static Value Text(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (!fields[1].IsUndefined)
        {
            return fields[1];
        }

        Span<byte> buffer = stackalloc byte[32];
        IsoWriter text = new(buffer);
        text.Text("UTC"u8);
        if (TimeDeltaType.OffsetOf(fields[0]) != 0)
        {
            text.Offset(TimeDeltaType.OffsetOf(fields[0]));
        }

        return text.ToStr(vm);
    }

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, OffsetOf(self));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        right.IsExactly(TypeId.TimeZone) && left.IsExactly(TypeId.TimeZone) && operation is CompareOperation.Equal or CompareOperation.NotEqual
            ? Value.FromBool(TimeDeltaType.OffsetOf(OffsetOf(left)) == TimeDeltaType.OffsetOf(OffsetOf(right)) == (operation == CompareOperation.Equal))
            : Value.NotImplemented;
}
