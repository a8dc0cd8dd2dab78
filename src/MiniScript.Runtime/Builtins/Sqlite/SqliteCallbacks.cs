using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What SQLite calls besides functions of SQL: handlers of locks, progress, traces, permissions; collations.</summary>
/// <remarks>An exception of script ends here: it is shown if <c>enable_callback_tracebacks</c> asked for that, and SQLite gets an error.</remarks>
internal static unsafe class SqliteCallbacks
{
    private const int Deny = 1;

    /// <summary>Waits for a lock of a file.</summary>
    public static void* Busy => (delegate* unmanaged[Cdecl]<void*, int, int>)&OnBusy;

    /// <summary>Looks for signals and for threads that wait.</summary>
    public static void* Watch => (delegate* unmanaged[Cdecl]<void*, int>)&OnWatch;

    /// <summary>Calls the script's progress handler.</summary>
    public static void* Progress => (delegate* unmanaged[Cdecl]<void*, int>)&OnProgress;

    /// <summary>Calls the script's trace callback.</summary>
    public static void* Trace => (delegate* unmanaged[Cdecl]<uint, void*, void*, void*, int>)&OnTrace;

    /// <summary>Calls the script's authorizer.</summary>
    public static void* Authorize => (delegate* unmanaged[Cdecl]<void*, int, byte*, byte*, byte*, byte*, int>)&OnAuthorize;

    /// <summary>Calls a script's collation.</summary>
    public static void* Compare => (delegate* unmanaged[Cdecl]<void*, int, byte*, int, byte*, int>)&OnCompare;

    /// <summary>Releases a callback's data.</summary>
    public static void* Destroy => (delegate* unmanaged[Cdecl]<void*, void>)&OnDestroy;

    /// <summary>The database of a callback.</summary>
    public static SqliteDatabase Database(SqliteCallback* callback) => (SqliteDatabase)GCHandle.FromIntPtr(callback->Database).Target!;

    /// <summary>The callable of a callback, or undefined.</summary>
    public static Value Callable(SqliteCallback* callback) => Database(callback).Callable(callback->Slot);

    /// <summary>Shows the pending exception, if that is wanted, and drops it.</summary>
    public static void Drop(Vm* vm, Value culprit)
    {
        if (SqliteState.Of(vm).ShowsTracebacks)
        {
            Unraisable.Report(vm, culprit);
        }

        vm->Pending = Value.Undefined;
    }

    /// <summary>Releases a callback's data and forgets its callable.</summary>
    public static void Release(SqliteCallback* callback)
    {
        Database(callback).Forget(callback->Slot);
        NativeMemory.Free(callback);
    }

    /// <summary>A text of SQLite's, or <c>None</c> for null.</summary>
    public static Value Text(Vm* vm, byte* text) =>
        text == null ? Value.None : Value.FromObject(Str.FromUtf8(vm, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBusy(void* data, int attempt) => Database((SqliteCallback*)data).Wait(attempt) ? 1 : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWatch(void* data)
    {
        Vm* vm = ((SqliteCallback*)data)->Vm;
        const int Wanted = (int)(SafepointRequest.Switch | SafepointRequest.Waking);
        if ((vm->SafepointRequests & Wanted) == 0 || Database((SqliteCallback*)data).IsQuiet)
        {
            return 0;
        }

        return vm->HasPending || Safepoints.Serve(vm) ? 0 : 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProgress(void* data)
    {
        SqliteCallback* callback = (SqliteCallback*)data;
        Value handler = Database(callback).Callable((int)SqliteSetting.Progress);
        if (handler.IsUndefined)
        {
            return 0;
        }

        Vm* vm = callback->Vm;
        Value result = Calls.Invoke(vm, handler);
        int truth = result.IsUndefined ? -1 : Truth.Of(vm, result);
        if (truth < 0)
        {
            Drop(vm, handler);
        }

        return truth;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTrace(uint kind, void* data, void* statement, void* text)
    {
        SqliteCallback* callback = (SqliteCallback*)data;
        Value handler = Database(callback).Callable((int)SqliteSetting.Trace);
        if (kind != Sqlite.TraceStatement || handler.IsUndefined)
        {
            return 0;
        }

        Vm* vm = callback->Vm;
        byte* expanded = Sqlite.ExpandedSql(statement);
        if (expanded == null)
        {
            SqliteErrors.Raise(vm, "DataError", "Expanded SQL string exceeds the maximum string length");
            Drop(vm, handler);
        }

        Value shown = Text(vm, expanded == null ? Sqlite.Sql(statement) : expanded);
        Sqlite.Free(expanded);
        if (Calls.Invoke(vm, handler, shown).IsUndefined)
        {
            Drop(vm, handler);
        }

        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAuthorize(void* data, int action, byte* first, byte* second, byte* schema, byte* source)
    {
        SqliteCallback* callback = (SqliteCallback*)data;
        if (Hosting.MachineHost.Of(callback->Vm).Files != null && !SqlitePolicy.Allows(action, first, second))
        {
            return Deny;
        }

        Value handler = Database(callback).Callable((int)SqliteSetting.Authorizer);
        if (handler.IsUndefined || handler.IsNone)
        {
            return Sqlite.Ok;
        }

        Vm* vm = callback->Vm;
        Value* args = stackalloc Value[5] { Value.FromInt(action), Text(vm, first), Text(vm, second), Text(vm, schema), Text(vm, source) };
        Value result = Calls.Invoke(vm, handler, args, 5);
        if (result.IsUndefined)
        {
            Drop(vm, handler);
            return Deny;
        }

        return Integers.IsInteger(result) && Integers.TryToLong(Integers.Unbox(result), out long decision) && decision is >= int.MinValue and <= int.MaxValue
            ? (int)decision : Deny;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCompare(void* data, int leftLength, byte* left, int rightLength, byte* right)
    {
        SqliteCallback* callback = (SqliteCallback*)data;
        Vm* vm = callback->Vm;
        Value handler = vm->HasPending ? Value.Undefined : Callable(callback);
        if (handler.IsUndefined)
        {
            return 0;
        }

        Value first = Value.FromObject(Str.FromUtf8(vm, new ReadOnlySpan<byte>(left, leftLength)));
        Value second = Value.FromObject(Str.FromUtf8(vm, new ReadOnlySpan<byte>(right, rightLength)));
        Value result = Calls.Invoke(vm, handler, first, second);
        return !result.IsUndefined && Integers.IsInteger(result) ? Integers.Sign(Integers.Unbox(result)) : 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDestroy(void* data) => Release((SqliteCallback*)data);
}
