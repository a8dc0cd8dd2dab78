using System.Diagnostics.CodeAnalysis;

namespace MiniScript.Net.EventLoop;

/// <summary>Completed operations in order, linked through the operations themselves so that queueing never allocates.</summary>
internal sealed class CompletionQueue
{
    private IoOperation? first;
    private IoOperation? last;

    /// <summary>Operations in the queue.</summary>
    public int Count { get; private set; }

    /// <summary>Appends an operation that is in no queue.</summary>
    public void Enqueue(IoOperation operation)
    {
        if (last is null)
        {
            first = operation;
        }
        else
        {
            last.Next = operation;
        }

        last = operation;
        Count++;
    }

    /// <summary>Takes the oldest operation; false when there is none.</summary>
    public bool TryDequeue([NotNullWhen(true)] out IoOperation? operation)
    {
        operation = first;
        if (operation is null)
        {
            return false;
        }

        first = operation.Next;
        if (first is null)
        {
            last = null;
        }

        operation.Next = null;
        Count--;
        return true;
    }
}
