using System.Runtime.InteropServices;
using System.Security;
using Microsoft.Win32.SafeHandles;

namespace MiniScript.Runtime.Builtins.Files;

using Directory = System.IO.Directory;

/// <summary>The calls over .NET's file API, for systems without calls of their own here. Descriptors are numbers that it gives to handles.</summary>
internal sealed unsafe partial class PortableFileCalls : FileCalls
{
    private const int NotFound = 2;
    private const int BadDescriptor = 9;
    private const int PermissionDenied = 13;
    private const int Exists = 17;
    private const int NotDirectory = 20;
    private const int InvalidArgument = 22;
    private const int IllegalSeek = 29;
    private const int NotEmpty = 39;
    private const int InputOutput = 5;
    private const int NotImplementedHere = 38;

    private readonly Lock gate = new();
    private readonly List<FileStream?> streams = [];

    /// <inheritdoc/>
    public override int Open(string path, OpenFlags flags, int mode) => Try(() =>
    {
        if (Directory.Exists(path))
        {
            return -21;
        }

        FileMode fileMode = (flags & OpenFlags.Exclusive) != 0 ? FileMode.CreateNew
            : (flags & OpenFlags.Truncate) != 0 ? FileMode.Create
            : (flags & OpenFlags.Create) != 0 ? FileMode.OpenOrCreate
            : FileMode.Open;
        FileAccess access = (flags & OpenFlags.ReadWrite) != 0 ? FileAccess.ReadWrite
            : (flags & OpenFlags.Write) != 0 ? FileAccess.Write
            : FileAccess.Read;
        FileStream stream = new(path, fileMode, access, FileShare.ReadWrite | FileShare.Delete, 0);
        if ((flags & OpenFlags.Append) != 0)
        {
            stream.Seek(0, SeekOrigin.End);
        }

        lock (gate)
        {
            Stream(0); // the standard ones take 0 to 2
            int free = streams.IndexOf(null, 3);
            if (free < 0)
            {
                streams.Add(stream);
                return streams.Count - 1;
            }

            streams[free] = stream;
            return free;
        }
    });

    /// <inheritdoc/>
    public override int Close(int descriptor) => Try(() =>
    {
        FileStream? stream;
        lock (gate)
        {
            stream = Stream(descriptor);
            if (stream != null)
            {
                streams[descriptor] = null;
            }
        }

        stream?.Dispose();
        return stream == null ? -BadDescriptor : 0;
    });

    /// <inheritdoc/>
    public override long Read(int descriptor, byte* target, long count) =>
        Try(() => Stream(descriptor)?.Read(new Span<byte>(target, (int)Math.Min(count, int.MaxValue))) ?? -BadDescriptor);

    /// <inheritdoc/>
    public override long Write(int descriptor, byte* source, long count) => Try(() =>
    {
        int length = (int)Math.Min(count, int.MaxValue);
        FileStream? stream = Stream(descriptor);
        stream?.Write(new ReadOnlySpan<byte>(source, length));
        return stream == null ? -BadDescriptor : length;
    });

    /// <inheritdoc/>
    public override long Seek(int descriptor, long offset, int origin)
    {
        long position = -BadDescriptor;
        int result = Try(() =>
        {
            FileStream? stream = Stream(descriptor);
            if (stream is { CanSeek: false })
            {
                return -IllegalSeek;
            }

            position = stream?.Seek(offset, (SeekOrigin)origin) ?? position;
            return 0;
        });
        return result < 0 ? result : position;
    }

    /// <inheritdoc/>
    public override int Truncate(int descriptor, long length) => Try(() =>
    {
        Stream(descriptor)?.SetLength(length);
        return 0;
    });

    /// <inheritdoc/>
    public override bool IsTerminal(int descriptor) => descriptor switch
    {
        0 => !Console.IsInputRedirected,
        1 => !Console.IsOutputRedirected,
        2 => !Console.IsErrorRedirected,
        _ => false,
    };

    /// <inheritdoc/>
    public override int Status(int descriptor, out FileStatus status)
    {
        FileStream? stream = Stream(descriptor);
        if (stream == null || descriptor <= 2)
        {
            status = default;
            return stream == null ? -BadDescriptor : 0;
        }

        return Status(stream.Name, true, out status);
    }

