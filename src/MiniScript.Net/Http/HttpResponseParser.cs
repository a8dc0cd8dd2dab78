using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MiniScript.Net.Http;

/// <summary>
/// Reads one response of HTTP/1.x (RFC 9112) from bytes in pieces of any size, and refuses whatever two readers could understand
/// differently: lengths that conflict, bare carriage returns, folded lines, white space around field names, malformed chunks.
/// Lines are read whole from the caller's buffer, body bytes go to <see cref="Body"/> as they come.
/// </summary>
internal sealed class HttpResponseParser
{
    private readonly string origin;
    private readonly bool isHead;
    private readonly HttpLimits limits;
    private State state = State.StatusLine;
    private long remaining;
    private int lineBytes;
    private bool isVersion11;

    /// <param name="origin">The server, for messages.</param>
    /// <param name="isHead">The request was HEAD: the response has no body, whatever its headers say.</param>
    /// <param name="limits">What to accept.</param>
    public HttpResponseParser(string origin, bool isHead, HttpLimits limits)
    {
        this.origin = origin;
        this.isHead = isHead;
        this.limits = limits;
    }

    private enum State
    {
        StatusLine,
        HeaderLine,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        BodyUntilClose,
        Done,
    }

    /// <summary>The status code, once its line has been read.</summary>
    public int Status { get; private set; }

    /// <summary>The reason phrase.</summary>
    public string Reason { get; private set; } = string.Empty;

    /// <summary>The header fields.</summary>
    public HttpHeaders Headers { get; private set; } = new();

    /// <summary>The body with its transfer encoding undone.</summary>
    public HttpBodyBuffer Body { get; } = new();

    /// <summary>True when the response is complete.</summary>
    public bool IsDone => state == State.Done;

    /// <summary>True once any part of a response has been read, an interim one included.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>True when the connection may carry another request after this response.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>
    /// Body bytes that are certain to follow without any framing between them: they may be received straight into <see cref="Body"/>.
    /// </summary>
    public long PlainBytesAhead => state is State.FixedBody or State.ChunkData ? remaining : 0;

    /// <summary>
    /// Reads as much as it can and returns how many bytes that was. What is left is the beginning of a line, to be offered again with more
    /// behind it, or, when <see cref="IsDone"/>, does not belong to the response.
    /// </summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Protocol"/> when the bytes are no acceptable response.</exception>
    public int Consume(ReadOnlySpan<byte> input)
    {
        HasStarted |= !input.IsEmpty;
        int position = 0;
        while (state != State.Done)
        {
            ReadOnlySpan<byte> rest = input[position..];
            int used = state is State.FixedBody or State.ChunkData or State.BodyUntilClose ? TakeBody(rest) : TakeLine(rest);
            if (used == 0)
            {
                break;
            }

            position += used;
        }

        return position;
    }

    /// <summary>Counts bytes that the caller put straight into <see cref="Body"/>, as <see cref="PlainBytesAhead"/> allowed.</summary>
    public void ConsumedPlain(int count)
    {
        Body.Advance(count);
        AfterBodyBytes(count);
    }

    /// <summary>Tells the parser that the connection has ended.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Closed"/> when the response was not complete.</exception>
    public void EndOfStream()
    {
        if (state == State.BodyUntilClose)
        {
            state = State.Done;
            return;
        }

        if (state != State.Done)
        {
            string where = state switch
            {
                State.StatusLine when !HasStarted => "before answering",
                State.StatusLine or State.HeaderLine => "in the middle of the response's header",
                State.FixedBody => string.Create(CultureInfo.InvariantCulture, $"{remaining} bytes before the end of the body"),
                _ => "in the middle of a chunked body",
            };
            throw new NetException(NetErrorKind.Closed, $"{origin} closed the connection {where}");
        }
    }

    private int TakeBody(ReadOnlySpan<byte> input)
    {
        int count = state == State.BodyUntilClose ? input.Length : (int)Math.Min(input.Length, remaining);
        CheckBodyLength(count);
        Body.Append(input[..count]);
        AfterBodyBytes(count);
        return count;
    }

