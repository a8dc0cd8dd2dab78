using System.Runtime.InteropServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>An open database, as the module <c>sqlite3</c> uses it.</summary>
[BuiltinType("sqlite_database")]
internal static unsafe partial class SqliteDatabaseType
{
    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.SqliteDatabase, "_sqlite3.Database"u8, Kind.Managed, TypeFlags.NotCallable, null, &Register);

    /// <summary>Enters the database of a cell, if it is open and this thread may use it; null with <c>ProgrammingError</c> pending.</summary>
    public static SqliteDatabase? Enter(Vm* vm, Value self, bool checksThread = true)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        if ((checksThread && !CheckThread(vm, database)) || !CheckOpen(vm, database))
        {
            return null;
        }

        database.Enter();
        if (CheckOpen(vm, database))
        {
            return database;
        }

        database.Leave();
        return null;
    }

    /// <summary>The database of a cell, if it is open and this thread may use it; null with <c>ProgrammingError</c> pending.</summary>
    public static SqliteDatabase? Check(Vm* vm, Value self)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        return CheckThread(vm, database) && CheckOpen(vm, database) ? database : null;
    }

    /// <summary>Whether this thread may use a database; false with <c>ProgrammingError</c> pending.</summary>
    public static bool CheckThread(Vm* vm, SqliteDatabase database)
    {
        long me = SqliteDatabase.CurrentThread(vm);
        if (database.Owner == 0 || database.Owner == me)
        {
            return true;
        }

        SqliteErrors.Raise(
            vm, "ProgrammingError",
            "SQLite objects created in a thread can only be used in that same thread. "
                + $"The object was created in thread id {database.Owner} and this is thread id {me}.");
        return false;
    }

    private static bool CheckOpen(Vm* vm, SqliteDatabase database)
    {
        if (!database.IsClosed)
        {
            return true;
        }

        SqliteErrors.Raise(vm, "ProgrammingError", "Cannot operate on a closed database.");
        return false;
    }

    /// <summary>Leaves with a result: None, or undefined with the last error of the connection pending.</summary>
    private static Value Leave(Vm* vm, SqliteDatabase database, int code)
    {
        Value result = code == Sqlite.Ok && !vm->HasPending ? Value.None : SqliteErrors.Raise(vm, database.Handle);
        database.Leave();
        return result;
    }

    /// <summary>Raise if the database is closed or belongs to another thread.</summary>
    [Method("check", Signature = "($self, /)")]
    private static Value CheckUse(Vm* vm, Value self) => Check(vm, self) != null ? Value.None : Value.Undefined;

    /// <summary>Raise if the database belongs to another thread.</summary>
    [Method("check_thread", Signature = "($self, /)")]
    private static Value CheckThreadOf(Vm* vm, Value self) => CheckThread(vm, ManagedCells.Get<SqliteDatabase>(vm, self)) ? Value.None : Value.Undefined;

    /// <summary>Close the database, with its statements.</summary>
    [Method("close", Signature = "($self, /)")]
    private static void Close(Vm* vm, Value self) => ManagedCells.Get<SqliteDatabase>(vm, self).Close();

    [Property("is_open")]
    private static Value GetIsOpen(Vm* vm, Value self) => Value.FromBool(!ManagedCells.Get<SqliteDatabase>(vm, self).IsClosed);

    [Property("in_transaction")]
    private static Value GetInTransaction(Vm* vm, Value self)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        return CheckOpen(vm, database) ? Value.FromBool(Sqlite.IsAutocommit(database.Handle) == 0) : Value.Undefined;
    }

    [Property("total_changes")]
    private static Value GetTotalChanges(Vm* vm, Value self)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        return CheckOpen(vm, database) ? Value.FromInt(Sqlite.TotalChanges(database.Handle)) : Value.Undefined;
    }

    /// <summary>Set what makes statements of texts, and what is detected.</summary>
    [Method("set_up", Signature = "($self, prepare, detect_types, /)")]
    private static void SetUp(Vm* vm, Value self, Value prepare, int detect_types)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        database.Set(SqliteSetting.Prepare, prepare);
        database.Set(SqliteSetting.DetectTypes, Value.FromInt(detect_types));
    }

    /// <summary>Set how a transaction begins by itself, and the connection's autocommit.</summary>
    [Method("set_begin", Signature = "($self, begin, autocommit, /)")]
    private static void SetBegin(Vm* vm, Value self, Value begin, Value autocommit)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        database.Set(SqliteSetting.Begin, begin);
        database.Set(SqliteSetting.Autocommit, autocommit);
    }

    [Property("text_factory", Setter = nameof(SetTextFactory))]
    private static Value GetTextFactory(Vm* vm, Value self) => ManagedCells.Get<SqliteDatabase>(vm, self).Get(SqliteSetting.TextFactory);

    private static bool SetTextFactory(Vm* vm, Value self, Value value)
    {
        ManagedCells.Get<SqliteDatabase>(vm, self).Set(SqliteSetting.TextFactory, value.IsUndefined ? Value.None : value);
        return true;
    }

    /// <summary>End what the database is doing.</summary>
    [Method("interrupt", Signature = "($self, /)")]
    private static Value Interrupt(Vm* vm, Value self)
    {
        SqliteDatabase database = ManagedCells.Get<SqliteDatabase>(vm, self);
        if (!CheckOpen(vm, database))
        {
            return Value.Undefined;
        }

        Sqlite.Interrupt(database.Handle);
        return Value.None;
    }

    /// <summary>Prepare a statement.</summary>
    [Method("prepare", Signature = "($self, sql, /)")]
    private static Value Prepare(Vm* vm, Value self, Str* sql)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        Value result = Prepare(vm, database, sql);
        database.Leave();
        return result;
    }

    /// <summary>The cell of a prepared statement; undefined with an exception pending. Somebody is inside the database.</summary>
    internal static Value Prepare(Vm* vm, SqliteDatabase database, Str* sql)
    {
        Bytes* text = SqliteValues.Encode(vm, sql);
        if (text == null)
        {
            return Value.Undefined;
        }

        ReadOnlySpan<byte> utf8 = Bytes.Span(text);
        if (utf8.Length > Sqlite.Limit(database.Handle, Sqlite.SqlLengthLimit, -1))
        {
            return SqliteErrors.Raise(vm, "DataError", "query string is too large");
        }

        if (utf8.Contains((byte)0))
        {
            return SqliteErrors.Raise(vm, "ProgrammingError", "the query contains a null character");
        }

        void* statement = null;
        byte* start = Bytes.Data(text);
        byte* rest = start;
        int code = Sqlite.Prepare(database.Handle, start, utf8.Length, &statement, &rest);
        if (code != Sqlite.Ok || vm->HasPending)
        {
            _ = Sqlite.Finalize(statement);
            return SqliteErrors.Raise(vm, database.Handle);
        }

        if (!SqlText.SkipBlanks(utf8[(int)(rest - start)..]).IsEmpty)
        {
            _ = Sqlite.Finalize(statement);
            return SqliteErrors.Raise(vm, "ProgrammingError", "You can only execute one statement at a time.");
        }

        SqliteStatement made = new(database, statement, SqlText.IsChange(utf8));
        return SqliteStatementType.New(vm, database, made);
    }

    /// <summary>Run all statements of a text, dropping what they return.</summary>
    [Method("run_script", Signature = "($self, /, *args)")]
    private static Value RunScript(Vm* vm, Value self, Args args)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        Value result = RunScript(vm, database, (Str*)args[0].AsObject, args.Start + args.Count);
        database.Leave();
        return result;
    }

    /// <summary>Runs all statements of a text; undefined with an exception pending. Somebody is inside the database.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="database">The database.</param>
    /// <param name="sql">The text.</param>
    /// <param name="top">Where the registers in use of the current frame end.</param>
    internal static Value RunScript(Vm* vm, SqliteDatabase database, Str* sql, Value* top)
    {
        Bytes* text = SqliteValues.Encode(vm, sql);
        if (text == null)
        {
            return Value.Undefined;
        }

        if (Bytes.Span(text).Contains((byte)0))
        {
            return Throw.ValueError(vm, "embedded null character");
        }

        if (text->Length > Sqlite.Limit(database.Handle, Sqlite.SqlLengthLimit, -1))
        {
            return SqliteErrors.Raise(vm, "DataError", "query string is too large");
        }

        byte* at = Bytes.Data(text);
        byte* end = at + text->Length;
        while (at < end)
        {
            void* handle = null;
            int code = Sqlite.Prepare(database.Handle, at, (int)(end - at), &handle, &at);
            if (code == Sqlite.Ok && handle != null)
            {
                SqliteStatement statement = new(database, handle, false);
                do
                {
                    code = statement.Step(vm, top);
                }
                while (code == Sqlite.Row && !vm->HasPending);

                code = code is Sqlite.Row or Sqlite.Done ? Sqlite.Ok : code;
                if (code != Sqlite.Ok || vm->HasPending)
                {
                    SqliteErrors.Raise(vm, database.Handle);
                }

                statement.Dispose();
                database.ReleaseDead();
            }

            if (code != Sqlite.Ok || vm->HasPending)
            {
                return vm->HasPending ? Value.Undefined : SqliteErrors.Raise(vm, database.Handle);
            }
        }

        Calls.KeepAlive(text);
        return Value.None;
    }

    /// <summary>Set a limit, unless it is negative, and return what it was.</summary>
    [Method("limit", Signature = "($self, category, limit, /)")]
    private static Value Limit(Vm* vm, Value self, int category, int limit)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        int old = Sqlite.Limit(database.Handle, category, limit);
        database.Leave();
        return old < 0 ? SqliteErrors.Raise(vm, "ProgrammingError", "'category' is out of bounds") : Value.FromInt(old);
    }

    /// <summary>Set an option, unless the value is negative, and return it.</summary>
    [Method("configure", Signature = "($self, option, enable, /)")]
    private static Value Configure(Vm* vm, Value self, int option, int enable)
    {
        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        int enabled = 0;
        int code = Sqlite.Configure(database.Handle, option, enable, &enabled);
        return Leave(vm, database, code).IsUndefined ? Value.Undefined
            : enable >= 0 && enabled != enable ? SqliteErrors.Raise(vm, "OperationalError", "Unable to set config")
            : Value.FromBool(enabled != 0);
    }

    /// <summary>The error of a connection that could not be opened.</summary>
    internal static Value RaiseOpening(Vm* vm, void* handle, int code)
    {
        if (handle == null)
        {
            return SqliteErrors.Raise(vm, code, code, Marshal.PtrToStringUTF8((nint)Sqlite.ErrorText(code)) ?? string.Empty);
        }

        SqliteErrors.Raise(vm, handle);
        _ = Sqlite.Close(handle);
        return Value.Undefined;
    }
}
