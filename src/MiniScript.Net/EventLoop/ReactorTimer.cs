namespace MiniScript.Net.EventLoop;

/// <summary>A call that a <see cref="Reactor"/> makes once, at its due time, on its own thread.</summary>
public sealed class ReactorTimer
{
    private readonly TimerHeap heap;

    internal ReactorTimer(TimerHeap heap, long due, Action<object?> callback, object? state)
    {
        this.heap = heap;
        Due = due;
        Callback = callback;
        State = state;
    }

    /// <summary>True until the timer has fired or been cancelled.</summary>
    public bool IsPending => Position >= 0;

    /// <summary>When it fires, as a timestamp of the reactor's clock.</summary>
    internal long Due { get; }

    /// <summary>Breaks ties: of two timers due at once, the one scheduled first fires first.</summary>
    internal long Sequence { get; set; }

    /// <summary>Index in the heap, or -1 outside it.</summary>
    internal int Position { get; set; } = -1;

    /// <summary>What is called.</summary>
    internal Action<object?> Callback { get; }

    /// <summary>The callback's argument.</summary>
    internal object? State { get; }

    /// <summary>Makes sure that the timer does not fire (again). On the reactor's thread only.</summary>
    public void Cancel() => heap.Remove(this);
}
