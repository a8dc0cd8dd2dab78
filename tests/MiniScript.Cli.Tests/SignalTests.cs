using System.Diagnostics;
using System.Runtime.InteropServices;
using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>Signals and closed pipes. The scripts say when they are ready, so nothing depends on the machine's speed.</summary>
public partial class SignalTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What a script may be doing when a signal comes: computing, sleeping, waiting for input, compiling.</summary>
    public static TheoryData<string> Occupations => ["while True: pass", "import time; time.sleep(60)", "input()", "compile('x = f(1)\\n' * 3000000, 'x', 'exec')"];

    [Theory]
    [MemberData(nameof(Occupations))]
    public void Ctrl_C_raises_KeyboardInterrupt(string occupation)
    {
        (int status, string output, string error) = Signal(occupation, Interrupt);
        Assert.Equal((130, "ready\nfinally\n"), (status, output));
        Assert.EndsWith("\nKeyboardInterrupt\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Occupations))]
    public void A_request_to_terminate_unwinds(string occupation) =>
        Assert.Equal((143, "ready\nfinally\n", string.Empty), Signal(occupation, Terminate));

    [Fact]
    public void An_interrupt_can_be_caught()
    {
        (int status, string output, _) = Signal("while True: pass", Interrupt, "except KeyboardInterrupt: print('caught')");
        Assert.Equal((0, "ready\ncaught\n"), (status, output));
    }

    [Fact]
    public void A_closed_pipe_ends_quietly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string command = $"'{PublishedBinary.FullPath}' -c 'while True: print(1)' | head -n 1; echo ${{PIPESTATUS[0]}}";
        using Process shell = Start("bash", ["-c", command]);
        Assert.True(shell.WaitForExit(Limit));
        Assert.Equal("1\n141\n", shell.StandardOutput.ReadToEnd());
        Assert.Empty(shell.StandardError.ReadToEnd());
    }

    [Theory]
    [InlineData("L = []\\nwhile 1: L.append([])")]
    [InlineData("t = ()\\nwhile 1: t = (t,)")]
    [InlineData("d = {}\\nwhile 1: d[len(d)] = str(len(d))")]
    public void A_system_without_memory_ends_in_MemoryError(string script)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using Process shell = Start("bash", ["-c", $"ulimit -v 1500000; exec '{PublishedBinary.FullPath}' -c $'{script}'"]);
        string error = shell.StandardError.ReadToEnd();
        Assert.True(shell.WaitForExit(Limit));
        Assert.Equal(1, shell.ExitCode);
        Assert.EndsWith("\nMemoryError\n", error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) Signal(string occupation, int signal, string clause = "finally: print('finally')")
    {
        if (OperatingSystem.IsWindows())
        {
            return default;
        }

        string script = $"print('ready', flush=True)\ntry:\n    {occupation}\n{clause}";
        using Process process = Start(PublishedBinary.FullPath, ["-c", script]);
        string ready = process.StandardOutput.ReadLine() + "\n";
        Thread.Sleep(50); // so that it has begun to wait
        _ = Kill(process.Id, signal);
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            Assert.Fail($"'{occupation}' goes on");
        }

        return (process.ExitCode, ready + process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
    }

    private static Process Start(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
