using MiniScript.Runtime.Execution;
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
        BestSink sink = new() { Sink = new() { Take = &TakeNumber }, Operation = operation, Best = Value.Undefined };
        Value bestKey = Value.Undefined;
        while (true)
        {
            Value item = key.IsNone ? Iteration.NextInto(vm, iterator, &sink.Sink) : Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : sink.Best;
            }

            bestKey = key.IsNone ? sink.Best : bestKey;
            if (!Consider(vm, item, key, operation, ref sink.Best, ref bestKey))
            {
                return Value.Undefined;
            }
        }
    }

    private static bool TakeNumber(ItemSink* sink, Value item)
    {
        BestSink* self = (BestSink*)sink;
        if (!Value.BothInt(item, self->Best) && !(item.IsFloat && self->Best.IsFloat))
        {
            return false;
        }

        if (CompareNumbers(item, self->Best, self->Operation))
        {
            self->Best = item;
        }

        return true;
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
        return Value.BothInt(a, b) || (a.IsFloat && b.IsFloat)
            ? CompareNumbers(a, b, operation) ? 1 : 0
            : Operators.CompareTruth(vm, a, b, operation);
    }

    /// <summary>Compares two immediate integers or two floats.</summary>
    private static bool CompareNumbers(Value a, Value b, CompareOperation operation)
    {
        bool isLess = operation == CompareOperation.Less;
        return a.IsInt
            ? isLess ? a.AsInt < b.AsInt : a.AsInt > b.AsInt
            : isLess ? a.AsFloat < b.AsFloat : a.AsFloat > b.AsFloat;
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

    private struct BestSink
    {
        public ItemSink Sink;
        public CompareOperation Operation;
        public Value Best;
    }
}
