namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>An open blob.</summary>
internal sealed unsafe class SqliteBlob(SqliteDatabase database, void* handle) : SqliteChild(database)
{
    /// <summary>SQLite's blob; null once it is closed.</summary>
    public void* Handle { get; private set; } = handle;

    /// <inheritdoc/>
    public override void Release()
    {
        void* released = Handle;
        Handle = null;
        if (released != null)
        {
            _ = Sqlite.CloseBlob(released);
        }
    }
}
