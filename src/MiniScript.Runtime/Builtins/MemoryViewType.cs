using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The operations of <c>memoryview</c>.</summary>
internal static unsafe class MemoryViewType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &New;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
    }

    /// <summary>Sets the slots of iterators over views and arrays: records of the object and the next index.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>The view of a value that is one; null with <c>ValueError</c> pending if it was released.</summary>
    public static MemoryView* Of(Vm* vm, Value self)
    {
        MemoryView* view = (MemoryView*)self.AsObject;
        return MemoryViews.CheckNotReleased(vm, view) ? view : null;
    }

    /// <summary>The elements from a dimension on, as a value or nested lists of values.</summary>
    public static Value ToList(Vm* vm, MemoryView* view, int dimension, byte* at)
    {
        if (dimension == view->Dimensions)
        {
            return Elements.Get(vm, view->Format, at);
        }

        List* list = List.New(vm, MemoryView.Shape(view)[dimension]);
        for (long i = 0; list != null && i < MemoryView.Shape(view)[dimension]; i++)
        {
            Value item = ToList(vm, view, dimension + 1, at + (i * MemoryView.Strides(view)[dimension]));
            if (item.IsUndefined || !List.Append(vm, list, item))
            {
                return Value.Undefined;
            }
        }

        return list == null ? Value.Undefined : Value.FromObject(list);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[1];
        BindShape shape = new(1, 0, 1, 1, false, false);
        if (!ArgumentBinder.Bind(vm, "memoryview"u8, "object\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        MemoryView* view = MemoryViews.Of(vm, slots[0]);
        return view == null ? Value.Undefined : Value.FromObject(view);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        bool isReleased = ((MemoryView*)self.AsObject)->Storage.IsUndefined;
        return Value.FromObject(Str.New(vm, $"<{(isReleased ? "released memory" : "memory")} at 0x{ObjectType.Identity(self):x}>"));
    }

    private static long Hash(Vm* vm, Value self)
    {
        MemoryView* view = (MemoryView*)self.AsObject;
        if (view->Hash != -1)
        {
            return view->Hash;
        }

        if (!MemoryViews.CheckNotReleased(vm, view))
        {
            return -1;
        }

        if (!view->IsReadOnly || view->Format is not ('B' or 'b' or 'c'))
        {
            Throw.ValueError(vm, view->IsReadOnly ? "memoryview: hashing is restricted to formats 'B', 'b' or 'c'" : "cannot hash writable memoryview object");
            return -1;
        }

        Bytes* content = Bytes.New(vm, MemoryViews.Content(vm, view));
        view->Hash = content == null ? -1 : Bytes.Hash(content);
        return view->Hash;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int result = AreEqual(vm, left, right);
        return result < 0 ? vm->HasPending ? Value.Undefined : Value.NotImplemented : Value.FromBool((result == 1) == (operation == CompareOperation.Equal));
    }

    /// <summary>1, 0, or -1 if it cannot be told or an exception is pending.</summary>
    private static int AreEqual(Vm* vm, Value left, Value right)
    {
        MemoryView* a = (MemoryView*)left.AsObject;
        if (a->Storage.IsUndefined || (right.Is(Kind.MemoryView) && ((MemoryView*)right.AsObject)->Storage.IsUndefined))
        {
            return left == right ? 1 : 0;
        }

        if (!BytesArguments.IsBytesLike(right))
        {
            return -1;
        }

        MemoryView* b = MemoryViews.Of(vm, right);
        if (a->Dimensions != b->Dimensions
            || !new ReadOnlySpan<long>(MemoryView.Shape(a), a->Dimensions).SequenceEqual(new ReadOnlySpan<long>(MemoryView.Shape(b), b->Dimensions)))
        {
            return 0;
        }

        bool isBitwise = a->Format == b->Format && a->Format is not ('e' or 'f' or 'd');
        return isBitwise
            ? MemoryViews.Content(vm, a).SequenceEqual(MemoryViews.Content(vm, b)) ? 1 : 0
            : AreEqual(vm, a, b, 0, MemoryView.Data(a), MemoryView.Data(b));
    }

    private static int AreEqual(Vm* vm, MemoryView* a, MemoryView* b, int dimension, byte* left, byte* right)
    {
        if (dimension == a->Dimensions)
        {
            Value x = Elements.Get(vm, a->Format, left);
            Value y = Elements.Get(vm, b->Format, right);
            return x.IsUndefined || y.IsUndefined ? -1 : Operators.CompareTruth(vm, x, y, CompareOperation.Equal);
        }

        for (long i = 0; i < MemoryView.Shape(a)[dimension]; i++)
        {
            int result = AreEqual(
                vm, a, b, dimension + 1, left + (i * MemoryView.Strides(a)[dimension]), right + (i * MemoryView.Strides(b)[dimension]));
            if (result != 1)
            {
                return result;
            }
        }

        return 1;
    }

    private static long Length(Vm* vm, Value self)
    {
        MemoryView* view = Of(vm, self);
        if (view == null)
        {
            return -1;
        }

        if (view->Dimensions == 0)
        {
            Throw.TypeError(vm, "0-dim memory has no length");
            return -1;
        }

        return MemoryView.Shape(view)[0];
    }

    private static Value Iterate(Vm* vm, Value self)
    {
        MemoryView* view = Of(vm, self);
        if (view == null)
        {
            return Value.Undefined;
        }

        if (view->Dimensions != 1)
        {
            return view->Dimensions == 0
                ? Throw.TypeError(vm, "invalid indexing of 0-dim memory")
                : Throw.Raise(vm, TypeId.NotImplementedError, "multi-dimensional sub-views are not implemented");
        }

        return NewIterator(vm, self, TypeId.MemoryIterator);
    }

    /// <summary>An iterator of one of the types whose slots <see cref="InitializeIteratorSlots"/> sets.</summary>
    public static Value NewIterator(Vm* vm, Value over, TypeId type)
    {
        Record* iterator = Record.New(vm, type, 2);
        Record.Fields(iterator)[0] = over;
        Record.Fields(iterator)[1] = Value.FromInt(0);
        return Value.FromObject(iterator);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[0].IsUndefined)
        {
            return Value.Undefined;
        }

        long index = fields[1].AsInt;
        char format;
        byte* at;
        if (fields[0].Is(Kind.Array))
        {
            ByteArray* array = (ByteArray*)fields[0].AsObject;
            format = (char)array->Header.Aux;
            int size = Elements.SizeOf(format);
            at = index < array->Length / size ? array->Data + (index * size) : null;
        }
        else
        {
            MemoryView* view = Of(vm, fields[0]);
            if (view == null)
            {
                return Value.Undefined;
            }

            format = view->Format;
            at = index < MemoryView.Shape(view)[0] ? MemoryView.Data(view) + (index * MemoryView.Strides(view)[0]) : null;
        }

        if (at == null)
        {
            fields[0] = Value.Undefined;
            return Value.Undefined;
        }

        fields[1] = Value.FromInt(index + 1);
        return Elements.Get(vm, format, at);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        MemoryView* view = Of(vm, self);
        if (view == null)
        {
            return Value.Undefined;
        }

        if (key.Is(Kind.Slice))
        {
            MemoryView* part = Slice(vm, view, (SliceObject*)key.AsObject);
            return part == null ? Value.Undefined : Value.FromObject(part);
        }

        if (view->Dimensions == 0 && key == Value.Ellipsis)
        {
            return self;
        }

        byte* at = AddressOf(vm, view, key);
        return at == null ? Value.Undefined : Elements.Get(vm, view->Format, at);
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        MemoryView* view = Of(vm, self);
        if (view == null)
        {
            return false;
        }

        if (view->IsReadOnly)
        {
            Throw.TypeError(vm, "cannot modify read-only memory");
            return false;
        }

        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "cannot delete memory");
            return false;
        }

        if (key.Is(Kind.Slice))
        {
            return view->Dimensions == 1 ? Assign(vm, view, (SliceObject*)key.AsObject, value)
                : !Throw.Raise(vm, TypeId.NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1").IsUndefined;
        }

        byte* at = view->Dimensions == 0 && key == Value.Ellipsis ? MemoryView.Data(view) : AddressOf(vm, view, key);
        if (at == null)
        {
            return false;
        }

        // The conversion may run script, which may release the view.
        byte* element = stackalloc byte[8];
        switch (Elements.Set(vm, view->Format, value, element))
        {
            case ElementProblem.None:
                break;
            case ElementProblem.Pending:
                return false;
            case ElementProblem.Type:
                Throw.TypeError(vm, $"memoryview: invalid type for format '{view->Format}'");
                return false;
            default:
                Throw.ValueError(vm, $"memoryview: invalid value for format '{view->Format}'");
                return false;
        }

        if (!MemoryViews.CheckNotReleased(vm, view))
        {
            return false;
        }

        Buffer.MemoryCopy(element, at, view->ItemSize, view->ItemSize);
        return true;
    }

    private static bool Assign(Vm* vm, MemoryView* view, SliceObject* slice, Value value)
    {
        if (!BytesArguments.IsBytesLike(value))
        {
            Throw.TypeError(vm, $"a bytes-like object is required, not '{Types.NameOf(vm, value)}'");
            return false;
        }

        MemoryView* source = MemoryViews.Of(vm, value);
        MemoryView* target = source == null ? null : Slice(vm, view, slice);
        if (target == null)
        {
            return false;
        }

        if (source->Dimensions != 1 || source->Format != view->Format || MemoryView.Shape(source)[0] != MemoryView.Shape(target)[0])
        {
            Throw.ValueError(vm, "memoryview assignment: lvalue and rvalue have different structures");
            return false;
        }

        // By way of a copy: the two may overlap.
        Bytes* copy = Bytes.New(vm, MemoryViews.Content(vm, source));
        for (long i = 0; copy != null && i < MemoryView.Shape(target)[0]; i++)
        {
            Buffer.MemoryCopy(
                Bytes.Data(copy) + (i * view->ItemSize), MemoryView.Data(target) + (i * MemoryView.Strides(target)[0]), view->ItemSize, view->ItemSize);
        }

        MemoryViews.Release(source);
        MemoryViews.Release(target);
        return copy != null;
    }

    private static MemoryView* Slice(Vm* vm, MemoryView* view, SliceObject* slice)
    {
        if (view->Dimensions == 0)
        {
            Throw.TypeError(vm, "invalid indexing of 0-dim memory");
            return null;
        }

        if (!Slices.Adjust(vm, slice, MemoryView.Shape(view)[0], out long start, out _, out long step, out long count) || !MemoryViews.CheckNotReleased(vm, view))
        {
            return null;
        }

        MemoryView* part = MemoryViews.Copy(vm, view, view->Dimensions);
        part->Offset += count == 0 ? 0 : start * MemoryView.Strides(view)[0];
        part->Length = MemoryView.Shape(view)[0] == 0 ? 0 : view->Length / MemoryView.Shape(view)[0] * count;
        MemoryView.Shape(part)[0] = count;
        MemoryView.Strides(part)[0] = step * MemoryView.Strides(view)[0];
        return part;
    }

    /// <summary>The address of the element at an index or a tuple of indices; null with an exception pending.</summary>
    private static byte* AddressOf(Vm* vm, MemoryView* view, Value key)
    {
        bool isTuple = key.Is(Kind.Tuple);
        if (!isTuple && !IndexArguments.IsIndex(vm, key))
        {
            Throw.TypeError(vm, view->Dimensions == 0 ? "invalid indexing of 0-dim memory" : "memoryview: invalid slice key");
            return null;
        }

        Tuple* keys = isTuple ? (Tuple*)key.AsObject : Tuple.New(vm, &key, 1);
        bool areIndices = true;
        for (int i = 0; i < keys->Length; i++)
        {
            areIndices &= IndexArguments.IsIndex(vm, Tuple.Items(keys)[i]);
        }

        if (!areIndices)
        {
            bool areSlices = true;
            for (int i = 0; i < keys->Length; i++)
            {
                areSlices &= Tuple.Items(keys)[i].Is(Kind.Slice);
            }

            if (areSlices)
            {
                Throw.Raise(vm, TypeId.NotImplementedError, "multi-dimensional slicing is not implemented");
            }
            else
            {
                Throw.TypeError(vm, "memoryview: invalid slice key");
            }

            return null;
        }

        if (view->Dimensions == 0 && (!isTuple || keys->Length > 0))
        {
            Throw.TypeError(vm, "invalid indexing of 0-dim memory");
            return null;
        }

        if (keys->Length < view->Dimensions)
        {
            Throw.Raise(vm, TypeId.NotImplementedError, isTuple ? "sub-views are not implemented" : "multi-dimensional sub-views are not implemented");
            return null;
        }

        if (keys->Length > view->Dimensions)
        {
            Throw.TypeError(vm, $"cannot index {view->Dimensions}-dimension view with {keys->Length}-element tuple");
            return null;
        }

        long offset = 0;
        for (int i = 0; i < view->Dimensions; i++)
        {
            if (!IndexArguments.TryIndex(vm, Tuple.Items(keys)[i], out long index))
            {
                return null;
            }

            long length = MemoryView.Shape(view)[i];
            index = index < 0 ? index + length : index;
            if ((ulong)index >= (ulong)length)
            {
                Throw.IndexError(vm, $"index out of bounds on dimension {i + 1}");
                return null;
            }

            offset += index * MemoryView.Strides(view)[i];
        }

        return MemoryViews.CheckNotReleased(vm, view) ? MemoryView.Data(view) + offset : null;
    }
}
