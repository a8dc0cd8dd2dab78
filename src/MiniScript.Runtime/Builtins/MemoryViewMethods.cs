using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Create a new memoryview object which references the given object.</summary>
[BuiltinType("memoryview")]
internal static unsafe partial class MemoryViewMethods
{
    /// <summary>Release the underlying buffer exposed by the memoryview object.</summary>
    [Method("release")]
    private static Value Release(Vm* vm, Value self)
    {
        MemoryView* view = (MemoryView*)self.AsObject;
        Value owner = view->Object;
        bool isLent = !view->Storage.IsUndefined && owner != view->Storage && owner.IsObject && !BytesArguments.IsBytesLike(owner);
        MemoryView* lent = isLent ? MemoryViews.Copy(vm, view, view->Dimensions) : null;
        MemoryViews.Release(view);
        bool isDone = lent == null || MemoryViews.GiveBack(vm, owner, Value.FromObject(lent));
        if (lent != null)
        {
            MemoryViews.Release(lent);
        }

        return isDone ? Value.None : Value.Undefined;
    }

    /// <summary>Return the view.</summary>
    [Method("__enter__")]
    private static Value Enter(Vm* vm, Value self) => MemoryViewType.Of(vm, self) == null ? Value.Undefined : self;

    /// <summary>Release the view.</summary>
    [Method("__exit__", Signature = "($self, *args)")]
    private static Value Exit(Vm* vm, Value self, Args args) => Release(vm, self);

    /// <summary>Return the data in the buffer as a byte string; order is 'C', 'F' for the order of Fortran, or 'A' for the one it has.</summary>
    [Method("tobytes", Signature = "($self, /, order='C')")]
    private static Value ToBytes(Vm* vm, Value self, Value order)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        if (view == null)
        {
            return Value.Undefined;
        }

        string wanted = order.Is(Kind.Str) ? Str.ToManaged((Str*)order.AsObject) : "C";
        if (wanted is not ("C" or "F" or "A"))
        {
            return Throw.ValueError(vm, "order must be 'C', 'F' or 'A'");
        }

        if (wanted == "F" || (wanted == "A" && MemoryView.IsFortranContiguous(view) && !MemoryView.IsContiguous(view)))
        {
            return Value.FromObject(InFortranOrder(vm, view));
        }

