namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Where the walk of a path stands, and in the end where it led: descriptors, which stay open until this is disposed of.</summary>
internal sealed class PathPlace : IDisposable
{
    private readonly List<(string Path, int Descriptor, long Device)> directories = [];

    /// <summary>The canonical path; of "/" empty, on the way.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>The directory that the walk is in; -1 outside of the roots.</summary>
    public int Directory => directories.Count == 0 ? -1 : directories[^1].Descriptor;

    /// <summary>The device of <see cref="Directory"/>.</summary>
    public long Device => directories[^1].Device;

    /// <summary>The name in <see cref="Directory"/>; empty if the path stands for that directory itself.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>A descriptor of what was found, good for its status only; negative if it is missing.</summary>
    public int Leaf { get; private set; } = -1;

    /// <summary>The status of what was found.</summary>
    public FileStatus Status { get; private set; }

    /// <summary>Whether the path itself is excluded, not one above it.</summary>
    public bool IsLastExcluded { get; set; }

    /// <summary>Whether something was found.</summary>
    public bool Exists => Leaf >= 0;

    /// <summary>Stands at a root, whose descriptor is not closed.</summary>
    public void EnterRoot(string path, int descriptor, long device)
    {
        Path = path;
        directories.Clear();
        directories.Add((path, descriptor, device));
    }

    /// <summary>Goes into a directory and takes its descriptor.</summary>
    public void Enter(string path, int descriptor, long device)
    {
        Path = path;
        directories.Add((path, descriptor, device));
    }

    /// <summary>Goes to the directory that it came from; false if it stands at a root or outside.</summary>
    public bool Leave()
    {
        if (directories.Count <= 1)
        {
            return false;
        }

        Linux.Close(Directory);
        directories.RemoveAt(directories.Count - 1);
        Path = directories[^1].Path;
        return true;
    }

    /// <summary>Leaves all.</summary>
    public void Clear()
    {
        while (Leave())
        {
        }

        directories.Clear();
        Path = string.Empty;
    }

    /// <summary>The walk is over.</summary>
    public void End(string path, string name, int leaf, FileStatus status)
    {
        Path = path;
        Name = name;
        Leaf = leaf;
        Status = status;
    }

    /// <summary>Closes the descriptors.</summary>
    public void Dispose()
    {
        if (Leaf >= 0)
        {
            Linux.Close(Leaf);
            Leaf = -1;
        }

        Clear();
    }
}
