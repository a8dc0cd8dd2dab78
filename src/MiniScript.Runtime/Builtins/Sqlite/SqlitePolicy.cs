using System.Runtime.InteropServices;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What the host's policy says to SQLite, which opens files by itself.</summary>
/// <remarks>
/// A database is opened by its canonical path, and SQLite follows no links below it. The files beside a database are opened by name later: the
/// directories above it cannot be renamed any more. Other databases cannot be attached, for their names are looked up later still.
/// </remarks>
internal static unsafe class SqlitePolicy
{
    private const int Pragma = 19;
    private const int Attach = 24;

    private static readonly string[] Companions = ["", "-journal", "-wal", "-shm"];

    /// <summary>The path by which a database may be opened; null with an exception pending.</summary>
    public static string? Admit(Vm* vm, FileCalls files, string name, bool isUri)
    {
        if (name is "" or ":memory:" || (isUri && name.StartsWith("file::memory:", StringComparison.Ordinal)))
        {
            return name;
        }

        if (isUri && name.StartsWith("file:", StringComparison.Ordinal))
        {
            FileErrors.Deny(vm, "databases by URI; give the path");
            return null;
        }

        string? path = null;
        foreach (string companion in Companions)
        {
            string? admitted = files.Admit(path == null ? name : path + companion, out int error);
            if (admitted == null)
            {
                FileErrors.Raise(vm, -error, Value.FromObject(Objects.Str.New(vm, name)));
                return null;
            }

            path ??= admitted;
        }

        files.Pin(path!);
        return path;
    }

    /// <summary>Keeps what SQLite needs for a while in memory: its files would lie in the system's directory for them.</summary>
    public static void KeepTemporaries(void* database)
    {
        fixed (byte* sql = "PRAGMA temp_store=MEMORY\0"u8)
        {
            void* statement = null;
            byte* rest = null;
            if (Sqlite.Prepare(database, sql, -1, &statement, &rest) == Sqlite.Ok)
            {
                _ = Sqlite.Step(statement);
                _ = Sqlite.Finalize(statement);
            }
        }
    }

    /// <summary>Whether a statement may do something: attach files, or say where temporary ones are.</summary>
    public static bool Allows(int action, byte* first, byte* second) => action switch
    {
        Attach => first != null && Marshal.PtrToStringUTF8((nint)first) is "" or ":memory:",
        Pragma => Marshal.PtrToStringUTF8((nint)first)?.ToLowerInvariant() is not ("temp_store_directory" or "data_store_directory")
            && !(second != null && "temp_store".Equals(Marshal.PtrToStringUTF8((nint)first), StringComparison.OrdinalIgnoreCase)),
        _ => true,
    };
}
