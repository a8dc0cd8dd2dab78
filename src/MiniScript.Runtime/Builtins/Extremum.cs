using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>min</c> and <c>max</c>.</summary>
internal static unsafe class Extremum
{
    /// <summary>The item that compares so with all others; of equal ones the first.</summary>
    public static Value Find(Vm* vm, Value* args, int argc, Tuple* kwNames, CompareOperation operation, string name)
    {
        if (argc == 0)
        {
            return Throw.TypeError(vm, $"{name} expected at least 1 argument, got 0");
        }

        if (!ReadKeywords(vm, args + argc, kwNames, name, out Value key, out Value fallback))
        {
            return Value.Undefined;
        }

        if (argc > 1 && !fallback.IsUndefined)
        {
            return Throw.TypeError(vm, $"Cannot specify a default for {name}() with multiple positional arguments");
        }

        if (argc > 1)
        {
            return FindBest(vm, args, argc, key, operation);
        }

        Value iterator = Iteration.Iterate(vm, args[0]);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Value best = FindBest(vm, iterator, key, operation);
        if (!best.IsUndefined || vm->HasPending)
        {
            return best;
        }

        return fallback.IsUndefined ? Throw.ValueError(vm, $"{name}() iterable argument is empty") : fallback;
    }

    private static Value FindBest(Vm* vm, Value* items, int count, Value key, CompareOperation operation)
    {
        Value best = Value.Undefined;
        Value bestKey = Value.Undefined;
        for (int i = 0; i < count; i++)
        {
            if (!Consider(vm, items[i], key, operation, ref best, ref bestKey))
            {
                return Value.Undefined;
            }
        }

        return best;
    }

    private static Value FindBest(Vm* vm, Value iterator, Value key, CompareOperation operation)
    {
        Value best = Value.Undefined;
        Value bestKey = Value.Undefined;
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : best;
            }

            if (!Consider(vm, item, key, operation, ref best, ref bestKey))
            {
                return Value.Undefined;
            }
        }
    }

    /// <summary>Puts an item in the place of the best so far if it compares so with it; false with an exception pending.</summary>
    private static bool Consider(Vm* vm, Value item, Value key, CompareOperation operation, ref Value best, ref Value bestKey)
    {
        Value itemKey = key.IsNone ? item : Calls.Invoke(vm, key, item);
        if (itemKey.IsUndefined)
        {
            return false;
        }

        int isBetter = best.IsUndefined ? 1 : Compare(vm, itemKey, bestKey, operation);
        if (isBetter > 0)
        {
            best = item;
            bestKey = itemKey;
        }

        return isBetter >= 0;
    }

    private static int Compare(Vm* vm, Value a, Value b, CompareOperation operation)
    {
        if (Value.BothInt(a, b))
        {
            return (operation == CompareOperation.Less ? a.AsInt < b.AsInt : a.AsInt > b.AsInt) ? 1 : 0;
        }

        if (a.IsFloat && b.IsFloat)
        {
            return (operation == CompareOperation.Less ? a.AsFloat < b.AsFloat : a.AsFloat > b.AsFloat) ? 1 : 0;
        }

        return Operators.CompareTruth(vm, a, b, operation);
    }

    private static bool ReadKeywords(Vm* vm, Value* values, Tuple* names, string function, out Value key, out Value fallback)
    {
        key = Value.None;
        fallback = Value.Undefined;
        for (int i = 0; names != null && i < names->Length; i++)
        {
            Str* name = (Str*)Tuple.Items(names)[i].AsObject;
            if (Str.Equals(name, "key"u8))
            {
                key = values[i];
            }
            else if (Str.Equals(name, "default"u8))
            {
                fallback = values[i];
            }
            else
            {
                Throw.TypeError(vm, $"{function}() got an unexpected keyword argument '{Str.ToManaged(name)}'");
                return false;
            }
        }

        return true;
    }
}
