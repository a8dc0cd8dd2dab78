using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Library;

/// <summary>What the compiler knows of source text, for the modules that show or read source.</summary>
[BuiltinModule("_source")]
internal static unsafe partial class SourceModule
{
    /// <summary>Return the tokens of a program as a list of tuples of kind, line, column, last line and column behind the last character. An error ends it: a tuple of its message, line and column.</summary>
    [Function("tokens", Signature = "(text, /)")]
    private static Value Tokens(Vm* vm, string text)
    {
        List* result = List.New(vm);
        Value* fields = stackalloc Value[5];
        Lexer lexer = new(new SourceText(text, "<string>"));
        try
        {
            Token token;
            do
            {
                lexer.Next(out token);
                fields[0] = Value.FromInt((int)token.Kind);
                fields[1] = Value.FromInt(token.Line);
                fields[2] = Value.FromInt(token.Column);
                fields[3] = Value.FromInt(token.EndLine);
                fields[4] = Value.FromInt(token.EndColumn);
                List.Append(vm, result, Value.FromObject(Tuple.New(vm, fields, 5)));
            }
            while (token.Kind != TokenKind.EndMarker);
        }
        catch (SyntaxErrorException error)
        {
            fields[0] = Value.FromObject(Str.New(vm, error.Message));
            fields[1] = Value.FromInt(error.Line);
            fields[2] = Value.FromInt(error.Offset - 1);
            List.Append(vm, result, Value.FromObject(Tuple.New(vm, fields, 3)));
        }

        return Value.FromObject(result);
    }

    /// <summary>Return whether a source typed at a prompt needs more lines: a statement, the statements of a file, or an expression.</summary>
    [Function("is_incomplete", Signature = "(source, symbol='single', /)")]
    private static bool IsIncomplete(string source, string symbol = "single")
    {
        if (symbol == "single")
        {
            return NeedsMore(source);
        }

        SyntaxErrorException? error = ErrorOf(source, symbol);
        if (error is null || symbol == "eval")
        {
            bool isBlank = Array.TrueForAll(source.Split('\n'), static line => line.AsSpan().Trim() is { Length: 0 } or ['#', ..]);
            return error is not null && (isBlank || error.Message.EndsWith("was never closed", StringComparison.Ordinal)
                || error.Message.StartsWith("unterminated triple-quoted", StringComparison.Ordinal));
        }

        // The statement that is not complete starts at one of the lines that are not indented, most often the last.
        for (int start = source.LastIndexOf('\n') + 1; ; start = start < 2 ? 0 : source.LastIndexOf('\n', start - 2) + 1)
        {
            bool isStart = start < source.Length && source[start] is not (' ' or '\t' or '\n' or '#' or ')' or ']' or '}');
            if (isStart && NeedsMore(source[start..]))
            {
                return true;
            }

            if (start == 0)
            {
                return false;
            }
        }
    }

    private static bool NeedsMore(string source)
    {
        try
        {
            return Parser.ParseInteractive(source + "\n", "<input>").IsIncomplete;
        }
        catch (SyntaxErrorException error)
        {
            return !source.EndsWith('\n') && error.Message.StartsWith("expected an indented block", StringComparison.Ordinal)
                && error.Line >= new SourceText(source, string.Empty).LineCount;
        }
    }

    private static SyntaxErrorException? ErrorOf(string source, string symbol)
    {
        try
        {
            _ = symbol == "eval" ? (object)Parser.ParseExpression(source, "<input>") : Parser.ParseModule(source + "\n", "<input>");
            return null;
        }
        catch (SyntaxErrorException error)
        {
            return error;
        }
    }

    /// <summary>Return the instructions of a code object, a text each: its name, its operands, and in parentheses what they refer to.</summary>
    [Function("instructions", Signature = "(code, /)")]
    private static Value Instructions(Vm* vm, Value code)
    {
        Code* of = CodeOf(vm, code);
        List* lines = of == null ? null : List.New(vm);
        foreach (string line in of == null ? [] : CodeListing.Of(vm, of))
        {
            List.Append(vm, lines, Value.FromObject(Str.New(vm, line)));
        }

        return of == null ? Value.Undefined : Value.FromObject(lines);
    }

    /// <summary>Return the ranges of instructions of a code object that are guarded: first, last, the handler, and the register for the exception.</summary>
    [Function("handlers", Signature = "(code, /)")]
    private static Value Handlers(Vm* vm, Value code)
    {
        Code* of = CodeOf(vm, code);
        if (of == null)
        {
            return Value.Undefined;
        }

        List* ranges = List.New(vm);
        Value* fields = stackalloc Value[4];
        for (int i = 0; i < of->HandlerCount; i++)
        {
            ExceptionHandler handler = of->Handlers[i];
            fields[0] = Value.FromInt(handler.Start);
            fields[1] = Value.FromInt(handler.End - 1);
            fields[2] = Value.FromInt(handler.Target);
            fields[3] = Value.FromInt(handler.Register);
            List.Append(vm, ranges, Value.FromObject(Tuple.New(vm, fields, 4)));
        }

        return Value.FromObject(ranges);
    }

    /// <summary>Return the line, last line, column and column behind the last character that an instruction of a code object comes from; None for what is not known.</summary>
    [Function("position", Signature = "(code, instruction, /)")]
    private static Value Position(Vm* vm, Value code, long instruction)
    {
        Code* of = CodeOf(vm, code);
        if (of == null)
        {
            return Value.Undefined;
        }

        long index = Math.Clamp(instruction, 0, of->InstructionCount - 1);
        return CodeContents.Position(vm, of->Positions[index]);
    }

    /// <summary>Return a line of the text that a code object was made of, '' if it is not to be shown.</summary>
    [Function("line", Signature = "(code, number, /)")]
    private static Value Line(Vm* vm, Value code, long number)
    {
        Code* of = CodeOf(vm, code);
        if (of == null)
        {
            return Value.Undefined;
        }

        SourceText? source = SourceLoader.SourceOf(vm, of);
        string line = source is { IsQuotable: true } ? source.GetLine((int)Math.Clamp(number, 0, int.MaxValue)) : string.Empty;
        return Value.FromObject(Str.New(vm, line));
    }

    /// <summary>Return lines of source as a traceback quotes them: indented, with carets under an expression. Columns below 0 stand for no expression.</summary>
    [Function("quote", Signature = "(lines, column, end_column, colorize=False, /)")]
    private static Value Quote(Vm* vm, string lines, long column, long endColumn, bool isColored = false)
    {
        StringBuilder text = new();
        List<string> quoted = [.. lines.Split('\n')];
        FrameText.AppendSource(text, quoted, Clamp(column), Clamp(endColumn), isColored);
        return Value.FromObject(Str.New(vm, text.ToString()));
    }

    /// <summary>Return what a traceback adds to the message of an exception about a name that does not exist.</summary>
    [Function("suggestion", Signature = "(exception, /)")]
    private static Value Suggestion(Vm* vm, Value exception)
    {
        if (!Types.IsInstance(vm, exception, TypeId.BaseException))
        {
            return Throw.TypeError(vm, $"expected an exception, got '{Types.NameOf(vm, exception)}'");
        }

        string text = NameSuggestion.For(vm, exception);
        return Value.FromObject(Str.New(vm, text));
    }

    private static int Clamp(long column) => (int)Math.Clamp(column, -1, int.MaxValue);

    private static Code* CodeOf(Vm* vm, Value code)
    {
        if (code.Is(Kind.Code))
        {
            return (Code*)code.AsObject;
        }

        Throw.TypeError(vm, $"expected code, got '{Types.NameOf(vm, code)}'");
        return null;
    }
}
