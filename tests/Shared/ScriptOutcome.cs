namespace MiniScript.Testing;

/// <summary>What a script did, as its caller sees it.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ExitCode">The exit status; 128 + n for death by signal n.</param>
/// <param name="Interrupted">Whether it ran too long and was interrupted, as by Ctrl+C.</param>
/// <param name="Killed">Whether the interrupt did not end it either.</param>
internal sealed record ScriptOutcome(string Output, string Error, int ExitCode, bool Interrupted = false, bool Killed = false);
