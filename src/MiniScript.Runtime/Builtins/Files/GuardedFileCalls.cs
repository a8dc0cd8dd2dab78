namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The calls of Linux under a host's policy: what takes a path works on the descriptors that <see cref="PathGate"/> found.</summary>
/// <remarks>What is excluded is missing to those who look, and denied to those who read, write or make.</remarks>
/// <param name="gate">The gate.</param>
/// <param name="readable">The full path of a file that may be read wherever it is, or null.</param>
internal sealed unsafe class GuardedFileCalls(PathGate gate, string? readable) : LinuxFileCalls
{
    private const int CloseOnExec = 0x80000;
    private const int NotFound = 2;
    private const int Busy = 16;
    private const int Existing = 17;
    private const int TooManyLinks = 40;
    private const int RemoveDirectoryFlag = 0x200;
    private const int MostAttempts = 8;
    private const int Character = 0x2000;
    private const int BlockDevice = 0x6000;

    /// <summary>The device that is open to all.</summary>
    private const string Nothing = "/dev/null";

    /// <summary>The devices that do no harm: null, zero, full, random, urandom, tty.</summary>
    private static readonly long[] Devices = [0x103, 0x105, 0x107, 0x108, 0x109, 0x500];

    private delegate int OnPlace(PathPlace place);

