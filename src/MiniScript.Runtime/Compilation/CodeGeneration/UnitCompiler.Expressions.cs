namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Expressions other than calls, conditions and comprehensions.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>Compiles an expression; see the class for where the value ends up.</summary>
    private int Value(Expression expression, int target = -1)
    {
        EnsureStack();
        switch (expression.Kind)
        {
            case NodeKind.Name:
                return ((Name)expression).Id == "__debug__"
                    ? Literal(expression, !session.Options.Optimize, target)
                    : LoadName(expression, ((Name)expression).Id, target);
            case NodeKind.Constant:
                return Literal(expression, ConstantFolder.ValueOf((Constant)expression), target);
            case NodeKind.BinOp:
                return Binary((BinOp)expression, target);
            case NodeKind.UnaryOp:
                return Unary((UnaryOp)expression, target);
            case NodeKind.Call:
                return Call((Call)expression, target);
            case NodeKind.Attribute:
                return LoadAttribute((Attribute)expression, target);
            case NodeKind.Subscript:
                return LoadSubscript((Subscript)expression, target);
            case NodeKind.Compare:
                return Compare((Compare)expression, target);
            case NodeKind.BoolOp:
                return Boolean((BoolOp)expression, target);
            case NodeKind.IfExp:
                return Choice((IfExp)expression, target);
            case NodeKind.NamedExpr:
                return NamedExpression((NamedExpr)expression, target);
            case NodeKind.Tuple:
                return Tuple((Tuple)expression, target);
            case NodeKind.List:
                return Display(expression, ((List)expression).Elts, Opcode.BuildList, Opcode.ListAppend, Opcode.ListExtend, target);
            case NodeKind.Set:
                return Display(expression, ((Set)expression).Elts, Opcode.BuildSet, Opcode.SetAdd, Opcode.SetUpdate, target);
            case NodeKind.Dict:
                return DictDisplay((Dict)expression, target);
            case NodeKind.JoinedStr:
                return JoinedString((JoinedStr)expression, target);
            case NodeKind.FormattedValue:
                return FormattedValue((FormattedValue)expression, target);
            case NodeKind.ListComp:
            case NodeKind.SetComp:
            case NodeKind.DictComp:
                return Comprehension(expression, target);
            case NodeKind.GeneratorExp:
                return GeneratorExpression((GeneratorExp)expression, target);
            case NodeKind.Lambda:
                return Lambda((Lambda)expression, target);
            case NodeKind.Yield:
                return Yield((Yield)expression, target);
            case NodeKind.YieldFrom:
                return YieldFrom((YieldFrom)expression, target);
            case NodeKind.Slice:
                return Slice((Slice)expression, target);
            case NodeKind.Await:
                return Await((Await)expression, target);
            case NodeKind.Starred:
                throw Errors.At(expression, "can't use starred expression here");
            default:
                throw new InvalidOperationException($"node kind {(int)expression.Kind} is no expression");
        }
    }

    /// <summary>Compiles an operand that is used after a later one was evaluated: a local variable that the later one rebinds is copied.</summary>
    private int Operand(Expression expression, Expression later)
    {
        int register = Value(expression);
        return MustCopy(register, later) ? Copy(expression, register) : register;
    }

    private int Operand(Expression expression, Expression[] later)
    {
        int register = Value(expression);
        foreach (Expression next in later)
        {
            if (MustCopy(register, next))
            {
                return Copy(expression, register);
            }
        }

        return register;
    }

    private bool MustCopy(int register, Expression later) =>
        register < localCount && locals[register].Has(SymbolFlags.BoundInExpression) && NamedExpressionFinder.IsIn(later);

    private int Copy(Node at, int register)
    {
        int copy = NewTemporary();
        Emit(at, Opcode.Move, copy, register);
        return copy;
    }

    private int Literal(Node at, object? literal, int target)
    {
        int destination = Destination(target);
        LoadConstant(at, destination, literal);
        return destination;
    }

    private int Binary(BinOp node, int target)
    {
        if (ConstantFolder.TryFold(node, out object? folded))
        {
            return Literal(node, folded, target);
        }

        int mark = top;
        if (node.Op is Operator.Add or Operator.Mult && ConstantFolder.TryFold(node.Left, out object? literal)
            && literal is long or double && constants.Add(literal) is <= ushort.MaxValue and int constant)
        {
            // Sums and products of numbers commute; for other operands D keeps the order.
            int right = Value(node.Right);
            top = mark;
            int destination = Destination(target);
            Emit(node, BinaryOpcodes.WithConstant(node.Op)!.Value, destination, right, constant, 2);
            return destination;
        }

        int left = Operand(node.Left, node.Right);
        return Operation(node, node.Op, left, node.Right, target, mark, inPlace: false);
    }

    /// <summary>Emits left op right into the target, or a temporary at the mark, where the temporaries of the operands end.</summary>
    private int Operation(Node at, Operator op, int left, Expression right, int target, int mark, bool inPlace)
    {
        Opcode opcode = BinaryOpcodes.Of(op);
        int operand;
        if (BinaryOpcodes.WithConstant(op) is { } fused && ConstantFolder.TryFold(right, out object? literal)
            && constants.Add(literal) is <= ushort.MaxValue and int constant)
        {
            opcode = fused;
            operand = constant;
        }
        else
        {
            operand = Value(right);
        }

        top = mark;
        int destination = Destination(target);
        Emit(at, opcode, destination, left, operand, inPlace ? 1 : 0);
        return destination;
    }

    private int Unary(UnaryOp node, int target)
    {
        if (ConstantFolder.TryFold(node, out object? folded))
        {
            return Literal(node, folded, target);
        }

        int mark = top;
        int operand = Value(node.Operand);
        top = mark;
        int destination = Destination(target);
        Emit(node, BinaryOpcodes.Of(node.Op), destination, operand);
        return destination;
    }

    private int LoadAttribute(Attribute node, int target)
    {
        if (IsZeroArgumentSuper(node, out int self))
        {
            int first = NewTemporaries(3);
            SuperOperands((Call)node.Value, first, self);
            EmitAtName(node, Opcode.LoadSuperAttribute, first, 0, Cache(node, Opcode.LoadSuperAttribute, scope.Mangle(node.Attr)));
            top = first;
            return Deliver(node, NewTemporary(), target);
        }

        int mark = top;
        int value = Value(node.Value);
        top = mark;
        int destination = Destination(target);
        EmitAtName(node, Opcode.LoadAttribute, destination, value, Cache(node, Opcode.LoadAttribute, scope.Mangle(node.Attr)));
        return destination;
    }

    /// <summary>Emits an attribute instruction. Where the attribute stands on a later line than its object begins on, its name is the position.</summary>
    private void EmitAtName(Attribute node, Opcode opcode, int a, int b, int c)
    {
        code.Position = AtName(node.Span, node);
        code.Emit(opcode, a, b, c);
    }

    private static SourceSpan AtName(SourceSpan span, Attribute node) => span.Line == node.EndLine
        ? span
        : new SourceSpan(node.EndLine, node.EndColumn - CodePoints(node.Attr), span.EndLine, span.Line == span.EndLine ? node.EndColumn : span.EndColumn);

    private static int CodePoints(string text)
    {
        int count = text.Length;
        foreach (char c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }

    private int LoadSubscript(Subscript node, int target)
    {
        SuspiciousCode.WarnOfSubscript(session, node);
        if (ConstantFolder.TryFold(node, out object? folded))
        {
            return Literal(node, folded, target);
        }

        int mark = top;
        int container = Operand(node.Value, node.Slice);
        if (node.Slice is Slice { Step: null } slice)
        {
            int bounds = SliceBounds(slice, 2);
            top = mark;
            int part = Destination(target);
            Emit(node, Opcode.GetSlice, part, container, bounds);
            return part;
        }

        if (ConstantFolder.TryFold(node.Slice, out object? index) && index is long and >= short.MinValue and <= short.MaxValue)
        {
            top = mark;
            int item = Destination(target);
            Emit(node, Opcode.GetItemInt, item, container, (int)(long)index);
            return item;
        }

        int key = Value(node.Slice);
        top = mark;
        int destination = Destination(target);
        Emit(node, Opcode.GetItem, destination, container, key);
        return destination;
    }

    /// <summary>Evaluates the parts of a slice into successive registers; absent ones are None.</summary>
    private int SliceBounds(Slice slice, int count)
    {
        int first = NewTemporaries(count);
        Bound(slice, slice.Lower, first);
        Bound(slice, slice.Upper, first + 1);
        if (count == 3)
        {
            Bound(slice, slice.Step, first + 2);
        }

        return first;
    }

    private void Bound(Slice slice, Expression? part, int register)
    {
        if (part is null)
        {
            LoadConstant(slice, register, null);
        }
        else
        {
            Value(part, register);
        }
    }

    private int Slice(Slice node, int target)
    {
        int mark = top;
        int bounds = SliceBounds(node, 3);
        top = mark;
        int destination = Destination(target);
        Emit(node, Opcode.BuildSlice, destination, bounds);
        return destination;
    }

    private int Choice(IfExp node, int target)
    {
        int destination = Destination(target);
        int mark = top;
        var otherwise = new Label();
        var end = new Label();
        Condition(node.Test, otherwise, jumpIf: false);
        Value(node.Body, destination);
        top = mark;
        code.Position = node.Span;
        code.Jump(end);
        code.Bind(otherwise);
        Value(node.OrElse, destination);
        top = mark;
        code.Bind(end);
        return destination;
    }

    private int NamedExpression(NamedExpr node, int target)
    {
        CheckBindable(node.Target, node.Target.Id, "assign to");
        int local = LocalTarget(node.Target);
        if (local >= 0)
        {
            int mark = top;
            Value(node.Value, local);
            top = mark;
            code.Assigned.Add(local);
            return Deliver(node, local, target);
        }

        int value = Value(node.Value, target);
        StoreName(node.Target, node.Target.Id, value);
        return value;
    }

    private int Yield(Yield node, int target)
    {
        int mark = top;
        int value = node.Value is null ? Literal(node, null, -1) : Value(node.Value);
        top = mark;
        int destination = Destination(target);
        Emit(node, Opcode.Yield, destination, value, 0, YieldForm);
        return destination;
    }

    private int YieldFrom(YieldFrom node, int target)
    {
        if (IsAsyncFunction)
        {
            throw Errors.At(node, "'yield from' inside async function");
        }

        int mark = top;
        int iterator = NewTemporary();
        Value(node.Value, iterator);
        Emit(node, Opcode.GetYieldFromIterator, iterator, iterator);
        return Delegate(node, iterator, mark, target);
    }

    /// <summary>Yields what an iterator yields until it returns, and delivers the value it returns.</summary>
    /// <param name="at">The expression.</param>
    /// <param name="iterator">The register of the iterator, the last temporary in use.</param>
    /// <param name="mark">The top of the temporaries that stay.</param>
    /// <param name="target">Where the value goes, or -1.</param>
    private int Delegate(Node at, int iterator, int mark, int target)
    {
        int value = DelegationLoop(at, iterator);
        top = mark;
        int destination = Destination(target);
        Emit(at, Opcode.Move, destination, value);
        return destination;
    }

    /// <summary>The loop of a delegation; returns the register behind the iterator's, which holds the value returned.</summary>
    private int DelegationLoop(Node at, int iterator)
    {
        int value = NewTemporary();
        LoadConstant(at, value, null);
        Label again = code.BindNew();
        Emit(at, Opcode.Send, iterator, value, 2);
        Emit(at, Opcode.Yield, value, value, iterator, 1);
        code.Position = at.Span;
        code.JumpWide(Opcode.Jump, 0, again); // control goes on behind it through the jump of Send
        return value;
    }
}
