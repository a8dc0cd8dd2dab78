using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace MiniScript.Runtime.Modules;

/// <summary>
/// The library modules that are written in script: an archive among this assembly's resources, laid out as a folder on <c>sys.path</c> would be.
/// A module is compiled on its first import.
/// </summary>
internal static class EmbeddedLibrary
{
    /// <summary>What the path of every library file starts with.</summary>
    public const string Root = "<library>";

    /// <summary>The source of a module, if the library has it.</summary>
    /// <param name="name">The absolute dotted name.</param>
    /// <param name="file">Its text, and where it lies.</param>
    public static bool TryRead(string name, [NotNullWhen(true)] out LibraryFile? file)
    {
        using Stream stream = typeof(EmbeddedLibrary).Assembly.GetManifestResourceStream("Library.zip")!;
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);
        string path = name.Replace('.', '/');
        file = Read(archive, $"{path}.py", null) ?? Read(archive, $"{path}/__init__.py", $"{Root}/{path}");
        return file != null;
    }

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
