using System.Diagnostics.CodeAnalysis;

namespace MiniScript.Runtime.Modules;

/// <summary>The library modules that are written in script: resources of this assembly, compiled on first import.</summary>
internal static class EmbeddedLibrary
{
    /// <summary>The source of a module, if the library has it.</summary>
    public static bool TryRead(string name, [NotNullWhen(true)] out string? source)
    {
        using Stream? stream = typeof(EmbeddedLibrary).Assembly.GetManifestResourceStream($"Library/{name}.py");
        if (stream == null)
        {
            source = null;
            return false;
        }

        using StreamReader reader = new(stream);
        source = reader.ReadToEnd();
        return true;
    }
}
