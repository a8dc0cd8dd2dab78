using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>An open file with a buffer for what is read ahead or not yet written.</summary>
/// <remarks>
/// At any time the buffer holds one of both: <c>buffer[start..end]</c> is read and not yet taken, or <c>buffer[..end]</c> waits to be
/// written (<see cref="IsDirty"/>). Operations return a negated error number if they fail, as <see cref="FileCalls"/> does; the
/// interruption of a call by a signal is such a failure if the signal asks the script to stop; else the call is repeated.
/// </remarks>
internal sealed unsafe class BufferedFile : IDisposable
{
    /// <summary>Bytes that files are buffered in if the script does not say.</summary>
    public const int DefaultBufferSize = 8192;

    private const int BadDescriptor = 9;

    private readonly Vm* vm;
    private readonly FileCalls calls;
    private readonly int bufferSize;
    private readonly bool ownsDescriptor;
    private byte[] buffer = [];
    private int start;
    private int end;

    /// <summary>Wraps an open descriptor.</summary>
    public BufferedFile(
        Vm* vm, FileCalls calls, int descriptor, bool isReadable, bool isWritable, int bufferSize = DefaultBufferSize, bool ownsDescriptor = true)
    {
        this.vm = vm;
        this.calls = calls;
        this.bufferSize = bufferSize;
        this.ownsDescriptor = ownsDescriptor;
        Descriptor = descriptor;
        IsReadable = isReadable;
        IsWritable = isWritable;
    }

    /// <summary>The descriptor; negative once the file is closed.</summary>
    public int Descriptor { get; private set; }

    /// <summary>Whether it was opened for reading.</summary>
    public bool IsReadable { get; }

    /// <summary>Whether it was opened for writing.</summary>
    public bool IsWritable { get; }

    /// <summary>The mode as a binary file shows it.</summary>
    public string BinaryMode => IsReadable && IsWritable ? "rb+" : IsWritable ? "wb" : "rb";

    /// <summary>Whether bytes wait to be written.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Whether the file is closed.</summary>
    public bool IsClosed => Descriptor < 0;

    /// <summary>Whether it is a terminal.</summary>
    public bool IsTerminal => calls.IsTerminal(Descriptor);

    /// <summary>Whether the position can be moved.</summary>
    public bool IsSeekable => calls.Seek(Descriptor, 0, 1) >= 0;

    /// <summary>The table that lists the file while it is open.</summary>
    public FileTable? Table { get; set; }

    /// <summary>Makes sure that something read is in the buffer; gives it, empty at the end of the file.</summary>
    public int Peek(out ReadOnlySpan<byte> ahead)
    {
        ahead = default;
        if (IsDirty && Flush() is < 0 and var failure)
        {
            return failure;
        }

        if (start == end)
        {
            Prepare();
            fixed (byte* target = buffer)
            {
                long count = ReadSystem(target, buffer.Length);
                if (count < 0)
                {
                    return (int)count;
                }

                start = 0;
                end = (int)count;
            }
        }

        ahead = buffer.AsSpan(start, end - start);
        return ahead.Length;
    }

    /// <summary>Takes bytes that <see cref="Peek"/> gave.</summary>
    public void Skip(int count) => start += count;

    /// <summary>Reads what is at hand, or what one call of the system gives; 0 at the end.</summary>
    public int ReadOnce(Span<byte> target)
    {
        if (IsDirty && Flush() is < 0 and var failure)
        {
            return failure;
        }

        if (start < end)
        {
            int count = Math.Min(end - start, target.Length);
            buffer.AsSpan(start, count).CopyTo(target);
            start += count;
            return count;
        }

        fixed (byte* address = target)
        {
            return (int)ReadSystem(address, target.Length);
        }
    }

    /// <summary>Writes, through the buffer.</summary>
    public int Write(ReadOnlySpan<byte> source)
    {
        int result = BeginWrite();
        if (result < 0)
        {
            return result;
        }

        if (source.Length > buffer.Length - end)
        {
            result = Flush();
            if (result < 0)
            {
                return result;
            }

            if (source.Length >= buffer.Length)
            {
                return WriteThrough(source);
            }
        }

        source.CopyTo(buffer.AsSpan(end));
        end += source.Length;
        IsDirty = true;
        return bufferSize == 0 ? Flush() : 0;
    }

    /// <summary>Room in the buffer for that many bytes to be written, to be ended by <see cref="Advance"/>; empty if there is none, or with an error.</summary>
    public Span<byte> Reserve(int count, out int result)
    {
        result = BeginWrite();
        if (result < 0 || count > buffer.Length || bufferSize == 0)
        {
            return default;
        }

        if (count > buffer.Length - end)
        {
            result = Flush();
        }

        return result < 0 ? default : buffer.AsSpan(end);
    }

