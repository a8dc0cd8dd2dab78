using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>islice</c>: iterator (undefined once exhausted), the index of the next item wanted, where to stop or -1, the step, items taken so far.</summary>
internal static unsafe class ISlice
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "islice"))
        {
            return Value.Undefined;
        }

        if (argc is < 2 or > 4)
        {
            return Throw.TypeError(vm, argc < 2 ? $"islice expected at least 2 arguments, got {argc}" : $"islice expected at most 4 arguments, got {argc}");
        }

        long start = 0;
        long stop;
        if (argc == 2)
        {
            if (!TryBound(vm, args[1], -1, out stop))
            {
                return Refuse(vm, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
            }
        }
        else
        {
            if (!TryBound(vm, args[1], 0, out start) && !vm->HasPending)
            {
                return Refuse(vm, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
            }

            if (vm->HasPending || !TryBound(vm, args[2], -1, out stop))
            {
                return Refuse(vm, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
            }
        }

        long step = 1;
        if (argc == 4 && (!TryBound(vm, args[3], 1, out step) || step < 1))
        {
            return Refuse(vm, "Step for islice() must be a positive integer or None.");
        }

        Value self = Parts.NewOver(vm, type, args[0], Value.FromInt(start), 5);
        if (!self.IsUndefined)
        {
            Value* fields = Parts.Of(self);
            fields[2] = Value.FromInt(stop);
            fields[3] = Value.FromInt(step);
            fields[4] = Value.FromInt(0);
        }

        return self;
    }

    private static Value Refuse(Vm* vm, string message)
    {
        vm->Pending = Value.Undefined;
        return Throw.ValueError(vm, message);
    }

    /// <summary>An optional bound; false for anything but <c>None</c> and an integer from 0 up.</summary>
    private static bool TryBound(Vm* vm, Value value, long fallback, out long bound)
    {
        bound = fallback;
        if (value.IsNone)
        {
            return true;
        }

        Value index = Integers.Index(vm, value);
        if (index.IsUndefined || !Integers.TryToLong(index, out bound) || bound < 0)
        {
            return false;
        }

        bound = Math.Min(bound, Value.MaxInt);
        return true;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        long stop = fields[2].AsInt;
        long wanted = fields[1].AsInt;
        long target = stop >= 0 && stop < wanted ? stop : wanted;
        while (fields[4].AsInt < target)
        {
            Value skipped = Iteration.Next(vm, fields[0]);
            if (skipped.IsUndefined)
            {
                fields[0] = vm->HasPending ? fields[0] : Value.Undefined;
                return skipped;
            }

            fields[4] = Value.FromInt(fields[4].AsInt + 1);
        }

        if (stop >= 0 && fields[4].AsInt >= stop)
        {
            fields[0] = Value.Undefined;
            return Value.Undefined;
        }

        Value item = Iteration.Next(vm, fields[0]);
        if (item.IsUndefined)
        {
            fields[0] = vm->HasPending ? fields[0] : Value.Undefined;
            return item;
        }

        fields[4] = Value.FromInt(fields[4].AsInt + 1);
        long next = wanted + fields[3].AsInt;
        fields[1] = Value.FromInt(stop >= 0 && next > stop ? stop : Math.Min(next, Value.MaxInt));
        return item;
    }
}
