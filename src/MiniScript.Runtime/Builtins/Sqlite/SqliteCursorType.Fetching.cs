using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The rows of a cursor.</summary>
internal static unsafe partial class SqliteCursorType
{
    private const int Urgent = (int)(SafepointRequest.MemoryError | SafepointRequest.Switch | SafepointRequest.Waking);

    /// <summary>Fetches one row from the resultset.</summary>
    [Method("fetchone", Signature = "($self, /)")]
    private static Value FetchOne(Vm* vm, Value self)
    {
        Value row = Next(vm, self);
        return row.IsUndefined && !vm->HasPending ? Value.None : row;
    }

    /// <summary>Fetches several rows from the resultset.</summary>
    [Method("fetchmany", Signature = "($self, /, size=<unrepresentable>)")]
    private static Value FetchMany(Vm* vm, Value self, Value size)
    {
        long limit = 0;
        if (!Integers.TryIndex(vm, size.IsUndefined ? Fields(self)[ArraySizeField] : size, out limit))
        {
            return Value.Undefined;
        }

        return FetchList(vm, self, limit > 0 ? limit : long.MaxValue);
    }

    /// <summary>Fetches all rows from the resultset.</summary>
    [Method("fetchall", Signature = "($self, /)")]
    private static Value FetchAll(Vm* vm, Value self) => FetchList(vm, self, long.MaxValue);

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Fields(self);
        SqliteRun? run = BeginFetching(vm, fields, out Value textFactory);
        if (run == null)
        {
            return Value.Undefined;
        }

        run.Database.Enter();
        SetState(fields, State.Busy);
        Value row = new SqliteRowReader(vm, run.Statement, textFactory, fields[ConvertersField]).Read();
        if (!row.IsUndefined && !Advance(vm, run))
        {
            row = Value.Undefined;
        }

        SetState(fields, State.Ready);
        ForgetEndedRun(fields, run);
        run.Database.Leave();
        return row.IsUndefined || fields[RowFactoryField].IsNone ? row : Make(vm, self, row);
    }

    private static Value FetchList(Vm* vm, Value self, long limit)
    {
        Value* fields = Fields(self);
        List* rows = List.New(vm);
        Value factory = fields[RowFactoryField];
        bool isNamed = factory == Value.FromObject(SqliteRowType.Get(vm));
        if (!factory.IsNone && !isNamed)
        {
            while (rows->Length < limit)
            {
                Value made = Next(vm, self);
                if (made.IsUndefined)
                {
                    return vm->HasPending ? made : Value.FromObject(rows);
                }

                List.Append(vm, rows, made);
            }

            return Value.FromObject(rows);
        }

        SqliteRun? run = BeginFetching(vm, fields, out Value textFactory);
        if (run == null)
        {
            return vm->HasPending ? Value.Undefined : Value.FromObject(rows);
        }

        run.Database.Enter();
        SetState(fields, State.Busy);
        SqliteRowReader reader = new(vm, run.Statement, textFactory, fields[ConvertersField]);
        bool succeeded = true;
        while (succeeded && run.IsCurrent && rows->Length < limit)
        {
            Value row = reader.Read();
            succeeded = !row.IsUndefined && Advance(vm, run)
                && List.Append(vm, rows, isNamed ? SqliteRowType.New(vm, row, fields[DescriptionField]) : row)
                && ((vm->SafepointRequests & Urgent) == 0 || Safepoints.Serve(vm));
        }

        SetState(fields, State.Ready);
        ForgetEndedRun(fields, run);
        run.Database.Leave();
        return succeeded ? Value.FromObject(rows) : Value.Undefined;
    }

    /// <summary>The run to read from; null without one, or with an exception pending.</summary>
    private static SqliteRun? BeginFetching(Vm* vm, Value* fields, out Value textFactory)
    {
        textFactory = Value.Undefined;
        SqliteDatabase? database = CheckUse(vm, fields);
        if (database == null || fields[RunField].IsNone)
        {
            return null;
        }

        SqliteRun run = ManagedCells.Get<SqliteRun>(vm, fields[RunField]);
        if (!run.IsCurrent)
        {
            fields[RunField] = Value.None;
            return null;
        }

        textFactory = database.Get(SqliteSetting.TextFactory);
        return run;
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

    /// <summary>What the row factory makes of a tuple.</summary>
    private static Value Make(Vm* vm, Value self, Value row)
    {
        Value factory = Fields(self)[RowFactoryField];
        return factory == Value.FromObject(SqliteRowType.Get(vm)) ? SqliteRowType.New(vm, row, Fields(self)[DescriptionField])
            : Calls.Invoke(vm, factory, self, row);
    }
}
