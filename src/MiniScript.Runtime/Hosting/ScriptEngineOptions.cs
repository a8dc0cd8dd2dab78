namespace MiniScript.Runtime.Hosting;

/// <summary>How a <see cref="ScriptEngine"/> is set up.</summary>
public sealed class ScriptEngineOptions
{
    /// <summary>The limit of the script heap in bytes; past it scripts get <c>MemoryError</c>. Null for none.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>What scripts may reach: files, the network, the environment, programs. Null: what the process may.</summary>
    public HostPolicy? Policy { get; init; }

    /// <summary>How much each run or call may use beyond memory; null: as much as it likes. Past a limit it fails with the limit's exception.</summary>
    public MachineLimits? Limits { get; init; }

    /// <summary>The depth of calls at which scripts get <c>RecursionError</c>.</summary>
    public int RecursionLimit { get; init; } = 1000;

    /// <summary><c>sys.argv</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [""];

    /// <summary><c>sys.path</c>: the folders that imports look in, besides the library of the executable.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Whether what scripts write to standard output is kept for <see cref="ScriptEngine.TakeOutput"/> instead of written.</summary>
    public bool CapturesOutput { get; init; }

    /// <summary>Collect garbage whenever possible and check the heap: slow, for tests of extensions.</summary>
    public bool Torture { get; init; }
}
