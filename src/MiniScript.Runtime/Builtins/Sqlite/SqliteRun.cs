namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>A run of a statement that has rows to give. When the cursor that holds it dies, the statement, which may be kept for the next one, is reset.</summary>
internal sealed unsafe class SqliteRun : SqliteChild
{
    /// <summary>The run that a statement is in.</summary>
    public SqliteRun(SqliteStatement statement)
        : base(statement.Database)
    {
        Statement = statement;
        statement.Run = this;
    }

    /// <summary>The statement.</summary>
    public SqliteStatement Statement { get; }

    /// <summary>True as long as there are rows.</summary>
    public bool IsCurrent => Statement.Run == this && Statement.Handle != null;

    /// <summary>Ends the run. Somebody is inside the database.</summary>
    public void End()
    {
        if (IsCurrent)
        {
            _ = Sqlite.Reset(Statement.Handle);
        }

        Statement.Run = Statement.Run == this ? null : Statement.Run;
    }

    /// <inheritdoc/>
    public override void Release() => End();
}
