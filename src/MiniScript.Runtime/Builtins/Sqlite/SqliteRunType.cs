using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The rows of a statement that runs, as the module <c>sqlite3</c> uses them. The cell refers to its statement's.</summary>
[BuiltinType("sqlite_run")]
internal static unsafe partial class SqliteRunType
{
    private const int Urgent = (int)(SafepointRequest.MemoryError | SafepointRequest.Switch | SafepointRequest.Waking);

    /// <summary>The rows of a statement that has some.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="cell">The statement's cell.</param>
    /// <param name="statement">The statement.</param>
    public static Value New(Vm* vm, Value cell, SqliteStatement statement)
    {
        TypeObject* type = LibraryTypes.Get(vm, TypeId.SqliteRun, "_sqlite3.Run"u8, Kind.Managed, TypeFlags.NotCallable, null, &Register);
        Value self = ManagedCells.New(vm, type, new SqliteRun(statement));
        ((ManagedCell*)self.AsObject)->Attributes = cell;
        return self;
    }

    /// <summary>Whether there are rows left.</summary>
    [Property("is_current")]
    private static Value GetIsCurrent(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<SqliteRun>(vm, self).IsCurrent);

    [Property("is_change")]
    private static Value GetIsChange(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<SqliteRun>(vm, self).Statement.IsChange);

    /// <summary>End the run.</summary>
    [Method("end", Signature = "($self, /)")]
    private static void End(Vm* vm, Value self)
    {
        SqliteRun run = ManagedCells.Get<SqliteRun>(vm, self);
        run.Database.Enter();
        run.End();
        run.Database.Leave();
    }

    /// <summary>Return the current row as a tuple and go to the next one; None without a row.</summary>
    [Method("fetch", Signature = "($self, text_factory, converters, /)")]
    private static Value Fetch(Vm* vm, Value self, Value text_factory, Value converters)
    {
        SqliteRun? run = Enter(vm, self);
        if (run == null)
        {
            return Value.Undefined;
        }

        Value row = !run.IsCurrent ? Value.None : new SqliteRowReader(vm, run.Statement, text_factory, converters).Read();
        if (row.IsObject && !Advance(vm, run))
        {
            row = Value.Undefined;
        }

        run.Database.Leave();
        return row;
    }

    /// <summary>Return the rows that are left, or at most so many, as a list of tuples, or of rows with names if a description is given.</summary>
    [Method("fetch_many", Signature = "($self, text_factory, converters, description, limit, /)")]
    private static Value FetchMany(Vm* vm, Value self, Value text_factory, Value converters, Value description, long limit)
    {
        SqliteRun? run = Enter(vm, self);
        if (run == null)
        {
            return Value.Undefined;
        }

        SqliteRowReader reader = new(vm, run.Statement, text_factory, converters);
        List* rows = List.New(vm);
        bool succeeded = true;
        while (succeeded && run.IsCurrent && rows->Length != limit)
        {
            Value row = reader.Read();
            succeeded = !row.IsUndefined && Advance(vm, run)
                && List.Append(vm, rows, description.IsNone ? row : SqliteRowType.New(vm, row, description))
                && ((vm->SafepointRequests & Urgent) == 0 || Safepoints.Serve(vm));
        }

        run.Database.Leave();
        return succeeded ? Value.FromObject(rows) : Value.Undefined;
    }

    /// <summary>Goes to the next row; at the end, or after an error, which is pending then, the run has ended.</summary>
    private static bool Advance(Vm* vm, SqliteRun run)
    {
        int code = run.Statement.Step(vm, null);
        if (code == Sqlite.Row && !vm->HasPending)
        {
            return true;
        }

        if (code is not (Sqlite.Row or Sqlite.Done) || vm->HasPending)
        {
            SqliteErrors.Raise(vm, run.Database.Handle);
        }

        run.End();
        return !vm->HasPending;
    }

    private static SqliteRun? Enter(Vm* vm, Value self)
    {
        Value statement = ((ManagedCell*)self.AsObject)->Attributes;
        return SqliteDatabaseType.Enter(vm, ((ManagedCell*)statement.AsObject)->Attributes) == null ? null : ManagedCells.Get<SqliteRun>(vm, self);
    }
}
