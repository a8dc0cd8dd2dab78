using Microsoft.CodeAnalysis;

namespace MiniScript.Generators.Tests;

/// <summary>Every diagnostic of the generator, each from a source that deserves it.</summary>
public class GeneratorDiagnosticTests
{
    private static void Expect(string id, string fragment, string source, params MetadataReference[] references)
    {
        var (actualId, message) = Assert.Single(GeneratorHarness.Diagnose(source, references));
        Assert.Equal(id, actualId);
        Assert.Contains(fragment, message, StringComparison.Ordinal);
    }

    private static string Extensions(int count, int first = 1) => string.Join("\n", Enumerable.Range(first, count).Select(
        i => $"[Extension(\"ext{i}\")] public static partial class Ext{i} {{ }}"));

    private static string Functions(int count) => "[Extension(\"big\")] public static partial class Big { " + string.Join("\n", Enumerable.Range(1, count).Select(
        i => $"[Function(\"f{i}\")] static long F{i}() => {i};")) + " }";

    [Fact]
    public void The_32nd_extension_is_accepted() => Assert.Empty(GeneratorHarness.Diagnose(Extensions(32)));

    [Fact]
    public void The_33rd_extension_is_refused() => Expect("MSX001", "'ext33' is number 33", Extensions(33));

    [Fact]
    public void Builtin_modules_are_outside_the_limit() =>
        Assert.Empty(GeneratorHarness.Diagnose(Extensions(32) + "\n[BuiltinModule(\"sys\")] static partial class Sys { }"));

    [Fact]
    public void Extensions_of_a_referenced_assembly_count()
    {
        GeneratorHarness.RunClean(GeneratorHarness.Compile(Extensions(30)).WithAssemblyName("Library"), out var library);
        Expect("MSX001", "'ext33' is number 33", Extensions(3, first: 31), GeneratorHarness.Emit(library));
    }

    [Fact]
    public void The_64th_function_is_accepted() => Assert.Empty(GeneratorHarness.Diagnose(Functions(64)));

    [Fact]
    public void The_65th_function_is_refused() => Expect("MSX002", "'f65' is number 65 of extension 'big'", Functions(65));

    [Fact]
    public void Two_extensions_of_one_name_are_refused() => Expect("MSX003", "class 'Sample.A' and class 'Sample.B'", """
        [Extension("twin")] public static partial class A { }
        [Extension("twin")] public static partial class B { }
        """);

    [Fact]
    public void An_extension_of_the_name_of_a_referenced_one_is_refused()
    {
        GeneratorHarness.RunClean(GeneratorHarness.Compile("[Extension(\"twin\")] public static partial class A { }").WithAssemblyName("Library"), out var library);
        Expect("MSX003", "assembly 'Library' and class 'Sample.B'", "[Extension(\"twin\")] public static partial class B { }", GeneratorHarness.Emit(library));
    }

    [Fact]
    public void Two_functions_of_one_name_are_refused() => Expect("MSX004", "'A' declares 'f' twice", """
        [Extension("a")] public static partial class A { [Function("f")] static void F() { } [Function("f")] static void G() { } }
        """);

    [Theory]
    [InlineData("")]
    [InlineData("2x")]
    [InlineData("a-b")]
    [InlineData("lambda")]
    [InlineData("é")]
    public void A_function_name_that_script_cannot_write_is_refused(string name) => Expect("MSX005", $"'{name}' is not a name", $$"""
        [Extension("a")] public static partial class A { [Function("{{name}}")] static void F() { } }
        """);

    [Fact]
    public void A_module_name_that_script_cannot_write_is_refused() =>
        Expect("MSX005", "'a..b' is not a name", "[Extension(\"a..b\")] public static partial class A { }");

    [Fact]
    public void A_dotted_module_name_is_accepted() => Assert.Empty(GeneratorHarness.Diagnose("[Extension(\"os.path\")] public static partial class A { }"));

