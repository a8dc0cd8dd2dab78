using System.Text;
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
    private static string? ReadText(string path) => Attempt(() => Utf8.GetString(File.ReadAllBytes(path)));

    /// <summary>Write a text file in UTF-8, with the directories that it needs; False if that fails.</summary>
    [Function("write_text")]
    private static bool WriteText(string path, string text) => Attempt(() =>
    {
        byte[] bytes = Utf8.GetBytes(text);
        MakeParent(path);
        File.WriteAllBytes(path, bytes);
        return path;
    }) != null;

    /// <summary>Add to the end of a text file, making it if needed; False if that fails.</summary>
    [Function("append_text")]
    private static bool AppendText(string path, string text) => Attempt(() =>
    {
        byte[] bytes = Utf8.GetBytes(text);
        MakeParent(path);
        using FileStream stream = new(path, FileMode.Append);
        stream.Write(bytes);
        return path;
    }) != null;

    /// <summary>Whether a file or directory exists.</summary>
    [Function("exists")]
    private static bool Exists(string path) => Path.Exists(path);

    /// <summary>What a path is: 'file', 'directory' or None.</summary>
    [Function("kind_name")]
    private static string? KindName(string path) => File.Exists(path) ? "file" : Directory.Exists(path) ? "directory" : null;

    /// <summary>Make a directory and those above it; False if that fails.</summary>
    [Function("create_directory")]
    private static bool CreateDirectory(string path) => Attempt(() => Directory.CreateDirectory(path).FullName) != null;

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
        ToList(vm, Attempt(() => Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).ToList()));

    /// <summary>The files that match a pattern of *, ** and ?, in order; None if a directory cannot be read.</summary>
    [Function("glob")]
    private static Value Glob(Vm* vm, string pattern) => ToList(vm, Attempt(() =>
    {
        int root = Path.IsPathRooted(pattern) ? 1 : 0;
        return GlobPattern.Parse(pattern[root..]).Files(root > 0 ? "/" : ".", root > 0 ? "/" : "");
    }));

    /// <summary>The files below a directory that match a pattern relative to it, in order; None if a directory cannot be read.</summary>
    [Function("enumerate_files")]
    private static Value EnumerateFiles(Vm* vm, string directory, string pattern) => ToList(vm, Attempt(() =>
    {
        string shown = Slashes(directory).TrimEnd('/');
        string prefix = shown is "." or "" ? (directory.StartsWith('/') ? "/" : "") : shown + "/";
        return GlobPattern.Parse(pattern.Contains('/', StringComparison.Ordinal) ? pattern : "**/" + pattern).Files(directory, prefix);
    }));

    private static string Slashes(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    private static void MakeParent(string path)
    {
        string? parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent != null)
        {
            Directory.CreateDirectory(parent);
        }
    }

    private static T? Attempt<T>(Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
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
