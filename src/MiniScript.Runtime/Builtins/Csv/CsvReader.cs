using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>CSV reader: an iterator over the rows of an iterator of lines.</summary>
/// <remarks>A record of the lines, the dialect, and the number of lines read.</remarks>
[BuiltinType("csv_reader")]
internal static unsafe partial class CsvReader
{
    private const int LinesField = 0;
    private const int DialectField = 1;
    private const int LineNumberField = 2;
    private const int FieldCount = 3;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>A reader of an iterator of lines.</summary>
    public static Value New(Vm* vm, Value lines, Value dialect)
    {
        Record* self = Record.New(vm, TypeId.CsvReader, FieldCount);
        Record.Fields(self)[LinesField] = lines;
        Record.Fields(self)[DialectField] = dialect;
        Record.Fields(self)[LineNumberField] = Value.FromInt(0);
        return Value.FromObject(self);
    }

    [Property("dialect")]
    private static Value GetDialect(Value self) => Record.Fields((Record*)self.AsObject)[DialectField];

    [Property("line_num")]
    private static Value GetLineNumber(Value self) => Record.Fields((Record*)self.AsObject)[LineNumberField];

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        byte* scratch = stackalloc byte[256];
        List* row = List.New(vm);
        CsvRowParser parser = new(vm, new CsvFormat(fields[DialectField]), row, CsvModule.FieldLimit(vm), scratch, 256);
        do
        {
            Value line = Iteration.Next(vm, fields[LinesField]);
            if (line.IsUndefined)
            {
                if (vm->HasPending || !parser.HasBegun)
                {
                    return Value.Undefined;
                }

                return parser.EndOfInput() ? Value.FromObject(row) : Value.Undefined;
            }

            if (!line.Is(Kind.Str))
            {
                return CsvFormat.Error(vm, $"iterator should return strings, not {Types.NameOf(vm, line)} (the file should be opened in text mode)");
            }

            fields[LineNumberField] = Integers.Add(vm, fields[LineNumberField], Value.FromInt(1));
            Str* text = (Str*)line.AsObject;
            bool succeeded = text->Width switch
            {
                1 => parser.Feed<byte>(text),
                2 => parser.Feed<char>(text),
                _ => parser.Feed<int>(text),
            };
            if (!succeeded)
            {
                return Value.Undefined;
            }
        }
        while (!parser.IsComplete);

        return Value.FromObject(row);
    }
}
