using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The calls of Linux, through libc. Facts come from <c>statx</c>, whose record is laid out alike on all processors.</summary>
internal unsafe partial class LinuxFileCalls : FileCalls
{
    private const int CloseOnExec = 0x80000;
    private const int WorkingDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7ff;

    /// <inheritdoc/>
    public override int Open(string path, OpenFlags flags, int mode) => Result(open(path, (int)flags | CloseOnExec, mode));

    /// <inheritdoc/>
    public override int Close(int descriptor) => Result(close(descriptor));

    /// <inheritdoc/>
    public override long Read(int descriptor, byte* target, long count) => Result(read(descriptor, target, (nint)count));

    /// <inheritdoc/>
    public override long Write(int descriptor, byte* source, long count) => Result(write(descriptor, source, (nint)count));

    /// <inheritdoc/>
    public override long Seek(int descriptor, long offset, int origin) => Result(lseek(descriptor, offset, origin));

    /// <inheritdoc/>
    public override int Truncate(int descriptor, long length) => Result(ftruncate(descriptor, length));

    /// <inheritdoc/>
    public override bool IsTerminal(int descriptor) => isatty(descriptor) == 1;

    /// <inheritdoc/>
    public override int Status(int descriptor, out FileStatus status) => Status(descriptor, "", EmptyPath, out status);

    /// <inheritdoc/>
    public override int Status(string path, bool followLinks, out FileStatus status) =>
        Status(WorkingDirectory, path, followLinks ? 0 : NoFollow, out status);

    /// <inheritdoc/>
    public override int MakeDirectory(string path, int mode) => Result(mkdir(path, mode));

    /// <inheritdoc/>
    public override int RemoveDirectory(string path) => Result(rmdir(path));

    /// <inheritdoc/>
    public override int Remove(string path) => Result(unlink(path));

    /// <inheritdoc/>
    public override int Rename(string from, string to) => Result(rename(from, to));

    /// <inheritdoc/>
    public override int ChangeDirectory(string path) => Result(chdir(path));

    /// <inheritdoc/>
    public override int ChangeMode(string path, int mode) => Result(chmod(path, mode));

    /// <inheritdoc/>
    public override int Access(string path, int mode) => Result(access(path, mode));

    /// <inheritdoc/>
    public override int Link(string target, string path) => Result(symlink(target, path));

    /// <inheritdoc/>
    public override int Truncate(string path, long length) => Result(truncate(path, length));

    /// <inheritdoc/>
    public override int HardLink(string source, string target, bool followLinks) => Result(linkat(WorkingDirectory, source, WorkingDirectory, target, followLinks ? 0x400 : 0));

    /// <inheritdoc/>
    public override int ChangeOwner(string path, int user, int group, bool followLinks) => Result(fchownat(WorkingDirectory, path, user, group, followLinks ? 0 : NoFollow));

    /// <inheritdoc/>
    public override int MakeFifo(string path, int mode) => Result(mkfifo(path, mode));

    /// <inheritdoc/>
    public override int Volume(string path, ulong* words) => Result(statvfs(path, words));

    /// <inheritdoc/>
    public override int SetTimes(string path, long accessed, long modified, bool followLinks)
    {
        long* times = stackalloc long[4];
        WriteTimes(times, accessed, modified);
        return Result(utimensat(WorkingDirectory, path, times, followLinks ? 0 : NoFollow));
    }

    /// <inheritdoc/>
    public override void Exit(int status) => _exit(status);

    /// <inheritdoc/>
    public override string ErrorText(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>Writes the two <c>struct timespec</c> of <c>utimensat</c>.</summary>
    protected static void WriteTimes(long* times, long accessed, long modified)
    {
        const long Second = 1_000_000_000;
        const long Now = (1L << 30) - 1;
        long* next = times;
        foreach (long time in (ReadOnlySpan<long>)[accessed, modified])
        {
            long seconds = time == long.MinValue ? 0 : (time - ((time % Second) + Second) % Second) / Second;
            *next++ = seconds;
            *next++ = time == long.MinValue ? Now : time - (seconds * Second);
        }
    }

    private static int Result(int result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    private static long Result(nint result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    /// <summary>The facts about a name in a directory.</summary>
    internal static int Status(int directory, string path, int flags, out FileStatus status)
    {
        StatusRecord record;
        int result = Result(statx(directory, path, flags, BasicFacts, &record));
        status = result < 0 ? default : new FileStatus
        {
            Mode = record.Mode,
            Inode = (long)record.Inode,
            Device = ((long)record.DeviceMajor << 8) | record.DeviceMinor,
            Links = record.Links,
            User = record.User,
            Group = record.Group,
            Size = (long)record.Size,
            Accessed = record.Accessed.Nanoseconds,
            Modified = record.Modified.Nanoseconds,
            Changed = record.Changed.Nanoseconds,
            Blocks = (long)record.Blocks,
            BlockSize = record.BlockSize,
            SpecialDevice = ((long)record.SpecialMajor << 8) | record.SpecialMinor,
        };
        return result;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, byte* target, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* source, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint lseek(int descriptor, long offset, int origin);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int descriptor, long length);

    [LibraryImport("libc")]
    private static partial int isatty(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, StatusRecord* record);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdir(string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rmdir(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlink(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chdir(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chmod(string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int access(string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int symlink(string target, string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int truncate(string path, long length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(int sourceDirectory, string source, int targetDirectory, string target, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fchownat(int directory, string path, int user, int group, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statvfs(string path, ulong* words);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int utimensat(int directory, string path, long* times, int flags);

    [LibraryImport("libc")]
    private static partial void _exit(int status);

    /// <summary>A time of <c>struct statx</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private readonly struct Timestamp
    {
        private readonly long seconds;
        private readonly uint fraction;

        /// <summary>Nanoseconds since 1970.</summary>
        public long Nanoseconds => (seconds * 1_000_000_000) + fraction;
    }

    /// <summary><c>struct statx</c>, of 256 bytes (statx(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusRecord
    {
        [FieldOffset(4)]
        public uint BlockSize;

        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(64)]
        public Timestamp Accessed;

        [FieldOffset(96)]
        public Timestamp Changed;

        [FieldOffset(112)]
        public Timestamp Modified;

        [FieldOffset(128)]
        public uint SpecialMajor;

        [FieldOffset(132)]
        public uint SpecialMinor;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
