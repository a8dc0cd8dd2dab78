using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Attribute = MiniScript.Runtime.Syntax.Tree.Attribute;
using List = MiniScript.Runtime.Objects.List;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <content>Statements, and the parts of them.</content>
internal sealed unsafe partial class ObjectReader
{
    private Statement[] Statements(Value node, string field, string owner)
    {
        List* items = Items(node, field, owner);
        Statement[] statements = new Statement[items->Length];
        for (int i = 0; i < statements.Length; i++)
        {
            Value item = Item(items, i, field, owner);
            statements[i] = item.IsNone ? throw ValueError("None disallowed in statement list") : ToStatement(item);
        }

        return statements;
    }

    private Statement[] Body(Value node, string owner, string field = "body")
    {
        Statement[] statements = Statements(node, field, owner);
        return statements.Length > 0 ? statements : throw ValueError($"empty {field} on {owner}");
    }

    private Statement ToStatement(Value node)
    {
        string name = ClassOf(node);
        SourceSpan place = Place(node, "stmt");
        if (!IsStatement(name))
        {
            throw Expected("stmt", node);
        }

        switch (name)
        {
            case "FunctionDef" or "AsyncFunctionDef":
                return ToFunction(node, name, place);
            case "ClassDef":
                TypeParam[] parameters = TypeParams(node, name);
                string className = Identifier(node, "name", name);
                Expression[] bases = Loads(node, "bases", name);
                Keyword[] keywords = Keywords(node, name);
                return new ClassDef(place, className, bases, keywords, Body(node, name), Loads(node, "decorator_list", name), parameters);
            case "Return":
                return new Return(place, Optional(node, "value"));
            case "Delete":
                return new Delete(place, NonEmpty(node, "targets", name, ExprContext.Del));
            case "Assign":
                CheckComment(node);
                return new Assign(place, NonEmpty(node, "targets", name, ExprContext.Store), Load(node, "value", name));
            case "TypeAlias":
                return Store(node, "name", name) is Name alias
                    ? new TypeAlias(place, alias, TypeParams(node, name), Load(node, "value", name))
                    : throw TypeError("TypeAlias with non-Name name");
            case "AugAssign":
                return new AugAssign(
                    place, Store(node, "target", name), (Operator)TreeFields.FindOperator(Symbol(node, "op", name, "operator")), Load(node, "value", name));
            case "AnnAssign":
                Expression target = Store(node, "target", name);
                bool isSimple = Integer(node, "simple", name, isRequired: true) != 0;
                return isSimple && target is not Name ? throw TypeError("AnnAssign with simple non-Name target")
                    : target is Name or Attribute or Subscript
                        ? new AnnAssign(place, target, Load(node, "annotation", name), Optional(node, "value"), isSimple)
                        : throw SystemError($"invalid node type ({(int)target.Kind}) for annotated assignment");
            case "For":
                CheckComment(node);
                return new For(place, Store(node, "target", name), Load(node, "iter", name), Body(node, name), Statements(node, "orelse", name));
            case "AsyncFor":
                CheckComment(node);
                return new AsyncFor(place, Store(node, "target", name), Load(node, "iter", name), Body(node, name), Statements(node, "orelse", name));
            case "While":
                return new While(place, Load(node, "test", name), Body(node, name), Statements(node, "orelse", name));
            case "If":
                return new If(place, Load(node, "test", name), Body(node, name), Statements(node, "orelse", name));
            case "With":
                CheckComment(node);
                return new With(place, WithItems(node, name), Body(node, name));
            case "AsyncWith":
                CheckComment(node);
                return new AsyncWith(place, WithItems(node, name), Body(node, name));
            case "Match":
                return new Match(place, Load(node, "subject", name), Cases(node, name));
            case "Raise":
                Expression? raised = Optional(node, "exc");
                Expression? cause = Optional(node, "cause");
                return raised is null && cause is not null ? throw ValueError("Raise with cause but no exception") : new Raise(place, raised, cause);
            case "Try" or "TryStar":
                return ToTry(node, name, place);
            case "Assert":
                return new Assert(place, Load(node, "test", name), Optional(node, "msg"));
            case "Import":
                return new Import(place, Aliases(node, name));
            case "ImportFrom":
                int level = Integer(node, "level", name, isRequired: false);
                return level < 0 ? throw ValueError("Negative ImportFrom level")
                    : new ImportFrom(place, OptionalIdentifier(node, "module"), Aliases(node, name), level);
            case "Global":
                return new Global(place, Names(node, name));
            case "Nonlocal":
                return new Nonlocal(place, Names(node, name));
            case "Expr":
                return new Expr(place, Load(node, "value", name));
            case "Pass":
                return new Pass(place);
            case "Break":
                return new Break(place);
            default:
                return new Continue(place);
        }
    }

    private string[] Names(Value node, string owner)
    {
        string[] names = Identifiers(node, "names", owner);
        return names.Length > 0 ? names : throw ValueError($"empty names on {owner}");
    }

