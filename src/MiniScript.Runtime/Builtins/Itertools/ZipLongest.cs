using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary><c>zip_longest</c>: the tuple of iterators (undefined where exhausted), how many are not, the value to fill up with.</summary>
internal static unsafe class ZipLongest
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value fill = Value.None;
        if (kwNames != null && kwNames->Length > 0)
        {
            if (kwNames->Length > 1 || !Str.Equals((Str*)Tuple.Items(kwNames)[0].AsObject, "fillvalue"u8))
            {
                return Throw.TypeError(vm, "zip_longest() got an unexpected keyword argument");
            }

            fill = args[argc];
        }

        Tuple* iterators = ZipType.IterateAll(vm, args, argc);
        if (iterators == null)
        {
            return Value.Undefined;
        }

        Record* record = Record.New(vm, type, 3);
        Record.Fields(record)[0] = Value.FromObject(iterators);
        Record.Fields(record)[1] = Value.FromInt(argc);
        Record.Fields(record)[2] = fill;
        return Value.FromObject(record);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Tuple* iterators = (Tuple*)fields[0].AsObject;
        if (fields[1].AsInt == 0)
        {
            return Value.Undefined;
        }

        Tuple* result = Tuple.Allocate(vm, iterators->Length);
        if (result == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(result), iterators->Length).Fill(fields[2]);
        for (int i = 0; i < iterators->Length; i++)
        {
            Value iterator = Tuple.Items(iterators)[i];
            if (iterator.IsUndefined)
            {
                continue;
            }

            Value item = Iteration.Next(vm, iterator);
            if (!item.IsUndefined)
            {
                Tuple.Items(result)[i] = item;
                continue;
            }

            if (vm->HasPending)
            {
                fields[1] = Value.FromInt(0);
                return item;
            }

            Tuple.Items(iterators)[i] = Value.Undefined;
            fields[1] = Value.FromInt(Math.Max(fields[1].AsInt - 1, 0));
            if (fields[1].AsInt == 0)
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(result);
    }
}
