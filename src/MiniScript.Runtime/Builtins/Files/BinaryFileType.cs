using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Binary files: what <c>open</c> gives with <c>b</c> in the mode.</summary>
[BuiltinType("_BufferedIOBase")]
internal static unsafe partial class BinaryFileType
{
    private const string ClosedWithDot = "I/O operation on closed file.";

    /// <summary>Sets the slots of binary files.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Iterate;
        type->Slots.Next = &Next;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Str* name = Text.Repr(vm, InstanceAttributes.Get(vm, self, WellKnown.Name(vm, NameId.name)));
        return name == null ? Value.Undefined : Value.FromObject(Str.New(vm, $"<_io.{Types.NameOf(vm, self)} name={Str.ToManaged(name)}>"));
    }

    private static Value Iterate(Vm* vm, Value self) => FileObjects.Binary(vm, self).IsClosed ? FileErrors.Closed(vm) : self;

    private static Value Next(Vm* vm, Value self)
    {
        BufferedFile? file = Reading(vm, self, "readline");
        Bytes* line = file == null ? null : Collect(vm, file, -1, isLine: true);
        return line != null && line->Length == 0 ? Value.Undefined : Value.FromObject(line);
    }

    [Method("read", Signature = "($self, size=-1, /)")]
    private static Value Read(Vm* vm, Value self, Value size)
    {
        BufferedFile? file = Reading(vm, self, "read");
        if (file == null || !FileObjects.TrySize(vm, size, out long count))
        {
            return Value.Undefined;
        }

        return count < -1
            ? Throw.ValueError(vm, "read length must be non-negative or -1")
            : Value.FromObject(Collect(vm, file, count, isLine: false));
    }

    [Method("read1", Signature = "($self, size=-1, /)")]
    private static Value ReadOnce(Vm* vm, Value self, Value size)
    {
        BufferedFile? file = Reading(vm, self, "read", "read1");
        if (file == null || !FileObjects.TrySize(vm, size, out long count))
        {
            return Value.Undefined;
        }

        byte[] target = new byte[count < 0 ? BufferedFile.DefaultBufferSize : (int)Math.Min(count, 1 << 20)];
        int read = file.ReadOnce(target);
        return read < 0 ? FileErrors.Raise(vm, -read) : Value.FromObject(Bytes.New(vm, target.AsSpan(0, read)));
    }

    [Method("peek", Signature = "($self, size=0, /)")]
    private static Value Peek(Vm* vm, Value self, Value size)
    {
        BufferedFile? file = Reading(vm, self, "peek", "peek");
        if (file == null)
        {
            return Value.Undefined;
        }

        int result = file.Peek(out ReadOnlySpan<byte> ahead);
        return result < 0 ? FileErrors.Raise(vm, -result) : Value.FromObject(Bytes.New(vm, ahead));
    }

    [Method("readline", Signature = "($self, size=-1, /)")]
    private static Value ReadLine(Vm* vm, Value self, Value size)
    {
        BufferedFile? file = Reading(vm, self, "readline");
        return file == null || !FileObjects.TrySize(vm, size, out long limit)
            ? Value.Undefined
            : Value.FromObject(Collect(vm, file, limit, isLine: true));
    }

    [Method("readlines", Signature = "($self, hint=-1, /)")]
    private static Value ReadLines(Vm* vm, Value self, Value hint)
    {
        BufferedFile? file = Open(vm, self, ClosedWithDot) == null ? null : Reading(vm, self, "readline");
        if (file == null || !FileObjects.TrySize(vm, hint, out long limit))
        {
            return Value.Undefined;
        }

        List* lines = List.New(vm);
        long total = 0;
        while (limit <= 0 || total < limit)
        {
            Bytes* line = Collect(vm, file, -1, isLine: true);
            if (line == null || (line->Length > 0 && !List.Append(vm, lines, Value.FromObject(line))))
            {
                return Value.Undefined;
            }

            if (line->Length == 0)
            {
                break;
            }

            total += line->Length;
        }

        return Value.FromObject(lines);
    }

    [Method("write", Signature = "($self, buffer, /)")]
    private static Value Write(Vm* vm, Value self, Value data)
    {
        BufferedFile? file = Writing(vm, self, "write", "write to closed file");
        if (file == null)
        {
            return Value.Undefined;
        }

        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        int result = file.Write(content);
        return FileObjects.Result(vm, result < 0 ? result : content.Length);
    }

    [Method("writelines", Signature = "($self, lines, /)")]
    private static Value WriteLines(Vm* vm, Value self, Value lines)
    {
        Value iterator = Open(vm, self, ClosedWithDot) == null ? Value.Undefined : Iteration.Iterate(vm, lines);
        while (!iterator.IsUndefined)
        {
            Value line = Iteration.Next(vm, iterator);
            if (line.IsUndefined)
            {
                return vm->HasPending ? Value.Undefined : Value.None;
            }

            if (Write(vm, self, line).IsUndefined)
            {
                break;
            }
        }

        return Value.Undefined;
    }

    [Method("seek", Signature = "($self, target, whence=0, /)")]
    private static Value Seek(Vm* vm, Value self, Value target, long whence)
    {
        BufferedFile? file = Open(vm, self, "seek of closed file");
        if (file == null || !Integers.TryIndex(vm, target, out long offset))
        {
            return Value.Undefined;
        }

        return whence is < 0 or > 2
            ? Throw.ValueError(vm, $"whence value {whence} unsupported")
            : FileObjects.Result(vm, file.Seek(offset, (int)whence));
    }

    [Method("tell", Signature = "($self, /)")]
    private static Value Tell(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : FileObjects.Result(vm, file.Tell());
    }

    [Method("truncate", Signature = "($self, pos=None, /)")]
    private static Value Truncate(Vm* vm, Value self, Value length)
    {
        BufferedFile? file = Writing(vm, self, "truncate", "truncate of closed file");
        if (file == null || !FileObjects.TrySize(vm, length, out long size))
        {
            return Value.Undefined;
        }

        size = length.IsNone || length.IsUndefined ? file.Tell() : size;
        int result = size < 0 ? (int)size : file.Truncate(size);
        return FileObjects.Result(vm, result < 0 ? result : size);
    }

    [Method("flush", Signature = "($self, /)")]
    private static Value Flush(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self, FileObjects.Binary(vm, self).IsWritable ? "flush of closed file" : ClosedWithDot);
        return file == null ? Value.Undefined : FileObjects.None(vm, file.Flush());
    }

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => FileObjects.Close(vm, FileObjects.Binary(vm, self)) ? Value.None : Value.Undefined;

    [Method("fileno", Signature = "($self, /)")]
    private static Value FileNumber(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : Value.FromInt(file.Descriptor);
    }

    [Method("isatty", Signature = "($self, /)")]
    private static Value IsTerminal(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : Value.FromBool(file.IsTerminal);
    }

    [Method("readable", Signature = "($self, /)")]
    private static Value IsReadable(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : Value.FromBool(file.IsReadable);
    }

    [Method("writable", Signature = "($self, /)")]
    private static Value IsWritable(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : Value.FromBool(file.IsWritable);
    }

    [Method("seekable", Signature = "($self, /)")]
    private static Value IsSeekable(Vm* vm, Value self)
    {
        BufferedFile? file = Open(vm, self);
        return file == null ? Value.Undefined : Value.FromBool(file.IsSeekable);
    }

    [Method("__enter__", Signature = "($self, /)")]
    private static Value Enter(Vm* vm, Value self) => Open(vm, self, ClosedWithDot) == null ? Value.Undefined : self;

    [Method("__exit__", Signature = "($self, *args)")]
    private static Value Exit(Vm* vm, Value self, Execution.Args args) => Close(vm, self);

    [Property("closed")]
    private static Value IsClosed(Vm* vm, Value self) => Value.FromBool(FileObjects.Binary(vm, self).IsClosed);

    /// <summary>Reads up to a number of bytes (all for a negative one), or up to the end of the line; null with an exception pending.</summary>
    private static Bytes* Collect(Vm* vm, BufferedFile file, long limit, bool isLine)
    {
        byte[] collected = new byte[limit < 0 && !isLine ? (int)Math.Min(file.Remaining() + 1, int.MaxValue / 2) : 256];
        int count = 0;
        while (limit < 0 || count < limit)
        {
            int result = file.Peek(out ReadOnlySpan<byte> ahead);
            if (result < 0)
            {
                FileErrors.Raise(vm, -result);
                return null;
            }

            if (ahead.IsEmpty)
            {
                break;
            }

            int newline = isLine ? ahead.IndexOf((byte)'\n') : -1;
            int take = newline >= 0 ? newline + 1 : ahead.Length;
            take = limit < 0 ? take : (int)Math.Min(take, limit - count);
            if (collected.Length < count + take)
            {
                Array.Resize(ref collected, Math.Max(count + take, collected.Length * 2));
            }

            ahead[..take].CopyTo(collected.AsSpan(count));
            count += take;
            file.Skip(take);
            if (newline >= 0)
            {
                break;
            }
        }

        return Bytes.New(vm, collected.AsSpan(0, count));
    }

    /// <summary>The file if it is open; null with <c>ValueError</c> pending. CPython words it by operation.</summary>
    private static BufferedFile? Open(Vm* vm, Value self, string refusal = "I/O operation on closed file")
    {
        BufferedFile file = FileObjects.Binary(vm, self);
        if (file.IsClosed)
        {
            Throw.ValueError(vm, refusal);
            return null;
        }

        return file;
    }

    private static BufferedFile? Reading(Vm* vm, Value self, string operation, string unsupported = "read")
    {
        if (!FileObjects.Binary(vm, self).IsReadable)
        {
            FileErrors.Unsupported(vm, unsupported);
            return null;
        }

        return Open(vm, self, operation + " of closed file");
    }

    private static BufferedFile? Writing(Vm* vm, Value self, string unsupported, string refusal)
    {
        if (!FileObjects.Binary(vm, self).IsWritable)
        {
            FileErrors.Unsupported(vm, unsupported);
            return null;
        }

        return Open(vm, self, refusal);
    }
}
