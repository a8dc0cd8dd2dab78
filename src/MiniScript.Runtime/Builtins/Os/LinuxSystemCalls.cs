using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The calls of Linux, through libc.</summary>
internal sealed unsafe partial class LinuxSystemCalls : SystemCalls
{
    private const int CloseOnExec = 0x80000;
    private const int DuplicateCloseOnExec = 1030;
    private const nuint GetWindowSize = 0x5413;

    /// <inheritdoc/>
    public override int Identity(int kind) => kind switch
    {
        0 => getppid(),
        1 => getuid(),
        2 => geteuid(),
        3 => getgid(),
        _ => getegid(),
    };

    /// <inheritdoc/>
    public override int Pipe(int* ends) => Result(pipe2(ends, CloseOnExec));

    /// <inheritdoc/>
    public override int Duplicate(int descriptor) => Result(fcntl(descriptor, DuplicateCloseOnExec, 0));

    /// <inheritdoc/>
    public override int DuplicateTo(int descriptor, int target, bool isInherited) => Result(isInherited || descriptor == target ? dup2(descriptor, target) : dup3(descriptor, target, CloseOnExec));

    /// <inheritdoc/>
    public override int Control(int descriptor, int command, long argument) => Result(fcntl(descriptor, command, (nint)argument));

    /// <inheritdoc/>
    public override int ControlWith(int descriptor, int command, void* structure) => Result(fcntl(descriptor, command, (nint)structure));

    /// <inheritdoc/>
    public override int DeviceControl(int descriptor, ulong request, nint argument) => Result(ioctl(descriptor, (nuint)request, (void*)argument));

    /// <inheritdoc/>
    public override int Lock(int descriptor, int operation) => Result(flock(descriptor, operation));

    /// <inheritdoc/>
    public override int Synchronize(int descriptor) => Result(fsync(descriptor));

    /// <inheritdoc/>
    public override int ChangeOwner(int descriptor, int user, int group) => Result(fchown(descriptor, user, group));

    /// <inheritdoc/>
    public override int ChangeMode(int descriptor, int mode) => Result(fchmod(descriptor, mode));

    /// <inheritdoc/>
    public override int ChangeDirectory(int descriptor) => Result(fchdir(descriptor));

    /// <inheritdoc/>
    public override int Mask(int mask) => Result(umask(mask));

    /// <inheritdoc/>
    public override int Kill(int process, int signal) =>
        process == Environment.ProcessId && signal != 0 ? Result(-Math.Abs(raise(signal))) : Result(kill(process, signal)); // to this thread, so that it has come

    /// <inheritdoc/>
    public override int Group(int process) => Result(getpgid(process));

    /// <inheritdoc/>
    public override int SetGroup(int process, int group) => Result(setpgid(process, group));

    /// <inheritdoc/>
    public override int Session(int process) => Result(getsid(process));

    /// <inheritdoc/>
    public override int NewSession() => Result(setsid());

    /// <inheritdoc/>
    public override int Wait(int process, int* status, int options) => Result(waitpid(process, status, options));

    /// <inheritdoc/>
    public override int Poll(PollRecord* records, int count, int milliseconds) => Result(poll(records, (nuint)count, milliseconds));

    /// <inheritdoc/>
    public override int TerminalSize(int descriptor, ushort* size) => Result(ioctl(descriptor, GetWindowSize, size));

    /// <inheritdoc/>
    public override int SystemNames(byte* names) => Result(uname(names));

    /// <inheritdoc/>
    public override long Times(long* used) => Result(times(used));

    /// <inheritdoc/>
    public override int Nice(int increment) => Result(nice(increment));

    /// <inheritdoc/>
    public override int Alarm(int which, long* next, long* previous) => Result(setitimer(which, next, previous));

    private static int Result(int result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    private static long Result(long result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int descriptor, int target);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup3(int descriptor, int target, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(int descriptor, int operation);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchown(int descriptor, int user, int group);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchmod(int descriptor, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchdir(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int umask(int mask);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int raise(int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getpgid(int process);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setpgid(int process, int group);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsid(int process);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollRecord* records, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int uname(byte* names);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long times(long* used);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int nice(int increment);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setitimer(int which, long* next, long* previous);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getppid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getuid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int geteuid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getgid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getegid();
}
