using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MiniScript.Extensions.Tests;

/// <summary>
/// Does what <c>docs/extensions.md</c> says, block for block, in an empty folder: from a new project to a published executable with the extension in it. Slow: it
/// publishes once.
/// </summary>
public partial class TutorialTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    [Trait("Category", "Slow")]
    public void The_page_on_extensions_is_true()
    {
        string root = FindRoot();
        string folder = Directory.CreateTempSubdirectory("miniscript-tutorial-").FullName;
        string executable = Path.Combine(folder, "path", "miniscript");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(executable)!);
            string published = Path.Combine(root, "dist", "miniscript");
            Shell($"[ -x '{published}' ] || '{root}/publish.sh' --quiet; ln -s '{published}' '{executable}'", folder, folder, root);
            string current = folder;
            string output = "";
            foreach (Match block in Block().Matches(File.ReadAllText(Path.Combine(root, "docs", "extensions.md"))))
            {
                string text = block.Groups["text"].Value;
                switch (block.Groups["kind"].Value)
                {
                    case "sh":
                        (output, current) = Shell(text, current, folder, root);
                        break;
                    case "output":
                        Assert.Equal(text, output);
                        break;
                    default:
                        File.WriteAllText(Path.Combine(folder, block.Groups["file"].Value), text);
                        break;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"(?:<!-- file: (?<file>\S+) -->\n)?```(?<kind>\w+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>Runs commands; gives what they write to standard output, and the folder that they end in.</summary>
    private static (string Output, string Folder) Shell(string commands, string current, string folder, string root)
    {
        string place = Path.Combine(folder, "place");
        ProcessStartInfo start = new("bash", ["-e", "-o", "pipefail", "-c", commands + $"\npwd > '{place}'"])
        {
            WorkingDirectory = current,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MINISCRIPT"] = root;
        start.Environment["PATH"] = Path.Combine(folder, "path") + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach (string inherited in new[] { "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath" })
        {
            start.Environment.Remove(inherited);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), "it takes too long: " + commands);
        Assert.True(process.ExitCode == 0, $"{commands}\nended with {process.ExitCode}\n{output.Result}\n{error.Result}");
        return (output.Result, File.ReadAllText(place).Trim());
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MiniScript.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not lie in the repository");
        }

        return folder;
    }
}
