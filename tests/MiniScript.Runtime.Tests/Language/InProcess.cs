using System.Text;
using Microsoft.Win32.SafeHandles;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Tests.Generated;
using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Language;

/// <summary>
/// Runs language cases on machines in this process, each on a thread of its own with its standard streams in temporary files. The working
/// directory belongs to the process, so cases run one at a time.
/// </summary>
internal static unsafe class InProcess
{
    private const int StackBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lock Turn = new();

    /// <summary>Runs a case.</summary>
    /// <param name="test">The case.</param>
    /// <param name="torture">Whether every safepoint collects and verifies the heap.</param>
    /// <param name="limit">The longest run; then the script is interrupted.</param>
    public static ScriptOutcome Run(LanguageCase test, bool torture, TimeSpan limit)
    {
        lock (Turn)
        {
            string folder = Directory.CreateTempSubdirectory("miniscript-").FullName;
            string before = Directory.GetCurrentDirectory();
            try
            {
                Directory.SetCurrentDirectory(test.WorkingDirectory);
                File.WriteAllBytes(Path.Combine(folder, "in"), test.Input);
                return RunOnThread(test, torture, limit, folder);
            }
            finally
            {
                Directory.SetCurrentDirectory(before);
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static ScriptOutcome RunOnThread(LanguageCase test, bool torture, TimeSpan limit, string folder)
    {
        int status = 0;
        nint machine = 0;
        bool interrupted;
        using (SafeFileHandle input = File.OpenHandle(Path.Combine(folder, "in")))
        using (SafeFileHandle output = File.OpenHandle(Path.Combine(folder, "out"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        using (SafeFileHandle error = File.OpenHandle(Path.Combine(folder, "err"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            MachineOptions options = new()
            {
                Torture = torture,
                StandardInput = (int)input.DangerousGetHandle(),
                StandardOutput = (int)output.DangerousGetHandle(),
                StandardError = (int)error.DangerousGetHandle(),
                Arguments = [test.FileName],
                SearchPath = [test.WorkingDirectory],
                NativeModules = &ExtensionTable.Find,
            };
            var thread = new Thread(() => status = Execute(options, Path.Combine(test.WorkingDirectory, test.FileName), ref machine), StackBytes);
            thread.Start();
            interrupted = !thread.Join(limit);
            if (interrupted)
            {
                ((Vm*)Volatile.Read(ref machine))->Request(SafepointRequest.Interrupt);
                Assert.True(thread.Join(Patience), $"{test.FileName} ran too long and took no notice of an interrupt");
            }
        }

        return new ScriptOutcome(
            File.ReadAllText(Path.Combine(folder, "out"), Encoding.UTF8), File.ReadAllText(Path.Combine(folder, "err"), Encoding.UTF8), status, interrupted);
    }

    private static int Execute(MachineOptions options, string path, ref nint machine)
    {
        byte stackBase;
        Vm* vm = Machine.Create(options, &stackBase);
        Volatile.Write(ref machine, (nint)vm);
        Module* main = Script.NewMain(vm, path);
        Script.Run(vm, main, File.ReadAllBytes(path), path);
        int status = ScriptExit.Finish(vm);
        Machine.Destroy(vm);
        return status;
    }
}
