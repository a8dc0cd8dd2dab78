using System.Text;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>The fuzzers, bounded in time.</summary>
public class FuzzTests
{
    private const int Seconds = 45;

    [Fact]
    public void Generated_programs_end_in_a_result_or_an_exception() =>
        FuzzSession.Run("grammar", Seconds, seed => Encoding.UTF8.GetBytes(new ProgramGenerator(seed).Create()));

    [Fact]
    public void Damaged_scripts_end_in_a_result_or_an_exception()
    {
        byte[][] corpus = [.. Directory.EnumerateFiles(Repository.Combine("tests", "language"), "*.ms", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        FuzzSession.Run("bytes", Seconds, new ByteMutator(corpus).Create);
    }

    [Fact]
    public void A_seed_gives_the_same_program_every_time() =>
        Assert.Equal(new ProgramGenerator(7).Create(), new ProgramGenerator(7).Create());
}
