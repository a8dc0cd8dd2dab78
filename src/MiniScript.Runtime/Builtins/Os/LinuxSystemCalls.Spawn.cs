using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Os;

/// <content>Starting programs, by <c>posix_spawn</c>: a process with several threads cannot safely fork.</content>
internal sealed unsafe partial class LinuxSystemCalls
{
    // The records of posix_spawn are opaque: 80 bytes for actions, 336 for attributes, 128 for a set of signals, with room to spare.
    private const int ActionsBytes = 256;
    private const int AttributesBytes = 512;
    private const int SignalSetBytes = 128;

    private const short SetGroupFlag = 0x02;
    private const short SetDefaultsFlag = 0x04;
    private const short SetMaskFlag = 0x08;
    private const short SetSessionFlag = 0x80;

    private static readonly int[] IgnoredSignals = [13, 25]; // SIGPIPE, which the runtime ignores, and SIGXFSZ

    /// <inheritdoc/>
    public override int Spawn(in SpawnRequest request)
    {
        byte* actions = stackalloc byte[ActionsBytes];
        byte* attributes = stackalloc byte[AttributesBytes];
        byte* signals = stackalloc byte[SignalSetBytes];
        int result = posix_spawn_file_actions_init(actions);
        if (result != 0)
        {
            return -result;
        }

        result = posix_spawnattr_init(attributes);
        byte** arguments = Strings(request.Arguments);
        byte** environment = Strings(request.Environment);
        short flags = SetMaskFlag;
        new Span<byte>(signals, SignalSetBytes).Clear();
        result = result == 0 ? posix_spawnattr_setsigmask(attributes, signals) : result;
        if (request.RestoresSignals)
        {
            flags |= SetDefaultsFlag;
            foreach (int signal in IgnoredSignals)
            {
                signals[(signal - 1) / 8] |= (byte)(1 << ((signal - 1) % 8));
            }

            result = result == 0 ? posix_spawnattr_setsigdefault(attributes, signals) : result;
        }

        if (request.IsSession)
        {
            flags |= SetSessionFlag;
        }

        if (request.Group >= 0)
        {
            flags |= SetGroupFlag;
            result = result == 0 ? posix_spawnattr_setpgroup(attributes, request.Group) : result;
        }

        result = result == 0 ? posix_spawnattr_setflags(attributes, flags) : result;
        if (result == 0 && request.Directory != null)
        {
            result = posix_spawn_file_actions_addchdir_np(actions, request.Directory);
        }

        for (int i = 0; result == 0 && i + 1 < request.Descriptors.Length; i += 2)
        {
            result = posix_spawn_file_actions_adddup2(actions, request.Descriptors[i], request.Descriptors[i + 1]);
        }

        int process = 0;
        result = result == 0 ? posix_spawn(&process, request.Path, actions, attributes, arguments, environment) : result;
        _ = posix_spawn_file_actions_destroy(actions);
        _ = posix_spawnattr_destroy(attributes);
        Free(arguments);
        Free(environment);

        return result == 0 ? process : -result;
    }

    private static byte** Strings(string[] texts)
    {
        byte** strings = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++)
        {
            strings[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return strings;
    }

    private static void Free(byte** strings)
    {
        for (byte** next = strings; *next != null; next++)
        {
            Marshal.FreeCoTaskMem((nint)(*next));
        }

        NativeMemory.Free(strings);
    }

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string path);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(byte* actions, int descriptor, int target);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setpgroup(byte* attributes, int group);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(int* process, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);
}
