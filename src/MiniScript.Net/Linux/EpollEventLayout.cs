using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MiniScript.Net.Linux;

/// <summary>
/// The two layouts of <c>struct epoll_event</c>: x86-64 packs it, every other architecture aligns the 64-bit part.
/// <code>
/// x86-64 (12 bytes)    0 events (u32)   4 data (u64)
/// others (16 bytes)    0 events (u32)   4 (padding)   8 data (u64)
/// </code>
/// Both are little-endian on every machine that .NET runs Linux on but s390x.
/// </summary>
internal readonly struct EpollEventLayout
{
    /// <summary>The layout of x86-64.</summary>
    public static readonly EpollEventLayout Packed = new(12, 4);

    /// <summary>The layout of arm64 and of all others.</summary>
    public static readonly EpollEventLayout Aligned = new(16, 8);

    /// <summary>Bytes from one event to the next.</summary>
    public readonly int Size;

    private readonly int dataOffset;

    private EpollEventLayout(int size, int dataOffset)
    {
        Size = size;
        this.dataOffset = dataOffset;
    }

    /// <summary>The layout of a machine.</summary>
    public static EpollEventLayout Of(Architecture architecture) => architecture == Architecture.X64 ? Packed : Aligned;

    /// <summary>Writes one event to the start of <paramref name="target"/>.</summary>
    public void Write(Span<byte> target, uint events, ulong data)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, events);
        BinaryPrimitives.WriteUInt64LittleEndian(target[dataOffset..], data);
    }

    /// <summary>Reads the event at <paramref name="index"/> of an array of events.</summary>
    public void Read(ReadOnlySpan<byte> source, int index, out uint events, out ulong data)
    {
        ReadOnlySpan<byte> entry = source.Slice(index * Size, Size);
        events = BinaryPrimitives.ReadUInt32LittleEndian(entry);
        data = BinaryPrimitives.ReadUInt64LittleEndian(entry[dataOffset..]);
    }
}
