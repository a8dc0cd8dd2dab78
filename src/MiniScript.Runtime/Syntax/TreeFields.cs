using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>Goes through a tree by the names and fields that the language's <c>ast</c> gives them.</summary>
public abstract class TreeFields
{
    private static readonly string[] Operators = ["Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"];
    private static readonly string[] UnaryOperators = ["Invert", "Not", "UAdd", "USub"];
    private static readonly string[] CompareOperators = ["Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"];
    private static readonly string[] BoolOperators = ["And", "Or"];
    private static readonly string[] Contexts = ["Load", "Store", "Del"];

    /// <summary>The operator of a name; -1 for none.</summary>
    public static int FindOperator(string name) => Array.IndexOf(Operators, name);

    /// <summary>The unary operator of a name; -1 for none.</summary>
    public static int FindUnaryOperator(string name) => Array.IndexOf(UnaryOperators, name);

    /// <summary>The comparison of a name; -1 for none.</summary>
    public static int FindCompareOperator(string name) => Array.IndexOf(CompareOperators, name);

    /// <summary>The boolean operator of a name; -1 for none.</summary>
    public static int FindBoolOperator(string name) => Array.IndexOf(BoolOperators, name);

    /// <summary>The context of a name; -1 for none.</summary>
    public static int FindContext(string name) => Array.IndexOf(Contexts, name);

    /// <summary>The name of a context.</summary>
    public static string NameOf(ExprContext context) => Contexts[(int)context];

    /// <summary>A node begins.</summary>
    /// <param name="name">The name of its class in <c>ast</c>.</param>
    protected abstract void Open(string name);

    /// <summary>A node ends.</summary>
    /// <param name="node">The node.</param>
    /// <param name="hasPlace">Whether <c>ast</c> gives it a place in the source.</param>
    protected abstract void Close(Node node, bool hasPlace);

    /// <summary>A field with a node or none.</summary>
    protected abstract void Field(string field, Node? node);

    /// <summary>A field with a list of nodes, some of which may be absent.</summary>
    protected abstract void List(string field, Node?[] nodes);

    /// <summary>A field with an identifier or a string, or none.</summary>
    protected abstract void Text(string field, string? text);

    /// <summary>A field with a list of identifiers.</summary>
    protected abstract void Texts(string field, string[] texts);

    /// <summary>A field with a node that has no fields: an operator or a context.</summary>
    protected abstract void Symbol(string field, string name);

    /// <summary>A field with a list of such.</summary>
    protected abstract void Symbols(string field, string[] names);

    /// <summary>A field with a small integer.</summary>
    protected abstract void Number(string field, int value);

    /// <summary>A field with the value of a literal; see <see cref="Constant.Value"/>.</summary>
    protected abstract void Literal(string field, object? value);

