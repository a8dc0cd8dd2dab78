using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Language;

/// <summary>Every language case on the published executable.</summary>
public class PublishedLanguageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The names of the cases.</summary>
    public static TheoryData<string> Cases => LanguageCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Does_what_CPython_does(string name)
    {
        LanguageCase test = LanguageCase.Of(name);
        test.Verify(PublishedBinary.Run([test.FileName], test.WorkingDirectory, Limit, test.Input));
    }
}
