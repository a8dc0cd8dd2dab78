namespace MiniScript.Runtime.Compilation;

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Evaluates expressions of literals at compile time, where that cannot raise and the result stays small.</summary>
/// <remarks>The limits are CPython's: integers of 128 bits, strings of 4096 characters, tuples of 256 items.</remarks>
internal static class ConstantFolder
{
    private const int MaxBits = 128;
    private const int MaxCharacters = 4096;
    private const int MaxItems = 256;

    /// <summary>The literal of a <see cref="Constant"/> in the form of <see cref="CodeUnit.Constants"/>.</summary>
    public static object? ValueOf(Constant constant) => constant.Value is ImaginaryLiteral imaginary ? new Complex(0, imaginary.Value) : constant.Value;

    /// <summary>Evaluates an expression; false if it is not constant.</summary>
    public static bool TryFold(Expression expression, out object? value)
    {
        value = null;
        switch (expression)
        {
            case Constant constant:
                value = ValueOf(constant);
                return true;
            case UnaryOp unary:
                return TryFold(unary.Operand, out object? operand) && TryUnary(unary.Op, operand, out value);
            case BinOp binary:
                return TryFoldChain(binary, out value);
            case Tuple { Ctx: ExprContext.Load } tuple:
                bool isConstant = TryFoldAll(tuple.Elts, out object?[] items);
                value = isConstant ? new TupleLiteral(items) : null;
                return isConstant;
            case Subscript { Ctx: ExprContext.Load, Value: Constant or Tuple } subscript:
                return TryFold(subscript.Value, out object? container) && TryFold(subscript.Slice, out object? index)
                    && TryIndex(container, index, out value);
            default:
                return false;
        }
    }

    /// <summary>Evaluates all of the expressions; false if one is not constant.</summary>
    public static bool TryFoldAll(Expression[] expressions, out object?[] values)
    {
        values = [];
        foreach (Expression expression in expressions)
        {
            if (expression is not (Constant or UnaryOp or BinOp or Tuple or Subscript))
            {
                return false;
            }
        }

        var all = new object?[expressions.Length];
        for (int i = 0; i < all.Length; i++)
        {
            if (!TryFold(expressions[i], out all[i]))
            {
                return false;
            }
        }

        values = all;
        return true;
    }

    /// <summary>The truth of a literal.</summary>
    public static bool Truth(object? literal) => literal switch
    {
        null => false,
        bool value => value,
        long value => value != 0,
        BigInteger value => !value.IsZero,
        double value => value != 0,
        Complex value => value.Real != 0 || value.Imaginary != 0,
        string value => value.Length > 0,
        byte[] value => value.Length > 0,
        TupleLiteral value => value.Items.Length > 0,
        FrozenSetLiteral value => value.Items.Length > 0,
        _ => true,
    };

    /// <summary>Evaluates a chain of operators, without recursion on its left operands: it may be as long as the source.</summary>
    private static bool TryFoldChain(BinOp node, out object? value)
    {
        List<BinOp> chain = [];
        Expression first = node;
        while (first is BinOp { IsVariable: false, Right: Constant or UnaryOp or BinOp or Tuple or Subscript } inner)
        {
            chain.Add(inner);
            first = inner.Left;
        }

        value = null;
        int folded = chain.Count;
        if (first is Constant or UnaryOp or Tuple or Subscript && RuntimeHelpers.TryEnsureSufficientExecutionStack() && TryFold(first, out value))
        {
            while (folded > 0 && TryFold(chain[folded - 1].Right, out object? right) && TryBinary(chain[folded - 1].Op, value, right, out value))
            {
                folded--;
            }
        }

        for (int i = 0; i < folded; i++)
        {
            chain[i].IsVariable = true;
        }

        node.IsVariable |= chain.Count == 0;
        return !node.IsVariable;
    }

