using System.IO.Compression;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>Reads one of the character database's files, which <c>make_tables.py</c> writes.</summary>
internal struct PackedReader
{
    private int position;

    /// <summary>Unpacks a file.</summary>
    public PackedReader(EmbeddedFile file)
    {
        using DeflateStream unpacked = new(file, CompressionMode.Decompress);
        using MemoryStream target = new(1 << 19);
        unpacked.CopyTo(target);
        Data = target.ToArray();
    }

    /// <summary>All bytes.</summary>
    public byte[] Data { get; }

    /// <summary>Where the next read begins.</summary>
    public readonly int Position => position;

    /// <summary>The next byte.</summary>
    public int ReadByte() => Data[position++];

    /// <summary>The next number: seven bits a byte, the highest first; a set top bit means that more follow.</summary>
    public long ReadNumber()
    {
        long value = 0;
        while (true)
        {
            byte next = Data[position++];
            value = (value << 7) | (uint)(next & 0x7f);
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>The next number, which is known to be small.</summary>
    public int ReadInt() => (int)ReadNumber();
}
