using System.Globalization;
using System.Text;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>
/// Runs scripts on the published executable, each from its own seed, until they or the time are up, and fails if any ends in anything but a
/// result or a Python exception. <c>MINISCRIPT_FUZZ_SECONDS</c> sets the time, <c>MINISCRIPT_FUZZ_SCRIPTS</c> the number of scripts,
/// <c>MINISCRIPT_FUZZ_SEED</c> the first seed.
/// </summary>
internal static class FuzzSession
{
    private const int Scripts = 3000;
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs the scripts that <paramref name="create"/> makes of consecutive seeds.</summary>
    public static void Run(string name, int seconds, Func<int, byte[]> create)
    {
        int first = Setting("MINISCRIPT_FUZZ_SEED", 1);
        long deadline = Environment.TickCount64 + (Setting("MINISCRIPT_FUZZ_SECONDS", seconds) * 1000L);
        string folder = Repository.Combine("artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        var faults = new List<string>();
        _ = PublishedBinary.FullPath;
        int scripts = Setting("MINISCRIPT_FUZZ_SCRIPTS", Scripts);
        int done = 0;
        for (int seed = first; done < scripts && Environment.TickCount64 < deadline && faults.Count < 5; seed++, done++)
        {
            byte[] script = create(seed);
            string path = Path.Combine(folder, $"{name}-{seed}.ms");
            File.WriteAllBytes(path, script);
            ScriptOutcome outcome = PublishedBinary.Run(["--max-memory", "256M", path], folder, ScriptLimit);
            if (FuzzVerdict.Fault(outcome, script) is { } fault)
            {
                faults.Add($"{path}: {fault}\n{Tail(outcome.Error)}");
            }
            else
            {
                File.Delete(path);
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {done} scripts:\n{string.Join("\n", faults)}");
        Assert.True(done > 0, "no script was run");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static string Tail(string text) => text.Length <= 800 ? text : new StringBuilder("…").Append(text, text.Length - 800, 800).ToString();
}
