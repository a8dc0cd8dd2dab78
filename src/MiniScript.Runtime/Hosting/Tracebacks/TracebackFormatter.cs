using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>Exceptions as text, in the form of CPython 3.13. Nothing of it leaves an exception pending.</summary>
public static unsafe class TracebackFormatter
{
    private const int ShownRepetitions = 3;

    /// <summary>An exception with its traceback and the exceptions that led to it, oldest first; ends in a line end.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="isColored">Whether to colour for a terminal.</param>
    public static string Format(Vm* vm, Value exception, bool isColored = false)
    {
        ExceptionTree tree = ExceptionTree.Of(vm, exception, out List* exceptions);
        return new ExceptionTreeText(isColored).Format(vm, tree, exceptions);
    }

    /// <summary>An exception without its traceback: its class, message and notes; ends in a line end.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="isColored">Whether to colour for a terminal.</param>
    public static string FormatException(Vm* vm, Value exception, bool isColored = false)
    {
        StringBuilder text = new();
        AppendException(vm, text, exception, isColored);
        return text.ToString();
    }

    /// <summary>The frames of a traceback, outermost first; nothing if there are none.</summary>
    internal static string Frames(Vm* vm, Value traceback, bool isColored)
    {
        StringBuilder text = new();
        AppendFrames(vm, text, traceback, isColored);
        return text.ToString();
    }

    private static void AppendFrames(Vm* vm, StringBuilder text, Value first, bool isColored)
    {
        int skipped = 0;
        if (Limit(vm) is { } limit)
        {
            for (Value entry = first; entry.IsObject; entry = ((Traceback*)entry.AsObject)->Next)
            {
                skipped++;
            }

            skipped = (int)Math.Max(skipped - limit, 0);
        }

        Traceback* previous = null;
        int repetitions = 0;
        for (Value entry = first; entry.IsObject; entry = ((Traceback*)entry.AsObject)->Next)
        {
            if (skipped-- > 0)
            {
                continue;
            }

            Traceback* current = (Traceback*)entry.AsObject;
            if (previous == null || !IsSameLine(previous, current))
            {
                AppendRepetitions(text, repetitions);
                previous = current;
                repetitions = 0;
            }

            if (++repetitions <= ShownRepetitions)
            {
                AppendFrame(vm, text, current, isColored);
            }
        }

        AppendRepetitions(text, repetitions);
    }

    /// <summary><c>sys.tracebacklimit</c>: how many of the last frames are shown; null for all.</summary>
    private static long? Limit(Vm* vm)
    {
        Value sys = Importer.Find(vm, "sys");
        if (!sys.Is(Kind.Module))
        {
            return null;
        }

        Value limit = Dict.GetStr(((Module*)sys.AsObject)->Attributes, Str.Intern(vm, "tracebacklimit"u8));
        return limit.IsInt ? Math.Max(limit.AsInt, 0) : null;
    }

    private static bool IsSameLine(Traceback* a, Traceback* b) =>
        (a->Code == b->Code || (Str.Equals(a->Code->FileName, b->Code->FileName) && Str.Equals(a->Code->Name, b->Code->Name)))
        && Traceback.Line(a) == Traceback.Line(b);

    private static void AppendRepetitions(StringBuilder text, int repetitions)
    {
        int more = repetitions - ShownRepetitions;
        if (more > 0)
        {
            text.Append("  [Previous line repeated ").Append(more).Append(more > 1 ? " more times]\n" : " more time]\n");
        }
    }

    private static void AppendFrame(Vm* vm, StringBuilder text, Traceback* entry, bool isColored)
    {
        Code* code = entry->Code;
        string file = Str.ToManaged(code->FileName);
        SourceText? source = SourceLoader.SourceOf(vm, code);
        SourceText? quoted = source is { IsQuotable: true } ? source : null;
        FrameText.Append(text, PromptFiles.Shown(file), Str.ToManaged(code->Name), quoted, Position(entry), isColored);
    }

    /// <summary>The place of an entry; a line that a script gave has no columns.</summary>
    private static SourcePosition Position(Traceback* entry) => entry->GivenLine == 0
        ? entry->Code->Positions[entry->Instruction]
        : new SourcePosition { Line = entry->GivenLine, EndLine = entry->GivenLine, Column = -1, EndColumn = -1 };

    private static void AppendException(Vm* vm, StringBuilder text, Value exception, bool isColored)
    {
        Palette palette = new(isColored);
        string typeName = TypeName(vm, exception);
        if (Types.IsInstance(vm, exception, TypeId.SyntaxError))
        {
            SyntaxErrorText.Append(vm, text, exception, typeName, isColored);
        }
        else
        {
            string message = SafeText.Of(vm, exception, "exception") + NameSuggestion.For(vm, exception);
            text.Append(palette.BoldMagenta).Append(typeName).Append(palette.Reset);
            if (message.Length > 0)
            {
                text.Append(": ").Append(palette.Magenta).Append(message).Append(palette.Reset);
            }

            text.Append('\n');
        }

        AppendNotes(vm, text, exception);
    }

    /// <summary>The qualified name of the exception's class, with its module unless that is <c>__main__</c> or <c>builtins</c>.</summary>
    private static string TypeName(Vm* vm, Value exception)
    {
        TypeObject* type = Types.Of(vm, exception);
        string name = Str.ToManaged(type->QualifiedName);
        if (type->Id != TypeId.Invalid)
        {
            return name;
        }

        int found = Attributes.TryGet(vm, Value.FromObject(type), WellKnown.Name(vm, NameId.__module__), out Value module);
        vm->Pending = Value.Undefined;
        string moduleName = found > 0 && module.Is(Kind.Str) ? Str.ToManaged((Str*)module.AsObject) : "<unknown>";
        return moduleName is "__main__" or "builtins" ? name : $"{moduleName}.{name}";
    }

    private static void AppendNotes(Vm* vm, StringBuilder text, Value exception)
    {
        int found = Attributes.TryGet(vm, exception, WellKnown.Name(vm, NameId.__notes__), out Value notes);
        if (found < 0)
        {
            Value error = vm->Pending;
            vm->Pending = Value.Undefined;
            text.Append("Ignored error getting __notes__: ").Append(SafeText.Repr(vm, error, "__notes__")).Append('\n');
            return;
        }

        if (found == 0 || notes.IsNone)
        {
            return;
        }

        if (!notes.Is(Kind.List) && !notes.Is(Kind.Tuple))
        {
            text.Append(SafeText.Repr(vm, notes, "__notes__")).Append('\n');
            return;
        }

        // The text of a note may be script, which may change the list: a tuple of them stays.
        Tuple* items = Iteration.ToTuple(vm, notes);
        for (int i = 0; items != null && i < items->Length; i++)
        {
            text.Append(SafeText.Of(vm, Tuple.Items(items)[i], "note")).Append('\n');
        }

        vm->Pending = Value.Undefined;
    }
}
