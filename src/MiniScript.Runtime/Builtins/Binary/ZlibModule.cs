using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>The native half of the library module <c>zlib</c>.</summary>
[BuiltinModule("_zlib")]
internal static unsafe partial class ZlibModule
{
    [Constant("_ZlibDecompressor")]
    private static Value Decompressor(Vm* vm) => Value.FromObject(LibraryTypes.Get(
        vm, TypeId.ZlibDecompressor, "zlib._ZlibDecompressor"u8, Kind.Managed, TypeFlags.None, &ZlibDecompressorType.InitializeSlots, &ZlibDecompressorType.Register));

    /// <summary>Returns a bytes object containing compressed data.</summary>
    [Function("compress", Signature = "(data, /, level=-1, wbits=15)")]
    private static Bytes* Compress(Vm* vm, Value data, int level, int wbits)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        if (level is < -1 or > 9)
        {
            LibraryCalls.Raise(vm, "zlib", "error", "Bad compression level");
            return null;
        }

        using ZlibStream? stream = ZlibStream.Deflate(vm, level, 8, wbits, 8, 0);
        if (stream == null)
        {
            // Only the window size can be wrong here.
            vm->Pending = Value.Undefined;
            Zlib.Raise(vm, Zlib.StreamError, null, "while compressing data");
            vm->Pending = Value.Undefined;
            LibraryCalls.Raise(vm, "zlib", "error", "Bad compression level");
            return null;
        }

        return stream.Compress(vm, content, 4);
    }

    /// <summary>Returns a bytes object containing the uncompressed data.</summary>
    [Function("decompress", Signature = "(data, /, wbits=15, bufsize=16384)")]
    private static Bytes* Decompress(Vm* vm, Value data, int wbits, long bufsize)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return null;
        }

        if (bufsize < 0)
        {
            Throw.ValueError(vm, "bufsize must be non-zero");
            return null;
        }

        using ZlibStream? stream = ZlibStream.Inflate(vm, wbits, "while preparing to decompress data");
        Bytes* result = stream == null ? null : stream.Decompress(vm, content, 0, "while decompressing data");
        if (result != null && !stream!.IsAtEnd)
        {
            Zlib.Raise(vm, Zlib.BufferError, null, "while decompressing data");
            return null;
        }

        return result;
    }

    /// <summary>Return a compressor object.</summary>
    [Function("compressobj", Signature = "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)")]
    private static Value CompressObject(Vm* vm, int level, int method, int wbits, int memLevel, int strategy, Value zdict)
    {
        if (!zdict.IsNone)
        {
            return Throw.Raise(vm, TypeId.NotImplementedError, "zlib dictionaries are not supported");
        }

        ZlibStream? stream = ZlibStream.Deflate(vm, level, method, wbits, memLevel, strategy);
        return stream == null ? Value.Undefined : ManagedCells.New(
            vm, LibraryTypes.Get(vm, TypeId.ZlibCompress, "zlib.Compress"u8, Kind.Managed, TypeFlags.NotCallable, null, &ZlibCompressType.Register), stream);
    }

    /// <summary>Return a decompressor object.</summary>
    [Function("decompressobj", Signature = "(wbits=15, zdict=b'')")]
    private static Value DecompressObject(Vm* vm, int wbits, Value zdict)
    {
        if (!zdict.IsUndefined && !zdict.IsNone)
        {
            return Throw.Raise(vm, TypeId.NotImplementedError, "zlib dictionaries are not supported");
        }

        ZlibStream? stream = ZlibStream.Inflate(vm, wbits, string.Empty);
        return stream == null ? Value.Undefined : ManagedCells.New(
            vm, LibraryTypes.Get(vm, TypeId.ZlibDecompress, "zlib.Decompress"u8, Kind.Managed, TypeFlags.NotCallable, null, &ZlibDecompressType.Register), stream);
    }
}
