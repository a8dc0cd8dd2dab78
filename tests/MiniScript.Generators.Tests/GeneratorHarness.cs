using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MiniScript.Extensions;

namespace MiniScript.Generators.Tests;

/// <summary>Compiles sources in memory, with the generator and without.</summary>
internal static class GeneratorHarness
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Numerics;
        using MiniScript.Extensions;
        using MiniScript.Runtime.Memory;
        using MiniScript.Runtime.Objects;
        using MiniScript.Runtime.Execution;
        using Tuple = MiniScript.Runtime.Objects.Tuple;
        namespace Sample;

        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] PlatformReferences =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FunctionAttribute).Assembly.Location),
    ];

    private static readonly Lazy<MetadataReference> Runtime = new(() =>
        Emit(CSharpCompilation.Create("MiniScript.Runtime", [CSharpSyntaxTree.ParseText(RuntimeSurface.Source, ParseOptions)], PlatformReferences, Options())));

    /// <summary>A compilation of a source that is put into namespace <c>Sample</c>, over the runtime's surface.</summary>
    public static CSharpCompilation Compile(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            "Sample", [CSharpSyntaxTree.ParseText(Usings + source, ParseOptions, "Sample.cs")],
            [.. PlatformReferences, Runtime.Value, .. references], Options(kind));

    /// <summary>Runs the generator; fails when the generated code does not compile.</summary>
    public static GeneratorDriverRunResult RunClean(CSharpCompilation compilation, out Compilation result)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out result, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Empty(result.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return driver.GetRunResult();
    }

    /// <summary>The ids of the generator's diagnostics, in order, with their messages.</summary>
    public static (string Id, string Message)[] Diagnose(string source, params MetadataReference[] references) =>
        [.. Driver().RunGenerators(Compile(source, OutputKind.DynamicallyLinkedLibrary, references)).GetRunResult().Diagnostics
            .Select(d => (d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))];

    /// <summary>The messages of the analyzer.</summary>
    public static async Task<string[]> AnalyzeAsync(string source)
    {
        var compilation = Compile(source);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new ManagedValueAnalyzer(), new ReflectedNameAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan.Start).Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>A driver that records why each step ran.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NativeTableGenerator().AsSourceGenerator()], parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A reference to the compiled assembly.</summary>
    public static MetadataReference Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static CSharpCompilationOptions Options(OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        new(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
}
