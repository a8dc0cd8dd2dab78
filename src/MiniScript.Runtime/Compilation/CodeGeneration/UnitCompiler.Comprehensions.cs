namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Comprehensions, compiled in place with their variables in temporaries (PEP 709), and generator expressions.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>What a comprehension does with each item.</summary>
    private readonly record struct Accumulation(Opcode Opcode, int Collection, Expression Element, Expression? Value);

    private readonly List<(string Name, int Register, int Start, int End)> comprehensionVariables = [];
    private int namespaceMentions;

    private int Comprehension(Expression node, int target)
    {
        int collection = Workplace(target);
        int mark = top;
        Scope outer = scope;
        Scope inner = session.Table.Of(node);
        (Comprehension[] generators, Accumulation accumulation, Opcode build) = node switch
        {
            ListComp list => (list.Generators, new Accumulation(Opcode.ListAppend, collection, list.Elt, null), Opcode.BuildList),
            SetComp set => (set.Generators, new Accumulation(Opcode.SetAdd, collection, set.Elt, null), Opcode.BuildSet),
            _ => (((DictComp)node).Generators, new Accumulation(Opcode.DictPut, collection, ((DictComp)node).Key, ((DictComp)node).Value), Opcode.BuildDict),
        };

        if (inner.IsCoroutine && !MayAwait && unit.Kind != ScopeKind.GeneratorExpression)
        {
            throw Errors.At(node, "asynchronous comprehension outside of an asynchronous function");
        }

        int iterator = Iterate(generators[0].Iter, generators[0].IsAsync);
        Emit(node, build, collection, 0, 0);
        scope = inner;
        LayOutVariables(node, inner, generators);
        int start = code.Count;
        int mentions = namespaceMentions;
        namespaceMentions += inner.Symbols.Exists(symbol => symbol.Name is "locals" or "eval" or "exec" or "vars" or "dir") ? 1 : 0;
        ComprehensionLoop(node, generators, 0, iterator, accumulation);
        if (namespaceMentions != mentions)
        {
            NoteVariables(inner, start);
        }

        scope = outer;
        top = mark;
        return Deliver(node, collection, target);
    }

    /// <summary>Gives the variables of a comprehension temporaries. They are empty cells, or cleared if the first loop does not assign them all.</summary>
    private void LayOutVariables(Node at, Scope inner, Comprehension[] generators)
    {
        bool mayBeUnassigned = generators.Length > 1 || !IsOfNames(generators[0].Target);
        foreach (Symbol symbol in inner.Symbols)
        {
            if (symbol.Owner != inner)
            {
                continue;
            }

            symbol.Register = NewTemporary();
            code.Assigned.Remove(symbol.Register);
            bool isCell = symbol.Home == SymbolHome.Cell;
            if (isCell || mayBeUnassigned)
            {
                Clear(at, symbol.Register);
            }

            if (isCell)
            {
                Emit(at, Opcode.MakeCell, symbol.Register);
            }
        }
    }

    /// <summary>Keeps where a comprehension's variables are, for <c>locals</c> and the like, which are mentioned in it.</summary>
    private void NoteVariables(Scope inner, int start)
    {
        foreach (Symbol symbol in inner.Symbols)
        {
            if (symbol.Owner == inner)
            {
                comprehensionVariables.Add((symbol.Name, symbol.Register, start, code.Count));
            }
        }
    }

    private static bool IsOfNames(Expression target) => target switch
    {
        Name => true,
        Tuple tuple => Array.TrueForAll(tuple.Elts, IsOfNames),
        List list => Array.TrueForAll(list.Elts, IsOfNames),
        Starred starred => IsOfNames(starred.Value),
        _ => false,
    };

    /// <summary>Evaluates an iterable and leaves its iterator in a new temporary.</summary>
    private int Iterate(Expression iterable, bool isAsync = false)
    {
        int iterator = NewTemporary();
        int value = !isAsync && iterable is List list && ConstantFolder.TryFoldAll(list.Elts, out object?[] items)
            ? Literal(iterable, new TupleLiteral(items), iterator)
            : Value(iterable);
        top = iterator + 1;
        Emit(iterable, isAsync ? Opcode.GetAsyncIterator : Opcode.GetIterator, iterator, value);
        return iterator;
    }

    private void ComprehensionLoop(Expression node, Comprehension[] generators, int index, int iterator, Accumulation accumulation)
    {
        EnsureStack();
        Comprehension generator = generators[index];
        int mark = top;
        var next = new Label();
        if (generator.IsAsync)
        {
            var end = new Label();
            AsyncLoop loop = BeginAsyncFor(node, generator.Target, iterator);
            ComprehensionBody(node, generators, index, accumulation, next, top);
            EndAsyncFor(generator.Iter, loop, next, end);
            code.Bind(end);
            top = mark;
            return;
        }

        Label body = BeginFor(generator.Target, next, out int item);
        ComprehensionBody(node, generators, index, accumulation, next, Math.Max(mark, item + 1));
        code.Bind(next);
        code.Position = generator.Iter.Span;
        code.ForLoop(iterator, item, body, LocalTarget(generator.Target) < 0);
        top = mark;
    }

    /// <summary>The conditions of one loop of a comprehension, and what they guard.</summary>
    private void ComprehensionBody(Expression node, Comprehension[] generators, int index, Accumulation accumulation, Label next, int mark)
    {
        foreach (Expression condition in generators[index].Ifs)
        {
            Condition(condition, next, jumpIf: false);
            top = mark;
        }

        if (index + 1 < generators.Length)
        {
            Comprehension inner = generators[index + 1];
            ComprehensionLoop(node, generators, index + 1, Iterate(inner.Iter, inner.IsAsync), accumulation);
        }
        else
        {
            Accumulate(node, accumulation);
        }
    }

    private void Accumulate(Expression node, Accumulation accumulation)
    {
        int mark = top;
        switch (accumulation.Opcode)
        {
            case Opcode.Yield:
                int yielded = Value(accumulation.Element);
                top = mark;
                Emit(accumulation.Element, Opcode.Yield, NewTemporary(), yielded, 0, YieldForm);
                break;
            case Opcode.DictPut:
                int key = Operand(accumulation.Element, accumulation.Value!);
                int value = Value(accumulation.Value!);
                Emit(node, Opcode.DictPut, accumulation.Collection, key, value);
                break;
            default:
                int element = Value(accumulation.Element);
                Emit(accumulation.Element, accumulation.Opcode, accumulation.Collection, element);
                break;
        }

        top = mark;
    }

    /// <summary>Begins a loop over an iterator: enters at its end, then binds the target to the item.</summary>
    /// <param name="target">What each item is bound to.</param>
    /// <param name="next">The label of the loop's end.</param>
    /// <param name="item">The register that <see cref="Opcode.ForLoop"/> has to write: the target itself if it is a local variable.</param>
    /// <returns>The label of the body.</returns>
    private Label BeginFor(Expression target, Label next, out int item)
    {
        int local = LocalTarget(target);
        item = local >= 0 ? local : NewTemporary();
        code.Assigned.RemoveAll(deletable);
        Label body = code.BeginLoopBody(next);
        if (local >= 0)
        {
            code.Assigned.Add(local);
        }
        else
        {
            Store(target, item);
        }

        return body;
    }

    private int GeneratorExpression(GeneratorExp node, int target)
    {
        int mark = top;
        int callee = NewTemporaries(2);
        int function = MakeFunction(node, session.Table.Of(node), null, null);
        Emit(node, Opcode.Move, callee, function);
        top = callee + 2;
        int argument = NewTemporary();
        int iterable = Value(node.Generators[0].Iter);
        Emit(node.Generators[0].Iter, node.Generators[0].IsAsync ? Opcode.GetAsyncIterator : Opcode.GetIterator, argument, iterable);
        top = mark;
        int destination = Destination(target);
        Emit(node, Opcode.CallFunction, callee, 1, destination);
        return destination;
    }

    private void CompileGeneratorExpression(GeneratorExp node)
    {
        ComprehensionLoop(node, node.Generators, 0, 0, new Accumulation(Opcode.Yield, 0, node.Elt, null));
        code.Position = node.Span;
        code.EmitReturnConstant(constants.Add(null));
    }
}
