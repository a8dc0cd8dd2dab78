using Microsoft.CodeAnalysis;
using MiniScript.Generators.Models;

namespace MiniScript.Generators.Emission;

/// <summary>A module that an assembly declares.</summary>
/// <param name="Version">The version, or empty.</param>
/// <param name="Requires">What it requires of other extensions.</param>
internal readonly record struct ModuleEntry(string Name, string FullName, bool IsExtension, LocationInfo Location, string Version, EquatableArray<string> Requires);

/// <summary>An extension type that an assembly declares.</summary>
/// <param name="Name">The name in script, with its module.</param>
internal readonly record struct TypeEntry(string Name, string FullName, LocationInfo Location)
{
    /// <summary>The module that it is in.</summary>
    public string Module => Name.Substring(0, Name.LastIndexOf('.'));
}

/// <summary>The table of a referenced assembly.</summary>
/// <param name="Versions">Of each extension that says so, its name, its version or 0, and what it requires, between blanks.</param>
internal sealed record ReferencedTable(
    string TableName, string AssemblyName, EquatableArray<string> Extensions, EquatableArray<string> BuiltinModules, EquatableArray<string> Versions);

/// <summary>What the table of an assembly depends on.</summary>
/// <param name="Namespace">The namespace of the generated class.</param>
/// <param name="IsExecutable">Whether the assembly is a program, which gathers what its references contain.</param>
internal sealed record TableModel(string Namespace, bool IsExecutable, EquatableArray<ModuleEntry> Modules, EquatableArray<ReferencedTable> References, EquatableArray<TypeEntry> Types);

/// <summary>Emits an assembly's table of modules and checks the limits over everything that ends up in one executable.</summary>
internal static class TableEmitter
{
    /// <summary>Reports what is wrong with the set of modules and adds the table, unless it would be empty.</summary>
    public static void Emit(SourceProductionContext context, TableModel model)
    {
        Check(context, model);
        RequirementCheck.Run(context, model);
        var references = model.IsExecutable ? [.. model.References] : Array.Empty<ReferencedTable>();
        if (model.Modules.Count > 0 || references.Length > 0)
        {
            context.AddSource("ExtensionTable.g.cs", Source(model, references));
        }
    }

