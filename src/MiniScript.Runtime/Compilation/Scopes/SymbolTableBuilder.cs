namespace MiniScript.Runtime.Compilation.Scopes;

using System.Runtime.CompilerServices;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Walks a tree once and records for every scope which names it binds, reads and declares.</summary>
/// <remarks>The checks and their words are those of CPython's symbol table.</remarks>
internal sealed partial class SymbolTableBuilder(CompileErrors errors, CompilerOptions options)
{
    private readonly Dictionary<Node, Scope> scopes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, Scope> typeScopes = new(ReferenceEqualityComparer.Instance);
    private bool futureAnnotations = options.FutureAnnotations;
    private Scope scope = null!;

    /// <summary>Builds the table of a root node, its names not yet resolved.</summary>
    public SymbolTable Build(Node root)
    {
        scope = new Scope(ScopeKind.Module, root, "<module>", null, null);
        scopes.Add(root, scope);
        switch (root)
        {
            case Module module:
                FindFutureAnnotations(module.Body);
                VisitAll(module.Body);
                break;
            case Interactive interactive:
                FindFutureAnnotations(interactive.Body);
                VisitAll(interactive.Body);
                break;
            case ExpressionModule expression:
                Visit(expression.Body);
                break;
        }

        return new SymbolTable(scope, scopes, typeScopes);
    }

    /// <summary>Notes an import of <c>annotations</c> from <c>__future__</c>, which stands before all else that does anything.</summary>
    private void FindFutureAnnotations(Statement[] body)
    {
        foreach (Statement statement in body)
        {
            if (statement is ImportFrom { Module: "__future__", Level: 0 } import)
            {
                futureAnnotations |= Array.Exists(import.Names, alias => alias.Name == "annotations");
            }
            else if (statement is not Expr { Value: Constant { Value: string } })
            {
                return;
            }
        }
    }

    /// <summary>Visits an annotation. One that is kept as text uses no names, but what cannot stand in it is refused all the same.</summary>
    private void VisitAnnotation(Expression? annotation)
    {
        if (annotation is null || !futureAnnotations)
        {
            VisitOptional(annotation);
            return;
        }

        scope = new Scope(ScopeKind.TypeValue, annotation, "<annotation>", scope, scope.PrivateName) { Description = "an annotation" };
        Visit(annotation);
        Leave();
    }

    private Scope Enter(ScopeKind kind, Node node, string name, string? privateName = null)
    {
        var inner = new Scope(kind, node, name, scope, privateName ?? scope.PrivateName) { InIterable = scope.InIterable, MangledNames = privateName is null ? scope.MangledNames : null };
        scope.Children.Add(inner);
        scopes.Add(node, inner);
        scope = inner;
        return inner;
    }

    private void Leave() => scope = scope.Parent!;

    private void VisitAll(Statement[] statements)
    {
        foreach (Statement statement in statements)
        {
            Visit(statement);
        }
    }

    private void VisitAll(Expression[] expressions)
    {
        foreach (Expression expression in expressions)
        {
            Visit(expression);
        }
    }

    private void VisitOptional(Expression? expression)
    {
        if (expression is not null)
        {
            Visit(expression);
        }
    }

    private void Bind(string name, Node node, SymbolFlags flags = SymbolFlags.Bound)
    {
        Symbol symbol = scope.Get(scope.Mangle(name));
        if ((flags & SymbolFlags.Parameter) != 0)
        {
            if (name == "__debug__")
            {
                throw errors.At(node, "cannot assign to __debug__");
            }

            if (symbol.Has(SymbolFlags.Parameter))
            {
                throw errors.At(node, $"duplicate argument '{name}' in function definition");
            }

            scope.Parameters.Add(symbol.Name);
        }

        if (scope.InIterationTarget)
        {
            if (symbol.Has(SymbolFlags.Global | SymbolFlags.Nonlocal))
            {
                throw errors.At(node, $"comprehension inner loop cannot rebind assignment expression target '{name}'");
            }

            flags |= SymbolFlags.Iteration;
        }

        symbol.Flags |= flags;
    }

    private void Use(string name) => scope.Get(scope.Mangle(name)).Flags |= SymbolFlags.Used;

