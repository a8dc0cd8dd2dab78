namespace MiniScript.Runtime.Compilation.Scopes;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>Type parameters and type aliases (PEP 695, PEP 696).</summary>
internal sealed partial class SymbolTableBuilder
{
    /// <summary>The variable that holds the type parameters of a class.</summary>
    public const string TypeParametersVariable = ".type_params";

    /// <summary>The variable that holds the base <c>Generic[…]</c> of a class with type parameters.</summary>
    public const string GenericBaseVariable = ".generic_base";

    private const string DefaultsParameter = ".defaults";
    private const string KeywordDefaultsParameter = ".kwdefaults";

    private void VisitTypeAlias(TypeAlias alias)
    {
        Bind(alias.Name.Id, alias.Name);
        bool isGeneric = alias.TypeParams.Length > 0;
        if (isGeneric)
        {
            EnterTypeParameters(alias, alias.Name.Id, alias.TypeParams);
        }

        VisitTypeValue(alias.Value, alias.Name.Id, TypeScopeDescriptions.Alias);
        if (isGeneric)
        {
            Leave();
        }
    }

    /// <summary>Enters the scope of a definition's type parameters.</summary>
    private void EnterTypeParameters(Statement definition, string name, TypeParam[] parameters)
    {
        HashSet<string>? mangled = null;
        if (definition is ClassDef)
        {
            mangled = [];
            foreach (TypeParam parameter in parameters)
            {
                mangled.Add(parameter.Name);
            }
        }

        string? privateName = definition is ClassDef ? name : scope.PrivateName;
        EnterTypeScope(
            new Scope(ScopeKind.TypeParameters, definition, $"<generic parameters of {name}>", scope, privateName)
            {
                Description = TypeScopeDescriptions.Parameters,
                MangledNames = mangled,
            });
        bool hadDefault = false;
        foreach (TypeParam parameter in parameters)
        {
            Symbol symbol = scope.Get(scope.Mangle(parameter.Name));
            if (symbol.Has(SymbolFlags.TypeParameter))
            {
                throw errors.At(parameter, $"duplicate type parameter '{parameter.Name}'");
            }

            if (parameter.Name == "__debug__")
            {
                throw errors.At(parameter, "cannot assign to __debug__");
            }

            symbol.Flags |= SymbolFlags.Bound | SymbolFlags.TypeParameter;
            if (hadDefault && parameter.DefaultValue is null)
            {
                throw errors.At(parameter, $"non-default type parameter '{parameter.Name}' follows default type parameter");
            }

            hadDefault |= parameter.DefaultValue is not null;
            if (parameter is TypeVar { Bound: { } bound })
            {
                VisitTypeValue(bound, parameter.Name, bound is Tuple ? TypeScopeDescriptions.Constraint : TypeScopeDescriptions.Bound);
            }

            if (parameter.DefaultValue is { } value)
            {
                string kind = parameter is TypeVar ? "TypeVar" : parameter is TypeVarTuple ? "TypeVarTuple" : "ParamSpec";
                VisitTypeValue(value, parameter.Name, $"a {kind} default");
            }
        }
    }

    private void VisitTypeValue(Expression value, string name, string description)
    {
        EnterTypeScope(new Scope(ScopeKind.TypeValue, value, name, scope, scope.PrivateName) { Description = description, MangledNames = scope.MangledNames });
        Visit(value);
        Leave();
    }

    private void EnterTypeScope(Scope inner)
    {
        scope.Children.Add(inner);
        typeScopes.Add(inner.Node, inner);
        scope = inner;
    }

    /// <summary>Refuses what would act on the scope around a type scope.</summary>
    private void CheckAllowedInTypeScope(Expression expression, string what)
    {
        if (scope.IsTypeScope)
        {
            throw errors.At(expression, $"{what} cannot be used within {scope.Description}");
        }
    }
}
