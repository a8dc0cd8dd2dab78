using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>list.sort</c>.</summary>
/// <remarks>
/// While it runs the list is empty: script that a key function or a comparison runs and that changes the list is found out at the end. The items and
/// keys sit in lists of their own meanwhile, where the collector sees them; what is sorted is an array of <see cref="SortEntry"/> beside them.
/// Lists of integers, of floats and of strings are recognised and sorted without calling anything; tuples are compared by their first items as far as
/// these are integers and strings.
/// </remarks>
internal static unsafe class ListSort
{
    private const int LeastForRadix = 96;

    private enum KeyKind
    {
        Any,
        Integers,
        Floats,
        FloatsWithNaN,
        Latin1,
        Text,
        Tuples,
    }

    /// <summary>Sorts in place; false with an exception pending, and the items in their old order.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="list">The list.</param>
    /// <param name="key">The key function, or <c>None</c>.</param>
    /// <param name="isReverse">Descending; equal items keep their order all the same.</param>
    public static bool Sort(Vm* vm, List* list, Value key, bool isReverse)
    {
        List* items = List.New(vm);
        (items->Length, items->Capacity) = (list->Length, list->Capacity);
        items->Items = list->Items;
        (list->Length, list->Capacity) = (0, 0);
        list->Items = null;

        List* keys = key.IsNone ? items : KeysOf(vm, items, key);
        bool done = keys != null && SortItems(vm, items, keys, isReverse);

        bool wasModified = list->Items != null;
        (list->Length, list->Capacity) = (items->Length, items->Capacity);
        list->Items = items->Items;
        (items->Length, items->Capacity) = (0, 0);
        items->Items = null;
        Calls.KeepAlive(keys);
        if (done && wasModified)
        {
            Throw.ValueError(vm, "list modified during sort");
        }

        return done && !wasModified;
    }

    private static List* KeysOf(Vm* vm, List* items, Value key)
    {
        List* keys = List.New(vm, items->Length);
        for (int i = 0; keys != null && i < items->Length; i++)
        {
            Value result = Calls.Invoke(vm, key, items->Items[i]);
            if (result.IsUndefined)
            {
                return null;
            }

            List.Append(vm, keys, result);
        }

        return keys;
    }

    private static bool SortItems(Vm* vm, List* items, List* keys, bool isReverse)
    {
        int count = items->Length;
        if (count < 2)
        {
            return true;
        }

        KeyKind kind = Classify(keys->Items, count);
        if (kind == KeyKind.Integers && keys == items)
        {
            return SortIntegers(vm, items, isReverse);
        }

        bool isRadix = count >= LeastForRadix && kind is not (KeyKind.Any or KeyKind.FloatsWithNaN);
        long room = count + (isRadix ? count : (count + 1L) / 2);
        SortEntry* entries = (SortEntry*)vm->Heap.AllocateBuffer((nuint)room * (nuint)sizeof(SortEntry), Kind.Buffer);
        if (entries == null)
        {
            Throw.MemoryError(vm);
            return false;
        }

        SortEntry* scratch = entries + count;
        Fill(entries, keys->Items, count, kind, isReverse);
        bool done = isRadix && IsDisordered(entries, count)
            ? SortByRadix(vm, entries, scratch, count, kind, keys->Items)
            : SortByMerging(vm, entries, scratch, count, kind, keys->Items);
        if (done)
        {
            // The scratch room has the size of the items.
            Value* sorted = (Value*)scratch;
            for (int i = 0; i < count; i++)
            {
                sorted[isReverse ? count - 1 - i : i] = items->Items[entries[i].Index];
            }

            List.Move(sorted, items->Items, count);
        }

        vm->Heap.ReleaseBuffer(entries);
        return done;
    }

    /// <summary>True if the keys of the entries have no long runs, which merging makes use of.</summary>
    private static bool IsDisordered(SortEntry* entries, int count)
    {
        int descents = 0;
        for (int i = 1; i < count; i++)
        {
            descents += entries[i].Key < entries[i - 1].Key ? 1 : 0;
        }

        return descents > count / 8 && descents < count - (count / 8);
    }

    /// <summary>Sorts by the keys of the entries, and what has equal keys by what they stand for.</summary>
    private static bool SortByRadix(Vm* vm, SortEntry* entries, SortEntry* scratch, int count, KeyKind kind, Value* keys)
    {
        RadixSort.Sort(entries, scratch, count);
        if (kind is KeyKind.Integers or KeyKind.Floats)
        {
            return true;
        }

        for (int start = 0; start < count;)
        {
            int end = start + 1;
            while (end < count && entries[end].Key == entries[start].Key)
            {
                end++;
            }

            if (end - start > 1 && !SortByMerging(vm, entries + start, scratch, end - start, kind, keys))
            {
                return false;
            }

            start = end;
        }

        return true;
    }

