using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>What dates ask their <c>tzinfo</c>.</summary>
internal static unsafe class Zones
{
    /// <summary>The offset from UTC in microseconds; null if there is none. False with an exception pending.</summary>
    public static bool TryOffset(Vm* vm, Value zone, Value moment, out long? offset)
    {
        offset = null;
        if (zone.IsNone)
        {
            return true;
        }

        if (zone.IsExactly(TypeId.TimeZone))
        {
            offset = TimeDeltaType.OffsetOf(TimeZoneType.OffsetOf(zone));
            return true;
        }

        Value answer = Duration(vm, zone, "utcoffset", moment);
        if (answer.IsUndefined)
        {
            return false;
        }

        offset = answer.IsNone ? null : TimeDeltaType.OffsetOf(answer);
        return true;
    }

    /// <summary>What <c>utcoffset</c> or <c>dst</c> of a zone says: a timedelta of less than a day, or <c>None</c>; undefined with an exception pending.</summary>
    public static Value Duration(Vm* vm, Value zone, string method, Value moment)
    {
        if (zone.IsNone)
        {
            return zone;
        }

        Value answer = Calls.InvokeMethod(vm, zone, Str.Intern(vm, Str.New(vm, method)), &moment, 1);
        if (answer.IsUndefined || answer.IsNone)
        {
            return answer;
        }

        if (!TimeDeltaType.Is(vm, answer))
        {
            return Throw.TypeError(vm, $"tzinfo.{method}() must return None or timedelta, not '{Types.NameOf(vm, answer)}'");
        }

        long days = TimeDeltaType.DaysOf(answer);
        return days is < -1 or > 0 || (days == -1 && TimeDeltaType.RestOf(answer) == 0)
            ? Throw.ValueError(vm, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).") : answer;
    }

    /// <summary>The name of a zone: a string or <c>None</c>; undefined with an exception pending.</summary>
    public static Value Name(Vm* vm, Value zone, Value moment)
    {
        if (zone.IsNone)
        {
            return zone;
        }

        Value answer = Calls.InvokeMethod(vm, zone, Str.Intern(vm, "tzname"u8), &moment, 1);
        return answer.IsUndefined || answer.IsNone || answer.Is(Kind.Str)
            ? answer : Throw.TypeError(vm, $"tzinfo.tzname() must return None or a string, not '{Types.NameOf(vm, answer)}'");
    }

    /// <summary>The text of a zone's offset with a name's form <c>+HH:MM</c>; false with an exception pending.</summary>
    public static bool Append(Vm* vm, Value zone, Value moment, ref IsoWriter text)
    {
        if (!TryOffset(vm, zone, moment, out long? offset))
        {
            return false;
        }

        if (offset != null)
        {
            text.Offset(offset.Value);
        }

        return true;
    }

    /// <summary>The number by which <see cref="IsoWriter.Time"/> knows a precision; -1 with <c>ValueError</c> pending.</summary>
    public static int Precision(Vm* vm, Value name)
    {
        if (name.IsUndefined)
        {
            return 0;
        }

        if (!name.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"isoformat() argument 'timespec' must be str, not {Types.NameOf(vm, name)}");
            return -1;
        }

        int precision = Str.ToManaged((Str*)name.AsObject) switch
        {
            "auto" => 0, "hours" => 1, "minutes" => 2, "seconds" => 3, "milliseconds" => 4, "microseconds" => 5, _ => -1,
        };
        if (precision < 0)
        {
            Throw.ValueError(vm, "Unknown timespec value");
        }

        return precision;
    }
}
