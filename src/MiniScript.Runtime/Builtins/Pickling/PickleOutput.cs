using System.Buffers.Binary;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>What a pickler writes: bytes, from protocol 4 on in frames.</summary>
internal sealed class PickleOutput
{
    private const int FrameHeader = 9;
    private const int FrameTarget = 64 * 1024;
    private const int LeastFrame = 4;

    private byte[] buffer = new byte[512];
    private int length;
    private int frameStart = -1;

    /// <summary>Whether what is written belongs into frames.</summary>
    public bool Framing { get; set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value)
    {
        Reserve(1);
        buffer[length++] = value;
    }

    /// <summary>Writes an instruction with one byte behind it.</summary>
    public void Bytes(byte first, byte second)
    {
        Reserve(2);
        buffer[length++] = first;
        buffer[length++] = second;
    }

    /// <summary>Writes an instruction with the low bytes of a number behind it, the lowest first.</summary>
    public void Number(byte op, long value, int bytes)
    {
        Reserve(1 + bytes);
        buffer[length++] = op;
        for (int i = 0; i < bytes; i++)
        {
            buffer[length++] = (byte)(value >> (8 * i));
        }
    }

    /// <summary>Writes a float, the highest byte first.</summary>
    public void Float(byte op, double value)
    {
        Reserve(9);
        buffer[length++] = op;
        BinaryPrimitives.WriteDoubleBigEndian(buffer.AsSpan(length), value);
        length += 8;
    }

    /// <summary>Room for bytes at the end of what is written; they count as written.</summary>
    public Span<byte> Take(int count)
    {
        Reserve(count);
        length += count;
        return buffer.AsSpan(length - count, count);
    }

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Writes an instruction with a count and room for that many bytes; much data stands outside of frames.</summary>
    public Span<byte> Payload(byte op, long count, int countBytes)
    {
        bool isLarge = count >= FrameTarget;
        bool framing = Framing;
        if (isLarge)
        {
            CommitFrame();
            Framing = false;
        }

        Number(op, count, countBytes);
        Span<byte> room = Take((int)count);
        Framing = framing;
        return room;
    }

    /// <summary>Between two instructions: a frame that is long enough ends.</summary>
    public void Boundary()
    {
        if (frameStart >= 0 && length - frameStart - FrameHeader >= FrameTarget)
        {
            CommitFrame();
        }
    }

    /// <summary>Ends the frame; a very short one is none.</summary>
    public void CommitFrame()
    {
        if (!Framing || frameStart < 0)
        {
            return;
        }

        int size = length - frameStart - FrameHeader;
        if (size >= LeastFrame)
        {
            buffer[frameStart] = PickleOp.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(frameStart + 1), size);
        }
        else
        {
            Buffer.BlockCopy(buffer, frameStart + FrameHeader, buffer, frameStart, size);
            length -= FrameHeader;
        }

        frameStart = -1;
    }

    private void Reserve(int count)
    {
        int header = Framing && frameStart < 0 ? FrameHeader : 0;
        if (length + (long)count + header > buffer.Length)
        {
            Array.Resize(ref buffer, checked((int)Math.Min(Math.Max(buffer.Length * 2L, length + (long)count + header), Array.MaxLength)));
        }

        if (header != 0)
        {
            frameStart = length;
            length += header;
        }
    }
}
