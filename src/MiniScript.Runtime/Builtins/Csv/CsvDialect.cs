using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>CSV dialect: the characters and rules of a kind of CSV files.</summary>
[BuiltinType("csv_dialect")]
internal static unsafe partial class CsvDialect
{
#pragma warning disable CS1591 // Each is the place of the attribute it is named for.
    public const int DelimiterField = 0;
    public const int DoubleQuoteField = 1;
    public const int EscapeCharField = 2;
    public const int LineTerminatorField = 3;
    public const int QuoteCharField = 4;
    public const int QuotingField = 5;
    public const int SkipInitialSpaceField = 6;
    public const int StrictField = 7;
#pragma warning restore CS1591
    private const int FieldCount = 8;

    private static readonly string[] Names = ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => type->Slots.New = &New;

    /// <summary>The dialect that arguments describe; undefined with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="source">A registered name, an object with the attributes, or <c>None</c>.</param>
    /// <param name="kwNames">The names of attributes given apart; null for none.</param>
    /// <param name="values">Their values.</param>
    public static Value Make(Vm* vm, Value source, Tuple* kwNames, Value* values)
    {
        if (source.Is(Kind.Str))
        {
            source = Dict.Get(vm, CsvModule.Dialects(vm), source);
            if (source.IsUndefined)
            {
                return vm->HasPending ? source : CsvFormat.Error(vm, "unknown dialect");
            }
        }

        if (source.IsExactly(TypeId.CsvDialect) && (kwNames == null || kwNames->Length == 0))
        {
            return source;
        }

        Value* given = stackalloc Value[FieldCount];
        new Span<Value>(given, FieldCount).Clear();
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string name = Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject);
            int index = Array.IndexOf(Names, name);
            if (index < 0)
            {
                return Throw.TypeError(vm, $"this function got an unexpected keyword argument '{name}'");
            }

