using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>A prepared statement. Its cell refers to a tuple: the database's cell, and the description of the columns once that is known.</summary>
[BuiltinType("sqlite_statement")]
internal static unsafe partial class SqliteStatementType
{
    private const int DescriptionLength = 7;

    /// <summary>A cell for a statement.</summary>
    public static Value New(Vm* vm, SqliteDatabase database, SqliteStatement statement)
    {
        TypeObject* type = LibraryTypes.Get(vm, TypeId.SqliteStatement, "sqlite3.Statement"u8, Kind.Managed, TypeFlags.NotCallable, null, &Register);
        Value cell = ManagedCells.New(vm, type, statement);
        ((ManagedCell*)cell.AsObject)->Attributes = Value.FromObject(Tuple.New(vm, Value.FromObject(database.Cell), Value.None));
        return cell;
    }

    /// <summary>What a cursor says of the columns: a tuple of tuples that begin with the names. Made once, and again when a change of tables has SQLite prepare the statement anew.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="cell">The statement's cell.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="isCut">Whether names end before a bracket.</param>
    public static Value Describe(Vm* vm, Value cell, SqliteStatement statement, int count, bool isCut)
    {
        Value* known = Tuple.Items((Tuple*)((ManagedCell*)cell.AsObject)->Attributes.AsObject) + 1;
        int preparations = Sqlite.StatementStatus(statement.Handle, Sqlite.Preparations, 0);
        if (known->Is(Kind.Tuple) && statement.DescribedPreparations == preparations)
        {
            return *known;
        }

        Tuple* description = Tuple.Allocate(vm, count);
        if (description == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(description), count).Fill(Value.None);
        for (int i = 0; i < count; i++)
        {
            Tuple* column = Tuple.Allocate(vm, DescriptionLength);
            new Span<Value>(Tuple.Items(column), DescriptionLength).Fill(Value.None);
            Tuple.Items(column)[0] = NameOf(vm, statement.Handle, i, isCut);
            Tuple.Items(description)[i] = Value.FromObject(column);
        }

        statement.DescribedPreparations = preparations;
        *known = Value.FromObject(description);
        return *known;
    }

    /// <summary>Return the names of the result's columns.</summary>
    [Method("names", Signature = "($self, /)")]
    private static Value Names(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteStatement>(vm, self).Handle;
        List* names = List.New(vm);
        for (int i = 0; handle != null && i < Sqlite.ColumnCount(handle); i++)
        {
            List.Append(vm, names, NameOf(vm, handle, i, isCut: false));
        }

        return Value.FromObject(names);
    }

    /// <summary>Return the declared types of the result's columns, or None where there is none.</summary>
    [Method("types", Signature = "($self, /)")]
    private static Value DeclaredTypes(Vm* vm, Value self)
    {
        void* handle = ManagedCells.Get<SqliteStatement>(vm, self).Handle;
        List* types = List.New(vm);
        for (int i = 0; handle != null && i < Sqlite.ColumnCount(handle); i++)
        {
            List.Append(vm, types, SqliteCallbacks.Text(vm, Sqlite.ColumnType(handle, i)));
        }

        return Value.FromObject(types);
    }

    private static Value NameOf(Vm* vm, void* statement, int column, bool isCut)
    {
        byte* name = Sqlite.ColumnName(statement, column);
        if (name == null)
        {
            return Value.None;
        }

        ReadOnlySpan<byte> utf8 = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        int bracket = isCut ? utf8.IndexOf((byte)'[') : -1;
        if (bracket >= 0)
        {
            utf8 = utf8[..(bracket > 0 && utf8[bracket - 1] == ' ' ? bracket - 1 : bracket)];
        }

        return Value.FromObject(Str.FromUtf8(vm, utf8));
    }
}
