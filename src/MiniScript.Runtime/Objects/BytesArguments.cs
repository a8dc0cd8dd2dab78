using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Byte strings that script passes to native code.</summary>
internal static unsafe class BytesArguments
{
    /// <summary>Whether a value is <c>bytes</c> or <c>bytearray</c>.</summary>
    public static bool IsByteString(Value value) => value.Is(Kind.Bytes) || value.Is(Kind.ByteArray);

    /// <summary>Whether a value is an object with bytes to show: <c>bytes</c>, <c>bytearray</c>, <c>memoryview</c>, <c>array</c>.</summary>
    public static bool IsBytesLike(Value value) => IsByteString(value) || value.Is(Kind.MemoryView) || value.Is(Kind.Array);

    /// <summary>The content of a bytes-like value; nothing for a view that was released. Unless it is <c>bytes</c>, it is valid until script runs.</summary>
    public static ReadOnlySpan<byte> Content(Vm* vm, Value value) =>
        value.Is(Kind.Bytes) ? Bytes.Span((Bytes*)value.AsObject)
        : value.Is(Kind.MemoryView) ? MemoryViews.Content(vm, (MemoryView*)value.AsObject)
        : ByteArray.Span((ByteArray*)value.AsObject);

    /// <summary>
    /// A value as something bytes-like: itself, or <c>bytes</c> with what its <c>__buffer__</c> shows, which is released at once.
    /// Undefined if it is not, with an exception pending if asking it raised.
    /// </summary>
    public static Value Shown(Vm* vm, Value value)
    {
        if (IsBytesLike(value))
        {
            return value;
        }

        if (Attributes.LookupSpecial(vm, value, NameId.__buffer__, out _) <= 0)
        {
            return Value.Undefined;
        }

        Value given = Calls.InvokeSpecial(vm, value, NameId.__buffer__, Value.FromInt(0));
        if (!given.Is(Kind.MemoryView))
        {
            return given.IsUndefined ? given : Throw.TypeError(vm, "__buffer__ returned non-memoryview object");
        }

        MemoryView* view = (MemoryView*)given.AsObject;
        Bytes* copy = MemoryViews.CheckNotReleased(vm, view) ? Bytes.New(vm, MemoryViews.Content(vm, view)) : null;
        return copy != null && MemoryViews.GiveBack(vm, value, given) ? Value.FromObject(copy) : Value.Undefined;
    }

    /// <summary>A bytes-like argument; false with <c>TypeError</c> pending.</summary>
    public static bool TryGet(Vm* vm, Value value, out ReadOnlySpan<byte> content)
    {
        Value shown = Shown(vm, value);
        if (shown.IsUndefined && vm->HasPending)
        {
            content = default;
            return false;
        }

        value = shown.IsUndefined ? value : shown;
        if (IsBytesLike(value))
        {
            content = Content(vm, value);
            return !value.Is(Kind.MemoryView) || MemoryViews.CheckNotReleased(vm, (MemoryView*)value.AsObject);
        }

        content = default;
        Throw.TypeError(vm, $"a bytes-like object is required, not '{Types.NameOf(vm, value)}'");
        return false;
    }

    /// <summary>The bytes of an argument that can be written to; false with <c>TypeError</c> pending. Valid until script runs.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="value">The argument.</param>
    /// <param name="function">How messages begin: <c>readinto() argument</c>.</param>
    /// <param name="content">The bytes.</param>
    public static bool TryGetWritable(Vm* vm, Value value, string function, out Span<byte> content)
    {
        content = default;
        if (value.Is(Kind.ByteArray) || value.Is(Kind.Array))
        {
            content = ByteArray.Span((ByteArray*)value.AsObject);
            return true;
        }

        if (value.Is(Kind.MemoryView) && ((MemoryView*)value.AsObject) is var view && MemoryView.IsContiguous(view) && !view->IsReadOnly)
        {
            if (!MemoryViews.CheckNotReleased(vm, view))
            {
                return false;
            }

            content = new Span<byte>(MemoryView.Data(view), (int)view->Length);
            return true;
        }

        Throw.TypeError(vm, $"{function} must be read-write bytes-like object, not {Types.NameOf(vm, value)}");
        return false;
    }

    /// <summary>What a search looks for: a byte string, or an integer that stands for one byte; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="value">The argument.</param>
    /// <param name="single">Where the one byte is put.</param>
    /// <param name="wanted">What to look for.</param>
    public static bool TryGetWanted(Vm* vm, Value value, byte* single, out ReadOnlySpan<byte> wanted)
    {
        Value shown = IsBytesLike(value) || value.IsInt ? value : Shown(vm, value);
        if (IsBytesLike(shown))
        {
            wanted = Content(vm, shown);
            return true;
        }

        if (vm->HasPending)
        {
            wanted = default;
            return false;
        }

        wanted = new ReadOnlySpan<byte>(single, 1);
        if (!IndexArguments.IsIndex(vm, value))
        {
            Throw.TypeError(vm, $"argument should be integer or bytes-like object, not '{Types.NameOf(vm, value)}'");
            return false;
        }

        return BytesType.TryByte(vm, value, "byte must be in range(0, 256)", out *single);
    }

    /// <summary>White space of byte strings.</summary>
    public static bool IsSpace(byte b) => b == ' ' || (uint)(b - 9) < 5;
}
