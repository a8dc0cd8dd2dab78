namespace MiniScript.Runtime.Hosting;

/// <summary>Whether text is coloured: only when <c>FORCE_COLOR</c> asks for it and <c>NO_COLOR</c> does not forbid it.</summary>
internal static class TerminalColors
{
    /// <summary>Read from the environment at each use: a script may change it.</summary>
    public static bool AreForced =>
        Environment.GetEnvironmentVariable("FORCE_COLOR") is { Length: > 0 } && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