    private void Declare(string[] names, Statement statement, SymbolFlags declaration)
    {
        string word = declaration == SymbolFlags.Global ? "global" : "nonlocal";
        if (declaration == SymbolFlags.Nonlocal && scope.Kind == ScopeKind.Module)
        {
            throw errors.At(statement, "nonlocal declaration not allowed at module level");
        }

        foreach (string name in names)
        {
            string mangled = scope.Mangle(name);
            Symbol symbol = scope.Get(mangled);
            if (symbol.Has(SymbolFlags.Parameter | SymbolFlags.Bound | SymbolFlags.Used | SymbolFlags.Annotated))
            {
                string message = symbol.Has(SymbolFlags.Parameter) ? $"name '{name}' is parameter and {word}"
                    : symbol.Has(SymbolFlags.Used) ? $"name '{name}' is used prior to {word} declaration"
                    : symbol.Has(SymbolFlags.Annotated) ? $"annotated name '{name}' can't be {word}"
                    : $"name '{name}' is assigned to before {word} declaration";
                throw errors.At(statement, message);
            }

            symbol.Flags |= declaration;
            scope.Declarations.TryAdd(mangled, statement.Span);
            if (declaration == SymbolFlags.Global && scope.Parent is { } outermost)
            {
                // What a function calls global is global in the code around it too, which matters where that has locals of its own (exec).
                while (outermost.Parent is { } parent)
                {
                    outermost = parent;
                }

                outermost.Get(mangled).Flags |= SymbolFlags.GlobalElsewhere;
            }
        }
    }

    private void VisitParameters(Arguments arguments)
    {
        foreach (Arg argument in arguments.PosOnlyArgs)
        {
            Bind(argument.Name, argument, SymbolFlags.Parameter);
        }

        foreach (Arg argument in arguments.Args)
        {
            Bind(argument.Name, argument, SymbolFlags.Parameter);
        }

        foreach (Arg argument in arguments.KwOnlyArgs)
        {
            Bind(argument.Name, argument, SymbolFlags.Parameter);
        }

        if (arguments.VarArg is { } rest)
        {
            Bind(rest.Name, rest, SymbolFlags.Parameter);
        }

        if (arguments.KwArg is { } keywords)
        {
            Bind(keywords.Name, keywords, SymbolFlags.Parameter);
        }
    }

    private void VisitDefaults(Arguments arguments)
    {
        VisitAll(arguments.Defaults);
        foreach (Expression? value in arguments.KwDefaults)
        {
            VisitOptional(value);
        }
    }

    private void VisitAnnotations(Arguments arguments, Expression? returns)
    {
        foreach (Arg argument in arguments.PosOnlyArgs)
        {
            VisitAnnotation(argument.Annotation);
        }

        foreach (Arg argument in arguments.Args)
        {
            VisitAnnotation(argument.Annotation);
        }

        VisitAnnotation(arguments.VarArg?.Annotation);
        VisitAnnotation(arguments.KwArg?.Annotation);
        foreach (Arg argument in arguments.KwOnlyArgs)
        {
            VisitAnnotation(argument.Annotation);
        }

        VisitAnnotation(returns);
    }

    private void VisitFunction(FunctionDefBase function)
    {
        Bind(function.Name, function);
        VisitDefaults(function.Args);
        VisitAll(function.DecoratorList);
        bool isGeneric = function.TypeParams.Length > 0;
        if (isGeneric)
        {
            EnterTypeParameters(function, function.Name, function.TypeParams);
            if (function.Args.Defaults.Length > 0)
            {
                Bind(DefaultsParameter, function, SymbolFlags.Parameter);
            }

            if (Array.Exists(function.Args.KwDefaults, value => value is not null))
            {
                Bind(KeywordDefaultsParameter, function, SymbolFlags.Parameter);
            }
        }

        VisitAnnotations(function.Args, function.Returns);
        Scope inner = Enter(ScopeKind.Function, function, function.Name);
        inner.IsCoroutine = function.Kind == NodeKind.AsyncFunctionDef;
        VisitParameters(function.Args);
        VisitAll(function.Body);
        Leave();
        if (isGeneric)
        {
            Leave();
        }
    }

