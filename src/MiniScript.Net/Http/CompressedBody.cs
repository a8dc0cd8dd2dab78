namespace MiniScript.Net.Http;

/// <summary>
/// A compressed body as the stream that a decoder reads. Decoders take an early end of their input for the end of the content; whether
/// one has asked for more than there is tells the two apart, as a decoder that has seen the end mark asks for nothing. Except for gzip,
/// whose decoder then looks for another member: it is shown a few bytes that cannot begin one, and that complete no cut-off member
/// either.
/// </summary>
internal sealed class CompressedBody(ReadOnlyMemory<byte> body, bool isGzip) : Stream
{
    private const byte NoMember = 0xff;
    private const int PaddingBytes = 16;

    private int position;
    private bool hasPadded = !isGzip;

    /// <summary>True when the decoder wanted bytes after the last: the content is not complete.</summary>
    public bool IsShort { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, body.Length - position);
        if (count == 0 && !hasPadded)
        {
            hasPadded = true;
            count = Math.Min(buffer.Length, PaddingBytes);
            buffer[..count].Fill(NoMember);
            return count;
        }

        IsShort |= count == 0 && !buffer.IsEmpty;
        body.Span.Slice(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
