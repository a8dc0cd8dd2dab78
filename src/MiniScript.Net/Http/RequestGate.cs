using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Http;

/// <summary>Lets a bounded number of requests run at a time; the others wait, first come, first served.</summary>
internal sealed class RequestGate(Reactor reactor, int capacity)
{
    private readonly LinkedList<Ticket> waiting = [];

    /// <summary>Requests that run.</summary>
    public int Running { get; private set; }

    /// <summary>Enters at once when there is room.</summary>
    public bool TryEnter()
    {
        if (Running >= capacity)
        {
            return false;
        }

        Running++;
        return true;
    }

    /// <summary>Stands in line. When the ticket's task completes, the holder has entered.</summary>
    public Ticket Queue()
    {
        var ticket = new Ticket(this);
        ticket.Place = waiting.AddLast(ticket);
        return ticket;
    }

    /// <summary>Leaves, and lets the next one in.</summary>
    public void Leave()
    {
        if (waiting.First is { } next)
        {
            // The place passes on: the number of those that run stays. Posted, as a line of requests that fail at once would
            // otherwise end one inside the other.
            waiting.RemoveFirst();
            next.Value.Place = null;
            reactor.Post(static source => ((TaskCompletionSource)source!).SetResult(), next.Value.Source);
        }
        else
        {
            Running--;
        }
    }

    /// <summary>A place in the line; disposing it gives the place up.</summary>
    internal sealed class Ticket(RequestGate gate) : IDisposable
    {
        /// <summary>Completes on entering.</summary>
        public TaskCompletionSource Source { get; } = new();

        /// <summary>Where in the line, or null outside it.</summary>
        public LinkedListNode<Ticket>? Place { get; set; }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (Place is not null)
            {
                gate.waiting.Remove(Place);
                Place = null;
                Source.SetException(new NetException(NetErrorKind.Cancelled, "the wait for a turn was given up"));
            }
        }
    }
}
