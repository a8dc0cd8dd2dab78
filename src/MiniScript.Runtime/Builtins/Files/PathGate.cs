using System.Runtime.InteropServices;
using MiniScript.Runtime.Hosting;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Finds what a path stands for under a host's policy, without leaving the roots and without entering what is excluded.</summary>
/// <remarks>
/// <para>A path is walked part by part from the descriptor of a root. Each part is opened below the descriptor of the one before, links not followed by
/// the system but read and walked here: what was checked is what is used, whatever others rename meanwhile. Outside of the roots nothing is touched;
/// <c>..</c> there only shortens the path.</para>
/// <para>An excluded entry is known by its place (the canonical path, as walked) and by its identity (device and inode, taken when the gate is made),
/// so that hard links, bind mounts and other spellings of a name do not get around it. <c>/proc</c> is closed, for it leads anywhere.</para>
/// </remarks>
internal sealed unsafe partial class PathGate
{
    /// <summary>The error of a path outside of the roots.</summary>
    public const int Outside = 4001;

    /// <summary>The error of an excluded path.</summary>
    public const int Excluded = 4002;

    /// <summary>The error of a device or of the process file system.</summary>
    public const int Device = 4003;

    private const int NotFound = 2;
    private const int NotDirectory = 20;
    private const int InvalidArgument = 22;
    private const int TooManyLinks = 40;
    private const int MostLinks = 40;
    private const int PathOnly = 0x200000 | 0x80000;
    private const int ProcessFileSystem = 0x9fa0;
    private const int PathRoom = 4096;

    private readonly List<Entry> roots = [];
    private readonly List<Entry> excluded = [];
    private readonly HashSet<string> pinned = [];

    /// <summary>Opens the roots.</summary>
    /// <exception cref="ArgumentException">A root is no directory.</exception>
    public PathGate(HostPolicy policy)
    {
        bool isEverywhere = policy.Roots.Count == 0 && !policy.DeniesByDefault;
        foreach (string root in isEverywhere ? ["/"] : policy.Roots)
        {
            AddRoot(Path.GetFullPath(root));
        }

        foreach (string path in policy.ExcludedPaths)
        {
            string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            string place = Path.GetDirectoryName(full) is { } parent ? Path.Combine(Canonical(parent), Path.GetFileName(full)) : full;
            AddExcluded(place);
            AddExcluded(Canonical(full));
        }
    }

    /// <summary>The flag by which a link is not followed, and that of directories, which processors number differently.</summary>
    public static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Whether an error number is one of the policy's.</summary>
    public static bool IsDenial(int error) => error is Outside or Excluded or Device;

    /// <summary>What an error number of the policy says.</summary>
    public static string Text(int error) => error switch
    {
        Excluded => "Permission denied by the host's policy: excluded by --exclude, or leads there",
        Device => "Permission denied by the host's policy: no devices and no process file system inside --root",
        _ => "Permission denied by the host's policy: outside the directories that --root allows",
    };

    /// <summary>Walks a path.</summary>
    /// <param name="path">The path, absolute or from the working directory.</param>
    /// <param name="followLast">Whether a link at its end is followed.</param>
    /// <param name="place">Where it ends, to be disposed of. It may be missing there: then <see cref="PathPlace.Leaf"/> is negative.</param>
    /// <returns>0, or an error number, negated.</returns>
    public int Resolve(string path, bool followLast, out PathPlace place)
    {
        place = new PathPlace();
        int result = path.Length == 0 ? -NotFound
            : path.Contains('\0', StringComparison.Ordinal) ? -InvalidArgument // the system would see a shorter path
            : Walk(path, followLast, place);
        if (result < 0)
        {
            place.Dispose();
        }

        return result;
    }

