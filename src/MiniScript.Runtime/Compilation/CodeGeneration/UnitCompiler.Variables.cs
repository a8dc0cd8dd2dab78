namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Reading, binding and unbinding names.</summary>
internal sealed partial class UnitCompiler
{
    private enum Place
    {
        /// <summary>In a register.</summary>
        Register,

        /// <summary>In the cell that a register holds.</summary>
        Cell,

        /// <summary>In a cell of the closure.</summary>
        Free,

        /// <summary>In the globals or builtins.</summary>
        Global,

        /// <summary>In the namespace of the class body or module, else global.</summary>
        Namespace,

        /// <summary>In the namespace of the class body, else in the closure.</summary>
        NamespaceOrFree,

        /// <summary>In the namespace of the class around this type scope, else in the closure.</summary>
        ClassOrFree,

        /// <summary>In the namespace of the class around this type scope, else global.</summary>
        ClassOrGlobal,
    }

    /// <summary>Where a name is found from here.</summary>
    /// <param name="Place">The kind of place.</param>
    /// <param name="Index">The register, or the place in the closure.</param>
    /// <param name="Name">The mangled name.</param>
    private readonly record struct Variable(Place Place, int Index, string Name);

    private bool SeparateLocals => unit.Kind == ScopeKind.Module && session.Options.SeparateLocals;

    private Variable Find(string identifier)
    {
        string name = scope.Mangle(identifier);
        Symbol? symbol = scope.Find(name);
        switch (symbol?.Home)
        {
            case SymbolHome.Local:
            case SymbolHome.Cell:
                Scope owner = symbol.Owner!;
                if (owner.Kind is ScopeKind.Module or ScopeKind.Class)
                {
                    return InNamespace(name, owner.Kind);
                }

                Symbol variable = owner.Find(name)!;
                return new Variable(variable.Home == SymbolHome.Cell ? Place.Cell : Place.Register, variable.Register, name);
            case SymbolHome.Free:
                Place place = scope.Kind == ScopeKind.Class ? Place.NamespaceOrFree : scope.VisibleClass is null ? Place.Free : Place.ClassOrFree;
                return new Variable(place, unit.FreeIndex(name), name);
            case SymbolHome.GlobalExplicit:
                return new Variable(Place.Global, 0, name);
            default:
                return scope.VisibleClass is null ? InNamespace(name, scope.Kind) : new Variable(Place.ClassOrGlobal, 0, name);
        }
    }

    private Variable InNamespace(string name, ScopeKind kind) =>
        new(kind == ScopeKind.Class || SeparateLocals ? Place.Namespace : Place.Global, 0, name);

    private int LoadName(Node at, string identifier, int target)
    {
        Variable variable = Find(identifier);
        if (variable.Place == Place.Register)
        {
            CheckAssigned(at, variable);
            if (target < 0 || target == variable.Index)
            {
                return variable.Index;
            }

            Emit(at, Opcode.Move, target, variable.Index);
            return target;
        }

        int destination = variable.Place is Place.ClassOrFree or Place.ClassOrGlobal ? -1 : Destination(target);
        switch (variable.Place)
        {
            case Place.Cell:
                Emit(at, Opcode.LoadCell, destination, variable.Index, NarrowConstant(at, variable.Name));
                break;
            case Place.Free:
                Emit(at, Opcode.LoadFree, destination, variable.Index);
                break;
            case Place.Global:
                Emit(at, Opcode.LoadGlobal, destination, 0, Cache(at, Opcode.LoadGlobal, variable.Name));
                break;
            case Place.Namespace:
                EmitWide(at, Opcode.LoadName, destination, constants.Add(variable.Name));
                break;
            case Place.NamespaceOrFree:
                Emit(at, Opcode.LoadClassFree, destination, variable.Index, NarrowConstant(at, variable.Name));
                break;
            case Place.ClassOrFree:
                int found = ClassDict(at);
                Emit(at, Opcode.LoadDictFree, found, variable.Index, NarrowConstant(at, variable.Name));
                top = found;
                return Deliver(at, NewTemporary(), target);
            case Place.ClassOrGlobal:
                int value = ClassDict(at);
                EmitWide(at, Opcode.LoadDictGlobal, value, constants.Add(variable.Name));
                top = value;
                return Deliver(at, NewTemporary(), target);
        }

        return destination;
    }

