using System.Text;
using MiniScript.Runtime.Syntax.Tree;
using Tuple = MiniScript.Runtime.Syntax.Tree.Tuple;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Writes an expression as source in one normal form: the least parentheses, single quotes, one space around operators. Annotations that are not evaluated
/// are kept so.
/// </summary>
internal sealed class ExpressionText
{
    private readonly StringBuilder text = new();

    /// <summary>How tightly an expression binds, loosest first.</summary>
    private enum Level
    {
        NamedExpression,
        Tuple,
        Test,
        Or,
        And,
        Not,
        Comparison,
        BitOr,
        BitXor,
        BitAnd,
        Shift,
        Sum,
        Term,
        Factor,
        Power,
        Await,
        Atom,
    }

    /// <summary>The text of an expression.</summary>
    public static string Of(Expression expression)
    {
        var writer = new ExpressionText();
        writer.Write(expression, Level.Test);
        return writer.text.ToString();
    }

    private void Write(Expression expression, Level level)
    {
        switch (expression)
        {
            case Name name:
                text.Append(name.Id);
                break;
            case Constant constant:
                Constant(constant);
                break;
            case BoolOp node:
                Level own = node.Op == BoolOperator.Or ? Level.Or : Level.And;
                Open(level > own);
                WriteAll(node.Values, own + 1, node.Op == BoolOperator.Or ? " or " : " and ");
                Close(level > own);
                break;
            case NamedExpr node:
                Open(level > Level.NamedExpression);
                text.Append(node.Target.Id).Append(" := ");
                Write(node.Value, Level.Atom);
                Close(level > Level.NamedExpression);
                break;
            case BinOp node:
                Binary(node, level);
                break;
            case UnaryOp node:
                Unary(node, level);
                break;
            case Lambda node:
                Open(level > Level.Test);
                text.Append("lambda");
                Parameters(node.Args);
                text.Append(": ");
                Write(node.Body, Level.Test);
                Close(level > Level.Test);
                break;
            case IfExp node:
                Open(level > Level.Test);
                Write(node.Body, Level.Test + 1);
                text.Append(" if ");
                Write(node.Test, Level.Test + 1);
                text.Append(" else ");
                Write(node.OrElse, Level.Test);
                Close(level > Level.Test);
                break;
            case Compare node:
                Comparison(node, level);
                break;
            case Call node:
                Call(node);
                break;
            case Tree.Attribute node:
                Write(node.Value, Level.Atom);
                text.Append(node.Value is Constant { Value: long or System.Numerics.BigInteger } ? " ." : ".").Append(node.Attr);
                break;
            case Subscript node:
                Write(node.Value, Level.Atom);
                text.Append('[');
                Write(node.Slice, Level.Tuple);
                text.Append(']');
                break;
            case Slice node:
                Slice(node);
                break;
            case Starred node:
                text.Append('*');
                Write(node.Value, Level.BitOr);
                break;
            case Await node:
                Open(level > Level.Await);
                text.Append("await ");
                Write(node.Value, Level.Atom);
                Close(level > Level.Await);
                break;
            case Yield node:
                text.Append(node.Value is null ? "(yield" : "(yield ");
                WriteOptional(node.Value);
                text.Append(')');
                break;
            case YieldFrom node:
                text.Append("(yield from ");
                Write(node.Value, Level.Test);
                text.Append(')');
                break;
            case JoinedStr or FormattedValue:
                text.Append('f').Append(LiteralText.Repr(Template(expression)));
                break;
            default:
                Display(expression, level);
                break;
        }
    }

