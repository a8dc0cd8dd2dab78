using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Iterators;

/// <summary>What <c>copy</c> and <c>pickle</c> see of the built-in iterators: a call that makes another one, and a state that puts it to the same place.</summary>
internal static unsafe class IteratorStates
{
    /// <summary>Two values as a tuple: what to call and a tuple of its arguments.</summary>
    public static Value Call(Vm* vm, Value callee, Value* args, int argc)
    {
        if (callee.IsUndefined)
        {
            return callee;
        }

        Tuple* arguments = Tuple.New(vm, args, argc);
        return arguments == null ? Value.Undefined : Value.FromObject(Tuple.New(vm, callee, Value.FromObject(arguments)));
    }

    /// <summary>The same for the built-in function <c>iter</c>, with one argument.</summary>
    public static Value OfIter(Vm* vm, Value over) => Call(vm, Iter(vm), &over, 1);

    /// <summary>Three values as a tuple: what to call, a tuple of one argument, and the state.</summary>
    public static Value CallWithState(Vm* vm, Value callee, Value over, Value state)
    {
        if (callee.IsUndefined)
        {
            return callee;
        }

        Value* items = stackalloc Value[3] { callee, Value.FromObject(Tuple.New(vm, &over, 1)), state };
        return Value.FromObject(Tuple.New(vm, items, 3));
    }

    /// <summary>The built-in function <c>iter</c>; <see cref="Value.Undefined"/> with <c>AttributeError</c> pending if a script has deleted it.</summary>
    public static Value Iter(Vm* vm)
    {
        Value iter = Dict.GetStr(WellKnown.Of(vm)->Builtins, Str.Intern(vm, "iter"u8));
        return iter.IsUndefined ? Throw.AttributeError(vm, "iter") : iter;
    }

    /// <summary>Takes an iterator over something with an index apart.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="over">What it goes over; undefined once exhausted.</param>
    /// <param name="index">The next index.</param>
    /// <param name="empty">What an exhausted one is made of.</param>
    public static Value Indexed(Vm* vm, Value over, Value index, Value empty) =>
        over.IsUndefined ? OfIter(vm, empty) : CallWithState(vm, Iter(vm), over, index);

    /// <summary>Takes an iterator over a range apart.</summary>
    public static Value OfRange(Vm* vm, Value start, Value step, Value remaining)
    {
        Value stop = Integers.Add(vm, start, Integers.Multiply(vm, remaining, step));
        return CallWithState(vm, Iter(vm), Value.FromObject(Range.New(vm, start, stop, step)), Value.None);
    }

    /// <summary>Takes an iterator apart as a list of what a copy of it still gives.</summary>
    public static Value OfRemaining(Vm* vm, Record* iterator)
    {
        int count = iterator->Header.Aux;
        Record* copy = Record.New(vm, (TypeId)iterator->Header.Shape, count);
        new ReadOnlySpan<Value>(Record.Fields(iterator), count).CopyTo(new Span<Value>(Record.Fields(copy), count));
        List* rest = Iteration.ToList(vm, Value.FromObject(copy));
        return rest == null ? Value.Undefined : OfIter(vm, Value.FromObject(rest));
    }

    /// <summary>An index given as a state, held between two bounds; false with an exception pending.</summary>
    public static bool TryIndex(Vm* vm, Value state, long least, long most, out long index)
    {
        if (!Integers.TryIndex(vm, state, out index))
        {
            return false;
        }

        index = Math.Max(Math.Min(index, most), least);
        return true;
    }
}
