using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>SQLite database cursor class.</summary>
/// <remarks>
/// A record. Its connection is an object of the script half (<c>sqlite3/_connection.py</c>), which has the database's cell as an attribute.
/// </remarks>
[BuiltinType("sqlite_cursor")]
internal static unsafe partial class SqliteCursorType
{
    private const int StateField = 0;
    private const int ConnectionField = 1;
    private const int RunField = 2;
    private const int ConvertersField = 3;
    private const int DescriptionField = 4;
    private const int LastRowIdField = 5;
    private const int RowCountField = 6;
    private const int ArraySizeField = 7;
    private const int RowFactoryField = 8;
    private const int FieldCount = 9;

    private enum State
    {
        New,
        Ready,
        Closed,
        Busy,
    }

    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.SqliteCursor, "sqlite3.Cursor"u8, Kind.Record, TypeFlags.BaseType, &InitializeSlots, &Register);

    private static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);

    private static State StateOf(Value* fields) => (State)fields[StateField].AsInt;

    private static void SetState(Value* fields, State state) => fields[StateField] = Value.FromInt((int)state);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Record* self = Record.New(vm, type, FieldCount);
        Value* fields = Record.Fields(self);
        new Span<Value>(fields, FieldCount).Fill(Value.None);
        SetState(fields, State.New);
        return Value.FromObject(self);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1 || (kwNames != null && kwNames->Length > 0))
        {
            Throw.TypeError(vm, kwNames != null && kwNames->Length > 0 ? "Cursor() takes no keyword arguments" : $"Cursor expected 1 argument, got {argc}");
            return false;
        }

        Value connection = args[0];
        if (!SqliteState.Of(vm).IsConnection(vm, connection))
        {
            Throw.TypeError(vm, $"Cursor() argument 1 must be sqlite3.Connection, not {(connection.IsNone ? "None" : Types.NameOf(vm, connection))}");
            return false;
        }

        Value* fields = Fields(self);
        if (StateOf(fields) == State.Busy)
        {
            Refuse(vm, fields);
            return false;
        }

        Value database = DatabaseOf(vm, connection);
        if (database.IsUndefined || !SqliteDatabaseType.CheckThread(vm, ManagedCells.Get<SqliteDatabase>(vm, database)))
        {
            return false;
        }

        LeaveRun(vm, fields);
        new Span<Value>(fields, FieldCount).Fill(Value.None);
        fields[ConnectionField] = connection;
        fields[RowCountField] = Value.FromInt(-1);
        fields[ArraySizeField] = Value.FromInt(1);
        SetState(fields, State.Ready);
        return true;
    }

    [Property("connection")]
    private static Value GetConnection(Value self) => Fields(self)[ConnectionField];

    [Property("description")]
    private static Value GetDescription(Value self) => Fields(self)[DescriptionField];

    [Property("lastrowid")]
    private static Value GetLastRowId(Value self) => Fields(self)[LastRowIdField];

    [Property("rowcount")]
    private static Value GetRowCount(Value self) => Fields(self)[RowCountField];

    [Property("arraysize", Setter = nameof(SetArraySize))]
    private static Value GetArraySize(Value self) => Fields(self)[ArraySizeField];

    private static bool SetArraySize(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "can't delete numeric/char attribute");
            return false;
        }

        if (!Integers.TryIndex(vm, value, out long size))
        {
            return false;
        }

        Fields(self)[ArraySizeField] = Value.FromInt((int)size);
        return true;
    }

    [Property("row_factory", Setter = nameof(SetRowFactory))]
    private static Value GetRowFactory(Value self) => Fields(self)[RowFactoryField];

    private static bool SetRowFactory(Vm* vm, Value self, Value value)
    {
        Fields(self)[RowFactoryField] = value.IsUndefined ? Value.None : value;
        return true;
    }

    /// <summary>Required by DB-API. Does nothing in sqlite3.</summary>
    [Method("setinputsizes", Signature = "($self, sizes, /)")]
    private static Value SetInputSizes(Vm* vm, Value self, Value sizes) => Value.None;

    /// <summary>Required by DB-API. Does nothing in sqlite3.</summary>
    [Method("setoutputsize", Signature = "($self, size, column=None, /)")]
    private static Value SetOutputSize(Vm* vm, Value self, Value size, Value column) => Value.None;

    /// <summary>Closes the cursor.</summary>
    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self)
    {
        Value* fields = Fields(self);
        if (StateOf(fields) is State.New or State.Busy)
        {
            return Refuse(vm, fields);
        }

        Value database = DatabaseOf(vm, fields[ConnectionField]);
        if (database.IsUndefined || SqliteDatabaseType.Check(vm, database) == null)
        {
            return Value.Undefined;
        }

        LeaveRun(vm, fields);
        SetState(fields, State.Closed);
        return Value.None;
    }

    /// <summary>The database cell of a connection; undefined with <c>ProgrammingError</c> pending if it was never opened.</summary>
    private static Value DatabaseOf(Vm* vm, Value connection)
    {
        Value database = Attributes.Get(vm, connection, Str.Intern(vm, "_Connection__database"u8));
        return database.IsUndefined || database.IsExactly(TypeId.SqliteDatabase) ? database
            : SqliteErrors.Raise(vm, "ProgrammingError", "Base Connection.__init__ not called.");
    }

    /// <summary>The open database of a cursor that can be used; null with <c>ProgrammingError</c> pending.</summary>
    private static SqliteDatabase? CheckUse(Vm* vm, Value* fields)
    {
        if (StateOf(fields) != State.Ready)
        {
            Refuse(vm, fields);
            return null;
        }

        Value database = DatabaseOf(vm, fields[ConnectionField]);
        return database.IsUndefined ? null : SqliteDatabaseType.Check(vm, database);
    }

    private static Value Refuse(Vm* vm, Value* fields) => SqliteErrors.Raise(vm, "ProgrammingError", StateOf(fields) switch
    {
        State.New => "Base Cursor.__init__ not called.",
        State.Closed => "Cannot operate on a closed cursor.",
        _ => "Recursive use of cursors not allowed.",
    });

    /// <summary>Ends the run that the cursor is in.</summary>
    private static void LeaveRun(Vm* vm, Value* fields)
    {
        if (fields[RunField].IsObject)
        {
            SqliteRun run = ManagedCells.Get<SqliteRun>(vm, fields[RunField]);
            fields[RunField] = Value.None;
            run.Database.Enter();
            run.End();
            run.Database.Leave();
        }
    }

    /// <summary>Goes on without a run if that has ended; notes how many rows it has changed.</summary>
    private static void ForgetEndedRun(Value* fields, SqliteRun run)
    {
        if (!run.IsCurrent)
        {
            fields[RunField] = Value.None;
            if (run.Statement.IsChange && !run.Database.IsClosed)
            {
                fields[RowCountField] = Value.FromInt(Sqlite.Changes(run.Database.Handle));
            }
        }
    }
}
