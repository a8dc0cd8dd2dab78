using System.Text;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Extensions.Fs;

/// <summary>The native half of the library module <c>fs</c>: files by whole contents. What the system refuses gives <c>None</c> or <c>False</c>.</summary>
[Extension("_fs")]
internal static unsafe partial class FsExtension
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, which is UTF-8; None if it cannot be read.</summary>
    [Function("read_text")]
    private static string? ReadText(Vm* vm, string path) => Attempt(() => Utf8.GetString(HostFiles.ReadAllBytes(vm, path)));

    /// <summary>Write a text file in UTF-8, with the directories that it needs; False if that fails.</summary>
    [Function("write_text")]
    private static bool WriteText(Vm* vm, string path, string text) => Attempt(() =>
    {
        byte[] bytes = Utf8.GetBytes(text);
        MakeParent(vm, path);
        HostFiles.WriteAllBytes(vm, path, bytes, appends: false);
        return path;
    }) != null;

    /// <summary>Add to the end of a text file, making it if needed; False if that fails.</summary>
    [Function("append_text")]
    private static bool AppendText(Vm* vm, string path, string text) => Attempt(() =>
    {
        byte[] bytes = Utf8.GetBytes(text);
        MakeParent(vm, path);
        HostFiles.WriteAllBytes(vm, path, bytes, appends: true);
        return path;
    }) != null;

    /// <summary>Whether a file or directory exists.</summary>
    [Function("exists")]
    private static bool Exists(Vm* vm, string path) => HostFiles.IsFile(vm, path) || HostFiles.IsDirectory(vm, path);

    /// <summary>What a path is: 'file', 'directory' or None.</summary>
    [Function("kind_name")]
    private static string? KindName(Vm* vm, string path) => HostFiles.IsFile(vm, path) ? "file" : HostFiles.IsDirectory(vm, path) ? "directory" : null;

    /// <summary>Make a directory and those above it; False if that fails.</summary>
    [Function("create_directory")]
    private static bool CreateDirectory(Vm* vm, string path) => Attempt(() =>
    {
        HostFiles.CreateDirectory(vm, Path.GetFullPath(path));
        return path;
    }) != null;

    /// <summary>Join two paths; an absolute second one stands alone.</summary>
    [Function("combine_path")]
    private static string CombinePath(string a, string b) => Slashes(Path.Combine(a, b));

    /// <summary>The directory that a path is in; None for a root.</summary>
    [Function("parent_directory")]
    private static string? ParentDirectory(string path) => Path.GetDirectoryName(path) is { } parent ? Slashes(parent) : null;

    /// <summary>The extension of a path with its dot; None if it has none.</summary>
    [Function("extension")]
    private static string? Extension(string path) => Path.GetExtension(path) is { Length: > 0 } extension ? extension : null;

    /// <summary>The last part of a path without its extension.</summary>
    [Function("file_name_without_extension")]
    private static string FileNameWithoutExtension(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>The names in a directory, in order; None if it cannot be read.</summary>
    [Function("list")]
    private static Value ListNames(Vm* vm, string path = ".") =>
        ToList(vm, Attempt(() => HostFiles.Names(vm, path)));

    /// <summary>The files that match a pattern of *, ** and ?, in order; None if a directory cannot be read.</summary>
    [Function("glob")]
    private static Value Glob(Vm* vm, string pattern) => ToList(vm, Attempt(() =>
    {
        int root = Path.IsPathRooted(pattern) ? 1 : 0;
        return GlobPattern.Parse(pattern[root..]).Files(vm, root > 0 ? "/" : ".", root > 0 ? "/" : "");
    }));

    /// <summary>The files below a directory that match a pattern relative to it, in order; None if a directory cannot be read.</summary>
    [Function("enumerate_files")]
    private static Value EnumerateFiles(Vm* vm, string directory, string pattern) => ToList(vm, Attempt(() =>
    {
        string shown = Slashes(directory).TrimEnd('/');
        string prefix = shown is "." or "" ? (directory.StartsWith('/') ? "/" : "") : shown + "/";
        return GlobPattern.Parse(pattern.Contains('/', StringComparison.Ordinal) ? pattern : "**/" + pattern).Files(vm, directory, prefix);
    }));

    private static string Slashes(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    private static void MakeParent(Vm* vm, string path)
    {
        string? parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent != null)
        {
            HostFiles.CreateDirectory(vm, parent);
        }
    }

    private static T? Attempt<T>(Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException && exception is not HostPolicyException)
        {
            return null;
        }
    }

    private static Value ToList(Vm* vm, List<string>? items)
    {
        if (items == null)
        {
            return Value.None;
        }

        items.Sort(StringComparer.Ordinal);
        Runtime.Objects.List* list = Runtime.Objects.List.New(vm, items.Count);
        foreach (string item in items)
        {
            Str* text = Str.New(vm, item);
            if (list == null || text == null || !Runtime.Objects.List.Append(vm, list, Value.FromObject(text)))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(list);
    }
}
