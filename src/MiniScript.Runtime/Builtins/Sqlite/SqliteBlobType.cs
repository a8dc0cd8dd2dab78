using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>An open blob, as the module <c>sqlite3</c> uses it. Its cell refers to its database's.</summary>
[BuiltinType("sqlite_blob")]
internal static unsafe partial class SqliteBlobType
{
    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(vm, TypeId.SqliteBlob, "_sqlite3.BlobHandle"u8, Kind.Managed, TypeFlags.NotCallable, null, &Register);

    /// <summary>Close the blob.</summary>
    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self)
    {
        SqliteBlob blob = ManagedCells.Get<SqliteBlob>(vm, self);
        blob.Database.Enter();
        blob.Release();
        blob.Database.Leave();
        return Value.None;
    }

    [Property("is_open")]
    private static Value GetIsOpen(Vm* vm, Value self) => Value.FromBool(ManagedCells.Get<SqliteBlob>(vm, self).Handle != null);

    [Property("length")]
    private static Value GetLength(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteBlob>(vm, self).Handle;
        return Value.FromInt(handle == null ? 0 : Sqlite.BlobLength(handle));
    }

    /// <summary>Return bytes from an offset on.</summary>
    [Method("read", Signature = "($self, offset, length, /)")]
    private static Value Read(Vm* vm, Value self, int offset, int length)
    {
        SqliteBlob? blob = Enter(vm, self);
        Bytes* result = blob == null ? null : Bytes.Allocate(vm, Math.Max(length, 0));
        if (result != null && length > 0 && Sqlite.ReadBlob(blob!.Handle, Bytes.Data(result), length, offset) is var code and not Sqlite.Ok)
        {
            Raise(vm, blob, code);
            result = null;
        }

        blob?.Database.Leave();
        return Value.FromObject(result);
    }

    /// <summary>Write bytes from an offset on.</summary>
    [Method("write", Signature = "($self, offset, data, /)")]
    private static Value Write(Vm* vm, Value self, int offset, Value data)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        SqliteBlob? blob = Enter(vm, self);
        if (blob == null)
        {
            return Value.Undefined;
        }

        fixed (byte* bytes = content)
        {
            int code = content.IsEmpty ? Sqlite.Ok : Sqlite.WriteBlob(blob.Handle, bytes, content.Length, offset);
            if (code != Sqlite.Ok)
            {
                Raise(vm, blob, code);
            }
        }

        blob.Database.Leave();
        return vm->HasPending ? Value.Undefined : Value.None;
    }

    private static SqliteBlob? Enter(Vm* vm, Value self)
    {
        SqliteBlob blob = ManagedCells.Get<SqliteBlob>(vm, self);
        if (SqliteDatabaseType.Enter(vm, ((ManagedCell*)self.AsObject)->Attributes) == null)
        {
            return null;
        }

        if (blob.Handle != null)
        {
            return blob;
        }

        blob.Database.Leave();
        SqliteErrors.Raise(vm, "ProgrammingError", "Cannot operate on a closed blob.");
        return null;
    }

    private static void Raise(Vm* vm, SqliteBlob blob, int code)
    {
        if ((code & 0xff) == 4)
        {
            SqliteErrors.Raise(vm, "OperationalError", "Cannot operate on an expired blob handle");
        }
        else
        {
            SqliteErrors.Raise(vm, blob.Database.Handle);
        }
    }
}
