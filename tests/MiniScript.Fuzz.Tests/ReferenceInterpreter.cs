using System.Diagnostics;

namespace MiniScript.Fuzz.Tests;

/// <summary>CPython 3.13, where this machine has it: named by <c>PYTHON</c>, on the path, or among the versions that pyenv keeps.</summary>
internal static class ReferenceInterpreter
{
    /// <summary>Its path; null if there is none.</summary>
    public static string? Path { get; } = Candidates().FirstOrDefault(IsRightVersion);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } named)
        {
            yield return named;
        }

        yield return "python3.13";
        string home = Environment.GetEnvironmentVariable("PYENV_ROOT") ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        string versions = System.IO.Path.Combine(home, "versions");
        if (Directory.Exists(versions))
        {
            foreach (string version in Directory.EnumerateDirectories(versions, "3.13*"))
            {
                yield return System.IO.Path.Combine(version, "bin", "python3.13");
            }
        }

        yield return "python3";
    }

    private static bool IsRightVersion(string candidate)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(candidate, ["-c", "import sys; sys.exit(sys.version_info[:2] != (3, 13))"]));
            return process != null && process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
