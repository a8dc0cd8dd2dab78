using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>A prepared statement, as the module <c>sqlite3</c> uses it. Its cell refers to its database's.</summary>
[BuiltinType("sqlite_statement")]
internal static unsafe partial class SqliteStatementType
{
    private const int Urgent = (int)(SafepointRequest.MemoryError | SafepointRequest.Switch | SafepointRequest.Waking);

    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.SqliteStatement, "sqlite3.Statement"u8, Kind.Managed, TypeFlags.NotCallable, null, &Register);

    [Property("is_change")]
    private static Value GetIsChange(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<SqliteStatement>(vm, self).IsChange);

    [Property("is_running")]
    private static Value GetIsRunning(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<SqliteStatement>(vm, self).IsRunning);

    [Property("is_readonly")]
    private static Value GetIsReadOnly(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteStatement>(vm, self).Handle;
        return Value.FromBool(handle == null || Sqlite.IsReadOnly(handle) != 0);
    }

    /// <summary>Bind parameters and run up to the first row; return the run, or None if there is no row.</summary>
    [Method("run", Signature = "($self, /, *args)")]
    private static Value Run(Vm* vm, Value self, Args args)
    {
        SqliteStatement? statement = Enter(vm, self);
        if (statement == null)
        {
            return Value.Undefined;
        }

        int code = RunOnce(vm, statement, args[0], args.Start + args.Count, SqliteState.Of(vm).AdaptsAll);
        if (code != Sqlite.Row)
        {
            _ = Sqlite.Reset(statement.Handle);
        }

        statement.Database.Leave();
        return code == Sqlite.Row ? SqliteRunType.New(vm, self, statement) : code < 0 ? Value.Undefined : Value.None;
    }

    /// <summary>Run the statement for the parameters of each item of an iterator; return how many rows were changed, and the run if there is a row, or None.</summary>
    [Method("run_many", Signature = "($self, /, *args)")]
    private static Value RunMany(Vm* vm, Value self, Args args)
    {
        SqliteStatement? statement = Enter(vm, self);
        if (statement == null)
        {
            return Value.Undefined;
        }

        bool adaptsAll = SqliteState.Of(vm).AdaptsAll;
        long changes = 0;
        while (true)
        {
            if ((vm->SafepointRequests & Urgent) != 0 && !Safepoints.Serve(vm))
            {
                break;
            }

            Value parameters = Iteration.Next(vm, args[0]);
            if (parameters.IsUndefined)
            {
                break;
            }

            int code = RunOnce(vm, statement, parameters, args.Start + args.Count, adaptsAll);
            if (code < 0)
            {
                break;
            }

            if (code == Sqlite.Done)
            {
                changes += statement.IsChange ? Sqlite.Changes(statement.Database.Handle) : 0;
                _ = Sqlite.Reset(statement.Handle);
            }
        }

        if (vm->HasPending)
        {
            _ = Sqlite.Reset(statement.Handle);
        }

        statement.Database.Leave();
        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        Value run = statement.IsRunning ? SqliteRunType.New(vm, self, statement) : Value.None;
        return Value.FromObject(Tuple.New(vm, Value.FromInt(statement.IsChange ? changes : -1), run));
    }

    /// <summary>Return the names of the result's columns.</summary>
    [Method("names", Signature = "($self, /)")]
    private static Value Names(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteStatement>(vm, self).Handle;
        List* names = List.New(vm);
        for (int i = 0; handle != null && i < Sqlite.ColumnCount(handle); i++)
        {
            List.Append(vm, names, SqliteCallbacks.Text(vm, Sqlite.ColumnName(handle, i)));
        }

        return Value.FromObject(names);
    }

    /// <summary>Return the declared types of the result's columns, or None where there is none.</summary>
    [Method("types", Signature = "($self, /)")]
    private static Value DeclaredTypes(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteStatement>(vm, self).Handle;
        List* types = List.New(vm);
        for (int i = 0; handle != null && i < Sqlite.ColumnCount(handle); i++)
        {
            List.Append(vm, types, SqliteCallbacks.Text(vm, Sqlite.ColumnType(handle, i)));
        }

        return Value.FromObject(types);
    }

    /// <summary>Binds and makes the first step: <see cref="Sqlite.Row"/>, <see cref="Sqlite.Done"/>, or -1 with an exception pending.</summary>
    private static int RunOnce(Vm* vm, SqliteStatement statement, Value parameters, Value* top, bool adaptsAll)
    {
        if (!SqliteParameters.Bind(vm, statement, parameters, adaptsAll))
        {
            return -1;
        }

        int code = statement.Step(vm, top);
        if (code is Sqlite.Row or Sqlite.Done && !vm->HasPending)
        {
            return code;
        }

        SqliteErrors.Raise(vm, statement.Database.Handle);
        return -1;
    }

    private static SqliteStatement? Enter(Vm* vm, Value self)
    {
        SqliteStatement statement = ManagedCells.Get<SqliteStatement>(vm, self);
        if (SqliteDatabaseType.Enter(vm, ((ManagedCell*)self.AsObject)->Attributes) == null)
        {
            return null;
        }

        return statement;
    }
}
