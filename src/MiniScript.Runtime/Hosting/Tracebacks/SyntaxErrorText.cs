using System.Text;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>A <c>SyntaxError</c> as tracebacks show it: the place, the line, carets, and the message.</summary>
internal static unsafe class SyntaxErrorText
{
    /// <summary>Appends it.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="text">What is appended to.</param>
    /// <param name="exception">The instance of <c>SyntaxError</c> or a subclass.</param>
    /// <param name="typeName">The name of its class as shown.</param>
    /// <param name="isColored">Whether to colour for a terminal.</param>
    public static void Append(Vm* vm, StringBuilder text, Value exception, string typeName, bool isColored)
    {
        Palette palette = new(isColored);
        Value file = ExceptionTypes.Field(vm, exception, NameId.filename);
        string? fileName = file.IsNone ? null : PromptFiles.Shown(SafeText.Of(vm, file, "exception"));
        Value line = ExceptionTypes.Field(vm, exception, NameId.lineno);
        string suffix = string.Empty;
        if (!line.IsNone)
        {
            text.Append("  File ").Append(palette.Magenta).Append('"').Append(fileName is null or "" ? "<string>" : fileName).Append('"').Append(palette.Reset)
                .Append(", line ").Append(palette.Magenta).Append(SafeText.Of(vm, line, "exception")).Append(palette.Reset).Append('\n');
        }
        else if (fileName != null)
        {
            suffix = $" ({fileName})";
        }

        Value quoted = ExceptionTypes.Field(vm, exception, NameId.text);
        if (quoted.Is(Kind.Str))
        {
            AppendLine(vm, text, exception, Str.ToManaged((Str*)quoted.AsObject), palette);
        }

        Value message = ExceptionTypes.Field(vm, exception, NameId.msg);
        string messageText = message.IsNone ? string.Empty : SafeText.Of(vm, message, "exception");
        text.Append(palette.BoldMagenta).Append(typeName).Append(palette.Reset).Append(": ")
            .Append(palette.Magenta).Append(messageText.Length == 0 ? "<no detail available>" : messageText).Append(palette.Reset)
            .Append(suffix).Append('\n');
    }

    private static void AppendLine(Vm* vm, StringBuilder text, Value exception, string quoted, Palette palette)
    {
        int[] whole = SourceLines.Decode(quoted);
        int[] line = SourceLines.Decode(quoted.TrimEnd('\n'));
        int skipped = 0;
        while (skipped < line.Length && line[skipped] is ' ' or '\n' or '\f')
        {
            skipped++;
        }

        Span<int> shown = line.AsSpan(skipped);
        Value offsetField = ExceptionTypes.Field(vm, exception, NameId.offset);
        if (!offsetField.IsInt)
        {
            text.Append("    ");
            SourceLines.Append(text, shown);
            text.Append('\n');
            return;
        }

        long offset = offsetField.AsInt;
        long end = line.Length + 1;
        if (ExceptionTypes.Field(vm, exception, NameId.lineno) == ExceptionTypes.Field(vm, exception, NameId.end_lineno))
        {
            Value endField = ExceptionTypes.Field(vm, exception, NameId.end_offset);
            end = endField.IsInt && endField.AsInt != 0 ? endField.AsInt : offset;
        }

        // Places outside the line point behind its end.
        if (whole.Length > 0)
        {
            offset = offset > whole.Length ? line.Length + 1 : offset;
            end = end > whole.Length ? line.Length + 1 : end;
        }

        if (offset >= end || end < 0)
        {
            end = offset + 1;
        }

        long first = offset - 1 - skipped;
        long last = end - 1 - skipped;
        text.Append("    ");
        if (first < 0)
        {
            SourceLines.Append(text, shown);
            text.Append('\n');
            return;
        }

        int colorStart = (int)Math.Min(first, shown.Length);
        int colorEnd = (int)Math.Clamp(last, colorStart, shown.Length);
        SourceLines.Append(text, shown[..colorStart]);
        text.Append(palette.BoldRed);
        SourceLines.Append(text, shown[colorStart..colorEnd]);
        text.Append(palette.Reset);
        SourceLines.Append(text, shown[colorEnd..]);
        text.Append("\n    ");

        // Tabs are kept, so that carets stand under what they mean.
        foreach (int point in shown[..colorStart])
        {
            SourceLines.Append(text, UnicodeData.IsSpace(point) ? point : ' ');
        }

        text.Append(palette.BoldRed).Append('^', (int)(last - first)).Append(palette.Reset).Append('\n');
    }
}
