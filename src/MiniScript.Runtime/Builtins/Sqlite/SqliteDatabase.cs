using System.Runtime.InteropServices;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>An open database: SQLite's connection, and who is inside of it.</summary>
/// <remarks>
/// <para>A thread that is inside may give its turn away, in a callback or while it waits for a lock of the file. Another thread that comes then waits
/// here (<see cref="Enter"/>) and never for a mutex of SQLite, which it would do with the turn in its hands.</para>
/// <para>A collection may find a statement dead while its database is in the middle of something: it is released when the last one leaves.</para>
/// </remarks>
internal sealed unsafe class SqliteDatabase : IDisposable
{
    private readonly Vm* vm;
    private readonly GCHandle self;
    private readonly List<SqliteChild> released = [];
    private readonly long busyMilliseconds;
    private readonly SqliteCallback* common;
    private int depth;
    private long inside;
    private bool isClosing;

    /// <summary>Takes an open connection.</summary>
    public SqliteDatabase(Vm* vm, void* handle, long owner, double timeout)
    {
        this.vm = vm;
        Handle = handle;
        Owner = owner;
        busyMilliseconds = (long)Math.Clamp(timeout * 1000, 0, int.MaxValue);
        self = GCHandle.Alloc(this);
        common = NewCallback(0);
        _ = Sqlite.SetBusyHandler(handle, SqliteCallbacks.Busy, common);
        WatchForSignals();
        if (Hosting.MachineHost.Of(vm).Files != null)
        {
            SqlitePolicy.KeepTemporaries(handle);
            _ = Sqlite.SetAuthorizer(handle, SqliteCallbacks.Authorize, common);
        }
    }

    /// <summary>SQLite's connection; null once it is closed.</summary>
    public void* Handle { get; private set; }

    /// <summary>The cell that owns this; its attributes are a list: the settings, and the callables that SQLite may call.</summary>
    public ManagedCell* Cell { get; set; }

    /// <summary>The thread that may use the database, or 0 for all.</summary>
    public long Owner { get; }

    /// <summary>True once the database is closed, or is to be closed when the last one leaves.</summary>
    public bool IsClosed => Handle == null || isClosing;

    /// <summary>True while objects are being released: callbacks must not run script then.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>The first of the statements and blobs.</summary>
    public SqliteChild? Children { get; set; }

    /// <summary>A database cell for an open connection.</summary>
    public static Value NewCell(Vm* vm, TypeObject* type, void* handle, long owner, double timeout)
    {
        SqliteDatabase database = new(vm, handle, owner, timeout);
        Value cell = ManagedCells.New(vm, type, database);
        database.Cell = (ManagedCell*)cell.AsObject;
        List* callables = List.New(vm);
        for (int i = 0; i < (int)SqliteSetting.Count; i++)
        {
            List.Append(vm, callables, Value.None);
        }

        database.Cell->Attributes = Value.FromObject(callables);
        return cell;
    }

    /// <summary>The thread that runs.</summary>
    public static long CurrentThread(Vm* vm) => vm->CurrentThread == null ? 1 : vm->CurrentThread->Identifier;

    /// <summary>Comes in; if another thread is inside, waits until it has left.</summary>
    public void Enter()
    {
        long me = CurrentThread(vm);
        while (depth > 0 && inside != me)
        {
            Threads.Block(vm, static () => Thread.Sleep(1));
        }

        inside = me;
        depth++;
    }

    /// <summary>Leaves. The last one to leave does what had to wait.</summary>
    public void Leave()
    {
        if (--depth == 0 && (released.Count > 0 || isClosing))
        {
            Rest();
        }
    }

    /// <summary>Closes the database, now or when the last one leaves.</summary>
    public void Close()
    {
        isClosing = Handle != null;
        if (depth == 0 && isClosing)
        {
            Rest();
        }
    }

    /// <summary>Releases a child now if nobody is inside, else later.</summary>
    public void Release(SqliteChild child)
    {
        if (depth == 0)
        {
            IsQuiet = true;
            child.Release();
            IsQuiet = false;
        }
        else
        {
            released.Add(child);
        }
    }

    /// <summary>Releases the children that died while somebody was inside; true if there were any.</summary>
    public bool ReleaseDead()
    {
        bool any = released.Count > 0;
        IsQuiet = true;
        foreach (SqliteChild child in released)
        {
            child.Release();
        }

        released.Clear();
        IsQuiet = false;
        return any;
    }

