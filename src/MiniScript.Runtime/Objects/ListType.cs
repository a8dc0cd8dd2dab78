using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>list</c>.</summary>
internal static unsafe class ListType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Sequences.Contains;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Binary[BinaryOperation.Add] = &Add;
        slots.Binary[BinaryOperation.Multiply] = &Multiply;
        slots.InPlace[BinaryOperation.Add] = &AddInPlace;
        slots.InPlace[BinaryOperation.Multiply] = &MultiplyInPlace;
    }

    /// <summary><c>self[start:stop:step]</c>; null with <c>MemoryError</c> pending past the limit.</summary>
    public static List* Slice(Vm* vm, List* self, long start, long step, long count)
    {
        List* result = List.New(vm, count);
        if (result != null)
        {
            Sequences.Gather(self->Items, start, step, count, result->Items);
            result->Length = (int)count;
        }

        return result;
    }

    private static Value Repr(Vm* vm, Value self) => Sequences.Repr(vm, self, '[', ']', "[...]");

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        right.Is(Kind.List) ? Sequences.Compare(vm, left.AsObject, right.AsObject, operation) : Value.NotImplemented;

    private static long Length(Vm* vm, Value self) => ((List*)self.AsObject)->Length;

    private static Value Iterate(Vm* vm, Value self) => SequenceIterators.New(vm, self, TypeId.ListIterator);

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        if (key.Is(Kind.Slice))
        {
            if (!Slices.Unpack(vm, (SliceObject*)key.AsObject, out long start, out long stop, out long step))
            {
                return Value.Undefined;
            }

            List* source = (List*)self.AsObject;
            long count = Slices.Clip(source->Length, ref start, ref stop, step);
            return Value.FromObject(Slice(vm, source, start, step, count));
        }

        if (!Sequences.TryIndex(vm, key, "list", out long index))
        {
            return Value.Undefined;
        }

        List* list = (List*)self.AsObject;
        index += index < 0 ? list->Length : 0;
        return (ulong)index < (ulong)list->Length ? list->Items[index] : Throw.IndexError(vm, "list index out of range");
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value item)
    {
        List* list = (List*)self.AsObject;
        if (key.Is(Kind.Slice))
        {
            return ListSlices.Set(vm, list, (SliceObject*)key.AsObject, item);
        }

        if (!Sequences.TryIndex(vm, key, "list", out long index))
        {
            return false;
        }

        index += index < 0 ? list->Length : 0;
        if ((ulong)index >= (ulong)list->Length)
        {
            Throw.IndexError(vm, "list assignment index out of range");
            return false;
        }

        if (item.IsUndefined)
        {
            List.RemoveAt(list, index);
            return true;
        }

        list->Items[index] = item;
        return true;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Instances.Adopt(List.New(vm), type);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, Types.Of(vm, self), kwNames, "list") || !Instances.TakesAtMost(vm, argc, 1, "list"))
        {
            return false;
        }

        List* list = (List*)self.AsObject;
        if (list->Length > 0)
        {
            List.Clear(vm, list);
        }

        return argc == 0 || Iteration.Extend(vm, list, args[0]);
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.List) || !right.Is(Kind.List))
        {
            return Value.NotImplemented;
        }

        List* a = (List*)left.AsObject;
        List* b = (List*)right.AsObject;
        List* sum = List.New(vm, (long)a->Length + b->Length);
        if (sum != null)
        {
            List.Move(a->Items, sum->Items, a->Length);
            List.Move(b->Items, sum->Items + a->Length, b->Length);
            sum->Length = a->Length + b->Length;
        }

        return Value.FromObject(sum);
    }

    private static Value AddInPlace(Vm* vm, Value self, Value other) =>
        Iteration.Extend(vm, (List*)self.AsObject, other) ? self : Value.Undefined;

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.List);
        int found = Sequences.TryRepeatCount(vm, isLeft ? right : left, out long count);
        if (found <= 0)
        {
            return found == 0 ? Value.NotImplemented : Value.Undefined;
        }

        List* list = (List*)(isLeft ? left : right).AsObject;
        if (!TryProduct(vm, list, count, out long total))
        {
            return Value.Undefined;
        }

        List* product = List.New(vm, total);
        if (product != null && total > 0)
        {
            List.Move(list->Items, product->Items, list->Length);
            Sequences.Repeat(product->Items, list->Length, total);
            product->Length = (int)total;
        }

        return Value.FromObject(product);
    }

    private static Value MultiplyInPlace(Vm* vm, Value self, Value factor)
    {
        int found = Sequences.TryRepeatCount(vm, factor, out long count);
        if (found <= 0)
        {
            return found == 0 ? Value.NotImplemented : Value.Undefined;
        }

        List* list = (List*)self.AsObject;
        if (!TryProduct(vm, list, count, out long total))
        {
            return Value.Undefined;
        }

        if (total == 0)
        {
            List.Clear(vm, list);
            return self;
        }

        if (!List.Reserve(vm, list, total))
        {
            return Value.Undefined;
        }

        Sequences.Repeat(list->Items, list->Length, total);
        list->Length = (int)total;
        return self;
    }

    private static bool TryProduct(Vm* vm, List* list, long count, out long total)
    {
        total = 0;
        if (list->Length == 0)
        {
            return true;
        }

        if (count > int.MaxValue / list->Length)
        {
            Throw.MemoryError(vm);
            return false;
        }

        total = list->Length * count;
        return true;
    }
}
