using System.Text;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>Lines of source as code points, which is what columns count.</summary>
internal static class SourceLines
{
    /// <summary>The code points of a text.</summary>
    public static int[] Decode(string text)
    {
        int[] points = new int[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            points[count++] = isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
        }

        return points[..count];
    }

    /// <summary>Appends code points to a text.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<int> points)
    {
        foreach (int point in points)
        {
            Append(text, point);
        }
    }

    /// <summary>Appends a code point to a text.</summary>
    public static void Append(StringBuilder text, int point)
    {
        if (point < 0x10000)
        {
            text.Append((char)point);
        }
        else
        {
            text.Append(char.ConvertFromUtf32(point));
        }
    }

    /// <summary>Lines as one text, each but the last with a line end.</summary>
    public static string Join(ReadOnlySpan<int[]> lines)
    {
        StringBuilder text = new();
        for (int i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                text.Append('\n');
            }

            Append(text, lines[i]);
        }

        return text.ToString();
    }

    /// <summary>How many white space characters a line begins with.</summary>
    public static int Indentation(ReadOnlySpan<int> line)
    {
        int count = 0;
        while (count < line.Length && UnicodeData.IsSpace(line[count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>True if there is nothing but white space.</summary>
    public static bool IsBlank(ReadOnlySpan<int> line) => Indentation(line) == line.Length;

    /// <summary>The length of code points in UTF-8.</summary>
    public static int Utf8Length(ReadOnlySpan<int> points)
    {
        int length = 0;
        foreach (int point in points)
        {
            length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        }

        return length;
    }

    /// <summary>Takes the blanks and tabs that all lines begin with off them; lines of nothing else become empty and do not count.</summary>
    public static void Dedent(List<string> lines)
    {
        string? margin = null;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i];
            int indentation = line.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (indentation < 0)
            {
                lines[i] = string.Empty;
                continue;
            }

            int common = margin == null ? indentation : margin.AsSpan().CommonPrefixLength(line.AsSpan(0, indentation));
            margin = line[..common];
        }

        for (int i = 0; margin is { Length: > 0 } && i < lines.Count; i++)
        {
            lines[i] = lines[i].Length == 0 ? lines[i] : lines[i][margin.Length..];
        }
    }
}