    /// <summary>Collects, so that cursors that nobody refers to any more let go of what they have locked; true if this database had any.</summary>
    /// <param name="top">Where the registers in use of the current frame end; null inside a call of SQLite, which this database's own must not disturb.</param>
    public bool Reclaim(Value* top)
    {
        bool isInCall = top == null;
        Value pending = vm->Pending;
        if (!isInCall && vm->CurrentFrame != null)
        {
            Reclamation.Clear(vm, top);
        }

        MachineStack.Scrub();
        vm->Heap.Collect();
        bool any = !isInCall && ReleaseDead();
        vm->Host.AfterCollection();
        vm->Pending = pending;
        return any;
    }

    /// <summary>Waits for a lock of the file for a while, other threads running; false once that takes too long.</summary>
    /// <param name="attempt">How often it was waited before.</param>
    public bool Wait(int attempt)
    {
        if (IsQuiet)
        {
            return false;
        }

        if (attempt == 0)
        {
            Reclaim(null);
        }

        ReadOnlySpan<byte> delays = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];
        ReadOnlySpan<byte> before = [0, 1, 3, 8, 18, 33, 53, 78, 103, 128, 178, 228];
        int last = delays.Length - 1;
        long waited = attempt <= last ? before[attempt] : before[last] + (delays[last] * (attempt - last));
        int delay = (int)Math.Min(attempt <= last ? delays[attempt] : delays[last], busyMilliseconds - waited);
        if (delay <= 0)
        {
            return false;
        }

        Threads.Block(vm, () => Thread.Sleep(delay));
        return !vm->IsRequested(SafepointRequest.Waking) || !Threads.IsMain(vm) || Safepoints.Serve(vm);
    }

    /// <summary>A callback's data for SQLite, which releases them by <see cref="SqliteCallbacks.Destroy"/>.</summary>
    /// <param name="slot">Where the callable is in the list of the cell.</param>
    public SqliteCallback* NewCallback(int slot)
    {
        SqliteCallback* callback = (SqliteCallback*)NativeMemory.Alloc((nuint)sizeof(SqliteCallback));
        *callback = new SqliteCallback { Vm = vm, Database = GCHandle.ToIntPtr(self), Slot = slot };
        return callback;
    }

    /// <summary>Keeps a callable and makes the data for its calls.</summary>
    public SqliteCallback* NewCallback(Value callable)
    {
        List* callables = (List*)Cell->Attributes.AsObject;
        for (int i = (int)SqliteSetting.Count; i < callables->Length; i++)
        {
            if (callables->Items[i].IsUndefined)
            {
                callables->Items[i] = callable;
                return NewCallback(i);
            }
        }

        List.Append(vm, callables, callable);
        return NewCallback(callables->Length - 1);
    }

    /// <summary>A setting.</summary>
    public Value Get(SqliteSetting setting) => ((List*)Cell->Attributes.AsObject)->Items[(int)setting];

    /// <summary>Changes a setting; returns the data for calls of callables that are settings.</summary>
    public SqliteCallback* Set(SqliteSetting setting, Value value)
    {
        ((List*)Cell->Attributes.AsObject)->Items[(int)setting] = value;
        return common;
    }

    /// <summary>A callable, or undefined if the database is being released.</summary>
    public Value Callable(int slot) => IsQuiet || Cell == null ? Value.Undefined : ((List*)Cell->Attributes.AsObject)->Items[slot];

    /// <summary>Forgets a callable that SQLite will not call any more.</summary>
    public void Forget(int slot)
    {
        if (Cell != null)
        {
            ((List*)Cell->Attributes.AsObject)->Items[slot] = Value.Undefined;
        }
    }

    /// <summary>Has SQLite look up now and then for signals and for threads that wait, unless the script has a progress handler of its own.</summary>
    public void WatchForSignals() => Sqlite.SetProgressHandler(Handle, 20_000, SqliteCallbacks.Watch, common);

    /// <summary>The cell died.</summary>
    public void Dispose()
    {
        Cell = null;
        depth = 0;
        Close();
    }

    private void Rest()
    {
        ReleaseDead();
        if (!isClosing)
        {
            return;
        }

        IsQuiet = true;
        isClosing = false;
        for (SqliteChild? child = Children; child != null; child = child.Next)
        {
            child.Release();
        }

        void* handle = Handle;
        Handle = null;
        _ = Sqlite.Close(handle);
        IsQuiet = false;
        NativeMemory.Free(common);
        self.Free();
    }
}
