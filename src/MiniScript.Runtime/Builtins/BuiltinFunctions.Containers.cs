using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The functions of <c>builtins</c> that work on containers and iterators.</summary>
internal static unsafe partial class BuiltinFunctions
{
    /// <summary>Return the number of items in a container.</summary>
    [Function("len", Signature = "(obj, /)")]
    private static Value Len(Vm* vm, Value container)
    {
        long length = Items.Length(vm, container);
        return length < 0 ? Value.Undefined : Integers.FromLong(vm, length);
    }

    /// <summary>Return True if bool(x) is True for any x in the iterable.</summary>
    [Function("any", Signature = "(iterable, /)")]
    private static Value Any(Vm* vm, Value iterable) => FindTruth(vm, iterable, wanted: true);

    /// <summary>Return True if bool(x) is True for all values x in the iterable.</summary>
    [Function("all", Signature = "(iterable, /)")]
    private static Value All(Vm* vm, Value iterable) => FindTruth(vm, iterable, wanted: false);

    /// <summary>Return a new list containing all items from the iterable in ascending order. A custom key function can be supplied to customize the sort order, and the reverse flag can be set to request the result in descending order.</summary>
    [Function("sorted", Raw = true)]
    private static Value Sorted(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1)
        {
            return Throw.TypeError(vm, $"sorted expected 1 argument, got {argc}");
        }

        Value key = Value.None;
        int reverse = 0;
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (Str.Equals(name, "key"u8))
            {
                key = args[argc + i];
            }
            else if (Str.Equals(name, "reverse"u8))
            {
                reverse = Truth.Of(vm, args[argc + i]);
            }
            else
            {
                return Throw.TypeError(vm, $"sort() got an unexpected keyword argument '{Str.ToManaged(name)}'");
            }
        }

        List* list = reverse < 0 ? null : Iteration.ToList(vm, args[0]);
        return list != null && ListSort.Sort(vm, list, key, reverse > 0) ? Value.FromObject(list) : Value.Undefined;
    }

    /// <summary>Return the sum of a 'start' value (default: 0) plus an iterable of numbers.</summary>
    [Function("sum", Signature = "(iterable, /, start=0)")]
    private static Value Sum(Vm* vm, Value iterable, Value start) => Summation.Sum(vm, iterable, start.IsUndefined ? Value.FromInt(0) : start);

    /// <summary>Return the smallest item of an iterable, or the smallest of two or more arguments; of equal ones the first. The default is returned if the iterable is empty.</summary>
    [Function("min", Raw = true)]
    private static Value Min(Vm* vm, Value* args, int argc, Tuple* kwNames) => Extremum.Find(vm, args, argc, kwNames, CompareOperation.Less, "min");

    /// <summary>Return the biggest item of an iterable, or the biggest of two or more arguments; of equal ones the first. The default is returned if the iterable is empty.</summary>
    [Function("max", Raw = true)]
    private static Value Max(Vm* vm, Value* args, int argc, Tuple* kwNames) => Extremum.Find(vm, args, argc, kwNames, CompareOperation.Greater, "max");

    private static Value FindTruth(Vm* vm, Value iterable, bool wanted)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        ItemSink sink = new() { Take = wanted ? &TakeFalse : &TakeTrue };
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.NextInto(vm, iterator, &sink);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : Value.FromBool(!wanted);
            }

            int truth = Truth.Of(vm, item);
            if (truth < 0)
            {
                return Value.Undefined;
            }

            if ((truth > 0) == wanted)
            {
                return Value.FromBool(wanted);
            }
        }

        return Value.Undefined;
    }

    private static bool TakeFalse(ItemSink* sink, Value item) => item.IsNone || (item.IsBool && !item.IsTrue);

    private static bool TakeTrue(ItemSink* sink, Value item) => item.IsTrue;
}
