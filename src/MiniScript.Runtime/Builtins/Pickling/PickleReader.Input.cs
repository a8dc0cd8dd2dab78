using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <content>The bytes that are read: all there are, or what a file gives.</content>
internal unsafe ref partial struct PickleReader
{
    private const int Chunk = 64 * 1024;

    /// <summary>How many of the last bytes that were read are not part of the pickle.</summary>
    public readonly long Unused => end - at;

    /// <summary>How many bytes the pickle has, if all are in memory.</summary>
    public readonly long Used => at;

    /// <summary>Takes the bytes from memory.</summary>
    public void From(Bytes* bytes)
    {
        owner = Value.FromObject(bytes);
        data = Bytes.Data(bytes);
        end = bytes->Length;
    }

    /// <summary>Takes the bytes from a file's methods.</summary>
    /// <param name="read">Reads a number of bytes.</param>
    /// <param name="readLine">Reads a line.</param>
    /// <param name="readsAhead">Whether more may be read than the pickle has, because the file can be set back.</param>
    public void From(Value read, Value readLine, bool readsAhead)
    {
        this.read = read;
        this.readLine = readLine;
        this.readsAhead = readsAhead;
        data = null;
    }

    private bool Has(long count) => end - at >= count || Fill(count);

    private readonly bool IsTruncation()
    {
        Value type = LibraryCalls.Attribute(vm, "pickle", "UnpicklingError");
        return Types.Of(vm, vm->Pending) == (TypeObject*)type.AsObject;
    }

    private bool Fill(long count)
    {
        long missing = count - (end - at);
        if (read.IsUndefined || count < 0)
        {
            return PickleErrors.Unpickling(vm, "pickle data was truncated");
        }

        while (missing > 0)
        {
            // What a hostile length asks for comes in pieces: the file's end shows before the memory is taken.
            Value wanted = Value.FromInt(Math.Min(readsAhead ? Math.Max(missing, Chunk) : missing, 1 << 24));
            if (!Add(Calls.Invoke(vm, read, wanted), "read()", out int got))
            {
                return false;
            }

            if (got == 0)
            {
                return PickleErrors.Unpickling(vm, "pickle data was truncated");
            }

            missing -= got;
        }

        return true;
    }

    private bool Add(Value piece, string method, out int got)
    {
        got = 0;
        if (piece.IsUndefined)
        {
            return false;
        }

        if (!BytesArguments.IsBytesLike(piece))
        {
            Throw.ValueError(vm, $"{method} returned non-bytes object ({Types.NameOf(vm, piece)})");
            return false;
        }

        ReadOnlySpan<byte> content = BytesArguments.Content(vm, piece);
        long rest = end - at;
        Bytes* joined = Bytes.Allocate(vm, rest + content.Length);
        if (joined == null)
        {
            return false;
        }

        new ReadOnlySpan<byte>(data + at, (int)rest).CopyTo(new Span<byte>(Bytes.Data(joined), (int)rest));
        content.CopyTo(new Span<byte>(Bytes.Data(joined) + rest, content.Length));
        owner = Value.FromObject(joined);
        data = Bytes.Data(joined);
        at = 0;
        end = joined->Length;
        got = content.Length;
        return true;
    }

    /// <summary>Reads a number, its lowest byte first.</summary>
    private bool Number(int bytes, out long number)
    {
        number = 0;
        if (!Has(bytes))
        {
            return false;
        }

        for (int i = 0; i < bytes; i++)
        {
            number |= (long)data[at++] << (8 * i);
        }

        return true;
    }

    /// <summary>Reads a line, without its end, as bytes.</summary>
    private bool RawLine(out Value line)
    {
        line = Value.Undefined;
        long scanned = 0;
        while (true)
        {
            int found = new ReadOnlySpan<byte>(data + at + scanned, (int)(end - at - scanned)).IndexOf((byte)'\n');
            if (found >= 0)
            {
                long length = scanned + found;
                line = Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(data + at, (int)length)));
                at += length + 1;
                return !line.IsUndefined;
            }

            scanned = end - at;
            if (read.IsUndefined)
            {
                return PickleErrors.Unpickling(vm, "pickle data was truncated");
            }

            Value piece = readsAhead ? Calls.Invoke(vm, read, Value.FromInt(Chunk)) : Calls.Invoke(vm, readLine);
            if (!Add(piece, readsAhead ? "read()" : "readline()", out int got))
            {
                return false;
            }

            if (got == 0)
            {
                return PickleErrors.Unpickling(vm, "pickle data was truncated");
            }
        }
    }

    /// <summary>Reads a line, without its end, as text.</summary>
    private bool Line(out Value line)
    {
        if (!RawLine(out line))
        {
            return false;
        }

        line = Value.FromObject(Codecs.Decode(vm, (Bytes*)line.AsObject, "utf-8", "strict"));
        return !line.IsUndefined;
    }

    private bool LineNumber(out long number)
    {
        number = 0;
        if (!Line(out Value line))
        {
            return false;
        }

        Value parsed = Integers.Parse(vm, (Str*)line.AsObject, 10);
        return !parsed.IsUndefined && (Integers.TryToLong(parsed, out number) || PickleErrors.Unpickling(vm, "number of a memo value is out of range"));
    }
}
