using System.Text;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Module = MiniScript.Runtime.Syntax.Tree.Module;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting;

/// <summary>From source text to code; what is wrong with the text becomes a pending exception.</summary>
public static unsafe class SourceLoader
{
    /// <summary>Compiles; null with <c>SyntaxError</c> (or a subclass) pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="text">The source.</param>
    /// <param name="fileName">The name for tracebacks.</param>
    /// <param name="mode">What the text is.</param>
    /// <param name="options">How to compile.</param>
    /// <param name="isFromScript">Whether the text is an argument of <c>exec</c> or the like.</param>
    public static Code* Compile(Vm* vm, string text, string fileName, SourceMode mode, CompilerOptions options, bool isFromScript)
    {
        bool isParsed = false;
        try
        {
            SourceText source = new(text, fileName) { IsQuotable = !IsInvented(fileName, isFromScript), Watch = new SignalWatch(vm) };
            IReadOnlyList<SourceWarning> warnings;
            CodeUnit unit;
            switch (mode)
            {
                case SourceMode.Expression:
                    ExpressionTree expression = Parser.ParseExpression(text, fileName, source.Watch);
                    warnings = expression.Warnings;
                    isParsed = true;
                    unit = Compiler.CompileExpression(expression.Root, source, options);
                    break;
                case SourceMode.Interactive:
                    InteractiveTree interactive = ParseInteractive(source, text, fileName, isFromScript);
                    warnings = interactive.Warnings;
                    isParsed = true;
                    unit = Compiler.CompileInteractive(interactive.Root!, source, options);
                    break;
                default:
                    ModuleTree module = Parser.ParseModule(source);
                    warnings = module.Warnings;
                    isParsed = true;
                    unit = Compiler.CompileModule(module.Root, source, options);
                    break;
            }

            return !ShowWarnings(vm, source, warnings) || !ShowWarnings(vm, source, unit.Warnings) ? null : CodeWriter.Write(vm, unit, Keep(vm, source));
        }
        catch (SyntaxErrorException error)
        {
            Raise(vm, mode == SourceMode.Program ? ForProgram(error) : isFromScript ? ForString(error, text, mode, isParsed) : error);
            return null;
        }
    }

    /// <summary>Parses a text that a script passed; null with <c>SyntaxError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="text">The source.</param>
    /// <param name="fileName">The name for messages.</param>
    /// <param name="mode">What the text is.</param>
    /// <param name="source">The text that the places in the tree refer to.</param>
    internal static Node? Parse(Vm* vm, string text, string fileName, SourceMode mode, out SourceText source)
    {
        source = new SourceText(text, fileName) { IsQuotable = !IsInvented(fileName, true), Watch = new SignalWatch(vm) };
        try
        {
            switch (mode)
            {
                case SourceMode.Expression:
                    ExpressionTree expression = Parser.ParseExpression(text, fileName, source.Watch);
                    return ShowWarnings(vm, source, expression.Warnings) ? expression.Root : null;
                case SourceMode.Interactive:
                    InteractiveTree interactive = ParseInteractive(source, text, fileName, isFromScript: true);
                    return ShowWarnings(vm, source, interactive.Warnings) ? interactive.Root : null;
                default:
                    ModuleTree module = Parser.ParseModule(source);
                    return ShowWarnings(vm, source, module.Warnings) ? module.Root : null;
            }
        }
        catch (SyntaxErrorException error)
        {
            Raise(vm, ForString(error, text, mode, false));
            return null;
        }
    }

    /// <summary>Compiles a tree that a script made; null with an exception pending.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "A tree may have any form; what no check foresees must not end the process.")]
    internal static Code* Compile(Vm* vm, Node tree, string fileName, CompilerOptions options)
    {
        SourceText source = new(TextOf(vm, fileName), fileName) { IsQuotable = !fileName.StartsWith('<') };
        try
        {
            CodeUnit unit = tree switch
            {
                Module module => Compiler.CompileModule(module, source, options),
                Interactive interactive => Compiler.CompileInteractive(interactive, source, options),
                _ => Compiler.CompileExpression((ExpressionModule)tree, source, options),
            };
            return !ShowWarnings(vm, source, unit.Warnings) ? null : CodeWriter.Write(vm, unit, Keep(vm, source));
        }
        catch (SyntaxErrorException error)
        {
            Raise(vm, error);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Throw.ValueError(vm, "the tree has a form that cannot be compiled");
        }

        return null;
    }

