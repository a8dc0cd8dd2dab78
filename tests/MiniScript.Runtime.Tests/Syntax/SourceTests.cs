using System.Text;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Assert = Xunit.Assert;

namespace MiniScript.Runtime.Tests.Syntax;

/// <summary>From bytes to text, and what a prompt needs to know.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("x = 1", "x = 1\n")]
    [InlineData("\uFEFFx\r\ny\rz\n", "x\ny\nz\n")]
    [InlineData("", "\n")]
    public void Line_ends_are_normalised(string text, string expected)
    {
        Assert.Equal(expected, new SourceText(text, "<source>").Text);
    }

    [Fact]
    public void Lines_are_numbered_from_one()
    {
        var source = new SourceText("a\n\nb", "<source>");
        Assert.Equal(3, source.LineCount);
        Assert.Equal(["", "a", "", "b", ""], Enumerable.Range(0, 5).Select(source.GetLine));
    }

    [Theory]
    [InlineData("# -*- coding: latin-1 -*-\nx = '\xE9'\n", "\xE9")]
    [InlineData("#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15x1 :\n'\xE9'", null)]
    [InlineData("x = 1\n# coding: latin-1\n'\xE9'", null)]
    public void A_coding_line_is_obeyed(string latin1, string? expected)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(latin1);
        if (expected is null)
        {
            Assert.Throws<SyntaxErrorException>(() => SourceDecoder.Decode(bytes, "file.py"));
        }
        else
        {
            Assert.Contains(expected, SourceDecoder.Decode(bytes, "file.py"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_name_their_line()
    {
        var error = Assert.Throws<SyntaxErrorException>(() => SourceDecoder.Decode([.. "x = 1\ny = '"u8, 0xFF, .. "'\n"u8], "file.py"));
        Assert.Equal(
            "Non-UTF-8 code starting with '\\xff' in file file.py on line 2, but no encoding declared; "
            + "see https://peps.python.org/pep-0263/ for details",
            error.Message);
        Assert.Equal(2, error.Line);
    }

    [Theory]
    [InlineData("x = 1", false)]
    [InlineData("", false)]
    [InlineData("x = (1,", true)]
    [InlineData("x = '''a", true)]
    [InlineData("x = f'''{a", true)]
    [InlineData("x = \\\n", true)]
    [InlineData("if x:", true)]
    [InlineData("if x:\n", true)]
    [InlineData("if x:\n    y\n", true)]
    [InlineData("if x:\n    y\n\n", false)]
    [InlineData("if x: y\n", true)]
    [InlineData("def f():\n    return (\n", true)]
    [InlineData("@decorator\n", true)]
    [InlineData("try:\n    x\n", true)]
    [InlineData("match = 1\n", false)]
    [InlineData("match x:\n", true)]
    [InlineData("f(\n", true)]
    public void A_prompt_knows_whether_to_go_on(string source, bool incomplete)
    {
        Assert.Equal(incomplete, Parser.ParseInteractive(source, "<stdin>").IsIncomplete);
    }

    [Theory]
    [InlineData("x = = 1")]
    [InlineData("f(]")]
    [InlineData("x = 'a")]
    [InlineData("if x\n")]
    [InlineData("x = 1\ny = 2\n")]
    public void A_prompt_refuses_what_no_line_can_mend(string source)
    {
        Assert.Throws<SyntaxErrorException>(() => Parser.ParseInteractive(source, "<stdin>"));
    }

    [Fact]
    public void A_prompt_takes_several_statements_on_a_line()
    {
        Interactive root = Parser.ParseInteractive("x = 1; y", "<stdin>").Root!;
        Assert.Equal([NodeKind.Assign, NodeKind.Expr], root.Body.Select(statement => statement.Kind));
    }
}
