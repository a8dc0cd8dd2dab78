using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Text files: what <c>open</c> gives without <c>b</c> in the mode, and the standard streams.</summary>
[BuiltinType("TextIOWrapper")]
internal static unsafe partial class TextFileType
{
    /// <summary>Sets the slots of text files.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Iterate;
        type->Slots.Next = &Next;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Str* name = Text.Repr(vm, InstanceAttributes.Get(vm, self, WellKnown.Name(vm, NameId.name)));
        Str* mode = name == null ? null : Text.Repr(vm, InstanceAttributes.Get(vm, self, Str.Intern(vm, "mode"u8)));
        return mode == null
            ? Value.Undefined
            : Value.FromObject(Str.New(
                vm, $"<_io.TextIOWrapper name={Str.ToManaged(name)} mode={Str.ToManaged(mode)} encoding='{FileObjects.Text(vm, self).Encoding}'>"));
    }

    private static Value Iterate(Vm* vm, Value self) => FileObjects.Text(vm, self).File.IsClosed ? FileErrors.Closed(vm) : self;

    private static Value Next(Vm* vm, Value self)
    {
        TextStream? stream = Reading(vm, self);
        if (stream == null)
        {
            return Value.Undefined;
        }

        stream.IsIterated = true;
        Str* line = stream.ReadLine(vm);
        if (line != null && line->Length == 0)
        {
            stream.IsIterated = false;
            return Value.Undefined;
        }

        return Value.FromObject(line);
    }

    [Method("read", Signature = "($self, size=-1, /)")]
    private static Value Read(Vm* vm, Value self, Value size)
    {
        TextStream? stream = Reading(vm, self);
        return stream == null || !FileObjects.TrySize(vm, size, out long count) ? Value.Undefined : Value.FromObject(stream.Read(vm, count));
    }

    [Method("readline", Signature = "($self, size=-1, /)")]
    private static Value ReadLine(Vm* vm, Value self, Value size)
    {
        TextStream? stream = Reading(vm, self);
        return stream == null || !FileObjects.TrySize(vm, size, out long limit) ? Value.Undefined : Value.FromObject(stream.ReadLine(vm, limit));
    }

    [Method("readlines", Signature = "($self, hint=-1, /)")]
    private static Value ReadLines(Vm* vm, Value self, Value hint)
    {
        TextStream? stream = Reading(vm, self);
        if (stream == null || !FileObjects.TrySize(vm, hint, out long limit))
        {
            return Value.Undefined;
        }

        List* lines = List.New(vm);
        long total = 0;
        while (limit <= 0 || total < limit)
        {
            Str* line = stream.ReadLine(vm);
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

    [Method("write", Signature = "($self, text, /)")]
    private static Value Write(Vm* vm, Value self, Value text)
    {
        if (!text.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"write() argument must be str, not {Types.NameOf(vm, text)}");
        }

        TextStream? stream = Writing(vm, self);
        return stream != null && stream.Write(vm, (Str*)text.AsObject) ? Value.FromInt(((Str*)text.AsObject)->Length) : Value.Undefined;
    }

    [Method("writelines", Signature = "($self, lines, /)")]
    private static Value WriteLines(Vm* vm, Value self, Value lines)
    {
        Value iterator = Writing(vm, self) == null ? Value.Undefined : Iteration.Iterate(vm, lines);
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

    [Method("seek", Signature = "($self, cookie, whence=0, /)")]
    private static Value Seek(Vm* vm, Value self, Value cookie, long whence)
    {
        TextStream? stream = Open(vm, self);
        if (stream == null || !Integers.TryIndex(vm, cookie, out long offset))
        {
            return Value.Undefined;
        }

        if (!stream.File.IsSeekable)
        {
            return FileErrors.Unsupported(vm, "underlying stream is not seekable");
        }

        switch (whence)
        {
            case 0 when offset < 0:
                return Throw.ValueError(vm, $"negative seek position {offset}");
            case 0:
                return FileObjects.Result(vm, stream.Seek(offset, 0));
            case 1 when offset == 0:
                long position = stream.Tell(vm);
                return FileObjects.Result(vm, position < 0 ? position : stream.Seek(position, 0));
            case 1:
                return FileErrors.Unsupported(vm, "can't do nonzero cur-relative seeks");
            case 2 when offset == 0:
                return FileObjects.Result(vm, stream.Seek(0, 2));
            case 2:
                return FileErrors.Unsupported(vm, "can't do nonzero end-relative seeks");
            default:
                return Throw.ValueError(vm, $"invalid whence ({whence}, should be 0, 1 or 2)");
        }
    }

    [Method("tell", Signature = "($self, /)")]
    private static Value Tell(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        if (stream == null)
        {
            return Value.Undefined;
        }

        if (!stream.File.IsSeekable)
        {
            return FileErrors.Unsupported(vm, "underlying stream is not seekable");
        }

        return stream.IsIterated
            ? Throw.Raise(vm, TypeId.OSError, "telling position disabled by next() call")
            : FileObjects.Result(vm, stream.Tell(vm));
    }

    [Method("truncate", Signature = "($self, pos=None, /)")]
    private static Value Truncate(Vm* vm, Value self, Value length)
    {
        TextStream? stream = Writing(vm, self, "truncate");
        if (stream == null || !FileObjects.TrySize(vm, length, out long size))
        {
            return Value.Undefined;
        }

        size = length.IsNone || length.IsUndefined ? stream.Tell(vm) : size;
        int result = size < 0 ? (int)size : stream.File.Truncate(size);
        return FileObjects.Result(vm, result < 0 ? result : size);
    }

    [Method("flush", Signature = "($self, /)")]
    private static Value Flush(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : FileObjects.None(vm, stream.File.Flush());
    }

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => FileObjects.Close(vm, FileObjects.Text(vm, self).File) ? Value.None : Value.Undefined;

    [Method("fileno", Signature = "($self, /)")]
    private static Value FileNumber(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : Value.FromInt(stream.File.Descriptor);
    }

    [Method("isatty", Signature = "($self, /)")]
    private static Value IsTerminal(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : Value.FromBool(stream.File.IsTerminal);
    }

    [Method("readable", Signature = "($self, /)")]
    private static Value IsReadable(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : Value.FromBool(stream.File.IsReadable);
    }

    [Method("writable", Signature = "($self, /)")]
    private static Value IsWritable(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : Value.FromBool(stream.File.IsWritable);
    }

    [Method("seekable", Signature = "($self, /)")]
    private static Value IsSeekable(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        return stream == null ? Value.Undefined : Value.FromBool(stream.File.IsSeekable);
    }

    [Method("__enter__", Signature = "($self, /)")]
    private static Value Enter(Vm* vm, Value self) => Open(vm, self) == null ? Value.Undefined : self;

    [Method("__exit__", Signature = "($self, *args)")]
    private static Value Exit(Vm* vm, Value self, Execution.Args args) => Close(vm, self);

    [Property("closed")]
    private static Value IsClosed(Vm* vm, Value self) => Value.FromBool(FileObjects.Text(vm, self).File.IsClosed);

    [Property("encoding")]
    private static string Encoding(Vm* vm, Value self) => FileObjects.Text(vm, self).Encoding;

    [Property("errors")]
    private static string Errors(Vm* vm, Value self) => FileObjects.Text(vm, self).Errors;

    [Property("line_buffering")]
    private static Value IsLineBuffered(Vm* vm, Value self) => Value.FromBool(FileObjects.Text(vm, self).IsLineBuffered);

    private static TextStream? Open(Vm* vm, Value self)
    {
        TextStream stream = FileObjects.Text(vm, self);
        if (stream.IsDetached)
        {
            Throw.ValueError(vm, "underlying buffer has been detached");
            return null;
        }

        if (stream.File.IsClosed)
        {
            FileErrors.Closed(vm);
            return null;
        }

        return stream;
    }

    private static TextStream? Reading(Vm* vm, Value self)
    {
        TextStream? stream = Open(vm, self);
        if (stream is { File.IsReadable: false })
        {
            FileErrors.Unsupported(vm, "not readable");
            return null;
        }

        return stream;
    }

    private static TextStream? Writing(Vm* vm, Value self, string refusal = "not writable")
    {
        TextStream? stream = Open(vm, self);
        if (stream is { File.IsWritable: false })
        {
            FileErrors.Unsupported(vm, refusal);
            return null;
        }

        return stream;
    }
}
