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
    public void Characters_are_found_by_name()
    {
        var constant = Assert.IsType<Constant>(Parser.ParseExpression("'\\N{snowman}'", "<source>").Root.Body);
        Assert.Equal("\u2603", constant.Value);
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.ParseExpression("'\\N{KEYCAP DIGIT ONE}'", "<source>"));
        Assert.Contains("unknown Unicode character name", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u00E9", "\u00E9")]
    [InlineData("\u65E5\u672C", "\u65E5\u672C")]
    [InlineData("\u0995\u09BE", "\u0995\u09BE")]
    [InlineData("\uAC00\uB098", "\uAC00\uB098")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\uFF57\uFF49\uFF44\uFF54\uFF48", "width")]
    [InlineData("\u00B5", "\u03BC")]
    [InlineData("\uFB01x", "fix")]
    [InlineData("\u0995\u09C7\u09BE", "\u0995\u09CB")]
    [InlineData("\u1100\u1161", "\uAC00")]
    public void An_identifier_is_normalised(string name, string expected) =>
        Assert.Equal(expected, ((Name)Parser.ParseExpression(name, "<source>").Root.Body).Id);

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