    private static void Check(SourceProductionContext context, TableModel model)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var extensions = 0;
        foreach (var reference in model.References)
        {
            foreach (var name in reference.Extensions.Concat(reference.BuiltinModules))
            {
                var owner = $"assembly '{reference.AssemblyName}'";
                if (owners.TryGetValue(name, out var first))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Diagnostics.DuplicateExtension, Location.None, name, first, owner));
                }
                owners[name] = owner;
            }
            foreach (var name in reference.Extensions)
            {
                if (++extensions > Diagnostics.MaximumExtensions)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Diagnostics.TooManyExtensions, Location.None, name, extensions));
                }
            }
        }
        foreach (var type in model.Types.Where(type => !model.Modules.Any(module => module.IsExtension && module.Name == type.Module)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.HomelessType, type.Location.ToLocation(), type.Name, type.Module));
        }
        foreach (var module in model.Modules)
        {
            var owner = $"class '{module.FullName.Replace("global::", "")}'";
            if (owners.TryGetValue(module.Name, out var first))
            {
                context.ReportDiagnostic(Diagnostic.Create(Diagnostics.DuplicateExtension, module.Location.ToLocation(), module.Name, first, owner));
            }
            owners[module.Name] = owner;
            if (module.IsExtension && ++extensions > Diagnostics.MaximumExtensions)
            {
                context.ReportDiagnostic(Diagnostic.Create(Diagnostics.TooManyExtensions, module.Location.ToLocation(), module.Name, extensions));
            }
        }
    }

    private static string Source(TableModel model, ReferencedTable[] references)
    {
        var table = $"global::{model.Namespace}.ExtensionTable";
        var extensions = model.Modules.Where(m => m.IsExtension).Select(m => m.Name).ToArray();
        var builtins = model.Modules.Where(m => !m.IsExtension).Select(m => m.Name).ToArray();
        var names = model.Modules.Select(m => m.Name).Concat(references.SelectMany(r => r.Extensions.Concat(r.BuiltinModules)))
            .Distinct().OrderBy(name => name, StringComparer.Ordinal);
        var known = extensions.Concat(references.SelectMany(r => r.Extensions)).Distinct().OrderBy(name => name, StringComparer.Ordinal);
        var writer = new SourceWriter();
        writer.Line("// <auto-generated/>").Line("#nullable enable").Line();
        if (model.Modules.Count > 0)
        {
            var versions = model.Modules.Select(RequirementCheck.Describe).Where(text => text.Length > 0).ToArray();
            writer.Line($"[assembly: global::{RuntimeNames.ExtensionAssembly.Replace("Attribute", "")}(typeof({table}), {Strings(extensions)}, {Strings(builtins)}"
                    + $"{(versions.Length > 0 ? $", Versions = {Strings(versions)}" : "")})]")
                .Line();
        }
        writer.Line($"namespace {model.Namespace};").Line()
            .Line("/// <summary>The native modules that this assembly knows.</summary>")
            .Open("public static unsafe class ExtensionTable")
            .Line("/// <summary>Every module's name in UTF-8, in order, each ended by a zero byte.</summary>")
            .Line($"public static global::System.ReadOnlySpan<byte> Names => {SourceWriter.Utf8(string.Concat(names.Select(name => name + "\0")))};")
            .Line()
            .Line("/// <summary>The names of the modules among them that are extensions.</summary>")
            .Line($"public static global::System.ReadOnlySpan<byte> Extensions => {SourceWriter.Utf8(string.Concat(known.Select(name => name + "\0")))};")
            .Line()
            .Line("/// <summary>The modules as an engine takes them.</summary>")
            .Line($"public static {RuntimeNames.ExtensionSet} Set => new(&Find, Extensions);")
            .Line()
            .Line("/// <summary>The registration method of the module of that UTF-8 name; null when there is none.</summary>")
            .Open($"public static {RuntimeNames.RegisterPointer} Find(global::System.ReadOnlySpan<byte> name)");
        if (model.Modules.Count > 0)
        {
            writer.Open("switch (name.Length)");
        }
        foreach (var group in model.Modules.GroupBy(m => System.Text.Encoding.UTF8.GetByteCount(m.Name)).OrderBy(g => g.Key))
        {
            writer.Open($"case {group.Key}:");
            foreach (var module in group)
            {
                writer.Open($"if (global::System.MemoryExtensions.SequenceEqual(name, {SourceWriter.Utf8(module.Name)}))")
                    .Line($"return &{(model.Types.Any(type => type.Module == module.Name) ? "Register_" + module.Name.Replace('.', '_') : module.FullName + ".Register")};").Close();
            }
            writer.Line("break;").Close();
        }
        if (model.Modules.Count > 0)
        {
            writer.Close();
        }
        if (references.Length > 0)
        {
            writer.Line($"{RuntimeNames.RegisterPointer} found;");
        }
        foreach (var reference in references)
        {
            writer.Line($"found = global::{reference.TableName}.Find(name);").Open("if (found != null)").Line("return found;").Close();
        }
        writer.Line("return null;").Close();
        foreach (var module in model.Modules.Where(module => model.Types.Any(type => type.Module == module.Name)))
        {
            writer.Line().Open($"private static void Register_{module.Name.Replace('.', '_')}(ref {RuntimeNames.TableBuilder} table)");
            foreach (var type in model.Types.Where(type => type.Module == module.Name))
            {
                writer.Line($"{type.FullName}.Define(ref table);");
            }
            writer.Line($"{module.FullName}.Register(ref table);").Close();
        }
        return writer.Close().ToString();
    }

    private static string Strings(string[] names) =>
        $"new string[] {{ {string.Join(", ", names.Select(name => $"\"{name}\""))} }}";
}
