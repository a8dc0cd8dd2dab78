using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>range</c>.</summary>
internal static unsafe class RangeType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.Bool = &Bool;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.Contains = &Contains;
        slots.New = &New;
        slots.Initialize = null;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Range* range = (Range*)self.AsObject;
        Str* start = Text.Repr(vm, range->Start);
        Str* stop = start == null ? null : Text.Repr(vm, range->Stop);
        Str* step = stop == null ? null : Text.Repr(vm, range->Step);
        if (step == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append("range(");
        text.Append(start);
        text.Append(", ");
        text.Append(stop);
        if (range->Step != Value.FromInt(1))
        {
            text.Append(", ");
            text.Append(step);
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    /// <summary>Ranges of the same integers are equal, so the hash is that of (length, first integer, step), with <c>None</c> for what does not matter.</summary>
    private static long Hash(Vm* vm, Value self)
    {
        Range* range = (Range*)self.AsObject;
        bool isEmpty = range->Length == Value.FromInt(0);
        bool isSingle = range->Length == Value.FromInt(1);
        Value* key = stackalloc Value[3] { range->Length, isEmpty ? Value.None : range->Start, isEmpty || isSingle ? Value.None : range->Step };
        return Hashing.Of(vm, Value.FromObject(Tuple.New(vm, key, 3)));
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Range) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        return Value.FromBool(AreEqual((Range*)left.AsObject, (Range*)right.AsObject) == (operation == CompareOperation.Equal));
    }

    private static bool AreEqual(Range* a, Range* b)
    {
        if (Integers.Compare(a->Length, b->Length) != 0)
        {
            return false;
        }

        return a->Length == Value.FromInt(0)
            || (Integers.Compare(a->Start, b->Start) == 0 && (a->Length == Value.FromInt(1) || Integers.Compare(a->Step, b->Step) == 0));
    }

    private static int Bool(Vm* vm, Value self) => ((Range*)self.AsObject)->Length == Value.FromInt(0) ? 0 : 1;

    private static long Length(Vm* vm, Value self) => Integers.TryIndex(vm, ((Range*)self.AsObject)->Length, out long length) ? length : -1;

    private static Value Iterate(Vm* vm, Value self)
    {
        Range* range = (Range*)self.AsObject;
        return Range.Iterate(vm, range->Start, range->Step, range->Length);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Range* range = (Range*)self.AsObject;
        if (key.Is(Kind.Slice))
        {
            return Value.FromObject(Range.Slice(vm, range, (SliceObject*)key.AsObject));
        }

        if (!key.IsInt && Types.Of(vm, key)->Slots.Index == null)
        {
            return Throw.TypeError(vm, $"range indices must be integers or slices, not {Types.NameOf(vm, key)}");
        }

        Value index = Integers.Index(vm, key);
        if (index.IsUndefined)
        {
            return index;
        }

        index = Integers.Sign(index) < 0 ? Integers.Add(vm, index, range->Length) : index;
        return Integers.Sign(index) >= 0 && Integers.Compare(index, range->Length) < 0
            ? Range.At(vm, range, index)
            : Throw.IndexError(vm, "range object index out of range");
    }

    private static int Contains(Vm* vm, Value self, Value item)
    {
        if (IsPlainInteger(item))
        {
            return Range.IndexOf(vm, (Range*)self.AsObject, Integers.Unbox(item)).IsUndefined ? 0 : 1;
        }

        Value iterator = Iterate(vm, self);
        while (true)
        {
            Value number = Iteration.Next(vm, iterator);
            if (number.IsUndefined)
            {
                return vm->HasPending ? -1 : 0;
            }

            int equal = Operators.Equal(vm, number, item);
            if (equal != 0)
            {
                return equal;
            }
        }
    }

    /// <summary>True for integers that do not define their own equality: they are looked up by arithmetic.</summary>
    internal static bool IsPlainInteger(Value value) => value.IsInt || value.IsBool || value.IsExactly(TypeId.Int);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "range") || !Instances.TakesAtMost(vm, argc, 3, "range"))
        {
            return Value.Undefined;
        }

        if (argc == 0)
        {
            return Throw.TypeError(vm, "range expected at least 1 argument, got 0");
        }

        Value start = argc == 1 ? Value.FromInt(0) : Integers.Index(vm, args[0]);
        Value stop = start.IsUndefined ? start : Integers.Index(vm, args[argc == 1 ? 0 : 1]);
        Value step = stop.IsUndefined ? stop : argc < 3 ? Value.FromInt(1) : Integers.Index(vm, args[2]);
        return step.IsUndefined ? step : Value.FromObject(Range.New(vm, start, stop, step));
    }
}