    /// <summary>Tells of a node: <see cref="Open"/>, its fields in order, <see cref="Close"/>.</summary>
    protected void Visit(Node node)
    {
        switch (node)
        {
            case Module n:
                Open("Module");
                List("body", n.Body);
                List("type_ignores", []);
                break;
            case Interactive n:
                Open("Interactive");
                List("body", n.Body);
                break;
            case ExpressionModule n:
                Open("Expression");
                Field("body", n.Body);
                break;
            case FunctionDef n:
                Open("FunctionDef");
                Text("name", n.Name);
                Field("args", n.Args);
                List("body", n.Body);
                List("decorator_list", n.DecoratorList);
                Field("returns", n.Returns);
                Text("type_comment", null);
                List("type_params", n.TypeParams);
                break;
            case AsyncFunctionDef n:
                Open("AsyncFunctionDef");
                Text("name", n.Name);
                Field("args", n.Args);
                List("body", n.Body);
                List("decorator_list", n.DecoratorList);
                Field("returns", n.Returns);
                Text("type_comment", null);
                List("type_params", n.TypeParams);
                break;
            case ClassDef n:
                Open("ClassDef");
                Text("name", n.Name);
                List("bases", n.Bases);
                List("keywords", n.Keywords);
                List("body", n.Body);
                List("decorator_list", n.DecoratorList);
                List("type_params", n.TypeParams);
                break;
            case Return n:
                Open("Return");
                Field("value", n.Value);
                break;
            case Delete n:
                Open("Delete");
                List("targets", n.Targets);
                break;
            case Assign n:
                Open("Assign");
                List("targets", n.Targets);
                Field("value", n.Value);
                Text("type_comment", null);
                break;
            case TypeAlias n:
                Open("TypeAlias");
                Field("name", n.Name);
                List("type_params", n.TypeParams);
                Field("value", n.Value);
                break;
            case AugAssign n:
                Open("AugAssign");
                Field("target", n.Target);
                Symbol("op", NameOf(n.Op));
                Field("value", n.Value);
                break;
            case AnnAssign n:
                Open("AnnAssign");
                Field("target", n.Target);
                Field("annotation", n.Annotation);
                Field("value", n.Value);
                Number("simple", n.Simple ? 1 : 0);
                break;
            case For n:
                Open("For");
                Field("target", n.Target);
                Field("iter", n.Iter);
                List("body", n.Body);
                List("orelse", n.OrElse);
                Text("type_comment", null);
                break;
            case AsyncFor n:
                Open("AsyncFor");
                Field("target", n.Target);
                Field("iter", n.Iter);
                List("body", n.Body);
                List("orelse", n.OrElse);
                Text("type_comment", null);
                break;
            case While n:
                Open("While");
                Field("test", n.Test);
                List("body", n.Body);
                List("orelse", n.OrElse);
                break;
            case If n:
                Open("If");
                Field("test", n.Test);
                List("body", n.Body);
                List("orelse", n.OrElse);
                break;
            case With n:
                Open("With");
                List("items", n.Items);
                List("body", n.Body);
                Text("type_comment", null);
                break;
            case AsyncWith n:
                Open("AsyncWith");
                List("items", n.Items);
                List("body", n.Body);
                Text("type_comment", null);
                break;
            case Match n:
                Open("Match");
                Field("subject", n.Subject);
                List("cases", n.Cases);
                break;
            case Raise n:
                Open("Raise");
                Field("exc", n.Exc);
                Field("cause", n.Cause);
                break;
            case Try n:
                Open("Try");
                List("body", n.Body);
                List("handlers", n.Handlers);
                List("orelse", n.OrElse);
                List("finalbody", n.FinalBody);
                break;
            case TryStar n:
                Open("TryStar");
                List("body", n.Body);
                List("handlers", n.Handlers);
                List("orelse", n.OrElse);
                List("finalbody", n.FinalBody);
                break;
            case Assert n:
                Open("Assert");
                Field("test", n.Test);
                Field("msg", n.Msg);
                break;
            case Import n:
                Open("Import");
                List("names", n.Names);
                break;
            case ImportFrom n:
                Open("ImportFrom");
                Text("module", n.Module);
                List("names", n.Names);
                Number("level", n.Level);
                break;
            case Global n:
                Open("Global");
                Texts("names", n.Names);
                break;
            case Nonlocal n:
                Open("Nonlocal");
                Texts("names", n.Names);
                break;
            case Expr n:
                Open("Expr");
                Field("value", n.Value);
                break;
            case Pass:
                Open("Pass");
                break;
            case Break:
                Open("Break");
                break;
            case Continue:
                Open("Continue");
                break;
            case BoolOp n:
                Open("BoolOp");
                Symbol("op", NameOf(n.Op));
                List("values", n.Values);
                break;
            case NamedExpr n:
                Open("NamedExpr");
                Field("target", n.Target);
                Field("value", n.Value);
                break;
            case BinOp n:
                Open("BinOp");
                Field("left", n.Left);
                Symbol("op", NameOf(n.Op));
                Field("right", n.Right);
                break;
            case UnaryOp n:
                Open("UnaryOp");
                Symbol("op", NameOf(n.Op));
                Field("operand", n.Operand);
                break;
            case Lambda n:
                Open("Lambda");
                Field("args", n.Args);
                Field("body", n.Body);
                break;
            case IfExp n:
                Open("IfExp");
                Field("test", n.Test);
                Field("body", n.Body);
                Field("orelse", n.OrElse);
                break;
            case Dict n:
                Open("Dict");
                List("keys", n.Keys);
                List("values", n.Values);
                break;
            case Set n:
                Open("Set");
                List("elts", n.Elts);
                break;
            case ListComp n:
                Open("ListComp");
                Field("elt", n.Elt);
                List("generators", n.Generators);
                break;
            case SetComp n:
                Open("SetComp");
                Field("elt", n.Elt);
                List("generators", n.Generators);
                break;
            case DictComp n:
                Open("DictComp");
                Field("key", n.Key);
                Field("value", n.Value);
                List("generators", n.Generators);
                break;
            case GeneratorExp n:
                Open("GeneratorExp");
                Field("elt", n.Elt);
                List("generators", n.Generators);
                break;
            case Await n:
                Open("Await");
                Field("value", n.Value);
                break;
            case Yield n:
                Open("Yield");
                Field("value", n.Value);
                break;
            case YieldFrom n:
                Open("YieldFrom");
                Field("value", n.Value);
                break;
            case Compare n:
                Open("Compare");
                Field("left", n.Left);
                Symbols("ops", Array.ConvertAll(n.Ops, NameOf));
                List("comparators", n.Comparators);
                break;
            case Call n:
                Open("Call");
                Field("func", n.Func);
                List("args", n.Args);
                List("keywords", n.Keywords);
                break;
            case FormattedValue n:
                Open("FormattedValue");
                Field("value", n.Value);
                Number("conversion", n.Conversion);
                Field("format_spec", n.FormatSpec);
                break;
            case JoinedStr n:
                Open("JoinedStr");
                List("values", n.Values);
                break;
            case Constant n:
                Open("Constant");
                Literal("value", n.Value);
                Text("kind", n.Prefix);
                break;
            case Tree.Attribute n:
                Open("Attribute");
                Field("value", n.Value);
                Text("attr", n.Attr);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case Subscript n:
                Open("Subscript");
                Field("value", n.Value);
                Field("slice", n.Slice);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case Starred n:
                Open("Starred");
                Field("value", n.Value);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case Name n:
                Open("Name");
                Text("id", n.Id);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case List n:
                Open("List");
                List("elts", n.Elts);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case Tree.Tuple n:
                Open("Tuple");
                List("elts", n.Elts);
                Symbol("ctx", NameOf(n.Ctx));
                break;
            case Slice n:
                Open("Slice");
                Field("lower", n.Lower);
                Field("upper", n.Upper);
                Field("step", n.Step);
                break;
            case MatchValue n:
                Open("MatchValue");
                Field("value", n.Value);
                break;
            case MatchSingleton n:
                Open("MatchSingleton");
                Literal("value", n.Value);
                break;
            case MatchSequence n:
                Open("MatchSequence");
                List("patterns", n.Patterns);
                break;
            case MatchMapping n:
                Open("MatchMapping");
                List("keys", n.Keys);
                List("patterns", n.Patterns);
                Text("rest", n.Rest);
                break;
            case MatchClass n:
                Open("MatchClass");
                Field("cls", n.Cls);
                List("patterns", n.Patterns);
                Texts("kwd_attrs", n.KwdAttrs);
                List("kwd_patterns", n.KwdPatterns);
                break;
            case MatchStar n:
                Open("MatchStar");
                Text("name", n.Name);
                break;
            case MatchAs n:
                Open("MatchAs");
                Field("pattern", n.Pattern);
                Text("name", n.Name);
                break;
            case MatchOr n:
                Open("MatchOr");
                List("patterns", n.Patterns);
                break;
            case TypeVar n:
                Open("TypeVar");
                Text("name", n.Name);
                Field("bound", n.Bound);
                Field("default_value", n.DefaultValue);
                break;
            case ParamSpec n:
                Open("ParamSpec");
                Text("name", n.Name);
                Field("default_value", n.DefaultValue);
                break;
            case TypeVarTuple n:
                Open("TypeVarTuple");
                Text("name", n.Name);
                Field("default_value", n.DefaultValue);
                break;
            case Comprehension n:
                Open("comprehension");
                Field("target", n.Target);
                Field("iter", n.Iter);
                List("ifs", n.Ifs);
                Number("is_async", n.IsAsync ? 1 : 0);
                break;
            case ExceptHandler n:
                Open("ExceptHandler");
                Field("type", n.Type);
                Text("name", n.Name);
                List("body", n.Body);
                break;
            case Arguments n:
                Open("arguments");
                List("posonlyargs", n.PosOnlyArgs);
                List("args", n.Args);
                Field("vararg", n.VarArg);
                List("kwonlyargs", n.KwOnlyArgs);
                List("kw_defaults", n.KwDefaults);
                Field("kwarg", n.KwArg);
                List("defaults", n.Defaults);
                break;
            case Arg n:
                Open("arg");
                Text("arg", n.Name);
                Field("annotation", n.Annotation);
                Text("type_comment", null);
                break;
            case Keyword n:
                Open("keyword");
                Text("arg", n.Arg);
                Field("value", n.Value);
                break;
            case Alias n:
                Open("alias");
                Text("name", n.Name);
                Text("asname", n.AsName);
                break;
            case WithItem n:
                Open("withitem");
                Field("context_expr", n.ContextExpr);
                Field("optional_vars", n.OptionalVars);
                break;
            case MatchCase n:
                Open("match_case");
                Field("pattern", n.Pattern);
                Field("guard", n.Guard);
                List("body", n.Body);
                break;
            default:
                throw new ArgumentException($"Node kind {(int)node.Kind} has no form in ast.", nameof(node));
        }

        bool hasPlace = node is not (
            Module or Interactive or ExpressionModule or Comprehension or Arguments or WithItem or MatchCase);
        Close(node, hasPlace);
    }

    private static string NameOf(Operator op) => Operators[(int)op];

    private static string NameOf(UnaryOperator op) => UnaryOperators[(int)op];

    private static string NameOf(CompareOperator op) => CompareOperators[(int)op];

    private static string NameOf(BoolOperator op) => BoolOperators[(int)op];
}
