using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <content>Descriptors, owners and times of files, facts about the system.</content>
internal static unsafe partial class OsModule
{
    private const int NameBytes = 65;

    private static SystemCalls System => SystemCalls.Current;

    [Function("pipe", Signature = "()")]
    private static Value MakePipe(Vm* vm)
    {
        int* ends = stackalloc int[2];
        if (!Execution.Limits.AllowDescriptor(vm))
        {
            return Value.Undefined;
        }

        int result = System.Pipe(ends);
        if (result >= 0)
        {
            Execution.Limits.Count(vm, ends[0]);
            Execution.Limits.Count(vm, ends[1]);
        }

        return result < 0 ? FileErrors.Raise(vm, -result) : Pair(vm, ends[0], ends[1]);
    }

    [Function("dup", Signature = "(fd, /)")]
    private static Value Duplicate(Vm* vm, int descriptor) =>
        Execution.Limits.AllowDescriptor(vm) ? FileObjects.Result(vm, Execution.Limits.Count(vm, System.Duplicate(descriptor))) : Value.Undefined;

    [Function("dup2", Signature = "(fd, fd2, inheritable=True)")]
    private static Value DuplicateTo(Vm* vm, int descriptor, int target, bool inheritable)
    {
        FileTable.Of(vm).FlushAll();
        StandardStreams.Flush(vm);
        return vm->HasPending || !Execution.Limits.AllowDescriptor(vm) ? Value.Undefined
            : FileObjects.Result(vm, Execution.Limits.Count(vm, System.DuplicateTo(descriptor, target, inheritable)));
    }

    [Function("fcntl", Signature = "(fd, command, argument=0, /)")]
    private static Value Control(Vm* vm, int descriptor, int command, long argument) =>
        AllowsControl(vm, command, isDevice: false) ? FileObjects.Result(vm, System.Control(descriptor, command, argument)) : Value.Undefined;

    [Function("lseek", Signature = "(fd, position, how, /)")]
    private static Value Seek(Vm* vm, int descriptor, long position, int how) =>
        FileObjects.Result(vm, FileCalls.Current.Seek(descriptor, position, how));

    [Function("ftruncate", Signature = "(fd, length, /)")]
    private static Value Truncate(Vm* vm, int descriptor, long length) => FileObjects.None(vm, FileCalls.Current.Truncate(descriptor, length));

