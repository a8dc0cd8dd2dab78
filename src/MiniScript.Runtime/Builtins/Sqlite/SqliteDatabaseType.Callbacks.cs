using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What a database may call.</summary>
internal static unsafe partial class SqliteDatabaseType
{
    private enum CallableRole
    {
        Function,
        DeterministicFunction,
        Aggregate,
        Window,
        Collation,
    }

    /// <summary>Make a callable a function of SQL: its name, the number of arguments, the callable.</summary>
    [Method("create_function", Signature = "($self, /, *args)")]
    private static Value CreateFunction(Vm* vm, Value self, Args args) => Create(vm, self, args, CallableRole.Function, "Error creating function");

    /// <summary>Make a callable a function of SQL whose result depends on its arguments only.</summary>
    [Method("create_deterministic", Signature = "($self, /, *args)")]
    private static Value CreateDeterministic(Vm* vm, Value self, Args args) =>
        Create(vm, self, args, CallableRole.DeterministicFunction, "Error creating function");

    /// <summary>Make a class an aggregate of SQL: its name, the number of arguments, the class.</summary>
    [Method("create_aggregate", Signature = "($self, /, *args)")]
    private static Value CreateAggregate(Vm* vm, Value self, Args args) => Create(vm, self, args, CallableRole.Aggregate, "Error creating aggregate");

    /// <summary>Make a class a window function of SQL: its name, the number of arguments, the class or None to take the function away.</summary>
    [Method("create_window_function", Signature = "($self, /, *args)")]
    private static Value CreateWindowFunction(Vm* vm, Value self, Args args) => Create(vm, self, args, CallableRole.Window, null);

    /// <summary>Make a callable a collation: its name, an integer without meaning, the callable or None to take the collation away.</summary>
    [Method("create_collation", Signature = "($self, /, *args)")]
    private static Value CreateCollation(Vm* vm, Value self, Args args) => Create(vm, self, args, CallableRole.Collation, null);

    private static Value Create(Vm* vm, Value self, Args args, CallableRole role, string? failure)
    {
        byte[]? text = SqliteValues.ToZeroTerminated(vm, args[0]);
        SqliteDatabase? database = null;
        if (text == null || !Integers.TryIndex(vm, args[1], out long count) || (database = Enter(vm, self)) == null)
        {
            return Value.Undefined;
        }

        int code = Create(database, text, (int)Math.Clamp(count, -1000, 1000), args[2], role);
        if (code == Sqlite.Busy && database.Reclaim(args.Start + args.Count))
        {
            code = Create(database, text, (int)Math.Clamp(count, -1000, 1000), args[2], role);
        }

        if (code != Sqlite.Ok && role != CallableRole.Collation)
        {
            database.Leave();
            return failure != null ? SqliteErrors.Raise(vm, "OperationalError", failure)
                : SqliteErrors.Raise(vm, "ProgrammingError", System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Sqlite.ErrorText(code)) ?? string.Empty);
        }

        return Leave(vm, database, code);
    }

    private static int Create(SqliteDatabase database, byte[] name, int count, Value callable, CallableRole role)
    {
        void* handle = database.Handle;
        bool isRemoved = callable.IsNone && role is CallableRole.Window or CallableRole.Collation;
        void* data = isRemoved ? null : database.NewCallback(callable);
        void* destroy = isRemoved ? null : SqliteCallbacks.Destroy;
        void* step = isRemoved ? null : SqliteFunctions.Step;
        void* final = isRemoved ? null : SqliteFunctions.Final;
        int flags = Sqlite.Utf8 | (role == CallableRole.DeterministicFunction ? Sqlite.Deterministic : 0);
        fixed (byte* utf8 = name)
        {
            return role switch
            {
                CallableRole.Aggregate => Sqlite.CreateFunction(handle, utf8, count, flags, data, null, step, final, destroy),
                CallableRole.Window => Sqlite.CreateWindowFunction(
                    handle, utf8, count, flags, data, step, final, isRemoved ? null : SqliteFunctions.CurrentValue, isRemoved ? null : SqliteFunctions.Inverse, destroy),
                CallableRole.Collation => CreateCollation(handle, utf8, data, isRemoved),
                _ => Sqlite.CreateFunction(handle, utf8, count, flags, data, SqliteFunctions.Function, null, null, destroy),
            };
        }
    }

    /// <summary>Makes a collation. Unlike the others, SQLite does not release the data of one that it refuses.</summary>
    private static int CreateCollation(void* database, byte* name, void* data, bool isRemoved)
    {
        int code = Sqlite.CreateCollation(database, name, Sqlite.Utf8, data, isRemoved ? null : SqliteCallbacks.Compare, isRemoved ? null : SqliteCallbacks.Destroy);
        if (code != Sqlite.Ok && data != null)
        {
            SqliteCallbacks.Release((SqliteCallback*)data);
        }

        return code;
    }

    /// <summary>Have a callable decide what statements may do; None allows everything.</summary>
    [Method("set_authorizer", Signature = "($self, callable, /)")]
    private static Value SetAuthorizer(Vm* vm, Value self, Value callable)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        void* data = database.Set(SqliteSetting.Authorizer, callable);
        int code = Sqlite.SetAuthorizer(database.Handle, callable.IsNone && MachineHost.Of(vm).Files == null ? null : SqliteCallbacks.Authorize, data);
        database.Leave();
        return code == Sqlite.Ok ? Value.None : SqliteErrors.Raise(vm, "OperationalError", "Error setting authorizer callback");
    }

    /// <summary>Have a callable called every so many steps; None ends that.</summary>
    [Method("set_progress_handler", Signature = "($self, callable, steps, /)")]
    private static Value SetProgressHandler(Vm* vm, Value self, Value callable, int steps)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        void* data = database.Set(SqliteSetting.Progress, callable);
        if (callable.IsNone || steps < 1)
        {
            database.WatchForSignals();
        }
        else
        {
            Sqlite.SetProgressHandler(database.Handle, steps, SqliteCallbacks.Progress, data);
        }

        database.Leave();
        return Value.None;
    }

    /// <summary>Have a callable called with each statement that runs; None ends that.</summary>
    [Method("set_trace_callback", Signature = "($self, callable, /)")]
    private static Value SetTraceCallback(Vm* vm, Value self, Value callable)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        void* data = database.Set(SqliteSetting.Trace, callable);
        _ = Sqlite.Trace(database.Handle, callable.IsNone ? 0 : Sqlite.TraceStatement, callable.IsNone ? null : SqliteCallbacks.Trace, data);
        database.Leave();
        return Value.None;
    }
}