    private Statement ToFunction(Value node, string name, SourceSpan place)
    {
        CheckComment(node);
        string function = Identifier(node, "name", name);
        Arguments arguments = ToArguments(Required(node, "args", name));
        Statement[] body = Body(node, name);
        Expression[] decorators = Loads(node, "decorator_list", name);
        Expression? returns = Optional(node, "returns");
        TypeParam[] parameters = TypeParams(node, name);
        return name == "FunctionDef"
            ? new FunctionDef(place, function, arguments, body, decorators, returns, parameters)
            : new AsyncFunctionDef(place, function, arguments, body, decorators, returns, parameters);
    }

    private Statement ToTry(Value node, string name, SourceSpan place)
    {
        Statement[] body = Body(node, name);
        List* items = Items(node, "handlers", name);
        ExceptHandler[] handlers = new ExceptHandler[items->Length];
        for (int i = 0; i < handlers.Length; i++)
        {
            Value item = Item(items, i, "handlers", name);
            string handler = ClassOf(item);
            if (handler != "ExceptHandler")
            {
                throw Expected("excepthandler", item);
            }

            SourceSpan span = Place(item, "excepthandler");
            Expression? type = Optional(item, "type");
            handlers[i] = new ExceptHandler(span, type, OptionalIdentifier(item, "name"), Body(item, handler));
            if (type is null && i < handlers.Length - 1)
            {
                Hosting.SourceLoader.RaiseWithoutPlace(vm, "default 'except:' must be last");
                throw new BadTreeException();
            }
        }

        Statement[] orElse = Statements(node, "orelse", name);
        Statement[] final = Statements(node, "finalbody", name);
        return handlers.Length == 0 && final.Length == 0 ? throw ValueError($"{name} has neither except handlers nor finalbody")
            : handlers.Length == 0 && orElse.Length > 0 ? throw ValueError($"{name} has orelse but no except handlers")
            : name == "Try" ? new Try(place, body, handlers, orElse, final)
            : Array.Exists(handlers, static handler => handler.Type is null) ? throw ValueError("TryStar handler without a type")
            : new TryStar(place, body, handlers, orElse, final);
    }

    private WithItem[] WithItems(Value node, string owner)
    {
        List* items = Items(node, "items", owner);
        if (items->Length == 0)
        {
            throw ValueError($"empty items on {owner}");
        }

        WithItem[] contexts = new WithItem[items->Length];
        for (int i = 0; i < contexts.Length; i++)
        {
            Value item = Item(items, i, "items", owner);
            if (ClassOf(item) != "withitem")
            {
                throw Expected("withitem", item);
            }

            Expression context = Load(item, "context_expr", "withitem");
            contexts[i] = new WithItem(context.Span, context, Optional(item, "optional_vars", ExprContext.Store));
        }

        return contexts;
    }

    private Alias[] Aliases(Value node, string owner)
    {
        List* items = Items(node, "names", owner);
        if (items->Length == 0)
        {
            throw ValueError($"empty names on {owner}");
        }

        Alias[] names = new Alias[items->Length];
        for (int i = 0; i < names.Length; i++)
        {
            Value item = Item(items, i, "names", owner);
            names[i] = ClassOf(item) == "alias"
                ? new Alias(Place(item, "alias"), Identifier(item, "name", "alias"), OptionalIdentifier(item, "asname"))
                : throw Expected("alias", item);
        }

        return names;
    }

    private TypeParam[] TypeParams(Value node, string owner)
    {
        List* items = Items(node, "type_params", owner);
        TypeParam[] parameters = new TypeParam[items->Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            Value item = Item(items, i, "type_params", owner);
            string name = ClassOf(item);
            if (name is not ("TypeVar" or "ParamSpec" or "TypeVarTuple"))
            {
                throw Expected("type_param", item);
            }

            SourceSpan place = Place(item, "type_param");
            string parameter = Variable(Identifier(item, "name", name));
            Expression? fallback = Optional(item, "default_value");
            parameters[i] = name switch
            {
                "TypeVar" => new TypeVar(place, parameter, fallback, Optional(item, "bound")),
                "ParamSpec" => new ParamSpec(place, parameter, fallback),
                _ => new TypeVarTuple(place, parameter, fallback),
            };
        }

        return parameters;
    }

    private static bool IsStatement(string name) => name is "FunctionDef" or "AsyncFunctionDef" or "ClassDef" or "Return" or "Delete" or "Assign" or "TypeAlias"
        or "AugAssign" or "AnnAssign" or "For" or "AsyncFor" or "While" or "If" or "With" or "AsyncWith" or "Match" or "Raise" or "Try" or "TryStar"
        or "Assert" or "Import" or "ImportFrom" or "Global" or "Nonlocal" or "Expr" or "Pass" or "Break" or "Continue";
}
