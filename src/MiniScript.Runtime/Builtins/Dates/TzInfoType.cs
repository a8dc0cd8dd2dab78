using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>Abstract base class for time zone info objects.</summary>
/// <remarks>A record without values.</remarks>
[BuiltinType("tzinfo")]
internal static unsafe partial class TzInfoType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    /// <summary>datetime -> string name of time zone.</summary>
    [Method("tzname", Signature = "($self, dt, /)")]
    private static Value Name(Vm* vm, Value self, Value moment) => Missing(vm, "tzname");

    /// <summary>datetime -> timedelta showing offset from UTC, negative values indicating West of UTC</summary>
    [Method("utcoffset", Signature = "($self, dt, /)")]
    private static Value Offset(Vm* vm, Value self, Value moment) => Missing(vm, "utcoffset");

    /// <summary>datetime -> DST offset as timedelta positive east of UTC.</summary>
    [Method("dst", Signature = "($self, dt, /)")]
    private static Value Summer(Vm* vm, Value self, Value moment) => Missing(vm, "dst");

    /// <summary>datetime in UTC -> datetime in local time.</summary>
    [Method("fromutc", Signature = "($self, dt, /)")]
    private static Value FromUtc(Vm* vm, Value self, Value moment)
    {
        if (!DateTimeType.Is(vm, moment))
        {
            return Throw.TypeError(vm, "fromutc: argument must be a datetime");
        }

        if (DateTimeType.ZoneOf(moment) != self)
        {
            return Throw.ValueError(vm, "fromutc: dt.tzinfo is not self");
        }

        Value offset = Zones.Duration(vm, self, "utcoffset", moment);
        if (offset.IsUndefined || offset.IsNone)
        {
            return offset.IsUndefined ? offset : Throw.ValueError(vm, "fromutc: non-None utcoffset() result required");
        }

        Value summer = Zones.Duration(vm, self, "dst", moment);
        if (summer.IsUndefined || summer.IsNone)
        {
            return summer.IsUndefined ? summer : Throw.ValueError(vm, "fromutc: non-None dst() result required");
        }

        long standard = TimeDeltaType.OffsetOf(offset) - TimeDeltaType.OffsetOf(summer);
        Value result = DateTimeType.Shift(vm, moment, 0, standard);
        if (result.IsUndefined)
        {
            return result;
        }

        summer = Zones.Duration(vm, self, "dst", result);
        return summer.IsUndefined ? summer
            : summer.IsNone ? Throw.ValueError(vm, "fromutc: tz.dst() gave inconsistent results; cannot convert")
            : TimeDeltaType.OffsetOf(summer) == 0 ? result : DateTimeType.Shift(vm, result, 0, TimeDeltaType.OffsetOf(summer));
    }

    /// <summary>-> (cls, state)</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        int found = Attributes.TryGet(vm, self, Str.Intern(vm, "__getinitargs__"u8), out Value method);
        Value arguments = found < 0 ? Value.Undefined : found == 0 ? Value.FromObject(Tuple.Allocate(vm, 0)) : Calls.Invoke(vm, method);
        Value state = arguments.IsUndefined ? arguments : Calls.InvokeMethod(vm, self, Str.Intern(vm, "__getstate__"u8), null, 0);
        if (state.IsUndefined)
        {
            return state;
        }

        Value* parts = stackalloc Value[3] { Value.FromObject(Types.Of(vm, self)), arguments, state };
        return Value.FromObject(Tuple.New(vm, parts, 3));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Value.FromObject(Record.New(vm, type, 0));

    private static Value Missing(Vm* vm, string method) => Throw.Raise(vm, TypeId.NotImplementedError, $"a tzinfo subclass must implement {method}()");
}
