using System.Runtime.InteropServices;
using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Language;

/// <summary>Every language case on a machine in this process: as it is, and in torture mode.</summary>
public class InProcessLanguageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TortureLimit = TimeSpan.FromSeconds(180);

    /// <summary>The names of the cases that can share this process.</summary>
    public static TheoryData<string> Cases => LanguageCase.SharedProcessNames;

    /// <summary>The names of the cases of <c>sqlite3</c>, if the system has SQLite.</summary>
    public static TheoryData<string> SqliteCases => HasSqlite ? LanguageCase.SqliteNames : [];

    /// <summary>The names of the cases of <c>sqlite3</c>, if it has not.</summary>
    public static TheoryData<string> SqliteCasesWithoutLibrary => HasSqlite ? [] : LanguageCase.SqliteNames;

    private static bool HasSqlite { get; } = NativeLibrary.TryLoad("libsqlite3.so.0", out _);

    /// <summary>The names of the cases that are to pass later.</summary>
    public static TheoryData<string> PendingCases => LanguageCase.PendingNames;

    [Theory]
    [MemberData(nameof(Cases))]
    [MemberData(nameof(SqliteCases))]
    [MemberData(nameof(SqliteCasesWithoutLibrary), Skip = "the system has no libsqlite3.so.0")]
    [MemberData(nameof(PendingCases), Skip = "pending, see tests/language/pending.txt")]
    public void Does_what_CPython_does(string name)
    {
        LanguageCase test = LanguageCase.Of(name);
        test.Verify(InProcess.Run(test, torture: false, Limit));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [MemberData(nameof(SqliteCases))]
    [MemberData(nameof(SqliteCasesWithoutLibrary), Skip = "the system has no libsqlite3.so.0")]
    public void Does_what_CPython_does_in_torture_mode(string name)
    {
        LanguageCase test = LanguageCase.Of(name);
        test.Verify(InProcess.Run(test, torture: true, TortureLimit));
    }

    [Fact]
    public void What_is_pending_does_not_pass_yet()
    {
        var mended = new List<string>();
        foreach (string name in LanguageCase.Pending.Keys)
        {
            LanguageCase test = LanguageCase.Of(name);
            if (Record.Exception(() => test.Verify(InProcess.Run(test, torture: false, Limit))) is null)
            {
                mended.Add(name);
            }
        }

        Assert.True(mended.Count == 0, $"These pass now: take them off tests/language/pending.txt: {string.Join(", ", mended)}");
    }
}
