using Microsoft.CodeAnalysis;
using MiniScript.Generators.Signatures;

namespace MiniScript.Generators.Emission;

/// <summary>Checks what extensions require of each other, over everything that ends up in one executable.</summary>
internal static class RequirementCheck
{
    private const string NoVersion = "0";

    /// <summary>An extension's name, version and requirements between blanks; empty when there is nothing to say.</summary>
    public static string Describe(ModuleEntry module) => module.Version.Length == 0 && module.Requires.Count == 0
        ? ""
        : string.Join(" ", new[] { module.Name, module.Version.Length == 0 ? NoVersion : module.Version }.Concat(module.Requires.Select(text => text.Replace(" ", ""))));

    /// <summary>Reports every requirement that is not met. A library is checked with the executable that it gets into.</summary>
    public static void Run(SourceProductionContext context, TableModel model)
    {
        if (!model.IsExecutable)
        {
            return;
        }
        var described = model.References.SelectMany(reference => reference.Versions.Select(text => (text, Location: Location.None)))
            .Concat(model.Modules.Select(module => (Describe(module), Location: module.Location.ToLocation())))
            .Select(pair => (Parts: pair.Item1.Split(' '), pair.Location)).Where(pair => pair.Parts.Length > 1).ToArray();
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in model.References.SelectMany(r => r.Extensions.Concat(r.BuiltinModules)).Concat(model.Modules.Select(m => m.Name)))
        {
            versions[name] = NoVersion;
        }
        foreach (var (parts, _) in described)
        {
            versions[parts[0]] = parts[1];
        }
        foreach (var (parts, location) in described)
        {
            foreach (var text in parts.Skip(2))
            {
                if (Requirement.Parse(text) is not { } requirement)
                {
                    continue;
                }
                var fault = !versions.TryGetValue(requirement.Name, out var version) ? "the executable has no extension of that name"
                    : requirement.Version.Length > 0 && !Requirement.IsAtLeast(version, requirement.Version)
                        ? version == NoVersion ? $"'{requirement.Name}' states no version" : $"'{requirement.Name}' has version {version}"
                    : null;
                if (fault != null)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Diagnostics.UnmetRequirement, location, parts[0], text.Replace(">=", " >= "), fault));
                }
            }
        }
    }
}
