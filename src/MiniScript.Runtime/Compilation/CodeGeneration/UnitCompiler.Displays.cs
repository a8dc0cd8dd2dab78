namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>Tuples, lists, sets, dicts and f-strings.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>The most items that are built from registers at once; longer displays are filled in portions.</summary>
    private const int PortionSize = 64;

    private int Tuple(Tuple node, int target)
    {
        if (ConstantFolder.TryFold(node, out object? folded))
        {
            return Literal(node, folded, target);
        }

        int mark = top;
        if (!HasStars(node.Elts) && node.Elts.Length <= byte.MaxValue)
        {
            int first = Values(node.Elts);
            top = mark;
            int destination = Destination(target);
            Emit(node, Opcode.BuildTuple, destination, first, node.Elts.Length);
            return destination;
        }

        int items = Display(node, node.Elts, Opcode.BuildList, Opcode.ListAppend, Opcode.ListExtend, -1);
        top = mark;
        int result = Destination(target);
        Emit(node, Opcode.ListToTuple, result, items);
        return result;
    }

    /// <summary>Evaluates expressions into successive temporaries; returns the first.</summary>
    private int Values(ReadOnlySpan<Expression> expressions)
    {
        int first = top;
        foreach (Expression expression in expressions)
        {
            int register = NewTemporary();
            Value(expression, register);
            top = register + 1;
        }

        return first;
    }

    private static bool HasStars(Expression[] elements)
    {
        foreach (Expression element in elements)
        {
            if (element is Starred)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Builds a list or set of items, some of which may be starred.</summary>
    private int Display(Expression node, Expression[] elements, Opcode build, Opcode append, Opcode extend, int target)
    {
        int mark = top;
        if (elements.Length >= 3 && ConstantFolder.TryFoldAll(elements, out object?[] literals))
        {
            return ConstantDisplay(node, literals, build, extend, target);
        }

        if (!HasStars(elements) && elements.Length <= PortionSize)
        {
            int first = Values(elements);
            top = mark;
            int destination = Destination(target);
            Emit(node, build, destination, first, elements.Length);
            return destination;
        }

        int collection = Workplace(target);
        mark = top;
        int plain = Math.Min(CountPlain(elements, 0), PortionSize);
        int items = Values(elements.AsSpan(0, plain));
        top = mark;
        Emit(node, build, collection, items, plain);
        for (int i = plain; i < elements.Length; i++)
        {
            bool isStarred = elements[i] is Starred;
            int item = Value(elements[i] is Starred starred ? starred.Value : elements[i]);
            top = mark;
            Emit(isStarred ? elements[i] : node, isStarred ? extend : append, collection, item);
        }

        return Deliver(node, collection, target);
    }

    private int ConstantDisplay(Expression node, object?[] literals, Opcode build, Opcode extend, int target)
    {
        int collection = Workplace(target);
        int mark = top;
        Emit(node, build, collection, 0, 0);
        object literal = build == Opcode.BuildSet ? new FrozenSetLiteral(literals) : new TupleLiteral(literals);
        int items = Literal(node, literal, -1);
        Emit(node, extend, collection, items);
        top = mark;
        return Deliver(node, collection, target);
    }

    private static int CountPlain(Expression[] elements, int start)
    {
        int end = start;
        while (end < elements.Length && elements[end] is not Starred)
        {
            end++;
        }

        return end - start;
    }

    private int DictDisplay(Dict node, int target)
    {
        int mark = top;
        bool isPlain = node.Keys.Length <= PortionSize / 2 && Array.TrueForAll(node.Keys, key => key is not null);
        if (isPlain)
        {
            int first = Pairs(node, 0, node.Keys.Length);
            top = mark;
            int destination = Destination(target);
            Emit(node, Opcode.BuildDict, destination, first, node.Keys.Length);
            return destination;
        }

        int dict = Workplace(target);
        mark = top;
        Emit(node, Opcode.BuildDict, dict, 0, 0);
        for (int i = 0; i < node.Values.Length; i++)
        {
            if (node.Keys[i] is null)
            {
                int mapping = Value(node.Values[i]);
                Emit(node, Opcode.DictUpdate, dict, mapping);
            }
            else
            {
                int pair = Pairs(node, i, i + 1);
                Emit(node, Opcode.DictPut, dict, pair, pair + 1);
            }

            top = mark;
        }

        return Deliver(node, dict, target);
    }

    private int Pairs(Dict node, int start, int end)
    {
        int first = top;
        for (int i = start; i < end; i++)
        {
            int register = NewTemporaries(2);
            Value(node.Keys[i]!, register);
            Value(node.Values[i], register + 1);
            top = register + 2;
        }

        return first;
    }

    private int JoinedString(JoinedStr node, int target)
    {
        if (node.Values.Length == 0)
        {
            return Literal(node, "", target);
        }

        if (node.Values.Length == 1)
        {
            return Value(node.Values[0], target);
        }

        int mark = top;
        int first = top;
        int count = 0;
        foreach (Expression part in node.Values)
        {
            if (count == PortionSize)
            {
                Emit(node, Opcode.BuildString, first, first, count);
                top = first + 1;
                count = 1;
            }

            int register = NewTemporary();
            Value(part, register);
            top = register + 1;
            count++;
        }

        top = mark;
        int destination = Destination(target);
        Emit(node, Opcode.BuildString, destination, first, count);
        return destination;
    }

    private int FormattedValue(FormattedValue node, int target)
    {
        int mark = top;
        int value = node.FormatSpec is null ? Value(node.Value) : Operand(node.Value, node.FormatSpec);
        int specification = node.FormatSpec is null ? Instruction.NoOperand : Value(node.FormatSpec);
        top = mark;
        int destination = Destination(target);
        int conversion = node.Conversion switch
        {
            's' => 1,
            'r' => 2,
            'a' => 3,
            _ => 0,
        };
        Emit(node, Opcode.Format, destination, value, specification, conversion);
        return destination;
    }
}