    /// <inheritdoc/>
    public override int Status(string path, bool followLinks, out FileStatus status)
    {
        FileStatus facts = default;
        int result = Try(() =>
        {
            bool isDirectory = Directory.Exists(path);
            FileSystemInfo info = isDirectory ? new DirectoryInfo(path) : new FileInfo(path);
            if (followLinks && info.LinkTarget != null)
            {
                info = info.ResolveLinkTarget(true) ?? info;
            }

            if (!info.Exists)
            {
                return -NotFound;
            }

            int permissions = info.Attributes.HasFlag(FileAttributes.ReadOnly) ? 0x124 : 0x1b6;
            int type = !followLinks && info.LinkTarget != null ? FileStatus.SymbolicLink : isDirectory ? FileStatus.Directory | 0x49 : FileStatus.Regular;
            facts = new FileStatus
            {
                Mode = type | permissions,
                Links = 1,
                Size = info is FileInfo file ? file.Length : 0,
                Accessed = Nanoseconds(info.LastAccessTimeUtc),
                Modified = Nanoseconds(info.LastWriteTimeUtc),
                Changed = Nanoseconds(info.CreationTimeUtc),
            };
            return 0;
        });
        status = facts;
        return result;
    }

    /// <inheritdoc/>
    public override int MakeDirectory(string path, int mode) => Try(() =>
    {
        if (Path.Exists(path))
        {
            return -Exists;
        }

        string? parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent != null && !Directory.Exists(parent))
        {
            return -NotFound;
        }

        Directory.CreateDirectory(path);
        return 0;
    });

    /// <inheritdoc/>
    public override int RemoveDirectory(string path) => Try(() =>
    {
        if (File.Exists(path))
        {
            return -NotDirectory;
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            return -NotEmpty;
        }

        Directory.Delete(path, false);
        return 0;
    });

    /// <inheritdoc/>
    public override int Remove(string path) => Try(() =>
    {
        if (!File.Exists(path))
        {
            return Directory.Exists(path) ? -PermissionDenied : -NotFound;
        }

        File.Delete(path);
        return 0;
    });

    /// <inheritdoc/>
    public override int Rename(string from, string to) => Try(() =>
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to, true);
        }

        return 0;
    });

    /// <inheritdoc/>
    public override int ChangeDirectory(string path) => Try(() =>
    {
        Directory.SetCurrentDirectory(path);
        return 0;
    });

    /// <inheritdoc/>
    public override int ChangeMode(string path, int mode) => Try(() =>
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)(mode & 0xfff));
            return 0;
        }

        FileAttributes attributes = File.GetAttributes(path) & ~FileAttributes.ReadOnly;
        File.SetAttributes(path, (mode & 0x80) == 0 ? attributes | FileAttributes.ReadOnly : attributes);
        return 0;
    });

    /// <inheritdoc/>
    public override int Access(string path, int mode)
    {
        int result = Status(path, true, out FileStatus status);
        return result < 0 ? result : (mode & 2) != 0 && (status.Mode & 0x80) == 0 ? -PermissionDenied : 0;
    }

    /// <inheritdoc/>
    public override int Link(string target, string path) => Try(() =>
    {
        File.CreateSymbolicLink(path, target);
        return 0;
    });

    /// <inheritdoc/>
    public override void Exit(int status) => Environment.Exit(status);

    /// <inheritdoc/>
    public override string ErrorText(int errno) => errno switch
    {
        1 => "Operation not permitted",
        NotFound => "No such file or directory",
        4 => "Interrupted system call",
        InputOutput => "Input/output error",
        BadDescriptor => "Bad file descriptor",
        12 => "Cannot allocate memory",
        PermissionDenied => "Permission denied",
        Exists => "File exists",
        NotDirectory => "Not a directory",
        21 => "Is a directory",
        InvalidArgument => "Invalid argument",
        24 => "Too many open files",
        28 => "No space left on device",
        IllegalSeek => "Illegal seek",
        32 => "Broken pipe",
        36 => "File name too long",
        NotImplementedHere => "Function not implemented",
        NotEmpty => "Directory not empty",
        _ => $"Unknown error {errno}",
    };

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;

    /// <summary>Runs an action and turns what it throws into the negated error number.</summary>
    private static int Try(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return -NotFound;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SecurityException)
        {
            return -PermissionDenied;
        }
        catch (PathTooLongException)
        {
            return -36;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return -InvalidArgument;
        }
        catch (IOException exception)
        {
            return (exception.HResult & 0xffff) switch
            {
                80 or 183 => -Exists,
                109 or 232 => -32,
                112 => -28,
                _ => -InputOutput,
            };
        }
    }

    private FileStream? Stream(int descriptor)
    {
        lock (gate)
        {
            while (streams.Count < 3)
            {
                int number = streams.Count;
                nint handle = OperatingSystem.IsWindows() ? GetStdHandle(-10 - number) : number;
                streams.Add(new FileStream(new SafeFileHandle(handle, false), number == 0 ? FileAccess.Read : FileAccess.Write, 0));
            }

            return (uint)descriptor < (uint)streams.Count ? streams[descriptor] : null;
        }
    }

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int number);
}
