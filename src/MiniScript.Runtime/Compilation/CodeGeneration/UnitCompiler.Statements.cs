namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Statements other than assignments, definitions, imports and those that guard against exceptions.</summary>
internal sealed partial class UnitCompiler
{
    private void CompileModule(Statement[] body)
    {
        FindFutureImports(body);
        if (unit.HasAnnotations)
        {
            code.Position = body[0].Span;
            code.Emit(Opcode.SetupAnnotations);
        }

        int start = DocumentationString.Of(body) is null ? 0 : 1;
        if (start == 1 && !session.Options.DropDocumentation)
        {
            doc = DocumentationString.Of(body);
            StoreName(body[0], "__doc__", Literal(body[0], doc, -1));
            top = localCount;
        }

        Statements(body.AsSpan(start));
        ReturnNone(body.Length > 0 ? body[^1] : unit.Node);
    }

    private void CompileInteractive(Interactive interactive)
    {
        FindFutureImports(interactive.Body);
        if (unit.HasAnnotations)
        {
            Emit(interactive.Body[0], Opcode.SetupAnnotations);
        }

        foreach (Statement statement in interactive.Body)
        {
            Statement(statement);
        }

        ReturnNone(unit.Node);
    }

    private void Statements(ReadOnlySpan<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            Statement(statement);
        }
    }

    private void Statement(Statement statement)
    {
        EnsureStack();
        int mark = top;
        switch (statement.Kind)
        {
            case NodeKind.Expr when unit.Node is Interactive:
                Emit(statement, Opcode.PrintResult, Value(((Expr)statement).Value));
                break;
            case NodeKind.Expr:
                if (((Expr)statement).Value is not Constant)
                {
                    Value(((Expr)statement).Value);
                }

                break;
            case NodeKind.Assign:
                Assign((Assign)statement);
                break;
            case NodeKind.AugAssign:
                AugmentedAssign((AugAssign)statement);
                break;
            case NodeKind.AnnAssign:
                AnnotatedAssign((AnnAssign)statement);
                break;
            case NodeKind.If:
                If((If)statement);
                break;
            case NodeKind.While:
                While((While)statement);
                break;
            case NodeKind.For:
                For((For)statement);
                break;
            case NodeKind.Return:
                Return((Return)statement);
                break;
            case NodeKind.Break:
                LeaveLoop(statement, isBreak: true);
                break;
            case NodeKind.Continue:
                LeaveLoop(statement, isBreak: false);
                break;
            case NodeKind.FunctionDef:
            case NodeKind.AsyncFunctionDef:
                DefineFunction((FunctionDefBase)statement);
                break;
            case NodeKind.ClassDef:
                DefineClass((ClassDef)statement);
                break;
            case NodeKind.Try:
                Try((Try)statement);
                break;
            case NodeKind.With:
                With((With)statement, 0);
                break;
            case NodeKind.Raise:
                Raise((Raise)statement);
                break;
            case NodeKind.Assert:
                Assert((Assert)statement);
                break;
            case NodeKind.Delete:
                Array.ForEach(((Delete)statement).Targets, Delete);
                break;
            case NodeKind.Import:
                Import((Import)statement);
                break;
            case NodeKind.ImportFrom:
                ImportFrom((ImportFrom)statement);
                break;
            case NodeKind.AsyncFor:
                AsyncFor((AsyncFor)statement);
                break;
            case NodeKind.AsyncWith:
                AsyncWith((AsyncWith)statement, 0);
                break;
            case NodeKind.Match:
                Match((Match)statement);
                break;
            case NodeKind.TryStar:
                Try((TryStar)statement);
                break;
            case NodeKind.TypeAlias:
                DefineTypeAlias((TypeAlias)statement);
                break;
        }

        top = mark;
        if (MayDrop(statement))
        {
            Reclaim(statement);
        }
    }

    private void If(If statement)
    {
        if (statement.OrElse.Length == 0 && DirectExit(statement.Body) is { } exit)
        {
            Condition(statement.Test, exit, jumpIf: true);
            return;
        }

        var otherwise = new Label();
        Condition(statement.Test, otherwise, jumpIf: false);
        Statements(statement.Body);
        if (statement.OrElse.Length == 0)
        {
            code.Bind(otherwise);
            return;
        }

        var end = new Label();
        code.Position = statement.Body[^1].Span;
        code.Jump(end);
        code.Bind(otherwise);
        Statements(statement.OrElse);
        code.Bind(end);
    }

    /// <summary>Where a body that is only <c>break</c> or <c>continue</c> goes, if nothing has to be done on the way.</summary>
    private Label? DirectExit(Statement[] body)
    {
        if (body.Length != 1 || blocks.Count == 0 || blocks[^1].Kind != BlockKind.Loop)
        {
            return null;
        }

        return body[0].Kind switch
        {
            NodeKind.Break => blocks[^1].Break,
            NodeKind.Continue => blocks[^1].Continue,
            _ => null,
        };
    }

    /// <summary>The condition stands at the end of the loop, and once more before it, so that an iteration takes one jump.</summary>
    private void While(While statement)
    {
        var otherwise = new Label();
        var next = new Label();
        var end = new Label();
        code.Assigned.RemoveAll(deletable);
        Condition(statement.Test, otherwise, jumpIf: false);
        Label body = code.BindNew();
        Push(statement, new Block(BlockKind.Loop) { Continue = next, Break = end });
        Statements(statement.Body);
        blocks.RemoveAt(blocks.Count - 1);
        code.Bind(next);
        Condition(statement.Test, body, jumpIf: true);
        code.Bind(otherwise);
        Statements(statement.OrElse);
        code.Bind(end);
    }

    private void For(For statement)
    {
        var next = new Label();
        var end = new Label();
        int mark = top;
        int iterator = Iterate(statement.Iter);
        Label body = BeginFor(statement.Target, next, out int item);
        Push(statement, new Block(BlockKind.Loop) { Continue = next, Break = end });
        Statements(statement.Body);
        blocks.RemoveAt(blocks.Count - 1);
        code.Bind(next);
        code.Position = statement.Iter.Span;
        code.ForLoop(iterator, item, body, LocalTarget(statement.Target) < 0);
        Statements(statement.OrElse);
        if (!end.IsUsed)
        {
            code.Bind(end);
            return;
        }

        // Behind a break: the iterator may be a generator that is not at its end.
        var over = new Label();
        code.Jump(over);
        code.Bind(end);
        top = mark;
        Reclaim(statement);
        code.Bind(over);
    }

    /// <summary>True for the statements behind which scripts expect finalizers to have run, and which it does not slow down: calls count where there is no loop around.</summary>
    private bool MayDrop(Statement statement) => statement switch
    {
        { Kind: NodeKind.Delete } or Assign { Value: Constant { Value: null }, Targets: [Name] } => true,
        Expr { Value.Kind: NodeKind.Call } or Assign { Value.Kind: NodeKind.Call } => unit.Kind == ScopeKind.Module && !blocks.Exists(block => block.Kind == BlockKind.Loop),
        _ => false,
    };

    /// <summary>Lets the finalizers run of what the statement dropped.</summary>
    private void Reclaim(Statement statement)
    {
        code.Position = statement.Span;
        code.Emit(Opcode.Reclaim, top);
    }

    private void Return(Return statement)
    {
        if (!unit.IsFunctionLike)
        {
            throw Errors.At(statement, "'return' outside function");
        }

        if (statement.Value is not null && unit.IsGenerator && unit.IsCoroutine)
        {
            throw Errors.At(statement, "'return' with value in async generator");
        }

        Return(statement, statement.Value);
    }

    private void Return(Node at, Expression? expression)
    {
        CheckLeavesNoGroupHandler(expression is Constant && expression.Line == at.Line ? expression : at, 0);
        object? literal = null;
        bool isConstant = expression is null || ConstantFolder.TryFold(expression, out literal);
        int value = -1;
        if (!isConstant)
        {
            value = Value(expression!);
            if (value < localCount && blocks.Exists(block => block.Kind == BlockKind.Finally || block.Name is not null))
            {
                value = Copy(expression!, value);
            }
        }

        List<Block> left = Leave(0);
        code.Position = at.Span;
        if (isConstant)
        {
            code.EmitReturnConstant(constants.Add(literal));
        }
        else
        {
            code.EmitLast(Opcode.Return, value);
        }

        Reenter(left);
    }

    private void LeaveLoop(Statement statement, bool isBreak)
    {
        int loop = blocks.FindLastIndex(block => block.Kind == BlockKind.Loop);
        CheckLeavesNoGroupHandler(statement, loop + 1);
        if (loop < 0)
        {
            throw Errors.At(statement, isBreak ? "'break' outside loop" : "'continue' not properly in loop");
        }

        Label target = (isBreak ? blocks[loop].Break : blocks[loop].Continue)!;
        List<Block> left = Leave(loop + 1);
        code.Position = statement.Span;
        code.Jump(target);
        Reenter(left);
    }

    private void Raise(Raise statement)
    {
        if (statement.Exc is null)
        {
            code.Position = statement.Span;
            code.EmitLast(Opcode.RaiseException);
            return;
        }

        int exception = statement.Cause is null ? Value(statement.Exc) : Operand(statement.Exc, statement.Cause);
        int cause = statement.Cause is null ? 0 : Value(statement.Cause);
        code.Position = statement.Span;
        code.EmitLast(Opcode.RaiseException, exception, cause, statement.Cause is null ? 1 : 2);
    }

    private void Assert(Assert statement)
    {
        SuspiciousCode.WarnOfAssertion(session, statement);
        if (session.Options.Optimize)
        {
            return;
        }

        var end = new Label();
        Condition(statement.Test, end, jumpIf: true);
        int callee = NewTemporaries(2);
        Emit(statement.Test, Opcode.LoadBuiltinType, callee, (int)TypeId.AssertionError);
        if (statement.Msg is { } message)
        {
            Value(message, NewTemporary());
            Emit(statement.Test, Opcode.CallFunction, callee, 1, callee);
        }

        code.Position = statement.Test.Span;
        code.EmitLast(Opcode.RaiseException, callee, 0, 1);
        code.Bind(end);
    }
}
