using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sorting;

/// <summary>The native half of <c>bisect</c>: search in sorted lists, and insertion into them.</summary>
[BuiltinModule("_bisect")]
internal static unsafe partial class BisectModule
{
    /// <summary>Return the index behind the last item of a sorted list that is not greater than x.</summary>
    [Function("bisect_right", Signature = "(a, x, lo=0, hi=None, *, key=None)")]
    private static Value Right(Vm* vm, Value a, Value x, Value lo, Value hi, Value key) => Find(vm, a, x, lo, hi, key, true);

    /// <summary>Return the index of the first item of a sorted list that is not less than x.</summary>
    [Function("bisect_left", Signature = "(a, x, lo=0, hi=None, *, key=None)")]
    private static Value Left(Vm* vm, Value a, Value x, Value lo, Value hi, Value key) => Find(vm, a, x, lo, hi, key, false);

    /// <summary>Insert x into a sorted list, behind the items equal to it.</summary>
    [Function("insort_right", Signature = "(a, x, lo=0, hi=None, *, key=None)")]
    private static Value InsertRight(Vm* vm, Value a, Value x, Value lo, Value hi, Value key) => Insert(vm, a, x, lo, hi, key, true);

    /// <summary>Insert x into a sorted list, before the items equal to it.</summary>
    [Function("insort_left", Signature = "(a, x, lo=0, hi=None, *, key=None)")]
    private static Value InsertLeft(Vm* vm, Value a, Value x, Value lo, Value hi, Value key) => Insert(vm, a, x, lo, hi, key, false);

    private static Value Insert(Vm* vm, Value a, Value x, Value lo, Value hi, Value key, bool isRight)
    {
        bool hasKey = !key.IsUndefined && !key.IsNone;
        Value wanted = hasKey ? Calls.Invoke(vm, key, x) : x;
        Value place = wanted.IsUndefined ? wanted : Find(vm, a, wanted, lo, hi, key, isRight);
        if (place.IsUndefined)
        {
            return place;
        }

        if (a.IsExactly(TypeId.List))
        {
            List* list = (List*)a.AsObject;
            return List.Insert(vm, list, Math.Min(place.AsInt, list->Length), x) ? Value.None : Value.Undefined;
        }

        Value* args = stackalloc Value[2] { place, x };
        return Calls.InvokeMethod(vm, a, Str.Intern(vm, "insert"u8), args, 2).IsUndefined ? Value.Undefined : Value.None;
    }

    private static Value Find(Vm* vm, Value a, Value x, Value lo, Value hi, Value key, bool isRight)
    {
        long low = 0;
        if (!lo.IsUndefined && !IndexArguments.TryIndexForRepeat(vm, lo, out low))
        {
            return Value.Undefined;
        }

        if (low < 0)
        {
            return Throw.ValueError(vm, "lo must be non-negative");
        }

        long high;
        if (hi.IsUndefined || hi.IsNone)
        {
            high = Items.Length(vm, a);
            if (high < 0)
            {
                return Value.Undefined;
            }
        }
        else if (!IndexArguments.TryIndexForRepeat(vm, hi, out high))
        {
            return Value.Undefined;
        }

        bool hasKey = !key.IsUndefined && !key.IsNone;
        while (low < high)
        {
            long middle = (long)(((ulong)low + (ulong)high) / 2);
            Value item = a.IsExactly(TypeId.List) && middle < ((List*)a.AsObject)->Length
                ? ((List*)a.AsObject)->Items[middle]
                : Items.Get(vm, a, Integers.FromLong(vm, middle));
            item = hasKey && !item.IsUndefined ? Calls.Invoke(vm, key, item) : item;
            int less = item.IsUndefined ? -1 : isRight ? Ordering.Less(vm, x, item) : Ordering.Less(vm, item, x);
            if (less < 0)
            {
                return Value.Undefined;
            }

            if ((less > 0) == isRight)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return Integers.FromLong(vm, low);
    }
}
