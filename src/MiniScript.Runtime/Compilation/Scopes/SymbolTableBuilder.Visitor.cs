namespace MiniScript.Runtime.Compilation.Scopes;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>The walk over statements, expressions and patterns.</summary>
internal sealed partial class SymbolTableBuilder
{
    private void Visit(Statement statement)
    {
        EnsureStack();
        switch (statement.Kind)
        {
            case NodeKind.FunctionDef:
            case NodeKind.AsyncFunctionDef:
                VisitFunction((FunctionDefBase)statement);
                break;
            case NodeKind.ClassDef:
                VisitClass((ClassDef)statement);
                break;
            case NodeKind.Return:
                VisitOptional(((Return)statement).Value);
                break;
            case NodeKind.Delete:
                VisitAll(((Delete)statement).Targets);
                break;
            case NodeKind.Assign:
                var assign = (Assign)statement;
                VisitAll(assign.Targets);
                Visit(assign.Value);
                break;
            case NodeKind.TypeAlias:
                VisitTypeAlias((TypeAlias)statement);
                break;
            case NodeKind.AugAssign:
                var augmented = (AugAssign)statement;
                Visit(augmented.Target);
                Visit(augmented.Value);
                break;
            case NodeKind.AnnAssign:
                VisitAnnotatedAssignment((AnnAssign)statement);
                break;
            case NodeKind.For:
            case NodeKind.AsyncFor:
                var loop = (ForBase)statement;
                if (statement.Kind == NodeKind.AsyncFor)
                {
                    MarkCoroutineModule();
                }

                Visit(loop.Target);
                Visit(loop.Iter);
                VisitAll(loop.Body);
                VisitAll(loop.OrElse);
                break;
            case NodeKind.While:
                var repeat = (While)statement;
                Visit(repeat.Test);
                VisitAll(repeat.Body);
                VisitAll(repeat.OrElse);
                break;
            case NodeKind.If:
                var choice = (If)statement;
                Visit(choice.Test);
                VisitAll(choice.Body);
                VisitAll(choice.OrElse);
                break;
            case NodeKind.With:
            case NodeKind.AsyncWith:
                var with = (WithBase)statement;
                if (statement.Kind == NodeKind.AsyncWith)
                {
                    MarkCoroutineModule();
                }

                foreach (WithItem item in with.Items)
                {
                    Visit(item.ContextExpr);
                    VisitOptional(item.OptionalVars);
                }

                VisitAll(with.Body);
                break;
            case NodeKind.Match:
                VisitMatch((Match)statement);
                break;
            case NodeKind.Raise:
                VisitOptional(((Raise)statement).Exc);
                VisitOptional(((Raise)statement).Cause);
                break;
            case NodeKind.Try:
            case NodeKind.TryStar:
                VisitTry((TryBase)statement);
                break;
            case NodeKind.Assert:
                Visit(((Assert)statement).Test);
                VisitOptional(((Assert)statement).Msg);
                break;
            case NodeKind.Import:
                foreach (Alias alias in ((Import)statement).Names)
                {
                    VisitAlias(alias);
                }

                break;
            case NodeKind.ImportFrom:
                foreach (Alias alias in ((ImportFrom)statement).Names)
                {
                    VisitAlias(alias);
                }

                break;
            case NodeKind.Global:
                Declare(((Global)statement).Names, statement, SymbolFlags.Global);
                break;
            case NodeKind.Nonlocal:
                Declare(((Nonlocal)statement).Names, statement, SymbolFlags.Nonlocal);
                break;
            case NodeKind.Expr:
                Visit(((Expr)statement).Value);
                break;
        }
    }

    private void VisitAnnotatedAssignment(AnnAssign statement)
    {
        scope.HasAnnotations = true;
        if (statement.Target is Name name)
        {
            Symbol symbol = scope.Get(scope.Mangle(name.Id));
            if (symbol.Has(SymbolFlags.Global | SymbolFlags.Nonlocal) && scope.Kind != ScopeKind.Module && statement.Simple)
            {
                string word = symbol.Has(SymbolFlags.Global) ? "global" : "nonlocal";
                throw errors.At(statement, $"annotated name '{name.Id}' can't be {word}");
            }

            if (statement.Simple)
            {
                Bind(name.Id, name, SymbolFlags.Annotated | SymbolFlags.Bound);
            }
            else if (statement.Value is not null)
            {
                Bind(name.Id, name);
            }
        }
        else
        {
            Visit(statement.Target);
        }

        VisitAnnotation(statement.Annotation);
        VisitOptional(statement.Value);
    }

