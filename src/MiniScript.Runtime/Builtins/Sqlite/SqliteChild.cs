namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What belongs to an open database and ends with it: a prepared statement, an open blob.</summary>
internal abstract class SqliteChild : IDisposable
{
    /// <summary>Enters the child into its database's list.</summary>
    protected SqliteChild(SqliteDatabase database)
    {
        Database = database;
        Next = database.Children;
        if (Next != null)
        {
            Next.Previous = this;
        }

        database.Children = this;
    }

    /// <summary>The database.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>The next child of the database.</summary>
    public SqliteChild? Next { get; private set; }

    private SqliteChild? Previous { get; set; }

    /// <summary>The script object died: what it has is released now, or when the database is next at rest.</summary>
    public void Dispose()
    {
        Unlink();
        Database.Release(this);
    }

    /// <summary>Gives SQLite's object back. The database is at rest.</summary>
    public abstract void Release();

    private void Unlink()
    {
        if (Previous != null)
        {
            Previous.Next = Next;
        }
        else if (Database.Children == this)
        {
            Database.Children = Next;
        }

        if (Next != null)
        {
            Next.Previous = Previous;
        }

        Next = Previous = null;
    }
}
