using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Hosting;

/// <summary>How a machine is set up.</summary>
public sealed unsafe class MachineOptions
{
    /// <summary>The limit of the script heap in bytes; <see cref="nuint.MaxValue"/> for none.</summary>
    public nuint MaxMemory { get; init; } = nuint.MaxValue;

    /// <summary>Collect at the safepoints that <see cref="Heap.IsTortureDue"/> picks, poison freed cells and verify the heap.</summary>
    public bool Torture { get; init; }

    /// <summary>How much scripts may use beyond memory; null: as much as they like.</summary>
    public MachineLimits? Limits { get; init; }

    /// <summary>Native modules that are switched off; null for none.</summary>
    public IReadOnlySet<string>? DisabledModules { get; init; }

    /// <summary>What scripts may reach; null: what the process may.</summary>
    public HostPolicy? Policy { get; init; }

    /// <summary>The depth of calls at which <c>RecursionError</c> is raised, until the script sets another.</summary>
    public int RecursionLimit { get; init; } = 1000;

    /// <summary>The descriptor behind <c>sys.stdin</c>.</summary>
    public int StandardInput { get; init; }

    /// <summary>The descriptor behind <c>sys.stdout</c>.</summary>
    public int StandardOutput { get; init; } = 1;

    /// <summary>The descriptor behind <c>sys.stderr</c>.</summary>
    public int StandardError { get; init; } = 2;

    /// <summary><c>sys.argv</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary><c>sys.warnoptions</c>: the filters that the module <c>warnings</c> begins with.</summary>
    public IReadOnlyList<string> WarningFilters { get; init; } = [];

    /// <summary>0; 1 to leave out <c>assert</c> and make <c>__debug__</c> false; 2 to leave out documentation strings too.</summary>
    public int Optimization { get; init; }

    /// <summary>Whether standard output is written at each line end, though it is no terminal.</summary>
    public bool IsUnbuffered { get; init; }

    /// <summary><c>sys.path</c>: where imports look, in order.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Finds the registration method of a native module by its UTF-8 name; the generated <c>ExtensionTable.Find</c>.</summary>
    public delegate*<ReadOnlySpan<byte>, delegate* managed<ref NativeTableBuilder, void>> NativeModules { get; init; }
}
