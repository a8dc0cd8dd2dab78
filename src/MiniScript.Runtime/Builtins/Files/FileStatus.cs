namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The facts about a file, as <c>stat</c> gives them. Times are nanoseconds since 1970.</summary>
internal struct FileStatus
{
    /// <summary>The bits of <see cref="Mode"/> that hold the type.</summary>
    public const int TypeMask = 0xf000;

    /// <summary>The type of directories.</summary>
    public const int Directory = 0x4000;

    /// <summary>The type of regular files.</summary>
    public const int Regular = 0x8000;

    /// <summary>The type of symbolic links.</summary>
    public const int SymbolicLink = 0xa000;

    /// <summary>Type and permissions.</summary>
    public int Mode;

    /// <summary>The number of the file in its device.</summary>
    public long Inode;

    /// <summary>The device.</summary>
    public long Device;

    /// <summary>Names of the file.</summary>
    public long Links;

    /// <summary>The owner.</summary>
    public long User;

    /// <summary>The owner's group.</summary>
    public long Group;

    /// <summary>Bytes.</summary>
    public long Size;

    /// <summary>The last access.</summary>
    public long Accessed;

    /// <summary>The last change of the content.</summary>
    public long Modified;

    /// <summary>The last change of these facts.</summary>
    public long Changed;

    /// <summary>Blocks of 512 bytes that it occupies.</summary>
    public long Blocks;

    /// <summary>Bytes that are best read or written at once.</summary>
    public long BlockSize;

    /// <summary>The device that a device file stands for.</summary>
    public long SpecialDevice;

    /// <summary>Whether it is a directory.</summary>
    public readonly bool IsDirectory => (Mode & TypeMask) == Directory;

    /// <summary>Whether it is a regular file.</summary>
    public readonly bool IsRegular => (Mode & TypeMask) == Regular;
}
