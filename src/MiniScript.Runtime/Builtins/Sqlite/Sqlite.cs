using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The functions of SQLite. A published executable has them linked in; elsewhere the system's library is loaded on first use.</summary>
/// <remarks>What calls nothing back and does little goes without a transition of the collector of .NET.</remarks>
internal static unsafe partial class Sqlite
{
    /// <summary>Success.</summary>
    public const int Ok = 0;

    /// <summary>An error of SQL, or another without a code of its own.</summary>
    public const int Error = 1;

    /// <summary>Another connection has the file locked.</summary>
    public const int Busy = 5;

    /// <summary>A statement of the same connection has a table locked.</summary>
    public const int Locked = 6;

    /// <summary>A row can be read.</summary>
    public const int Row = 100;

    /// <summary>The statement has ended.</summary>
    public const int Done = 101;

    /// <summary>The limit on the bytes of a statement's text.</summary>
    public const int SqlLengthLimit = 1;

    /// <summary>Functions whose result depends on their arguments only.</summary>
    public const int Deterministic = 0x800;

    /// <summary>Texts are UTF-8.</summary>
    public const int Utf8 = 1;

    /// <summary>A statement begins: for <see cref="Trace"/>.</summary>
    public const uint TraceStatement = 1;

    /// <summary>The counter of how often a statement was prepared anew.</summary>
    public const int Preparations = 5;

    /// <summary>A type of values: integers of 64 bits.</summary>
    public const int IntegerType = 1;

    /// <summary>A type of values: floats.</summary>
    public const int FloatType = 2;

    /// <summary>A type of values: text.</summary>
    public const int TextType = 3;

    /// <summary>A type of values: bytes.</summary>
    public const int BlobType = 4;

    /// <summary>Says that a text or blob is to be copied.</summary>
    public static readonly void* Transient = (void*)-1;

    private const string Library = "libsqlite3.so.0";

