using System.Globalization;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>Writes a tree of exceptions: those in a group are indented behind a margin, each under a numbered line.</summary>
/// <param name="isColored">Whether to colour for a terminal.</param>
internal sealed unsafe class ExceptionTreeText(bool isColored)
{
    private const int MaxWidth = 15;
    private const int MaxDepth = 10;

    private const string CauseMessage = "\nThe above exception was the direct cause of the following exception:\n\n";
    private const string ContextMessage = "\nDuring handling of the above exception, another exception occurred:\n\n";

    private readonly StringBuilder text = new();

    /// <summary>How many groups are around.</summary>
    private int depth;

    /// <summary>True if the last exception of a group is being written, whose last line closes all groups that end there.</summary>
    private bool needsClosing;

    /// <summary>The text of a tree; ends in a line end.</summary>
    public string Format(Vm* vm, ExceptionTree tree, List* exceptions)
    {
        Chain(vm, tree, exceptions);
        return text.ToString();
    }

    private void Chain(Vm* vm, ExceptionTree tree, List* exceptions)
    {
        List<ExceptionTree> chain = [tree];
        while ((chain[^1].Cause ?? chain[^1].Context) is { } earlier)
        {
            chain.Add(earlier);
        }

        for (int i = chain.Count - 1; i >= 0; i--)
        {
            if (i < chain.Count - 1)
            {
                Emit(chain[i].Cause is null ? ContextMessage : CauseMessage, '|');
            }

            Value exception = exceptions->Items[chain[i].Index];
            if (chain[i].Exceptions is not { } items)
            {
                Single(vm, exception, "Traceback", '|');
            }
            else if (depth > MaxDepth)
            {
                Emit(string.Create(CultureInfo.InvariantCulture, $"... (max_group_depth is {MaxDepth})\n"), '|');
            }
            else
            {
                Group(vm, exception, items, exceptions);
            }
        }
    }

    private void Single(Vm* vm, Value exception, string title, char margin)
    {
        string frames = TracebackFormatter.Frames(vm, ((ExceptionObject*)exception.AsObject)->Traceback, isColored);
        if (frames.Length > 0)
        {
            Emit(title + " (most recent call last):\n", margin);
            Emit(frames, '|');
        }

        Emit(TracebackFormatter.FormatException(vm, exception, isColored), '|');
    }

    private void Group(Vm* vm, Value group, ExceptionTree[] items, List* exceptions)
    {
        bool isOutermost = depth == 0;
        depth += isOutermost ? 1 : 0;
        Single(vm, group, "Exception Group Traceback", isOutermost ? '+' : '|');
        int shown = Math.Min(items.Length, MaxWidth + 1);
        needsClosing = false;
        for (int i = 0; i < shown; i++)
        {
            bool isLast = i == shown - 1;
            bool isCut = i == MaxWidth;
            needsClosing |= isLast;
            text.Append(' ', 2 * depth).Append(i == 0 ? "+-" : "  ").Append("+---------------- ");
            text.Append(isCut ? "..." : (i + 1).ToString(CultureInfo.InvariantCulture)).Append(" ----------------\n");
            depth++;
            if (isCut)
            {
                int more = items.Length - MaxWidth;
                Emit(string.Create(CultureInfo.InvariantCulture, $"and {more} more exception{(more > 1 ? "s" : "")}\n"), '|');
            }
            else
            {
                Chain(vm, items[i], exceptions);
            }

            if (isLast && needsClosing)
            {
                text.Append(' ', 2 * depth).Append("+------------------------------------\n");
                needsClosing = false;
            }

            depth--;
        }

        depth = isOutermost ? 0 : depth;
    }

    /// <summary>Appends lines, behind the margin within a group.</summary>
    private void Emit(string lines, char margin)
    {
        if (depth == 0)
        {
            text.Append(lines);
            return;
        }

        for (int start = 0; start < lines.Length;)
        {
            int end = start;
            while (end < lines.Length && !IsLineEnd(lines[end]))
            {
                end++;
            }

            end += end + 1 < lines.Length && lines[end] == '\r' && lines[end + 1] == '\n' ? 2 : end < lines.Length ? 1 : 0;
            text.Append(' ', 2 * depth).Append(margin).Append(' ').Append(lines, start, end - start);
            start = end;
        }
    }

    private static bool IsLineEnd(char c) => c is (>= '\n' and <= '\r') or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';
}
