using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>What a compressor or decompressor of <c>zlib</c> owns: the library's stream, and what the script may ask for.</summary>
internal sealed unsafe class ZlibStream : IDisposable
{
    private readonly bool isDeflate;
    private Zlib.Stream* stream;

    private ZlibStream(bool isDeflate)
    {
        this.isDeflate = isDeflate;
        stream = (Zlib.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Zlib.Stream));
    }

    /// <summary>True once a decompressor has read the end of its stream, or a compressor was finished.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>What follows the end of the compressed stream.</summary>
    public byte[] Unused { get; private set; } = [];

    /// <summary>What was not yet decompressed because of the limit on the output.</summary>
    public byte[] Tail { get; private set; } = [];

    /// <summary>A compressor; null with an exception pending.</summary>
    public static ZlibStream? Deflate(Vm* vm, int level, int method, int windowBits, int memoryLevel, int strategy)
    {
        ZlibStream self = new(isDeflate: true);
        bool isValid = level is >= -1 and <= 9 && memoryLevel is >= 1 and <= 9 && strategy is >= 0 and <= 4 && method == 8
            && windowBits is (>= 9 and <= 15) or (>= -15 and <= -9) or (>= 25 and <= 31);
        int code = isValid ? Zlib.DeflateInit(self.stream, level, method, windowBits, memoryLevel, strategy) : Zlib.StreamError;
        if (code == Zlib.Ok)
        {
            return self;
        }

        self.FreeMemory();
        if (code == Zlib.StreamError)
        {
            Throw.ValueError(vm, "Invalid initialization option");
        }
        else
        {
            Zlib.Raise(vm, code, null, "while creating compression object");
        }

        return null;
    }

    /// <summary>A decompressor; null with an exception pending.</summary>
    public static ZlibStream? Inflate(Vm* vm, int windowBits, string doing)
    {
        ZlibStream self = new(isDeflate: false);
        bool isValid = windowBits is 0 or (>= 8 and <= 15) or (>= -15 and <= -8) or (>= 24 and <= 31) or (>= 40 and <= 47);
        int code = isValid ? Zlib.InflateInit(self.stream, windowBits) : Zlib.StreamError;
        if (code == Zlib.Ok)
        {
            return self;
        }

        self.FreeMemory();
        if (code == Zlib.StreamError && doing.Length == 0)
        {
            Throw.ValueError(vm, "Invalid initialization option");
        }
        else
        {
            Zlib.Raise(vm, code, null, doing.Length == 0 ? "while creating decompression object" : doing);
        }

        return null;
    }

    /// <summary>Compresses; null with an exception pending.</summary>
    public Bytes* Compress(Vm* vm, ReadOnlySpan<byte> data, int flush)
    {
        StrBuilder output = new(vm);
        byte* room = stackalloc byte[Zlib.Portion];
        fixed (byte* start = data)
        {
            stream->NextIn = start;
            stream->AvailIn = (uint)data.Length;
            do
            {
                stream->NextOut = room;
                stream->AvailOut = Zlib.Portion;
                int code = IsAtEnd ? Zlib.StreamError : Zlib.Deflate(stream, flush);
                if (code is Zlib.StreamError)
                {
                    Zlib.Raise(vm, code, stream, flush == 0 ? "while compressing data" : "while flushing");
                    return null;
                }

                output.AppendLatin1(new ReadOnlySpan<byte>(room, Zlib.Portion - (int)stream->AvailOut));
                IsAtEnd = code == Zlib.StreamEnd;
            }
            while (stream->AvailOut == 0);
        }

        return output.ToBytes();
    }

    /// <summary>Decompresses; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="data">More of the compressed stream.</param>
    /// <param name="limit">The most bytes to return, or 0 for all.</param>
    /// <param name="doing">What is being done, for messages.</param>
    public Bytes* Decompress(Vm* vm, ReadOnlySpan<byte> data, long limit, string doing)
    {
        StrBuilder output = new(vm);
        byte* room = stackalloc byte[Zlib.Portion];
        fixed (byte* start = data)
        {
            stream->NextIn = start;
            stream->AvailIn = (uint)data.Length;
            while (!IsAtEnd)
            {
                int size = (int)(limit > 0 ? Math.Min(Zlib.Portion, limit - output.Length) : Zlib.Portion);
                if (size == 0)
                {
                    break;
                }

                stream->NextOut = room;
                stream->AvailOut = (uint)size;
                int code = Zlib.Inflate(stream, Zlib.SyncFlush);
                if (code is not (Zlib.Ok or Zlib.BufferError or Zlib.StreamEnd))
                {
                    if (code == Zlib.NeedDictionary)
                    {
                        Zlib.Raise(vm, code, null, doing);
                        return null;
                    }

                    Zlib.Raise(vm, code, stream, doing);
                    return null;
                }

                output.AppendLatin1(new ReadOnlySpan<byte>(room, size - (int)stream->AvailOut));
                IsAtEnd = code == Zlib.StreamEnd;
                if (stream->AvailOut > 0)
                {
                    break;
                }
            }

            ReadOnlySpan<byte> rest = data[(data.Length - (int)stream->AvailIn)..];
            Tail = IsAtEnd ? [] : rest.ToArray();
            if (IsAtEnd && !rest.IsEmpty)
            {
                Unused = [.. Unused, .. rest];
            }
        }

        return output.ToBytes();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (stream == null)
        {
            return;
        }

        _ = isDeflate ? Zlib.DeflateEnd(stream) : Zlib.InflateEnd(stream);
        FreeMemory();
    }

    private void FreeMemory()
    {
        NativeMemory.Free(stream);
        stream = null;
    }
}
