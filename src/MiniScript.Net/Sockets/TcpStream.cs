namespace MiniScript.Net.Sockets;

/// <summary>
/// A <see cref="TcpSocket"/> as the stream that TLS is layered on. Asynchronous only: a blocking call would stop the loop that it waits
/// for. Cancellation closes the socket instead (see <see cref="TcpSocket.Dispose"/>), so tokens are not observed here.
/// </summary>
public sealed class TcpStream(TcpSocket socket) : Stream
{
    /// <summary>The connection underneath.</summary>
    public TcpSocket Socket => socket;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.ReceiveAsync(buffer);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        socket.ReceiveAsync(buffer.AsMemory(offset, count)).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> sending = socket.SendAsync(buffer);
        if (sending.IsCompletedSuccessfully)
        {
            // Taking the result is what frees the operation behind it.
            _ = sending.Result;
            return ValueTask.CompletedTask;
        }

        return Finish(sending);

        static async ValueTask Finish(ValueTask<int> sending) => await sending.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw Blocking();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw Blocking();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException Blocking() => new("a socket stream of the event loop is asynchronous only");
}
