namespace MiniScript.Extensions;

/// <summary>
/// An exception type of an extension's own: an attribute of its module, which <see cref="ScriptException"/> raises by <c>module.name</c>
/// (<c>throw new ScriptException("geo.GeoError", "no such place")</c>).
/// </summary>
/// <param name="name">The name in script: a Python identifier.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExtensionErrorAttribute(string name) : Attribute
{
    /// <summary>The name in script.</summary>
    public string Name { get; } = name;

    /// <summary>The base: a builtin exception type, or an error of the same extension that is declared before this one.</summary>
    public string Base { get; set; } = "Exception";

    /// <summary>The documentation that <c>help()</c> shows.</summary>
    public string? Doc { get; set; }
}