    [LibraryImport(Library, EntryPoint = "sqlite3_libversion")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "sqlite3_threadsafe")]
    internal static partial int IsThreadSafe();

    [LibraryImport(Library, EntryPoint = "sqlite3_complete")]
    internal static partial int IsComplete(byte* sql);

    [LibraryImport(Library, EntryPoint = "sqlite3_errstr")]
    internal static partial byte* ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2")]
    internal static partial int Open(byte* name, void** database, int flags, byte* vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    internal static partial int Close(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_busy_handler")]
    internal static partial int SetBusyHandler(void* database, void* handler, void* data);

    [LibraryImport(Library, EntryPoint = "sqlite3_errcode")]
    internal static partial int ErrorCode(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_errcode")]
    internal static partial int ExtendedErrorCode(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    internal static partial byte* ErrorMessage(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_interrupt")]
    internal static partial void Interrupt(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_get_autocommit")]
    [SuppressGCTransition]
    internal static partial int IsAutocommit(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_total_changes")]
    internal static partial int TotalChanges(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes")]
    [SuppressGCTransition]
    internal static partial int Changes(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_last_insert_rowid")]
    [SuppressGCTransition]
    internal static partial long LastInsertRowId(void* database);

    [LibraryImport(Library, EntryPoint = "sqlite3_limit")]
    internal static partial int Limit(void* database, int category, int limit);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_config")]
    internal static partial int Configure(void* database, int option, int enable, int* enabled);

    [LibraryImport(Library, EntryPoint = "sqlite3_serialize")]
    internal static partial byte* Serialize(void* database, byte* schema, long* size, uint flags);

    [LibraryImport(Library, EntryPoint = "sqlite3_deserialize")]
    internal static partial int Deserialize(void* database, byte* schema, byte* data, long size, long room, uint flags);

    [LibraryImport(Library, EntryPoint = "sqlite3_malloc64")]
    internal static partial void* Allocate(ulong size);

    [LibraryImport(Library, EntryPoint = "sqlite3_free")]
    internal static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_function_v2")]
    internal static partial int CreateFunction(void* database, byte* name, int count, int flags, void* data, void* function, void* step, void* final, void* destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_window_function")]
    internal static partial int CreateWindowFunction(
        void* database, byte* name, int count, int flags, void* data, void* step, void* final, void* value, void* inverse, void* destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_collation_v2")]
    internal static partial int CreateCollation(void* database, byte* name, int encoding, void* data, void* compare, void* destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_set_authorizer")]
    internal static partial int SetAuthorizer(void* database, void* authorizer, void* data);

    [LibraryImport(Library, EntryPoint = "sqlite3_progress_handler")]
    internal static partial void SetProgressHandler(void* database, int steps, void* handler, void* data);

    [LibraryImport(Library, EntryPoint = "sqlite3_trace_v2")]
    internal static partial int Trace(void* database, uint events, void* callback, void* data);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2")]
    internal static partial int Prepare(void* database, byte* sql, int length, void** statement, byte** rest);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    internal static partial int Finalize(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    internal static partial int Step(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    internal static partial int Reset(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_sql")]
    internal static partial byte* Sql(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_expanded_sql")]
    internal static partial byte* ExpandedSql(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_stmt_readonly")]
    [SuppressGCTransition]
    internal static partial int IsReadOnly(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_stmt_busy")]
    [SuppressGCTransition]
    internal static partial int IsRunning(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_stmt_status")]
    [SuppressGCTransition]
    internal static partial int StatementStatus(void* statement, int counter, int reset);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_count")]
    [SuppressGCTransition]
    internal static partial int ColumnCount(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_name")]
    internal static partial byte* ColumnName(void* statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_decltype")]
    internal static partial byte* ColumnType(void* statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_value")]
    [SuppressGCTransition]
    internal static partial void* ColumnValue(void* statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type")]
    [SuppressGCTransition]
    internal static partial int TypeOf(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64")]
    [SuppressGCTransition]
    internal static partial long ToInteger(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double")]
    [SuppressGCTransition]
    internal static partial double ToFloat(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_text")]
    [SuppressGCTransition]
    internal static partial byte* ToText(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    [SuppressGCTransition]
    internal static partial byte* ToBlob(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [SuppressGCTransition]
    internal static partial int ByteCount(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_parameter_count")]
    [SuppressGCTransition]
    internal static partial int ParameterCount(void* statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_parameter_name")]
    [SuppressGCTransition]
    internal static partial byte* ParameterName(void* statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    internal static partial int BindNull(void* statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    internal static partial int BindInteger(void* statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double")]
    internal static partial int BindFloat(void* statement, int index, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    internal static partial int BindText(void* statement, int index, byte* text, int length, void* release);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    internal static partial int BindBlob(void* statement, int index, byte* bytes, int length, void* release);

    [LibraryImport(Library, EntryPoint = "sqlite3_user_data")]
    [SuppressGCTransition]
    internal static partial void* UserData(void* context);

    [LibraryImport(Library, EntryPoint = "sqlite3_aggregate_context")]
    internal static partial void* AggregateContext(void* context, int size);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_null")]
    internal static partial void ResultNull(void* context);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_int64")]
    internal static partial void ResultInteger(void* context, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double")]
    internal static partial void ResultFloat(void* context, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_text")]
    internal static partial void ResultText(void* context, byte* text, int length, void* release);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_blob")]
    internal static partial void ResultBlob(void* context, byte* bytes, int length, void* release);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error")]
    internal static partial void ResultError(void* context, byte* message, int length);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error_nomem")]
    internal static partial void ResultNoMemory(void* context);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error_toobig")]
    internal static partial void ResultTooBig(void* context);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_init")]
    internal static partial void* BeginBackup(void* target, byte* targetSchema, void* source, byte* sourceSchema);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_step")]
    internal static partial int StepBackup(void* backup, int pages);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_remaining")]
    internal static partial int BackupRemaining(void* backup);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_pagecount")]
    internal static partial int BackupPages(void* backup);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_finish")]
    internal static partial int EndBackup(void* backup);

    [LibraryImport(Library, EntryPoint = "sqlite3_blob_open")]
    internal static partial int OpenBlob(void* database, byte* schema, byte* table, byte* column, long row, int flags, void** blob);

    [LibraryImport(Library, EntryPoint = "sqlite3_blob_close")]
    internal static partial int CloseBlob(void* blob);

    [LibraryImport(Library, EntryPoint = "sqlite3_blob_bytes")]
    internal static partial int BlobLength(void* blob);

    [LibraryImport(Library, EntryPoint = "sqlite3_blob_read")]
    internal static partial int ReadBlob(void* blob, byte* target, int length, int offset);

    [LibraryImport(Library, EntryPoint = "sqlite3_blob_write")]
    internal static partial int WriteBlob(void* blob, byte* source, int length, int offset);
}
