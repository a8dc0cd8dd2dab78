using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The statements of a cursor.</summary>
internal static unsafe partial class SqliteCursorType
{
    /// <summary>Executes an SQL statement.</summary>
    [Method("execute", Signature = "($self, /, *args)")]
    private static Value Execute(Vm* vm, Value self, Args args)
    {
        if (args.Count is 0 or > 2)
        {
            return Throw.TypeError(vm, args.Count == 0 ? "execute expected at least 1 argument, got 0" : $"execute expected at most 2 arguments, got {args.Count}");
        }

        Value parameters = args.Count == 2 ? args[1] : Value.FromObject(WellKnown.Of(vm)->EmptyTuple);
        return Execute(vm, self, args[0], parameters, args.Start + args.Count, isMany: false);
    }

    /// <summary>Repeatedly executes an SQL statement.</summary>
    [Method("executemany", Signature = "($self, /, *args)")]
    private static Value ExecuteMany(Vm* vm, Value self, Args args)
    {
        if (args.Count != 2)
        {
            return Throw.TypeError(vm, $"executemany expected 2 arguments, got {args.Count}");
        }

        return Execute(vm, self, args[0], args[1], args.Start + 2, isMany: true);
    }

    /// <summary>Executes multiple SQL statements at once.</summary>
    [Method("executescript", Signature = "($self, /, *args)")]
    private static Value ExecuteScript(Vm* vm, Value self, Args args)
    {
        if (args.Count != 1)
        {
            return Throw.TypeError(vm, $"Cursor.executescript() takes exactly one argument ({args.Count} given)");
        }

        if (!CheckSql(vm, args[0], "executescript() argument"))
        {
            return Value.Undefined;
        }

        Value* fields = Fields(self);
        SqliteDatabase? database = CheckUse(vm, fields);
        if (database == null)
        {
            return Value.Undefined;
        }

        Value* top = args.Start + 1;
        database.Enter();
        bool succeeded = database.Get(SqliteSetting.Autocommit).IsBool || Sqlite.IsAutocommit(database.Handle) != 0
            || !SqliteDatabaseType.RunScript(vm, database, Str.New(vm, "COMMIT"), top).IsUndefined;
        succeeded = succeeded && !SqliteDatabaseType.RunScript(vm, database, (Str*)args[0].AsObject, top).IsUndefined;
        database.Leave();
        return succeeded ? self : Value.Undefined;
    }

    private static bool CheckSql(Vm* vm, Value sql, string subject)
    {
        if (sql.Is(Kind.Str))
        {
            return true;
        }

        Throw.TypeError(vm, $"{subject} must be str, not {(sql.IsNone ? "None" : Types.NameOf(vm, sql))}");
        return false;
    }

    private static Value Execute(Vm* vm, Value self, Value sql, Value parameters, Value* top, bool isMany)
    {
        if (!CheckSql(vm, sql, isMany ? "executemany() argument 1" : "execute() argument 1"))
        {
            return Value.Undefined;
        }

        Value* fields = Fields(self);
        SqliteDatabase? database = CheckUse(vm, fields);
        if (database == null)
        {
            return Value.Undefined;
        }

        SetState(fields, State.Busy);
        database.Enter();
        if (!Execute(vm, fields, database, sql, parameters, top, isMany))
        {
            fields[RowCountField] = Value.FromInt(-1);
            self = Value.Undefined;
        }

        database.Leave();
        SetState(fields, State.Ready);
        return self;
    }

