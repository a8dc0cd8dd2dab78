namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Syntax.Tree;

/// <summary><c>try</c> with <c>except*</c>.</summary>
/// <remarks>
/// Besides the exception and what was being handled before, the handlers keep what is not handled yet, which each clause takes its part of, and the list
/// of what they leave: exceptions that clauses raise, and at the end what none of them handled. <see cref="Opcode.GroupRemains"/> makes of it what goes on.
/// </remarks>
internal sealed partial class UnitCompiler
{
    private void TryExceptGroup(TryStar statement)
    {
        int exception = NewTemporaries(4);
        int saved = exception + 1;
        int rest = exception + 2;
        int left = exception + 3;
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange range = OpenRange(exception);
        Push(statement, new Block(BlockKind.Try) { Range = range });
        Statements(statement.Body);
        Pop();
        Statements(statement.OrElse);
        var end = new Label();
        code.Position = statement.Body[^1].Span;
        code.Jump(end);

        code.BindHandler(range, assigned);
        ExceptHandler first = statement.Handlers[0];
        ProtectedRange matching = EnterHandler(first, exception, saved);
        Emit(first, Opcode.Move, rest, exception);
        Emit(first, Opcode.BuildList, left, 0, 0);
        foreach (ExceptHandler handler in statement.Handlers)
        {
            GroupClause(handler, rest, left, matching);
        }

        ExceptHandler last = statement.Handlers[^1];
        Emit(last, Opcode.ListAppend, left, rest);
        Emit(last, Opcode.GroupRemains, exception, left);
        CloseRange(matching);
        var done = new Label();
        code.JumpWide(Opcode.JumpIfNone, exception, done);
        PassOn(last, null, saved, exception);
        code.BindHandler(matching, assigned);
        PassOn(last, null, saved, exception);
        code.Bind(done);
        LeaveHandler(last, null, saved);
        code.Bind(end);
    }

    private void GroupClause(ExceptHandler handler, int rest, int left, ProtectedRange matching)
    {
        int mark = top;
        int match = NewTemporary();
        int type = Value(handler.Type!);
        Emit(handler, Opcode.MatchGroup, match, rest, type);
        top = match + 1;
        var next = new Label();
        code.JumpWide(Opcode.JumpIfNone, match, next);
        code.Close(matching);
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange body = OpenRange(match);
        if (handler.Name is { } name)
        {
            StoreName(handler, name, match);
        }

        Push(handler, new Block(BlockKind.GroupHandler) { Range = body, Node = handler });
        Statements(handler.Body);
        Pop();
        code.Open(matching);
        UnbindGroup(handler);
        code.Jump(next);
        code.BindHandler(body, assigned);
        UnbindGroup(handler);
        Emit(handler, Opcode.ListAppend, left, match);
        code.Bind(next);
        top = mark;
    }

    private void UnbindGroup(ExceptHandler handler)
    {
        if (handler.Name is { } name)
        {
            Unbind(handler, name);
        }
    }

    /// <summary>Refuses <c>break</c>, <c>continue</c> and <c>return</c> out of an <c>except*</c> clause among the blocks from an index on.</summary>
    private void CheckLeavesNoGroupHandler(Node at, int downTo)
    {
        if (blocks.FindIndex(downTo, block => block.Kind == BlockKind.GroupHandler) >= 0)
        {
            throw Errors.At(at, "'break', 'continue' and 'return' cannot appear in an except* block");
        }
    }
}
