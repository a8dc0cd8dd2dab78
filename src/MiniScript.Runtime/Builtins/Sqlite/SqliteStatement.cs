using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>A prepared statement.</summary>
internal sealed unsafe class SqliteStatement(SqliteDatabase database, void* handle, bool isChange) : SqliteChild(database)
{
    /// <summary>SQLite's statement; null once it is released.</summary>
    public void* Handle { get; private set; } = handle;

    /// <summary>Whether it was made of nothing but comments.</summary>
    public bool IsEmpty { get; } = handle == null;

    /// <summary>Whether it inserts, updates, deletes or replaces.</summary>
    public bool IsChange { get; } = isChange;

    /// <summary>The number of its parameters.</summary>
    public int ParameterCount { get; } = Sqlite.ParameterCount(handle);

    /// <summary>Whether a parameter has a name.</summary>
    public bool HasNames { get; } = FindNames(handle);

    /// <summary>How often SQLite had prepared it anew when its columns were described.</summary>
    public int DescribedPreparations { get; set; }

    /// <summary>The run that has rows to give, or null.</summary>
    public SqliteRun? Run { get; set; }

    /// <summary>True between its first step and its end.</summary>
    public bool IsRunning => Handle != null && Sqlite.IsRunning(Handle) != 0;

    /// <summary>Goes to the next row. If a cursor that nobody refers to any more stands in its way, that is collected and the step tried again.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="top">Where the registers in use of the current frame end.</param>
    /// <returns><see cref="Sqlite.Row"/>, <see cref="Sqlite.Done"/>, or an error; an exception may be pending in any case.</returns>
    public int Step(Vm* vm, Value* top)
    {
        if (IsEmpty)
        {
            return Sqlite.Done;
        }

        bool isFirst = !IsRunning;
        int code = Sqlite.Step(Handle);
        if (code is Sqlite.Row or Sqlite.Done || !isFirst || vm->HasPending || !IsBlocked(code) || !Database.Reclaim(top))
        {
            return code;
        }

        _ = Sqlite.Reset(Handle);
        return Sqlite.Step(Handle);
    }

    /// <inheritdoc/>
    public override void Release()
    {
        void* released = Handle;
        Handle = null;
        _ = Sqlite.Finalize(released);
    }

    private static bool FindNames(void* statement)
    {
        for (int i = Sqlite.ParameterCount(statement); i > 0; i--)
        {
            byte* name = Sqlite.ParameterName(statement, i);
            if (name != null && *name != '?')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an error says that other statements of the connection have not ended.</summary>
    private bool IsBlocked(int code)
    {
        if ((code & 0xff) == Sqlite.Locked)
        {
            return true;
        }

        ReadOnlySpan<byte> message = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Sqlite.ErrorMessage(Database.Handle));
        return code == Sqlite.Error && (message.EndsWith("in progress"u8) || message.EndsWith("is locked"u8));
    }
}
