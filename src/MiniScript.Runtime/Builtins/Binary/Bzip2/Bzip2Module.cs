using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Binary.Bzip2;

/// <summary>The native half of the library module <c>bz2</c>: single blocks, which need not begin at a byte.</summary>
[BuiltinModule("_bz2")]
internal static unsafe partial class Bzip2Module
{
    private const ulong BlockMagic = 0x314159265359;
    private const ulong EndMagic = 0x177245385090;
    private const ulong MagicMask = (1UL << MagicBits) - 1;
    private const int MagicBits = 48;

    /// <summary>Encode a block behind some pending bits: a tuple of the bytes taken, what is written, the number and value of the bits pending then, and the checksum.</summary>
    [Function("encode_block", Signature = "(data, level, pending_count, pending, /)")]
    private static Value EncodeBlock(Vm* vm, Value data, int level, int pendingCount, int pending)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        Bzip2BitWriter writer = new(pendingCount, pending);
        int taken = Bzip2Encoder.Encode(content, level, writer, out uint crc);
        Value* items = stackalloc Value[5]
        {
            Value.FromInt(taken),
            Value.FromObject(Bytes.New(vm, writer.Written)),
            Value.FromInt(writer.PendingCount),
            Value.FromInt(writer.Pending),
            Value.FromInt(crc),
        };
        return Value.FromObject(Tuple.New(vm, items, 5));
    }

    /// <summary>
    /// Decode the block whose magic begins at a bit: a tuple of its content, its checksum and the bit behind it; None if it is malformed, False if it is not
    /// all there.
    /// </summary>
    [Function("decode_block", Signature = "(data, position, /)")]
    private static Value DecodeBlock(Vm* vm, Value data, long position)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        Bzip2BitReader reader = new(content, position + MagicBits);
        byte[]? output = Bzip2Decoder.Decode(ref reader);
        if (output == null)
        {
            return reader.IsPastEnd ? Value.False : Value.None;
        }

        Value* items = stackalloc Value[3]
        {
            Value.FromObject(Bytes.New(vm, output)),
            Value.FromInt(Bzip2Crc.Of(output)),
            Value.FromInt(reader.Position),
        };
        return Value.FromObject(Tuple.New(vm, items, 3));
    }

    /// <summary>The first bit, from one on, where a block or the end of the stream begins; -1 if there is none.</summary>
    [Function("find_magic", Signature = "(data, position, /)")]
    private static Value FindMagic(Vm* vm, Value data, long position)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        ulong window = 0;
        long end = position + MagicBits;
        for (long bit = position; bit < 8L * content.Length; bit++)
        {
            window = ((window << 1) | ((uint)content[(int)(bit >> 3)] >> (int)(7 - (bit & 7)) & 1)) & MagicMask;
            if (window is BlockMagic or EndMagic && bit + 1 >= end)
            {
                return Value.FromInt(bit + 1 - MagicBits);
            }
        }

        return Value.FromInt(-1);
    }

    /// <summary>Some bits as a number, at most 32; -1 if they are not all there.</summary>
    [Function("bits", Signature = "(data, position, count, /)")]
    private static Value Bits(Vm* vm, Value data, long position, int count)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        Bzip2BitReader reader = new(content, position);
        long value = 0;
        for (int i = 0; i < count; i++)
        {
            value = (value << 1) | (uint)reader.Read(1);
        }

        return Value.FromInt(reader.IsPastEnd ? -1 : value);
    }
}
