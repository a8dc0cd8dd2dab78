using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>A hash is an object used to calculate a checksum of a string of information.</summary>
[BuiltinType("hash_object")]
internal static unsafe partial class HashType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => type->Slots.Repr = &Repr;

    /// <summary>A hash object of a type for a function that has taken some input; undefined with <c>TypeError</c> pending if that is no input.</summary>
    public static Value New(Vm* vm, TypeObject* type, HashState state, Value data)
    {
        Value self = ManagedCells.New(vm, type, state);
        return data.IsUndefined || Update(vm, self, data).IsNone ? self : Value.Undefined;
    }

    /// <summary>An argument to be hashed; false with <c>TypeError</c> pending.</summary>
    public static bool TryInput(Vm* vm, Value value, out ReadOnlySpan<byte> content)
    {
        content = default;
        Value shown = BytesArguments.Shown(vm, value);
        if (!shown.IsUndefined)
        {
            content = BytesArguments.Content(vm, shown);
            return true;
        }

        if (vm->HasPending)
        {
            return false;
        }

        Throw.TypeError(vm, value.Is(Kind.Str) ? "Strings must be encoded before hashing" : "object supporting the buffer API required");
        return false;
    }

    /// <summary>Update this hash object's state with the provided string.</summary>
    [Method("update", Signature = "($self, obj, /)")]
    private static Value Update(Vm* vm, Value self, Value data)
    {
        if (!TryInput(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        State(vm, self).Update(content);
        return Value.None;
    }

    /// <summary>Return the digest value as a bytes object.</summary>
    [Method("digest", Signature = "($self, /)")]
    private static Value GetDigest(Vm* vm, Value self) => Finish(vm, self, State(vm, self).Digest.Size, isHex: false);

    /// <summary>Return the digest value as a string of hexadecimal digits.</summary>
    [Method("hexdigest", Signature = "($self, /)")]
    private static Value GetHexDigest(Vm* vm, Value self) => Finish(vm, self, State(vm, self).Digest.Size, isHex: true);

    /// <summary>Return a copy of the hash object.</summary>
    [Method("copy", Signature = "($self, /)")]
    private static Value Copy(Vm* vm, Value self) => ManagedCells.New(vm, Types.Of(vm, self), State(vm, self).Copy());

    [Property("name")]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Str.New(vm, State(vm, self).Name));

    [Property("digest_size")]
    private static Value GetSize(Vm* vm, Value self) => Value.FromInt(State(vm, self).Digest.Size);

    [Property("block_size")]
    private static Value GetBlockSize(Vm* vm, Value self) => Value.FromInt(State(vm, self).Digest.BlockSize);

    /// <summary>The result, of a length, as bytes or hexadecimal text; undefined with an exception pending.</summary>
    internal static Value Finish(Vm* vm, Value self, long length, bool isHex)
    {
        if (length < 0)
        {
            return Throw.ValueError(vm, "value must be positive");
        }

        Bytes* digest = Bytes.Allocate(vm, length);
        if (digest == null)
        {
            return Value.Undefined;
        }

        State(vm, self).Digest.Finish(new Span<byte>(Bytes.Data(digest), digest->Length));
        if (!isHex)
        {
            return Value.FromObject(digest);
        }

        Str* text = Str.Allocate(vm, 2 * length, 1);
        if (text == null)
        {
            return Value.Undefined;
        }

        HexDigits.Write(Bytes.Span(digest), new Span<byte>(text->Data, text->Length));
        text->Header.Flags |= ObjectFlags.Ascii;
        return Value.FromObject(text);
    }

    private static HashState State(Vm* vm, Value self) => ManagedCells.Get<HashState>(vm, self);

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<{State(vm, self).Name} {Types.NameOf(vm, self)} object @ 0x{self.Bits:x12}>"));
}