    /// <summary>Compiles with the options of the machine's modules; null with <c>SyntaxError</c> pending.</summary>
    public static Code* Compile(Vm* vm, string text, string fileName, SourceMode mode) =>
        Compile(vm, text, fileName, mode, CompilerOptions.Of(MachineHost.Of(vm).Options.Optimization), false);

    /// <summary>The text that code was made of, or null.</summary>
    public static SourceText? SourceOf(Vm* vm, Code* code) => code->Source == null ? null : (SourceText)vm->Host.GetObject(code->Source->Handle);

    /// <summary>Raises <c>SyntaxError</c> that says nothing about a place.</summary>
    public static void RaiseWithoutPlace(Vm* vm, string message) =>
        Raise(vm, new SyntaxErrorException(SyntaxErrorKind.SyntaxError, message, string.Empty, 0, 0, 0, 0, null));

    /// <summary>Compiles the bytes of the main program's file; null with <c>SyntaxError</c> pending.</summary>
    public static Code* CompileProgram(Vm* vm, ReadOnlySpan<byte> bytes, string fileName)
    {
        try
        {
            int end = bytes.IndexOf((byte)0);
            string text = SourceDecoder.Decode(end < 0 ? bytes : bytes[..end], fileName);
            if (end >= 0)
            {
                SourceText upTo = new(text, fileName);
                int line = upTo.LineCount;
                throw new SyntaxErrorException(
                    SyntaxErrorKind.SyntaxError, "source code cannot contain null bytes", fileName, line, 0, line, 0, upTo.GetLine(line) + "\n");
            }

            return Compile(vm, text, fileName, SourceMode.Program);
        }
        catch (SyntaxErrorException error)
        {
            Raise(vm, ForProgram(error));
            return null;
        }
    }

    /// <summary>Decodes source bytes by byte order mark, coding line or UTF-8; null with <c>SyntaxError</c> pending.</summary>
    public static string? Decode(Vm* vm, ReadOnlySpan<byte> bytes, string fileName)
    {
        try
        {
            return SourceDecoder.Decode(bytes, fileName);
        }
        catch (SyntaxErrorException error)
        {
            Raise(vm, error);
            return null;
        }
    }

    private static InteractiveTree ParseInteractive(SourceText source, string text, string fileName, bool isFromScript)
    {
        InteractiveTree interactive = Parser.ParseInteractive(text, fileName);
        if (interactive.IsIncomplete)
        {
            // An empty line ends a block. What needs more than that is an error, which parsing it as a file finds.
            interactive = Parser.ParseInteractive(text.TrimEnd('\n') + "\n\n", fileName);
            _ = interactive.IsIncomplete ? Parser.ParseModule(source) : null;
        }

        return isFromScript && interactive.Root is { Body.Length: 0 } ? throw NoStatement(text, fileName) : interactive;
    }