    [Theory]
    [InlineData("DateTime")]
    [InlineData("int*")]
    [InlineData("Value*")]
    [InlineData("List<Value>")]
    [InlineData("List<DateTime>")]
    [InlineData("Dictionary<string, Tuple>")]
    [InlineData("object")]
    public void A_parameter_type_without_conversion_is_refused(string type) => Expect("MSX006", "Parameter 'x' of 'F' has type", $$"""
        [Extension("a")] public static unsafe partial class A { [Function("f")] static void F({{type}} x) { } }
        """);

    [Fact]
    public void A_result_type_without_conversion_is_refused() => Expect("MSX007", "'F' returns 'System.DateTime'", """
        [Extension("a")] public static partial class A { [Function("f")] static DateTime F() => default; }
        """);

    [Theory]
    [InlineData("x", "it must be enclosed in parentheses")]
    [InlineData("(x, y)", "it has 2 parameters, but the method takes 1")]
    [InlineData("($self, x)", "'$' marks an instance, which this member does not take")]
    [InlineData("(*, *, x)", "'*' must come once")]
    [InlineData("(*, /, x)", "'/' must come once, before '*'")]
    [InlineData("(x=1, y)", "has no default")]
    [InlineData("(x, x)", "parameter 'x' occurs twice")]
    [InlineData("(x=None)", "the default None of 'x' does not fit 'long'")]
    [InlineData("(*x)", "pairs with a parameter of type Args")]
    [InlineData("(x y)", "'x y' is not a parameter")]
    [InlineData("(**k, x)", "nothing may follow the '**' parameter")]
    public void A_wrong_signature_is_refused(string signature, string fragment) => Expect("MSX008", fragment, $$"""
        [Extension("a")] public static partial class A { [Function("f", Signature = "{{signature}}")] static void F(long x) { } }
        """);

    [Theory]
    [InlineData("public partial class A { }", "is not static")]
    [InlineData("public static class A { }", "is not partial")]
    [InlineData("public static partial class A<T> { }", "has type parameters")]
    public void A_class_that_cannot_hold_an_extension_is_refused(string source, string fragment) =>
        Expect("MSX009", fragment, "[Extension(\"a\")] " + source);

    [Fact]
    public void A_nested_class_is_refused() =>
        Expect("MSX009", "is nested", "public static partial class Outer { [Extension(\"a\")] public static partial class A { } }");

    [Theory]
    [InlineData("static void F<T>() { }", "has type parameters")]
    [InlineData("static void F(ref long x) { }", "by reference")]
    public void A_method_that_cannot_be_called_is_refused(string method, string fragment) =>
        Expect("MSX010", fragment, $"[Extension(\"a\")] public static partial class A {{ [Function(\"f\")] {method} }}");

    [Fact]
    public void An_instance_method_is_refused() => Assert.Contains(
        GeneratorHarness.Diagnose("[Extension(\"a\")] public partial class A { [Function(\"f\")] void F() { } }"), d => d.Id == "MSX010");

    [Theory]
    [InlineData("[Extension(\"a\")]", "[Method(\"f\")] static void F(Value self) { }", "a module has [Function] and [Constant]")]
    [InlineData("[BuiltinType(\"a\")]", "[Function(\"f\")] static void F() { }", "a builtin type has [Method]")]
    [InlineData("[BuiltinType(\"a\")]", "[Constant(\"f\")] const long F = 1;", "a builtin type has [Method]")]
    public void A_member_that_its_class_does_not_take_is_refused(string container, string member, string fragment) =>
        Expect("MSX011", fragment, $"{container} public static partial class A {{ {member} }}");

    [Theory]
    [InlineData("", "is not there")]
    [InlineData("static void SetX(Value self) { }", "has the wrong parameters or result")]
    public void A_wrong_setter_is_refused(string setter, string fragment) => Expect("MSX012", fragment, $$"""
        [BuiltinType("t")] static partial class A { [Property("x", Setter = "SetX")] static long GetX(Value self) => 1; {{setter}} }
        """);

    [Fact]
    public void A_raw_function_of_another_shape_is_refused() => Expect("MSX013", "Raw function 'F'", """
        [BuiltinModule("a")] static unsafe partial class A { [Function("f", Raw = true)] static Value F(Vm* vm, Value* args) => default; }
        """);

