namespace MiniScript.Runtime.Compilation.Scopes;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>The scopes of a tree, by the node that opens each.</summary>
internal sealed class SymbolTable(Scope root, Dictionary<Node, Scope> scopes, Dictionary<Node, Scope> typeScopes)
{
    /// <summary>The outermost scope.</summary>
    public Scope Root { get; } = root;

    /// <summary>The scope that a node opens.</summary>
    public Scope Of(Node node) => scopes[node];

    /// <summary>The scope of the type parameters of a definition, or of an expression that is evaluated when its type is asked for.</summary>
    public Scope OfTypes(Node node) => typeScopes[node];

    /// <summary>Finds the scopes of a tree and resolves every name.</summary>
    /// <exception cref="Syntax.SyntaxErrorException">A declaration contradicts another, or a name cannot be bound where it is.</exception>
    public static SymbolTable Build(Node root, CompileErrors errors, CompilerOptions options)
    {
        var builder = new SymbolTableBuilder(errors, options);
        SymbolTable table = builder.Build(root);
        new ScopeResolver(errors).Resolve(table.Root);
        return table;
    }
}
