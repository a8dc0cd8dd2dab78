namespace MiniScript.Runtime.Compilation.Scopes;

/// <summary>Decides for every name of every scope where its value lives, once all scopes are known.</summary>
internal sealed class ScopeResolver(CompileErrors errors)
{
    /// <summary>The variable of a class body that holds its namespace for type scopes within.</summary>
    public const string ClassDictName = "__classdict__";

    /// <summary>Resolves a scope and all within.</summary>
    public void Resolve(Scope scope)
    {
        // Children may turn a symbol of an enclosing scope into a cell, so a scope's own symbols keep what an inner scope made of them.
        foreach (Symbol symbol in scope.Symbols)
        {
            Resolve(scope, symbol);
        }

        foreach (Scope child in scope.Children)
        {
            Resolve(child);
        }
    }

    private void Resolve(Scope scope, Symbol symbol)
    {
        if (symbol.Has(SymbolFlags.Global))
        {
            if (symbol.Has(SymbolFlags.Nonlocal))
            {
                throw errors.At(scope.Declarations[symbol.Name], $"name '{symbol.Name}' is nonlocal and global");
            }

            symbol.Home = SymbolHome.GlobalExplicit;
            return;
        }

        if (symbol.Has(SymbolFlags.GlobalElsewhere))
        {
            symbol.Home = SymbolHome.GlobalExplicit;
            return;
        }

        if (symbol.IsBound)
        {
            symbol.Owner = scope;
            symbol.Home = SymbolHome.Local;
            return;
        }

        if (scope.VisibleClass is { } visible)
        {
            visible.NeedsClassDict = true;
            AddFree(scope, visible, ClassDictName);
            if (visible.Find(symbol.Name) is { } classSymbol && (classSymbol.Has(SymbolFlags.Global) || classSymbol.IsBound))
            {
                symbol.Home = classSymbol.IsBound ? SymbolHome.GlobalImplicit : SymbolHome.GlobalExplicit;
                return;
            }
        }

        Scope? owner = FindOwner(scope, symbol.Name, out bool declaredGlobal);
        if (owner is null)
        {
            if (symbol.Has(SymbolFlags.Nonlocal))
            {
                throw errors.At(scope.Declarations[symbol.Name], $"no binding for nonlocal '{symbol.Name}' found");
            }

            symbol.Home = declaredGlobal ? SymbolHome.GlobalExplicit : SymbolHome.GlobalImplicit;
            return;
        }

        if (symbol.Has(SymbolFlags.Nonlocal) && owner.Find(symbol.Name) is { } variable && variable.Has(SymbolFlags.TypeParameter))
        {
            throw errors.At(scope.Declarations[symbol.Name], $"nonlocal binding not allowed for type parameter '{symbol.Name}'");
        }

        symbol.Owner = owner;
        symbol.Home = owner.Unit == scope.Unit ? SymbolHome.Local : SymbolHome.Free;
        if (symbol.Home == SymbolHome.Free)
        {
            Capture(owner, symbol.Name);
            AddFree(scope, owner, symbol.Name);
        }
    }

    /// <summary>Makes a variable of an outer scope part of the closures of the units between it and a scope.</summary>
    private static void AddFree(Scope scope, Scope owner, string name)
    {
        for (Scope unit = scope.Unit; unit != owner.Unit; unit = unit.Parent!.Unit)
        {
            unit.AddFree(name);
        }
    }

    /// <summary>The scope whose variable a name means that its own scope does not bind; null if it is global.</summary>
    private static Scope? FindOwner(Scope scope, string name, out bool declaredGlobal)
    {
        declaredGlobal = false;
        Scope from = scope;
        for (Scope? outer = scope.Parent; outer is not null; from = outer, outer = outer.Parent)
        {
            if (outer.Kind == ScopeKind.Module)
            {
                return null;
            }

            if (outer.Kind == ScopeKind.Class)
            {
                // The variables of a class body are invisible to what is nested in it, except __class__ to functions.
                if (name == "__class__" && from.Kind != ScopeKind.Comprehension)
                {
                    return outer;
                }

                continue;
            }

            Symbol? symbol = outer.Find(name);
            if (symbol is null)
            {
                continue;
            }

            if (symbol.Has(SymbolFlags.Global))
            {
                declaredGlobal = true;
                return null;
            }

            if (symbol.IsBound)
            {
                return outer;
            }
        }

        return null;
    }

    private static void Capture(Scope owner, string name)
    {
        if (owner.Kind == ScopeKind.Class)
        {
            owner.NeedsClassCell = true;
        }
        else
        {
            owner.Get(name).Home = SymbolHome.Cell;
        }
    }
}
