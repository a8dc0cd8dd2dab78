namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Statements that guard against exceptions, and leaving them.</summary>
/// <remarks>
/// A handler keeps two temporaries: the exception, and what was being handled before, which <see cref="Opcode.EnterHandler"/> saves and every way out
/// restores. An exception within the handler arrives in the register of the first one.
/// </remarks>
internal sealed partial class UnitCompiler
{
    /// <summary>Emits what leaving the blocks from an index on takes, innermost first; the ranges of the blocks do not cover that code.</summary>
    private List<Block> Leave(int downTo)
    {
        var left = new List<Block>();
        while (blocks.Count > downTo)
        {
            Block block = blocks[^1];
            blocks.RemoveAt(blocks.Count - 1);
            left.Add(block);
            if (block.Range is not null)
            {
                code.Close(block.Range);
            }

            switch (block.Kind)
            {
                case BlockKind.Finally:
                    Statements(block.FinalBody);
                    break;
                case BlockKind.Handler:
                    LeaveHandler(block.Node!, block.Name, block.SavedRegister);
                    break;
                case BlockKind.With:
                    Emit(block.Node!, Opcode.WithExit, block.ExitRegister);
                    break;
                case BlockKind.AsyncWith:
                    AsyncWithExit(block.Node!, block.ExitRegister);
                    break;
            }
        }

        return left;
    }

    /// <summary>Goes on within blocks that <see cref="Leave"/> left.</summary>
    private void Reenter(List<Block> left)
    {
        for (int i = left.Count - 1; i >= 0; i--)
        {
            blocks.Add(left[i]);
            if (left[i].Range is { } range)
            {
                code.Open(range);
            }
        }
    }

    private ProtectedRange OpenRange(int register) => code.OpenRange(register, rangeDepth++);

    private void CloseRange(ProtectedRange range)
    {
        code.Close(range);
        rangeDepth--;
    }

    /// <summary>Enters a block of a statement, within the limit that the language sets.</summary>
    private void Push(Node statement, Block block)
    {
        if (blocks.Count == MaxBlocks)
        {
            throw Errors.At(statement, "too many statically nested blocks");
        }

        blocks.Add(block);
    }

    private void Pop()
    {
        Block block = blocks[^1];
        blocks.RemoveAt(blocks.Count - 1);
        if (block.Range is not null)
        {
            CloseRange(block.Range);
        }
    }

    /// <summary>The registers that hold a value for certain wherever in the code that follows an exception is raised.</summary>
    private RegisterSet AssignedInHandler()
    {
        RegisterSet assigned = code.Assigned.Clone();
        assigned.RemoveAll(deletable);
        return assigned;
    }

    private void LeaveHandler(Node at, string? name, int saved)
    {
        if (name is not null)
        {
            Unbind(at, name);
        }

        Emit(at, Opcode.LeaveHandler, saved);
    }

    /// <summary>Ends a handler with the exception in a register going on.</summary>
    private void PassOn(Node at, string? name, int saved, int exception)
    {
        LeaveHandler(at, name, saved);
        code.Position = at.Span;
        code.EmitLast(Opcode.Reraise, exception);
    }

    private void Try(TryBase statement)
    {
        if (statement.FinalBody.Length == 0)
        {
            TryHandlers(statement);
            return;
        }

        int exception = NewTemporaries(2);
        int saved = exception + 1;
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange range = OpenRange(exception);
        Push(statement, new Block(BlockKind.Finally) { Range = range, FinalBody = statement.FinalBody });
        if (statement.Handlers.Length > 0)
        {
            TryHandlers(statement);
        }
        else
        {
            Statements(statement.Body);
        }

        Pop();
        Statements(statement.FinalBody);
        var end = new Label();
        code.Position = statement.FinalBody[^1].Span;
        code.Jump(end);

        code.BindHandler(range, assigned);
        ProtectedRange cleanup = EnterHandler(statement.FinalBody[0], exception, saved);
        Push(statement, new Block(BlockKind.Handler) { Range = cleanup, SavedRegister = saved, Node = statement.FinalBody[0] });
        Statements(statement.FinalBody);
        Pop();
        PassOn(statement.FinalBody[^1], null, saved, exception);
        code.BindHandler(cleanup, assigned);
        PassOn(statement.FinalBody[^1], null, saved, exception);
        code.Bind(end);
    }

