using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Tests.Syntax;

/// <summary>Sources made to exhaust the parser end in a result or in an error of the language.</summary>
public sealed class HostileSourceTests
{
    private const int Many = 100_000;

    public static TheoryData<string, string, string, string> Nested() => new()
    {
        { "[", "", "", "SyntaxError: too many nested parentheses" },
        { "(", "", "", "SyntaxError: too many nested parentheses" },
        { "{", "", "", "SyntaxError: too many nested parentheses" },
        { "f(", "", "", "SyntaxError: too many nested parentheses" },
        { "-", "x", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
        { "not ", "x", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
        { "lambda:", "x", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
        { "x if y else ", "z", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
        { "x**", "y", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
        { "x+", "y", "", "none" },
        { "x and ", "y", "", "none" },
        { "x<", "y", "", "none" },
        { "x=", "y", "", "none" },
        { "x,", "y", "", "none" },
        { "", "x", ".y", "none" },
        { "", "x", "()", "none" },
        { "", "x", "[0]", "none" },
        { "'a' ", "'b'", "", "none" },
        { "", "if x: y\n", "elif x: y\n", "none" },
        { "", "import a", ".a", "none" },
        { "yield ", "x", "", "SyntaxError: invalid syntax" },
        { "match ", "x", "", "MemoryError: Parser stack overflowed - Python source too complex to parse" },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public void Repetition_ends_well(string before, string middle, string after, string expected)
    {
        string source = string.Concat(Enumerable.Repeat(before, Many)) + middle + string.Concat(Enumerable.Repeat(after, Many));
        Assert.Equal(expected, Outcome(source));
    }

    [Theory]
    [InlineData("(", "x y", ")")]
    [InlineData("[", "x y", "]")]
    [InlineData("{", "x y", "}")]
    [InlineData("f(", "x y", ")")]
    [InlineData("f(a=", "x y", ")")]
    [InlineData("{1:", "x y", "}")]
    [InlineData("(a, ", "x y", ")")]
    public void A_mistake_deep_inside_brackets_is_found_in_time(string before, string middle, string after)
    {
        string source = string.Concat(Enumerable.Repeat(before, 150)) + middle + string.Concat(Enumerable.Repeat(after, 150));
        Assert.Equal("SyntaxError: invalid syntax. Perhaps you forgot a comma?", Outcome(source));
    }

    [Fact]
    public void A_small_stack_is_enough()
    {
        string outcome = "";
        var thread = new Thread(() => outcome = Outcome(string.Concat(Enumerable.Repeat("not ", Many)) + "x"), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.StartsWith("MemoryError", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_tokens_end_in_a_tree_or_an_error()
    {
        string[] pieces =
        [
            "(", ")", "[", "]", "{", "}", ":", ",", ";", ".", "=", ":=", "+", "-", "*", "**", "@", "->", "if", "else", "for", "in",
            "not", "lambda", "def", "class", "yield", "await", "async", "with", "as", "import", "from", "try", "except", "x", "1", "'s'",
            "f'{x}'", "f'", "{", "'", "match", "case", "type", "print", "!", "\n", "\n  ", "\n    ", "\\\n", "#", "\t", "\"\"\"", "é", "$",
        ];
        var random = new Random(20_13);
        for (int i = 0; i < 5_000; i++)
        {
            string source = string.Join(' ', Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            Outcome(source);
        }
    }

    private static string Outcome(string source)
    {
        try
        {
            Parser.ParseModule(source, "<source>");
            return "none";
        }
        catch (SyntaxErrorException e)
        {
            return $"{e.TypeName}: {e.Message}";
        }
    }
}