    /// <summary>The text of a file if there is one of that name, to quote lines from; else nothing.</summary>
    private static string TextOf(Vm* vm, string fileName)
    {
        try
        {
            return fileName.StartsWith('<') || !HostFiles.IsFile(vm, fileName) ? string.Empty : SourceDecoder.Decode(HostFiles.ReadAllBytes(vm, fileName), fileName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SyntaxErrorException)
        {
            return string.Empty;
        }
    }

    /// <summary>True for the file name of a text that no file holds: what scripts pass to <c>exec</c> and the like, and a piped program.</summary>
    private static bool IsInvented(string fileName, bool isFromScript) => fileName == "<stdin>" || (isFromScript && fileName.StartsWith('<') && !fileName.StartsWith(Modules.EmbeddedLibrary.Root, StringComparison.Ordinal));

    /// <summary>An error of the main program's file as CPython has it, which reads that file as a stream and knows less of the place than elsewhere.</summary>
    private static SyntaxErrorException ForProgram(SyntaxErrorException error)
    {
        const string UnknownEncoding = "unknown encoding: ";
        if (error.Message.StartsWith(UnknownEncoding, StringComparison.Ordinal))
        {
            return WithoutPlace(error, $"encoding problem: {error.Message[UnknownEncoding.Length..]}");
        }

        if (error.Message.StartsWith("Non-UTF-8 code", StringComparison.Ordinal))
        {
            return WithoutPlace(error, error.Message);
        }

        bool isMissingBlock = error.EndOffset < 0 && error.Message.StartsWith("expected an indented block", StringComparison.Ordinal);
        return isMissingBlock
            ? new SyntaxErrorException(error.Kind, error.Message, error.FileName, error.Line, 0, error.EndLine, error.EndOffset, error.Text)
            : error;
    }

    /// <summary>
    /// An error of a text that a script passed, as CPython has it: an expression or a single statement is read without a line end behind it, and an
    /// error found after parsing quotes nothing.
    /// </summary>
    private static SyntaxErrorException ForString(SyntaxErrorException error, string text, SourceMode mode, bool isParsed)
    {
        if (isParsed)
        {
            return new(error.Kind, error.Message, error.FileName, error.Line, error.Offset, error.EndLine, error.EndOffset, null);
        }

        if (mode == SourceMode.Module || error.Text is null)
        {
            return error;
        }

        if (text.Length == 0)
        {
            return new(error.Kind, error.Message, error.FileName, 0, 0, 0, 0, string.Empty);
        }

        bool isLastLine = !text.EndsWith('\n') && error.Line > text.AsSpan().Count('\n');
        if (!isLastLine)
        {
            return error;
        }

        string line = error.Text.TrimEnd('\n');
        bool isAtEnd = error.Message == "invalid syntax" && error.Offset > 0 && IsBlank(line, error.Offset - 1);
        return isAtEnd
            ? new(error.Kind, error.Message, error.FileName, error.Line, 0, error.Line, 0, line)
            : new(error.Kind, error.Message, error.FileName, error.Line, error.Offset, error.EndLine, error.EndOffset, line);
    }

    /// <summary>The error of a text that should be a statement and is none.</summary>
    private static SyntaxErrorException NoStatement(string text, string fileName)
    {
        string[] lines = text.Split('\n');
        int line = Math.Max(text.EndsWith('\n') ? lines.Length - 1 : lines.Length, 1);
        string last = lines[line - 1] + (text.EndsWith('\n') ? "\n" : string.Empty);
        return new SyntaxErrorException(SyntaxErrorKind.SyntaxError, "invalid syntax", fileName, line, 0, line, 0, last);
    }

    /// <summary>True if a line has nothing but blanks and a comment from a place on.</summary>
    private static bool IsBlank(string line, int start)
    {
        string rest = start < line.Length ? line[start..].TrimStart() : string.Empty;
        return rest.Length == 0 || rest[0] == '#';
    }

    private static SyntaxErrorException WithoutPlace(SyntaxErrorException error, string message) =>
        new(error.Kind, message, error.FileName, 0, 0, 0, 0, null);

    /// <summary>
    /// Warns of what is valid but probably wrong, each message once for a line: by the module <c>warnings</c> if the program uses it, else on standard error.
    /// A filter can make an error of it.
    /// </summary>
    /// <returns>False with an exception pending.</returns>
    private static bool ShowWarnings(Vm* vm, SourceText source, IReadOnlyList<SourceWarning> warnings)
    {
        if (warnings.Count == 0)
        {
            return true;
        }

        Value module = Modules.Importer.Find(vm, "warnings");
        Value warn = module.Is(Kind.Module) ? Objects.Dict.GetStr(((Objects.Module*)module.AsObject)->Attributes, Str.Intern(vm, "warn_explicit"u8)) : Value.Undefined;
        bool isModule = !warn.IsUndefined && !Modules.ImportState.Of(vm).IsInitialising("warnings");
        HashSet<(string Message, int Line)> seen = [];
        StringBuilder text = new();
        foreach (SourceWarning warning in warnings)
        {
            if (!seen.Add((warning.Message, warning.Line)))
            {
                continue;
            }

            if (isModule)
            {
                if (!Warn(vm, warn, source, warning))
                {
                    return false;
                }
            }
            else
            {
                text.Append(source.FileName).Append(':').Append(warning.Line).Append(": SyntaxWarning: ").Append(warning.Message).Append('\n');
                string line = source.IsQuotable ? source.GetLine(warning.Line).Trim() : string.Empty;
                if (line.Length > 0)
                {
                    text.Append("  ").Append(line).Append('\n');
                }
            }
        }

        StandardError.Write(vm, text.ToString());
        return true;
    }

    private static bool Warn(Vm* vm, Value warn, SourceText source, SourceWarning warning)
    {
        Value* args = stackalloc Value[4]
        {
            Value.FromObject(Str.New(vm, warning.Message)),
            Value.FromObject(Types.Of(vm, TypeId.SyntaxWarning)),
            Value.FromObject(Str.New(vm, source.FileName)),
            Value.FromInt(warning.Line),
        };
        if (!Calls.Invoke(vm, warn, args, 4).IsUndefined)
        {
            return true;
        }

        if (!Throw.ClearIf(vm, TypeId.SyntaxWarning))
        {
            return false;
        }

        throw new SyntaxErrorException(
            SyntaxErrorKind.SyntaxError, warning.Message, source.FileName, warning.Line, warning.Column + 1, warning.Line, warning.Column + 1, source.GetLine(warning.Line) + "\n");
    }

    /// <summary>A cell for a text, which lives as long as the code that is made of it.</summary>
    private static ManagedCell* Keep(Vm* vm, SourceText source)
    {
        ManagedCell* cell = (ManagedCell*)vm->Heap.AllocateSmall((nuint)sizeof(ManagedCell), Kind.Managed, (uint)TypeId.Object);
        cell->Attributes = Value.Undefined;
        ManagedCell.Own(vm, cell, source);
        return cell;
    }

    private static void Raise(Vm* vm, SyntaxErrorException error)
    {
        if (error.Kind == SyntaxErrorKind.Interrupted)
        {
            return;
        }

        TypeId type = error.Kind switch
        {
            SyntaxErrorKind.IndentationError => TypeId.IndentationError,
            SyntaxErrorKind.TabError => TypeId.TabError,
            SyntaxErrorKind.MemoryError => TypeId.MemoryError,
            SyntaxErrorKind.RecursionError => TypeId.RecursionError,
            _ => TypeId.SyntaxError,
        };
        if (type is TypeId.MemoryError or TypeId.RecursionError)
        {
            Throw.Raise(vm, type, error.Message);
            return;
        }

        if (error.Line == 0 && error.Text == null)
        {
            Value plain = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, type)), Value.FromObject(Str.New(vm, error.Message)));
            if (!plain.IsUndefined)
            {
                Throw.Raise(vm, (ExceptionObject*)plain.AsObject);
            }

            return;
        }

        Value* position = stackalloc Value[6]
        {
            Value.FromObject(Str.New(vm, error.FileName)),
            Value.FromInt(error.Line),
            Value.FromInt(error.Offset),
            error.Text is null ? Value.None : Value.FromObject(Str.New(vm, error.Text)),
            Value.FromInt(error.EndLine),
            Value.FromInt(error.EndOffset),
        };
        Value arguments = Value.FromObject(Tuple.New(vm, position, 6));
        Value message = Value.FromObject(Str.New(vm, error.Message));
        Value instance = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, type)), message, arguments);
        if (!instance.IsUndefined)
        {
            Throw.Raise(vm, (ExceptionObject*)instance.AsObject);
        }
    }
}