    /// <inheritdoc/>
    public override int Open(string path, OpenFlags flags, int mode)
    {
        if (path == Nothing)
        {
            return base.Open(path, flags & ~(OpenFlags.Create | OpenFlags.Truncate), mode);
        }

        if (((int)flags & 3) == 0 && (flags & (OpenFlags.Create | OpenFlags.Truncate)) == 0 && IsReadable(path))
        {
            return base.Open(readable!, flags, mode);
        }

        int result = -TooManyLinks;
        for (int attempt = 0; attempt < MostAttempts && result == -TooManyLinks; attempt++)
        {
            bool follows = ((int)flags & PathGate.NoFollow) == 0 && (flags & (OpenFlags.Create | OpenFlags.Exclusive)) != (OpenFlags.Create | OpenFlags.Exclusive);
            result = gate.Resolve(path, follows, out PathPlace place);
            using (place)
            {
                if (result < 0)
                {
                    return result;
                }

                result = Open(place, flags, mode);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override int Status(string path, bool followLinks, out FileStatus status)
    {
        if (path == Nothing)
        {
            return base.Status(path, true, out status);
        }

        if (IsReadable(path))
        {
            return base.Status(readable!, true, out status);
        }

        int result = Seen(gate.Resolve(path, followLinks, out PathPlace place));
        using (place)
        {
            status = place.Status;
            return result < 0 ? result : place.Exists ? 0 : -NotFound;
        }
    }

    /// <inheritdoc/>
    public override int MakeDirectory(string path, int mode) =>
        At(path, false, place => place.Exists ? -Existing : Linux.MakeDirectory(place.Directory, place.Name, mode));

    /// <inheritdoc/>
    public override int RemoveDirectory(string path) => Remove(path, RemoveDirectoryFlag);

    /// <inheritdoc/>
    public override int Remove(string path) => Remove(path, 0);

    /// <inheritdoc/>
    public override int Rename(string from, string to) => At(from, false, source => At(to, false, target =>
        source.Name.Length == 0 || target.Name.Length == 0 ? -Busy
        : gate.Holds(source.Path) || gate.Holds(target.Path) ? -PathGate.Excluded
        : Linux.Rename(source.Directory, source.Name, target.Directory, target.Name)));

    /// <inheritdoc/>
    public override int ChangeDirectory(string path) => OnExisting(path, true, place => Linux.ChangeDirectory(place.Leaf));

    /// <inheritdoc/>
    public override int ChangeMode(string path, int mode) => OnExisting(path, true, place => base.ChangeMode(Handle(place), mode));

    /// <inheritdoc/>
    public override int Access(string path, int mode) =>
        IsReadable(path) ? base.Access(readable!, mode) : OnExisting(path, true, place => base.Access(Handle(place), mode));

    /// <inheritdoc/>
    public override int Link(string target, string path) =>
        At(path, false, place => place.Exists ? -Existing : Linux.Link(target, place.Directory, place.Name));

    /// <inheritdoc/>
    public override int Truncate(string path, long length)
    {
        int descriptor = Open(path, OpenFlags.Write, 0);
        int result = descriptor < 0 ? descriptor : Linux.Truncate(descriptor, length);
        if (descriptor >= 0)
        {
            Linux.Close(descriptor);
        }

        return result;
    }

    /// <inheritdoc/>
    public override int HardLink(string source, string target, bool followLinks) => OnExisting(source, followLinks, from => At(target, false, to =>
        to.Exists ? -Existing : from.Name.Length == 0 ? -1 : Linux.HardLink(from.Directory, from.Name, to.Directory, to.Name)));

    /// <inheritdoc/>
    public override int ChangeOwner(string path, int user, int group, bool followLinks) =>
        OnExisting(path, followLinks, place => Linux.ChangeOwner(place.Leaf, user, group));

    /// <inheritdoc/>
    public override int MakeFifo(string path, int mode) =>
        At(path, false, place => place.Exists ? -Existing : Linux.MakeFifo(place.Directory, place.Name, mode));

    /// <inheritdoc/>
    public override int Volume(string path, ulong* words) => OnExisting(path, true, place => base.Volume(Handle(place), words));

    /// <inheritdoc/>
    public override int SetTimes(string path, long accessed, long modified, bool followLinks) => OnExisting(path, followLinks, place =>
    {
        long* times = stackalloc long[4];
        WriteTimes(times, accessed, modified);
        return place.Name.Length == 0 ? base.SetTimes(Handle(place), accessed, modified, true) : Linux.SetTimes(place.Directory, place.Name, times);
    });

    /// <inheritdoc/>
    public override int List(string path, List<string> names) => OnExisting(path, true, place =>
    {
        List<(string Name, long Inode)> entries = [];
        int descriptor = Linux.OpenAt(place.Leaf, ".", CloseOnExec, 0);
        int result = descriptor < 0 ? descriptor : Linux.List(descriptor, entries);
        if (descriptor >= 0)
        {
            Linux.Close(descriptor);
        }

        string prefix = place.Path == "/" ? "/" : place.Path + "/";
        foreach ((string name, long inode) in entries)
        {
            if (!gate.IsExcluded(prefix + name, place.Status.Device, inode))
            {
                names.Add(name);
            }
        }

        return result;
    });

    /// <inheritdoc/>
    public override string? ReadLink(string path)
    {
        string? target = null;
        OnExisting(path, false, place => (target = Linux.ReadLink(place.Leaf)) == null ? -1 : 0);
        return target;
    }

    /// <inheritdoc/>
    public override string? Admit(string path, out int error)
    {
        string? admitted = null;
        error = At(path, true, place =>
        {
            admitted = place.Path;
            return place.Exists && IsForbidden(place.Status) ? -PathGate.Device : 0;
        });
        return error < 0 ? null : admitted;
    }

    /// <inheritdoc/>
    public override void Pin(string path) => gate.Pin(path);

    /// <summary>Gives the roots back: the machine ends.</summary>
    public void Close() => gate.Close();

    private int Open(PathPlace place, OpenFlags flags, int mode)
    {
        int asked = ((int)flags | CloseOnExec | PathGate.NoFollow) & ~(int)OpenFlags.Truncate;
        bool makes = (flags & OpenFlags.Create) != 0;
        if (place.Name.Length == 0)
        {
            return makes && (flags & OpenFlags.Exclusive) != 0 ? -Existing : Linux.OpenAt(place.Leaf, ".", asked & ~(int)OpenFlags.Create, 0);
        }

        if (!place.Exists && !makes)
        {
            return -NotFound;
        }

        if (place.Exists && IsForbidden(place.Status))
        {
            return -PathGate.Device;
        }

        int descriptor = Linux.OpenAt(place.Directory, place.Name, asked, mode);
        if (descriptor < 0)
        {
            return descriptor;
        }

        // What stands there now may be another file than the one that was found: the descriptor is what counts.
        int result = Linux.Status(descriptor, out FileStatus status);
        result = result < 0 ? result
            : gate.IsExcluded(place.Path, status.Device, status.Inode) ? -PathGate.Excluded
            : IsForbidden(status) ? -PathGate.Device
            : (flags & OpenFlags.Truncate) != 0 && status.IsRegular && ((int)flags & 3) != 0 ? Linux.Truncate(descriptor, 0)
            : 0;
        if (result < 0)
        {
            Linux.Close(descriptor);
        }

        return result < 0 ? result : descriptor;
    }

    private int Remove(string path, int flags) => At(path, false, place =>
        !place.Exists ? -NotFound : place.Name.Length == 0 ? -Busy : Linux.Remove(place.Directory, place.Name, flags));

    private static bool IsForbidden(in FileStatus status) =>
        (status.Mode & FileStatus.TypeMask) is Character or BlockDevice
        && ((status.Mode & FileStatus.TypeMask) == BlockDevice || Array.IndexOf(Devices, status.SpecialDevice) < 0);

    /// <summary>The name by which the system knows an open descriptor, for calls that take none.</summary>
    private static string Handle(PathPlace place) => $"/proc/self/fd/{place.Leaf}";

    /// <summary>To those who only look, what is excluded is missing.</summary>
    private static int Seen(int result) => result == -PathGate.Excluded ? -NotFound : result;

    private bool IsReadable(string path) => readable != null && path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) && Path.GetFullPath(path) == readable;

    private int At(string path, bool followLast, OnPlace action)
    {
        int result = gate.Resolve(path, followLast, out PathPlace place);
        using (place)
        {
            return result < 0 ? result : action(place);
        }
    }

    private int OnExisting(string path, bool followLast, OnPlace action) => At(path, followLast, place => place.Exists ? action(place) : -NotFound);
}
