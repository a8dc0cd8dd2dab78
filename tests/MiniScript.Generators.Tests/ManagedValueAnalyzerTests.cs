namespace MiniScript.Generators.Tests;

/// <summary>Where MSX100 strikes and where it does not.</summary>
public class ManagedValueAnalyzerTests
{
    private const string Types = """
        ref struct OnStack { public Value Inside; }
        unsafe struct Node { public Value Key; public Node* Next; }
        delegate Value Callback(Value argument);
        """;

    [Theory]
    [InlineData("class C { Value field; }", "Field 'field'")]
    [InlineData("class C { Value Property { get; set; } }", "Property 'Property'")]
    [InlineData("class C { Value[] field; }", "Field 'field'")]
    [InlineData("class C { Node field; }", "Field 'field'")]
    [InlineData("struct S { static Value field; }", "Field 'field'")]
    [InlineData("class C { object M() => new Value[3]; }", "This array")]
    [InlineData("class C { object M() => new List<Value>(); }", "'List<Value>'")]
    [InlineData("class C { object M() => new Dictionary<string, Node>(); }", "'Dictionary<string, Node>'")]
    [InlineData("class C { object M(Value value) => value; }", "This boxed copy")]
    [InlineData("class C { Action M(Value value) => () => value.ToString(); }", "Captured 'value'")]
    [InlineData("class C { IEnumerable<int> M() { Value value = default; yield return value.IsNone ? 1 : 0; } }", "Local 'value' of a state machine")]
    [InlineData("class C { async System.Threading.Tasks.Task M(Value value) => await System.Threading.Tasks.Task.Yield(); }", "Parameter 'value' of a state machine")]
    public async Task A_value_in_a_managed_object_is_refused(string source, string what)
    {
        var message = Assert.Single(await GeneratorHarness.AnalyzeAsync(Types + "\n" + source));
        Assert.StartsWith(what + " would hold a script Value", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsafe class C { Value* field; Node* node; }")]
    [InlineData("class C { Callback field; Func<Value, Value> other; }")]
    [InlineData("class C { Value Computed => default; Value M(Value a) { Value b = a; return b; } }")]
    [InlineData("class C { void M() { Span<Value> s = stackalloc Value[4]; ReadOnlySpan<Value> r = s; OnStack o = default; } }")]
    [InlineData("class C { Func<Value, bool> M() => static v => v.IsNone; }")]
    [InlineData("class C { static void Local(Value a) { static bool Is(Value b) => b.IsNone; Is(a); } }")]
    public async Task A_value_elsewhere_is_accepted(string source) => Assert.Empty(await GeneratorHarness.AnalyzeAsync(Types + "\n" + source));
}
