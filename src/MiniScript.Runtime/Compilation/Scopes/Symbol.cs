namespace MiniScript.Runtime.Compilation.Scopes;

/// <summary>A name within one scope: what the scope does with it, and, once resolved, where its value lives.</summary>
internal sealed class Symbol(string name)
{
    /// <summary>The name, mangled.</summary>
    public string Name { get; } = name;

    /// <summary>What the scope does with the name.</summary>
    public SymbolFlags Flags { get; set; }

    /// <summary>Where its value lives.</summary>
    public SymbolHome Home { get; set; }

    /// <summary>The scope that binds it, for <see cref="SymbolHome.Local"/>, <see cref="SymbolHome.Cell"/> and <see cref="SymbolHome.Free"/>.</summary>
    public Scope? Owner { get; set; }

    /// <summary>In the owning scope: the register of the variable or of its cell, assigned when the code is generated; -1 before.</summary>
    public int Register { get; set; } = -1;

    /// <summary>True if the scope binds the name for itself.</summary>
    public bool IsBound => (Flags & (SymbolFlags.Bound | SymbolFlags.Imported | SymbolFlags.Parameter)) != 0 && (Flags & (SymbolFlags.Global | SymbolFlags.Nonlocal)) == 0;

    /// <summary>True if any of the flags is set.</summary>
    public bool Has(SymbolFlags flags) => (Flags & flags) != 0;
}

/// <summary>What a scope does with a name.</summary>
[Flags]
internal enum SymbolFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is a parameter.</summary>
    Parameter = 1,

    /// <summary>It is bound: assigned, deleted, imported, defined.</summary>
    Bound = 2,

    /// <summary>It is read.</summary>
    Used = 4,

    /// <summary>It is declared <c>global</c>.</summary>
    Global = 8,

    /// <summary>It is declared <c>nonlocal</c>.</summary>
    Nonlocal = 16,

    /// <summary>It is annotated.</summary>
    Annotated = 32,

    /// <summary>It is the iteration variable of a comprehension.</summary>
    Iteration = 64,

    /// <summary>It is unbound somewhere: by <c>del</c>, or at the end of an <c>except … as</c>.</summary>
    Deleted = 128,

    /// <summary>It is bound within an expression, by <c>:=</c>.</summary>
    BoundInExpression = 256,

    /// <summary>It is a type parameter.</summary>
    TypeParameter = 1024,

    /// <summary>It is a name of the outermost scope that a scope within declares <c>global</c>.</summary>
    GlobalElsewhere = 2048,

    /// <summary>It is bound by an import. Unlike other bindings, one may come before a <c>global</c> declaration.</summary>
    Imported = 512,
}

/// <summary>Where the value of a name lives.</summary>
internal enum SymbolHome
{
    /// <summary>Not resolved.</summary>
    Unknown,

    /// <summary>In a register, or in the namespace of a module or class body.</summary>
    Local,

    /// <summary>In a cell that this scope makes.</summary>
    Cell,

    /// <summary>In a cell of an enclosing scope.</summary>
    Free,

    /// <summary>In the globals, by declaration.</summary>
    GlobalExplicit,

    /// <summary>In the globals or builtins, for want of a binding.</summary>
    GlobalImplicit,
}