    private void TryHandlers(TryBase statement)
    {
        if (statement is TryStar group)
        {
            TryExceptGroup(group);
        }
        else
        {
            TryExcept((Try)statement);
        }
    }

    /// <summary>Begins a handler: the exception is being handled from now on, and a range opens that restores what was before.</summary>
    private ProtectedRange EnterHandler(Node at, int exception, int saved)
    {
        Emit(at, Opcode.EnterHandler, exception, saved);
        return OpenRange(exception);
    }

    private void TryExcept(Try statement)
    {
        int exception = NewTemporaries(2);
        int saved = exception + 1;
        int mark = top;
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
        bool isCatchAll = false;
        ProtectedRange matching = EnterHandler(statement.Handlers[0], exception, saved);
        for (int i = 0; i < statement.Handlers.Length; i++)
        {
            ExceptHandler handler = statement.Handlers[i];
            var next = new Label();
            if (handler.Type is null)
            {
                isCatchAll = true;
                if (i < statement.Handlers.Length - 1)
                {
                    throw Errors.At(handler, "default 'except:' must be last");
                }
            }
            else
            {
                int type = Value(handler.Type);
                int matches = NewTemporary();
                Emit(handler, Opcode.MatchException, matches, exception, type);
                code.JumpWide(Opcode.JumpIfFalse, matches, next);
                top = mark;
            }

            code.Close(matching);
            HandlerBody(handler, exception, saved, assigned, end);
            code.Bind(next);
            code.Open(matching);
        }

        CloseRange(matching);
        ExceptHandler last = statement.Handlers[^1];
        if (!isCatchAll)
        {
            PassOn(last, null, saved, exception);
        }

        code.BindHandler(matching, assigned);
        PassOn(last, null, saved, exception);
        code.Bind(end);
    }

    private void HandlerBody(ExceptHandler handler, int exception, int saved, RegisterSet assigned, Label end)
    {
        int mark = top;
        ProtectedRange cleanup = OpenRange(exception);
        if (handler.Name is { } name)
        {
            StoreName(handler, name, exception);
        }

        Push(handler, new Block(BlockKind.Handler) { Range = cleanup, SavedRegister = saved, Name = handler.Name, Node = handler });
        Statements(handler.Body);
        Pop();
        LeaveHandler(handler, handler.Name, saved);
        code.Jump(end);
        code.BindHandler(cleanup, assigned);
        PassOn(handler, handler.Name, saved, exception);
        top = mark;
    }

    private void With(With statement, int index)
    {
        if (index == statement.Items.Length)
        {
            Statements(statement.Body);
            return;
        }

        int mark = top;
        WithItem item = statement.Items[index];
        int exception = NewTemporaries(2);
        int saved = exception + 1;
        int exit = NewTemporaries(2);
        int manager = Value(item.ContextExpr);
        Emit(item.ContextExpr, Opcode.WithEnter, exit, manager);
        top = exit + 2;
        RegisterSet assigned = AssignedInHandler();
        ProtectedRange range = OpenRange(exception);
        Push(statement, new Block(BlockKind.With) { Range = range, ExitRegister = exit, Node = item.ContextExpr });
        if (item.OptionalVars is { } target)
        {
            Store(target, exit + 1);
        }

        top = exit + 1;
        With(statement, index + 1);
        Pop();
        Emit(item.ContextExpr, Opcode.WithExit, exit);
        var end = new Label();
        code.Jump(end);

        code.BindHandler(range, assigned);
        ProtectedRange cleanup = EnterHandler(item.ContextExpr, exception, saved);
        int suppressed = NewTemporary();
        Emit(item.ContextExpr, Opcode.WithExcept, suppressed, exit, exception);
        CloseRange(cleanup);
        var suppress = new Label();
        code.JumpWide(Opcode.JumpIfTrue, suppressed, suppress);
        PassOn(item.ContextExpr, null, saved, exception);
        code.BindHandler(cleanup, assigned);
        PassOn(item.ContextExpr, null, saved, exception);
        code.Bind(suppress);
        LeaveHandler(item.ContextExpr, null, saved);
        code.Bind(end);
        top = mark;
    }
}