        return Value.FromObject(Bytes.New(vm, MemoryViews.Content(vm, view)));
    }

    /// <summary>Return the data in the buffer as a list of elements.</summary>
    [Method("tolist")]
    private static Value ToList(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : MemoryViewType.ToList(vm, view, 0, MemoryView.Data(view));
    }

    /// <summary>Return a readonly version of the memoryview.</summary>
    [Method("toreadonly")]
    private static Value ToReadOnly(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        if (view == null)
        {
            return Value.Undefined;
        }

        MemoryView* copy = MemoryViews.Copy(vm, view, view->Dimensions);
        copy->IsReadOnly = true;
        return Value.FromObject(copy);
    }

    /// <summary>Return the data in the buffer as a str of hexadecimal numbers.</summary>
    [Method("hex", Signature = "($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    private static Value Hex(Vm* vm, Value self, Value sep, int bytes_per_sep = 1)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        Bytes* content = view == null ? null : Bytes.New(vm, MemoryViews.Content(vm, view));
        if (content == null)
        {
            return Value.Undefined;
        }

        Value* args = stackalloc Value[2] { sep, Value.FromInt(bytes_per_sep) };
        return Calls.InvokeMethod(vm, Value.FromObject(content), Str.Intern(vm, "hex"u8), args, sep.IsUndefined ? 0 : 2);
    }

    /// <summary>Cast a memoryview to a new format or shape.</summary>
    [Method("cast", Signature = "($self, /, format, shape=<unrepresentable>)")]
    private static Value Cast(Vm* vm, Value self, Value format, Value shape)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        if (view == null)
        {
            return Value.Undefined;
        }

        if (!format.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"cast() argument 'format' must be str, not {Types.NameOf(vm, format)}");
        }

        if (!MemoryView.IsContiguous(view))
        {
            return Throw.TypeError(vm, "memoryview: casts are restricted to C-contiguous views");
        }

        for (int i = 0; i < view->Dimensions; i++)
        {
            if ((!shape.IsUndefined || view->Dimensions != 1) && MemoryView.Shape(view)[i] == 0)
            {
                return Throw.TypeError(vm, "memoryview: cannot cast view with zeros in shape or strides");
            }
        }

        int dimensions = 1;
        long* lengths = stackalloc long[MemoryView.MaxDimensions];
        if (!shape.IsUndefined)
        {
            if (!TryShape(vm, shape, lengths, out dimensions))
            {
                return Value.Undefined;
            }

            if (view->Dimensions > 1 && dimensions > 1)
            {
                return Throw.TypeError(vm, "memoryview: cast must be 1D -> ND or ND -> 1D");
            }
        }

        string text = Str.ToManaged((Str*)format.AsObject);
        bool isPrefixed = text.StartsWith('@');
        char code = text.Length == (isPrefixed ? 2 : 1) ? text[^1] : '\0';
        int size = code is 'u' or 'w' ? 0 : Elements.SizeOf(code);
        if (size == 0)
        {
            return Throw.ValueError(vm, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
        }

        if (view->Format is not ('B' or 'b' or 'c') && code is not ('B' or 'b' or 'c'))
        {
            return Throw.TypeError(vm, "memoryview: cannot cast between two non-byte formats");
        }

        if (view->Length % size != 0)
        {
            return Throw.TypeError(vm, "memoryview: length is not a multiple of itemsize");
        }

        if (shape.IsUndefined)
        {
            lengths[0] = view->Length / size;
        }

        Int128 total = size;
        for (int i = 0; i < dimensions; i++)
        {
            total *= lengths[i];
        }

        if (total != view->Length)
        {
            return Throw.TypeError(vm, "memoryview: product(shape) * itemsize != buffer size");
        }

        MemoryView* result = MemoryViews.Copy(vm, view, dimensions);
        result->Format = code;
        result->IsFormatPrefixed = isPrefixed;
        result->ItemSize = size;
        new ReadOnlySpan<long>(lengths, dimensions).CopyTo(new Span<long>(MemoryView.Shape(result), dimensions));
        MemoryViews.SetStrides(result);
        return Value.FromObject(result);
    }

    /// <summary>Create a new memoryview of an object; the flags are not looked at.</summary>
    [ClassMethod("_from_flags", Signature = "($type, object, flags)")]
    private static Value FromFlags(Vm* vm, Value type, Value @object, Value flags)
    {
        MemoryView* view = MemoryViews.Of(vm, @object);
        return view == null ? Value.Undefined : Value.FromObject(view);
    }

    /// <summary>Return a view of the view.</summary>
    [Method("__buffer__", Signature = "($self, flags, /)")]
    private static Value GetBuffer(Vm* vm, Value self, Value flags)
    {
        MemoryView* view = MemoryViews.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromObject(view);
    }

    [Property("obj")]
    private static Value GetObject(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : view->Object;
    }

    [Property("nbytes")]
    private static Value GetBytes(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromInt(view->Length);
    }

    [Property("itemsize")]
    private static Value GetItemSize(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromInt(view->ItemSize);
    }

    [Property("format")]
    private static Value GetFormat(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromObject(Str.New(vm, view->IsFormatPrefixed ? $"@{view->Format}" : view->Format.ToString()));
    }

    [Property("ndim")]
    private static Value GetDimensions(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromInt(view->Dimensions);
    }

    [Property("readonly")]
    private static Value GetReadOnly(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromBool(view->IsReadOnly);
    }

    [Property("shape")]
    private static Value GetShape(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Numbers(vm, MemoryView.Shape(view), view->Dimensions);
    }

    [Property("strides")]
    private static Value GetStrides(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Numbers(vm, MemoryView.Strides(view), view->Dimensions);
    }

    [Property("suboffsets")]
    private static Value GetSubOffsets(Vm* vm, Value self) =>
        MemoryViewType.Of(vm, self) == null ? Value.Undefined : Value.FromObject(WellKnown.Of(vm)->EmptyTuple);

    [Property("c_contiguous")]
    private static Value GetContiguousInC(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromBool(MemoryView.IsContiguous(view));
    }

    [Property("f_contiguous")]
    private static Value GetContiguousInFortran(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromBool(MemoryView.IsFortranContiguous(view));
    }

    [Property("contiguous")]
    private static Value GetContiguous(Vm* vm, Value self)
    {
        MemoryView* view = MemoryViewType.Of(vm, self);
        return view == null ? Value.Undefined : Value.FromBool(MemoryView.IsContiguous(view) || MemoryView.IsFortranContiguous(view));
    }

    private static Value Numbers(Vm* vm, long* numbers, int count)
    {
        Tuple* tuple = Tuple.Allocate(vm, count);
        for (int i = 0; i < count; i++)
        {
            Tuple.Items(tuple)[i] = Value.FromInt(numbers[i]);
        }

        return Value.FromObject(tuple);
    }

    private static bool TryShape(Vm* vm, Value shape, long* lengths, out int dimensions)
    {
        dimensions = 0;
        if (!shape.Is(Kind.List) && !shape.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, "shape must be a list or a tuple");
            return false;
        }

        Value* items = Sequences.View(shape.AsObject, out int count);
        if (count > MemoryView.MaxDimensions)
        {
            Throw.ValueError(vm, $"memoryview: number of dimensions must not exceed {MemoryView.MaxDimensions}");
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!Integers.IsInteger(items[i]))
            {
                Throw.TypeError(vm, "memoryview.cast(): elements of shape must be integers");
                return false;
            }

            if (!Integers.TryToLong(Integers.Unbox(items[i]), out lengths[i]) || lengths[i] <= 0)
            {
                Throw.ValueError(vm, "memoryview.cast(): elements of shape must be integers > 0");
                return false;
            }
        }

        dimensions = count;
        return true;
    }

    private static Bytes* InFortranOrder(Vm* vm, MemoryView* view)
    {
        Bytes* result = Bytes.Allocate(vm, view->Length);
        if (result == null || view->Length == 0)
        {
            return result;
        }

        long* index = stackalloc long[view->Dimensions + 1];
        new Span<long>(index, view->Dimensions + 1).Clear();
        byte* target = Bytes.Data(result);
        while (index[view->Dimensions] == 0)
        {
            long offset = 0;
            for (int i = 0; i < view->Dimensions; i++)
            {
                offset += index[i] * MemoryView.Strides(view)[i];
            }

            Buffer.MemoryCopy(MemoryView.Data(view) + offset, target, view->ItemSize, view->ItemSize);
            target += view->ItemSize;
            int dimension = 0;
            while (dimension < view->Dimensions && ++index[dimension] == MemoryView.Shape(view)[dimension])
            {
                index[dimension++] = 0;
            }

            index[view->Dimensions] = dimension == view->Dimensions ? 1 : 0;
        }

        return result;
    }
}