    private void VisitAlias(Alias alias)
    {
        if (alias.Name == "*")
        {
            if (scope.Kind != ScopeKind.Module)
            {
                throw errors.At(alias, "import * only allowed at module level");
            }

            return;
        }

        string name = alias.AsName ?? alias.Name;
        int dot = alias.AsName is null ? name.IndexOf('.', StringComparison.Ordinal) : -1;
        Bind(dot < 0 ? name : name[..dot], alias, SymbolFlags.Imported);
    }

    private void VisitTry(TryBase statement)
    {
        VisitAll(statement.Body);
        foreach (ExceptHandler handler in statement.Handlers)
        {
            VisitOptional(handler.Type);
            if (handler.Name is { } name)
            {
                Bind(name, handler, SymbolFlags.Bound | SymbolFlags.Deleted);
            }

            VisitAll(handler.Body);
        }

        VisitAll(statement.OrElse);
        VisitAll(statement.FinalBody);
    }

    private void VisitMatch(Match statement)
    {
        Visit(statement.Subject);
        foreach (MatchCase clause in statement.Cases)
        {
            Visit(clause.Pattern);
            VisitOptional(clause.Guard);
            VisitAll(clause.Body);
        }
    }

    private void Visit(Pattern pattern)
    {
        EnsureStack();
        switch (pattern)
        {
            case MatchValue value:
                Visit(value.Value);
                break;
            case MatchSequence sequence:
                VisitAll(sequence.Patterns);
                break;
            case MatchMapping mapping:
                VisitAll(mapping.Keys);
                VisitAll(mapping.Patterns);
                BindOptional(mapping.Rest, mapping);
                break;
            case MatchClass match:
                Visit(match.Cls);
                VisitAll(match.Patterns);
                VisitAll(match.KwdPatterns);
                break;
            case MatchStar star:
                BindOptional(star.Name, star);
                break;
            case MatchAs capture:
                if (capture.Pattern is { } inner)
                {
                    Visit(inner);
                }

                BindOptional(capture.Name, capture);
                break;
            case MatchOr alternatives:
                VisitAll(alternatives.Patterns);
                break;
        }
    }

    private void VisitAll(Pattern[] patterns)
    {
        foreach (Pattern pattern in patterns)
        {
            Visit(pattern);
        }
    }

    private void BindOptional(string? name, Node node)
    {
        if (name is not null)
        {
            Bind(name, node);
        }
    }

