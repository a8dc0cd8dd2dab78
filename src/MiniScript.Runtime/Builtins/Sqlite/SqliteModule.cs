using System.Runtime.InteropServices;
using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The native half of the library module <c>sqlite3</c>.</summary>
[BuiltinModule("_sqlite3")]
internal static unsafe partial class SqliteModule
{
    [Constant("codes")]
    private const string Codes = SqliteErrors.Codes;

    [Constant("Cursor")]
    private static Value Cursor(Vm* vm) => Value.FromObject(SqliteCursorType.Get(vm));

    [Constant("Row")]
    private static Value Row(Vm* vm) => Value.FromObject(SqliteRowType.Get(vm));

    /// <summary>Return the version of SQLite and whether it is built for threads; None if it cannot be loaded.</summary>
    [Function("library", Signature = "()")]
    private static Value GetLibrary(Vm* vm)
    {
        try
        {
            Value version = SqliteCallbacks.Text(vm, Sqlite.Version());
            return Value.FromObject(Objects.Tuple.New(vm, version, Value.FromInt(Sqlite.IsThreadSafe())));
        }
        catch (DllNotFoundException)
        {
            return Value.None;
        }
    }

    /// <summary>Open a database file.</summary>
    [Function("open", Signature = "(path, timeout, is_uri, checks_thread, /)")]
    private static Value Open(Vm* vm, Value path, double timeout, bool is_uri, bool checks_thread)
    {
        const int ReadWrite = 2;
        const int Create = 4;
        const int Uri = 0x40;
        const int NoFollow = 0x1000000;
        const int NoMutex = 0x8000; // SqliteDatabase.Enter lets one thread in at a time
        if (!BytesArguments.TryGet(vm, path, out ReadOnlySpan<byte> name))
        {
            return Value.Undefined;
        }

        int flags = ReadWrite | Create | NoMutex | (is_uri ? Uri : 0);
        if (MachineHost.Of(vm).Files is { } files)
        {
            string? admitted = SqlitePolicy.Admit(vm, files, Encoding.UTF8.GetString(name), is_uri);
            if (admitted == null)
            {
                return Value.Undefined;
            }

            flags |= NoFollow;
            name = Encoding.UTF8.GetBytes(admitted);
        }

        void* handle = null;
        fixed (byte* utf8 = (byte[])[.. name, 0])
        {
            int code = Sqlite.Open(utf8, &handle, flags, null);
            if (code != Sqlite.Ok)
            {
                return SqliteDatabaseType.RaiseOpening(vm, handle, code);
            }
        }

        return SqliteDatabase.NewCell(vm, SqliteDatabaseType.Get(vm), handle, checks_thread ? SqliteDatabase.CurrentThread(vm) : 0, timeout);
    }

    /// <summary>Return whether a text ends a statement.</summary>
    [Function("is_complete", Signature = "(statement, /)")]
    private static Value IsComplete(Vm* vm, Value statement)
    {
        byte[]? text = SqliteValues.ToZeroTerminated(vm, statement);
        if (text == null)
        {
            return Value.Undefined;
        }

        fixed (byte* utf8 = text)
        {
            return Value.FromBool(Sqlite.IsComplete(utf8) != 0);
        }
    }

    /// <summary>Have exceptions of callbacks shown, or not.</summary>
    [Function("show_tracebacks", Signature = "(enable, /)")]
    private static void ShowTracebacks(Vm* vm, bool enable) => SqliteState.Of(vm).ShowsTracebacks = enable;

    /// <summary>Tell the class of connections.</summary>
    [Function("set_connection_type", Signature = "(type, /)")]
    private static void SetConnectionType(Vm* vm, TypeObject* type) => SqliteState.Of(vm).SetConnectionType(vm, Value.FromObject(type));

    /// <summary>Have adapters called for values of the types of SQLite too.</summary>
    [Function("adapt_all", Signature = "()")]
    private static void AdaptAll(Vm* vm) => SqliteState.Of(vm).AdaptsAll = true;
}
