using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What a machine's script has set for all databases.</summary>
internal sealed class SqliteState
{
    /// <summary>Whether exceptions of callbacks are shown.</summary>
    public bool ShowsTracebacks { get; set; }

    /// <summary>Whether there are adapters for types that SQLite has itself.</summary>
    public bool AdaptsAll { get; set; }

    /// <summary>The state of a machine.</summary>
    public static unsafe SqliteState Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new SqliteState());
}
