using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Attribute = MiniScript.Runtime.Syntax.Tree.Attribute;
using List = MiniScript.Runtime.Objects.List;
using Tree = MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <content>Expressions, and the parts of them.</content>
internal sealed unsafe partial class ObjectReader
{
    private Expression Load(Value node, string field, string owner) => ToExpression(Required(node, field, owner), ExprContext.Load);

    private Expression Store(Value node, string field, string owner) => ToExpression(Required(node, field, owner), ExprContext.Store);

    private Expression? Optional(Value node, string field, ExprContext context = ExprContext.Load)
    {
        Value value = Get(node, field);
        return value.IsUndefined || value.IsNone ? null : ToExpression(value, context);
    }

    private Expression[] Loads(Value node, string field, string owner, ExprContext context = ExprContext.Load) =>
        Array.ConvertAll(OptionalLoads(node, field, owner, isEach: true, context), static item => item!);

    /// <summary>Reads a list of expressions.</summary>
    /// <param name="node">The node.</param>
    /// <param name="field">Its field.</param>
    /// <param name="owner">The node's class.</param>
    /// <param name="isEach">Whether none may be <c>None</c>.</param>
    /// <param name="context">What is done to each.</param>
    private Expression?[] OptionalLoads(Value node, string field, string owner, bool isEach, ExprContext context = ExprContext.Load)
    {
        List* items = Items(node, field, owner);
        Expression?[] expressions = new Expression?[items->Length];
        for (int i = 0; i < expressions.Length; i++)
        {
            Value item = Item(items, i, field, owner);
            expressions[i] = !item.IsNone ? ToExpression(item, context)
                : isEach ? throw ValueError("None disallowed in expression list") : null;
        }

        return expressions;
    }

    private Expression[] NonEmpty(Value node, string field, string owner, ExprContext context)
    {
        Expression[] expressions = Loads(node, field, owner, context);
        return expressions.Length > 0 ? expressions : throw ValueError($"empty {field} on {owner}");
    }

    private ExprContext Context(Value node, string owner, ExprContext wanted)
    {
        string found = Symbol(node, "ctx", owner, "expr_context");
        return found == TreeFields.NameOf(wanted) ? wanted
            : throw ValueError($"expression must have {TreeFields.NameOf(wanted)} context but has {found} instead");
    }

    private Expression ToExpression(Value node, ExprContext context)
    {
        string name = ClassOf(node);
        SourceSpan place = Place(node, "expr");
        if (!IsExpression(name))
        {
            throw Expected("expr", node);
        }

        switch (name)
        {
            case "Attribute":
                ExprContext of = Context(node, name, context);
                return new Attribute(place, Load(node, "value", name), Identifier(node, "attr", name), of);
            case "Subscript":
                of = Context(node, name, context);
                return new Subscript(place, Load(node, "value", name), Load(node, "slice", name), of);
            case "Starred":
                of = Context(node, name, context);
                return new Starred(place, ToExpression(Required(node, "value", name), context), of);
            case "Name":
                of = Context(node, name, context);
                return new Name(place, Variable(Identifier(node, "id", name)), of);
            case "List":
                of = Context(node, name, context);
                return new Tree.List(place, Loads(node, "elts", name, context), of);
            case "Tuple":
                of = Context(node, name, context);
                return new Tree.Tuple(place, Loads(node, "elts", name, context), of);
            default:
                return context == ExprContext.Load ? ToPlainExpression(node, name, place)
                    : throw ValueError($"expression which can't be assigned to in {TreeFields.NameOf(context)} context");
        }
    }

