namespace MiniScript.Runtime.Compilation.CodeGeneration;

using System.Numerics;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Warns of code that is valid but surely not meant; the words are CPython's.</summary>
internal static class SuspiciousCode
{
    /// <summary>Warns of <c>is</c> with a literal.</summary>
    public static void WarnOfComparison(CompilationSession session, Compare node)
    {
        Expression left = node.Left;
        for (int i = 0; i < node.Ops.Length; i++)
        {
            Expression right = node.Comparators[i];
            if (node.Ops[i] is CompareOperator.Is or CompareOperator.IsNot && (LiteralTypeName(left) ?? LiteralTypeName(right)) is { } type)
            {
                session.Warn(node, node.Ops[i] == CompareOperator.Is
                    ? $"\"is\" with '{type}' literal. Did you mean \"==\"?"
                    : $"\"is not\" with '{type}' literal. Did you mean \"!=\"?");
            }

            left = right;
        }
    }

    /// <summary>The type of a literal that may not be the only object of its value; null for others.</summary>
    private static string? LiteralTypeName(Expression expression) =>
        ConstantFolder.TryFold(expression, out object? literal) && literal is not (null or bool or EllipsisLiteral) ? TypeName(literal) : null;

    /// <summary>Warns of calling a literal or display.</summary>
    public static void WarnOfCallee(CompilationSession session, Expression callee)
    {
        if (callee is Constant or Tuple or List or ListComp or Dict or DictComp or Set or SetComp or GeneratorExp or JoinedStr or FormattedValue)
        {
            session.Warn(callee, $"'{TypeName(callee)}' object is not callable; perhaps you missed a comma?");
        }
    }

    /// <summary>Warns of subscripts that can only fail.</summary>
    public static void WarnOfSubscript(CompilationSession session, Subscript node)
    {
        switch (node.Value)
        {
            case Constant { Value: null or EllipsisLiteral or bool or long or BigInteger or double or ImaginaryLiteral }:
            case Set or SetComp or GeneratorExp or Lambda:
                session.Warn(node.Value, $"'{TypeName(node.Value)}' object is not subscriptable; perhaps you missed a comma?");
                break;
            case Constant { Value: string or byte[] } or Tuple or List or ListComp or JoinedStr or FormattedValue:
                if (TypeName(node.Slice) is { } index and not ("int" or "bool"))
                {
                    session.Warn(node.Slice, $"{TypeName(node.Value)} indices must be integers or slices, not {index}; perhaps you missed a comma?");
                }

                break;
        }
    }

    /// <summary>Warns of asserting a tuple.</summary>
    public static void WarnOfAssertion(CompilationSession session, Assert statement)
    {
        if (statement.Test is Tuple { Elts.Length: > 0 })
        {
            session.Warn(statement, "assertion is always true, perhaps remove parentheses?");
        }
    }

    /// <summary>The type that a display, literal or function surely has; null for other expressions.</summary>
    private static string? TypeName(Expression expression) => expression switch
    {
        Constant constant => TypeName(ConstantFolder.ValueOf(constant)),
        Tuple => "tuple",
        List or ListComp => "list",
        Dict or DictComp => "dict",
        Set or SetComp => "set",
        GeneratorExp => "generator",
        Lambda => "function",
        JoinedStr or FormattedValue => "str",
        _ => null,
    };

    private static string TypeName(object? literal) => literal switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        Complex => "complex",
        string => "str",
        byte[] => "bytes",
        TupleLiteral => "tuple",
        FrozenSetLiteral => "frozenset",
        _ => "ellipsis",
    };
}