    private void VisitClass(ClassDef definition)
    {
        Bind(definition.Name, definition);
        VisitAll(definition.DecoratorList);
        bool isGeneric = definition.TypeParams.Length > 0;
        if (isGeneric)
        {
            EnterTypeParameters(definition, definition.Name, definition.TypeParams);
            Bind(TypeParametersVariable, definition);
            Bind(GenericBaseVariable, definition);
        }

        VisitAll(definition.Bases);
        foreach (Keyword keyword in definition.Keywords)
        {
            Visit(keyword.Value);
        }

        Enter(ScopeKind.Class, definition, definition.Name, definition.Name);
        if (isGeneric)
        {
            Use(TypeParametersVariable);
        }

        VisitAll(definition.Body);
        Leave();
        if (isGeneric)
        {
            Leave();
        }
    }

    private void VisitComprehension(ScopeKind kind, Expression node, string name, Comprehension[] generators, Expression element, Expression? value)
    {
        bool wasInIterable = scope.InIterable;
        scope.InIterable = true;
        Visit(generators[0].Iter);
        scope.InIterable = wasInIterable;

        Scope inner = Enter(kind, node, name);
        if (kind == ScopeKind.GeneratorExpression)
        {
            inner.IsGenerator = true;
            Bind(".0", node, SymbolFlags.Parameter);
        }

        for (int i = 0; i < generators.Length; i++)
        {
            Comprehension generator = generators[i];
            inner.IsCoroutine |= generator.IsAsync;
            if (i > 0)
            {
                inner.InIterable = true;
                Visit(generator.Iter);
                inner.InIterable = wasInIterable;
            }

            inner.InIterationTarget = true;
            Visit(generator.Target);
            inner.InIterationTarget = false;
            VisitAll(generator.Ifs);
        }

        Visit(element);
        VisitOptional(value);
        Leave();
        if (inner.IsCoroutine && kind == ScopeKind.Comprehension)
        {
            scope.IsCoroutine = true;
        }
        else if (generators[0].IsAsync)
        {
            MarkCoroutineModule();
        }
    }

    /// <summary>Notes that module code awaits, where it may.</summary>
    private void MarkCoroutineModule() => scope.IsCoroutine |= scope.Kind == ScopeKind.Module && options.AllowTopLevelAwait;

    private void VisitNamedExpression(NamedExpr named)
    {
        CheckAllowedInTypeScope(named, "named expression");
        if (scope.InIterable)
        {
            throw errors.At(named, "assignment expression cannot be used in a comprehension iterable expression");
        }

        Visit(named.Value);
        string name = named.Target.Id;
        Scope target = scope;
        string mangled = scope.Mangle(name);
        while (target.Kind is ScopeKind.Comprehension or ScopeKind.GeneratorExpression)
        {
            if (target.Find(mangled) is { } variable && variable.Has(SymbolFlags.Iteration))
            {
                throw errors.At(named.Target, $"assignment expression cannot rebind comprehension iteration variable '{name}'");
            }

            target = target.Parent!;
        }

        if (target == scope)
        {
            Bind(name, named.Target, SymbolFlags.Bound | SymbolFlags.BoundInExpression);
            return;
        }

        if (target.IsTypeScope)
        {
            string where = target.Description == TypeScopeDescriptions.Alias ? "a type alias" : target.Description!;
            throw errors.At(named.Target, $"assignment expression within a comprehension cannot be used in {where}");
        }

        if (target.Kind == ScopeKind.Class)
        {
            throw errors.At(named.Target, "assignment expression within a comprehension cannot be used in a class body");
        }

        // The target belongs to the nearest scope that is no comprehension; the scopes between see it from there.
        Symbol outer = target.Get(mangled);
        bool isGlobal = target.Kind == ScopeKind.Module || outer.Has(SymbolFlags.Global);
        outer.Flags |= SymbolFlags.Bound | SymbolFlags.BoundInExpression;
        Symbol inner = scope.Get(mangled);
        inner.Flags |= SymbolFlags.Bound | SymbolFlags.BoundInExpression | (isGlobal ? SymbolFlags.Global : SymbolFlags.Nonlocal);
        scope.Declarations.TryAdd(mangled, named.Target.Span);
    }

    private void EnsureStack()
    {
        errors.Watch?.Poll();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw errors.TooDeep();
        }
    }
}
