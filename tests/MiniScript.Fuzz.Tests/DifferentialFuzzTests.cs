using System.Diagnostics;
using System.Globalization;
using System.Text;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>
/// Programs over the typed core, written by <c>tests/differential/generate.ms</c>, print the same here as under CPython 3.13. Without one the
/// published executable alone runs them. What this finds becomes a case under <c>tests/language</c>.
/// </summary>
public class DifferentialFuzzTests
{
    private const int Seconds = 30;
    private const int Programs = 60;
    private static readonly TimeSpan ProgramLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Generated_programs_print_what_the_reference_prints()
    {
        string folder = Repository.Combine("artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        string generator = Repository.Combine("tests", "differential", "generate.ms");
        _ = PublishedBinary.FullPath;
        long deadline = Environment.TickCount64 + (Seconds * 1000L);
        var differences = new List<string>();
        int done = 0;
        for (int seed = 1; done < Programs && differences.Count < 5 && Environment.TickCount64 < deadline; seed++, done++)
        {
            ScriptOutcome written = PublishedBinary.Run([generator, seed.ToString(CultureInfo.InvariantCulture)], folder, ProgramLimit);
            Assert.Equal(0, written.ExitCode);
            string path = Path.Combine(folder, $"differential-{seed}.ms");
            File.WriteAllText(path, written.Output);
            ScriptOutcome ours = PublishedBinary.Run(["-W", "ignore", path], folder, ProgramLimit);
            string? difference = ours.ExitCode != 0 ? $"ended with {ours.ExitCode}: {ours.Error}"
                : ReferenceInterpreter.Path is { } reference ? FirstDifference(ours.Output, RunReference(reference, path)) : null;
            if (difference == null)
            {
                File.Delete(path);
            }
            else
            {
                differences.Add($"{path}: {difference}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(done > 0, "no program was run");
    }

    private static string RunReference(string reference, string path)
    {
        using Process process = Process.Start(new ProcessStartInfo(reference, ["-W", "ignore", path])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Environment = { ["PYTHONUTF8"] = "1" },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string? FirstDifference(string ours, string theirs)
    {
        string[] a = ours.Split('\n');
        string[] b = theirs.Split('\n');
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            string left = i < a.Length ? a[i] : "nothing";
            string right = i < b.Length ? b[i] : "nothing";
            if (left != right)
            {
                return $"line {i + 1} is {left}, not {right}";
            }
        }

        return null;
    }
}
