using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>tuple</c>.</summary>
internal static unsafe class TupleType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.Contains = &Sequences.Contains;
        slots.New = &New;
        slots.Initialize = null;
        slots.Binary[BinaryOperation.Add] = &Add;
        slots.Binary[BinaryOperation.Multiply] = &Multiply;
    }

    /// <summary>Mixes hashes in order, as <c>hash(tuple)</c> does: the xxHash 64 rounds of CPython's <c>tupleobject.c</c>, so that scripts see the same numbers.</summary>
    internal ref struct Hasher
    {
        private const ulong Prime1 = 11400714785074694791;
        private const ulong Prime2 = 14029467366897019727;
        private const ulong Prime5 = 2870177450012600261;

        private ulong state;
        private ulong count;

        /// <summary>The hash of nothing.</summary>
        public Hasher() => state = Prime5;

        /// <summary>Mixes one hash in.</summary>
        public void Add(long hash)
        {
            state += (ulong)hash * Prime2;
            state = ulong.RotateLeft(state, 31);
            state *= Prime1;
            count++;
        }

        /// <summary>The hash, never -1.</summary>
        public readonly long Finish()
        {
            ulong hash = state + (count ^ (Prime5 ^ 3527539UL));
            return hash == ulong.MaxValue ? 1546275796 : (long)hash;
        }
    }

    private static Value Repr(Vm* vm, Value self) => Sequences.Repr(vm, self, '(', ')', "(...)");

    private static long Hash(Vm* vm, Value self)
    {
        if (!Recursion.Enter(vm))
        {
            return -1;
        }

        Tuple* tuple = (Tuple*)self.AsObject;
        Hasher hasher = new();
        for (int i = 0; i < tuple->Length; i++)
        {
            long hash = Dict.HashOf(vm, Tuple.Items(tuple)[i]);
            if (hash == -1)
            {
                Recursion.Leave(vm);
                return -1;
            }

            hasher.Add(hash);
        }

        Recursion.Leave(vm);
        return hasher.Finish();
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        right.Is(Kind.Tuple) ? Sequences.Compare(vm, left.AsObject, right.AsObject, operation) : Value.NotImplemented;

    private static long Length(Vm* vm, Value self) => ((Tuple*)self.AsObject)->Length;

    private static Value Iterate(Vm* vm, Value self) => SequenceIterators.New(vm, self, TypeId.TupleIterator);

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Tuple* tuple = (Tuple*)self.AsObject;
        if (key.Is(Kind.Slice))
        {
            if (!Slices.Adjust(vm, (SliceObject*)key.AsObject, tuple->Length, out long start, out _, out long step, out long count))
            {
                return Value.Undefined;
            }

            if (count == tuple->Length && step == 1 && self.IsExactly(TypeId.Tuple))
            {
                return self;
            }

            Tuple* slice = Tuple.Allocate(vm, count);
            if (slice != null)
            {
                Sequences.Gather(Tuple.Items(tuple), start, step, count, Tuple.Items(slice));
            }

            return Value.FromObject(slice);
        }

        if (!Sequences.TryIndex(vm, key, "tuple", out long index))
        {
            return Value.Undefined;
        }

        index += index < 0 ? tuple->Length : 0;
        return (ulong)index < (ulong)tuple->Length ? Tuple.Items(tuple)[index] : Throw.IndexError(vm, "tuple index out of range");
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "tuple") || !Instances.TakesAtMost(vm, argc, 1, "tuple"))
        {
            return Value.Undefined;
        }

        Tuple* items = argc == 0 ? WellKnown.Of(vm)->EmptyTuple : Iteration.ToTuple(vm, args[0]);
        if (items == null || (type->Flags & TypeFlags.Heap) == 0)
        {
            return Value.FromObject(items);
        }

        Tuple* copy = AllocateSubclass(vm, items->Length);
        if (copy != null)
        {
            List.Move(Tuple.Items(items), Tuple.Items(copy), items->Length);
        }

        return Instances.Adopt(copy, type);
    }

    /// <summary>A tuple with a place for attributes behind its items.</summary>
    private static Tuple* AllocateSubclass(Vm* vm, int length)
    {
        Tuple* tuple = (Tuple*)vm->Heap.Allocate((nuint)(Tuple.HeaderSize + ((length + 1L) * sizeof(Value))), Kind.Tuple, (uint)TypeId.Tuple);
        if (tuple == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        tuple->Length = length;
        *Tuple.Attributes(tuple) = Value.Undefined;
        return tuple;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Tuple) || !right.Is(Kind.Tuple))
        {
            return Value.NotImplemented;
        }

        Tuple* a = (Tuple*)left.AsObject;
        Tuple* b = (Tuple*)right.AsObject;
        if (b->Length == 0 && left.IsExactly(TypeId.Tuple))
        {
            return left;
        }

        if (a->Length == 0 && right.IsExactly(TypeId.Tuple))
        {
            return right;
        }

        Tuple* sum = Tuple.Allocate(vm, (long)a->Length + b->Length);
        if (sum != null)
        {
            List.Move(Tuple.Items(a), Tuple.Items(sum), a->Length);
            List.Move(Tuple.Items(b), Tuple.Items(sum) + a->Length, b->Length);
        }

        return Value.FromObject(sum);
    }

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Tuple);
        int found = Sequences.TryRepeatCount(vm, isLeft ? right : left, out long count);
        if (found <= 0)
        {
            return found == 0 ? Value.NotImplemented : Value.Undefined;
        }

        Value self = isLeft ? left : right;
        Tuple* tuple = (Tuple*)self.AsObject;
        if (count == 1 && self.IsExactly(TypeId.Tuple))
        {
            return self;
        }

        if (tuple->Length > 0 && count > int.MaxValue / tuple->Length)
        {
            return Throw.MemoryError(vm);
        }

        long total = tuple->Length * count;
        Tuple* product = Tuple.Allocate(vm, total);
        if (product != null && total > 0)
        {
            List.Move(Tuple.Items(tuple), Tuple.Items(product), tuple->Length);
            Sequences.Repeat(Tuple.Items(product), tuple->Length, total);
        }

        return Value.FromObject(product);
    }
}
