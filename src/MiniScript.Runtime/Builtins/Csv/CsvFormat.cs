using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>The values of <c>csv.QUOTE_…</c>.</summary>
internal enum CsvQuoting
{
#pragma warning disable CS1591 // The names are those of the module csv.
    Minimal, All, NonNumeric, None, Strings, NotNull,
#pragma warning restore CS1591
}

/// <summary>What a dialect says, ready for use. Lives on the machine stack.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe ref struct CsvFormat
{
    /// <summary>What a character is that a dialect lacks.</summary>
    public const int Missing = -1;

    /// <summary>Between fields.</summary>
    public int Delimiter;

    /// <summary>Around fields, or <see cref="Missing"/>.</summary>
    public int QuoteChar;

    /// <summary>Before what is not special, or <see cref="Missing"/>.</summary>
    public int EscapeChar;

    /// <summary>Whether two quote characters stand for one.</summary>
    public bool DoubleQuote;

    /// <summary>Whether spaces after a delimiter are passed over.</summary>
    public bool SkipInitialSpace;

    /// <summary>Whether malformed input is an error.</summary>
    public bool IsStrict;

    /// <summary>What is quoted.</summary>
    public CsvQuoting Quoting;

    /// <summary>What ends a written line.</summary>
    public Str* LineTerminator;

    /// <summary>Reads a dialect object.</summary>
    public CsvFormat(Value dialect)
    {
        Value* fields = Record.Fields((Record*)dialect.AsObject);
        Delimiter = Character(fields[CsvDialect.DelimiterField]);
        QuoteChar = Character(fields[CsvDialect.QuoteCharField]);
        EscapeChar = Character(fields[CsvDialect.EscapeCharField]);
        DoubleQuote = fields[CsvDialect.DoubleQuoteField].IsTrue;
        SkipInitialSpace = fields[CsvDialect.SkipInitialSpaceField].IsTrue;
        IsStrict = fields[CsvDialect.StrictField].IsTrue;
        Quoting = (CsvQuoting)fields[CsvDialect.QuotingField].AsInt;
        LineTerminator = (Str*)fields[CsvDialect.LineTerminatorField].AsObject;
    }

    /// <summary>Raises <c>csv.Error</c>.</summary>
    public static Value Error(Vm* vm, string message) => LibraryCalls.Raise(vm, "csv", "Error", message);

    /// <summary>The code point of a string of one, or <see cref="Missing"/>.</summary>
    public static int Character(Value text) => text.Is(Kind.Str) ? ((Str*)text.AsObject)->At(0) : Missing;
}
