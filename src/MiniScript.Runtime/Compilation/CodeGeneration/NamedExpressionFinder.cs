namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>Finds out whether evaluating an expression may bind a name with <c>:=</c>.</summary>
internal static class NamedExpressionFinder
{
    /// <summary>True if there is a <c>:=</c> that belongs to the scope of the expression.</summary>
    public static bool IsIn(Expression? expression)
    {
        switch (expression)
        {
            case null or Constant or Name or Lambda:
                return false;
            case BinOp node:
                return IsIn(node.Left) || IsIn(node.Right);
            case UnaryOp node:
                return IsIn(node.Operand);
            case Attribute node:
                return IsIn(node.Value);
            case Subscript node:
                return IsIn(node.Value) || IsIn(node.Slice);
            case Call node:
                return IsIn(node.Func) || AnyIn(node.Args) || Array.Exists(node.Keywords, keyword => IsIn(keyword.Value));
            case Compare node:
                return IsIn(node.Left) || AnyIn(node.Comparators);
            case BoolOp node:
                return AnyIn(node.Values);
            case Tuple node:
                return AnyIn(node.Elts);
            case List node:
                return AnyIn(node.Elts);
            default:
                // The rest is rare as a later operand: a copy too many costs one instruction.
                return true;
        }
    }

    private static bool AnyIn(Expression[] expressions)
    {
        foreach (Expression expression in expressions)
        {
            if (IsIn(expression))
            {
                return true;
            }
        }

        return false;
    }
}
