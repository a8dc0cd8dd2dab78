using System.Text;
using MiniScript.Extensions;
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

        SourceText? source = of->SourceHandle == 0 ? null : (SourceText)vm->Host.GetObject(of->SourceHandle);
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
