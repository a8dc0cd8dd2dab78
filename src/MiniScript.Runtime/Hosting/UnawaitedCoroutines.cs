namespace MiniScript.Runtime.Hosting;

/// <summary>The warnings of coroutines that were found dead without having been awaited: each text once for a place, as the default filter has it.</summary>
internal sealed class UnawaitedCoroutines
{
    private readonly HashSet<(string Message, string File, int Line)> seen = [];
    private List<UnawaitedCoroutine> waiting = [];

    /// <summary>Keeps a warning to be shown.</summary>
    public void Add(UnawaitedCoroutine warning)
    {
        if (seen.Add((warning.Message, warning.File, warning.Line)))
        {
            waiting.Add(warning);
        }
    }

    /// <summary>The warnings not shown yet, in the order of the calls that made the coroutines.</summary>
    public List<UnawaitedCoroutine> Take()
    {
        List<UnawaitedCoroutine> taken = waiting;
        waiting = [];
        taken.Reverse();
        return taken;
    }
}

/// <summary>A coroutine that was never awaited.</summary>
/// <param name="Message">What the warning says.</param>
/// <param name="File">The file of the call that made it.</param>
/// <param name="Line">The line of that call.</param>
/// <param name="Quoted">The text of the line, if the source is one that tracebacks quote.</param>
internal sealed record UnawaitedCoroutine(string Message, string File, int Line, string? Quoted);
