namespace MiniScript.Runtime.Modules;

/// <summary>A file of the embedded library.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Path">Where it lies in the library.</param>
/// <param name="PackageDirectory">The directory if it is a package, or null.</param>
internal sealed record LibraryFile(string Source, string Path, string? PackageDirectory);
