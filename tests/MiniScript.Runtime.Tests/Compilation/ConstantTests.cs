using MiniScript.Runtime.Compilation;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>Constants: sharing, folding, documentation strings.</summary>
public class ConstantTests
{
    [Fact]
    public void Equal_constants_of_different_types_stay_apart()
    {
        CodeUnit unit = Sources.Module("f(1, 1.0, True, 0.0, -0.0, '1', b'1', (1,), (1.0,), (True,), 1, 1.0, (1,))\n");
        Assert.Equal(10, unit.Constants.Count(constant => constant is not null and not CodeUnit));
    }

    [Theory]
    [InlineData("7 // 2", 3L)]
    [InlineData("-7 // 2", -4L)]
    [InlineData("-7 % 3", 2L)]
    [InlineData("7 % -3", -2L)]
    [InlineData("2 ** 10", 1024L)]
    [InlineData("1 << 40", 1L << 40)]
    [InlineData("-1 >> 3", -1L)]
    [InlineData("~5", -6L)]
    [InlineData("7 / 2", 3.5)]
    [InlineData("1.5 * 2", 3.0)]
    [InlineData("'ab' * 3", "ababab")]
    [InlineData("b'abc'[1]", (long)'b')]
    [InlineData("True + 1", 2L)]
    [InlineData("not 1", false)]
    public void Expressions_of_literals_are_evaluated(string expression, object expected) =>
        Assert.Contains(expected, Sources.Module($"x = {expression}\n").Constants);

    [Theory]
    [InlineData("one", "one")]
    [InlineData("  one\n    two\n      three\n  ", "one\ntwo\n  three\n")]
    [InlineData("one\n\n\ttwo", "one\n\ntwo")]
    public void Documentation_strings_lose_their_indentation(string written, string expected)
    {
        CodeUnit unit = Sources.Function($"def f():\n    '''{written}'''\n");
        Assert.Equal(expected, unit.Doc);
        Assert.Equal("ReturnConstant (None)", Assert.Single(Disassembler.Shape(unit)));
    }
}
