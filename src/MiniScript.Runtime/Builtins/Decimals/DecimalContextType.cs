using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The native part of a decimal context: its numbers, which the arithmetic reads.</summary>
/// <remarks>A record of the fields that <see cref="DecimalContexts"/> numbers.</remarks>
[BuiltinType("DecimalContext")]
internal static unsafe partial class DecimalContextType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Hash = null;
    }

    /// <summary>The precision.</summary>
    [Property("prec", Setter = nameof(SetPrecision))]
    private static Value GetPrecision(Value self) => Field(self, DecimalContexts.Precision);

    private static bool SetPrecision(Vm* vm, Value self, Value value) =>
        Set(vm, self, "prec", DecimalContexts.Precision, value, 1, DecContext.Most, "valid range for prec is [1, MAX_PREC]");

    /// <summary>The greatest exponent.</summary>
    [Property("Emax", Setter = nameof(SetMost))]
    private static Value GetMost(Value self) => Field(self, DecimalContexts.MostExponent);

    private static bool SetMost(Vm* vm, Value self, Value value) =>
        Set(vm, self, "Emax", DecimalContexts.MostExponent, value, 0, DecContext.Most, "valid range for Emax is [0, MAX_EMAX]");

    /// <summary>The least exponent.</summary>
    [Property("Emin", Setter = nameof(SetLeast))]
    private static Value GetLeast(Value self) => Field(self, DecimalContexts.LeastExponent);

    private static bool SetLeast(Vm* vm, Value self, Value value) =>
        Set(vm, self, "Emin", DecimalContexts.LeastExponent, value, -DecContext.Most, 0, "valid range for Emin is [MIN_EMIN, 0]");

    /// <summary>Whether exponents are written with a capital.</summary>
    [Property("capitals", Setter = nameof(SetCapitals))]
    private static Value GetCapitals(Value self) => Field(self, DecimalContexts.Capitals);

    private static bool SetCapitals(Vm* vm, Value self, Value value) =>
        Set(vm, self, "capitals", DecimalContexts.Capitals, value, 0, 1, "valid values for capitals are 0 or 1");

    /// <summary>Whether exponents are kept low.</summary>
    [Property("clamp", Setter = nameof(SetClamp))]
    private static Value GetClamp(Value self) => Field(self, DecimalContexts.Clamp);

    private static bool SetClamp(Vm* vm, Value self, Value value) =>
        Set(vm, self, "clamp", DecimalContexts.Clamp, value, 0, 1, "valid values for clamp are 0 or 1");

    /// <summary>How results are rounded.</summary>
    [Property("rounding", Setter = nameof(SetRounding))]
    private static Value GetRounding(Vm* vm, Value self) =>
        Value.FromObject(Str.Intern(vm, Str.New(vm, DecimalContexts.RoundingNames[DecimalContexts.Field(self, DecimalContexts.Rounding)])));

    private static bool SetRounding(Vm* vm, Value self, Value value)
    {
        int rounding = DecimalContexts.RoundingOf(value);
        if (rounding >= 0)
        {
            Record.Fields((Record*)self.AsObject)[DecimalContexts.Rounding] = Value.FromInt(rounding);
            return true;
        }

        Throw.TypeError(
            vm, "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
        return false;
    }

    /// <summary>The conditions that raise, as bits.</summary>
    [Property("_traps", Setter = nameof(SetTraps))]
    private static Value GetTraps(Value self) => Field(self, DecimalContexts.Traps);

    private static bool SetTraps(Vm* vm, Value self, Value value) => Set(vm, self, "_traps", DecimalContexts.Traps, value, 0, uint.MaxValue, "valid range for _traps");

    /// <summary>The conditions that were met, as bits.</summary>
    [Property("_flags", Setter = nameof(SetFlags))]
    private static Value GetFlags(Value self) => Field(self, DecimalContexts.Flags);

    private static bool SetFlags(Vm* vm, Value self, Value value) => Set(vm, self, "_flags", DecimalContexts.Flags, value, 0, uint.MaxValue, "valid range for _flags");

    private static Value Field(Value self, int field) => Record.Fields((Record*)self.AsObject)[field];

    private static bool Set(Vm* vm, Value self, string name, int field, Value value, long least, long most, string error)
    {
        if (value.IsUndefined)
        {
            Throw.AttributeError(vm, "context attributes cannot be deleted");
            return false;
        }

        Value whole = Integers.Unbox(value);
        if (whole.IsUndefined)
        {
            Throw.TypeError(vm, "an integer is required");
            return false;
        }

        if (!Integers.TryToLong(whole, out long number))
        {
            Throw.OverflowError(vm, "Python int too large to convert to C ssize_t");
            return false;
        }

        if (number < least || number > most)
        {
            Throw.ValueError(vm, error);
            return false;
        }

        Record.Fields((Record*)self.AsObject)[field] = Integers.FromLong(vm, number);
        return true;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Record* self = Record.New(vm, type, DecimalContexts.FieldCount);
        ReadOnlySpan<long> initial = [28, 999999, -999999, (long)DecRounding.HalfEven, 0, 1, 0, 0];
        for (int i = 0; i < DecimalContexts.FieldCount; i++)
        {
            Record.Fields(self)[i] = Value.FromInt(initial[i]);
        }

        return Value.FromObject(self);
    }
}
