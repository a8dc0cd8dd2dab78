using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Language;

/// <summary>
/// A script under <c>tests/language</c> with the expectations that CPython 3.13 wrote beside it: <c>.out</c> always, <c>.err</c> when
/// there is standard error, <c>.exit</c> when the exit status is not 0. <c>.in</c> is its standard input.
/// </summary>
internal sealed class LanguageCase
{
    private const string OwnProcess = "# own process";
    private const string NeedsSqlite = "# needs sqlite3";

    private readonly string stem;

    private LanguageCase(string stem) => this.stem = stem;

    /// <summary>The folder of all cases.</summary>
    public static string Folder { get; } = Repository.Combine("tests", "language");

    /// <summary>The name of every case that must pass: its path below the folder, without extension.</summary>
    public static TheoryData<string> Names => [.. AllNames().Where(name => !Pending.ContainsKey(name) && FirstLine(name) != NeedsSqlite)];

    /// <summary>The names of further cases, those that say on their first line that they need the module <c>sqlite3</c>, an option of publishing.</summary>
    public static TheoryData<string> SqliteNames => [.. AllNames().Where(name => !Pending.ContainsKey(name) && FirstLine(name) == NeedsSqlite)];

    /// <summary>The names out of <see cref="Names"/> without the cases that say on their first line that they need a process of their own.</summary>
    public static TheoryData<string> SharedProcessNames =>
        [.. AllNames().Where(name => !Pending.ContainsKey(name) && FirstLine(name) is not (OwnProcess or NeedsSqlite))];

    /// <summary>The names of the cases that need what is not there yet.</summary>
    public static TheoryData<string> PendingNames => [.. Pending.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What each pending case waits for: the lines <c>name: reason</c> of <c>pending.txt</c>.</summary>
    public static IReadOnlyDictionary<string, string> Pending { get; } = File.ReadLines(Path.Combine(Folder, "pending.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>The working directory that the expectations were made in.</summary>
    public string WorkingDirectory => Path.GetDirectoryName(stem)!;

    /// <summary>The script's file name in its working directory.</summary>
    public string FileName => Path.GetFileName(stem) + ".ms";

    /// <summary>Standard input.</summary>
    public byte[] Input => File.Exists(stem + ".in") ? File.ReadAllBytes(stem + ".in") : [];

    /// <summary>The case of a name out of <see cref="Names"/>.</summary>
    public static LanguageCase Of(string name) => new(Path.Combine(Folder, name));

    /// <summary>Fails unless a run did what CPython did.</summary>
    public void Verify(ScriptOutcome actual)
    {
        Assert.False(actual.Interrupted, $"{FileName} ran too long; so far it printed:\n{Tail(actual.Output)}\n{Tail(actual.Error)}");
        string expectedError = ReadOrEmpty(".err");

        // The expectations name files as if the working directory were their root.
        string error = actual.Error.Replace(WorkingDirectory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        if (expectedError.Length == 0 && error.Length > 0)
        {
            // An unexpected traceback says more than the output that it cut short.
            Assert.Fail($"{FileName} wrote to standard error:\n{Tail(error)}");
        }

        Assert.Equal(ReadOrEmpty(".out"), actual.Output);
        Assert.Equal(expectedError, error);
        Assert.Equal(File.Exists(stem + ".exit") ? int.Parse(File.ReadAllText(stem + ".exit"), null) : 0, actual.ExitCode);
    }

    /// <summary>Every case, pending or not.</summary>
    private static IEnumerable<string> AllNames() => Directory.EnumerateFiles(Folder, "*.out", SearchOption.AllDirectories)
        .Select(expectation => Path.ChangeExtension(Path.GetRelativePath(Folder, expectation), null).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string? FirstLine(string name) => File.ReadLines(Path.Combine(Folder, name + ".ms")).FirstOrDefault();

    private static string Tail(string text) => text.Length <= 2000 ? text : "…" + text[^2000..];

    private string ReadOrEmpty(string extension) => File.Exists(stem + extension) ? File.ReadAllText(stem + extension) : "";
}