    private static bool SortByMerging(Vm* vm, SortEntry* entries, SortEntry* scratch, int count, KeyKind kind, Value* keys) => kind switch
    {
        KeyKind.Integers or KeyKind.Floats => MergeSort<KeyOrder>.Sort(default, entries, scratch, count),
        KeyKind.FloatsWithNaN => MergeSort<FloatOrder>.Sort(default, entries, scratch, count),
        KeyKind.Latin1 or KeyKind.Text => MergeSort<TextOrder>.Sort(new TextOrder(keys), entries, scratch, count),
        KeyKind.Tuples => MergeSort<TupleOrder>.Sort(new TupleOrder(vm, keys), entries, scratch, count),
        _ => MergeSort<ValueOrder>.Sort(new ValueOrder(vm), entries, scratch, count),
    };

    private static KeyKind Classify(Value* keys, int count)
    {
        if (keys[0].IsInt)
        {
            for (int i = 1; i < count; i++)
            {
                if (!keys[i].IsInt)
                {
                    return KeyKind.Any;
                }
            }

            return KeyKind.Integers;
        }

        if (keys[0].IsFloat)
        {
            return ClassifyFloats(keys, count);
        }

        return TupleOrder.Fits(keys, count) ? KeyKind.Tuples : ClassifyTexts(keys, count);
    }

    private static KeyKind ClassifyFloats(Value* keys, int count)
    {
        KeyKind kind = KeyKind.Floats;
        for (int i = 0; i < count; i++)
        {
            if (!keys[i].IsFloat)
            {
                return KeyKind.Any;
            }

            double number = keys[i].AsFloat;
            if (double.IsNaN(number) || (number == 0 && double.IsNegative(number)))
            {
                kind = KeyKind.FloatsWithNaN;
            }
        }

        return kind;
    }

    private static KeyKind ClassifyTexts(Value* keys, int count)
    {
        KeyKind kind = KeyKind.Latin1;
        for (int i = 0; i < count; i++)
        {
            if (!keys[i].IsExactly(TypeId.Str))
            {
                return KeyKind.Any;
            }

            if (((Str*)keys[i].AsObject)->Width != 1)
            {
                kind = KeyKind.Text;
            }
        }

        return kind;
    }

    /// <summary>Makes the entries. Descending order is ascending order of the reversed list, reversed: so equal items keep their order.</summary>
    private static void Fill(SortEntry* entries, Value* keys, int count, KeyKind kind, bool isReverse)
    {
        for (int i = 0; i < count; i++)
        {
            int index = isReverse ? count - 1 - i : i;
            Value key = keys[index];
            entries[i].Index = index;
            entries[i].Key = kind switch
            {
                KeyKind.Integers => KeyOrder.OfInteger(key),
                KeyKind.Floats => KeyOrder.OfFloat(key),
                KeyKind.Latin1 => TextOrder.OfLatin1((Str*)key.AsObject),
                KeyKind.Text => TextOrder.OfAny((Str*)key.AsObject),
                _ => key.Bits,
            };
        }

        if (kind == KeyKind.Tuples)
        {
            TupleOrder.Fill(entries, keys, count);
        }
    }

    /// <summary>Sorts immediate integers by themselves: equal ones cannot be told apart, so nothing else moves with them.</summary>
    private static bool SortIntegers(Vm* vm, List* items, bool isReverse)
    {
        int count = items->Length;
        Span<IntegerKey> numbers = new(items->Items, count);
        if (count < LeastForRadix)
        {
            numbers.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        }
        else if (!IsAscending(items->Items, count))
        {
            void* scratch = vm->Heap.AllocateBuffer((nuint)count * (nuint)sizeof(IntegerKey), Kind.Buffer);
            if (scratch == null)
            {
                Throw.MemoryError(vm);
                return false;
            }

            RadixSort.Sort((IntegerKey*)items->Items, (IntegerKey*)scratch, count);
            vm->Heap.ReleaseBuffer(scratch);
        }

        if (isReverse)
        {
            numbers.Reverse();
        }

        return true;
    }

    private static bool IsAscending(Value* numbers, int count)
    {
        for (int i = 1; i < count; i++)
        {
            if (numbers[i].AsInt < numbers[i - 1].AsInt)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bits of an immediate integer.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 8)]
    private readonly struct IntegerKey : IRadixKey
    {
        private readonly ulong bits;

        /// <inheritdoc/>
        public ulong Key => bits ^ (1UL << 49);
    }
}
