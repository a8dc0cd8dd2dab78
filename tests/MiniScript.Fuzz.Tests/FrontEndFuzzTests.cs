using System.Text;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Syntax;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>Damaged and generated sources through lexer, parser and compiler: either code or a syntax error comes out, in bounded time.</summary>
public class FrontEndFuzzTests
{
    private const int StackBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    [Fact]
    public void Damaged_sources_compile_or_are_syntax_errors()
    {
        var mutator = new ByteMutator([.. Directory.EnumerateFiles(Repository.Combine("tests", "language"), "*.ms", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);
        Run(seed => Encoding.UTF8.GetString(mutator.Create(seed)), mayFail: true);
    }

    [Fact]
    public void Generated_programs_compile() => Run(seed => new ProgramGenerator(seed).Create(), mayFail: false);

    private static void Run(Func<int, string> create, bool mayFail)
    {
        string? fault = null;
        var thread = new Thread(
            () =>
            {
                long deadline = Environment.TickCount64 + (long)Budget.TotalMilliseconds;
                for (int seed = 1; fault == null && Environment.TickCount64 < deadline; seed++)
                {
                    fault = Compile(create(seed), mayFail) is { } problem ? $"seed {seed}: {problem}" : null;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        Assert.True(fault == null, fault);
    }

    private static string? Compile(string text, bool mayFail)
    {
        long started = Environment.TickCount64;
        try
        {
            ModuleTree tree = Parser.ParseModule(text, "fuzz.ms");
            Compiler.CompileModule(tree.Root, tree.Source, CompilerOptions.Default);
        }
        catch (SyntaxErrorException error)
        {
            if (!mayFail)
            {
                return $"{error.Message}\n{text}";
            }
        }
#pragma warning disable CA1031 // That nothing else comes out is what is tested.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"{exception}\n{text}";
        }

        long elapsed = Environment.TickCount64 - started;
        return elapsed > 5000 ? $"took {elapsed} ms\n{text}" : null;
    }
}
