namespace MiniScript.Generators.Tests;

/// <summary>Where MSX101 strikes and where it does not.</summary>
public class ReflectedNameAnalyzerTests
{
    [Theory]
    [InlineData("class C { string M(DayOfWeek day) => $\"on {day}\"; }", "The text of a 'DayOfWeek'")]
    [InlineData("class C { string M(DayOfWeek? day) => $\"on {day}\"; }", "The text of a 'Nullable'")]
    [InlineData("class C { string M(DayOfWeek day) => \"on \" + day; }", "The text of a 'DayOfWeek'")]
    [InlineData("class C { string M(DayOfWeek day) => day.ToString(); }", "Enum.ToString")]
    [InlineData("class C { object M() => Enum.Parse<DayOfWeek>(\"Monday\"); }", "Enum.Parse")]
    [InlineData("class C { string M(object o) => $\"a {o.GetType()}\"; }", "The text of a 'Type'")]
    [InlineData("class C { string M() => typeof(C).Name; }", "MemberInfo.Name")]
    public async Task A_name_that_needs_reflection_is_refused(string source, string what)
    {
        var message = Assert.Single(await GeneratorHarness.AnalyzeAsync(source));
        Assert.StartsWith(what + " needs reflection", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C { string M(DayOfWeek day) => $\"on {(int)day}\"; }")]
    [InlineData("class C { bool M(DayOfWeek day) => day.HasFlag(DayOfWeek.Monday) && day == DayOfWeek.Friday; }")]
    [InlineData("class C { string M() => nameof(DayOfWeek.Monday); }")]
    [InlineData("class C { bool M(object o) => o.GetType() == typeof(C); }")]
    public async Task What_needs_none_is_accepted(string source) => Assert.Empty(await GeneratorHarness.AnalyzeAsync(source));
}
