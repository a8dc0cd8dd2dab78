namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>The file names of what is typed at a prompt. Each input has its own, so that a traceback quotes the right one; all are shown alike.</summary>
public static class PromptFiles
{
    /// <summary>What tracebacks call them.</summary>
    public const string ShownName = "<stdin>";

    /// <summary>What their names begin with.</summary>
    public const string Prefix = "<stdin>-";

    /// <summary>A file name as tracebacks show it.</summary>
    public static string Shown(string fileName) => fileName.StartsWith(Prefix, StringComparison.Ordinal) ? ShownName : fileName;

    /// <summary>The file name of an input.</summary>
    /// <param name="number">The number of inputs before it.</param>
    public static string NameOf(int number) => Prefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
