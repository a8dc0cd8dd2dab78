using System.Globalization;
using System.Runtime.InteropServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Changes in directories, as Linux tells of them. What goes wrong gives -1.</summary>
[BuiltinModule("_watch")]
internal static unsafe partial class WatchModule
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    /// <summary>Return the descriptor that reports are read from, in the layout of struct inotify_event; -1 where there are none, and where files are
    /// restricted, because the system would tell of excluded ones.</summary>
    [Function("start", Signature = "()")]
    private static long Start(Vm* vm) => OperatingSystem.IsLinux() && MachineHost.Of(vm).Files == null ? inotify_init1(CloseOnExec | NonBlocking) : -1;

    /// <summary>Watch what a descriptor was opened on, for the kinds of a mask; return the number of the watch in reports.</summary>
    [Function("add", Signature = "(watcher, descriptor, mask, /)")]
    private static long Add(Vm* vm, int watcher, int descriptor, long mask) => OperatingSystem.IsLinux()
        ? inotify_add_watch(watcher, string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}"), (uint)mask)
        : -1;

    [LibraryImport("libc")]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int inotify_add_watch(int watcher, string path, uint mask);
}
