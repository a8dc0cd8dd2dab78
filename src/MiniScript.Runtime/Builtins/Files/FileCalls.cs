namespace MiniScript.Runtime.Builtins.Files;

/// <summary>What files need of the operating system. Numbers, flags and modes are those of Linux on every system.</summary>
/// <remarks>A call that fails returns its error number negated (<c>-2</c> is <c>ENOENT</c>); it throws nothing.</remarks>
internal abstract unsafe class FileCalls
{
    /// <summary>The error of what the system does not have, negated.</summary>
    protected const int Unsupported = -38;

    /// <summary>The calls of the system that the process runs on.</summary>
    public static FileCalls Current { get; } = OperatingSystem.IsLinux() ? new LinuxFileCalls() : new PortableFileCalls();

    /// <summary>The calls that a machine's scripts may use: those of the system, under the host's policy if there is one.</summary>
    public static FileCalls Of(Memory.Vm* vm) => Hosting.MachineHost.Of(vm).Files ?? Current;

    /// <summary>Opens a file; returns its descriptor. It is not inherited by child processes.</summary>
    public abstract int Open(string path, OpenFlags flags, int mode);

    /// <summary>Closes a descriptor.</summary>
    public abstract int Close(int descriptor);

    /// <summary>Reads up to <paramref name="count"/> bytes; 0 at the end.</summary>
    public abstract long Read(int descriptor, byte* target, long count);

    /// <summary>Writes; returns the bytes written, which may be fewer.</summary>
    public abstract long Write(int descriptor, byte* source, long count);

    /// <summary>Moves the position; returns it, in bytes from the start.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="offset">Bytes from the origin.</param>
    /// <param name="origin">0: the start, 1: the position, 2: the end.</param>
    public abstract long Seek(int descriptor, long offset, int origin);

    /// <summary>Cuts or extends a file.</summary>
    public abstract int Truncate(int descriptor, long length);

    /// <summary>Whether a descriptor is a terminal.</summary>
    public abstract bool IsTerminal(int descriptor);

    /// <summary>The facts about an open file.</summary>
    public abstract int Status(int descriptor, out FileStatus status);

    /// <summary>The facts about a path.</summary>
    public abstract int Status(string path, bool followLinks, out FileStatus status);

    /// <summary>Makes a directory.</summary>
    public abstract int MakeDirectory(string path, int mode);

    /// <summary>Removes an empty directory.</summary>
    public abstract int RemoveDirectory(string path);

    /// <summary>Removes a file.</summary>
    public abstract int Remove(string path);

    /// <summary>Renames, replacing a file of the new name.</summary>
    public abstract int Rename(string from, string to);

    /// <summary>Changes the working directory.</summary>
    public abstract int ChangeDirectory(string path);

    /// <summary>Changes permission bits.</summary>
    public abstract int ChangeMode(string path, int mode);

    /// <summary>Tests what the process may do: 0 existence, or bits 4 read, 2 write, 1 execute.</summary>
    public abstract int Access(string path, int mode);

    /// <summary>Makes a symbolic link.</summary>
    public abstract int Link(string target, string path);

    /// <summary>Cuts or extends the file of a path.</summary>
    public virtual int Truncate(string path, long length) => Unsupported;

    /// <summary>Gives a file another name.</summary>
    public virtual int HardLink(string source, string target, bool followLinks) => Unsupported;

    /// <summary>Changes owner and group of a path; -1 leaves one as it is.</summary>
    public virtual int ChangeOwner(string path, int user, int group, bool followLinks) => Unsupported;

    /// <summary>Makes a named pipe.</summary>
    public virtual int MakeFifo(string path, int mode) => Unsupported;

    /// <summary>The facts about a file system: the words of <c>struct statvfs</c>.</summary>
    public virtual int Volume(string path, ulong* words) => Unsupported;

    /// <summary>Sets the times of a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="accessed">Nanoseconds since 1970, or <see cref="long.MinValue"/> for now.</param>
    /// <param name="modified">The same.</param>
    /// <param name="followLinks">Whether the file behind a link is meant.</param>
    public virtual int SetTimes(string path, long accessed, long modified, bool followLinks) => Unsupported;

    /// <summary>The names in a directory.</summary>
    public virtual int List(string path, List<string> names)
    {
        try
        {
            foreach (string entry in System.IO.Directory.EnumerateFileSystemEntries(path))
            {
                names.Add(Path.GetFileName(entry));
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is UnauthorizedAccessException ? -13 : -5;
        }
    }

    /// <summary>Where a symbolic link leads; null if it is none.</summary>
    public virtual string? ReadLink(string path) => new FileInfo(path).LinkTarget;

    /// <summary>A path by which a library that opens files itself may open one; null with the error, negated, if it may not.</summary>
    public virtual string? Admit(string path, out int error)
    {
        error = 0;
        return path;
    }

    /// <summary>Keeps the directories above a path from being renamed: a library opens files there by name.</summary>
    public virtual void Pin(string path)
    {
    }

    /// <summary>Ends the process at once.</summary>
    public abstract void Exit(int status);

    /// <summary>The text of an error number, as <c>strerror</c> has it.</summary>
    public abstract string ErrorText(int errno);
}

/// <summary>How a file is opened.</summary>
[Flags]
internal enum OpenFlags
{
    /// <summary>For reading.</summary>
    Read = 0,

    /// <summary>For writing.</summary>
    Write = 1,

    /// <summary>For both.</summary>
    ReadWrite = 2,

    /// <summary>Made if it is missing.</summary>
    Create = 0x40,

    /// <summary>Refused if it exists.</summary>
    Exclusive = 0x80,

    /// <summary>Emptied.</summary>
    Truncate = 0x200,

    /// <summary>Every write goes to the end.</summary>
    Append = 0x400,
}