    private Expression ToPlainExpression(Value node, string name, SourceSpan place)
    {
        Comprehension[] generators;
        switch (name)
        {
            case "BoolOp":
                BoolOperator both = (BoolOperator)TreeFields.FindBoolOperator(Symbol(node, "op", name, "boolop"));
                Expression[] values = Loads(node, "values", name);
                return values.Length >= 2 ? new BoolOp(place, both, values) : throw ValueError("BoolOp with less than 2 values");
            case "NamedExpr":
                return Store(node, "target", name) is Name target
                    ? new NamedExpr(place, target, Load(node, "value", name))
                    : throw TypeError("NamedExpr target must be a Name");
            case "BinOp":
                return new BinOp(
                    place, Load(node, "left", name), (Operator)TreeFields.FindOperator(Symbol(node, "op", name, "operator")), Load(node, "right", name));
            case "UnaryOp":
                return new UnaryOp(
                    place, (UnaryOperator)TreeFields.FindUnaryOperator(Symbol(node, "op", name, "unaryop")), Load(node, "operand", name));
            case "Lambda":
                return new Lambda(place, ToArguments(Required(node, "args", name)), Load(node, "body", name));
            case "IfExp":
                return new IfExp(place, Load(node, "test", name), Load(node, "body", name), Load(node, "orelse", name));
            case "Dict":
                Expression?[] keys = OptionalLoads(node, "keys", name, isEach: false);
                values = Loads(node, "values", name);
                return keys.Length == values.Length ? new Tree.Dict(place, keys, values)
                    : throw ValueError("Dict doesn't have the same number of keys as values");
            case "Set":
                return new Set(place, Loads(node, "elts", name) is { Length: > 0 } items ? items : throw ValueError("empty elts on Set"));
            case "ListComp":
                generators = Generators(node, name);
                return new ListComp(place, Load(node, "elt", name), generators);
            case "SetComp":
                generators = Generators(node, name);
                return new SetComp(place, Load(node, "elt", name), generators);
            case "GeneratorExp":
                generators = Generators(node, name);
                return new GeneratorExp(place, Load(node, "elt", name), generators);
            case "DictComp":
                generators = Generators(node, name);
                return new DictComp(place, Load(node, "key", name), Load(node, "value", name), generators);
            case "Await":
                return new Await(place, Load(node, "value", name));
            case "Yield":
                return new Yield(place, Optional(node, "value"));
            case "YieldFrom":
                return new YieldFrom(place, Load(node, "value", name));
            case "Compare":
                return ToCompare(node, name, place);
            case "Call":
                return new Call(place, Load(node, "func", name), Loads(node, "args", name), Keywords(node, name));
            case "FormattedValue":
                int conversion = Integer(node, "conversion", name, isRequired: true);
                return conversion is -1 or 's' or 'r' or 'a'
                    ? new FormattedValue(place, Load(node, "value", name), conversion, Optional(node, "format_spec"))
                    : throw SystemError($"Unrecognized conversion character {conversion}");
            case "JoinedStr":
                return new JoinedStr(place, Loads(node, "values", name));
            case "Constant":
                Value value = Get(node, "value");
                object? literal = LiteralOf(value.IsUndefined ? throw TypeError("required field \"value\" missing from Constant") : value, isItem: false);
                Value kind = Get(node, "kind");
                if (!kind.IsUndefined && !kind.IsNone && !kind.Is(Kind.Str))
                {
                    throw TypeError("AST string must be of type str");
                }

                return new Constant(place, literal, kind.IsObject && kind.Is(Kind.Str) ? Str.ToManaged((Str*)kind.AsObject) : null);
            default:
                return new Slice(place, Optional(node, "lower"), Optional(node, "upper"), Optional(node, "step"));
        }
    }

    private Compare ToCompare(Value node, string name, SourceSpan place)
    {
        Expression left = Load(node, "left", name);
        List* items = Items(node, "ops", name);
        CompareOperator[] operators = new CompareOperator[items->Length];
        for (int i = 0; i < operators.Length; i++)
        {
            operators[i] = (CompareOperator)TreeFields.FindCompareOperator(SymbolOf(Item(items, i, "ops", name), "cmpop"));
        }

        Expression[] comparators = Loads(node, "comparators", name);
        return comparators.Length == 0 ? throw ValueError("Compare with no comparators")
            : comparators.Length != operators.Length ? throw ValueError("Compare has a different number of comparators and operands")
            : new Compare(place, left, operators, comparators);
    }