    /// <summary>Loads the namespace of the class around a type scope into a new temporary.</summary>
    private int ClassDict(Node at)
    {
        int register = NewTemporary();
        Emit(at, Opcode.LoadFree, register, unit.FreeIndex(ScopeResolver.ClassDictName));
        return register;
    }

    private void CheckAssigned(Node at, Variable variable)
    {
        if (code.Assigned.Contains(variable.Index))
        {
            return;
        }

        unassigned.Add(variable.Index);
        EmitWide(at, Opcode.CheckLocal, variable.Index, constants.Add(variable.Name));
        code.Assigned.Add(variable.Index);
    }

    private void StoreName(Node at, string identifier, int value)
    {
        CheckBindable(at, identifier, "assign to");
        Variable variable = Find(identifier);
        switch (variable.Place)
        {
            case Place.Register:
                if (variable.Index != value)
                {
                    Emit(at, Opcode.Move, variable.Index, value);
                }

                code.Assigned.Add(variable.Index);
                break;
            case Place.Cell:
                Emit(at, Opcode.StoreCell, variable.Index, value);
                break;
            case Place.Free:
            case Place.NamespaceOrFree:
                Emit(at, Opcode.StoreFree, variable.Index, value);
                break;
            case Place.Global:
                Emit(at, Opcode.StoreGlobal, value, 0, Cache(at, Opcode.StoreGlobal, variable.Name));
                break;
            case Place.Namespace:
                EmitWide(at, Opcode.StoreName, value, constants.Add(variable.Name));
                break;
        }
    }

    private void DeleteName(Node at, string identifier)
    {
        CheckBindable(at, identifier, "delete");
        Variable variable = Find(identifier);
        int name = constants.Add(variable.Name);
        switch (variable.Place)
        {
            case Place.Register:
                if (!code.Assigned.Contains(variable.Index))
                {
                    unassigned.Add(variable.Index);
                }

                EmitWide(at, Opcode.DeleteLocal, variable.Index, name);
                code.Assigned.Remove(variable.Index);
                break;
            case Place.Cell:
                EmitWide(at, Opcode.DeleteCell, variable.Index, name);
                break;
            case Place.Free:
            case Place.NamespaceOrFree:
                Emit(at, Opcode.DeleteFree, variable.Index);
                break;
            case Place.Global:
                EmitWide(at, Opcode.DeleteGlobal, 0, name);
                break;
            case Place.Namespace:
                EmitWide(at, Opcode.DeleteName, 0, name);
                break;
        }
    }

    /// <summary>Unbinds a handler's name, bound or not: <c>name = None; del name</c>.</summary>
    private void Unbind(Node at, string identifier)
    {
        Variable variable = Find(identifier);
        if (variable.Place == Place.Register)
        {
            Clear(at, variable.Index);
            code.Assigned.Remove(variable.Index);
            return;
        }

        int temporary = NewTemporary();
        LoadConstant(at, temporary, null);
        StoreName(at, identifier, temporary);
        DeleteName(at, identifier);
        top = temporary;
    }

    /// <summary>The register of the local variable that a target names, or -1.</summary>
    private int LocalTarget(Expression target)
    {
        if (target is Name { Id: not "__debug__" } name)
        {
            Variable variable = Find(name.Id);
            if (variable.Place == Place.Register)
            {
                return variable.Index;
            }
        }

        return -1;
    }

    private void CheckBindable(Node at, string name, string verb)
    {
        if (name == "__debug__")
        {
            throw Errors.At(at, $"cannot {verb} __debug__");
        }
    }
}
