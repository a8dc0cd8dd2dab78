using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>bytearray(iterable_of_ints), bytearray(string, encoding[, errors]), bytearray(bytes_or_buffer), bytearray(int): a mutable array of bytes</summary>
[BuiltinType("bytearray")]
internal static unsafe partial class ByteArrayMethods
{
    /// <summary>Append a single item to the end of the bytearray.</summary>
    [Method("append")]
    private static Value Append(Vm* vm, ByteArray* self, Value item) => Insert(vm, self, long.MaxValue, item);

    /// <summary>Append all the items from the iterator or sequence to the end of the bytearray.</summary>
    [Method("extend")]
    private static Value Extend(Vm* vm, ByteArray* self, Value iterable_of_ints) =>
        ByteArrayType.Extend(vm, self, iterable_of_ints) ? Value.None : Value.Undefined;

    /// <summary>Insert a single item into the bytearray before the given index.</summary>
    [Method("insert")]
    private static Value Insert(Vm* vm, ByteArray* self, long index, Value item)
    {
        if (!BytesType.TryByte(vm, item, ByteArrayType.OutOfRange, out byte b))
        {
            return Value.Undefined;
        }

        long place = Math.Clamp(index < 0 ? index + self->Length : index, 0, self->Length);
        return ByteArray.Replace(vm, self, (int)place, 0, new ReadOnlySpan<byte>(in b)) ? Value.None : Value.Undefined;
    }

    /// <summary>Remove and return a single item from the bytearray; the last one by default.</summary>
    [Method("pop", Signature = "($self, index=-1, /)")]
    private static Value Pop(Vm* vm, ByteArray* self, long index)
    {
        if (self->Length == 0)
        {
            return Throw.IndexError(vm, "pop from empty bytearray");
        }

        long place = index < 0 ? index + self->Length : index;
        if ((ulong)place >= (ulong)self->Length)
        {
            return Throw.IndexError(vm, "pop index out of range");
        }

        Value item = Value.FromInt(self->Data[place]);
        return ByteArray.Replace(vm, self, (int)place, 1, default) ? item : Value.Undefined;
    }

    /// <summary>Remove the first occurrence of a value in the bytearray.</summary>
    [Method("remove")]
    private static Value Remove(Vm* vm, ByteArray* self, Value value)
    {
        if (!BytesType.TryByte(vm, value, ByteArrayType.OutOfRange, out byte b))
        {
            return Value.Undefined;
        }

        int place = ByteArray.Span(self).IndexOf(b);
        return place < 0 ? Throw.ValueError(vm, "value not found in bytearray")
            : ByteArray.Replace(vm, self, place, 1, default) ? Value.None : Value.Undefined;
    }

    /// <summary>Reverse the order of the values in the bytearray in place.</summary>
    [Method("reverse")]
    private static void Reverse(ByteArray* self) => ByteArray.Span(self).Reverse();

    /// <summary>Remove all items from the bytearray.</summary>
    [Method("clear")]
    private static void Clear(Vm* vm, ByteArray* self) => ByteArray.Replace(vm, self, 0, self->Length, default);

    /// <summary>Return a copy of the bytearray.</summary>
    [Method("copy")]
    private static ByteArray* Copy(Vm* vm, ByteArray* self) => ByteArray.New(vm, ByteArray.Span(self));

    /// <summary>Create a bytearray from a string of hexadecimal numbers; spaces between two numbers are accepted.</summary>
    [ClassMethod("fromhex", Signature = "($type, string, /)")]
    private static Value FromHex(Vm* vm, TypeObject* type, Str* @string)
    {
        Value bytes = BytesMethods.FromHex(vm, Types.Of(vm, TypeId.Bytes), @string);
        return bytes.IsUndefined ? bytes : Calls.Invoke(vm, Value.FromObject(type), bytes);
    }
}