    [Function("truncate_path", Signature = "(path, length)")]
    private static Value TruncatePath(Vm* vm, Value path, long length)
    {
        string? text = Paths.Text(vm, path);
        FileTable.Of(vm).FlushAll();
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).Truncate(text, length), path);
    }

    [Function("fsync", Signature = "(fd)")]
    private static Value Synchronize(Vm* vm, int descriptor) => FileObjects.None(vm, System.Synchronize(descriptor));

    [Function("hard_link", Signature = "(src, dst, follow_links)")]
    private static Value HardLink(Vm* vm, Value from, Value to, bool followLinks)
    {
        string? source = Paths.Text(vm, from);
        string? target = source == null ? null : Paths.Text(vm, to);
        if (target == null)
        {
            return Value.Undefined;
        }

        int result = FileCalls.Of(vm).HardLink(source!, target, followLinks);
        return result < 0 ? FileErrors.Raise(vm, -result, from, to) : Value.None;
    }

    [Function("chown", Signature = "(path, uid, gid, follow_links)")]
    private static Value ChangeOwner(Vm* vm, Value path, int user, int group, bool followLinks)
    {
        if (Integers.IsInteger(path))
        {
            return Integers.TryIndex(vm, path, out long descriptor) ? FileObjects.None(vm, System.ChangeOwner((int)descriptor, user, group)) : Value.Undefined;
        }

        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).ChangeOwner(text, user, group, followLinks), path);
    }

    [Function("fchmod", Signature = "(fd, mode)")]
    private static Value ChangeOpenMode(Vm* vm, int descriptor, int mode) => FileObjects.None(vm, System.ChangeMode(descriptor, mode));

    [Function("fchdir", Signature = "(fd)")]
    private static Value ChangeOpenDirectory(Vm* vm, int descriptor) => FileObjects.None(vm, System.ChangeDirectory(descriptor));

    /// <summary>Sets times in nanoseconds; None is now.</summary>
    [Function("set_times", Signature = "(path, accessed, modified, follow_links)")]
    private static Value SetTimes(Vm* vm, Value path, Value accessed, Value modified, bool followLinks)
    {
        string? text = Paths.Text(vm, path);
        long first = long.MinValue;
        long second = long.MinValue;
        if (text == null || (!accessed.IsNone && !Integers.TryIndex(vm, accessed, out first)) || (!modified.IsNone && !Integers.TryIndex(vm, modified, out second)))
        {
            return Value.Undefined;
        }

        FileTable.Of(vm).FlushAll();
        return Done(vm, FileCalls.Of(vm).SetTimes(text, first, second, followLinks), path);
    }

    [Function("mkfifo", Signature = "(path, mode=438)")]
    private static Value MakeFifo(Vm* vm, Value path, int mode)
    {
        string? text = Paths.Text(vm, path);
        return text == null ? Value.Undefined : Done(vm, FileCalls.Of(vm).MakeFifo(text, mode), path);
    }

    [Function("umask", Signature = "(mask, /)")]
    private static Value Mask(Vm* vm, int mask) => FileObjects.Result(vm, System.Mask(mask));

    [Function("terminal_size", Signature = "(fd)")]
    private static Value TerminalSize(Vm* vm, int descriptor)
    {
        ushort* size = stackalloc ushort[4];
        int result = System.TerminalSize(descriptor, size);
        return result < 0 ? FileErrors.Raise(vm, -result) : Pair(vm, size[1], size[0]);
    }

    /// <summary>The words of <c>struct statvfs</c>: block size, fragment size, blocks, free, available, files, free, available, id, flags, name length.</summary>
    [Function("volume", Signature = "(path)")]
    private static Value Volume(Vm* vm, Value path)
    {
        const int WordCount = 11;
        ulong* words = stackalloc ulong[32];
        string? text = Paths.Text(vm, path);
        int result = text == null ? 0 : FileCalls.Of(vm).Volume(text, words);
        if (text == null || result < 0)
        {
            return text == null ? Value.Undefined : FileErrors.Raise(vm, -result, path);
        }

        List* facts = List.New(vm);
        for (int i = 0; i < WordCount; i++)
        {
            List.Append(vm, facts, Integers.FromLong(vm, (long)words[i]));
        }

        return Value.FromObject(facts);
    }

    [Function("system_names", Signature = "()")]
    private static Value SystemNames(Vm* vm)
    {
        byte* names = stackalloc byte[NameBytes * 6];
        List* texts = List.New(vm);
        int result = System.SystemNames(names);
        for (int i = 0; result >= 0 && i < 5; i++)
        {
            ReadOnlySpan<byte> name = new(names + (i * NameBytes), NameBytes);
            List.Append(vm, texts, Value.FromObject(Str.New(vm, Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]))));
        }

        return result < 0 ? FileErrors.Raise(vm, -result) : Value.FromObject(texts);
    }

    /// <summary>The clock ticks used, and those since some time, of a hundredth of a second.</summary>
    [Function("ticks", Signature = "()")]
    private static Value Ticks(Vm* vm)
    {
        long* used = stackalloc long[4];
        long elapsed = System.Times(used);
        List* ticks = List.New(vm);
        for (int i = 0; i < 4; i++)
        {
            List.Append(vm, ticks, Integers.FromLong(vm, used[i]));
        }

        List.Append(vm, ticks, Integers.FromLong(vm, elapsed));
        return Value.FromObject(ticks);
    }

    /// <summary>The name of the user that the process runs as.</summary>
    [Function("user_name", Signature = "()")]
    private static string UserName() => Environment.UserName;

    private static Value Pair(Vm* vm, long first, long second)
    {
        Value* items = stackalloc Value[2] { Integers.FromLong(vm, first), Integers.FromLong(vm, second) };
        return Value.FromObject(Objects.Tuple.New(vm, items, 2));
    }
}
