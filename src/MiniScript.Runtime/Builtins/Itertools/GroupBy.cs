using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>groupby</c>: iterator, key function or <c>None</c>, the key of the group given last, the key and the value read last (undefined if there is none, or it was given), the group given last. A group: the <c>groupby</c>, its key.</summary>
internal static unsafe class GroupBy
{
    private const int Source = 0;
    private const int KeyFunction = 1;
    private const int TargetKey = 2;
    private const int CurrentKey = 3;
    private const int CurrentValue = 4;
    private const int Group = 5;

    /// <summary>Sets the slots of <c>groupby</c>.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    /// <summary>Sets the slots of a group.</summary>
    public static void InitializeGroup(TypeObject* type) => Parts.Initialize(type, &NextOfGroup, &IteratorSlots.NoInstances);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[2];
        BindShape shape = new(2, 0, 2, 1, false, false);
        return ArgumentBinder.Bind(vm, "groupby"u8, "iterable\0key\0"u8, in shape, args, argc, kwNames, slots, out _, out _)
            ? Parts.NewOver(vm, type, slots[0], slots[1].IsUndefined ? Value.None : slots[1], 6)
            : Value.Undefined;
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        fields[Group] = Value.Undefined;

        // Skip to the first value of another group.
        while (true)
        {
            if (!fields[CurrentKey].IsUndefined)
            {
                if (fields[TargetKey].IsUndefined)
                {
                    break;
                }

                int equal = Operators.Equal(vm, fields[TargetKey], fields[CurrentKey]);
                if (equal <= 0)
                {
                    if (equal < 0)
                    {
                        return Value.Undefined;
                    }

                    break;
                }
            }

            if (!Step(vm, fields))
            {
                return Value.Undefined;
            }
        }

        fields[TargetKey] = fields[CurrentKey];
        Record* group = Record.New(vm, TypeId.Grouper, 2);
        Record.Fields(group)[0] = self;
        Record.Fields(group)[1] = fields[TargetKey];
        fields[Group] = Value.FromObject(group);
        return Value.FromObject(Tuple.New(vm, fields[CurrentKey], Value.FromObject(group)));
    }

    private static Value NextOfGroup(Vm* vm, Value self)
    {
        Value* own = Parts.Of(self);
        Value* fields = Parts.Of(own[0]);
        if (fields[Group] != self)
        {
            return Value.Undefined;
        }

        if (fields[CurrentValue].IsUndefined && !Step(vm, fields))
        {
            return Value.Undefined;
        }

        int equal = Operators.Equal(vm, own[1], fields[CurrentKey]);
        if (equal <= 0)
        {
            return Value.Undefined;
        }

        Value item = fields[CurrentValue];
        fields[CurrentValue] = Value.Undefined;
        return item;
    }

    /// <summary>Reads a value and its key; false at the end, or with an exception pending.</summary>
    private static bool Step(Vm* vm, Value* fields)
    {
        Value item = Iteration.Next(vm, fields[Source]);
        Value key = item.IsUndefined || fields[KeyFunction].IsNone ? item : Calls.Invoke(vm, fields[KeyFunction], item);
        if (key.IsUndefined)
        {
            return false;
        }

        fields[CurrentValue] = item;
        fields[CurrentKey] = key;
        return true;
    }
}
