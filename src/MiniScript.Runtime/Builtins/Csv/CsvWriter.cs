using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>CSV writer: writes rows to an object with a method write.</summary>
/// <remarks>A record of that method and the dialect.</remarks>
[BuiltinType("csv_writer")]
internal static unsafe partial class CsvWriter
{
    private const int WriteField = 0;
    private const int DialectField = 1;
    private const int FieldCount = 2;

    /// <summary>A writer that calls a function.</summary>
    public static Value New(Vm* vm, Value write, Value dialect)
    {
        Record* self = Record.New(vm, TypeId.CsvWriter, FieldCount);
        Record.Fields(self)[WriteField] = write;
        Record.Fields(self)[DialectField] = dialect;
        return Value.FromObject(self);
    }

    /// <summary>Construct and write a CSV record from an iterable of fields. Non-string elements will be converted to string.</summary>
    [Method("writerow", Signature = "($self, row, /)")]
    private static Value WriteRow(Vm* vm, Value self, Value row)
    {
        Value iterator = Iteration.Iterate(vm, row);
        if (iterator.IsUndefined)
        {
            return Throw.ClearIf(vm, TypeId.TypeError) ? CsvFormat.Error(vm, $"iterable expected, not {Types.NameOf(vm, row)}") : iterator;
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        CsvFormat format = new(fields[DialectField]);
        byte* scratch = stackalloc byte[512];
        StrBuilder line = new(vm, scratch, 512);
        int count = 0;
        bool isNull = false;
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                break;
            }

            if (count++ > 0)
            {
                line.Append(format.Delimiter);
            }

            isNull = item.IsNone;
            if (!AppendField(vm, ref line, in format, item))
            {
                return Value.Undefined;
            }
        }

        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        if (count == 1 && line.Length == 0)
        {
            if (format.Quoting == CsvQuoting.None || (isNull && format.Quoting is CsvQuoting.Strings or CsvQuoting.NotNull))
            {
                return CsvFormat.Error(vm, "single empty field record must be quoted");
            }

            line.Append(format.QuoteChar);
            line.Append(format.QuoteChar);
        }

        line.Append(format.LineTerminator);
        Str* text = line.ToStr();
        return text == null ? Value.Undefined : Calls.Invoke(vm, fields[WriteField], Value.FromObject(text));
    }

    /// <summary>Construct and write a series of iterables to a csv file. Non-string elements will be converted to string.</summary>
    [Method("writerows", Signature = "($self, rows, /)")]
    private static Value WriteRows(Vm* vm, Value self, Value rows)
    {
        Value iterator = Iteration.Iterate(vm, rows);
        while (!iterator.IsUndefined)
        {
            Value row = Iteration.Next(vm, iterator);
            if (row.IsUndefined)
            {
                return vm->HasPending ? row : Value.None;
            }

            if (WriteRow(vm, self, row).IsUndefined)
            {
                break;
            }
        }

        return Value.Undefined;
    }

    [Property("dialect")]
    private static Value GetDialect(Value self) => Record.Fields((Record*)self.AsObject)[DialectField];

    private static bool AppendField(Vm* vm, ref StrBuilder line, in CsvFormat format, Value item)
    {
        bool isQuoted = format.Quoting switch
        {
            CsvQuoting.All => true,
            CsvQuoting.NonNumeric => !IsNumber(vm, item),
            CsvQuoting.Strings => item.Is(Kind.Str),
            CsvQuoting.NotNull => !item.IsNone,
            _ => false,
        };
        Str* text = item.Is(Kind.Str) ? (Str*)item.AsObject : item.IsNone ? Str.Empty(vm) : Text.ToStr(vm, item);
        if (text == null)
        {
            return false;
        }

        if (text->Length == 0 && format.Delimiter == ' ' && format.SkipInitialSpace)
        {
            if (format.Quoting == CsvQuoting.None || (item.IsNone && format.Quoting is (CsvQuoting.Strings or CsvQuoting.NotNull)))
            {
                CsvFormat.Error(vm, "empty field must be quoted if delimiter is a space and skipinitialspace is true");
                return false;
            }

            isQuoted = true;
        }

        bool hasSpecial = false;
        for (int i = 0; i < text->Length; i++)
        {
            if (IsSpecial(text->At(i), in format))
            {
                hasSpecial = true;
                isQuoted |= format.Quoting != CsvQuoting.None && !NeedsEscape(text->At(i), in format);
            }
        }

        if (isQuoted)
        {
            line.Append(format.QuoteChar);
        }

        if (!hasSpecial)
        {
            line.Append(text);
        }
        else if (!AppendEscaped(vm, ref line, in format, text))
        {
            return false;
        }

        if (isQuoted)
        {
            line.Append(format.QuoteChar);
        }

        return true;
    }

    private static bool AppendEscaped(Vm* vm, ref StrBuilder line, in CsvFormat format, Str* text)
    {
        for (int i = 0; i < text->Length; i++)
        {
            int c = text->At(i);
            if (IsSpecial(c, in format))
            {
                if (NeedsEscape(c, in format))
                {
                    if (format.EscapeChar < 0)
                    {
                        CsvFormat.Error(vm, "need to escape, but no escapechar set");
                        return false;
                    }

                    line.Append(format.EscapeChar);
                }
                else if (c == format.QuoteChar)
                {
                    line.Append(c);
                }
            }

            line.Append(c);
        }

        return true;
    }

    private static bool IsSpecial(int c, in CsvFormat format) =>
        c == format.Delimiter || c == format.EscapeChar || c == format.QuoteChar || c is '\n' or '\r' || Str.IndexOf(format.LineTerminator, c, 0) >= 0;

    /// <summary>Whether a special character is escaped; others are quoted, and the quote character doubled.</summary>
    private static bool NeedsEscape(int c, in CsvFormat format) =>
        format.Quoting == CsvQuoting.None || (c == format.QuoteChar ? !format.DoubleQuote : c == format.EscapeChar);

    private static bool IsNumber(Vm* vm, Value value)
    {
        ref Slots slots = ref Types.Of(vm, value)->Slots;
        return value.IsInt || value.IsFloat || slots.Index != null || slots.Int != null || slots.Float != null || value.Is(Kind.Complex);
    }
}
