using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>An exception, what it followed from, and, of a group, the exceptions in it: each cause or context once, however they are linked.</summary>
/// <param name="index">The place of the exception in the list made along with the tree.</param>
internal sealed unsafe class ExceptionTree(int index)
{
    /// <summary>The place of the exception in the list made along with the tree.</summary>
    public int Index { get; } = index;

    /// <summary>The exception named after <c>from</c>, or null.</summary>
    public ExceptionTree? Cause { get; private set; }

    /// <summary>The exception that was being handled, or null; null as well where it is not to be shown.</summary>
    public ExceptionTree? Context { get; private set; }

    /// <summary>The exceptions of a group; null of any other.</summary>
    public ExceptionTree[]? Exceptions { get; private set; }

    /// <summary>The tree of an exception.</summary>
    public static ExceptionTree Of(Vm* vm, Value exception, out List* exceptions)
    {
        List* all = List.New(vm);
        HashSet<ulong> seen = [];
        ExceptionTree root = Node(vm, exception, all, seen);
        Stack<ExceptionTree> waiting = [];
        waiting.Push(root);
        while (waiting.TryPop(out ExceptionTree? node))
        {
            Value self = all->Items[node.Index];
            ExceptionObject* links = (ExceptionObject*)self.AsObject;
            if (links->Cause.IsObject && !seen.Contains(links->Cause.Bits))
            {
                node.Cause = Node(vm, links->Cause, all, seen);
                waiting.Push(node.Cause);
            }
            else if (links->Context.IsObject && !links->SuppressContext && !seen.Contains(links->Context.Bits))
            {
                node.Context = Node(vm, links->Context, all, seen);
                waiting.Push(node.Context);
            }

            if (ExceptionGroupType.IsGroup(vm, self))
            {
                Tuple* items = ExceptionGroupType.Exceptions(self);
                node.Exceptions = new ExceptionTree[items->Length];
                for (int i = 0; i < items->Length; i++)
                {
                    node.Exceptions[i] = Node(vm, Tuple.Items(items)[i], all, seen);
                    waiting.Push(node.Exceptions[i]);
                }
            }
        }

        exceptions = all;
        return root;
    }

    private static ExceptionTree Node(Vm* vm, Value exception, List* all, HashSet<ulong> seen)
    {
        seen.Add(exception.Bits);
        List.Append(vm, all, exception);
        return new ExceptionTree(all->Length - 1);
    }
}