    private static bool TryUnary(UnaryOperator op, object? operand, out object? value)
    {
        value = null;
        switch (op)
        {
            case UnaryOperator.Not:
                value = !Truth(operand);
                return true;
            case UnaryOperator.Invert:
                if (TryInteger(operand, out BigInteger bits))
                {
                    value = Normalize(-bits - 1);
                }

                break;
            case UnaryOperator.USub:
                value = operand switch
                {
                    double number => -number,
                    Complex number => -number,
                    _ => TryInteger(operand, out BigInteger number) ? Normalize(-number) : null,
                };
                break;
            case UnaryOperator.UAdd:
                value = operand switch
                {
                    double or Complex => operand,
                    _ => TryInteger(operand, out BigInteger number) ? Normalize(number) : null,
                };
                break;
        }

        return value is not null;
    }

    private static bool TryBinary(Operator op, object? left, object? right, out object? value)
    {
        value = (left, right) switch
        {
            (string a, string b) when op == Operator.Add && a.Length + b.Length <= MaxCharacters => Join(a, b),
            (byte[] a, byte[] b) when op == Operator.Add && a.Length + b.Length <= MaxCharacters => (byte[])[.. a, .. b],
            (TupleLiteral a, TupleLiteral b) when op == Operator.Add && a.Items.Length + b.Items.Length <= MaxItems =>
                new TupleLiteral([.. a.Items, .. b.Items]),
            (string or byte[] or TupleLiteral, long count) when op == Operator.Mult => Repeat(left, count),
            (long count, string or byte[] or TupleLiteral) when op == Operator.Mult => Repeat(right, count),
            (bool a, bool b) when op == Operator.BitAnd => a && b,
            (bool a, bool b) when op == Operator.BitOr => a || b,
            (bool a, bool b) when op == Operator.BitXor => a != b,
            (bool a, bool b) when op is Operator.BitAnd or Operator.BitOr or Operator.BitXor =>
                op == Operator.BitAnd ? a & b : op == Operator.BitOr ? a | b : a ^ b,
            (double a, double b) => Floats(op, a, b),
            (Complex, _) or (_, Complex) => Complexes(op, left, right),
            (double a, _) => TryFloat(right, out double b) ? Floats(op, a, b) : null,
            (_, double b) => TryFloat(left, out double a) ? Floats(op, a, b) : null,
            _ => TryInteger(left, out BigInteger a) && TryInteger(right, out BigInteger b) ? Integers(op, a, b) : null,
        };
        return value is not null;
    }

    /// <summary>Strings whose halves of a surrogate pair would meet are left to run time: they are two code points, not one.</summary>
    private static string? Join(string a, string b) => a.Length > 0 && b.Length > 0 && char.IsHighSurrogate(a[^1]) && char.IsLowSurrogate(b[0]) ? null : a + b;

    private static object? Repeat(object? literal, long count)
    {
        if (count is < 0 or > MaxCharacters)
        {
            return null;
        }

        switch (literal)
        {
            case string text when text.Length * count <= MaxCharacters && (text.Length == 0 || !char.IsLowSurrogate(text[0])):
                var builder = new StringBuilder();
                return builder.Insert(0, text, (int)count).ToString();
            case byte[] bytes when bytes.Length * count <= MaxCharacters:
                byte[] repeated = new byte[bytes.Length * count];
                for (int i = 0; i < repeated.Length; i++)
                {
                    repeated[i] = bytes[i % bytes.Length];
                }

                return repeated;
            case TupleLiteral tuple when tuple.Items.Length * count <= MaxItems:
                var items = new object?[tuple.Items.Length * count];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = tuple.Items[i % tuple.Items.Length];
                }

