using System.Text.Json;
using MiniScript.Runtime.Syntax;
using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Syntax;

/// <summary>Every error of <c>ErrorTable.jsonl</c> is CPython's: its type, its words, its place.</summary>
public sealed class SyntaxErrorTableTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (string line in File.ReadLines(Repository.Combine("tests", "MiniScript.Runtime.Tests", "Syntax", "ErrorTable.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            rows.Add(row.RootElement.GetProperty("source").GetString()!, Describe(row.RootElement.GetProperty("error")));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void The_error_is_the_reference_error(string source, string expected)
    {
        Assert.Equal(expected, ErrorOf(source));
    }

    private static string ErrorOf(string source)
    {
        try
        {
            Parser.ParseModule(source, "<source>");
            return "none";
        }
        catch (SyntaxErrorException e)
        {
            return $"{e.TypeName}: {e.Message} ({e.Line}, {e.Offset}) to ({e.EndLine}, {e.EndOffset})";
        }
    }

    private static string Describe(JsonElement error) => error.ValueKind == JsonValueKind.Null
        ? "none"
        : $"{error[0]}: {error[1]} ({error[2]}, {error[3]}) to ({error[4]}, {error[5]})";
}
