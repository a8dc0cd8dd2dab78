using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>Databases as bytes, copies into other databases, and open blobs.</summary>
internal static unsafe partial class SqliteDatabaseType
{
    private const uint FreeOnClose = 1;
    private const uint Resizeable = 2;
    private const uint NoCopy = 1;

    /// <summary>Return a database as bytes.</summary>
    [Method("serialize", Signature = "($self, name, /)")]
    private static Value Serialize(Vm* vm, Value self, Value name)
    {
        byte[]? schema = SqliteValues.ToZeroTerminated(vm, name);
        SqliteDatabase? database = schema == null ? null : Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        Bytes* result = null;
        fixed (byte* utf8 = schema)
        {
            long size = 0;
            byte* data = Sqlite.Serialize(database.Handle, utf8, &size, NoCopy);
            bool isCopy = data == null;
            data = isCopy ? Sqlite.Serialize(database.Handle, utf8, &size, 0) : data;
            if (data != null)
            {
                result = Bytes.New(vm, new ReadOnlySpan<byte>(data, (int)size));
            }
            else if (!vm->HasPending)
            {
                SqliteErrors.Raise(vm, "OperationalError", $"unable to serialize '{Str.ToManaged((Str*)name.AsObject)}'");
            }

            if (isCopy)
            {
                Sqlite.Free(data);
            }
        }

        database.Leave();
        return Value.FromObject(result);
    }

    /// <summary>Replace a database by what bytes say.</summary>
    [Method("deserialize", Signature = "($self, data, name, /)")]
    private static Value Deserialize(Vm* vm, Value self, Value data, Value name)
    {
        byte[]? schema = SqliteValues.ToZeroTerminated(vm, name);
        if (schema == null || !SqliteValues.TryGetContent(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        SqliteDatabase? database = Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        byte* copy = (byte*)Sqlite.Allocate((ulong)Math.Max(content.Length, 1));
        if (copy == null)
        {
            database.Leave();
            return Throw.MemoryError(vm);
        }

        content.CopyTo(new Span<byte>(copy, content.Length));
        fixed (byte* utf8 = schema)
        {
            int code = Sqlite.Deserialize(database.Handle, utf8, copy, content.Length, content.Length, FreeOnClose | Resizeable);
            return Leave(vm, database, code);
        }
    }

    /// <summary>Copy a database into another one.</summary>
    [Method("backup", Signature = "($self, target, pages, progress, name, milliseconds, /)")]
    private static Value Backup(Vm* vm, Value self, Value target, int pages, Value progress, Value name, long milliseconds)
    {
        byte[]? schema = SqliteValues.ToZeroTerminated(vm, name);
        SqliteDatabase? source = schema == null ? null : Enter(vm, self);
        SqliteDatabase? destination = source == null ? null : Enter(vm, target, checksThread: false);
        Value result = destination == null ? Value.Undefined : Backup(vm, source!, destination, schema!, pages, progress, milliseconds);
        destination?.Leave();
        source?.Leave();
        return result;
    }

    private static Value Backup(Vm* vm, SqliteDatabase source, SqliteDatabase target, byte[] schema, int pages, Value progress, long milliseconds)
    {
        void* backup;
        fixed (byte* from = schema, to = "main\0"u8)
        {
            backup = Sqlite.BeginBackup(target.Handle, to, source.Handle, from);
        }

        if (backup == null)
        {
            return SqliteErrors.Raise(vm, target.Handle);
        }

        int code;
        do
        {
            code = Sqlite.StepBackup(backup, pages);
            if (!progress.IsNone && !vm->HasPending)
            {
                Calls.Invoke(
                    vm, progress, Value.FromInt(code), Value.FromInt(Sqlite.BackupRemaining(backup)), Value.FromInt(Sqlite.BackupPages(backup)));
            }

            if (!vm->HasPending && code is Sqlite.Busy or Sqlite.Locked)
            {
                Threads.Block(vm, () => Thread.Sleep((int)Math.Clamp(milliseconds, 0, int.MaxValue)));
                if (vm->IsRequested(SafepointRequest.Waking) && Threads.IsMain(vm))
                {
                    Safepoints.Serve(vm);
                }
            }
        }
        while (!vm->HasPending && code is Sqlite.Ok or Sqlite.Busy or Sqlite.Locked);

        code = Sqlite.EndBackup(backup);
        return vm->HasPending ? Value.Undefined
            : code == Sqlite.Ok ? Value.None
            : SqliteErrors.Raise(vm, code, code, System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Sqlite.ErrorText(code)) ?? string.Empty);
    }

    /// <summary>Open a blob.</summary>
    [Method("open_blob", Signature = "($self, table, column, row, is_readonly, name, /)")]
    private static Value OpenBlob(Vm* vm, Value self, Value table, Value column, long row, bool is_readonly, Value name)
    {
        byte[]? tableText = SqliteValues.ToZeroTerminated(vm, table);
        byte[]? columnText = tableText == null ? null : SqliteValues.ToZeroTerminated(vm, column);
        byte[]? schema = columnText == null ? null : SqliteValues.ToZeroTerminated(vm, name);
        SqliteDatabase? database = schema == null ? null : Enter(vm, self);
        if (database == null)
        {
            return Value.Undefined;
        }

        void* blob = null;
        int code;
        fixed (byte* first = schema, second = tableText, third = columnText)
        {
            code = Sqlite.OpenBlob(database.Handle, first, second, third, row, is_readonly ? 0 : 1, &blob);
        }

        Value result = Leave(vm, database, code);
        if (result.IsUndefined)
        {
            return result;
        }

        Value cell = ManagedCells.New(vm, SqliteBlobType.Get(vm), new SqliteBlob(database, blob));
        ((ManagedCell*)cell.AsObject)->Attributes = self;
        return cell;
    }
}