    /// <summary>Counts bytes that were put into reserved room.</summary>
    public void Advance(int count)
    {
        end += count;
        IsDirty |= count > 0;
    }

    /// <summary>Writes out what waits. What the system refuses stays.</summary>
    public int Flush()
    {
        if (!IsDirty)
        {
            return 0;
        }

        int written = 0;
        int result = 0;
        while (written < end && result >= 0)
        {
            fixed (byte* source = &buffer[written])
            {
                result = (int)WriteSystem(source, end - written);
            }

            written += Math.Max(result, 0);
        }

        buffer.AsSpan(written, end - written).CopyTo(buffer);
        end -= written;
        IsDirty = end > 0;
        return Math.Min(result, 0);
    }

    /// <summary>The position in bytes from the start, or a failure.</summary>
    public long Tell()
    {
        long position = calls.Seek(Descriptor, 0, 1);
        return position < 0 ? position : IsDirty ? position + end : position - (end - start);
    }

    /// <summary>Moves the position; see <see cref="FileCalls.Seek"/>.</summary>
    public long Seek(long offset, int origin)
    {
        if (Flush() is < 0 and var failure)
        {
            return failure;
        }

        long ahead = origin == 1 ? end - start : 0;
        long position = calls.Seek(Descriptor, offset - ahead, origin);
        if (position >= 0)
        {
            start = end = 0;
        }

        return position;
    }

    /// <summary>Cuts or extends the file.</summary>
    public int Truncate(long length) => Flush() is < 0 and var failure ? failure : calls.Truncate(Descriptor, length);

    /// <summary>The bytes from the position to the end if the file can tell, else 0: a hint for how much room to make.</summary>
    public long Remaining()
    {
        if (calls.Status(Descriptor, out FileStatus status) < 0 || !status.IsRegular)
        {
            return 0;
        }

        long position = Tell();
        return position < 0 ? 0 : Math.Max(status.Size - position, 0);
    }

    /// <summary>Writes out and closes; closing twice does nothing.</summary>
    public int Close()
    {
        if (IsClosed)
        {
            return 0;
        }

        int flushed = Flush();
        int closed = ownsDescriptor ? calls.Close(Descriptor) : 0;
        Descriptor = -1;
        buffer = [];
        start = end = 0;
        IsDirty = false;
        Table?.Remove(this);
        return flushed < 0 ? flushed : closed;
    }

    /// <summary>Lets the descriptor go without closing it: another object has it now.</summary>
    public void Release()
    {
        Descriptor = -1;
        buffer = [];
        start = end = 0;
        Table?.Remove(this);
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Whether a call that a signal interrupted is made again: what the signal asks for is done, and it raised nothing.</summary>
    private bool IsInterrupted(long result) =>
        result == -FileErrors.Interrupted && (!vm->IsRequested(SafepointRequest.Waking) || Execution.Safepoints.Serve(vm)) && !IsClosed;

    private long ReadSystem(byte* target, long count)
    {
        long result;
        do
        {
            if (Execution.Threads.Exist(vm))
            {
                int descriptor = Descriptor;
                nint address = (nint)target;
                long read = 0;
                Execution.Threads.Block(vm, () => read = calls.Read(descriptor, (byte*)address, count));
                result = IsClosed ? -BadDescriptor : read;
            }
            else
            {
                result = calls.Read(Descriptor, target, count);
            }
        }
        while (IsInterrupted(result));

        return result;
    }

    private long WriteSystem(byte* source, long count)
    {
        long result;
        do
        {
            result = calls.Write(Descriptor, source, count);
        }
        while (IsInterrupted(result));

        return result;
    }

    private void Prepare()
    {
        if (buffer.Length == 0)
        {
            buffer = new byte[bufferSize == 0 ? 1 : bufferSize];
        }
    }

    /// <summary>Turns from reading to writing: goes back over what was read ahead.</summary>
    private int BeginWrite()
    {
        Prepare();
        if (IsDirty)
        {
            return 0;
        }

        if (end > start)
        {
            long position = calls.Seek(Descriptor, start - end, 1);
            if (position < 0)
            {
                return (int)position;
            }
        }

        start = end = 0;
        return 0;
    }

    private int WriteThrough(ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            fixed (byte* address = source)
            {
                long written = WriteSystem(address, source.Length);
                if (written < 0)
                {
                    return (int)written;
                }

                source = source[(int)written..];
            }
        }

        return 0;
    }
}
