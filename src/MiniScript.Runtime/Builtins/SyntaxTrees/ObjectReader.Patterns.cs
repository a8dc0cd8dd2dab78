using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Attribute = MiniScript.Runtime.Syntax.Tree.Attribute;
using List = MiniScript.Runtime.Objects.List;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <content>The cases of <c>match</c>.</content>
internal sealed unsafe partial class ObjectReader
{
    private MatchCase[] Cases(Value node, string owner)
    {
        List* items = Items(node, "cases", owner);
        if (items->Length == 0)
        {
            throw ValueError($"empty cases on {owner}");
        }

        MatchCase[] cases = new MatchCase[items->Length];
        for (int i = 0; i < cases.Length; i++)
        {
            Value item = Item(items, i, "cases", owner);
            string name = ClassOf(item);
            if (name != "match_case")
            {
                throw Expected("match_case", item);
            }

            Pattern pattern = ToPattern(Required(item, "pattern", name), isStarAllowed: false);
            cases[i] = new MatchCase(pattern.Span, pattern, Optional(item, "guard"), Body(item, name));
        }

        return cases;
    }

    private Pattern[] Patterns(Value node, string field, string owner, bool isStarAllowed)
    {
        List* items = Items(node, field, owner);
        Pattern[] patterns = new Pattern[items->Length];
        for (int i = 0; i < patterns.Length; i++)
        {
            patterns[i] = ToPattern(Item(items, i, field, owner), isStarAllowed);
        }

        return patterns;
    }

    private string? Capture(Value node, string field)
    {
        string? name = OptionalIdentifier(node, field);
        return name is null ? null : name == "_" ? throw ValueError("can't capture name '_' in patterns") : Variable(name);
    }

    private Pattern ToPattern(Value node, bool isStarAllowed)
    {
        string name = ClassOf(node);
        SourceSpan place = Place(node, "pattern");
        if (!name.StartsWith("Match", StringComparison.Ordinal) || name == "Match")
        {
            throw Expected("pattern", node);
        }

        switch (name)
        {
            case "MatchValue":
                Expression value = Load(node, "value", name);
                return IsMatchable(value) ? new MatchValue(place, value) : throw ValueError("patterns may only match literals and attribute lookups");
            case "MatchSingleton":
                Value single = Get(node, "value");
                return single.IsUndefined ? throw TypeError("required field \"value\" missing from MatchSingleton")
                    : single.IsNone || single.IsTrue || single == Value.False ? new MatchSingleton(place, single.IsNone ? null : single.IsTrue)
                    : throw ValueError("MatchSingleton can only contain True, False and None");
            case "MatchSequence":
                Pattern[] items = Patterns(node, "patterns", name, isStarAllowed: true);
                return Array.FindAll(items, static item => item is MatchStar).Length <= 1 ? new MatchSequence(place, items)
                    : throw ValueError("multiple starred expressions in sequence pattern");
            case "MatchMapping":
                Expression[] keys = Loads(node, "keys", name);
                items = Patterns(node, "patterns", name, isStarAllowed: false);
                return keys.Length != items.Length ? throw ValueError("MatchMapping doesn't have the same number of keys as patterns")
                    : Array.TrueForAll(keys, static key => key is Constant { Value: bool or null } || IsMatchable(key)) ? new MatchMapping(place, keys, items, Capture(node, "rest"))
                    : throw ValueError("patterns may only match literals and attribute lookups");
            case "MatchClass":
                Expression type = Load(node, "cls", name);
                items = Patterns(node, "patterns", name, isStarAllowed: false);
                string[] attributes = Array.ConvertAll(Identifiers(node, "kwd_attrs", name), Variable);
                Pattern[] inner = Patterns(node, "kwd_patterns", name, isStarAllowed: false);
                return attributes.Length != inner.Length ? throw ValueError("MatchClass doesn't have the same number of keyword attributes as patterns")
                    : IsDottedName(type) ? new MatchClass(place, type, items, attributes, inner)
                    : throw ValueError("MatchClass cls field can only contain Name or Attribute nodes.");
            case "MatchStar":
                return isStarAllowed ? new MatchStar(place, Capture(node, "name")) : throw ValueError("can't use MatchStar here");
            case "MatchAs":
                string? capture = Capture(node, "name");
                Value around = Get(node, "pattern");
                Pattern? pattern = around.IsUndefined || around.IsNone ? null : ToPattern(around, isStarAllowed: false);
                return pattern is not null && capture is null
                    ? throw ValueError("MatchAs must specify a target name if a pattern is given") : new MatchAs(place, pattern, capture);
            default:
                items = Patterns(node, "patterns", name, isStarAllowed: false);
                return items.Length >= 2 ? new MatchOr(place, items) : throw ValueError("MatchOr requires at least 2 patterns");
        }
    }

    private static bool IsDottedName(Expression expression)
    {
        while (expression is Attribute attribute)
        {
            expression = attribute.Value;
        }

        return expression is Name;
    }

    /// <summary>True for what a pattern may compare with: numbers with a sign, complex ones, strings, dotted names.</summary>
    private static bool IsMatchable(Expression expression) => expression switch
    {
        Constant { Value: long or System.Numerics.BigInteger or double or ImaginaryLiteral or System.Numerics.Complex or string or byte[] } => true,
        Attribute => IsDottedName(expression),
        UnaryOp { Op: UnaryOperator.USub, Operand: Constant { Value: not (string or byte[] or bool or null) } } => true,
        BinOp { Op: Operator.Add or Operator.Sub, Left: Constant or UnaryOp, Right: Constant { Value: ImaginaryLiteral } } => true,
        JoinedStr => true,
        _ => false,
    };
}
