namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Comparisons, truth tests and the operators that short-circuit.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>Jumps to the label if the truth of an expression is <paramref name="jumpIf"/>, else goes on.</summary>
    private void Condition(Expression expression, Label label, bool jumpIf)
    {
        EnsureStack();
        int mark = top;
        switch (expression)
        {
            case UnaryOp { Op: UnaryOperator.Not } node:
                Condition(node.Operand, label, !jumpIf);
                return;
            case BoolOp node:
                BooleanCondition(node, label, jumpIf);
                return;
            case Compare node:
                CompareCondition(node, label, jumpIf);
                return;
            case IfExp node:
                ChoiceCondition(node, label, jumpIf);
                return;
        }

        if (TryTruth(expression, out bool truth))
        {
            if (truth == jumpIf)
            {
                code.Position = expression.Span;
                code.Jump(label);
            }

            return;
        }

        int value = Value(expression);
        top = mark;
        code.Position = expression.Span;
        code.JumpWide(jumpIf ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, value, label);
    }

    /// <summary>The truth of an expression that is constant.</summary>
    private bool TryTruth(Expression expression, out bool truth)
    {
        if (expression is Name { Id: "__debug__" })
        {
            truth = !session.Options.Optimize;
            return true;
        }

        if (ConstantFolder.TryFold(expression, out object? literal))
        {
            truth = ConstantFolder.Truth(literal);
            return true;
        }

        truth = false;
        return false;
    }

    private void BooleanCondition(BoolOp node, Label label, bool jumpIf)
    {
        // An operand that decides the whole jumps to the label, or past the last operand.
        bool decides = node.Op == BoolOperator.Or;
        var past = new Label();
        for (int i = 0; i < node.Values.Length - 1; i++)
        {
            Condition(node.Values[i], decides == jumpIf ? label : past, decides);
        }

        Condition(node.Values[^1], label, jumpIf);
        code.Bind(past);
    }

    private void ChoiceCondition(IfExp node, Label label, bool jumpIf)
    {
        var otherwise = new Label();
        var end = new Label();
        Condition(node.Test, otherwise, jumpIf: false);
        Condition(node.Body, label, jumpIf);
        code.Position = node.Span;
        code.Jump(end);
        code.Bind(otherwise);
        Condition(node.OrElse, label, jumpIf);
        code.Bind(end);
    }

    private void CompareCondition(Compare node, Label label, bool jumpIf)
    {
        SuspiciousCode.WarnOfComparison(session, node);
        int mark = top;
        int left = Operand(node.Left, node.Comparators);
        if (node.Ops.Length == 1)
        {
            CompareJump(node, left, node.Ops[0], node.Comparators[0], label, jumpIf);
            top = mark;
            return;
        }

        var past = new Label();
        Label onFalse = jumpIf ? past : label;
        for (int i = 0; i < node.Ops.Length - 1; i++)
        {
            int right = Operand(node.Comparators[i], node.Comparators);
            CompareJump(node, left, node.Ops[i], right, onFalse, jumpIf: false);
            left = right;
        }

        CompareJump(node, left, node.Ops[^1], node.Comparators[^1], label, jumpIf);
        top = mark;
        code.Bind(past);
    }

    private void CompareJump(Compare node, int left, CompareOperator op, Expression right, Label label, bool jumpIf)
    {
        if (op is CompareOperator.Is or CompareOperator.IsNot && right is Constant { Value: null })
        {
            code.Position = node.Span;
            code.JumpWide((op == CompareOperator.Is) == jumpIf ? Opcode.JumpIfNone : Opcode.JumpIfNotNone, left, label);
            return;
        }

        if (BinaryOpcodes.JumpOf(op) is { } jump && ConstantFolder.TryFold(right, out object? literal)
            && constants.Add(literal) is <= ushort.MaxValue and int constant)
        {
            code.Position = node.Span;
            code.JumpCompare(BinaryOpcodes.WithConstant(jump), left, constant, jumpIf, label);
            return;
        }

        CompareJump(node, left, op, ComparisonOperand(op, right), label, jumpIf);
    }

    private void CompareJump(Compare node, int left, CompareOperator op, int right, Label label, bool jumpIf)
    {
        code.Position = node.Span;
        if (BinaryOpcodes.JumpOf(op) is { } jump)
        {
            code.JumpCompare(jump, left, right, jumpIf, label);
            return;
        }

        int mark = top;
        int truth = NewTemporary();
        top = mark;
        EmitComparison(node, truth, left, op, right);
        code.JumpWide(jumpIf ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, truth, label);
    }

    private void EmitComparison(Compare node, int destination, int left, CompareOperator op, int right) =>
        Emit(node, BinaryOpcodes.Of(op), destination, left, right, op is CompareOperator.IsNot or CompareOperator.NotIn ? 1 : 0);

    /// <summary>The right operand of a comparison: a display of constants behind <c>in</c> is itself a constant.</summary>
    private int ComparisonOperand(CompareOperator op, Expression right)
    {
        if (op is CompareOperator.In or CompareOperator.NotIn)
        {
            if (right is Set set && ConstantFolder.TryFoldAll(set.Elts, out object?[] members))
            {
                return Literal(right, new FrozenSetLiteral(members), -1);
            }

            if (right is List list && ConstantFolder.TryFoldAll(list.Elts, out object?[] items))
            {
                return Literal(right, new TupleLiteral(items), -1);
            }
        }

        return Value(right);
    }

    private int Compare(Compare node, int target)
    {
        SuspiciousCode.WarnOfComparison(session, node);
        int mark = top;
        if (node.Ops.Length == 1)
        {
            int first = Operand(node.Left, node.Comparators);
            int second = ComparisonOperand(node.Ops[0], node.Comparators[0]);
            top = mark;
            int destination = Destination(target);
            EmitComparison(node, destination, first, node.Ops[0], second);
            return destination;
        }

        int result = Workplace(target);
        int after = top;
        var end = new Label();
        int left = Operand(node.Left, node.Comparators);
        for (int i = 0; i < node.Ops.Length - 1; i++)
        {
            int right = Operand(node.Comparators[i], node.Comparators);
            EmitComparison(node, result, left, node.Ops[i], right);
            code.JumpWide(Opcode.JumpIfFalse, result, end);
            left = right;
        }

        EmitComparison(node, result, left, node.Ops[^1], ComparisonOperand(node.Ops[^1], node.Comparators[^1]));
        code.Bind(end);
        top = after;
        return Deliver(node, result, target);
    }

    private int Boolean(BoolOp node, int target)
    {
        int result = Workplace(target);
        int mark = top;
        Opcode jump = node.Op == BoolOperator.And ? Opcode.JumpIfFalse : Opcode.JumpIfTrue;
        var end = new Label();
        for (int i = 0; i < node.Values.Length - 1; i++)
        {
            Value(node.Values[i], result);
            top = mark;
            code.Position = node.Values[i].Span;
            code.JumpWide(jump, result, end);
        }

        Value(node.Values[^1], result);
        top = mark;
        code.Bind(end);
        return Deliver(node, result, target);
    }
}
