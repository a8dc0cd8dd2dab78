using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace MiniScript.Testing;

/// <summary>
/// The published executable. The first test that asks for it publishes it, once for all test processes of a run: a lock file makes the
/// others wait, and <c>publish.sh</c> builds only when a source has changed. <c>MINISCRIPT_BINARY</c> names another executable to test.
/// </summary>
internal static partial class PublishedBinary
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly Lazy<string> LazyPath = new(Publish);

    /// <summary>The executable's path.</summary>
    public static string FullPath => LazyPath.Value;

    /// <summary>Runs the executable.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="limit">The longest run; then the process is interrupted, and killed when that does not end it.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="environment">Variables to add.</param>
    public static ScriptOutcome Run(
        IEnumerable<string> arguments, string folder, TimeSpan limit, byte[]? input = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(FullPath)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Run(start, limit, input);
    }

    private static ScriptOutcome Run(ProcessStartInfo start, TimeSpan limit, byte[]? input)
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended without reading its input.
        }

        bool interrupted = !process.WaitForExit(limit);
        bool killed = interrupted && !Interrupt(process);
        if (killed)
        {
            process.Kill();
            process.WaitForExit();
        }

        return new ScriptOutcome(output.Result, error.Result, process.ExitCode, interrupted, killed);
    }

    /// <summary>Sends what Ctrl+C sends; false if the process goes on regardless.</summary>
    private static bool Interrupt(Process process) => !OperatingSystem.IsWindows() && Kill(process.Id, 2) == 0 && process.WaitForExit(Patience);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static string Publish()
    {
        if (Environment.GetEnvironmentVariable("MINISCRIPT_BINARY") is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        Directory.CreateDirectory(Repository.Combine("artifacts"));
        using FileStream held = AcquireLock(Repository.Combine("artifacts", ".publish.lock"));
        var start = new ProcessStartInfo(Repository.Combine(isWindows ? "publish.cmd" : "publish.sh"), "--quiet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's MSBuild settings must not reach the build of the executable.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        ScriptOutcome outcome = Run(start, PublishLimit, input: null);
        if (outcome.ExitCode != 0 || outcome.Interrupted)
        {
            throw new InvalidOperationException($"publishing failed:\n{outcome.Output}{outcome.Error}");
        }

        return Repository.Combine("dist", isWindows ? "miniscript.exe" : "miniscript");
    }

    private static FileStream AcquireLock(string path)
    {
        for (long deadline = Environment.TickCount64 + (long)PublishLimit.TotalMilliseconds; ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(200);
            }
        }
    }
}
