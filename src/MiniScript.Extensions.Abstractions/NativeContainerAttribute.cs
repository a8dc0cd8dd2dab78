namespace MiniScript.Extensions;

/// <summary>
/// Marks a <c>static partial</c> class whose attributed members a script sees under <see cref="Name"/>.
/// The source generator reads it at build time; nothing looks at it at run time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class NativeContainerAttribute(string name) : Attribute
{
    /// <summary>The name in script: a dotted module name, or a type name.</summary>
    public string Name { get; } = name;

    /// <summary>The documentation that <c>help()</c> shows; when null, the class's <c>&lt;summary&gt;</c>.</summary>
    public string? Doc { get; set; }
}

/// <summary>A module compiled into the executable. At most 32 of them, with at most 64 functions each; the build checks both.</summary>
/// <param name="name">The name that <c>import</c> takes: a Python identifier, or several joined by dots.</param>
public sealed class ExtensionAttribute(string name) : NativeContainerAttribute(name);

/// <summary>One of the language's own modules (<c>builtins</c>, <c>sys</c>, …): an extension that is outside the limits.</summary>
/// <param name="name">The name that <c>import</c> takes.</param>
public sealed class BuiltinModuleAttribute(string name) : NativeContainerAttribute(name);

/// <summary>The methods and properties of a type that the runtime defines.</summary>
/// <param name="name">The type's name in script.</param>
public sealed class BuiltinTypeAttribute(string name) : NativeContainerAttribute(name)
{
    /// <summary>The runtime's ids of the types whose instances the members take, between blanks, where it is not the one of the name.</summary>
    public string? Ids { get; set; }
}
