using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Compresses a stream piece by piece.</summary>
[BuiltinType("zlib_compress")]
internal static unsafe partial class ZlibCompressType
{
    /// <summary>Returns a bytes object containing compressed data.</summary>
    [Method("compress", Signature = "($self, data, /)")]
    private static Bytes* Compress(Vm* vm, Value self, Value data) =>
        BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) ? ManagedCells.Get<ZlibStream>(vm, self).Compress(vm, content, 0) : null;

    /// <summary>Return a bytes object containing any remaining compressed data.</summary>
    [Method("flush", Signature = "($self, mode=4, /)")]
    private static Bytes* Flush(Vm* vm, Value self, long mode) => mode switch
    {
        0 => WellKnown.Of(vm)->EmptyBytes,
        >= 1 and <= 5 => ManagedCells.Get<ZlibStream>(vm, self).Compress(vm, [], (int)mode),
        _ => Inconsistent(vm),
    };

    private static Bytes* Inconsistent(Vm* vm)
    {
        Zlib.Raise(vm, Zlib.StreamError, null, "while flushing");
        return null;
    }
}

/// <summary>Decompresses a stream piece by piece.</summary>
[BuiltinType("zlib_decompress")]
internal static unsafe partial class ZlibDecompressType
{
    /// <summary>Return a bytes object containing the decompressed version of the data.</summary>
    [Method("decompress", Signature = "($self, data, /, max_length=0)")]
    private static Bytes* Decompress(Vm* vm, Value self, Value data, long max_length)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        if (max_length < 0)
        {
            Throw.ValueError(vm, "max_length must be non-negative");
            return null;
        }

        return ManagedCells.Get<ZlibStream>(vm, self).Decompress(vm, content, max_length, "while decompressing data");
    }

    /// <summary>Return a bytes object containing any remaining decompressed data.</summary>
    [Method("flush", Signature = "($self, length=16384, /)")]
    private static Bytes* Flush(Vm* vm, Value self, long length)
    {
        if (length <= 0)
        {
            Throw.ValueError(vm, "length must be greater than zero");
            return null;
        }

        ZlibStream stream = ManagedCells.Get<ZlibStream>(vm, self);
        return stream.Decompress(vm, stream.Tail, 0, "while flushing");
    }

    /// <summary>Data found after the end of the compressed data.</summary>
    [Property("unused_data")]
    private static Bytes* GetUnused(Vm* vm, Value self) => Bytes.New(vm, ManagedCells.Get<ZlibStream>(vm, self).Unused);

    /// <summary>Data that the limit on the output has left over.</summary>
    [Property("unconsumed_tail")]
    private static Bytes* GetTail(Vm* vm, Value self) => Bytes.New(vm, ManagedCells.Get<ZlibStream>(vm, self).Tail);

    /// <summary>True if the end of the stream was read.</summary>
    [Property("eof")]
    private static Value GetEof(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<ZlibStream>(vm, self).IsAtEnd);
}

/// <summary>Create a decompressor object for decompressing data incrementally.</summary>
[BuiltinType("zlib_decompressor")]
internal static unsafe partial class ZlibDecompressorType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => type->Slots.New = &New;

    /// <summary>Decompress data, returning uncompressed data as bytes.</summary>
    [Method("decompress", Signature = "($self, /, data, max_length=-1)")]
    private static Bytes* Decompress(Vm* vm, Value self, Value data, long max_length)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        ZlibStream stream = ManagedCells.Get<ZlibStream>(vm, self);
        if (stream.IsAtEnd)
        {
            Throw.Raise(vm, TypeId.EOFError, "End of stream already reached");
            return null;
        }

        return max_length == 0
            ? WellKnown.Of(vm)->EmptyBytes
            : stream.Decompress(vm, (byte[])[.. stream.Tail, .. content], Math.Max(max_length, 0), "while decompressing data");
    }

    /// <summary>Data found after the end of the compressed stream.</summary>
    [Property("unused_data")]
    private static Bytes* GetUnused(Vm* vm, Value self) => Bytes.New(vm, ManagedCells.Get<ZlibStream>(vm, self).Unused);

    /// <summary>True if the end-of-stream marker has been reached.</summary>
    [Property("eof")]
    private static Value GetEof(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<ZlibStream>(vm, self).IsAtEnd);

    /// <summary>True if more input is needed before more decompressed data can be produced.</summary>
    [Property("needs_input")]
    private static Value GetNeedsInput(Vm* vm, Value self)
    {
        ZlibStream stream = ManagedCells.Get<ZlibStream>(vm, self);
        return Value.FromBool(!stream.IsAtEnd && stream.Tail.Length == 0);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Objects.Tuple* kwNames)
    {
        int count = argc + (kwNames == null ? 0 : kwNames->Length);
        long windowBits = 15;
        if (count > 1 || (count == 1 && !Integers.TryIndex(vm, args[0], out windowBits)))
        {
            return count > 1 ? Throw.TypeError(vm, "zlib dictionaries are not supported") : Value.Undefined;
        }

        ZlibStream? stream = ZlibStream.Inflate(vm, (int)long.Clamp(windowBits, -1000, 1000), string.Empty);
        return stream == null ? Value.Undefined : ManagedCells.New(vm, type, stream);
    }
}
