using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The cell of a <see cref="SqliteRun"/>, which a cursor holds. It refers to its statement's.</summary>
internal static unsafe class SqliteRunType
{
    /// <summary>The run of a statement that has rows.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="cell">The statement's cell.</param>
    /// <param name="statement">The statement.</param>
    public static Value New(Vm* vm, Value cell, SqliteStatement statement)
    {
        TypeObject* type = LibraryTypes.Get(vm, TypeId.SqliteRun, "_sqlite3.Run"u8, Kind.Managed, TypeFlags.NotCallable, null, null);
        Value self = ManagedCells.New(vm, type, new SqliteRun(statement));
        ((ManagedCell*)self.AsObject)->Attributes = cell;
        return self;
    }
}
