using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>What lists and tuples have in common. Items are read anew after each call that may run script: it may have changed the list.</summary>
internal static unsafe class Sequences
{
    /// <summary>The items of a list or tuple as they are now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value* View(ObjectHeader* sequence, out int length)
    {
        if (sequence->Kind == Kind.List)
        {
            length = ((List*)sequence)->Length;
            return ((List*)sequence)->Items;
        }

        length = ((Tuple*)sequence)->Length;
        return Tuple.Items((Tuple*)sequence);
    }

    /// <summary>The item at an index, or <see cref="Value.Undefined"/> if the sequence is shorter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value At(ObjectHeader* sequence, long index)
    {
        Value* items = View(sequence, out int length);
        return index < length ? items[index] : Value.Undefined;
    }

    /// <summary>Compares item by item, as two lists or two tuples compare.</summary>
    public static Value Compare(Vm* vm, ObjectHeader* left, ObjectHeader* right, CompareOperation operation)
    {
        View(left, out int leftLength);
        View(right, out int rightLength);
        if (leftLength != rightLength && operation is CompareOperation.Equal or CompareOperation.NotEqual)
        {
            return Value.FromBool((operation == CompareOperation.NotEqual) == (leftLength != rightLength));
        }

        for (long i = 0; ; i++)
        {
            Value a = At(left, i);
            Value b = At(right, i);
            if (a.IsUndefined || b.IsUndefined)
            {
                break;
            }

            if (a == b)
            {
                continue;
            }

            int equal = Operators.Equal(vm, a, b);
            if (equal < 0)
            {
                return Value.Undefined;
            }

            if (equal == 0)
            {
                return operation switch
                {
                    CompareOperation.Equal => Value.False,
                    CompareOperation.NotEqual => Value.True,
                    _ => Operators.Compare(vm, a, b, operation),
                };
            }
        }

        View(left, out leftLength);
        View(right, out rightLength);
        return Value.FromBool(Holds(leftLength.CompareTo(rightLength), operation));
    }

    /// <summary>Whether an order (negative, 0 or positive) satisfies a comparison.</summary>
    public static bool Holds(int order, CompareOperation operation) => operation switch
    {
        CompareOperation.Less => order < 0,
        CompareOperation.LessEqual => order <= 0,
        CompareOperation.Equal => order == 0,
        CompareOperation.NotEqual => order != 0,
        CompareOperation.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>The index of the first item equal to a value, from <paramref name="start"/> up to <paramref name="stop"/>; -1 if there is none, -2 with an exception pending.</summary>
    public static long IndexOf(Vm* vm, ObjectHeader* sequence, Value wanted, long start = 0, long stop = long.MaxValue)
    {
        for (long i = start; i < stop; i++)
        {
            Value item = At(sequence, i);
            if (item.IsUndefined)
            {
                break;
            }

            int equal = Operators.Equal(vm, item, wanted);
            if (equal != 0)
            {
                return equal > 0 ? i : -2;
            }
        }

        return -1;
    }

    /// <summary>How many items equal a value; -1 with an exception pending.</summary>
    public static long Count(Vm* vm, ObjectHeader* sequence, Value wanted)
    {
        long count = 0;
        for (long i = 0; ; i++)
        {
            Value item = At(sequence, i);
            if (item.IsUndefined)
            {
                return count;
            }

            int equal = Operators.Equal(vm, item, wanted);
            if (equal < 0)
            {
                return -1;
            }

            count += equal;
        }
    }

    /// <summary>The <c>index</c> method of lists and tuples, whose bounds count from the end when negative; -2 with an exception pending, -1 if there is none.</summary>
    public static long IndexWithin(Vm* vm, ObjectHeader* sequence, Value wanted, Value start, Value stop)
    {
        if (!TryBound(vm, start, 0, out long from) || !TryBound(vm, stop, long.MaxValue, out long to))
        {
            return -2;
        }

        View(sequence, out int length);
        from = from < 0 ? Math.Max(from + length, 0) : from;
        to = to < 0 ? Math.Max(to + length, 0) : to;
        return IndexOf(vm, sequence, wanted, from, to);
    }

    /// <summary><c>item in sequence</c>: 1, 0, or -1 with an exception pending.</summary>
    public static int Contains(Vm* vm, Value sequence, Value item)
    {
        long index = IndexOf(vm, sequence.AsObject, item);
        return index >= 0 ? 1 : index == -1 ? 0 : -1;
    }

    /// <summary>The items' texts between brackets; a sequence within itself shows as <paramref name="cycle"/>.</summary>
    public static Value Repr(Vm* vm, Value self, char open, char close, string cycle)
    {
        ObjectHeader* sequence = self.AsObject;
        if ((sequence->Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, cycle));
        }

        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        text.Append(open);
        sequence->Flags |= ObjectFlags.InRepr;
        bool done = AppendItems(vm, sequence, ref text);
        sequence->Flags &= ~ObjectFlags.InRepr;
        if (!done)
        {
            return Value.Undefined;
        }

        View(sequence, out int length);
        if (length == 1 && close == ')')
        {
            text.Append(',');
        }

        text.Append(close);
        return Value.FromObject(text.ToStr());
    }

