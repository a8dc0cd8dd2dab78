using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>count</c> and <c>cycle</c>.</summary>
internal static unsafe class Endless
{
    /// <summary>Sets the slots of <c>count</c>: the next number, the step.</summary>
    public static void InitializeCount(TypeObject* type)
    {
        Parts.Initialize(type, &NextCount, &NewCount);
        type->Slots.Repr = &ReprCount;
    }

    /// <summary>Sets the slots of <c>cycle</c>: iterator (undefined once exhausted), the list of items seen, the index of the next one in it.</summary>
    public static void InitializeCycle(TypeObject* type) => Parts.Initialize(type, &NextCycle, &NewCycle);

    private static Value NewCount(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 0, false, false);
        if (!ArgumentBinder.Bind(vm, "count"u8, "start\0step\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        if ((!slots[0].IsUndefined && !IsNumber(vm, slots[0])) || (!slots[1].IsUndefined && !IsNumber(vm, slots[1])))
        {
            return Throw.TypeError(vm, "a number is required");
        }

        Record* record = Record.New(vm, type, 2);
        Record.Fields(record)[0] = slots[0].IsUndefined ? Value.FromInt(0) : slots[0];
        Record.Fields(record)[1] = slots[1].IsUndefined ? Value.FromInt(1) : slots[1];
        return Value.FromObject(record);
    }

    private static bool IsNumber(Vm* vm, Value value)
    {
        Slots* slots = &Types.Of(vm, value)->Slots;
        return slots->Index != null || slots->Int != null || slots->Float != null || Types.IsInstance(vm, value, TypeId.Complex);
    }

    private static Value NextCount(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Value number = fields[0];
        if (Value.BothInt(number, fields[1]))
        {
            fields[0] = Integers.FromLong(vm, number.AsInt + fields[1].AsInt);
            return number;
        }

        Value next = Operators.Binary(vm, BinaryOperation.Add, number, fields[1]);
        if (next.IsUndefined)
        {
            return next;
        }

        fields[0] = next;
        return number;
    }

    private static Value ReprCount(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Str* number = Text.Repr(vm, fields[0]);
        Str* step = number == null || fields[1] == Value.FromInt(1) ? null : Text.Repr(vm, fields[1]);
        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        string name = Str.ToManaged(TypeObject.ShortName(Types.Of(vm, self)));
        return Value.FromObject(Str.New(vm, step == null ? $"{name}({Str.ToManaged(number)})" : $"{name}({Str.ToManaged(number)}, {Str.ToManaged(step)})"));
    }

    private static Value NewCycle(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Parts.TakesExactly(vm, type, "cycle", 1, argc, kwNames))
        {
            return Value.Undefined;
        }

        Value self = Parts.NewOver(vm, type, args[0], Value.FromObject(List.New(vm)), 3);
        if (!self.IsUndefined)
        {
            Parts.Of(self)[2] = Value.FromInt(0);
        }

        return self;
    }

    private static Value NextCycle(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        List* seen = (List*)fields[1].AsObject;
        if (!fields[0].IsUndefined)
        {
            Value item = Iteration.Next(vm, fields[0]);
            if (!item.IsUndefined)
            {
                return List.Append(vm, seen, item) ? item : Value.Undefined;
            }

            if (vm->HasPending)
            {
                return item;
            }

            fields[0] = Value.Undefined;
        }

        if (seen->Length == 0)
        {
            return Value.Undefined;
        }

        long index = fields[2].AsInt;
        fields[2] = Value.FromInt(index + 1 == seen->Length ? 0 : index + 1);
        return seen->Items[index];
    }
}
