using Microsoft.CodeAnalysis;

namespace MiniScript.Generators.Tests;

/// <summary>What the generator emits: that it compiles, what one file looks like, and that an unrelated edit regenerates nothing.</summary>
public class GeneratedSourceTests
{
    private const string Sample = """
        /// <summary>Sample <c>functions</c>.</summary>
        [Extension("sample")]
        public static unsafe partial class SampleExtension
        {
            [Constant("pi")] internal const double Pi = 3.5;

            /// <summary>The length of (<paramref name="x"/>, y) &amp; more.</summary>
            [Function("hypot")] static double Hypot(double x, double y) => Math.Sqrt((x * x) + (y * y));

            [Function("scale")] static string? Scale(string text, long by = 2, string? maxSplit = null) => text;

            [Function("gcd", Signature = "(*integers)")] static Value Gcd(Vm* vm, Args integers) => Value.None;
        }
        """;

    private const string Everything = """
        [BuiltinType("list")] static unsafe partial class ListMethods
        {
            [Method("append", Signature = "($self, object, /)")] static void Append(Vm* vm, List* self, Value item) { }
            [Method("pop", Signature = "($self, index=-1, /)")] static Value Pop(Vm* vm, List* self, long index) => default;
            [Method("clear")] static void Clear(List* self) { }
            [Method("sort", Signature = "($self, /, *, key=None, reverse=False)")] static Value Sort(Vm* vm, List* self, Value key, bool reverse) => default;
            [Method("get", Signature = "($self, key, default=None, /)")] static Value Get(List* self, Value key, Value fallback) => default;
            [Method("pick", Signature = "($self, key, default=<unrepresentable>, /)")] static Value Pick(List* self, Value key, Value fallback) => default;
            [Method("join", Signature = "($self, text, other=None, /, size=1, *rest, **more)")]
            static Str* Join(List* self, Str* text, Str* other, int size, Args rest, KeywordArgs more) => null;
            [ClassMethod("fromkeys")] static Value FromKeys(Vm* vm, TypeObject* cls, Value iterable, Value value = default) => default;
            [StaticMethod("maketrans")] static BigInteger MakeTrans(BigInteger x, byte[] y, double? z = null, bool? w = null, long? v = 3) => x;
            [Property("real", Setter = nameof(SetReal))] static long GetReal(Vm* vm, List* self) => 1;
            static void SetReal(Vm* vm, List* self, long value) { }
            [Property("flag", Setter = nameof(SetFlag))] static bool GetFlag(List* self) => true;
            static bool SetFlag(Vm* vm, List* self, Value value) => true;
            [Property("imag")] static Value GetImag(Value self) => self;
            [Method("raw", Raw = true)] static Value Raw(Vm* vm, Value* args, int argc, Tuple* kwNames) => default;
        }
        [BuiltinModule("builtins")] static unsafe partial class Builtins
        {
            [Function("len")] static Value Len(Vm* vm, Value obj) => default;
            [Function("print", Signature = "(*args, sep=' ', end='\\n', file=None, flush=False)")]
            static Value Print(Vm* vm, Args args, string sep, Value end, Value file, bool flush) => default;
            [Constant("answer")] static Value Answer(Vm* vm) => default;
            [Constant("text")] static string Text => "x";
        }
        [Extension("ext")] internal static unsafe partial class Ext
        {
            [Function("spans")] static byte[]? Spans(ReadOnlySpan<byte> data, double scale = double.NaN, string sep = "a'\n", Value lambda = default) => null;
            [Function("raw", Raw = true)] static Value Raw(Vm* vm, Value* args, int argc, Tuple* kwNames) => default;
            [Function("nothing")] static void Nothing() { }
            [Function("items")] static List<double?> Items(ExtensionContext ctx, IReadOnlyList<string> names, int[] numbers, Dictionary<string, List<bool>>? map = null) => [];
            [Function("calls")] static object? Calls(ScriptCallable function, ScriptObject other, object? value = null, params long[] rest) => value;
            [Function("circles")] static IEnumerable<Circle> Circles(Circle first, IEnumerable<Circle?> more) => [first];
            [Function("wait")] static System.Threading.Tasks.Task Wait(double seconds) => System.Threading.Tasks.Task.CompletedTask;
            [Function("fetch")] static System.Threading.Tasks.ValueTask<List<string>> Fetch(ScriptCallable each) => default;
            [Constant("table")] static readonly Dictionary<long, string> Table = [];
        }
        /// <summary>A circle.</summary>
        [ExtensionType("ext.Circle")] internal sealed partial class Circle : IEnumerable<Circle>, IDisposable
        {
            [Constructor] public Circle(double radius, string? label = null) { }
            [Property("radius")] public double Radius { get; set; }
            [Property("label")] public string? Label { get; init; }
            [Method("area")] public double Area(int digits = 2) => 1;
            [Method("walk")] private IEnumerable<long> Walk(ExtensionContext ctx, ScriptCallable each) => [];
            [StaticMethod("unit")] public static Circle Unit() => new(1);
            public IEnumerator<Circle> GetEnumerator() => throw new NotSupportedException();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            public void Dispose() { }
        }
        [ExtensionType("ext.Pair")] internal sealed partial record Pair([property: Property("first")] long First, [property: Property("second")] string? Second);
        """;

