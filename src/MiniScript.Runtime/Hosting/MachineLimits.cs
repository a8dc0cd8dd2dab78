namespace MiniScript.Runtime.Hosting;

/// <summary>How much the scripts of a machine may use. Passing a limit raises one of the exceptions of the module <c>miniscript</c>.</summary>
public sealed class MachineLimits
{
    /// <summary>The time that a machine may run from its making on; null: for ever.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>The steps that script may take, iterations of loops and calls; 0: any number.</summary>
    public long MaxSteps { get; init; }

    /// <summary>The depth of calls that no <c>sys.setrecursionlimit</c> raises; 0: that of the machine.</summary>
    public int MaxDepth { get; init; }

    /// <summary>The descriptors that script may have open at a time; 0: any number.</summary>
    public int MaxOpenFiles { get; init; }

    /// <summary>The requests that may be under way at a time; more wait for their turn.</summary>
    public int MaxConcurrentRequests { get; init; } = 256;

    /// <summary>Whether the process ends, with <see cref="ScriptExit.LimitPassed"/>, if script goes on regardless or native code cannot be interrupted.</summary>
    public bool EndsProcess { get; init; }
}
