namespace MiniScript.Net.EventLoop;

/// <summary>
/// Timers by due time in a heap with four children a node: half the depth of a binary heap, and the four keys that a step compares
/// lie together. Each timer knows its place, so that cancelling, the usual end of a request's deadline, removes it at once.
/// </summary>
internal sealed class TimerHeap
{
    private const int Arity = 4;

    private ReactorTimer?[] items = new ReactorTimer?[16];

    /// <summary>Timers that are pending.</summary>
    public int Count { get; private set; }

    /// <summary>The <see cref="ReactorTimer.Sequence"/> of the next timer; every timer added so far has a smaller one.</summary>
    public long NextSequence { get; private set; }

    /// <summary>The timer that is due first, or null.</summary>
    public ReactorTimer? First => items[0];

    /// <summary>Adds a timer that is in no heap.</summary>
    public void Add(ReactorTimer timer)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        timer.Sequence = NextSequence++;
        SiftUp(timer, Count++);
    }

    /// <summary>Removes a timer; does nothing when it is not pending.</summary>
    public void Remove(ReactorTimer timer)
    {
        int hole = timer.Position;
        if (hole < 0)
        {
            return;
        }

        timer.Position = -1;
        ReactorTimer moved = items[--Count]!;
        items[Count] = null;
        if (moved == timer)
        {
            return;
        }

        if (hole > 0 && Before(moved, items[(hole - 1) / Arity]!))
        {
            SiftUp(moved, hole);
        }
        else
        {
            SiftDown(moved, hole);
        }
    }

    private static bool Before(ReactorTimer left, ReactorTimer right) =>
        left.Due < right.Due || (left.Due == right.Due && left.Sequence < right.Sequence);

    private void SiftUp(ReactorTimer timer, int position)
    {
        while (position > 0)
        {
            int parent = (position - 1) / Arity;
            if (!Before(timer, items[parent]!))
            {
                break;
            }

            Put(items[parent]!, position);
            position = parent;
        }

        Put(timer, position);
    }

    private void SiftDown(ReactorTimer timer, int position)
    {
        while (true)
        {
            int child = (position * Arity) + 1;
            if (child >= Count)
            {
                break;
            }

            int end = Math.Min(child + Arity, Count);
            int best = child;
            while (++child < end)
            {
                if (Before(items[child]!, items[best]!))
                {
                    best = child;
                }
            }

            if (!Before(items[best]!, timer))
            {
                break;
            }

            Put(items[best]!, position);
            position = best;
        }

        Put(timer, position);
    }

    private void Put(ReactorTimer timer, int position)
    {
        items[position] = timer;
        timer.Position = position;
    }
}
