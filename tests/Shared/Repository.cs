using System.Runtime.CompilerServices;

namespace MiniScript.Testing;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the folder of the solution.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        for (string? folder = AppContext.BaseDirectory; folder != null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MiniScript.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No MiniScript.sln above {AppContext.BaseDirectory} (built from {thisFile}).");
    }
}
