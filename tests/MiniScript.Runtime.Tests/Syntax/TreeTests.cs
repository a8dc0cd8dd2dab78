using System.Numerics;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using MiniScript.Testing;
using Assert = Xunit.Assert;

namespace MiniScript.Runtime.Tests.Syntax;

/// <summary>Trees of valid sources.</summary>
public sealed class TreeTests
{
    [Theory]
    [InlineData("expressions")]
    [InlineData("strings")]
    [InlineData("statements")]
    [InlineData("definitions")]
    [InlineData("patterns")]
    public void The_tree_and_its_places_are_the_reference_tree(string name)
    {
        string folder = Repository.Combine("tests", "MiniScript.Runtime.Tests", "Syntax", "Corpus");
        string source = File.ReadAllText(Path.Combine(folder, name + ".py"));
        string expected = File.ReadAllText(Path.Combine(folder, name + ".dump")).TrimEnd('\n');
        string actual = TreeDump.Dump(Parser.ParseModule(source, name).Root, includeAttributes: true);

        // Statement by statement, because the whole is too long to read in a failure.
        Assert.Equal(SplitStatements(expected), SplitStatements(actual));
    }

    [Theory]
    [InlineData("9223372036854775807", typeof(long))]
    [InlineData("9223372036854775808", typeof(BigInteger))]
    [InlineData("0xFFFFFFFFFFFFFFFF", typeof(BigInteger))]
    [InlineData("0x7FFFFFFFFFFFFFFF", typeof(long))]
    [InlineData("00000000000000000000000000", typeof(long))]
    [InlineData("1e3", typeof(double))]
    [InlineData("1j", typeof(ImaginaryLiteral))]
    [InlineData("'a'", typeof(string))]
    [InlineData("b'a'", typeof(byte[]))]
    [InlineData("...", typeof(EllipsisLiteral))]
    [InlineData("True", typeof(bool))]
    public void A_literal_has_the_promised_type(string source, Type expected)
    {
        var constant = Assert.IsType<Constant>(Parser.ParseExpression(source, "<source>").Root.Body);
        Assert.Equal(expected, constant.Value!.GetType());
    }

    [Fact]
    public void Equal_names_are_one_string()
    {
        var sum = Assert.IsType<BinOp>(Parser.ParseExpression("name + name", "<source>").Root.Body);
        Assert.Same(((Name)sum.Left).Id, ((Name)sum.Right).Id);
    }

    [Fact]
    public void Character_names_come_from_the_hook()
    {
        var options = new ParserOptions { CharacterNames = name => name == "SNOWMAN" ? 0x2603 : -1 };
        var constant = Assert.IsType<Constant>(Parser.ParseExpression("'\\N{SNOWMAN}'", "<source>", options).Root.Body);
        Assert.Equal("\u2603", constant.Value);
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.ParseExpression("'\\N{SNOWMAN}'", "<source>"));
        Assert.Contains("not supported", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u00E9", true)]
    [InlineData("\u65E5\u672C", true)]
    [InlineData("\u0995\u09BE", true)]
    [InlineData("\uAC00\uB098", true)]
    [InlineData("e\u0301", false)]
    [InlineData("\uFF57\uFF49\uFF44\uFF54\uFF48", false)]
    [InlineData("\u00B5", false)]
    [InlineData("\uFB01x", false)]
    [InlineData("\u0995\u09C7\u09BE", false)]
    [InlineData("\u1100\u1161", false)]
    public void An_identifier_that_needs_normalising_is_refused(string name, bool accepted)
    {
        if (accepted)
        {
            Assert.Equal(name, ((Name)Parser.ParseExpression(name, "<source>").Root.Body).Id);
        }
        else
        {
            var error = Assert.Throws<SyntaxErrorException>(() => Parser.ParseExpression(name, "<source>"));
            Assert.Contains("NFKC", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Invalid_escapes_are_warned_about_once()
    {
        ModuleTree tree = Parser.ParseModule("x = '\\d\\w'\ny = r'\\d'\nz = f'\\{x}\\d'\nw = b'\\400'\nv = 1if x else 0\n", "<source>");
        Assert.Equal(
            [
                "1: invalid escape sequence '\\d'",
                "3: invalid escape sequence '\\{'",
                "3: invalid escape sequence '\\d'",
                "4: invalid octal escape sequence '\\400'",
                "5: invalid decimal literal",
            ],
            tree.Warnings.Select(warning => $"{warning.Line}: {warning.Message}"));
    }

    private static string[] SplitStatements(string dump) => dump.Split("), ", StringSplitOptions.None);
}