            given[index] = values[i];
        }

        for (int i = 0; i < FieldCount && !source.IsNone && !source.IsUndefined; i++)
        {
            if (given[i].IsUndefined && Attributes.TryGet(vm, source, Str.Intern(vm, Str.New(vm, Names[i])), out given[i]) < 0)
            {
                return Value.Undefined;
            }
        }

        Record* record = Record.New(vm, TypeId.CsvDialect, FieldCount);
        return Fill(vm, Record.Fields(record), given) ? Value.FromObject(record) : Value.Undefined;
    }

    [Property("delimiter")]
    private static Value GetDelimiter(Value self) => Field(self, DelimiterField);

    [Property("doublequote")]
    private static Value GetDoubleQuote(Value self) => Field(self, DoubleQuoteField);

    [Property("escapechar")]
    private static Value GetEscapeChar(Value self) => Field(self, EscapeCharField);

    [Property("lineterminator")]
    private static Value GetLineTerminator(Value self) => Field(self, LineTerminatorField);

    [Property("quotechar")]
    private static Value GetQuoteChar(Value self) => Field(self, QuoteCharField);

    [Property("quoting")]
    private static Value GetQuoting(Value self) => Field(self, QuotingField);

    [Property("skipinitialspace")]
    private static Value GetSkipInitialSpace(Value self) => Field(self, SkipInitialSpaceField);

    [Property("strict")]
    private static Value GetStrict(Value self) => Field(self, StrictField);

    private static Value Field(Value self, int index) => Record.Fields((Record*)self.AsObject)[index];

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 1)
        {
            return Throw.TypeError(vm, $"function takes at most 1 positional argument ({argc} given)");
        }

        // The dialect itself may be named.
        Value source = argc == 1 ? args[0] : Value.None;
        return Make(vm, source, kwNames, args + argc);
    }

    private static bool Fill(Vm* vm, Value* fields, Value* given)
    {
        if (!TryCharacter(vm, given[DelimiterField], "delimiter", ",", mayLack: false, out fields[DelimiterField])
            || !TryTruth(vm, given[DoubleQuoteField], true, out fields[DoubleQuoteField])
            || !TryCharacter(vm, given[EscapeCharField], "escapechar", null, mayLack: true, out fields[EscapeCharField]))
        {
            return false;
        }

        Value terminator = given[LineTerminatorField];
        if (!terminator.IsUndefined && !terminator.IsNone && !terminator.Is(Kind.Str))
        {
            Throw.TypeError(vm, "\"lineterminator\" must be a string");
            return false;
        }

        fields[LineTerminatorField] = terminator.Is(Kind.Str) ? terminator : Value.FromObject(Str.New(vm, "\r\n"));
        if (!TryCharacter(vm, given[QuoteCharField], "quotechar", "\"", mayLack: true, out fields[QuoteCharField]))
        {
            return false;
        }

        Value quoting = given[QuotingField];
        if (!quoting.IsUndefined && !Integers.Unbox(quoting).IsInt)
        {
            Throw.TypeError(vm, "\"quoting\" must be an integer");
            return false;
        }

        fields[QuotingField] = quoting.IsUndefined ? Value.FromInt(0) : Integers.Unbox(quoting);
        if (!TryTruth(vm, given[SkipInitialSpaceField], false, out fields[SkipInitialSpaceField]) || !TryTruth(vm, given[StrictField], false, out fields[StrictField]))
        {
            return false;
        }

        if (fields[QuotingField].AsInt is < 0 or > (int)CsvQuoting.NotNull)
        {
            Throw.TypeError(vm, "bad \"quoting\" value");
            return false;
        }

        if (fields[QuoteCharField].IsNone && quoting.IsUndefined)
        {
            fields[QuotingField] = Value.FromInt((int)CsvQuoting.None);
        }

        if (fields[QuoteCharField].IsNone && fields[QuotingField] != Value.FromInt((int)CsvQuoting.None))
        {
            Throw.TypeError(vm, "quotechar must be set if quoting enabled");
            return false;
        }

        bool mayBeSpace = !fields[SkipInitialSpaceField].IsTrue;
        return Check(vm, fields, DelimiterField, mayBeSpace: true) && Check(vm, fields, EscapeCharField, mayBeSpace) && Check(vm, fields, QuoteCharField, mayBeSpace)
            && Differ(vm, fields, DelimiterField, EscapeCharField) && Differ(vm, fields, DelimiterField, QuoteCharField) && Differ(vm, fields, EscapeCharField, QuoteCharField);
    }

    private static bool TryCharacter(Vm* vm, Value given, string name, string? missing, bool mayLack, out Value character)
    {
        character = Value.None;
        if (given.IsUndefined)
        {
            character = missing == null ? Value.None : Value.FromObject(Str.New(vm, missing));
            return true;
        }

        if (mayLack && given.IsNone)
        {
            return true;
        }

        if (!given.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"\"{name}\" must be string{(mayLack ? " or None" : "")}, not {Types.NameOf(vm, given)}");
            return false;
        }

        if (((Str*)given.AsObject)->Length != 1)
        {
            Throw.TypeError(vm, $"\"{name}\" must be a 1-character string");
            return false;
        }

        character = given;
        return true;
    }

    private static bool TryTruth(Vm* vm, Value given, bool missing, out Value truth)
    {
        int holds = given.IsUndefined ? (missing ? 1 : 0) : Truth.Of(vm, given);
        truth = Value.FromBool(holds > 0);
        return holds >= 0;
    }

    private static bool Check(Vm* vm, Value* fields, int index, bool mayBeSpace)
    {
        int c = CsvFormat.Character(fields[index]);
        if (c is '\r' or '\n' || (c == ' ' && !mayBeSpace))
        {
            Throw.ValueError(vm, $"bad {Names[index]} value");
            return false;
        }

        if (c >= 0 && Str.IndexOf((Str*)fields[LineTerminatorField].AsObject, c, 0) >= 0)
        {
            Throw.ValueError(vm, $"bad {Names[index]} or lineterminator value");
            return false;
        }

        return true;
    }

    private static bool Differ(Vm* vm, Value* fields, int one, int other)
    {
        int c = CsvFormat.Character(fields[one]);
        if (c >= 0 && c == CsvFormat.Character(fields[other]))
        {
            Throw.ValueError(vm, $"bad {Names[one]} or {Names[other]} value");
            return false;
        }

        return true;
    }
}