    /// <summary>Whether an entry of a directory is excluded.</summary>
    public bool IsExcluded(string path, long device, long inode)
    {
        foreach (Entry entry in excluded)
        {
            if (entry.Path == path || (inode != 0 && entry.Inode == inode && entry.Device == device))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a directory has something excluded or pinned below it: it stays where it is.</summary>
    public bool Holds(string path)
    {
        foreach (Entry entry in excluded)
        {
            if (IsBelow(entry.Path, path))
            {
                return true;
            }
        }

        foreach (string entry in pinned)
        {
            if (IsBelow(entry, path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Closes the roots; all is outside then.</summary>
    public void Close()
    {
        foreach (Entry root in roots)
        {
            if (root.Path == root.Alias)
            {
                Linux.Close(root.Descriptor);
            }
        }

        roots.Clear();
    }

    /// <summary>Keeps the directories above a path from being renamed.</summary>
    public void Pin(string path) => pinned.Add(path);

    private static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal);

    private int Walk(string path, bool followLast, PathPlace place)
    {
        Stack<string> rest = new();
        bool isDirectoryWanted = Push(rest, path);
        if (!path.StartsWith('/'))
        {
            string? directory = WorkingDirectory();
            if (directory == null)
            {
                return -NotFound;
            }

            Push(rest, directory);
        }

        int links = 0;
        Return(place, string.Empty);
        while (rest.TryPop(out string? part))
        {
            if (part == "..")
            {
                GoUp(place);
                continue;
            }

            string full = $"{place.Path}/{part}";
            int directory = place.Directory;
            if (directory < 0)
            {
                Return(place, full);
                continue;
            }

            bool isLast = rest.Count == 0;
            if (IsExcluded(full, 0, 0))
            {
                place.IsLastExcluded = isLast;
                return -Excluded;
            }

            int leaf = Linux.OpenAt(directory, part, PathOnly | NoFollow, 0);
            if (leaf < 0)
            {
                if (leaf != -NotFound || !isLast)
                {
                    return leaf;
                }

                place.End(full, part, -1, default);
                return 0;
            }

            int result = Check(full, leaf, place, out FileStatus status);
            if (result < 0)
            {
                place.IsLastExcluded = isLast;
                Linux.Close(leaf);
                return result;
            }

            bool isLink = (status.Mode & FileStatus.TypeMask) == FileStatus.SymbolicLink;
            if (isLink && (!isLast || followLast || isDirectoryWanted))
            {
                string? target = Linux.ReadLink(leaf);
                Linux.Close(leaf);
                if (target == null || ++links > MostLinks)
                {
                    return -TooManyLinks;
                }

                isDirectoryWanted |= Push(rest, target) && isLast;
                if (target.StartsWith('/'))
                {
                    place.Clear();
                    Return(place, string.Empty);
                }

                continue;
            }

            if (isLast)
            {
                place.End(full, part, leaf, status);
                return isDirectoryWanted && !status.IsDirectory ? -NotDirectory : 0;
            }

            if (!status.IsDirectory)
            {
                Linux.Close(leaf);
                return -NotDirectory;
            }

            place.Enter(full, leaf, status.Device);
        }

        return place.Directory < 0 ? -Outside : EndAtDirectory(place);
    }

    private int Check(string full, int leaf, PathPlace place, out FileStatus status)
    {
        int result = Linux.Status(leaf, out status);
        return result < 0 ? result
            : IsExcluded(full, status.Device, status.Inode) ? -Excluded
            : status.Device != place.Device && Linux.FileSystem(leaf) == ProcessFileSystem ? -Device
            : 0;
    }

    private static int EndAtDirectory(PathPlace place)
    {
        int leaf = Linux.OpenAt(place.Directory, ".", PathOnly, 0);
        int result = leaf < 0 ? leaf : Linux.Status(leaf, out _);
        if (result >= 0)
        {
            Linux.Status(leaf, out FileStatus status);
            place.End(place.Path.Length == 0 ? "/" : place.Path, string.Empty, leaf, status);
        }

        return result;
    }

    /// <summary>Stands at a path outside of the roots, or at a root if it is one: as it is now what it was.</summary>
    private void Return(PathPlace place, string path)
    {
        place.Path = path;
        foreach (Entry root in roots)
        {
            if (root.Alias == path && Linux.Status(root.Descriptor, out FileStatus status) >= 0 && status.Device == root.Device && status.Inode == root.Inode)
            {
                place.EnterRoot(root.Path, root.Descriptor, root.Device);
                return;
            }
        }
    }

    private void GoUp(PathPlace place)
    {
        if (place.Leave())
        {
            return;
        }

        string path = place.Path;
        int slash = path.LastIndexOf('/');
        place.Clear();
        Return(place, slash <= 0 ? string.Empty : path[..slash]);
    }

    /// <summary>Puts the parts of a path on the stack, the first on top; true if the last must be a directory.</summary>
    private static bool Push(Stack<string> rest, string path)
    {
        string[] parts = path.Split('/');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i].Length > 0 && parts[i] != ".")
            {
                rest.Push(parts[i]);
            }
        }

        return parts[^1] is "" or ".";
    }

    private static string? WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void AddRoot(string path)
    {
        string canonical = Canonical(path);
        int descriptor = Linux.OpenAt(-100, canonical, PathOnly, 0);
        if (descriptor < 0 || Linux.Status(descriptor, out FileStatus status) < 0 || !status.IsDirectory)
        {
            throw new ArgumentException($"the root '{path}' is no directory");
        }

        canonical = canonical == "/" ? string.Empty : canonical;
        roots.Add(new Entry(canonical, canonical, descriptor, status.Device, status.Inode));
        string alias = Path.TrimEndingDirectorySeparator(path);
        if (alias != canonical && canonical.Length > 0)
        {
            roots.Add(new Entry(canonical, alias, descriptor, status.Device, status.Inode));
        }
    }

    private void AddExcluded(string path)
    {
        int result = Linux.StatusOf(path, out FileStatus status);
        excluded.Add(new Entry(path, path, -1, result < 0 ? 0 : status.Device, result < 0 ? 0 : status.Inode));
    }

    /// <summary>A path without links and dots as far as it exists.</summary>
    private static string Canonical(string path)
    {
        byte* room = stackalloc byte[PathRoom];
        if (Linux.RealPath(path, room) is { } real)
        {
            return real;
        }

        return Path.GetDirectoryName(path) is { } parent ? Path.Combine(Canonical(parent), Path.GetFileName(path)) : path;
    }

    /// <summary>A root, or an excluded path.</summary>
    /// <param name="Path">The canonical path; that of "/" as a root is empty.</param>
    /// <param name="Alias">As it is written.</param>
    /// <param name="Descriptor">The descriptor of a root.</param>
    /// <param name="Device">Its device.</param>
    /// <param name="Inode">Its number there; 0 if it does not exist.</param>
    private sealed record Entry(string Path, string Alias, int Descriptor, long Device, long Inode);
}