    [Theory]
    [InlineData("public static partial class T { }", "is static")]
    [InlineData("public abstract partial class T { }", "is abstract")]
    [InlineData("public sealed class T { }", "is not partial")]
    [InlineData("public partial class T { }", "is not sealed")]
    [InlineData("public partial class T<U> { }", "has type parameters")]
    public void A_class_that_cannot_be_an_extension_type_is_refused(string source, string fragment) =>
        Expect("MSX015", fragment, "[Extension(\"a\")] public static partial class A { }\n[ExtensionType(\"a.T\")] " + source);

    [Theory]
    [InlineData("[Method(\"f\")] static void F() { }", "'F' is static")]
    [InlineData("[StaticMethod(\"f\")] void F() { }", "'F' is not static")]
    [InlineData("[Method(\"f\")] void F(ref long x) { }", "takes a parameter by reference")]
    [InlineData("[Property(\"f\")] static long F => 1;", "'F' is static")]
    [InlineData("[Property(\"f\")] long F { set { } }", "has no getter")]
    public void A_member_that_an_extension_type_cannot_have_is_refused(string member, string fragment) =>
        Expect("MSX016", fragment, "[Extension(\"a\")] public static partial class A { }\n[ExtensionType(\"a.T\")] public sealed partial class T { " + member + " }");

    [Fact]
    public void Two_constructors_are_refused() => Expect("MSX004", "'T' declares '__init__' twice", """
        [Extension("a")] public static partial class A { }
        [ExtensionType("a.T")] public sealed partial class T { [Constructor] public T() { } [Constructor] public T(long x) { } }
        """);

    [Fact]
    public void An_extension_type_without_its_extension_is_refused() => Expect("MSX017", "'b.T' belongs to the extension 'b'", """
        [Extension("a")] public static partial class A { }
        [ExtensionType("b.T")] public sealed partial class T { }
        """);

    [Theory]
    [InlineData("Version = \"one\"", "MSX018", "'one' is no version")]
    [InlineData("Version = \"1.2.3.4.5\"", "MSX018", "'1.2.3.4.5' is no version")]
    [InlineData("Requires = [\"math > 1\"]", "MSX019", "'math > 1' is no requirement")]
    [InlineData("Requires = [\"math >= x\"]", "MSX019", "'math >= x' is no requirement")]
    public void A_version_or_requirement_that_is_none_is_refused(string argument, string id, string fragment) =>
        Expect(id, fragment, $"[Extension(\"a\", {argument})] public static partial class A {{ }}");

    [Theory]
    [InlineData("b >= 2.1", "'b' has version 2.0")]
    [InlineData("c", "the executable has no extension of that name")]
    [InlineData("d >= 1", "'d' states no version")]
    public void A_requirement_that_is_not_met_is_refused(string requirement, string fragment)
    {
        GeneratorHarness.RunClean(GeneratorHarness.Compile($$"""
            [Extension("a", Requires = ["{{requirement}}", "b >= 1.9.5"])] public static partial class A { }
            [Extension("b", Version = "2.0")] public static partial class B { }
            [Extension("d")] public static partial class D { }
            """).WithAssemblyName("Library"), out var library);
        var program = GeneratorHarness.Compile("static class Program { static void Main() { } }", OutputKind.ConsoleApplication, GeneratorHarness.Emit(library));
        var diagnostic = Assert.Single(GeneratorHarness.Driver().RunGenerators(program).GetRunResult().Diagnostics);
        Assert.Equal("MSX020", diagnostic.Id);
        Assert.Contains(fragment, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static long x = 1;", "is not a member whose value can be read once")]
    [InlineData("static readonly DateTime x;", "has type 'System.DateTime'")]
    public void A_constant_that_cannot_be_read_is_refused(string member, string fragment) =>
        Expect("MSX014", fragment, $"[Extension(\"a\")] public static partial class A {{ [Constant(\"x\")] {member} }}");
}
