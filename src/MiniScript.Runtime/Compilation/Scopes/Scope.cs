namespace MiniScript.Runtime.Compilation.Scopes;

using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>A region of source with its own names: a module, class body, function, or comprehension.</summary>
/// <remarks>
/// A comprehension other than a generator expression is a scope, but not a <em>unit</em>: its code is part of the code around it (PEP 709). All other scopes
/// are units, each compiled to a code object of its own.
/// </remarks>
internal sealed class Scope
{
    private readonly Dictionary<string, Symbol> byName = [];
    private List<string>? freeNames;

    /// <summary>Creates a scope.</summary>
    public Scope(ScopeKind kind, Node node, string name, Scope? parent, string? privateName)
    {
        Kind = kind;
        Node = node;
        Name = name;
        Parent = parent;
        PrivateName = privateName;
        Unit = kind == ScopeKind.Comprehension ? parent!.Unit : this;
    }

    /// <summary>What it is the scope of.</summary>
    public ScopeKind Kind { get; }

    /// <summary>The node that opens it.</summary>
    public Node Node { get; }

    /// <summary>The name of its code.</summary>
    public string Name { get; }

    /// <summary>The scope around it.</summary>
    public Scope? Parent { get; }

    /// <summary>The class whose private names (<c>__x</c>) are mangled here.</summary>
    public string? PrivateName { get; }

    /// <summary>The scope whose code this scope's code is part of: itself, except for comprehensions.</summary>
    public Scope Unit { get; }

    /// <summary>The scopes directly within.</summary>
    public List<Scope> Children { get; } = [];

    /// <summary>Its names in the order of their first occurrence.</summary>
    public List<Symbol> Symbols { get; } = [];

    /// <summary>Parameters in the order of their registers.</summary>
    public List<string> Parameters { get; } = [];

    /// <summary>Variables of enclosing units that the code of this unit reaches through its closure, in the order of the closure.</summary>
    public IReadOnlyList<string> FreeNames => freeNames ?? (IReadOnlyList<string>)[];

    /// <summary>Where each <c>global</c> and <c>nonlocal</c> name was declared.</summary>
    public Dictionary<string, SourceSpan> Declarations { get; } = [];

    /// <summary>True if a <c>yield</c> makes it a generator.</summary>
    public bool IsGenerator { get; set; }

    /// <summary>True for an asynchronous function, and for a comprehension or module that awaits.</summary>
    public bool IsCoroutine { get; set; }

    /// <summary>True if it calls something named like a builtin that reads local variables.</summary>
    public bool ReadsLocals { get; set; }

    /// <summary>True if a name is annotated directly in it.</summary>
    public bool HasAnnotations { get; set; }

    /// <summary>True if a method needs the <c>__class__</c> of this class body.</summary>
    public bool NeedsClassCell { get; set; }

    /// <summary>The register of the <c>__class__</c> cell of a class body.</summary>
    public int ClassCellRegister { get; set; } = -1;

    /// <summary>True while the iterable of a comprehension is visited, in which <c>:=</c> is forbidden.</summary>
    public bool InIterable { get; set; }

    /// <summary>True while the targets of a comprehension are visited.</summary>
    public bool InIterationTarget { get; set; }

    /// <summary>The register of the <c>__classdict__</c> cell of a class body, through which type scopes within see its names; -1 without one.</summary>
    public int ClassDictRegister { get; set; } = -1;

    /// <summary>True if a type scope directly within needs the names of this class body.</summary>
    public bool NeedsClassDict { get; set; }

    /// <summary>What a type scope is called in errors; null of other scopes.</summary>
    public string? Description { get; init; }

    /// <summary>In the scope of the type parameters of a class: the private names that are mangled there, those of the parameters; null of other scopes.</summary>
    public HashSet<string>? MangledNames { get; init; }

    /// <summary>True for type parameters and for what is evaluated when a type is asked for: names of the class body directly around are visible there.</summary>
    public bool IsTypeScope => Kind is ScopeKind.TypeParameters or ScopeKind.TypeValue;

    /// <summary>The class body whose names a type scope sees; null without one.</summary>
    public Scope? VisibleClass
    {
        get
        {
            Scope? outer = this;
            while (outer is { IsTypeScope: true })
            {
                outer = outer.Parent;
            }

            return outer != this && outer is { Kind: ScopeKind.Class } ? outer : null;
        }
    }

    /// <summary>True if its code is a function's: variables are registers.</summary>
    public bool IsFunctionLike => Kind is ScopeKind.Function or ScopeKind.Lambda or ScopeKind.GeneratorExpression || IsTypeScope;

    /// <summary>True if it is within a function.</summary>
    public bool IsNested
    {
        get
        {
            for (Scope? scope = Parent; scope is not null; scope = scope.Parent)
            {
                if (scope.IsFunctionLike)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The symbol of a mangled name, or null.</summary>
    public Symbol? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The symbol of a mangled name, made if new.</summary>
    public Symbol Get(string name)
    {
        if (!byName.TryGetValue(name, out Symbol? symbol))
        {
            symbol = new Symbol(name);
            byName.Add(name, symbol);
            Symbols.Add(symbol);
        }

        return symbol;
    }

    /// <summary>Makes a name part of the closure.</summary>
    public void AddFree(string name)
    {
        freeNames ??= [];
        int index = freeNames.BinarySearch(name, StringComparer.Ordinal);
        if (index < 0)
        {
            freeNames.Insert(~index, name);
        }
    }

    /// <summary>The place of a name in the closure.</summary>
    public int FreeIndex(string name) => freeNames!.BinarySearch(name, StringComparer.Ordinal);

    /// <summary>The form of an identifier in this scope: private names of a class carry the class's name.</summary>
    public string Mangle(string name)
    {
        if (PrivateName is null || name.Length < 3 || name[0] != '_' || name[1] != '_' || name.EndsWith("__", StringComparison.Ordinal) || name.Contains('.'))
        {
            return name;
        }

        if (MangledNames is not null && !MangledNames.Contains(name))
        {
            return name;
        }

        string owner = PrivateName.TrimStart('_');
        return owner.Length == 0 ? name : "_" + owner + name;
    }
}

/// <summary>The kinds of <see cref="Scope"/>.</summary>
internal enum ScopeKind
{
    /// <summary>A module, or the argument of <c>exec</c> and <c>eval</c>.</summary>
    Module,

    /// <summary>A class body.</summary>
    Class,

    /// <summary>A <c>def</c>.</summary>
    Function,

    /// <summary>A <c>lambda</c>.</summary>
    Lambda,

    /// <summary>A generator expression, compiled to a function.</summary>
    GeneratorExpression,

    /// <summary>The type parameters of a definition: a function that makes them and the definition, called at once.</summary>
    TypeParameters,

    /// <summary>The value of a type alias, a bound or a default: a function that is called when it is asked for.</summary>
    TypeValue,

    /// <summary>A list, set or dict comprehension, compiled in place.</summary>
    Comprehension,
}
