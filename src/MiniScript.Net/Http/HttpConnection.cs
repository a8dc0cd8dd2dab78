using System.Buffers;
using System.Runtime.CompilerServices;
using MiniScript.Net.Sockets;

namespace MiniScript.Net.Http;

/// <summary>One connection to a server, plain or TLS, that carries one exchange at a time.</summary>
internal sealed class HttpConnection(TcpSocket socket, Stream stream, HttpOrigin origin) : IDisposable
{
    /// <summary>Bodies up to this size go out in one piece with the head.</summary>
    private const int CoalescedBodyBytes = 16 * 1024;

    private const int ReadBufferBytes = 16 * 1024;

    /// <summary>From this many bytes on, a body is received in place instead of through the buffer.</summary>
    private const int DirectReadBytes = 4 * 1024;

    /// <summary>The server, as messages name it and as the pool files the connection.</summary>
    public HttpOrigin Origin => origin;

    /// <summary>When the connection became idle, as <see cref="Environment.TickCount64"/>.</summary>
    public long IdleSince { get; set; }

    /// <summary>True while an idle connection can carry another exchange: the server has neither closed it nor spoken unasked.</summary>
    public bool IsAlive => socket.IsQuiet;

    /// <summary>
    /// Sends a request and reads its response into <paramref name="parser"/>. True when the connection may be used again. The body is sent
    /// while the response is awaited, as a server may answer early, before it has taken all of a body it does not want.
    /// </summary>
    /// <exception cref="NetException">The exchange failed; the connection is of no more use.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ExchangeAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, HttpResponseParser parser)
    {
        ValueTask sending = SendAsync(head, body);
        if (sending.IsCompletedSuccessfully)
        {
            bool reusable = await ReceiveAsync(parser).ConfigureAwait(false);
            return reusable && parser.KeepsAlive;
        }

        Task unfinished = sending.AsTask();
        try
        {
            await ReceiveAsync(parser).ConfigureAwait(false);
        }
        catch (NetException) when (unfinished.IsFaulted && !parser.HasStarted)
        {
            // The failure to send came first and says more.
            await unfinished.ConfigureAwait(false);
        }
        finally
        {
            Observe(unfinished);
        }

        return unfinished.IsCompletedSuccessfully && parser.KeepsAlive;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The socket first: a TLS stream would otherwise try to say good-bye on it, and nobody waits for that.
        socket.Dispose();
        stream.Dispose();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (body.IsEmpty)
            {
                await stream.WriteAsync(head).ConfigureAwait(false);
            }
            else if (body.Length <= CoalescedBodyBytes)
            {
                byte[] whole = new byte[head.Length + body.Length];
                head.CopyTo(whole);
                body.CopyTo(whole.AsMemory(head.Length));
                await stream.WriteAsync(whole).ConfigureAwait(false);
            }
            else
            {
                await stream.WriteAsync(head).ConfigureAwait(false);
                await stream.WriteAsync(body).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (Translate(e, "sending to") is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Reads the response; false when bytes were left over, which belong to no request.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveAsync(HttpResponseParser parser)
    {
        byte[]? buffer = null;
        int start = 0;
        int end = 0;
        try
        {
            while (!parser.IsDone)
            {
                if (start == end && parser.PlainBytesAhead >= DirectReadBytes)
                {
                    Memory<byte> space = parser.Body.Space(DirectReadBytes);
                    if (space.Length > parser.PlainBytesAhead)
                    {
                        space = space[..(int)parser.PlainBytesAhead];
                    }

                    int direct = await stream.ReadAsync(space).ConfigureAwait(false);
                    if (direct == 0)
                    {
                        parser.EndOfStream();
                    }

                    parser.ConsumedPlain(direct);
                    continue;
                }

                if (buffer is null)
                {
                    // A connection that waits for its answer holds no buffer.
                    await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
                    buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
                }

                MakeRoom(ref buffer, ref start, ref end);
                int count = await stream.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (count == 0)
                {
                    parser.EndOfStream();
                    break;
                }

                end += count;
                start += parser.Consume(buffer.AsSpan(start, end - start));
            }

            return start == end;
        }
        catch (Exception e) when (Translate(e, "receiving from") is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Makes sure that there is room behind <paramref name="end"/>. The parser bounds lines, and with them this buffer.</summary>
    private static void MakeRoom(ref byte[] buffer, ref int start, ref int end)
    {
        if (start == end)
        {
            start = end = 0;
        }

        if (end < buffer.Length)
        {
            return;
        }

        byte[] target = buffer;
        if (start == 0)
        {
            target = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        }

        buffer.AsSpan(start, end - start).CopyTo(target);
        end -= start;
        start = 0;
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }
    }

    /// <summary>
    /// A failure of the TLS layer as a <see cref="NetException"/>; null for what is one already, or is none of the stream's.
    /// </summary>
    private NetException? Translate(Exception failure, string action)
    {
        if (failure is NetException || failure is not (IOException or ObjectDisposedException or InvalidOperationException))
        {
            return null;
        }

        for (Exception? cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is NetException known)
            {
                return new NetException(known.Kind, known.Message, failure);
            }
        }

        return new NetException(NetErrorKind.Closed, $"{action} {origin} failed: the encrypted connection broke", failure);
    }

    /// <summary>Makes sure that the failure of a send nobody waits for any more is not reported as unobserved.</summary>
    private static void Observe(Task task) =>
        task.ContinueWith(
            static done => _ = done.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
