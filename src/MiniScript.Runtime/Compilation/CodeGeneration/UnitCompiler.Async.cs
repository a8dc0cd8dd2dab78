namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax.Tree;

/// <summary><c>await</c>, <c>async for</c> and <c>async with</c>.</summary>
/// <remarks>To await is to delegate to the iterator of an awaitable as <c>yield from</c> does; the two share their instructions.</remarks>
internal sealed partial class UnitCompiler
{
    // Operand D of GetAwaitable: whose result is awaited.
    private const int AwaitedAny = 0;
    private const int AwaitedEnter = 1;
    private const int AwaitedExit = 2;
    private const int AwaitedNext = 3;

    /// <summary>The state of an <c>async for</c> whose body is being emitted.</summary>
    private readonly record struct AsyncLoop(Label Head, ProtectedRange Range, RegisterSet Assigned, int Exception);

    private bool IsAsyncFunction => unit.Node.Kind == NodeKind.AsyncFunctionDef;

    private bool MayAwait => IsAsyncFunction || (unit.Kind == ScopeKind.Module && session.Options.AllowTopLevelAwait);

    /// <summary>Operand D of <see cref="Opcode.Yield"/> for items of this unit.</summary>
    private int YieldForm => unit.IsCoroutine ? 2 : 0;

    private int Await(Await node, int target)
    {
        if (!MayAwait && unit.Kind != ScopeKind.GeneratorExpression)
        {
            throw Errors.At(node, unit.IsFunctionLike ? "'await' outside async function" : "'await' outside function");
        }

        int mark = top;
        int value = Value(node.Value);
        top = mark;
        int iterator = NewTemporary();
        Emit(node, Opcode.GetAwaitable, iterator, value, 0, AwaitedAny);
        return Delegate(node, iterator, mark, target);
    }

    private void AsyncFor(AsyncFor statement)
    {
        if (!MayAwait)
        {
            throw Errors.At(statement, "'async for' outside async function");
        }

        var next = new Label();
        var otherwise = new Label();
        var end = new Label();
        int iterator = Iterate(statement.Iter, isAsync: true);
        AsyncLoop loop = BeginAsyncFor(statement, statement.Target, iterator);
        Push(statement, new Block(BlockKind.Loop) { Continue = next, Break = end });
        Statements(statement.Body);
        blocks.RemoveAt(blocks.Count - 1);
        EndAsyncFor(statement.Iter, loop, next, otherwise);
        code.Bind(otherwise);
        Statements(statement.OrElse);
        code.Bind(end);
    }

    /// <summary>Begins a loop over an asynchronous iterator: awaits an item and binds the target to it.</summary>
    private AsyncLoop BeginAsyncFor(Node at, Expression target, int iterator)
    {
        int exception = NewTemporary();
        code.Assigned.RemoveAll(deletable);
        Label head = code.BindNew();
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange range = OpenRange(exception);
        int awaited = NewTemporary();
        Emit(at, Opcode.GetAsyncNext, awaited, iterator);
        Emit(at, Opcode.GetAwaitable, awaited, awaited, 0, AwaitedNext);
        int item = DelegationLoop(at, awaited);
        CloseRange(range);
        Store(target, item);
        top = exception + 1;
        return new AsyncLoop(head, range, assigned, exception);
    }

    /// <summary>Ends the loop's body, whose <c>continue</c> goes to <paramref name="next"/>; the end of the items to <paramref name="exhausted"/>.</summary>
    private void EndAsyncFor(Expression iterable, AsyncLoop loop, Label next, Label exhausted)
    {
        code.Bind(next);
        code.Position = iterable.Span;
        code.Jump(loop.Head);
        code.BindHandler(loop.Range, loop.Assigned);
        Emit(iterable, Opcode.EndAsyncFor, loop.Exception);
        code.Jump(exhausted);
    }

    private void AsyncWith(AsyncWith statement, int index)
    {
        if (!MayAwait)
        {
            throw Errors.At(statement, "'async with' outside async function");
        }

        if (index == statement.Items.Length)
        {
            Statements(statement.Body);
            return;
        }

        int mark = top;
        WithItem item = statement.Items[index];
        Expression context = item.ContextExpr;
        int exception = NewTemporaries(2);
        int saved = exception + 1;
        int exit = NewTemporaries(2);
        int manager = Value(context);
        Emit(context, Opcode.AsyncWithEnter, exit, manager);
        top = exit + 2;
        Emit(context, Opcode.GetAwaitable, exit + 1, exit + 1, 0, AwaitedEnter);
        int entered = DelegationLoop(context, exit + 1);
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange range = OpenRange(exception);
        Push(statement, new Block(BlockKind.AsyncWith) { Range = range, ExitRegister = exit, Node = context });
        if (item.OptionalVars is { } target)
        {
            Store(target, entered);
        }

        top = exit + 1;
        AsyncWith(statement, index + 1);
        Pop();
        AsyncWithExit(context, exit);
        var end = new Label();
        code.Position = context.Span;
        code.Jump(end);

        code.BindHandler(range, assigned);
        ProtectedRange cleanup = EnterHandler(context, exception, saved);
        int awaited = NewTemporary();
        Emit(context, Opcode.WithExcept, awaited, exit, exception, 1);
        Emit(context, Opcode.GetAwaitable, awaited, awaited, 0, AwaitedExit);
        int suppressed = DelegationLoop(context, awaited);
        CloseRange(cleanup);
        var suppress = new Label();
        code.Position = context.Span;
        code.JumpWide(Opcode.JumpIfTrue, suppressed, suppress);
        PassOn(context, null, saved, exception);
        code.BindHandler(cleanup, assigned);
        PassOn(context, null, saved, exception);
        code.Bind(suppress);
        LeaveHandler(context, null, saved);
        code.Bind(end);
        top = mark;
    }

    /// <summary>Calls and awaits <c>__aexit__</c> where there is no exception.</summary>
    private void AsyncWithExit(Node at, int exit)
    {
        int mark = top;
        int callee = NewTemporaries(5);
        Emit(at, Opcode.Move, callee, exit);
        for (int i = 2; i < 5; i++)
        {
            LoadConstant(at, callee + i, null);
        }

        Emit(at, Opcode.CallFunction, callee, 3, callee);
        top = callee + 1;
        Emit(at, Opcode.GetAwaitable, callee, callee, 0, AwaitedExit);
        DelegationLoop(at, callee);
        top = mark;
    }
}
