using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>Reads rows as tuples.</summary>
internal readonly unsafe ref struct SqliteRowReader
{
    private readonly Vm* vm;
    private readonly void* handle;
    private readonly Value textFactory;
    private readonly Value converters;
    private readonly bool isText;

    /// <summary>A reader of the rows of a statement.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="textFactory">What makes objects of texts.</param>
    /// <param name="converters">A tuple of what makes objects of the columns' bytes, or None for columns without, or None.</param>
    public SqliteRowReader(Vm* vm, SqliteStatement statement, Value textFactory, Value converters)
    {
        this.vm = vm;
        handle = statement.Handle;
        this.textFactory = textFactory;
        this.converters = converters;
        isText = textFactory == Value.FromObject(Types.Of(vm, TypeId.Str));
    }

    /// <summary>The current row; undefined with an exception pending.</summary>
    public Value Read()
    {
        int count = Sqlite.ColumnCount(handle);
        Tuple* row = Tuple.Allocate(vm, count);
        if (row == null)
        {
            return Value.Undefined;
        }

        Value* items = Tuple.Items(row);
        new Span<Value>(items, count).Fill(Value.None);
        for (int i = 0; i < count; i++)
        {
            void* value = Sqlite.ColumnValue(handle, i);
            Value item = converters.IsNone && isText ? SqliteValues.Read(vm, value) : Convert(value, i);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : RaiseEncoding(value, i);
            }

            items[i] = item;
        }

        return Value.FromObject(row);
    }

    private Value Convert(void* value, int column)
    {
        int type = Sqlite.TypeOf(value);
        if (!converters.IsNone)
        {
            Value converter = Sequences.At(converters.AsObject, column);
            if (!converter.IsUndefined && !converter.IsNone)
            {
                return type is < Sqlite.IntegerType or > Sqlite.BlobType || Sqlite.ToBlob(value) == null ? Value.None
                    : Calls.Invoke(vm, converter, Value.FromObject(SqliteValues.ReadBytes(vm, value)));
            }
        }

        if (type != Sqlite.TextType || isText)
        {
            return SqliteValues.Read(vm, value);
        }

        Bytes* bytes = SqliteValues.ReadBytes(vm, value);
        return bytes == null ? Value.Undefined
            : textFactory == Value.FromObject(Types.Of(vm, TypeId.Bytes)) ? Value.FromObject(bytes)
            : Calls.Invoke(vm, textFactory, Value.FromObject(bytes));
    }

    private Value RaiseEncoding(void* value, int column)
    {
        string name = Marshal.PtrToStringUTF8((nint)Sqlite.ColumnName(handle, column)) ?? string.Empty;
        string text = Marshal.PtrToStringUTF8((nint)Sqlite.ToText(value)) ?? string.Empty;
        return SqliteErrors.Raise(vm, "OperationalError", $"Could not decode to UTF-8 column '{name}' with text '{text}'");
    }
}
