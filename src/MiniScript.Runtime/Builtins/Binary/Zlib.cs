using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>The compression library that .NET links.</summary>
/// <remarks>These are the functions behind <c>System.IO.Compression</c>, which reaches none of: flush modes, the input left over, strategies.</remarks>
internal static unsafe partial class Zlib
{
    /// <summary>Success.</summary>
    public const int Ok = 0;

    /// <summary>The end of the stream.</summary>
    public const int StreamEnd = 1;

    /// <summary>A preset dictionary is needed.</summary>
    public const int NeedDictionary = 2;

    /// <summary>Wrong arguments or state.</summary>
    public const int StreamError = -2;

    /// <summary>Nothing could be done for want of input or room.</summary>
    public const int BufferError = -5;

    /// <summary>The flush mode that decompresses as much as it can.</summary>
    public const int SyncFlush = 2;

    /// <summary>Bytes of output that are taken at a time.</summary>
    public const int Portion = 16 * 1024;

    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>A stream: where to read and write, and how much of each is left.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Stream
    {
        /// <summary>The next byte of input.</summary>
        public byte* NextIn;

        /// <summary>Where the next byte of output goes.</summary>
        public byte* NextOut;

        /// <summary>The last error in words, or null.</summary>
        public byte* Message;

        private readonly void* state;

        /// <summary>Bytes of input left.</summary>
        public uint AvailIn;

        /// <summary>Room for output left.</summary>
        public uint AvailOut;
    }

    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateInit2_")]
    internal static partial int DeflateInit(Stream* stream, int level, int method, int windowBits, int memoryLevel, int strategy);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Deflate")]
    internal static partial int Deflate(Stream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateEnd")]
    internal static partial int DeflateEnd(Stream* stream);

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateInit2_")]
    internal static partial int InflateInit(Stream* stream, int windowBits);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Inflate")]
    internal static partial int Inflate(Stream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateEnd")]
    internal static partial int InflateEnd(Stream* stream);

    /// <summary>Continues a CRC-32.</summary>
    public static uint Crc32(uint crc, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            return data.IsEmpty ? crc : UpdateCrc32(crc, start, data.Length);
        }
    }

    /// <summary>Continues an Adler-32.</summary>
    public static uint Adler32(uint adler, ReadOnlySpan<byte> data)
    {
        const uint Modulus = 65521;
        const int Stride = 5552; // the most bytes for which the sums fit 32 bits
        uint low = adler & 0xffff;
        uint high = adler >> 16;
        while (!data.IsEmpty)
        {
            foreach (byte b in data[..Math.Min(Stride, data.Length)])
            {
                low += b;
                high += low;
            }

            low %= Modulus;
            high %= Modulus;
            data = data[Math.Min(Stride, data.Length)..];
        }

        return (high << 16) | low;
    }

    /// <summary>Raises <c>zlib.error</c> for a result of the library.</summary>
    public static void Raise(Memory.Vm* vm, int code, Stream* stream, string doing)
    {
        string? reason = stream != null && stream->Message != null ? Marshal.PtrToStringUTF8((nint)stream->Message) : null;
        reason ??= code switch
        {
            BufferError => "incomplete or truncated stream",
            StreamError => "inconsistent stream state",
            -3 => "invalid input data",
            _ => null,
        };
        LibraryCalls.Raise(vm, "zlib", "error", reason == null ? $"Error {code} {doing}" : $"Error {code} {doing}: {reason}");
    }

    [LibraryImport(Library, EntryPoint = "CompressionNative_Crc32")]
    private static partial uint UpdateCrc32(uint crc, byte* data, int length);
}
