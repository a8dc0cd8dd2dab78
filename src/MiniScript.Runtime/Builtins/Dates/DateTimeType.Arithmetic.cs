using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <content>Hash, comparison, sums and differences.</content>
internal static unsafe partial class DateTimeType
{
    /// <summary>A datetime of the same class and zone, later by days and microseconds; undefined with <c>OverflowError</c> pending.</summary>
    public static Value Shift(Vm* vm, Value self, long days, long rest)
    {
        days += CalendarMath.Ordinal(DateType.Of(self));
        rest += CalendarMath.Microseconds(TimeOf(self));
        Carry(ref days, ref rest);
        return days is < 1 or > CalendarMath.MaxOrdinal ? Throw.OverflowError(vm, "date value out of range")
            : Make(vm, Types.Of(vm, self), CalendarMath.DateOf((int)days), CalendarMath.TimeOf(rest), ZoneOf(self));
    }

    /// <summary>Moves whole days from microseconds to days.</summary>
    private static void Carry(ref long days, ref long rest)
    {
        if ((ulong)rest >= CalendarMath.Day)
        {
            long carry = Math.DivRem(rest, CalendarMath.Day, out rest);
            days += carry - (rest < 0 ? 1 : 0);
            rest += rest < 0 ? CalendarMath.Day : 0;
        }
    }

    private static long Microseconds(Value self) =>
        (CalendarMath.Ordinal(DateType.Of(self)) * CalendarMath.Day) + CalendarMath.Microseconds(TimeOf(self));

    private static long Hash(Vm* vm, Value self)
    {
        Value zone = ZoneOf(self);
        Value early = self;
        if (!zone.IsNone && CalendarMath.FoldOf(TimeOf(self)) != 0)
        {
            early = Make(vm, DateType.Of(self), TimeOf(self) & ~CalendarMath.Fold, zone);
        }

        if (!Zones.TryOffset(vm, zone, early, out long? offset))
        {
            return -1;
        }

        long key = Microseconds(self) - (offset ?? 0);
        return Hashing.Of(vm, Value.FromInt((offset == null ? key ^ (key >> 40) : key + (key >> 40)) & Value.MaxInt));
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!Is(vm, left) || !Is(vm, right))
        {
            return Value.NotImplemented;
        }

        Value zone = ZoneOf(left);
        Value other = ZoneOf(right);
        bool isEquality = operation is CompareOperation.Equal or CompareOperation.NotEqual;
        if (zone == other)
        {
            int order = DateType.Of(left).CompareTo(DateType.Of(right));
            return Numbers.Answer(order != 0 ? order : (TimeOf(left) & ~CalendarMath.Fold).CompareTo(TimeOf(right) & ~CalendarMath.Fold), operation);
        }

        if (!Zones.TryOffset(vm, zone, left, out long? first) || !Zones.TryOffset(vm, other, right, out long? second))
        {
            return Value.Undefined;
        }

        if (first == second)
        {
            int order = Microseconds(left).CompareTo(Microseconds(right));
            if (isEquality && order == 0)
            {
                int problem = DependsOnFold(vm, left, first) is var a && a != 0 ? a : DependsOnFold(vm, right, second);
                if (problem != 0)
                {
                    return problem < 0 ? Value.Undefined : Value.FromBool(operation == CompareOperation.NotEqual);
                }
            }

            return Numbers.Answer(order, operation);
        }

        if (first == null || second == null)
        {
            return isEquality ? Value.FromBool(operation == CompareOperation.NotEqual)
                : Throw.TypeError(vm, "can't compare offset-naive and offset-aware datetimes");
        }

        int difference = (Microseconds(left) - first.Value).CompareTo(Microseconds(right) - second.Value);
        if (isEquality && difference == 0)
        {
            int problem = DependsOnFold(vm, left, first) is var a && a != 0 ? a : DependsOnFold(vm, right, second);
            if (problem != 0)
            {
                return problem < 0 ? Value.Undefined : Value.FromBool(operation == CompareOperation.NotEqual);
            }
        }

        return Numbers.Answer(difference, operation);
    }

    /// <summary>Whether the offset of a datetime is another with the other fold (1), which makes it equal to nothing in other zones (PEP 495); -1 with an exception pending.</summary>
    private static int DependsOnFold(Vm* vm, Value self, long? offset)
    {
        Value zone = ZoneOf(self);
        if (zone.IsNone || zone.IsExactly(TypeId.TimeZone))
        {
            return 0;
        }

        Value other = Make(vm, DateType.Of(self), TimeOf(self) ^ CalendarMath.Fold, zone);
        return !Zones.TryOffset(vm, zone, other, out long? flipped) ? -1 : flipped == offset ? 0 : 1;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        bool isLeft = Is(vm, left);
        Value moment = isLeft ? left : right;
        Value delta = isLeft ? right : left;
        return TimeDeltaType.Is(vm, delta) ? Shift(vm, moment, TimeDeltaType.DaysOf(delta), TimeDeltaType.RestOf(delta)) : Value.NotImplemented;
    }

    private static Value Subtract(Vm* vm, Value left, Value right)
    {
        if (!Is(vm, left))
        {
            return Value.NotImplemented;
        }

        if (TimeDeltaType.Is(vm, right))
        {
            return Shift(vm, left, -TimeDeltaType.DaysOf(right), -TimeDeltaType.RestOf(right));
        }

        if (!Is(vm, right))
        {
            return Value.NotImplemented;
        }

        long? first = null;
        long? second = null;
        if (ZoneOf(left) != ZoneOf(right)
            && (!Zones.TryOffset(vm, ZoneOf(left), left, out first) || !Zones.TryOffset(vm, ZoneOf(right), right, out second)))
        {
            return Value.Undefined;
        }

        return first == null != (second == null) ? Throw.TypeError(vm, "can't subtract offset-naive and offset-aware datetimes")
            : TimeDeltaType.Normal(vm, 0, Microseconds(left) - (first ?? 0) - (Microseconds(right) - (second ?? 0)));
    }
}
