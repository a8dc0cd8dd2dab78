using System.Text;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Syntax;
using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>Sources that strain operands and stacks, and everything that the language cases contain.</summary>
public class LimitTests
{
    [Fact]
    public void Jumps_over_long_bodies_reach()
    {
        var source = new StringBuilder("def f(a, b):\n    while a < b:\n        for x in a:\n");
        for (int i = 0; i < 40_000; i++)
        {
            source.Append("            g(x)\n");
        }

        source.Append("        if a < b: break\n");
        CodeUnit unit = Sources.Function(source.ToString());
        CodeVerifier.Verify(unit);
        Assert.True(unit.Instructions.Length > 100_000);
    }

    [Fact]
    public void Long_displays_and_calls_are_built_in_portions()
    {
        string items = string.Join(", ", Enumerable.Range(0, 5_000).Select(i => "x" + (i % 10)));
        CodeUnit unit = Sources.Module($"a = [{items}]\nb = ({items})\nc = f({items})\nd = {{{items}}}\n");
        CodeVerifier.Verify(unit);
        Assert.True(unit.FrameSize < 400);
    }

    [Fact]
    public void Chains_of_operators_compile_to_any_length_or_end_in_RecursionError()
    {
        foreach (int length in (int[])[1_000, 200_000])
        {
            string source = "x" + string.Concat(Enumerable.Repeat("+x", length)) + "\n";
            try
            {
                CodeUnit unit = Sources.Module(source);
                CodeVerifier.Verify(unit);
                Assert.True(unit.FrameSize < 10);
            }
            catch (SyntaxErrorException error) when (error.Kind == SyntaxErrorKind.RecursionError)
            {
                Assert.True(length > 1_000);
            }
        }
    }

    [Fact]
    public void Constants_past_the_16_bit_operand_go_through_registers()
    {
        var source = new StringBuilder("def f(x):\n");
        for (int i = 0; i < 70_000; i++)
        {
            source.Append("    x = x + ").Append(i).Append(".5\n");
        }

        CodeVerifier.Verify(Sources.Function(source.ToString()));
    }

    [Fact]
    public void Every_language_case_compiles_to_well_formed_code()
    {
        int compiled = 0;
        foreach (string file in Directory.EnumerateFiles(Repository.Combine("tests", "language"), "*.ms", SearchOption.AllDirectories))
        {
            CodeUnit unit;
            try
            {
                unit = Sources.Module(File.ReadAllText(file), Path.GetFileName(file));
            }
            catch (SyntaxErrorException)
            {
                continue;
            }

            CodeVerifier.Verify(unit);
            Assert.NotEmpty(Disassembler.Print(unit));
            compiled++;
        }

        Assert.True(compiled > 50);
    }
}