    /// <summary>The index within bounds that a subscript stands for; false with <c>TypeError</c> or <c>IndexError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="key">The subscript.</param>
    /// <param name="type">The container's name: "{type} indices must be …".</param>
    /// <param name="index">The index, not yet compared with any length.</param>
    public static bool TryIndex(Vm* vm, Value key, string type, out long index)
    {
        if (key.IsInt)
        {
            index = key.AsInt;
            return true;
        }

        return TryIndexSlow(vm, key, type, out index);
    }

    /// <summary>A count to repeat a sequence by: 1 and the count, 0 if the operand is no integer, -1 with <c>OverflowError</c> pending.</summary>
    public static int TryRepeatCount(Vm* vm, Value operand, out long count)
    {
        count = 0;
        if (!operand.IsInt && Types.Of(vm, operand)->Slots.Index == null)
        {
            return 0;
        }

        if (!operand.IsInt)
        {
            Value integer = Integers.Index(vm, operand);
            if (integer.IsUndefined)
            {
                return -1;
            }

            if (!Integers.TryToLong(integer, out count))
            {
                Throw.OverflowError(vm, $"cannot fit '{Types.NameOf(vm, operand)}' into an index-sized integer");
                return -1;
            }

            count = Math.Max(count, 0);
            return 1;
        }

        count = Math.Max(operand.AsInt, 0);
        return 1;
    }

    /// <summary>Fills a target with a sequence of values over and over.</summary>
    /// <param name="target">Room for <paramref name="total"/> values, the first <paramref name="length"/> already written.</param>
    /// <param name="length">The length of the pattern, above 0.</param>
    /// <param name="total">A multiple of it.</param>
    public static void Repeat(Value* target, long length, long total)
    {
        if (length == 1)
        {
            new Span<Value>(target, (int)total).Fill(target[0]);
            return;
        }

        for (long written = length; written < total;)
        {
            long count = Math.Min(written, total - written);
            List.Move(target, target + written, count);
            written += count;
        }
    }

    /// <summary>Copies the items that a slice selects.</summary>
    public static void Gather(Value* source, long start, long step, long count, Value* target)
    {
        if (step == 1)
        {
            List.Move(source + start, target, count);
            return;
        }

        Value* from = source + start;
        for (long i = 0; i < count; i++, from += step)
        {
            target[i] = *from;
        }
    }

    private static bool AppendItems(Vm* vm, ObjectHeader* sequence, ref StrBuilder text)
    {
        for (long i = 0; ; i++)
        {
            Value item = At(sequence, i);
            if (item.IsUndefined)
            {
                return true;
            }

            if (i > 0)
            {
                text.Append(", ");
            }

            Str* repr = Text.Repr(vm, item);
            if (repr == null)
            {
                return false;
            }

            text.Append(repr);
        }
    }

    private static bool TryBound(Vm* vm, Value value, long fallback, out long bound)
    {
        bound = fallback;
        if (value.IsUndefined)
        {
            return true;
        }

        if (value.IsInt)
        {
            bound = value.AsInt;
            return true;
        }

        if (Types.Of(vm, value)->Slots.Index != null)
        {
            return Integers.TryIndexClipped(vm, value, out bound);
        }

        Throw.TypeError(vm, "slice indices must be integers or have an __index__ method");
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryIndexSlow(Vm* vm, Value key, string type, out long index)
    {
        index = 0;
        if (Types.Of(vm, key)->Slots.Index == null)
        {
            Throw.TypeError(vm, $"{type} indices must be integers or slices, not {Types.NameOf(vm, key)}");
            return false;
        }

        Value integer = Integers.Index(vm, key);
        if (integer.IsUndefined)
        {
            return false;
        }

        if (!Integers.TryToLong(integer, out index))
        {
            Throw.IndexError(vm, $"cannot fit '{Types.NameOf(vm, key)}' into an index-sized integer");
            return false;
        }

        return true;
    }
}