    [Fact]
    public void Every_form_of_member_compiles() => GeneratorHarness.RunClean(GeneratorHarness.Compile(Everything), out _);

    [Fact]
    public void The_instance_is_checked_by_type()
    {
        var source = Source(GeneratorHarness.RunClean(GeneratorHarness.Compile(Everything), out _), "Sample.ListMethods.g.cs");
        Assert.Contains("IsSelf(vm, args[0], global::MiniScript.Runtime.Memory.TypeId.List)", source, StringComparison.Ordinal);
    }

    [Fact]
    public void An_executable_gathers_the_tables_of_its_references()
    {
        GeneratorHarness.RunClean(GeneratorHarness.Compile(Everything).WithAssemblyName("Library"), out var library);
        var program = GeneratorHarness.Compile(Sample + "\nstatic class Program { static void Main() { } }", OutputKind.ConsoleApplication, GeneratorHarness.Emit(library));
        var table = Source(GeneratorHarness.RunClean(program, out _), "ExtensionTable.g.cs");
        Assert.Contains("found = global::Library.Generated.ExtensionTable.Find(name);", table, StringComparison.Ordinal);
        Assert.Contains("Names => \"builtins\\0ext\\0sample\\0\"u8", table, StringComparison.Ordinal);
    }

    [Fact]
    public void One_extension_is_emitted_as_recorded()
    {
        var actual = Source(GeneratorHarness.RunClean(GeneratorHarness.Compile(Sample), out _), "Sample.SampleExtension.g.cs");
        using var stream = typeof(GeneratedSourceTests).Assembly.GetManifestResourceStream("SampleExtension.txt");
        using var reader = stream == null ? null : new StreamReader(stream);
        var expected = reader?.ReadToEnd() ?? "";
        if (actual != expected)
        {
            var received = Path.Combine(AppContext.BaseDirectory, "SampleExtension.received.txt");
            File.WriteAllText(received, actual);
            Assert.Fail($"The generated source differs from Snapshots/SampleExtension.txt; compare with {received}");
        }
    }

    [Fact]
    public void An_unrelated_edit_regenerates_nothing()
    {
        var compilation = GeneratorHarness.Compile(Everything + Sample);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var edited = compilation.AddSyntaxTrees(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
            "class Unrelated { int field; }", (Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)compilation.SyntaxTrees[0].Options));
        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();
        foreach (var step in new[] { NativeTableGenerator.ContainerStep, NativeTableGenerator.TableStep })
        {
            var reasons = result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason).ToArray();
            Assert.NotEmpty(reasons);
            Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static string Source(GeneratorDriverRunResult result, string hint) =>
        result.Results.Single().GeneratedSources.Single(source => source.HintName == hint).SourceText.ToString();
}
