using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes, copies and releases views, and keeps the count of those that storages have.</summary>
internal static unsafe class MemoryViews
{
    /// <summary>A view of all bytes of an object; null with an exception pending if it has none to show.</summary>
    public static MemoryView* Of(Vm* vm, Value value)
    {
        if (value.Is(Kind.MemoryView))
        {
            MemoryView* other = (MemoryView*)value.AsObject;
            return CheckNotReleased(vm, other) ? Copy(vm, other, other->Dimensions) : null;
        }

        if (value.Is(Kind.Bytes))
        {
            return Flat(vm, value, value, 'B', ((Bytes*)value.AsObject)->Length, isReadOnly: true);
        }

        if (value.Is(Kind.ByteArray) || value.Is(Kind.Array))
        {
            ByteArray* array = (ByteArray*)value.AsObject;
            return Flat(vm, value, value, value.Is(Kind.Array) ? (char)array->Header.Aux : 'B', array->Length, isReadOnly: false);
        }

        switch (Attributes.LookupSpecial(vm, value, NameId.__buffer__, out _))
        {
            case < 0:
                return null;
            case 0:
                Throw.TypeError(vm, $"memoryview: a bytes-like object is required, not '{Types.NameOf(vm, value)}'");
                return null;
        }

        const int FullReadOnly = 0x11c;
        Value given = Calls.InvokeSpecial(vm, value, NameId.__buffer__, Value.FromInt(FullReadOnly));
        if (given.IsUndefined)
        {
            return null;
        }

        if (!given.Is(Kind.MemoryView))
        {
            Throw.TypeError(vm, "__buffer__ returned non-memoryview object");
            return null;
        }

        MemoryView* view = Of(vm, given);
        if (view != null)
        {
            view->Object = value;
        }

        return view;
    }

    /// <summary>Calls the <c>__release_buffer__</c> of an object, if it has one, with the view that its <c>__buffer__</c> gave; false with an exception pending.</summary>
    public static bool GiveBack(Vm* vm, Value owner, Value view)
    {
        int found = Attributes.LookupSpecial(vm, owner, NameId.__release_buffer__, out _);
        return found == 0 || (found > 0 && !Calls.InvokeSpecial(vm, owner, NameId.__release_buffer__, view).IsUndefined);
    }

    /// <summary>A view like another, with the first dimensions of its layout to be filled by the caller if it has other ones.</summary>
    public static MemoryView* Copy(Vm* vm, MemoryView* other, int dimensions)
    {
        MemoryView* view = Allocate(vm, other->Storage, other->Object, dimensions);
        view->Offset = other->Offset;
        view->Length = other->Length;
        view->Format = other->Format;
        view->IsFormatPrefixed = other->IsFormatPrefixed;
        view->IsReadOnly = other->IsReadOnly;
        view->ItemSize = other->ItemSize;
        if (dimensions == other->Dimensions)
        {
            new ReadOnlySpan<long>(MemoryView.Shape(other), 2 * dimensions).CopyTo(new Span<long>(MemoryView.Shape(view), 2 * dimensions));
        }

        return view;
    }

    /// <summary>Sets the strides of a view whose elements follow each other as in C.</summary>
    public static void SetStrides(MemoryView* view)
    {
        long stride = view->ItemSize;
        for (int i = view->Dimensions - 1; i >= 0; i--)
        {
            MemoryView.Strides(view)[i] = stride;
            stride *= MemoryView.Shape(view)[i];
        }
    }

    /// <summary>Releases a view.</summary>
    public static void Release(MemoryView* view)
    {
        if (IsCounted(view->Storage))
        {
            ((ByteArray*)view->Storage.AsObject)->Exports--;
        }

        view->Storage = Value.Undefined;
        view->Object = Value.None;
    }

    /// <summary>False with <c>ValueError</c> pending for a view that was released.</summary>
    public static bool CheckNotReleased(Vm* vm, MemoryView* view)
    {
        if (!view->Storage.IsUndefined)
        {
            return true;
        }

        Throw.ValueError(vm, "operation forbidden on released memoryview object");
        return false;
    }

    /// <summary>The bytes of a view's elements in the order of C: its own if they follow each other, else a copy that lives as long as the span does.</summary>
    public static ReadOnlySpan<byte> Content(Vm* vm, MemoryView* view)
    {
        if (view->Storage.IsUndefined)
        {
            return default;
        }

        if (MemoryView.IsContiguous(view))
        {
            return new ReadOnlySpan<byte>(MemoryView.Data(view), (int)view->Length);
        }

        Bytes* copy = Bytes.Allocate(vm, view->Length);
        if (copy == null)
        {
            vm->Pending = Value.Undefined;
            return default;
        }

        byte* target = Bytes.Data(copy);
        CopyOut(view, 0, MemoryView.Data(view), ref target);
        return Bytes.Span(copy);
    }

    /// <summary>Copies the elements from one dimension on, the last index fastest.</summary>
    public static void CopyOut(MemoryView* view, int dimension, byte* source, ref byte* target)
    {
        if (dimension == view->Dimensions)
        {
            Buffer.MemoryCopy(source, target, view->ItemSize, view->ItemSize);
            target += view->ItemSize;
            return;
        }

        for (long i = 0; i < MemoryView.Shape(view)[dimension]; i++)
        {
            CopyOut(view, dimension + 1, source + (i * MemoryView.Strides(view)[dimension]), ref target);
        }
    }

    /// <summary>Takes the views that died off the count of their storages; live cells are marked.</summary>
    public static void AfterMark(Vm* vm)
    {
        int kept = 0;
        for (int i = 0; i < vm->Views.Count; i++)
        {
            MemoryView* view = (MemoryView*)vm->Views[i];
            if (view->Storage.IsUndefined)
            {
                continue;
            }

            if (Block.IsMarked(view))
            {
                vm->Views.Put(kept++, &view->Header);
            }
            else
            {
                Release(view);
            }
        }

        vm->Views.Truncate(kept);
    }

    /// <summary>True if a storage has views, after a collection has looked for those that nobody uses any more.</summary>
    public static bool HasViews(Vm* vm, ByteArray* storage)
    {
        if (storage->Exports > 0)
        {
            vm->Heap.Collect();
        }

        return storage->Exports > 0;
    }

    private static bool IsCounted(Value storage) => storage.Is(Kind.ByteArray) || storage.Is(Kind.Array);

    private static MemoryView* Flat(Vm* vm, Value storage, Value shown, char format, int bytes, bool isReadOnly)
    {
        MemoryView* view = Allocate(vm, storage, shown, 1);
        view->Offset = 0;
        view->Length = bytes;
        view->Format = format;
        view->IsFormatPrefixed = false;
        view->IsReadOnly = isReadOnly;
        view->ItemSize = Elements.SizeOf(format);
        MemoryView.Shape(view)[0] = bytes / view->ItemSize;
        MemoryView.Strides(view)[0] = view->ItemSize;
        return view;
    }

    private static MemoryView* Allocate(Vm* vm, Value storage, Value shown, int dimensions)
    {
        nuint size = (nuint)(sizeof(MemoryView) + (2 * dimensions * sizeof(long)));
        MemoryView* view = (MemoryView*)vm->Heap.AllocateSmall(size, Kind.MemoryView, (uint)TypeId.MemoryView);
        view->Storage = storage;
        view->Object = shown;
        view->Hash = -1;
        view->Dimensions = dimensions;
        if (IsCounted(storage))
        {
            ((ByteArray*)storage.AsObject)->Exports++;
            vm->Views.Add(view);
        }

        return view;
    }
}