    private static bool Execute(Vm* vm, Value* fields, SqliteDatabase database, Value sql, Value parameters, Value* top, bool isMany)
    {
        Value iterator = isMany ? Iteration.Iterate(vm, parameters) : parameters;
        if (iterator.IsUndefined)
        {
            return false;
        }

        LeaveRun(vm, fields);
        fields[DescriptionField] = Value.None;
        Value cell = Prepare(vm, database, sql, isMany);
        if (cell.IsUndefined)
        {
            return false;
        }

        SqliteStatement statement = ManagedCells.Get<SqliteStatement>(vm, cell);
        if (statement.IsChange && !BeginTransaction(vm, database, top))
        {
            return false;
        }

        bool adaptsAll = SqliteState.Of(vm).AdaptsAll;
        long changes = 0;
        if (isMany)
        {
            while ((vm->SafepointRequests & Urgent) == 0 || Safepoints.Serve(vm))
            {
                Value next = Iteration.Next(vm, iterator);
                if (next.IsUndefined || !RunOnce(vm, statement, next, top, adaptsAll, ref changes))
                {
                    break;
                }
            }
        }
        else
        {
            RunOnce(vm, statement, parameters, top, adaptsAll, ref changes);
        }

        if (vm->HasPending)
        {
            _ = Sqlite.Reset(statement.Handle);
            return false;
        }

        fields[RunField] = statement.IsRunning ? SqliteRunType.New(vm, cell, statement) : Value.None;
        fields[RowCountField] = Value.FromInt(statement.IsChange ? changes : -1);
        if (!isMany)
        {
            fields[LastRowIdField] = Integers.FromLong(vm, Sqlite.LastInsertRowId(database.Handle));
        }

        return Describe(vm, fields, database, cell, statement);
    }

    /// <summary>A statement's cell, prepared or from the connection's cache; undefined with an exception pending.</summary>
    private static Value Prepare(Vm* vm, SqliteDatabase database, Value sql, bool isMany)
    {
        Value cell = Calls.Invoke(vm, database.Get(SqliteSetting.Prepare), sql);
        if (!cell.IsExactly(TypeId.SqliteStatement))
        {
            return Value.Undefined;
        }

        SqliteStatement statement = ManagedCells.Get<SqliteStatement>(vm, cell);
        if (isMany && (statement.IsEmpty || Sqlite.IsReadOnly(statement.Handle) != 0))
        {
            return SqliteErrors.Raise(vm, "ProgrammingError", "executemany() can only execute DML statements.");
        }

        return statement.IsRunning ? SqliteDatabaseType.Prepare(vm, database, (Str*)sql.AsObject) : cell;
    }

    /// <summary>Begins a transaction if the connection does so by itself and is in none; false with an exception pending.</summary>
    private static bool BeginTransaction(Vm* vm, SqliteDatabase database, Value* top)
    {
        if (Sqlite.IsAutocommit(database.Handle) == 0)
        {
            return true;
        }

        Value begin = database.Get(SqliteSetting.Begin);
        return begin.IsNone || (begin.Is(Kind.Str) && !SqliteDatabaseType.RunScript(vm, database, (Str*)begin.AsObject, top).IsUndefined);
    }

    /// <summary>Binds parameters and makes the first step; false with an exception pending.</summary>
    private static bool RunOnce(Vm* vm, SqliteStatement statement, Value parameters, Value* top, bool adaptsAll, ref long changes)
    {
        if (!SqliteParameters.Bind(vm, statement, parameters, adaptsAll))
        {
            return false;
        }

        int code = statement.Step(vm, top);
        if (code is not (Sqlite.Row or Sqlite.Done) || vm->HasPending)
        {
            SqliteErrors.Raise(vm, statement.Database.Handle);
            return false;
        }

        if (code == Sqlite.Done)
        {
            changes += statement.IsChange ? Sqlite.Changes(statement.Database.Handle) : 0;
            _ = Sqlite.Reset(statement.Handle);
        }

        return true;
    }

    /// <summary>Notes the columns of the result and what converts them; false with an exception pending.</summary>
    private static bool Describe(Vm* vm, Value* fields, SqliteDatabase database, Value cell, SqliteStatement statement)
    {
        int count = statement.IsEmpty ? 0 : Sqlite.ColumnCount(statement.Handle);
        if (count == 0)
        {
            return true;
        }

        Value detectTypes = database.Get(SqliteSetting.DetectTypes);

        fields[ConvertersField] = Value.None;
        if (detectTypes.AsInt != 0)
        {
            Value find = LibraryCalls.Attribute(vm, "sqlite3.dbapi2", "_find_converters");
            Value found = find.IsUndefined ? find : Calls.Invoke(vm, find, cell, detectTypes);
            if (found.IsUndefined)
            {
                return false;
            }

            fields[ConvertersField] = found;
        }

        fields[DescriptionField] = SqliteStatementType.Describe(vm, cell, statement, count, isCut: (detectTypes.AsInt & 2) != 0);
        return true;
    }
}