    private void Visit(Expression expression)
    {
        EnsureStack();
        switch (expression.Kind)
        {
            case NodeKind.BoolOp:
                VisitAll(((BoolOp)expression).Values);
                break;
            case NodeKind.NamedExpr:
                VisitNamedExpression((NamedExpr)expression);
                break;
            case NodeKind.BinOp:
                Visit(((BinOp)expression).Left);
                Visit(((BinOp)expression).Right);
                break;
            case NodeKind.UnaryOp:
                Visit(((UnaryOp)expression).Operand);
                break;
            case NodeKind.Lambda:
                var lambda = (Lambda)expression;
                VisitDefaults(lambda.Args);
                Enter(ScopeKind.Lambda, lambda, "<lambda>");
                VisitParameters(lambda.Args);
                Visit(lambda.Body);
                Leave();
                break;
            case NodeKind.IfExp:
                var choice = (IfExp)expression;
                Visit(choice.Test);
                Visit(choice.Body);
                Visit(choice.OrElse);
                break;
            case NodeKind.Dict:
                var dict = (Dict)expression;
                for (int i = 0; i < dict.Values.Length; i++)
                {
                    VisitOptional(dict.Keys[i]);
                    Visit(dict.Values[i]);
                }

                break;
            case NodeKind.Set:
                VisitAll(((Set)expression).Elts);
                break;
            case NodeKind.ListComp:
                var list = (ListComp)expression;
                VisitComprehension(ScopeKind.Comprehension, list, "<listcomp>", list.Generators, list.Elt, null);
                break;
            case NodeKind.SetComp:
                var set = (SetComp)expression;
                VisitComprehension(ScopeKind.Comprehension, set, "<setcomp>", set.Generators, set.Elt, null);
                break;
            case NodeKind.DictComp:
                var pairs = (DictComp)expression;
                VisitComprehension(ScopeKind.Comprehension, pairs, "<dictcomp>", pairs.Generators, pairs.Key, pairs.Value);
                break;
            case NodeKind.GeneratorExp:
                var generator = (GeneratorExp)expression;
                VisitComprehension(ScopeKind.GeneratorExpression, generator, "<genexpr>", generator.Generators, generator.Elt, null);
                break;
            case NodeKind.Await:
                CheckAllowedInTypeScope(expression, "await expression");
                Visit(((Await)expression).Value);
                scope.IsCoroutine = true;
                break;
            case NodeKind.Yield:
                CheckAllowedInTypeScope(expression, "yield expression");
                VisitOptional(((Yield)expression).Value);
                MarkGenerator(expression);
                break;
            case NodeKind.YieldFrom:
                CheckAllowedInTypeScope(expression, "yield expression");
                Visit(((YieldFrom)expression).Value);
                MarkGenerator(expression);
                break;
            case NodeKind.Compare:
                Visit(((Compare)expression).Left);
                VisitAll(((Compare)expression).Comparators);
                break;
            case NodeKind.Call:
                VisitCall((Call)expression);
                break;
            case NodeKind.FormattedValue:
                Visit(((FormattedValue)expression).Value);
                VisitOptional(((FormattedValue)expression).FormatSpec);
                break;
            case NodeKind.JoinedStr:
                VisitAll(((JoinedStr)expression).Values);
                break;
            case NodeKind.Attribute:
                Visit(((Attribute)expression).Value);
                break;
            case NodeKind.Subscript:
                Visit(((Subscript)expression).Value);
                Visit(((Subscript)expression).Slice);
                break;
            case NodeKind.Starred:
                Visit(((Starred)expression).Value);
                break;
            case NodeKind.Name:
                VisitName((Name)expression);
                break;
            case NodeKind.List:
                VisitAll(((List)expression).Elts);
                break;
            case NodeKind.Tuple:
                VisitAll(((Tuple)expression).Elts);
                break;
            case NodeKind.Slice:
                VisitOptional(((Slice)expression).Lower);
                VisitOptional(((Slice)expression).Upper);
                VisitOptional(((Slice)expression).Step);
                break;
        }
    }

    private void VisitName(Name name)
    {
        switch (name.Ctx)
        {
            case ExprContext.Store:
                Bind(name.Id, name);
                break;
            case ExprContext.Del:
                Bind(name.Id, name, SymbolFlags.Bound | SymbolFlags.Deleted);
                break;
            default:
                Use(name.Id);
                if (name.Id == "super" && scope.Kind is not (ScopeKind.Module or ScopeKind.Class))
                {
                    Use("__class__");
                }

                break;
        }
    }

    private void VisitCall(Call call)
    {
        if (call.Func is Name { Id: "locals" or "vars" or "dir" or "eval" or "exec" })
        {
            scope.Unit.ReadsLocals = true;
        }

        Visit(call.Func);
        VisitAll(call.Args);
        foreach (Keyword keyword in call.Keywords)
        {
            Visit(keyword.Value);
        }
    }

    private void MarkGenerator(Expression expression)
    {
        if (scope.Kind is ScopeKind.Comprehension or ScopeKind.GeneratorExpression)
        {
            string where = scope.Node.Kind switch
            {
                NodeKind.ListComp => "list comprehension",
                NodeKind.SetComp => "set comprehension",
                NodeKind.DictComp => "dict comprehension",
                _ => "generator expression",
            };
            throw errors.At(expression, $"'yield' inside {where}");
        }

        if (!scope.IsFunctionLike)
        {
            throw errors.At(expression, expression.Kind == NodeKind.YieldFrom ? "'yield from' outside function" : "'yield' outside function");
        }

        scope.IsGenerator = true;
    }
}
