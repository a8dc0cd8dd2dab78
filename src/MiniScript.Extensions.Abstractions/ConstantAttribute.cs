namespace MiniScript.Extensions;

/// <summary>A constant of a module: a constant, static field or static property, or a static method that takes the <c>Vm*</c> and returns the value.</summary>
/// <param name="name">The name in script: a Python identifier.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class ConstantAttribute(string name) : Attribute
{
    /// <summary>The name in script.</summary>
    public string Name { get; } = name;
}
