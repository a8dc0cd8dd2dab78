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
public sealed class ExtensionAttribute(string name) : NativeContainerAttribute(name)
{
    /// <summary>The version, which is <c>__version__</c> in script: numbers joined by dots, <c>1.2.0</c>.</summary>
    public string? Version { get; set; }

    /// <summary>The extensions that this one needs, each a name or a name and its least version: <c>math &gt;= 1.0</c>. The build of the executable checks them.</summary>
    public string[]? Requires { get; set; }
}

/// <summary>
/// A class of C# that scripts make and use instances of, as an attribute of an extension of the same assembly. Its <see cref="ConstructorAttribute"/>,
/// <see cref="MethodAttribute"/>, <see cref="StaticMethodAttribute"/> and <see cref="PropertyAttribute"/> members are those of the script type.
/// </summary>
/// <remarks>
/// Declare it as a <c>sealed partial</c> class. If it is <see cref="IDisposable"/>, instances are context managers, and each is disposed of once: at the end of its
/// <c>with</c>, when it is collected, or when the machine ends. If it is <c>IEnumerable&lt;T&gt;</c>, scripts iterate over it.
/// </remarks>
/// <param name="name">The extension's name, a dot, and the type's: <c>geo.Circle</c>.</param>
public sealed class ExtensionTypeAttribute(string name) : NativeContainerAttribute(name);

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
