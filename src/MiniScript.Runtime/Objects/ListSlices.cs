using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Assignment to and deletion of slices of a list.</summary>
internal static unsafe class ListSlices
{
    /// <summary><c>list[slice] = items</c>, or <c>del list[slice]</c> for an undefined value; false with an exception pending.</summary>
    public static bool Set(Vm* vm, List* list, SliceObject* slice, Value items)
    {
        if (!Slices.Unpack(vm, slice, out long start, out long stop, out long step))
        {
            return false;
        }

        if (items.IsUndefined)
        {
            Delete(list, start, stop, step);
            return true;
        }

        // A copy: the items may be the list itself, or be made by script that changes it.
        List* copy = Iteration.ToList(vm, items);
        if (copy == null)
        {
            return RefuseNonIterable(vm, items);
        }

        long count = Slices.Clip(list->Length, ref start, ref stop, step);
        if (step == 1)
        {
            bool done = List.ReplaceRange(vm, list, start, stop, copy->Items, copy->Length);
            Calls.KeepAlive(copy);
            return done;
        }

        if (copy->Length != count)
        {
            Throw.ValueError(vm, $"attempt to assign sequence of size {copy->Length} to extended slice of size {count}");
            return false;
        }

        Value* target = list->Items + start;
        for (long i = 0; i < count; i++, target += step)
        {
            *target = copy->Items[i];
        }

        return true;
    }

    private static void Delete(List* list, long start, long stop, long step)
    {
        long count = Slices.Clip(list->Length, ref start, ref stop, step);
        if (count == 0)
        {
            return;
        }

        if (step < 0)
        {
            start += (count - 1) * step;
            step = -step;
        }

        // Each stretch between two deleted items moves down by the number of items deleted before it.
        Value* items = list->Items;
        Value* target = items + start;
        for (long i = 0; i < count; i++)
        {
            long from = start + (i * step) + 1;
            long to = i + 1 < count ? from + step - 1 : list->Length;
            List.Move(items + from, target, to - from);
            target += to - from;
        }

        list->Length -= (int)count;
    }

    private static bool RefuseNonIterable(Vm* vm, Value items)
    {
        if (Types.Of(vm, items)->Slots.Iterate == null && Types.Of(vm, items)->Slots.GetItem == null && Throw.ClearIf(vm, TypeId.TypeError))
        {
            Throw.TypeError(vm, "must assign iterable to extended slice");
        }

        return false;
    }
}
