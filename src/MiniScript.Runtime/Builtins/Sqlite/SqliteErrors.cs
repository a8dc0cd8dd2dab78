using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>The errors of SQLite as exceptions of the module <c>sqlite3</c>.</summary>
internal static unsafe class SqliteErrors
{
    /// <summary>The result codes: name and number by turns, without what all names begin with.</summary>
    public const string Codes =
        "OK 0 ERROR 1 INTERNAL 2 PERM 3 ABORT 4 BUSY 5 LOCKED 6 NOMEM 7 READONLY 8 INTERRUPT 9 IOERR 10 CORRUPT 11 NOTFOUND 12 FULL 13 CANTOPEN 14 PROTOCOL 15 "
        + "EMPTY 16 SCHEMA 17 TOOBIG 18 CONSTRAINT 19 MISMATCH 20 MISUSE 21 NOLFS 22 AUTH 23 FORMAT 24 RANGE 25 NOTADB 26 NOTICE 27 WARNING 28 ROW 100 DONE 101 "
        + "OK_LOAD_PERMANENTLY 256 ERROR_MISSING_COLLSEQ 257 BUSY_RECOVERY 261 LOCKED_SHAREDCACHE 262 READONLY_RECOVERY 264 IOERR_READ 266 CORRUPT_VTAB 267 "
        + "CANTOPEN_NOTEMPDIR 270 CONSTRAINT_CHECK 275 AUTH_USER 279 NOTICE_RECOVER_WAL 283 WARNING_AUTOINDEX 284 OK_SYMLINK 512 ERROR_RETRY 513 ABORT_ROLLBACK 516 "
        + "BUSY_SNAPSHOT 517 LOCKED_VTAB 518 READONLY_CANTLOCK 520 IOERR_SHORT_READ 522 CORRUPT_SEQUENCE 523 CANTOPEN_ISDIR 526 CONSTRAINT_COMMITHOOK 531 "
        + "NOTICE_RECOVER_ROLLBACK 539 ERROR_SNAPSHOT 769 BUSY_TIMEOUT 773 READONLY_ROLLBACK 776 IOERR_WRITE 778 CORRUPT_INDEX 779 CANTOPEN_FULLPATH 782 "
        + "CONSTRAINT_FOREIGNKEY 787 READONLY_DBMOVED 1032 IOERR_FSYNC 1034 CANTOPEN_CONVPATH 1038 CONSTRAINT_FUNCTION 1043 READONLY_CANTINIT 1288 "
        + "IOERR_DIR_FSYNC 1290 CANTOPEN_DIRTYWAL 1294 CONSTRAINT_NOTNULL 1299 READONLY_DIRECTORY 1544 IOERR_TRUNCATE 1546 CANTOPEN_SYMLINK 1550 "
        + "CONSTRAINT_PRIMARYKEY 1555 IOERR_FSTAT 1802 CONSTRAINT_TRIGGER 1811 IOERR_UNLOCK 2058 CONSTRAINT_UNIQUE 2067 IOERR_RDLOCK 2314 CONSTRAINT_VTAB 2323 "
        + "IOERR_DELETE 2570 CONSTRAINT_ROWID 2579 IOERR_BLOCKED 2826 CONSTRAINT_PINNED 2835 IOERR_NOMEM 3082 IOERR_ACCESS 3338 IOERR_CHECKRESERVEDLOCK 3594 "
        + "IOERR_LOCK 3850 IOERR_CLOSE 4106 IOERR_DIR_CLOSE 4362 IOERR_SHMOPEN 4618 IOERR_SHMSIZE 4874 IOERR_SHMLOCK 5130 IOERR_SHMMAP 5386 IOERR_SEEK 5642 "
        + "IOERR_DELETE_NOENT 5898 IOERR_MMAP 6154 IOERR_GETTEMPPATH 6410 IOERR_CONVPATH 6666 IOERR_VNODE 6922 IOERR_AUTH 7178 IOERR_BEGIN_ATOMIC 7434 "
        + "IOERR_COMMIT_ATOMIC 7690 IOERR_ROLLBACK_ATOMIC 7946 IOERR_DATA 8202 IOERR_CORRUPTFS 8458";

    /// <summary>Raises an exception of the module.</summary>
    public static Value Raise(Vm* vm, string type, string message) => LibraryCalls.Raise(vm, "sqlite3.dbapi2", type, message);

    /// <summary>Raises what went wrong last in a connection, unless an exception of a callback is pending.</summary>
    public static Value Raise(Vm* vm, void* database) =>
        vm->HasPending ? Value.Undefined
            : Raise(vm, Sqlite.ErrorCode(database), Sqlite.ExtendedErrorCode(database), Marshal.PtrToStringUTF8((nint)Sqlite.ErrorMessage(database)) ?? string.Empty);

    /// <summary>Raises an error.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="code">The result code, of which the low byte says the class.</param>
    /// <param name="extended">The code that the exception shows.</param>
    /// <param name="message">What it says.</param>
    public static Value Raise(Vm* vm, int code, int extended, string message)
    {
        if ((code & 0xff) == 7)
        {
            return Throw.MemoryError(vm);
        }

        Raise(vm, ClassOf(code & 0xff), message);
        Value error = vm->Pending;
        vm->Pending = Value.Undefined;
        if (!Attributes.Set(vm, error, Str.Intern(vm, "sqlite_errorcode"u8), Value.FromInt(extended))
            || !Attributes.Set(vm, error, Str.Intern(vm, "sqlite_errorname"u8), Value.FromObject(Str.New(vm, NameOf(extended)))))
        {
            return Value.Undefined;
        }

        vm->Pending = error;
        return Value.Undefined;
    }

    private static string ClassOf(int code) => code switch
    {
        2 or 12 => "InternalError",
        1 or 3 or 4 or 5 or 6 or 8 or 9 or 10 or 13 or 14 or 15 or 16 or 17 => "OperationalError",
        11 => "DatabaseError",
        18 => "DataError",
        19 or 20 => "IntegrityError",
        21 or 25 => "InterfaceError",
        _ => "DatabaseError",
    };

    private static string NameOf(int code)
    {
        string[] parts = Codes.Split(' ');
        int index = Array.IndexOf(parts, code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return index < 0 ? "unknown" : "SQLITE_" + parts[index - 1];
    }
}
