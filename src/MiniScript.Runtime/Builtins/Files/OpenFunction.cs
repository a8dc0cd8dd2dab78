using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

internal static unsafe partial class BuiltinFunctions
{
    /// <summary>Open file and return a stream. Raise OSError upon failure.</summary>
    [Function("open", Signature = "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)")]
    private static Value Open(
        Vm* vm, Value file, string mode, long buffering, Str* encoding, Str* errors, Str* newline, bool closefd, Value opener)
    {
        if (!OpenMode.TryParse(vm, mode, out OpenMode parsed))
        {
            return Value.Undefined;
        }

        if (parsed.IsBinary && (encoding != null || errors != null || newline != null))
        {
            string refused = encoding != null ? "an encoding" : errors != null ? "an errors" : "a newline";
            return Throw.ValueError(vm, $"binary mode doesn't take {refused} argument");
        }

        if (parsed.IsBinary && buffering == 0)
        {
            Value type = LibraryCalls.Attribute(vm, "io", "FileIO");
            string plain = mode.Replace("b", "", StringComparison.Ordinal);
            Value* args = stackalloc Value[4]
            {
                file, Value.FromObject(Str.New(vm, plain)), Value.FromBool(closefd), opener.IsUndefined ? Value.None : opener,
            };
            return type.IsUndefined ? type : Calls.Invoke(vm, type, args, 4);
        }

        if (!TryNewlines(vm, newline, out NewlineMode newlines))
        {
            return Value.Undefined;
        }

        BufferedFile? opened = OpenFile(vm, file, parsed, buffering, closefd, opener);
        if (opened == null)
        {
            return Value.Undefined;
        }

        if (parsed.IsBinary)
        {
            return FileObjects.New(vm, opened, file, parsed.BinaryText);
        }

        if (buffering == 0)
        {
            opened.Dispose();
            return Throw.ValueError(vm, "can't have unbuffered text I/O");
        }

        string encodingName = encoding == null ? "UTF-8" : Str.ToManaged(encoding);
        if (encodingName == "locale")
        {
            encodingName = "UTF-8";
        }

        if (Codecs.Canonical(vm, encodingName) == null)
        {
            opened.Dispose();
            return Throw.Raise(vm, TypeId.LookupError, $"unknown encoding: {encodingName}");
        }

        TextStream stream = new(opened, encodingName, errors == null ? "strict" : Str.ToManaged(errors), newlines)
        {
            IsLineBuffered = buffering == 1 || (buffering < 0 && opened.IsWritable && opened.IsTerminal),
        };
        return FileObjects.New(vm, stream, file, mode);
    }

    /// <summary>Opens a path, or wraps a descriptor; null with an exception pending.</summary>
    private static BufferedFile? OpenFile(Vm* vm, Value name, OpenMode mode, long buffering, bool ownsDescriptor, Value opener)
    {
        FileTable table = FileTable.Of(vm);
        table.FlushAll();
        int descriptor;
        Value number = Integers.Unbox(name);
        if (!number.IsUndefined)
        {
            if (!Integers.TryToLong(number, out long wide) || wide is < 0 or > int.MaxValue)
            {
                Throw.ValueError(vm, "negative file descriptor");
                return null;
            }

            descriptor = (int)wide;
        }
        else
        {
            if (!ownsDescriptor)
            {
                Throw.ValueError(vm, "Cannot use closefd=False with file name");
                return null;
            }

            string? path = Paths.Text(vm, name);
            if (path == null)
            {
                return null;
            }

            if (!opener.IsNone && !opener.IsUndefined)
            {
                descriptor = AskOpener(vm, opener, name, mode);
                if (descriptor < 0)
                {
                    return null;
                }

                number = Value.FromInt(descriptor);
            }
            else
            {
                if (!Limits.AllowDescriptor(vm))
                {
                    return null;
                }

                descriptor = Limits.Count(vm, table.Calls.Open(path, mode.Flags, 0x1b6));
            }

            if (descriptor == -FileErrors.TooManyOpen)
            {
                // Files that the script forgot hold descriptors until they are collected.
                vm->Heap.Collect();
                if (!Limits.AllowDescriptor(vm))
                {
                    return null;
                }

                descriptor = Limits.Count(vm, table.Calls.Open(path, mode.Flags, 0x1b6));
            }

            if (descriptor < 0)
            {
                FileErrors.Raise(vm, -descriptor, name);
                return null;
            }
        }

        int checkedStatus = table.Calls.Status(descriptor, out FileStatus status);
        if (checkedStatus < 0 || status.IsDirectory)
        {
            if (number.IsUndefined)
            {
                table.Calls.Close(descriptor);
            }

            FileErrors.Raise(vm, checkedStatus < 0 ? -checkedStatus : 21, checkedStatus < 0 ? Value.None : name);
            return null;
        }

        int size = buffering > 1 ? (int)Math.Min(buffering, 1 << 24) : buffering == 0 && mode.IsBinary ? 0 : BufferedFile.DefaultBufferSize;
        BufferedFile file = new(vm, table.Calls, descriptor, mode.IsReadable, mode.IsWritable, size, ownsDescriptor);
        table.Add(file);
        if ((mode.Flags & OpenFlags.Append) != 0)
        {
            file.Seek(0, 2);
        }

        return file;
    }

    /// <summary>The descriptor that the script's own opener gives; negative with an exception pending.</summary>
    private static int AskOpener(Vm* vm, Value opener, Value name, OpenMode mode)
    {
        const int CloseOnExec = 0x80000;
        Value result = Calls.Invoke(vm, opener, name, Value.FromInt((int)mode.Flags | CloseOnExec));
        if (result.IsUndefined)
        {
            return -1;
        }

        Value number = Integers.Unbox(result);
        if (number.IsUndefined || !Integers.TryToLong(number, out long descriptor))
        {
            Throw.TypeError(vm, "expected integer from opener");
            return -1;
        }

        if (descriptor is < 0 or > int.MaxValue)
        {
            Throw.ValueError(vm, $"opener returned {descriptor}");
            return -1;
        }

        return (int)descriptor;
    }

    /// <summary>How <c>newline</c> says that lines end; false with <c>ValueError</c> pending.</summary>
    internal static bool TryNewlines(Vm* vm, Str* newline, out NewlineMode mode)
    {
        string? text = newline == null ? null : Str.ToManaged(newline);
        mode = text switch
        {
            "" => NewlineMode.Untranslated,
            "\n" => NewlineMode.LineFeed,
            "\r" => NewlineMode.CarriageReturn,
            "\r\n" => NewlineMode.Both,
            _ => NewlineMode.Universal,
        };
        if (text == null || mode != NewlineMode.Universal)
        {
            return true;
        }

        Throw.ValueError(vm, $"illegal newline value: {text}");
        return false;
    }
}