    private void Display(Expression expression, Level level)
    {
        switch (expression)
        {
            case Tuple { Elts.Length: 0 }:
                text.Append("()");
                break;
            case Tuple node:
                Open(level > Level.Tuple);
                WriteAll(node.Elts, Level.Test, ", ");
                text.Append(node.Elts.Length == 1 ? "," : "");
                Close(level > Level.Tuple);
                break;
            case List node:
                text.Append('[');
                WriteAll(node.Elts, Level.Test, ", ");
                text.Append(']');
                break;
            case Set node:
                text.Append('{');
                WriteAll(node.Elts, Level.Test, ", ");
                text.Append('}');
                break;
            case Dict node:
                text.Append('{');
                for (int i = 0; i < node.Values.Length; i++)
                {
                    text.Append(i > 0 ? ", " : "");
                    Pair(node.Keys[i], node.Values[i]);
                }

                text.Append('}');
                break;
            case ComprehensionBase node:
                string brackets = node.Kind switch { NodeKind.ListComp => "[]", NodeKind.SetComp => "{}", _ => "()" };
                text.Append(brackets[0]);
                Write(node.Elt, Level.Test);
                Generators(node.Generators);
                text.Append(brackets[1]);
                break;
            case DictComp node:
                text.Append('{');
                Pair(node.Key, node.Value);
                Generators(node.Generators);
                text.Append('}');
                break;
        }
    }

    private void Pair(Expression? key, Expression value)
    {
        if (key is null)
        {
            text.Append("**");
            Write(value, Level.BitOr);
            return;
        }

        Write(key, Level.Test);
        text.Append(": ");
        Write(value, Level.Test);
    }

    private void Generators(Comprehension[] generators)
    {
        foreach (Comprehension generator in generators)
        {
            text.Append(generator.IsAsync ? " async for " : " for ");
            Write(generator.Target, Level.Tuple);
            text.Append(" in ");
            Write(generator.Iter, Level.Test + 1);
            foreach (Expression condition in generator.Ifs)
            {
                text.Append(" if ");
                Write(condition, Level.Test + 1);
            }
        }
    }

    private void Binary(BinOp node, Level level)
    {
        (string symbol, Level own) = node.Op switch
        {
            Operator.Add => (" + ", Level.Sum),
            Operator.Sub => (" - ", Level.Sum),
            Operator.Mult => (" * ", Level.Term),
            Operator.MatMult => (" @ ", Level.Term),
            Operator.Div => (" / ", Level.Term),
            Operator.Mod => (" % ", Level.Term),
            Operator.FloorDiv => (" // ", Level.Term),
            Operator.LShift => (" << ", Level.Shift),
            Operator.RShift => (" >> ", Level.Shift),
            Operator.BitOr => (" | ", Level.BitOr),
            Operator.BitXor => (" ^ ", Level.BitXor),
            Operator.BitAnd => (" & ", Level.BitAnd),
            _ => (" ** ", Level.Power),
        };
        bool bindsRight = node.Op == Operator.Pow;
        Open(level > own);
        Write(node.Left, own + (bindsRight ? 1 : 0));
        text.Append(symbol);
        Write(node.Right, own + (bindsRight ? 0 : 1));
        Close(level > own);
    }

    private void Unary(UnaryOp node, Level level)
    {
        (string symbol, Level own) = node.Op switch
        {
            UnaryOperator.Not => ("not ", Level.Not),
            UnaryOperator.Invert => ("~", Level.Factor),
            UnaryOperator.UAdd => ("+", Level.Factor),
            _ => ("-", Level.Factor),
        };
        Open(level > own);
        text.Append(symbol);
        Write(node.Operand, own);
        Close(level > own);
    }

    private void Comparison(Compare node, Level level)
    {
        Open(level > Level.Comparison);
        Write(node.Left, Level.Comparison + 1);
        for (int i = 0; i < node.Ops.Length; i++)
        {
            text.Append(node.Ops[i] switch
            {
                CompareOperator.Eq => " == ",
                CompareOperator.NotEq => " != ",
                CompareOperator.Lt => " < ",
                CompareOperator.LtE => " <= ",
                CompareOperator.Gt => " > ",
                CompareOperator.GtE => " >= ",
                CompareOperator.Is => " is ",
                CompareOperator.IsNot => " is not ",
                CompareOperator.In => " in ",
                _ => " not in ",
            });
            Write(node.Comparators[i], Level.Comparison + 1);
        }

        Close(level > Level.Comparison);
    }

