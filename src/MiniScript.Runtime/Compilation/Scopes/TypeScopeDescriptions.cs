namespace MiniScript.Runtime.Compilation.Scopes;

/// <summary>What errors call the scopes of types.</summary>
internal static class TypeScopeDescriptions
{
    /// <summary>The value of a <c>type</c> statement.</summary>
    public const string Alias = "a type alias";

    /// <summary>Bases and annotations of a definition with type parameters.</summary>
    public const string Parameters = "the definition of a generic";

    /// <summary>The bound of a type variable.</summary>
    public const string Bound = "a TypeVar bound";

    /// <summary>The constraints of a type variable.</summary>
    public const string Constraint = "a TypeVar constraint";
}
