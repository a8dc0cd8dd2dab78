using System.ComponentModel;

namespace MiniScript.Extensions;

/// <summary>
/// Written by the source generator on an assembly that contains native modules, so that the build of an executable which references it
/// finds them in its metadata.
/// </summary>
/// <param name="table">The generated class that finds the assembly's modules by name.</param>
/// <param name="extensions">The names of its extensions.</param>
/// <param name="builtinModules">The names of its modules that belong to the language and so count against no limit.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExtensionAssemblyAttribute(Type table, string[] extensions, string[] builtinModules) : Attribute
{
    /// <summary>The generated class that finds the assembly's modules by name.</summary>
    public Type Table { get; } = table;

    /// <summary>The names of the extensions in the assembly.</summary>
    public IReadOnlyList<string> Extensions { get; } = extensions;

    /// <summary>Of each extension that says so, its name, its version and what it requires: <c>geo 1.2.0 math&gt;=1.0</c>.</summary>
    public string[]? Versions { get; set; }

    /// <summary>The names of the language's own modules in the assembly.</summary>
    public IReadOnlyList<string> BuiltinModules { get; } = builtinModules;
}