    private void Call(Call node)
    {
        Write(node.Func, Level.Atom);
        if (node.Args is [GeneratorExp only] && node.Keywords.Length == 0)
        {
            Write(only, Level.Test);
            return;
        }

        text.Append('(');
        WriteAll(node.Args, Level.Test, ", ");
        for (int i = 0; i < node.Keywords.Length; i++)
        {
            text.Append(i + node.Args.Length > 0 ? ", " : "").Append(node.Keywords[i].Arg is { } name ? name + "=" : "**");
            Write(node.Keywords[i].Value, Level.Test);
        }

        text.Append(')');
    }

    private void Slice(Slice node)
    {
        WriteOptional(node.Lower);
        text.Append(':');
        WriteOptional(node.Upper);
        if (node.Step is not null)
        {
            text.Append(':');
            Write(node.Step, Level.Test);
        }
    }

    private void Parameters(Arguments arguments)
    {
        List<string> parameters = [];
        int positional = arguments.PosOnlyArgs.Length + arguments.Args.Length;
        for (int i = 0; i < positional; i++)
        {
            bool isOnly = i < arguments.PosOnlyArgs.Length;
            Arg argument = isOnly ? arguments.PosOnlyArgs[i] : arguments.Args[i - arguments.PosOnlyArgs.Length];
            int defaultIndex = i - (positional - arguments.Defaults.Length);
            parameters.Add(argument.Name + (defaultIndex < 0 ? "" : "=" + Of(arguments.Defaults[defaultIndex])));
            if (isOnly && i == arguments.PosOnlyArgs.Length - 1)
            {
                parameters.Add("/");
            }
        }

        if (arguments.VarArg is not null || arguments.KwOnlyArgs.Length > 0)
        {
            parameters.Add("*" + arguments.VarArg?.Name);
        }

        for (int i = 0; i < arguments.KwOnlyArgs.Length; i++)
        {
            parameters.Add(arguments.KwOnlyArgs[i].Name + (arguments.KwDefaults[i] is { } value ? "=" + Of(value) : ""));
        }

        if (arguments.KwArg is { } keywords)
        {
            parameters.Add("**" + keywords.Name);
        }

        text.Append(parameters.Count > 0 ? " " : "").AppendJoin(", ", parameters);
    }

    private void Constant(Constant constant)
    {
        switch (constant.Value)
        {
            case EllipsisLiteral:
                text.Append("...");
                break;
            case string value:
                text.Append(constant.Prefix).Append(LiteralText.Repr(value));
                break;
            default:
                // An infinite literal has no name: it is a number too large.
                text.Append(LiteralText.Repr(constant.Value).Replace("inf", "1e309", StringComparison.Ordinal));
                break;
        }
    }

    /// <summary>What stands between the quotes of an f-string.</summary>
    private static string Template(Expression expression)
    {
        switch (expression)
        {
            case JoinedStr joined:
                return string.Concat(Array.ConvertAll(joined.Values, Template));
            case Constant { Value: string value }:
                return value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
            case FormattedValue field:
                var writer = new ExpressionText();
                writer.Write(field.Value, Level.Test + 1);
                string inner = writer.text.ToString();
                string conversion = field.Conversion > 0 ? "!" + (char)field.Conversion : "";
                string specification = field.FormatSpec is { } spec ? ":" + Template(spec) : "";
                return (inner.StartsWith('{') ? "{ " : "{") + inner + conversion + specification + "}";
            default:
                return Of(expression);
        }
    }

    private void WriteAll(Expression[] expressions, Level level, string separator)
    {
        for (int i = 0; i < expressions.Length; i++)
        {
            text.Append(i > 0 ? separator : "");
            Write(expressions[i], level);
        }
    }

    private void WriteOptional(Expression? expression)
    {
        if (expression is not null)
        {
            Write(expression, Level.Test);
        }
    }

    private void Open(bool isNeeded) => text.Append(isNeeded ? "(" : "");

    private void Close(bool isNeeded) => text.Append(isNeeded ? ")" : "");
}
