using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>sum</c>: integers and floats are added in machine registers for as long as they last.</summary>
internal static unsafe class Summation
{
    /// <summary>The sum of the items and <paramref name="start"/>.</summary>
    public static Value Sum(Vm* vm, Value iterable, Value start)
    {
        string? refused = Refusal(start);
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined || refused != null)
        {
            return iterator.IsUndefined ? iterator : Throw.TypeError(vm, refused!);
        }

        Value sum = start;
        Value item = Iteration.Next(vm, iterator);
        if (sum.IsInt)
        {
            sum = AddIntegers(vm, iterator, sum.AsInt, ref item);
        }

        if (sum.IsFloat && !item.IsUndefined)
        {
            sum = AddFloats(vm, iterator, sum.AsFloat, ref item);
        }

        while (!item.IsUndefined && !sum.IsUndefined)
        {
            sum = Operators.Binary(vm, BinaryOperation.Add, sum, item);
            item = sum.IsUndefined ? sum : Iteration.Next(vm, iterator);
        }

        return vm->HasPending ? Value.Undefined : sum;
    }

    private static string? Refusal(Value start)
    {
        if (start.Is(Kind.Str))
        {
            return "sum() can't sum strings [use ''.join(seq) instead]";
        }

        if (start.Is(Kind.ByteArray))
        {
            return "sum() can't sum bytearray [use b''.join(seq) instead]";
        }

        return start.Is(Kind.Bytes) ? "sum() can't sum bytes [use b''.join(seq) instead]" : null;
    }

    /// <summary>Adds integers while they and their sum fit; leaves the item that it stops at. A float that stops it makes the sum a float.</summary>
    private static Value AddIntegers(Vm* vm, Value iterator, long start, ref Value item)
    {
        IntegerSink sink = new() { Sink = new() { Take = &TakeInteger }, Sum = start };
        while (!item.IsUndefined && TakeInteger(&sink.Sink, item))
        {
            item = Iteration.NextInto(vm, iterator, &sink.Sink);
        }

        return item.IsFloat ? Value.FromFloat(sink.Sum) : Value.FromInt(sink.Sum);
    }

    /// <summary>Adds floats and immediate integers with Neumaier's compensation, as CPython does since 3.12; leaves the item that it stops at.</summary>
    private static Value AddFloats(Vm* vm, Value iterator, double start, ref Value item)
    {
        FloatSink sink = new() { Sink = new() { Take = &TakeFloat }, Sum = start };
        while (!item.IsUndefined && TakeFloat(&sink.Sink, item))
        {
            item = Iteration.NextInto(vm, iterator, &sink.Sink);
        }

        // An infinite or undefined compensation would spoil an infinite sum.
        double compensation = sink.Compensation;
        return Value.FromForeignFloat(compensation != 0 && double.IsFinite(compensation) ? sink.Sum + compensation : sink.Sum);
    }

    private static bool TakeInteger(ItemSink* sink, Value item)
    {
        long* sum = &((IntegerSink*)sink)->Sum;
        if (!item.IsInt && !item.IsBool)
        {
            return false;
        }

        long next = *sum + (item.IsInt ? item.AsInt : item.IsTrue ? 1 : 0);
        if (!Value.FitsInt(next))
        {
            return false;
        }

        *sum = next;
        return true;
    }

    private static bool TakeFloat(ItemSink* sink, Value item)
    {
        FloatSink* self = (FloatSink*)sink;
        if (item.IsFloat)
        {
            double sum = self->Sum;
            double number = item.AsFloat;
            double next = sum + number;
            self->Compensation += Math.Abs(sum) >= Math.Abs(number) ? sum - next + number : number - next + sum;
            self->Sum = next;
            return true;
        }

        if (item.IsInt || item.IsBool)
        {
            self->Sum += item.IsInt ? item.AsInt : item.IsTrue ? 1 : 0;
            return true;
        }

        return false;
    }

    private struct IntegerSink
    {
        public ItemSink Sink;
        public long Sum;
    }

    private struct FloatSink
    {
        public ItemSink Sink;
        public double Sum;
        public double Compensation;
    }
}
