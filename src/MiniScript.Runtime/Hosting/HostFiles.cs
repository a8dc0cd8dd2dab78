using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Hosting;

using Directory = System.IO.Directory;

/// <summary>Whole files and directories for extensions and the import system, under the host's policy if there is one.</summary>
/// <remarks>What is excluded or outside is missing to those who look; to those who read, write or make it is a <see cref="HostPolicyException"/>.</remarks>
public static unsafe class HostFiles
{
    private const int Existing = 17;
    private const int NewFileMode = 0x1b6;
    private const int NewDirectoryMode = 0x1ff;

    /// <summary>Whether there is a file of that name.</summary>
    public static bool IsFile(Vm* vm, string path) => Guarded(vm) is { } calls
        ? calls.Status(path, true, out FileStatus status) >= 0 && !status.IsDirectory
        : File.Exists(path);

    /// <summary>Whether there is a directory of that name.</summary>
    public static bool IsDirectory(Vm* vm, string path) => Guarded(vm) is { } calls
        ? calls.Status(path, true, out FileStatus status) >= 0 && status.IsDirectory
        : Directory.Exists(path);

    /// <summary>Whether a path is a link.</summary>
    public static bool IsLink(Vm* vm, string path) => Guarded(vm) is { } calls ? calls.ReadLink(path) != null : new FileInfo(path).LinkTarget != null;

    /// <summary>The names in a directory.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static List<string> Names(Vm* vm, string path)
    {
        List<string> names = [];
        if (Guarded(vm) is { } calls)
        {
            Check(calls.List(path, names), path);
            return names;
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            names.Add(Path.GetFileName(entry));
        }

        return names;
    }

    /// <summary>The contents of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(Vm* vm, string path)
    {
        if (Guarded(vm) is not { } calls)
        {
            return File.ReadAllBytes(path);
        }

        int descriptor = Check(calls.Open(path, OpenFlags.Read, 0), path);
        try
        {
            using MemoryStream content = new();
            byte[] buffer = new byte[1 << 14];
            fixed (byte* first = buffer)
            {
                long length;
                while ((length = calls.Read(descriptor, first, buffer.Length)) > 0)
                {
                    content.Write(buffer, 0, (int)length);
                }

                Check((int)length, path);
            }

            return content.ToArray();
        }
        finally
        {
            calls.Close(descriptor);
        }
    }

    /// <summary>Writes a file, or adds to its end.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void WriteAllBytes(Vm* vm, string path, byte[] content, bool appends)
    {
        if (Guarded(vm) is not { } calls)
        {
            using FileStream stream = new(path, appends ? FileMode.Append : FileMode.Create);
            stream.Write(content);
            return;
        }

        OpenFlags flags = OpenFlags.Write | OpenFlags.Create | (appends ? OpenFlags.Append : OpenFlags.Truncate);
        int descriptor = Check(calls.Open(path, flags, NewFileMode), path);
        try
        {
            fixed (byte* first = content)
            {
                for (long done = 0; done < content.Length;)
                {
                    done += Check((int)calls.Write(descriptor, first + done, content.Length - done), path);
                }
            }
        }
        finally
        {
            calls.Close(descriptor);
        }
    }

    /// <summary>Makes a directory and those above it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateDirectory(Vm* vm, string path)
    {
        if (Guarded(vm) is not { } calls)
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (IsDirectory(vm, path))
        {
            return;
        }

        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } parent && !IsDirectory(vm, parent) && parent != "/")
        {
            CreateDirectory(vm, parent);
        }

        int result = calls.MakeDirectory(path, NewDirectoryMode);
        Check(result == -Existing && IsDirectory(vm, path) ? 0 : result, path);
    }

    private static FileCalls? Guarded(Vm* vm) => MachineHost.Of(vm).Files;

    private static int Check(int result, string path) =>
        result >= 0 ? result
        : PathGate.IsDenial(-result) ? throw new HostPolicyException($"{PathGate.Text(-result)}: '{path}'")
        : throw new IOException($"{FileCalls.Current.ErrorText(-result)}: '{path}'");
}
