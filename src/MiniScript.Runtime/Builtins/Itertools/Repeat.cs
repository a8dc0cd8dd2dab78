using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>Return an object over and over, as often as told or without end.</summary>
/// <remarks>A record: the object, the repetitions to come or -1 for no end.</remarks>
[BuiltinType("repeat")]
internal static unsafe partial class Repeat
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        Parts.Initialize(type, &Next, &New);
        type->Slots.Repr = &Repr;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 1, false, false);
        if (!ArgumentBinder.Bind(vm, "repeat"u8, "object\0times\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        long times = -1;
        if (!slots[1].IsUndefined)
        {
            if (!IndexArguments.TryIndexForRepeat(vm, slots[1], out times))
            {
                return Value.Undefined;
            }

            times = Math.Clamp(times, 0, Value.MaxInt);
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = slots[0];
        Record.Fields(record)[1] = Value.FromInt(times);
        return Value.FromObject(record);
    }

    /// <summary>Private method returning an estimate of len(list(it)).</summary>
    [Method("__length_hint__")]
    private static Value LengthHint(Vm* vm, Value self) =>
        Parts.Of(self)[1].AsInt < 0 ? Throw.TypeError(vm, "len() of unsized object") : Parts.Of(self)[1];

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        long times = fields[1].AsInt;
        if (times == 0)
        {
            return Value.Undefined;
        }

        fields[1] = Value.FromInt(times > 0 ? times - 1 : times);
        return fields[0];
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Str* text = Text.Repr(vm, fields[0]);
        if (text == null)
        {
            return Value.Undefined;
        }

        string times = fields[1].AsInt < 0 ? string.Empty : $", {fields[1].AsInt}";
        return Value.FromObject(Str.New(vm, $"{Str.ToManaged(TypeObject.ShortName(Types.Of(vm, self)))}({Str.ToManaged(text)}{times})"));
    }
}
