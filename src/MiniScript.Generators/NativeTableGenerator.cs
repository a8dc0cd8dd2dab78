using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MiniScript.Generators.Emission;
using MiniScript.Generators.Models;
using MiniScript.Generators.Reading;

namespace MiniScript.Generators;

/// <summary>
/// Turns attributed C# classes into what the runtime calls: thunks of the native calling convention, a registration method per class,
/// and one table of modules per assembly.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NativeTableGenerator : IIncrementalGenerator
{
    /// <summary>The name of the pipeline step that yields the class models.</summary>
    internal const string ContainerStep = "Containers";

    /// <summary>The name of the pipeline step that yields the assembly's table model.</summary>
    internal const string TableStep = "Table";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var extensions = Containers(context, RuntimeNames.Extension, ContainerKind.Extension);
        var modules = Containers(context, RuntimeNames.BuiltinModule, ContainerKind.BuiltinModule);
        var types = Containers(context, RuntimeNames.BuiltinType, ContainerKind.BuiltinType);
        var extensionTypes = Containers(context, RuntimeNames.ExtensionType, ContainerKind.ExtensionType);
        context.RegisterSourceOutput(extensionTypes, ContainerEmitter.Emit);
        context.RegisterSourceOutput(extensions, ContainerEmitter.Emit);
        context.RegisterSourceOutput(modules, ContainerEmitter.Emit);
        context.RegisterSourceOutput(types, ContainerEmitter.Emit);

        var entries = extensions.Collect().Combine(modules.Collect()).Select((pair, _) => new EquatableArray<ModuleEntry>(
            [.. pair.Left.Concat(pair.Right).Where(model => model.IsValid).Select(model => new ModuleEntry(
                model.Name, model.FullName, model.Kind == ContainerKind.Extension, model.Location, model.Details.Version, model.Details.Requires))]));
        var typeEntries = extensionTypes.Collect().Select((models, _) => new EquatableArray<TypeEntry>(
            [.. models.Where(model => model.IsValid).Select(model => new TypeEntry(model.Name, model.FullName, model.Location))]));
        var surroundings = context.CompilationProvider.Select((compilation, _) => (
            compilation.AssemblyName,
            IsExecutable: compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication,
            References: ReadReferences(compilation)));
        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var value) && value.Length > 0 ? value : null);
        var table = entries.Combine(surroundings).Combine(rootNamespace).Combine(typeEntries).Select((all, _) =>
        {
            var ((modules, (assembly, isExecutable, references)), root) = all.Left;
            return new TableModel((root ?? assembly ?? "MiniScript") + ".Generated", isExecutable, modules, references, all.Right);
        });
        context.RegisterSourceOutput(table.WithTrackingName(TableStep), TableEmitter.Emit);
    }

    private static IncrementalValuesProvider<ContainerModel> Containers(
        IncrementalGeneratorInitializationContext context, string attribute, ContainerKind kind) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
            (match, _) => ContainerReader.Read(kind, match)).WithTrackingName(ContainerStep);

    /// <summary>The tables of referenced assemblies, found by their assembly attribute.</summary>
    private static EquatableArray<ReferencedTable> ReadReferences(Compilation compilation)
    {
        var tables = new List<ReferencedTable>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (var attribute in assembly.GetAttributes())
            {
                if (attribute.AttributeClass?.ToDisplayString() == RuntimeNames.ExtensionAssembly && attribute.ConstructorArguments.Length == 3
                    && attribute.ConstructorArguments[0].Value is INamedTypeSymbol table)
                {
                    tables.Add(new ReferencedTable(
                        table.ToDisplayString(), assembly.Name, Strings(attribute.ConstructorArguments[1]), Strings(attribute.ConstructorArguments[2]),
                        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Versions") is { Key: not null } versions ? Strings(versions.Value) : EquatableArray<string>.Empty));
                }
            }
        }
        return new EquatableArray<ReferencedTable>([.. tables]);
    }

    private static EquatableArray<string> Strings(TypedConstant array) =>
        new([.. array.Values.Select(value => value.Value as string ?? "")]);
}
