using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Language;

/// <summary>Every language case on the published executable.</summary>
public class PublishedLanguageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The names of the cases.</summary>
    public static TheoryData<string> Cases => LanguageCase.Names;

    /// <summary>The names of the cases that need an executable with <c>sqlite3</c>.</summary>
    public static TheoryData<string> SqliteCases => LanguageCase.SqliteNames;

    [Theory]
    [MemberData(nameof(Cases))]
    [MemberData(nameof(SqliteCases), Skip = "the executable is published without --with-sqlite")]
    public void Does_what_CPython_does(string name)
    {
        LanguageCase test = LanguageCase.Of(name);
        test.Verify(PublishedBinary.Run([test.FileName], test.WorkingDirectory, Limit, test.Input));
    }
}