    private Comprehension[] Generators(Value node, string owner)
    {
        List* items = Items(node, "generators", owner);
        if (items->Length == 0)
        {
            throw ValueError("comprehension with no generators");
        }

        Comprehension[] generators = new Comprehension[items->Length];
        for (int i = 0; i < generators.Length; i++)
        {
            Value item = Item(items, i, "generators", owner);
            string name = ClassOf(item);
            if (name != "comprehension")
            {
                throw Expected("comprehension", item);
            }

            Expression target = Store(item, "target", name);
            Expression iter = Load(item, "iter", name);
            Expression[] conditions = Loads(item, "ifs", name);
            bool isAsync = Integer(item, "is_async", name, isRequired: true) != 0;
            generators[i] = new Comprehension(target.Span.To(iter.Span), target, iter, conditions, isAsync);
        }

        return generators;
    }

    private Keyword[] Keywords(Value node, string owner)
    {
        List* items = Items(node, "keywords", owner);
        Keyword[] keywords = new Keyword[items->Length];
        for (int i = 0; i < keywords.Length; i++)
        {
            Value item = Item(items, i, "keywords", owner);
            string name = ClassOf(item);
            keywords[i] = name == "keyword"
                ? new Keyword(Place(item, name), OptionalIdentifier(item, "arg"), Load(item, "value", name))
                : throw Expected("keyword", item);
        }

        return keywords;
    }

    private Arguments ToArguments(Value node)
    {
        string name = ClassOf(node);
        if (name != "arguments")
        {
            throw Expected("arguments", node);
        }

        Arg[] positionalOnly = Args(node, "posonlyargs");
        Arg[] args = Args(node, "args");
        Arg? rest = OptionalArg(node, "vararg");
        Arg[] keywordOnly = Args(node, "kwonlyargs");
        Expression?[] keywordDefaults = OptionalLoads(node, "kw_defaults", name, isEach: false);
        Arg? keywords = OptionalArg(node, "kwarg");
        Expression[] defaults = Loads(node, "defaults", name);
        return defaults.Length > positionalOnly.Length + args.Length ? throw ValueError("more positional defaults than args on arguments")
            : keywordDefaults.Length != keywordOnly.Length ? throw ValueError("length of kwonlyargs is not the same as kw_defaults on arguments")
            : new Arguments(default, positionalOnly, args, rest, keywordOnly, keywordDefaults, keywords, defaults);
    }

    private Arg[] Args(Value node, string field)
    {
        List* items = Items(node, field, "arguments");
        Arg[] args = new Arg[items->Length];
        for (int i = 0; i < args.Length; i++)
        {
            args[i] = ToArg(Item(items, i, field, "arguments"));
        }

        return args;
    }

    private Arg? OptionalArg(Value node, string field)
    {
        Value value = Get(node, field);
        return value.IsUndefined || value.IsNone ? null : ToArg(value);
    }

    private Arg ToArg(Value node)
    {
        string name = ClassOf(node);
        if (name != "arg")
        {
            throw Expected("arg", node);
        }

        CheckComment(node);
        return new Arg(Place(node, name), Variable(Identifier(node, "arg", name)), Optional(node, "annotation"));
    }

    private static bool IsExpression(string name) => name is "BoolOp" or "NamedExpr" or "BinOp" or "UnaryOp" or "Lambda" or "IfExp" or "Dict" or "Set"
        or "ListComp" or "SetComp" or "DictComp" or "GeneratorExp" or "Await" or "Yield" or "YieldFrom" or "Compare" or "Call" or "FormattedValue"
        or "JoinedStr" or "Constant" or "Attribute" or "Subscript" or "Starred" or "Name" or "List" or "Tuple" or "Slice";
}
