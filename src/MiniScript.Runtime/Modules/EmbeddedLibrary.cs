using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Modules;

/// <summary>
/// The library modules that are written in script: an archive in this assembly, laid out as a folder on <c>sys.path</c> would be.
/// A module is compiled on its first import.
/// </summary>
internal static class EmbeddedLibrary
{
    /// <summary>What the path of every library file starts with.</summary>
    public const string Root = "<library>";

    /// <summary>The source of a module, if the library has it. The modules of single encodings are made of one text.</summary>
    /// <param name="name">The absolute dotted name.</param>
    /// <param name="file">Its text, and where it lies.</param>
    public static bool TryRead(string name, [NotNullWhen(true)] out LibraryFile? file)
    {
        using ZipArchive archive = Open();
        string path = name.Replace('.', '/');
        file = Read(archive, $"{path}.py", null) ?? Read(archive, $"{path}/__init__.py", $"{Root}/{path}");
        if (file == null && name.StartsWith("encodings.", StringComparison.Ordinal))
        {
            file = Read(archive, "encodings/_codec.py", null);
        }

        return file != null;
    }

    /// <summary>The bytes of a library file, or null.</summary>
    /// <param name="path">Its path, <see cref="Root"/> first.</param>
    public static byte[]? ReadBytes(string path)
    {
        using ZipArchive archive = Open();
        ZipArchiveEntry? entry = path.StartsWith(Root + "/", StringComparison.Ordinal) ? archive.GetEntry(path[(Root.Length + 1)..]) : null;
        if (entry == null)
        {
            return null;
        }

        using MemoryStream bytes = new();
        using Stream content = entry.Open();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The names in a directory of the library, sorted, those of directories with a slash behind.</summary>
    /// <param name="path">Its path, <see cref="Root"/> first.</param>
    public static SortedSet<string> List(string path)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        if (path != Root && !path.StartsWith(Root + "/", StringComparison.Ordinal))
        {
            return names;
        }

        string start = path.Length == Root.Length ? string.Empty : path[(Root.Length + 1)..].TrimEnd('/') + "/";
        using ZipArchive archive = Open();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.FullName.StartsWith(start, StringComparison.Ordinal) && entry.FullName.Length > start.Length)
            {
                int slash = entry.FullName.IndexOf('/', start.Length);
                names.Add(slash < 0 ? entry.FullName[start.Length..] : entry.FullName[start.Length..(slash + 1)]);
            }
        }

        return names;
    }

    private static ZipArchive Open() => new(EmbeddedFile.Library, ZipArchiveMode.Read);

    private static LibraryFile? Read(ZipArchive archive, string path, string? packageDirectory)
    {
        ZipArchiveEntry? entry = archive.GetEntry(path);
        if (entry == null)
        {
            return null;
        }

        using StreamReader reader = new(entry.Open());
        return new LibraryFile(reader.ReadToEnd(), $"{Root}/{path}", packageDirectory);
    }
}
