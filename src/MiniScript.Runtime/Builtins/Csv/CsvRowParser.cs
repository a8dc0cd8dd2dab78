using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>Splits lines into the fields of one row. Lives on the machine stack.</summary>
internal unsafe ref struct CsvRowParser
{
    private const int EndOfLine = -2;

    private readonly Vm* vm;
    private readonly CsvFormat format;
    private readonly List* row;
    private readonly long limit;
    private readonly byte* scratch;
    private readonly int scratchBytes;
    private StrBuilder current;
    private State state;
    private bool isQuoted;

    /// <summary>A parser that appends to a list.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="format">The dialect.</param>
    /// <param name="row">The list.</param>
    /// <param name="limit">The greatest length of a current.</param>
    /// <param name="scratch">Memory on the machine stack for fields.</param>
    /// <param name="scratchBytes">The size of it.</param>
    public CsvRowParser(Vm* vm, CsvFormat format, List* row, long limit, byte* scratch, int scratchBytes)
    {
        this.vm = vm;
        this.format = format;
        this.row = row;
        this.limit = limit;
        this.scratch = scratch;
        this.scratchBytes = scratchBytes;
        current = new StrBuilder(vm, scratch, scratchBytes);
    }

    private enum State
    {
        StartRecord, StartField, Escaped, AfterEscapedNewline, InField, InQuotedField, EscapedInQuotedField, QuoteInQuotedField, AfterNewline,
    }

    /// <summary>True once the row has come to its end.</summary>
    public readonly bool IsComplete => state == State.StartRecord;

    /// <summary>True if the end of input ends a row.</summary>
    public readonly bool HasBegun => state != State.StartRecord && (current.Length > 0 || state == State.InQuotedField);

    /// <summary>Takes a line; false with an exception pending.</summary>
    public bool Feed<T>(Str* line)
        where T : unmanaged
    {
        T* text = (T*)line->Data;
        int length = line->Length;
        for (int i = 0; i < length; i++)
        {
            int c = Unit(text, i);
            if (state is State.StartRecord or State.StartField && c is not ('\n' or '\r'))
            {
                int next = TakeWhole(line, text, i, length);
                if (next < 0)
                {
                    return false;
                }

                if (next > i)
                {
                    i = next - 1;
                    continue;
                }
            }

            if (!Take(c))
            {
                return false;
            }
        }

        return Take(EndOfLine);
    }

    /// <summary>Ends the row where the input ends; false with an exception pending.</summary>
    public bool EndOfInput()
    {
        if (format.IsStrict)
        {
            CsvFormat.Error(vm, "unexpected end of data");
            return false;
        }

        return Save();
    }

    private static int Unit<T>(T* text, int index)
        where T : unmanaged =>
        sizeof(T) == 1 ? ((byte*)text)[index] : sizeof(T) == 2 ? ((char*)text)[index] : ((int*)text)[index];

    /// <summary>Takes a field that lies in the line as a whole and has nothing special in it, up to the delimiter or line's end that follows.</summary>
    /// <returns>Where to go on: at the start if the field is not of that kind; -1 with an exception pending.</returns>
    private int TakeWhole<T>(Str* line, T* text, int start, int length)
        where T : unmanaged
    {
        int from = start;
        if (format.SkipInitialSpace)
        {
            while (from < length && Unit(text, from) == ' ')
            {
                from++;
            }
        }

        bool isInQuotes = from < length && Unit(text, from) == format.QuoteChar && format.Quoting != CsvQuoting.None;
        int end;
        int next;
        if (isInQuotes)
        {
            from++;
            end = from;
            while (end < length && Unit(text, end) != format.QuoteChar && Unit(text, end) != format.EscapeChar)
            {
                end++;
            }

            if (end >= length || Unit(text, end) != format.QuoteChar)
            {
                return start;
            }

            next = end + 1;
            if (next < length && Unit(text, next) != format.Delimiter && Unit(text, next) is not ('\n' or '\r'))
            {
                return start;
            }
        }
        else
        {
            end = from;
            while (end < length)
            {
                int c = Unit(text, end);
                if (c == format.Delimiter || c is '\n' or '\r' || c == format.EscapeChar)
                {
                    break;
                }

                end++;
            }

            if (end < length && Unit(text, end) == format.EscapeChar)
            {
                return start;
            }

            next = end;
        }

        if (end - from > limit)
        {
            return TooLong() ? 0 : -1;
        }

        isQuoted = isInQuotes;
        if (!Append(Value.FromObject(Str.Slice(vm, line, from, end - from)), end - from))
        {
            return -1;
        }

        if (next >= length)
        {
            state = State.AfterNewline;
            return length;
        }

        state = Unit(text, next) == format.Delimiter ? State.StartField : State.AfterNewline;
        return next + 1;
    }

    private bool Take(int c)
    {
        bool isEnd = c is '\n' or '\r' or EndOfLine;
        switch (state)
        {
            case State.StartRecord when c == EndOfLine:
                return true;
            case State.StartRecord when isEnd:
                state = State.AfterNewline;
                return true;
            case State.StartRecord or State.StartField:
                isQuoted = false;
                if (isEnd)
                {
                    return SaveAtEnd(c);
                }

                if (c == format.QuoteChar && format.Quoting != CsvQuoting.None)
                {
                    isQuoted = true;
                    state = State.InQuotedField;
                    return true;
                }

                if (c == format.EscapeChar)
                {
                    state = State.Escaped;
                    return true;
                }

                if (c == ' ' && format.SkipInitialSpace)
                {
                    state = State.StartField;
                    return true;
                }

                if (c == format.Delimiter)
                {
                    return SaveAndGoOn();
                }

                state = State.InField;
                return Add(c);
            case State.Escaped:
                if (c is '\n' or '\r')
                {
                    state = State.AfterEscapedNewline;
                    return Add(c);
                }

                state = State.InField;
                return Add(c == EndOfLine ? '\n' : c);
            case State.AfterEscapedNewline when c == EndOfLine:
                return true;
            case State.AfterEscapedNewline or State.InField:
                if (isEnd)
                {
                    return SaveAtEnd(c);
                }

                if (c == format.EscapeChar)
                {
                    state = State.Escaped;
                    return true;
                }

                if (c == format.Delimiter)
                {
                    return SaveAndGoOn();
                }

                state = State.InField;
                return Add(c);
            case State.InQuotedField:
                return TakeQuoted(c);
            case State.EscapedInQuotedField:
                state = State.InQuotedField;
                return Add(c == EndOfLine ? '\n' : c);
            case State.QuoteInQuotedField:
                return TakeAfterQuote(c, isEnd);
            default:
                if (c == EndOfLine)
                {
                    state = State.StartRecord;
                    return true;
                }

                if (isEnd)
                {
                    return true;
                }

                CsvFormat.Error(vm, "new-line character seen in unquoted field - do you need to open the file with newline=''?");
                return false;
        }
    }

    private bool TakeQuoted(int c)
    {
        if (c == EndOfLine)
        {
            return true;
        }

        if (c == format.EscapeChar)
        {
            state = State.EscapedInQuotedField;
            return true;
        }

        if (c == format.QuoteChar && format.Quoting != CsvQuoting.None)
        {
            state = format.DoubleQuote ? State.QuoteInQuotedField : State.InField;
            return true;
        }

        return Add(c);
    }

    private bool TakeAfterQuote(int c, bool isEnd)
    {
        if (c == format.QuoteChar && format.Quoting != CsvQuoting.None)
        {
            state = State.InQuotedField;
            return Add(c);
        }

        if (c == format.Delimiter)
        {
            return SaveAndGoOn();
        }

        if (isEnd)
        {
            return SaveAtEnd(c);
        }

        if (!format.IsStrict)
        {
            state = State.InField;
            return Add(c);
        }

        CsvFormat.Error(vm, $"'{char.ConvertFromUtf32(format.Delimiter)}' expected after '{char.ConvertFromUtf32(format.QuoteChar)}'");
        return false;
    }

    private bool SaveAtEnd(int c)
    {
        state = c == EndOfLine ? State.StartRecord : State.AfterNewline;
        return Save();
    }

    private bool SaveAndGoOn()
    {
        state = State.StartField;
        return Save();
    }

    private bool Add(int c)
    {
        if (current.Length >= limit)
        {
            return TooLong();
        }

        current.Append(c);
        return true;
    }

    private readonly bool TooLong()
    {
        CsvFormat.Error(vm, $"field larger than field limit ({limit})");
        return false;
    }

    private bool Save()
    {
        int length = current.Length;
        Str* text = current.ToStr();
        current = new StrBuilder(vm, scratch, scratchBytes);
        return text != null && Append(Value.FromObject(text), length);
    }

    private readonly bool Append(Value text, int length)
    {
        if (text.IsUndefined)
        {
            return false;
        }

        if (!isQuoted && format.Quoting is CsvQuoting.NonNumeric or CsvQuoting.Strings or CsvQuoting.NotNull)
        {
            if (length == 0)
            {
                text = format.Quoting != CsvQuoting.NonNumeric ? Value.None : text;
            }
            else if (format.Quoting != CsvQuoting.NotNull)
            {
                text = Floats.Parse(vm, (Str*)text.AsObject);
            }
        }

        return !text.IsUndefined && List.Append(vm, row, text);
    }
}
