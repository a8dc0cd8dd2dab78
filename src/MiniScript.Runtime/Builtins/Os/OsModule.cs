using System.Collections;
using System.Security.Cryptography;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The native half of the library modules <c>os</c> and <c>posixpath</c>.</summary>
[BuiltinModule("_os")]
internal static unsafe partial class OsModule
{
    private const string StatusFields = "st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_atime st_mtime st_ctime";

    [Function("fspath", Signature = "(path)")]
    private static Value FilePath(Vm* vm, Value path) => Paths.Resolve(vm, path);

    [Function("getcwd", Signature = "()")]
    private static string? GetDirectory(Vm* vm)
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            FileErrors.Raise(vm, 2);
            return null;
        }
    }

    [Function("chdir", Signature = "(path)")]
    private static Value ChangeDirectory(Vm* vm, Value path)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).ChangeDirectory(text), path);
    }

    [Function("listdir", Signature = "(path='.')")]
    private static Value ListDirectory(Vm* vm, Value path)
    {
        string? text = path.IsUndefined || path.IsNone ? "." : Paths.Text(vm, path);
        if (text == null)
        {
            return Value.Undefined;
        }

        int result = FileCalls.Of(vm).Status(text, true, out FileStatus status);
        if (result < 0 || !status.IsDirectory)
        {
            return FileErrors.Raise(vm, result < 0 ? -result : 20, path);
        }

        List<string> entries = [];
        result = FileCalls.Of(vm).List(text, entries);
        if (result < 0)
        {
            return FileErrors.Raise(vm, -result, path);
        }

        List* names = List.New(vm);
        foreach (string entry in entries)
        {
            List.Append(vm, names, Value.FromObject(Str.New(vm, entry)));
        }

        return vm->HasPending ? Value.Undefined : Value.FromObject(names);
    }

    [Function("mkdir", Signature = "(path, mode=511)")]
    private static Value MakeDirectory(Vm* vm, Value path, int mode)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).MakeDirectory(text, mode), path);
    }

    [Function("rmdir", Signature = "(path)")]
    private static Value RemoveDirectory(Vm* vm, Value path)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).RemoveDirectory(text), path);
    }

    [Function("remove", Signature = "(path)")]
    private static Value Remove(Vm* vm, Value path)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).Remove(text), path);
    }

    [Function("rename", Signature = "(src, dst)")]
    private static Value Rename(Vm* vm, Value from, Value to)
    {
        string? source = Paths.Text(vm, from);
        string? target = source == null ? null : Paths.Text(vm, to);
        if (target == null)
        {
            return Value.Undefined;
        }

        FileTable.Of(vm).FlushAll();
        int result = FileCalls.Of(vm).Rename(source!, target);
        return result < 0 ? FileErrors.Raise(vm, -result, from, to) : Value.None;
    }

    [Function("symlink", Signature = "(src, dst)")]
    private static Value Link(Vm* vm, Value from, Value to)
    {
        string? source = Paths.Text(vm, from);
        string? target = source == null ? null : Paths.Text(vm, to);
        if (target == null)
        {
            return Value.Undefined;
        }

        int result = FileCalls.Of(vm).Link(source!, target);
        return result < 0 ? FileErrors.Raise(vm, -result, from, to) : Value.None;
    }

    [Function("readlink", Signature = "(path)")]
    private static Value ReadLink(Vm* vm, Value path)
    {
        string? text = Paths.Text(vm, path);
        if (text == null)
        {
            return Value.Undefined;
        }

        int result = FileCalls.Of(vm).Status(text, false, out FileStatus status);
        if (result >= 0 && (status.Mode & FileStatus.TypeMask) != FileStatus.SymbolicLink)
        {
            result = -22;
        }

        string? target = result < 0 ? null : FileCalls.Of(vm).ReadLink(text);
        return target == null ? FileErrors.Raise(vm, result < 0 ? -result : 22, path) : Value.FromObject(Str.New(vm, target));
    }

    [Function("chmod", Signature = "(path, mode)")]
    private static Value ChangeMode(Vm* vm, Value path, int mode)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).ChangeMode(text, mode), path);
    }

    [Function("access", Signature = "(path, mode)")]
    private static Value Access(Vm* vm, Value path, int mode)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Value.FromBool(FileCalls.Of(vm).Access(text, mode) >= 0);
    }

    /// <summary>The mode bits of a path, 0 if it does not exist or cannot be looked at.</summary>
    [Function("mode", Signature = "(path, follow_links=True)")]
    private static Value Mode(Vm* vm, Value path, bool followLinks)
    {
        if (Integers.IsInteger(path))
        {
            return Value.FromInt(Integers.TryToLong(Integers.Unbox(path), out long number)
                && FileCalls.Current.Status((int)number, out FileStatus open) >= 0 ? open.Mode : 0);
        }

        string? text = StatusPath(vm, path);
        if (text == null)
        {
            return Throw.ClearIf(vm, TypeId.ValueError) ? Value.FromInt(0) : Value.Undefined;
        }

        return Value.FromInt(FileCalls.Of(vm).Status(text, followLinks, out FileStatus status) >= 0 ? status.Mode : 0);
    }

    [Function("stat", Signature = "(path, follow_links=True)")]
    private static Value Status(Vm* vm, Value path, bool followLinks)
    {
        FileTable table = FileTable.Of(vm);
        table.FlushAll();
        int result;
        FileStatus status;
        if (Integers.IsInteger(path))
        {
            if (!Integers.TryIndex(vm, path, out long number))
            {
                return Value.Undefined;
            }

            result = table.Calls.Status((int)number, out status);
        }
        else
        {
            string? text = StatusPath(vm, path);
            if (text == null)
            {
                return Value.Undefined;
            }

            result = table.Calls.Status(text, followLinks, out status);
        }

        return result < 0 ? FileErrors.Raise(vm, -result, path) : StatusResult(vm, table, in status);
    }

    [Function("environment", Signature = "()")]
    private static Value GetEnvironment(Vm* vm)
    {
        Dict* variables = Dict.New(vm);
        HostPolicy? policy = MachineHost.Of(vm).Options.Policy;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (policy?.AllowsVariable((string)variable.Key) == false)
            {
                continue;
            }

            Dict.SetStr(vm, variables, Str.New(vm, (string)variable.Key), Value.FromObject(Str.New(vm, (string?)variable.Value ?? "")));
        }

        return Value.FromObject(variables);
    }

    [Function("putenv", Signature = "(name, value)")]
    private static Value SetVariable(Vm* vm, string name, string value) => Change(vm, name, value);

    [Function("unsetenv", Signature = "(name)")]
    private static Value UnsetVariable(Vm* vm, string name) => Change(vm, name, null);

    private static Value Change(Vm* vm, string name, string? value)
    {
        if (MachineHost.Of(vm).Options.Policy?.AllowsVariable(name) == false)
        {
            return FileErrors.Deny(vm, $"the variable '{name}' of the environment: --allow-env allows one");
        }

        Environment.SetEnvironmentVariable(name, value);
        return Value.None;
    }

    [Function("getpid", Signature = "()")]
    private static long ProcessId() => Environment.ProcessId;

    [Function("cpu_count", Signature = "()")]
    private static long ProcessorCount() => Environment.ProcessorCount;

    [Function("urandom", Signature = "(size, /)")]
    private static Value RandomBytes(Vm* vm, long size)
    {
        if (size < 0)
        {
            return Throw.ValueError(vm, "negative argument not allowed");
        }

        Bytes* bytes = Bytes.Allocate(vm, size);
        if (bytes != null)
        {
            RandomNumberGenerator.Fill(new Span<byte>(Bytes.Data(bytes), bytes->Length));
        }

        return Value.FromObject(bytes);
    }

    [Function("strerror", Signature = "(code, /)")]
    private static string ErrorText(int code) => FileCalls.Current.ErrorText(code);

    /// <summary>Ends the process at once: nothing is flushed and no handler runs.</summary>
    [Function("_exit", Signature = "(status)")]
    private static void Exit(int status) => FileCalls.Current.Exit(status);

    [Function("open", Signature = "(path, flags, mode=511)")]
    private static Value Open(Vm* vm, Value path, int flags, int mode)
    {
        string? text = Paths.Text(vm, path);
        if (text != null && !Execution.Limits.AllowDescriptor(vm))
        {
            return Value.Undefined;
        }

        int result = text == null ? 0 : Execution.Limits.Count(vm, FileCalls.Of(vm).Open(text, (OpenFlags)flags, mode));
        return text == null ? Value.Undefined : result < 0 ? FileErrors.Raise(vm, -result, path) : Value.FromInt(result);
    }

    [Function("close", Signature = "(fd)")]
    private static Value Close(Vm* vm, int descriptor) => FileObjects.None(vm, FileCalls.Current.Close(descriptor));

    [Function("read", Signature = "(fd, length, /)")]
    private static Value Read(Vm* vm, int descriptor, long length)
    {
        if (length < 0)
        {
            return FileErrors.Raise(vm, 22);
        }

        byte[] target = new byte[Math.Min(length, 1 << 24)];
        fixed (byte* address = target)
        {
            long read;
            nint start = (nint)address;
            int count = target.Length;
            do
            {
                read = 0;
                Execution.Threads.Block(vm, () => read = FileCalls.Current.Read(descriptor, (byte*)start, count));
            }
            while (read == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));

            return read < 0 ? FileErrors.Raise(vm, (int)-read) : Value.FromObject(Bytes.New(vm, target.AsSpan(0, (int)read)));
        }
    }

    [Function("write", Signature = "(fd, data, /)")]
    private static Value Write(Vm* vm, int descriptor, Value data)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        byte[]? copy = data.Is(Kind.Bytes) ? null : content.ToArray(); // a bytearray may move while others run
        fixed (byte* address = copy ?? content)
        {
            long written;
            nint start = (nint)address;
            int count = content.Length;
            do
            {
                written = 0;
                Execution.Threads.Block(vm, () => written = FileCalls.Current.Write(descriptor, (byte*)start, count));
            }
            while (written == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));

            return FileObjects.Result(vm, written);
        }
    }

    [Function("isatty", Signature = "(fd, /)")]
    private static bool IsTerminal(int descriptor) => FileCalls.Current.IsTerminal(descriptor);

    private static Value Done(Vm* vm, int result, Value path) => result < 0 ? FileErrors.Raise(vm, -result, path) : Value.None;

    private static string? StatusPath(Vm* vm, Value path)
    {
        if (!path.Is(Kind.Str) && !path.Is(Kind.Bytes) && Attributes.Lookup(vm, Types.Of(vm, path), Str.Intern(vm, "__fspath__"u8)).IsUndefined)
        {
            Throw.TypeError(vm, $"stat: path should be string, bytes, os.PathLike or integer, not {Types.NameOf(vm, path)}");
            return null;
        }

        return Paths.Text(vm, path);
    }
}
