namespace MiniScript.Extensions;

/// <summary>Marks a method that scripts call: a static one, but for the methods of an extension type. The source generator emits the argument checks and conversions around it.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public abstract class NativeMemberAttribute(string name) : Attribute
{
    /// <summary>The name in script: a Python identifier.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The parameters in the form of Python's text signatures, such as <c>($self, key, default=None, /)</c>. When null they
    /// follow from the C# parameters: positional-only in builtins, by position or <c>snake_case</c> name in extensions.
    /// </summary>
    public string? Signature { get; set; }

    /// <summary>The documentation that <c>help()</c> shows; when null, the method's <c>&lt;summary&gt;</c>.</summary>
    public string? Doc { get; set; }

    /// <summary>
    /// True for a method that has the native calling convention itself (<c>Vm*, Value* args, int argc, Tuple* kwNames</c>) and checks
    /// its arguments on its own.
    /// </summary>
    public bool Raw { get; set; }
}

/// <summary>A function of a module.</summary>
/// <param name="name">The name in script.</param>
public sealed class FunctionAttribute(string name) : NativeMemberAttribute(name);

/// <summary>A method of a type. Of an extension type it is an instance method; of a builtin type its first parameter after the optional <c>Vm*</c> is the instance.</summary>
/// <param name="name">The name in script.</param>
public sealed class MethodAttribute(string name) : NativeMemberAttribute(name);

/// <summary>A class method of a builtin type; its first parameter after the optional <c>Vm*</c> is the class.</summary>
/// <param name="name">The name in script.</param>
public sealed class ClassMethodAttribute(string name) : NativeMemberAttribute(name);

/// <summary>A static method of a type.</summary>
/// <param name="name">The name in script.</param>
public sealed class StaticMethodAttribute(string name) : NativeMemberAttribute(name);

/// <summary>
/// A computed attribute of a type. Of an extension type it is a C# property, which scripts can set if it has a setter that is not private; of a builtin type the
/// marked method reads it.
/// </summary>
/// <param name="name">The name in script.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class PropertyAttribute(string name) : NativeMemberAttribute(name)
{
    /// <summary>
    /// The name of the static method of the same class that writes the attribute (instance, then value); null makes it read-only. A result of
    /// <c>bool</c> is false when an exception is pending; a value parameter of type <c>Value</c> is undefined when the attribute is deleted.
    /// </summary>
    public string? Setter { get; set; }
}

/// <summary>The constructor that scripts call by the name of the extension type. Without one, only C# makes instances.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class ConstructorAttribute() : NativeMemberAttribute("__init__");
