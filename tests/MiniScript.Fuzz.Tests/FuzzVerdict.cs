using System.Text.RegularExpressions;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>What a script may end in: a result, or a Python exception.</summary>
internal static partial class FuzzVerdict
{
    /// <summary>What is wrong with an outcome; null if nothing is.</summary>
    public static string? Fault(ScriptOutcome outcome)
    {
        if (outcome.Killed)
        {
            return "ran too long and took no notice of an interrupt";
        }

        if (outcome.Error.Contains("Unhandled exception", StringComparison.Ordinal) || outcome.Error.Contains("<BaseAddress>", StringComparison.Ordinal))
        {
            return "a C# exception came out";
        }

        bool isInterrupt = outcome.ExitCode == 130 && outcome.Error.TrimEnd().EndsWith("KeyboardInterrupt", StringComparison.Ordinal);
        if (outcome.ExitCode >= 128 && !isInterrupt)
        {
            return $"died of signal {outcome.ExitCode - 128}";
        }

        return outcome.ExitCode == 1 && !EndsInException(outcome.Error) ? "failed without a Python exception" : null;
    }

    /// <summary>Whether the last line that is not indented names an exception.</summary>
    public static bool EndsInException(string error)
    {
        foreach (string line in error.Split('\n').Reverse())
        {
            if (ExceptionLine().IsMatch(line))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^(\S+\.)?[^\W\d]\w*(: .*|:)?$")]
    private static partial Regex ExceptionLine();
}
