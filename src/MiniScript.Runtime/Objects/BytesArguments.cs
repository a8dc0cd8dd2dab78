using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Byte strings that script passes to native code.</summary>
internal static unsafe class BytesArguments
{
    /// <summary>Whether a value is <c>bytes</c> or <c>bytearray</c>.</summary>
    public static bool IsBytesLike(Value value) => value.Is(Kind.Bytes) || value.Is(Kind.ByteArray);

    /// <summary>The content of a bytes-like value. That of a <c>bytearray</c> is valid until it is changed: until script runs.</summary>
    public static ReadOnlySpan<byte> Content(Value value) =>
        value.Is(Kind.Bytes) ? Bytes.Span((Bytes*)value.AsObject) : ByteArray.Span((ByteArray*)value.AsObject);

    /// <summary>A bytes-like argument; false with <c>TypeError</c> pending.</summary>
    public static bool TryGet(Vm* vm, Value value, out ReadOnlySpan<byte> content)
    {
        if (IsBytesLike(value))
        {
            content = Content(value);
            return true;
        }

        content = default;
        Throw.TypeError(vm, $"a bytes-like object is required, not '{Types.NameOf(vm, value)}'");
        return false;
    }

    /// <summary>What a search looks for: a byte string, or an integer that stands for one byte; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="value">The argument.</param>
    /// <param name="single">Where the one byte is put.</param>
    /// <param name="wanted">What to look for.</param>
    public static bool TryGetWanted(Vm* vm, Value value, byte* single, out ReadOnlySpan<byte> wanted)
    {
        if (IsBytesLike(value))
        {
            wanted = Content(value);
            return true;
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
