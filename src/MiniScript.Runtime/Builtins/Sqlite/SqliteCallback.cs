using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What SQLite hands back to a callback.</summary>
/// <remarks><code>
///  0    8          16
///  | vm | database | slot |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal unsafe struct SqliteCallback
{
    /// <summary>The machine.</summary>
    public Vm* Vm;

    /// <summary>A handle of .NET on the <see cref="SqliteDatabase"/>.</summary>
    public nint Database;

    /// <summary>Where the callable is in the list of the database's cell.</summary>
    public int Slot;
}