                return new TupleLiteral(items);
            default:
                return null;
        }
    }

    private static object? Floats(Operator op, double a, double b) => op switch
    {
        Operator.Add => a + b,
        Operator.Sub => a - b,
        Operator.Mult => a * b,
        Operator.Div when b != 0 => a / b,
        Operator.Pow when a > 0 && double.IsFinite(Math.Pow(a, b)) => Math.Pow(a, b),
        _ => null,
    };

    private static object? Complexes(Operator op, object? left, object? right)
    {
        if (!TryComplex(left, out Complex a) || !TryComplex(right, out Complex b))
        {
            return null;
        }

        return op switch
        {
            Operator.Add => a + b,
            Operator.Sub => a - b,
            _ => null,
        };
    }

    private static object? Integers(Operator op, BigInteger a, BigInteger b)
    {
        switch (op)
        {
            case Operator.Add:
                return Normalize(a + b);
            case Operator.Sub:
                return Normalize(a - b);
            case Operator.Mult:
                return a.GetBitLength() + b.GetBitLength() <= MaxBits ? Normalize(a * b) : null;
            case Operator.Div:
                // Both exact as floats, so that the quotient is rounded once.
                return !b.IsZero && a.GetBitLength() <= 53 && b.GetBitLength() <= 53 ? (object)((double)a / (double)b) : null;
            case Operator.FloorDiv:
                return b.IsZero ? null : Normalize(FloorDivide(a, b));
            case Operator.Mod:
                return b.IsZero ? null : Normalize(a - (FloorDivide(a, b) * b));
            case Operator.Pow:
                return b.Sign >= 0 && b <= MaxBits && a.GetBitLength() * (long)b <= MaxBits ? Normalize(BigInteger.Pow(a, (int)b)) : null;
            case Operator.LShift:
                return b.Sign >= 0 && b <= MaxBits && a.GetBitLength() + (long)b <= MaxBits ? Normalize(a << (int)b) : null;
            case Operator.RShift:
                return b.Sign >= 0 && b <= int.MaxValue ? Normalize(a >> (int)b) : null;
            case Operator.BitAnd:
                return Normalize(a & b);
            case Operator.BitOr:
                return Normalize(a | b);
            case Operator.BitXor:
                return Normalize(a ^ b);
            default:
                return null;
        }
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return remainder.Sign != 0 && remainder.Sign != b.Sign ? quotient - 1 : quotient;
    }

    private static bool TryIndex(object? container, object? index, out object? value)
    {
        value = null;
        if (index is not long position)
        {
            return false;
        }

        switch (container)
        {
            case TupleLiteral tuple:
                position += position < 0 ? tuple.Items.Length : 0;
                bool isInside = position >= 0 && position < tuple.Items.Length;
                value = isInside ? tuple.Items[position] : null;
                return isInside;
            case byte[] bytes:
                position += position < 0 ? bytes.Length : 0;
                if (position < 0 || position >= bytes.Length)
                {
                    return false;
                }

                value = (long)bytes[position];
                return true;
            case string text when Ascii.IsValid(text):
                position += position < 0 ? text.Length : 0;
                if (position < 0 || position >= text.Length)
                {
                    return false;
                }

                value = text[(int)position].ToString();
                return true;
            default:
                return false;
        }
    }

    private static bool TryInteger(object? literal, out BigInteger value)
    {
        switch (literal)
        {
            case long number:
                value = number;
                return true;
            case bool truth:
                value = truth ? 1 : 0;
                return true;
            case BigInteger number:
                value = number;
                return true;
            default:
                value = default;
                return false;
        }
    }

    private static bool TryFloat(object? literal, out double value)
    {
        switch (literal)
        {
            case double number:
                value = number;
                return true;
            case long number and > -(1L << 53) and < 1L << 53:
                value = number;
                return true;
            case bool truth:
                value = truth ? 1 : 0;
                return true;
            default:
                value = 0;
                return false;
        }
    }

    private static bool TryComplex(object? literal, out Complex value)
    {
        if (literal is Complex complex)
        {
            value = complex;
            return true;
        }

        bool isReal = TryFloat(literal, out double real);
        value = new Complex(real, 0);
        return isReal;
    }

#pragma warning disable CA1859 // Small integers are boxed longs, as the parser gives them.
    private static object Normalize(BigInteger value)
#pragma warning restore CA1859
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            long small = (long)value;
            return small;
        }

        return value;
    }
}
