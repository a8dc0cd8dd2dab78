using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sorting;

/// <summary>The native half of <c>heapq</c>: lists in which no item is less than its parent, that at half its index.</summary>
[BuiltinModule("_heapq")]
internal static unsafe partial class HeapModule
{
    /// <summary>Push item onto heap, maintaining the heap invariant.</summary>
    [Function("heappush", Signature = "(heap, item, /)")]
    private static Value Push(Vm* vm, List* heap, Value item) =>
        List.Append(vm, heap, item) && SiftDown(vm, heap, 0, heap->Length - 1, false) ? Value.None : Value.Undefined;

    /// <summary>Pop the smallest item off the heap, maintaining the heap invariant.</summary>
    [Function("heappop", Signature = "(heap, /)")]
    private static Value Pop(Vm* vm, List* heap) => Pop(vm, heap, false);

    /// <summary>Pop and return the current smallest value, and add the new item.</summary>
    [Function("heapreplace", Signature = "(heap, item, /)")]
    private static Value Replace(Vm* vm, List* heap, Value item) => Replace(vm, heap, item, false);

    /// <summary>Push item on the heap, then pop and return the smallest item from the heap.</summary>
    [Function("heappushpop", Signature = "(heap, item, /)")]
    private static Value PushPop(Vm* vm, List* heap, Value item)
    {
        if (heap->Length == 0)
        {
            return item;
        }

        int less = Ordering.Less(vm, heap->Items[0], item);
        if (less <= 0)
        {
            return less < 0 ? Value.Undefined : item;
        }

        if (heap->Length == 0)
        {
            return Throw.IndexError(vm, "index out of range");
        }

        Value top = heap->Items[0];
        heap->Items[0] = item;
        return SiftUp(vm, heap, 0, false) ? top : Value.Undefined;
    }

    /// <summary>Transform list into a heap, in-place, in O(len(heap)) time.</summary>
    [Function("heapify", Signature = "(heap, /)")]
    private static Value Heapify(Vm* vm, List* heap) => Heapify(vm, heap, false);

    /// <summary>Maxheap variant of heappop.</summary>
    [Function("_heappop_max", Signature = "(heap, /)")]
    private static Value PopMax(Vm* vm, List* heap) => Pop(vm, heap, true);

    /// <summary>Maxheap variant of heapreplace.</summary>
    [Function("_heapreplace_max", Signature = "(heap, item, /)")]
    private static Value ReplaceMax(Vm* vm, List* heap, Value item) => Replace(vm, heap, item, true);

    /// <summary>Maxheap variant of heapify.</summary>
    [Function("_heapify_max", Signature = "(heap, /)")]
    private static Value HeapifyMax(Vm* vm, List* heap) => Heapify(vm, heap, true);

    private static Value Pop(Vm* vm, List* heap, bool isMax)
    {
        int length = heap->Length;
        if (length == 0)
        {
            return Throw.IndexError(vm, "index out of range");
        }

        Value last = heap->Items[length - 1];
        heap->Length = length - 1;
        if (length == 1)
        {
            return last;
        }

        Value top = heap->Items[0];
        heap->Items[0] = last;
        return SiftUp(vm, heap, 0, isMax) ? top : Value.Undefined;
    }

    private static Value Replace(Vm* vm, List* heap, Value item, bool isMax)
    {
        if (heap->Length == 0)
        {
            return Throw.IndexError(vm, "index out of range");
        }

        Value top = heap->Items[0];
        heap->Items[0] = item;
        return SiftUp(vm, heap, 0, isMax) ? top : Value.Undefined;
    }

    private static Value Heapify(Vm* vm, List* heap, bool isMax)
    {
        for (int i = (heap->Length / 2) - 1; i >= 0; i--)
        {
            if (!SiftUp(vm, heap, i, isMax))
            {
                return Value.Undefined;
            }
        }

        return Value.None;
    }

    private static int Precedes(Vm* vm, Value a, Value b, bool isMax) => isMax ? Ordering.Less(vm, b, a) : Ordering.Less(vm, a, b);

    /// <summary>Moves an item towards the root until its parent does not follow it; false with an exception pending.</summary>
    private static bool SiftDown(Vm* vm, List* heap, int start, int place, bool isMax)
    {
        int length = heap->Length;
        Value item = heap->Items[place];
        while (place > start)
        {
            int parent = (place - 1) >> 1;
            Value above = heap->Items[parent];
            int precedes = Precedes(vm, item, above, isMax);
            if (precedes < 0 || HasChanged(vm, heap, length))
            {
                return false;
            }

            if (precedes == 0)
            {
                break;
            }

            heap->Items[parent] = item;
            heap->Items[place] = above;
            place = parent;
        }

        return true;
    }

    /// <summary>Moves an item down to a leaf, the better child going up each time, and back to its place; false with an exception pending.</summary>
    /// <remarks>Going to the leaf first takes fewer comparisons than stopping on the way: the item is usually one that belongs near the leaves.</remarks>
    private static bool SiftUp(Vm* vm, List* heap, int place, bool isMax)
    {
        int length = heap->Length;
        int start = place;
        int inner = length >> 1;
        while (place < inner)
        {
            int child = (2 * place) + 1;
            if (child + 1 < length)
            {
                int precedes = Precedes(vm, heap->Items[child], heap->Items[child + 1], isMax);
                if (precedes < 0 || HasChanged(vm, heap, length))
                {
                    return false;
                }

                child += precedes == 0 ? 1 : 0;
            }

            (heap->Items[place], heap->Items[child]) = (heap->Items[child], heap->Items[place]);
            place = child;
        }

        return SiftDown(vm, heap, start, place, isMax);
    }

    private static bool HasChanged(Vm* vm, List* heap, int length)
    {
        if (heap->Length == length)
        {
            return false;
        }

        Throw.RuntimeError(vm, "list changed size during iteration");
        return true;
    }
}
