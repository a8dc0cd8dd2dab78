using System.Text.RegularExpressions;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>What a script may end in: a result, or a Python exception.</summary>
internal static partial class FuzzVerdict
{
    private const int SignalBase = 128;

    /// <summary>SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGSEGV: how a process dies that crashes.</summary>
    private static readonly int[] CrashSignals = [4, 5, 6, 7, 8, 9, 11];

    /// <summary>What is wrong with the outcome of a script; null if nothing is.</summary>
    public static string? Fault(ScriptOutcome outcome, ReadOnlySpan<byte> script)
    {
        if (outcome.Killed)
        {
            return "ran too long and took no notice of an interrupt";
        }

        if (outcome.Error.Contains("Unhandled exception", StringComparison.Ordinal) || outcome.Error.Contains("<BaseAddress>", StringComparison.Ordinal))
        {
            return "a C# exception came out";
        }

        if (CrashSignals.Contains(outcome.ExitCode - SignalBase))
        {
            return $"died of signal {outcome.ExitCode - SignalBase}";
        }

        // A script that leaves through sys.exit(message) prints no traceback.
        bool mayExit = script.IndexOf("exit"u8) >= 0 || script.IndexOf("Exit"u8) >= 0;
        return outcome.ExitCode == 1 && !mayExit && !EndsInException(outcome.Error) ? "failed without a Python exception" : null;
    }

    /// <summary>Whether the last line that is not indented names an exception.</summary>
    public static bool EndsInException(string error)
    {
        foreach (string line in error.Split('\n').Reverse())
        {
            // The frames of an exception group stand behind a rule.
            ReadOnlySpan<char> text = line.AsSpan().TrimStart(' ');
            if (ExceptionLine().IsMatch(text.StartsWith("| ", StringComparison.Ordinal) ? text[2..] : line))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^(\S+\.)?[^\W\d]\w*(: .*|:)?$")]
    private static partial Regex ExceptionLine();
}
