using System.Runtime.InteropServices;
using System.Text;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Calls of Linux that work below a descriptor. What fails returns its error number negated.</summary>
internal static unsafe partial class Linux
{
    private const int PathRoom = 4096;

    /// <summary>Opens a name in a directory; the descriptor is not inherited if the flags say so.</summary>
    public static int OpenAt(int directory, string name, int flags, int mode) => Result(openat(directory, name, flags, mode));

    /// <summary>Closes a descriptor.</summary>
    public static void Close(int descriptor) => _ = close(descriptor);

    /// <summary>The facts about a descriptor.</summary>
    public static int Status(int descriptor, out FileStatus status) => LinuxFileCalls.Status(descriptor, "", 0x1000, out status);

    /// <summary>The facts about a path, links not followed.</summary>
    public static int StatusOf(string path, out FileStatus status) => LinuxFileCalls.Status(-100, path, 0x100, out status);

    /// <summary>Where a link leads; null on failure.</summary>
    public static string? ReadLink(int descriptor)
    {
        byte* room = stackalloc byte[PathRoom];
        nint length = readlinkat(descriptor, "", room, PathRoom);
        return length is < 0 or PathRoom ? null : Encoding.UTF8.GetString(room, (int)length);
    }

    /// <summary>A path without links and dots; null if it does not exist.</summary>
    /// <param name="path">The path.</param>
    /// <param name="room">Room for the longest path.</param>
    public static string? RealPath(string path, byte* room) => realpath(path, room) == null ? null : Marshal.PtrToStringUTF8((nint)room);

    /// <summary>The number of the kind of a file system.</summary>
    public static long FileSystem(int descriptor)
    {
        long* facts = stackalloc long[32];
        return fstatfs(descriptor, facts) < 0 ? 0 : *facts;
    }

    /// <summary>The names in a directory with their inodes; an error number, negated.</summary>
    public static int List(int descriptor, List<(string Name, long Inode)> entries)
    {
        byte* buffer = stackalloc byte[PathRoom];
        nint length;
        while ((length = getdents64(descriptor, buffer, PathRoom)) > 0)
        {
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                string name = Marshal.PtrToStringUTF8((nint)(buffer + at + 19))!;
                if (name is not ("." or ".."))
                {
                    entries.Add((name, *(long*)(buffer + at)));
                }
            }
        }

        return Result((int)length);
    }

    /// <summary>Makes a directory.</summary>
    public static int MakeDirectory(int directory, string name, int mode) => Result(mkdirat(directory, name, mode));

    /// <summary>Removes a name; with 0x200 an empty directory.</summary>
    public static int Remove(int directory, string name, int flags) => Result(unlinkat(directory, name, flags));

    /// <summary>Renames.</summary>
    public static int Rename(int from, string name, int to, string newName) => Result(renameat(from, name, to, newName));

    /// <summary>Makes a symbolic link.</summary>
    public static int Link(string target, int directory, string name) => Result(symlinkat(target, directory, name));

    /// <summary>Makes a hard link, links not followed.</summary>
    public static int HardLink(int from, string name, int to, string newName) => Result(linkat(from, name, to, newName, 0));

    /// <summary>Makes a named pipe.</summary>
    public static int MakeFifo(int directory, string name, int mode) => Result(mkfifoat(directory, name, mode));

    /// <summary>Changes the owner of what a descriptor stands for.</summary>
    public static int ChangeOwner(int descriptor, int user, int group) => Result(fchownat(descriptor, "", user, group, 0x1000));

    /// <summary>Sets times, links not followed.</summary>
    public static int SetTimes(int directory, string name, long* times) => Result(utimensat(directory, name, times, 0x100));

    /// <summary>Changes the working directory.</summary>
    public static int ChangeDirectory(int descriptor) => Result(fchdir(descriptor));

    /// <summary>Cuts or extends a file.</summary>
    public static int Truncate(int descriptor, long length) => Result(ftruncate(descriptor, length));

    private static int Result(int result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(int directory, string path, int flags, int mode);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint readlinkat(int directory, string path, byte* target, nint room);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* realpath(string path, byte* target);

    [LibraryImport("libc")]
    private static partial int fstatfs(int descriptor, long* facts);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint getdents64(int descriptor, byte* target, nint room);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(int directory, string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(int directory, string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat(int from, string path, int to, string newPath);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int symlinkat(string target, int directory, string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(int from, string path, int to, string newPath, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifoat(int directory, string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fchownat(int directory, string path, int user, int group, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int utimensat(int directory, string path, long* times, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchdir(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int descriptor, long length);
}
