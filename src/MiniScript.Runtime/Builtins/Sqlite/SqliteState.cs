using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What a machine's script has set for all databases.</summary>
internal sealed unsafe class SqliteState
{
    private ValueHandle connectionType;
    private bool hasConnectionType;

    /// <summary>Whether exceptions of callbacks are shown.</summary>
    public bool ShowsTracebacks { get; set; }

    /// <summary>Whether there are adapters for types that SQLite has itself.</summary>
    public bool AdaptsAll { get; set; }

    /// <summary>Notes the class of connections.</summary>
    public void SetConnectionType(Vm* vm, Value type)
    {
        connectionType = vm->Handles.Keep(type);
        hasConnectionType = true;
    }

    /// <summary>Whether a value is a connection.</summary>
    public bool IsConnection(Vm* vm, Value value) =>
        hasConnectionType && TypeObject.IsSubtype(Types.Of(vm, value), (TypeObject*)vm->Handles.Get(connectionType).AsObject);

    /// <summary>The state of a machine.</summary>
    public static SqliteState Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new SqliteState());
}