    private void AfterBodyBytes(int count)
    {
        if (state == State.BodyUntilClose)
        {
            return;
        }

        remaining -= count;
        if (remaining == 0)
        {
            state = state == State.FixedBody ? State.Done : State.ChunkEnd;
        }
    }

    /// <summary>Handles the first line of the input; 0 when it is not whole yet.</summary>
    private int TakeLine(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)'\n');
        int length = end < 0 ? input.Length : end + 1;
        if (length > limits.MaxLineBytes)
        {
            throw Malformed($"a line is longer than {limits.MaxLineBytes} bytes");
        }

        if (end < 0)
        {
            return 0;
        }

        bool hasReturn = end > 0 && input[end - 1] == '\r';
        ReadOnlySpan<byte> line = input[..(hasReturn ? end - 1 : end)];
        if (line.Contains((byte)'\r'))
        {
            throw Malformed("a line contains a bare carriage return");
        }

        switch (state)
        {
            case State.StatusLine:
                ReadStatusLine(line);
                break;
            case State.HeaderLine:
                CountHeaderBytes(length);
                if (line.IsEmpty)
                {
                    EndHeaders();
                }
                else
                {
                    ReadField(line, Headers);
                }

                break;
            case State.Trailer:
                CountHeaderBytes(length);
                if (line.IsEmpty)
                {
                    state = State.Done;
                }
                else
                {
                    // Trailers are checked and dropped: what may be merged into the header is for each field's definition to say
                    // (RFC 9110, section 6.5).
                    ReadField(line, null);
                }

                break;
            case State.ChunkSize:
                RequireReturn(hasReturn);
                ReadChunkSize(line);
                break;
            default:
                RequireReturn(hasReturn);
                if (!line.IsEmpty)
                {
                    throw Malformed("a chunk is longer than its size says");
                }

                state = State.ChunkSize;
                break;
        }

        return length;
    }

    private void RequireReturn(bool hasReturn)
    {
        if (!hasReturn)
        {
            throw Malformed("a line of the chunked body ends in a bare line feed");
        }
    }

    private void ReadStatusLine(ReadOnlySpan<byte> line)
    {
        // HTTP/1.d SP ddd [SP reason]
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !IsDigit(line[7]) || line[8] != ' ' ||
            !IsDigit(line[9]) || !IsDigit(line[10]) || !IsDigit(line[11]) || (line.Length > 12 && line[12] != ' '))
        {
            throw Malformed("it does not start with a status line of HTTP/1.1");
        }

        isVersion11 = line[7] != '0';
        Status = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + (line[11] - '0');
        if (Status < 100)
        {
            throw Malformed($"its status {Status:D3} is below 100");
        }

        ReadOnlySpan<byte> reason = line.Length > 13 ? line[13..] : default;
        if (!HttpSyntax.IsFieldValue(reason))
        {
            throw Malformed("its reason phrase contains a control character");
        }

        Reason = reason.SequenceEqual("OK"u8) ? "OK" : Encoding.Latin1.GetString(reason);
        state = State.HeaderLine;
    }

    private void ReadField(ReadOnlySpan<byte> line, HttpHeaders? target)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            throw Malformed("a header field is folded over several lines");
        }

        int colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            throw Malformed("a header line has no colon");
        }

        ReadOnlySpan<byte> name = line[..colon];
        if (!HttpSyntax.IsToken(name))
        {
            throw Malformed("a header field's name is empty or contains a character that is not allowed there");
        }

        ReadOnlySpan<byte> value = HttpSyntax.Trim(line[(colon + 1)..]);
        if (!HttpSyntax.IsFieldValue(value))
        {
            throw Malformed($"the header field {Encoding.ASCII.GetString(name)} contains a control character");
        }

        if (target is null)
        {
            return;
        }

        if (target.Count == limits.MaxHeaderCount)
        {
            throw Malformed($"it has more than {limits.MaxHeaderCount} header fields");
        }

        target.Add(HttpSyntax.NameString(name), Encoding.Latin1.GetString(value));
    }

    private void CountHeaderBytes(int count)
    {
        lineBytes += count;
        if (lineBytes > limits.MaxHeaderBytes)
        {
            throw Malformed($"its header is larger than {limits.MaxHeaderBytes} bytes");
        }
    }

    /// <summary>Decides, after RFC 9112 section 6.3, how the body is delimited.</summary>
    private void EndHeaders()
    {
        if (Status == 101)
        {
            throw Malformed("it switches protocols, which was not asked for");
        }

        if (Status < 200)
        {
            // An interim response: the real one follows. Its bytes keep counting, so that an endless series of them ends.
            Headers = new HttpHeaders();
            state = State.StatusLine;
            return;
        }

        string? encoding = Headers.Joined("Transfer-Encoding");
        string? length = Headers.Joined("Content-Length");
        if (encoding is not null && length is not null)
        {
            throw Malformed("it has both a Content-Length and a Transfer-Encoding");
        }

        KeepsAlive = isVersion11 ? !Headers.HasToken("Connection", "close") : Headers.HasToken("Connection", "keep-alive");
        long announced = length is null ? -1 : ReadContentLength(length);
        lineBytes = 0;
        if (isHead || Status is 204 or 304)
        {
            state = State.Done;
        }
        else if (encoding is not null)
        {
            BeginChunked(encoding);
        }
        else if (announced >= 0)
        {
            BeginFixed(announced);
        }
        else
        {
            KeepsAlive = false;
            state = State.BodyUntilClose;
        }
    }

    private void BeginChunked(string encoding)
    {
        if (!encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw Malformed($"its Transfer-Encoding '{encoding}' is not supported, only chunked is");
        }

        if (!isVersion11)
        {
            throw Malformed("it is chunked, but of HTTP/1.0, which has no chunks");
        }

        state = State.ChunkSize;
    }

    private void BeginFixed(long length)
    {
        remaining = length;
        CheckBodyLength(length);
        Body.Announce((int)length);
        state = length == 0 ? State.Done : State.FixedBody;
    }

    /// <summary>The one number that all values of Content-Length must agree on.</summary>
    private long ReadContentLength(string values)
    {
        long result = -1;
        foreach (Range part in values.AsSpan().Split(','))
        {
            ReadOnlySpan<char> text = values.AsSpan(part).Trim(" \t");
            if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9') ||
                !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                throw Malformed($"its Content-Length '{values}' is not a number");
            }

            if (result >= 0 && value != result)
            {
                throw Malformed($"it has conflicting Content-Lengths ({values})");
            }

            result = value;
        }

        return result;
    }

    private void ReadChunkSize(ReadOnlySpan<byte> line)
    {
        int semicolon = line.IndexOf((byte)';');
        ReadOnlySpan<byte> size = (semicolon < 0 ? line : line[..semicolon]).TrimEnd(" \t"u8);

        // Fifteen digits cannot overflow, and leading zeros beyond them serve nobody.
        if (size.IsEmpty || size.Length > 15 || !Utf8Parser.TryParse(size, out long length, out int used, 'x') || used != size.Length)
        {
            throw Malformed("a chunk size is not a hexadecimal number");
        }

        CheckBodyLength(length);
        remaining = length;
        state = length == 0 ? State.Trailer : State.ChunkData;
    }

    private void CheckBodyLength(long more)
    {
        if (more > Math.Min(limits.MaxBodyBytes, Array.MaxLength) - Body.Length)
        {
            throw Malformed($"its body is larger than {Math.Min(limits.MaxBodyBytes, Array.MaxLength)} bytes");
        }
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    private NetException Malformed(string problem) =>
        new(NetErrorKind.Protocol, $"the response of {origin} is not acceptable: {problem}");
}
